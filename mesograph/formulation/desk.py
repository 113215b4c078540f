"""Where the mixtures for one question are weighed: scores, bounds, and what each part does."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from mesograph.formulation.assessing import assess, passes_exploratory
from mesograph.formulation.bearing import claims_about
from mesograph.formulation.case import Case, open_case
from mesograph.formulation.checks import CHECKS
from mesograph.formulation.checks.routes import is_diluent
from mesograph.formulation.effects import (
    Service,
    Target,
    evidence,
    service,
    strongest,
    targets_of,
)
from mesograph.formulation.search import Score
from mesograph.model.answers import Asked, Assessed
from mesograph.model.claims import IndicationClaim, ToleranceClaim
from mesograph.model.compendium import Compendium
from mesograph.model.things import Part
from mesograph.verdicts import CHECKS as CHECK_NAMES
from mesograph.verdicts import GATES, Certainty, Status, raw_against

LEVELS = tuple(sorted(Certainty, reverse=True))
PROPOSAL_SCORE = (
    "evidence_in_people",
    *(f"processes_{level.name.lower()}" for level in LEVELS),
    "fewer_parts",
)
CANDIDATE_SCORE = (
    "fewer_unknown_gates",
    "fewer_unknown_pairs",
    "fewer_unknown_checks",
    *PROPOSAL_SCORE,
)
REPAIRABLE = {
    name: check
    for name, check in zip(CHECK_NAMES, CHECKS, strict=True)
    if name in ("precipitation", "isotonicity", "ph", "tolerance", "in-use-time")
}
"""What a diluent or another idle part may mend."""

Parts = tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a mixture stands: what passes, and the status of every check."""

    admissible: bool
    is_candidate: bool
    statuses: dict[str, Status]


