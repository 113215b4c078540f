"""Proposing mixtures for concerns, and accounting for everything that is not proposed."""

from collections.abc import Sequence
from dataclasses import replace

from mesograph.formulation.assessing import in_full
from mesograph.formulation.bearing import co_uses_of
from mesograph.formulation.desk import CANDIDATE_SCORE, PROPOSAL_SCORE, Desk, Parts
from mesograph.formulation.effects import Target, strongest
from mesograph.formulation.outlook import Outlook
from mesograph.formulation.refusing import not_proposed
from mesograph.formulation.search import Outcome, Score, search
from mesograph.formulation.serving import HOW_PROCESSES_ARE_WEIGHED, acting, covering
from mesograph.model.answers import (
    AnsweredPart,
    Asked,
    Assessed,
    Comparator,
    Covered,
    Proposals,
    Proposed,
)
from mesograph.model.claims import (
    ComparatorClaim,
)
from mesograph.model.compendium import Compendium
from mesograph.model.reasons import Reason, Step, concluded, told
from mesograph.model.things import Part

LOOK_AT_MOST = 2_000
"""A large set takes about a millisecond; beyond this many the best so far is told with its gap."""


def propose(compendium: Compendium, asked: Asked, *, at_most: int, keep: int) -> Proposals:
    """Find the best proposals and candidates for the concerns, and account for the rest.

    Volumes are never invented: every answer holds for any ratio of its parts.
    """
    desk = Desk(compendium, asked)
    options = desk.drawable()
    proposals = search(
        options,
        judge=desk.proposal_score,
        bounds=Outlook(desk).proposal_bounds,
        hopeless=desk.is_never_admissible,
        at_most=at_most,
        keep=keep,
        look_at_most=LOOK_AT_MOST,
    )
    best = proposals.best[0].chosen if proposals.best else None
    outlook = Outlook(desk, best)
    candidates = search(
        options,
        judge=lambda chosen: desk.candidate_score(chosen, best),
        bounds=outlook.candidate_bounds,
        tighten=outlook.candidate_bound,
        hopeless=desk.is_hopeless,
        at_most=at_most,
        keep=keep,
        look_at_most=LOOK_AT_MOST,
    )
    told_proposals = _tell(desk, proposals, PROPOSAL_SCORE, best=None)
    told_candidates = _tell(desk, candidates, CANDIDATE_SCORE, best=best)
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
        options=len(desk.options()),
        looked_at=proposals.looked_at + candidates.looked_at,
        gap=gaps[0] if gaps else None,
        proposals=told_proposals,
        candidates=told_candidates,
        not_proposed=not_proposed(desk, used),
        comparators=_comparators(desk),
    )


def _tell(
    desk: Desk, outcome: Outcome[Part], names: tuple[str, ...], best: Parts | None
) -> tuple[Proposed, ...]:
    """Turn search results into answers with reasons."""
    return tuple(
        Proposed(
            rank=rank,
            score=dict(zip(names, found.score, strict=True)),
            optimal=outcome.complete,
            assessed=_with_reasons(desk, found.chosen),
            coverage=tuple(_covered(desk, found.chosen, each) for each in desk.all_targets),
            proof=_scored(desk, found.chosen, names, found.score),
            adds=tuple(each.process for each in (desk.added(found.chosen, best) if best else ())),
            co_used=tuple(
                told(each)
                for each in (
                    co_uses_of(desk.compendium, found.chosen) if len(found.chosen) > 1 else ()
                )
            ),
        )
        for rank, found in enumerate(outcome.best, start=1)
    )


def _scored(desk: Desk, chosen: Parts, names: Sequence[str], score: Score) -> Step:
    """Tell a score: every number in it, and the processes and findings it counts."""
    figures = ", ".join(
        f"{name.replace('_', ' ')} {value}" for name, value in zip(names, score, strict=True)
    )
    labels = " with ".join(part.preparation.label for part in chosen)
    premises = [_covered(desk, chosen, target).proof for target in desk.all_targets]
    premises += [each.proof for each in desk.assessed(chosen).findings]
    text = f"{labels} scores {figures}"
    return concluded("score", text, premises, HOW_PROCESSES_ARE_WEIGHED)


def _comparators(desk: Desk) -> tuple[Comparator, ...]:
    """Give what the graph knows to do instead."""
    family = {
        each for concern in desk.asked.concerns for each in desk.compendium.concern_family(concern)
    }
    return tuple(
        Comparator(kind=claim.comparator_kind, reason=told(claim))
        for claim in desk.compendium.claims_of(ComparatorClaim)
        if claim.concerns & family
    )


def _with_reasons(desk: Desk, chosen: Parts) -> Assessed:
    assessed = in_full(desk.case(chosen), desk.assessed(chosen))
    parts = []
    for part in chosen:
        because = [
            acting(desk.compendium, part, claim)
            for target in desk.all_targets
            if desk.service(part, target).certainty
            for claim in desk.service(part, target).supporting
        ]
        because += [_repairing(desk, chosen, part, check) for check in desk.repairs(chosen, part)]
        parts.append(AnsweredPart(part=part, because=tuple(dict.fromkeys(because))))
    return replace(assessed, parts=tuple(parts))


def _repairing(desk: Desk, chosen: Parts, part: Part, check: str) -> Reason:
    """Tell that a check stands better with a part than without it."""
    without = tuple(each for each in chosen if each.id != part.id)
    before = next(each for each in desk.assessed(without).findings if each.check == check)
    after = next(each for each in desk.assessed(chosen).findings if each.check == check)
    text = f"repairs the check {check}"
    how = f"with {part.preparation.label} the check stands better than without"
    return Reason(text, concluded("repair", text, [before.proof, after.proof], how))


def _covered(desk: Desk, chosen: Parts, target: Target) -> Covered:
    services = [desk.service(part, target) for part in chosen]
    certainty = desk.served(chosen, target)
    refuting = [claim for each in services for claim in each.refuting]
    return Covered(
        process=target.process,
        raise_it=target.raise_it,
        certainty=certainty,
        proof=covering(
            desk.compendium,
            target,
            certainty,
            zip(chosen, services, strict=True),
            desk.asked.concerns,
        ),
        supporting=tuple(claim for each in services for claim in each.supporting),
        refuting=tuple(refuting),
        refuting_certainty=strongest(refuting),
    )
