"""Proposing mixtures for concerns: options, objective and everything that is not proposed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import combinations

from mesograph.formulation.assessing import assess, passes_exploratory
from mesograph.formulation.case import Case, open_case
from mesograph.formulation.effects import (
    Service,
    Target,
    evidence,
    service,
    strongest,
    targets_of,
)
from mesograph.formulation.hearing import co_uses_of
from mesograph.formulation.search import Outcome, Score, search
from mesograph.model.answers import (
    AnsweredPart,
    Asked,
    Assessed,
    Comparator,
    Covered,
    NotProposed,
    Proposals,
    Proposed,
)
from mesograph.model.claims import (
    ComparatorClaim,
    IndicationClaim,
    MechanismClaim,
    ToleranceClaim,
)
from mesograph.model.compendium import Compendium
from mesograph.model.reasons import Finding, Reason, told
from mesograph.model.things import Part
from mesograph.quantities import as_range
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
_REPAIRABLE = (Status.FAILED, Status.UNKNOWN)

Parts = tuple[Part, ...]


def propose(compendium: Compendium, asked: Asked, *, at_most: int, keep: int) -> Proposals:
    """Find the best proposals and candidates for the concerns, and account for the rest.

    Volumes are never invented: every answer holds for any ratio of its parts.
    """
    desk = _Desk(compendium, asked)
    options = desk.options()
    proposals = search(
        options,
        judge=desk.proposal_score,
        bound=desk.proposal_bound,
        hopeless=desk.is_never_admissible,
        at_most=at_most,
        keep=keep,
    )
    best = proposals.best[0].chosen if proposals.best else None
    candidates = search(
        options,
        judge=lambda chosen: desk.candidate_score(chosen, best),
        bound=desk.candidate_bound,
        hopeless=desk.is_hopeless,
        at_most=at_most,
        keep=keep,
    )
    told_proposals = desk.tell(proposals, PROPOSAL_SCORE, best=None)
    told_candidates = desk.tell(candidates, CANDIDATE_SCORE, best=best)
    used = {
        answered.part.id
        for each in (*told_proposals, *told_candidates)
        for answered in each.assessed.parts
    }
    gaps = [
        dict(zip(names, outcome.gap, strict=True))
        for names, outcome in ((PROPOSAL_SCORE, proposals), (CANDIDATE_SCORE, candidates))
        if outcome.gap is not None
    ]
    return Proposals(
        asked=asked,
        compendium=compendium,
        options=len(compendium.preparations),
        looked_at=proposals.looked_at + candidates.looked_at,
        gap=gaps[0] if gaps else None,
        proposals=told_proposals,
        candidates=told_candidates,
        not_proposed=desk.not_proposed(used),
        comparators=desk.comparators(),
    )


@dataclass
class _Desk:
    """Where the mixtures for one question are weighed; every mixture is weighed once."""

    compendium: Compendium
    asked: Asked
    _cases: dict[tuple[str, ...], Case] = field(default_factory=dict)
    _assessed: dict[tuple[str, ...], Assessed] = field(default_factory=dict)
    _services: dict[tuple[str, Target], Service] = field(default_factory=dict)

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
        return [Part(each) for each in self.compendium.preparations.values()]

    def case(self, chosen: Parts) -> Case:
        """Open the case of a mixture once."""
        key = tuple(part.id for part in chosen)
        if key not in self._cases:
            self._cases[key] = open_case(
                self.compendium, chosen, self.asked.circumstances, self.asked.concerns
            )
        return self._cases[key]

    def assessed(self, chosen: Parts) -> Assessed:
        """Assess a mixture once."""
        key = tuple(part.id for part in chosen)
        if key not in self._assessed:
            self._assessed[key] = assess(self.case(chosen), self.asked.policy)
        return self._assessed[key]

    def is_hopeless(self, chosen: Parts) -> bool:
        """Tell what no further part can mend: a failed gate, or a documented hazard.

        A gate fails through one part or through two, so larger sets need only be asked for
        hazards: the search has seen their pairs.
        """
        ids = frozenset(part.id for part in chosen)
        documented = [each for each in self.case(chosen).testimonies if not each.is_prediction]
        if raw_against(ids, documented) == 3:
            return True
        return len(chosen) < 3 and any(
            finding.status is Status.FAILED
            for finding in self.assessed(chosen).findings
            if finding.check in GATES
        )

    def is_never_admissible(self, chosen: Parts) -> bool:
        """Tell what no further part can make admissible: an unknown gate, or any hazard."""
        ids = frozenset(part.id for part in chosen)
        documented = [each for each in self.case(chosen).testimonies if not each.is_prediction]
        if raw_against(ids, documented) > 0 or self.is_hopeless(chosen):
            return True
        return len(chosen) < 3 and any(
            finding.status is Status.UNKNOWN
            for finding in self.assessed(chosen).findings
            if finding.check in GATES
        )

    def service(self, part: Part, target: Target) -> Service:
        """Look up once what a part does for a target."""
        key = (part.id, target)
        if key not in self._services:
            self._services[key] = service(self.compendium, part, target, self.asked.circumstances)
        return self._services[key]

    def served(self, chosen: Iterable[Part], target: Target) -> Certainty | None:
        """Give the best certainty with which any of the parts serves a target."""
        found = [self.service(part, target).certainty for part in chosen]
        return max((each for each in found if each is not None), default=None)

    def serves_all_concerns(self, chosen: Parts) -> bool:
        """Tell whether every concern has a process that is served."""
        return all(
            any(self.served(chosen, target) for target in found) for found in self.targets.values()
        )

    def has_no_idle_part(self, chosen: Parts) -> bool:
        """Tell whether every part serves a process or repairs a check."""
        return all(
            any(self.service(part, target).certainty for target in self.all_targets)
            or self.repairs(chosen, part)
            for part in chosen
        )

    def repairs(self, chosen: Parts, part: Part) -> tuple[str, ...]:
        """Name the checks that fail without a part and do not fail with it, or become met."""
        without = tuple(each for each in chosen if each.id != part.id)
        if not without:
            return ()
        before = {each.check: each.status for each in self.assessed(without).findings}
        after = {each.check: each.status for each in self.assessed(chosen).findings}
        return tuple(
            check
            for check, status in before.items()
            if (status is Status.FAILED and after[check] is not Status.FAILED)
            or (status is Status.UNKNOWN and after[check] is Status.MET)
        )

    def evidence_in_people(self, chosen: Parts) -> int:
        """Give the certainty in people for just this mixture, of the least supported concern."""
        found = [
            evidence(self.compendium, chosen, concern, self.asked.circumstances).certainty
            for concern in self.asked.concerns
        ]
        return min((int(each) if each is not None else 0) for each in found)

    def merit(self, chosen: Sequence[Part], people: int, parts: int) -> Score:
        """Give the objective of proposals: people, processes by certainty, fewest parts."""
        levels = [self.served(chosen, target) for target in self.all_targets]
        return (people, *(levels.count(level) for level in LEVELS), -parts)

    def proposal_score(self, chosen: Parts) -> Score | None:
        """Score a proposal, or refuse it."""
        if not self.serves_all_concerns(chosen) or not self.assessed(chosen).admissible:
            return None
        if not self.has_no_idle_part(chosen):
            return None
        return self.merit(chosen, self.evidence_in_people(chosen), len(chosen))

    def proposal_bound(self, chosen: Parts, rest: Sequence[Part]) -> Score:
        """Bound the merit of every superset: all targets served as well as any option can."""
        return self.merit((*chosen, *rest), self.best_evidence, len(chosen))

    def candidate_score(self, chosen: Parts, best: Parts | None) -> Score | None:
        """Score a candidate, or refuse it: it must add to the best proposal."""
        assessed = self.assessed(chosen)
        if assessed.admissible or not passes_exploratory(assessed):
            return None
        if not self.serves_all_concerns(chosen) or not self.has_no_idle_part(chosen):
            return None
        if best is not None and not self.added(chosen, best):
            return None
        unknown = [each for each in assessed.findings if each.status is Status.UNKNOWN]
        gates = sum(each.check in GATES for each in unknown)
        pairs = sum(found.for_ < 2 for _, _, found in self.case(chosen).pairs)
        merit = self.merit(chosen, self.evidence_in_people(chosen), len(chosen))
        return (-gates, -pairs, -(len(unknown) - gates), *merit)

    def candidate_bound(self, chosen: Parts, rest: Sequence[Part]) -> Score:
        """Bound the score of every superset.

        A gate unknown of a part, and a pair without documented support, stay so in all supersets:
        without volumes no strength is ever narrowed by a further part.
        """
        gates = frozenset().union(*(self.unknown_gates(part) for part in chosen))
        pairs = sum(self.is_undocumented(*pair) for pair in combinations(chosen, 2))
        return (-len(gates), -pairs, 0, *self.proposal_bound(chosen, rest))

    def unknown_gates(self, part: Part) -> frozenset[str]:
        """Name the gates that are unknown for one part alone."""
        return frozenset(
            each.check
            for each in self.assessed((part,)).findings
            if each.check in GATES and each.status is Status.UNKNOWN
        )

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

    def tell(
        self, outcome: Outcome[Part], names: tuple[str, ...], best: Parts | None
    ) -> tuple[Proposed, ...]:
        """Turn search results into answers with reasons."""
        return tuple(
            Proposed(
                rank=rank,
                score=dict(zip(names, found.score, strict=True)),
                optimal=outcome.complete,
                assessed=self._with_reasons(found.chosen),
                coverage=tuple(self._covered(found.chosen, each) for each in self.all_targets),
                adds=tuple(
                    each.process for each in (self.added(found.chosen, best) if best else ())
                ),
                co_used=tuple(
                    told(each)
                    for each in (
                        co_uses_of(self.compendium, found.chosen) if len(found.chosen) > 1 else ()
                    )
                ),
            )
            for rank, found in enumerate(outcome.best, start=1)
        )

    def not_proposed(self, used: set[str]) -> tuple[NotProposed, ...]:
        """Account for every preparation or substance with a claim on the concerns, not used."""
        found: list[NotProposed] = []
        for part in self.options():
            if part.id not in used and self._has_claim(part):
                reasons = self._refusal((part,))
                found.append(NotProposed(id=part.id, label=part.preparation.label, reasons=reasons))
        return (*found, *self._without_preparation())

    def comparators(self) -> tuple[Comparator, ...]:
        """Give what the graph knows to do instead."""
        family = {
            each
            for concern in self.asked.concerns
            for each in self.compendium.concern_family(concern)
        }
        return tuple(
            Comparator(kind=claim.comparator_kind, reason=told(claim))
            for claim in self.compendium.claims_of(ComparatorClaim)
            if claim.concerns & family
        )

    def _with_reasons(self, chosen: Parts) -> Assessed:
        assessed = self.assessed(chosen)
        parts = []
        for part in chosen:
            because = [
                told(claim)
                for target in self.all_targets
                if self.service(part, target).certainty
                for claim in self.service(part, target).supporting
            ]
            because += [
                Reason(text=f"repairs the check {check}") for check in self.repairs(chosen, part)
            ]
            parts.append(AnsweredPart(part=part, because=tuple(dict.fromkeys(because))))
        return replace(assessed, parts=tuple(parts))

    def _covered(self, chosen: Parts, target: Target) -> Covered:
        services = [self.service(part, target) for part in chosen]
        refuting = [claim for each in services for claim in each.refuting]
        return Covered(
            process=target.process,
            raise_it=target.raise_it,
            certainty=self.served(chosen, target),
            supporting=tuple(claim for each in services for claim in each.supporting),
            refuting=tuple(refuting),
            refuting_certainty=strongest(refuting),
        )

    def _has_claim(self, part: Part) -> bool:
        if any(
            self.service(part, target).supporting or self.service(part, target).refuting
            for target in self.all_targets
        ):
            return True
        return any(
            found.supporting or found.refuting or found.elsewhere
            for found in (
                evidence(self.compendium, (part,), concern, self.asked.circumstances)
                for concern in self.asked.concerns
            )
        )

    def _refusal(self, chosen: Parts) -> tuple[Reason, ...]:
        assessed = self.assessed(chosen)
        failed = [each for each in assessed.findings if each.status is Status.FAILED]
        if failed:
            return tuple(
                Reason(
                    text=f"{each.check}: {_short(each)}",
                    citations=tuple(c for reason in each.because for c in reason.citations),
                )
                for each in failed
            )
        unknown = [
            each
            for each in assessed.findings
            if each.check in GATES and each.status is Status.UNKNOWN
        ]
        if not self.serves_all_concerns(chosen):
            return (Reason(text="no claim that it serves a process outweighs what is against it"),)
        if unknown:
            return tuple(
                Reason(text=f"{each.check} unknown: {'; '.join(each.needs)}") for each in unknown
            )
        return (Reason(text="others serve the concern better with what is known"),)

    def _without_preparation(self) -> tuple[NotProposed, ...]:
        """Account for substances with claims on the targets that are in no preparation."""
        made: set[str] = set()
        for preparation in self.compendium.preparations.values():
            for each in preparation.substances:
                made |= self.compendium.moiety_family(each)
        found: list[NotProposed] = []
        wanted = {target.process for target in self.all_targets}
        for id_, substance in sorted(self.compendium.substances.items()):
            claims = [
                claim
                for claim in self.compendium.claims_of(MechanismClaim)
                if claim.agent == id_ and claim.process in wanted
            ]
            if id_ in made or not claims:
                continue
            harms = [
                told(claim)
                for claim in self.compendium.claims_of(ToleranceClaim)
                if id_ in claim.about and not claim.supports
            ]
            against = [
                told(claim)
                for claim in self.compendium.claims_of(MechanismClaim)
                if claim.agent == id_ and (not claim.supports or self._is_unwanted(claim))
            ]
            reasons = (Reason(text="no preparation of it is in this graph"), *against, *harms)
            found.append(NotProposed(id=id_, label=substance.label, reasons=reasons))
        return tuple(found)

    def _is_unwanted(self, claim: MechanismClaim) -> bool:
        """Tell whether a claim lowers a process of which less is not what is wanted."""
        return not claim.raises and Target(claim.process, False) not in self.all_targets


def _short(finding: Finding) -> str:
    first = finding.because[0].text if finding.because else "failed"
    if finding.value is not None and finding.limit is not None:
        return f"{first}, isotonic is {as_range(finding.limit, 0)}"
    return first
