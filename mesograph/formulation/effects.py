"""What a mixture does to the processes of a concern, and what was seen of it in people."""

from collections.abc import Iterable
from dataclasses import dataclass

from mesograph.formulation.bearing import is_named, speaks_of
from mesograph.formulation.mixing import Mixture, final_strength
from mesograph.model.claims import Claim, IndicationClaim, MechanismClaim, PhysiologyClaim
from mesograph.model.compendium import Compendium
from mesograph.model.things import Circumstances, Part
from mesograph.quantities import Interval
from mesograph.verdicts import Certainty


@dataclass(frozen=True, slots=True, order=True)
class Target:
    """A process of a concern and whether more of it is wanted."""

    process: str
    raise_it: bool


@dataclass(frozen=True, slots=True)
class Service:
    """What is said of one part acting on one target, for and against."""

    target: Target
    supporting: tuple[MechanismClaim, ...]
    refuting: tuple[MechanismClaim, ...]

    @property
    def certainty(self) -> Certainty | None:
        """Give the certainty of the support, None where it does not outweigh the refutation."""
        support, refutation = strongest(self.supporting), strongest(self.refuting)
        if support is None or (refutation is not None and refutation >= support):
            return None
        return support

    @property
    def opposing(self) -> tuple[MechanismClaim, ...]:
        """Give what says that the part turns the process the wrong way."""
        return tuple(each for each in self.refuting if each.supports)


def strongest(claims: Iterable[Claim]) -> Certainty | None:
    """Give the highest certainty among claims; a claim without one counts as claim-only."""
    return max((each.certainty or Certainty.CLAIM_ONLY for each in claims), default=None)


def targets_of(compendium: Compendium, concern: str) -> dict[Target, tuple[PhysiologyClaim, ...]]:
    """Give the processes to be set right in a concern (broader ones included), with the claims.

    A process whose imbalance is refuted, or said to be the other way round, as strongly as it is
    supported is no target.
    """
    family = compendium.concern_family(concern)
    found: dict[Target, list[PhysiologyClaim]] = {}
    for claim in compendium.claims_of(PhysiologyClaim):
        if claim.concern in family:
            found.setdefault(Target(claim.process, not claim.excess), []).append(claim)
    return {
        target: tuple(claims)
        for target, claims in sorted(found.items())
        if _outweighs(
            [each for each in claims if each.counts_in_favour],
            [
                *(each for each in claims if not each.supports),
                *(
                    each
                    for each in found.get(Target(target.process, not target.raise_it), ())
                    if each.supports
                ),
            ],
        )
    }


def service(compendium: Compendium, part: Part, target: Target, asked: Circumstances) -> Service:
    """Give what is said of a part acting on a target.

    Support counts for what a preparation is given for (its actives) and only by the route asked
    for: a topical result is not an injected one. Without a route only work outside the body counts.
    Refutation counts whatever the route.
    """
    supporting: list[MechanismClaim] = []
    refuting: list[MechanismClaim] = []
    for claim in compendium.claims_of(MechanismClaim):
        if claim.process != target.process or not acts(compendium, claim, part):
            continue
        helps = claim.raises == target.raise_it
        if helps and claim.counts_in_favour and _by_route(claim, asked):
            supporting.append(claim)
        elif helps is not claim.supports:
            refuting.append(claim)
    return Service(target, tuple(supporting), tuple(refuting))


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was seen in people of this very mixture or product for a concern."""

    supporting: tuple[IndicationClaim, ...]
    refuting: tuple[IndicationClaim, ...]
    elsewhere: tuple[IndicationClaim, ...]

    @property
    def certainty(self) -> Certainty | None:
        """Give the certainty of the support in people, None where it is outweighed."""
        support, refutation = strongest(self.supporting), strongest(self.refuting)
        if support is None or support < Certainty.VERY_LOW:
            return None
        return None if refutation is not None and refutation >= support else support

    @staticmethod
    def aside(claim: IndicationClaim, asked: Circumstances) -> str:
        """Say why a claim is kept apart: another route, or less of it than is, or may be, here."""
        if claim.route is None:
            return "by a route not stated: "
        if claim.route != asked.route:
            return "by another route: "
        return "with a weaker solution than this is or may be: "

    @property
    def is_refuted(self) -> bool:
        """Tell whether evidence in people speaks against it as strongly as anything for it."""
        support, refutation = strongest(self.supporting), strongest(self.refuting)
        if refutation is None or refutation < Certainty.VERY_LOW:
            return False
        return support is None or refutation >= support


def evidence(
    compendium: Compendium, mixture: Mixture, concern: str, asked: Circumstances
) -> Evidence:
    """Gather the indication claims on just this mixture.

    Support counts for the concern or a narrower one; refutation also for a broader one, and without
    a route. Claims by another route, or only on weaker solutions, are kept apart: they are neither
    support nor refutation here.
    """
    supporting: list[IndicationClaim] = []
    refuting: list[IndicationClaim] = []
    elsewhere: list[IndicationClaim] = []
    broader = compendium.concern_family(concern)
    for claim in compendium.claims_of(IndicationClaim):
        narrower = concern in compendium.concern_family(claim.concern)
        if not narrower and (claim.supports or claim.concern not in broader):
            continue
        if not _is_of_just(compendium, claim, mixture):
            continue
        if not claim.supports and claim.route in (None, asked.route):
            refuting.append(claim)
        elif claim.route != asked.route or _is_stronger(mixture, claim):
            elsewhere.append(claim)
        elif claim.counts_in_favour:
            supporting.append(claim)
    return Evidence(tuple(supporting), tuple(refuting), tuple(elsewhere))


def _is_stronger(mixture: Mixture, claim: IndicationClaim) -> bool:
    """Tell whether a mixture is, or may be, stronger than what an effect was seen with."""
    for condition in claim.conditions:
        if condition.kind == "final-strength" and condition.substance:
            final = final_strength(mixture, condition.substance)
            limit = Interval(None, condition.value.high)
            if final is None or not limit.holds(final.amount):
                return True
    return False


def _by_route(claim: MechanismClaim, asked: Circumstances) -> bool:
    if claim.route is not None:
        return claim.route == asked.route
    return (claim.certainty or Certainty.CLAIM_ONLY) <= Certainty.PRE_CLINICAL


def _is_of_just(compendium: Compendium, claim: IndicationClaim, mixture: Mixture) -> bool:
    return all(is_named(compendium, claim, claim.agents, part) for part in mixture) and all(
        any(speaks_of(compendium, claim, agent, part) for part in mixture) for agent in claim.agents
    )


def acts(compendium: Compendium, claim: MechanismClaim, part: Part) -> bool:
    """Tell whether a claim speaks of a part, of what it is given for, or of the moiety of that."""
    if claim.agent == part.id:
        return True
    actives = {each.substance for each in part.preparation.actives}
    if claim.holds_for_moiety:
        actives = set().union(*(compendium.moiety_family(each) for each in actives))
    return claim.agent in actives


def _outweighs(supporting: Iterable[Claim], refuting: Iterable[Claim]) -> bool:
    support, refutation = strongest(supporting), strongest(refuting)
    return support is not None and (refutation is None or support > refutation)