@dataclass
class Desk:
    """Where the mixtures for one question are weighed; every mixture is weighed once."""

    compendium: Compendium
    asked: Asked
    _cases: dict[tuple[str, ...], Case] = field(default_factory=dict)
    _standings: dict[tuple[str, ...], Standing] = field(default_factory=dict)
    _services: dict[tuple[str, Target], Service] = field(default_factory=dict)
    _serving: dict[str, bool] = field(default_factory=dict)
    _ailing: dict[str, bool] = field(default_factory=dict)

    @cached_property
    def targets(self) -> dict[str, tuple[Target, ...]]:
        """Give the targets of each concern asked."""
        return {
            concern: tuple(targets_of(self.compendium, concern)) for concern in self.asked.concerns
        }

    @cached_property
    def all_targets(self) -> tuple[Target, ...]:
        """Give the union of all targets."""
        return tuple(sorted({each for found in self.targets.values() for each in found}))

    @cached_property
    def best_evidence(self) -> int:
        """Give the strongest support in people for any of the concerns: the bound of its score."""
        claims = [
            each
            for each in self.compendium.claims_of(IndicationClaim)
            if each.counts_in_favour
            and set(self.asked.concerns) & set(self.compendium.concern_family(each.concern))
        ]
        return int(strongest(claims) or 0)

    def options(self) -> list[Part]:
        """Give every preparation that may be drawn, in the order of their ids."""
        shelf = self.asked.shelf
        return [
            Part(each)
            for id_, each in self.compendium.preparations.items()
            if shelf is None or id_ in shelf.usable
        ]

    def case(self, chosen: Parts) -> Case:
        """Open the case of a mixture once."""
        key = tuple(part.id for part in chosen)
        if key not in self._cases:
            self._cases[key] = open_case(
                self.compendium, chosen, self.asked.circumstances, self.asked.concerns
            )
        return self._cases[key]

    def assessed(self, chosen: Parts) -> Assessed:
        """Assess a mixture with all its reasons, which the search has no need to keep."""
        return assess(self.case(chosen), self.asked.policy)

    def standing(self, chosen: Parts) -> Standing:
        """Assess a mixture once and keep what the search asks of it."""
        key = tuple(part.id for part in chosen)
        if key not in self._standings:
            assessed = self.assessed(chosen)
            self._standings[key] = Standing(
                admissible=assessed.admissible,
                is_candidate=not assessed.admissible and passes_exploratory(assessed),
                statuses={each.check: each.status for each in assessed.findings},
            )
        return self._standings[key]

    def is_hopeless(self, chosen: Parts) -> bool:
        """Tell what no further part can mend: the same active twice, a failed gate, or a hazard.

        A gate fails through one part or through two, so larger sets need only be asked for
        documented hazards: the search has seen their pairs.
        """
        if len(chosen) == 2 and self.repeats(chosen):
            return True
        ids = frozenset(part.id for part in chosen)
        documented = [each for each in self.case(chosen).testimonies if not each.is_prediction]
        if raw_against(ids, documented) == 3:
            return True
        return Status.FAILED in self.lasting_gates(chosen).values()

    def is_never_admissible(self, chosen: Parts) -> bool:
        """Tell what no further part can make admissible: an unknown gate, or any hazard."""
        ids = frozenset(part.id for part in chosen)
        documented = [each for each in self.case(chosen).testimonies if not each.is_prediction]
        if raw_against(ids, documented) > 0 or self.is_hopeless(chosen):
            return True
        return Status.UNKNOWN in self.lasting_gates(chosen).values()

    def repeats(self, chosen: Parts) -> bool:
        """Tell whether two parts deliver the same actives, as two strengths of one thing do."""
        delivered = [found for part in chosen if (found := self._delivers(part))]
        return len(set(delivered)) < len(delivered)

    def _delivers(self, part: Part) -> frozenset[str]:
        """Give the moieties of the actives of a part, none where not all that it holds is known."""
        if part.preparation.partly_known:
            return frozenset()
        return frozenset(
            moiety
            for each in part.preparation.actives
            for moiety in self.compendium.moiety_family(each.substance) - {each.substance}
            or {each.substance}
        )

    def lasting_gates(self, chosen: Parts) -> dict[str, Status]:
        """Give the gates of one or two parts that no further part changes.

        The route of a diluent alone is none of them: in a mixture it goes by that of the others.
        """
        if len(chosen) > 2:
            return {}
        alone = len(chosen) == 1 and is_diluent(self.compendium, chosen[0])
        fleeting = {"route"} if alone else set[str]()
        return {
            name: status
            for name, status in self.standing(chosen).statuses.items()
            if name in GATES and name not in fleeting
        }

    def service(self, part: Part, target: Target) -> Service:
        """Look up once what a part does for a target."""
        key = (part.id, target)
        if key not in self._services:
            self._services[key] = service(self.compendium, part, target, self.asked.circumstances)
        return self._services[key]

    def served(self, chosen: Iterable[Part], target: Target) -> Certainty | None:
        """Give the certainty with which parts together serve a target.

        What one part does against it counts against the other: support must outweigh all of it.
        """
        found = [self.service(part, target) for part in chosen]
        support = strongest(claim for each in found for claim in each.supporting)
        refutation = strongest(claim for each in found for claim in each.refuting)
        if support is None or (refutation is not None and refutation >= support):
            return None
        return support

    def serves_all_concerns(self, chosen: Parts) -> bool:
        """Tell whether every concern has a process that is served, and none is turned against it.

        What worsens one process with no less certainty than it serves another is no help.
        """
        return all(self._helps(chosen, found) for found in self.targets.values())

    def _helps(self, chosen: Parts, targets: Iterable[Target]) -> bool:
        served = {target: self.served(chosen, target) for target in targets}
        best = max((each for each in served.values() if each is not None), default=None)
        worst = strongest(
            claim
            for target, certainty in served.items()
            if certainty is None
            for part in chosen
            for claim in self.service(part, target).opposing
        )
        return best is not None and (worst is None or best > worst)

    def serves(self, part: Part) -> bool:
        """Tell whether a part alone serves any process."""
        if part.id not in self._serving:
            self._serving[part.id] = any(
                self.service(part, target).certainty for target in self.all_targets
            )
        return self._serving[part.id]

    def dilutes(self, part: Part) -> bool:
        """Tell whether a part may be there for others only: a diluent, or what has no active."""
        return not part.preparation.actives or is_diluent(self.compendium, part)

    def is_ailing(self, part: Part) -> bool:
        """Tell whether a part serves and fails a check that an idle part may mend.

        What fails for several parts fails for each of them: without volumes an osmolality lies
        between those of its parts, and what harms in a mixture harms alone. Nothing that is merely
        unknown is ever met by adding to it, but where the company was well tolerated in people.
        """
        if part.id not in self._ailing:
            self._ailing[part.id] = self.serves(part) and (
                any(self.standing((part,)).statuses[name] is Status.FAILED for name in REPAIRABLE)
                or any(
                    claim.supports and len(claim.about) > 1
                    for claim in claims_about(self.compendium, ToleranceClaim, part)
                )
            )
        return self._ailing[part.id]

    def drawable(self) -> list[Part]:
        """Give what an answer may be drawn from: what serves, and what may mend what serves."""
        options = self.options()
        mending = any(map(self.is_ailing, options))
        return [part for part in options if self.serves(part) or (mending and self.dilutes(part))]

    def has_no_idle_part(self, chosen: Parts) -> bool:
        """Tell whether every part serves a process, or dilutes and so repairs a check."""
        idle = [part for part in chosen if not self.serves(part)]
        if idle and not (all(map(self.dilutes, idle)) and any(map(self.is_ailing, chosen))):
            return False
        return all(self.repairs(chosen, part) for part in idle)

    def repairs(self, chosen: Parts, part: Part) -> tuple[str, ...]:
        """Name the checks that fail without a part and do not fail with it, or become met."""
        without = tuple(each for each in chosen if each.id != part.id)
        if not without:
            return ()
        before = self.standing(without).statuses
        mended = []
        for name, check in REPAIRABLE.items():
            if not before[name].is_met:
                after = check(self.case(chosen)).status
                if after.is_met or (before[name] is Status.FAILED and after is Status.UNKNOWN):
                    mended.append(name)
        return tuple(mended)

    def evidence_in_people(self, chosen: Parts) -> int:
        """Give the certainty in people for just this mixture, of the least supported concern."""
        found = [
            evidence(self.compendium, chosen, concern, self.asked.circumstances).certainty
            for concern in self.asked.concerns
        ]
        return min((int(each) if each is not None else 0) for each in found)

    def merit(self, levels: Sequence[Certainty | None], people: int, parts: int) -> Score:
        """Give the objective of proposals: people, processes by certainty, fewest parts."""
        return (people, *(levels.count(level) for level in LEVELS), -parts)

    def merit_of(self, chosen: Parts) -> Score:
        """Give the merit of a mixture."""
        levels = [self.served(chosen, target) for target in self.all_targets]
        return self.merit(levels, self.evidence_in_people(chosen), len(chosen))

    def proposal_score(self, chosen: Parts) -> Score | None:
        """Score a proposal, or refuse it; what is cheap to ask is asked first."""
        if not self.serves_all_concerns(chosen) or not self.has_no_idle_part(chosen):
            return None
        if self.repeats(chosen) or not self.standing(chosen).admissible:
            return None
        return self.merit_of(chosen)

    def candidate_score(self, chosen: Parts, best: Parts | None) -> Score | None:
        """Score a candidate, or refuse it: it must add to the best proposal."""
        if not self.serves_all_concerns(chosen):
            return None
        if best is not None and not self.added(chosen, best):
            return None
        if self.repeats(chosen) or not self.has_no_idle_part(chosen):
            return None
        standing = self.standing(chosen)
        if not standing.is_candidate:
            return None
        unknown = [name for name, each in standing.statuses.items() if each is Status.UNKNOWN]
        gates = sum(each in GATES for each in unknown)
        pairs = sum(found.for_ < 2 for _, _, found in self.case(chosen).pairs)
        return (-gates, -pairs, -(len(unknown) - gates), *self.merit_of(chosen))

    def unknown_gates(self, part: Part) -> frozenset[str]:
        """Name the gates that stay unknown in every mixture with a part."""
        gates = self.lasting_gates((part,))
        return frozenset(name for name, status in gates.items() if status is Status.UNKNOWN)

    def is_undocumented(self, first: Part, second: Part) -> bool:
        """Tell whether nothing documented supports two parts meeting."""
        return self.case((first, second)).found.for_ < 2

    def added(self, chosen: Parts, best: Parts) -> tuple[Target, ...]:
        """Give the targets that a mixture serves with more certainty than the best proposal."""
        return tuple(
            target
            for target in self.all_targets
            if (self.served(chosen, target) or 0) > (self.served(best, target) or 0)
        )
