"""Proposing mixtures for concerns, and accounting for everything that is not proposed."""

from dataclasses import replace

from mesograph.formulation.desk import CANDIDATE_SCORE, PROPOSAL_SCORE, Desk, Parts
from mesograph.formulation.effects import Target, evidence, strongest
from mesograph.formulation.hearing import co_uses_of, speaks_of
from mesograph.formulation.search import Outcome, search
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
    Claim,
    ComparatorClaim,
    IndicationClaim,
    MechanismClaim,
    ToleranceClaim,
)
from mesograph.model.compendium import Compendium
from mesograph.model.reasons import Citation, Finding, Reason, told
from mesograph.model.things import Part, Substance
from mesograph.quantities import as_range
from mesograph.verdicts import GATES, Status

_OUTWEIGHED = "no support for a process outweighs what is against it"
_NO_PROCESS = "no process of the concern is known to be served by it"


def propose(compendium: Compendium, asked: Asked, *, at_most: int, keep: int) -> Proposals:
    """Find the best proposals and candidates for the concerns, and account for the rest.

    Volumes are never invented: every answer holds for any ratio of its parts.
    """
    desk = Desk(compendium, asked)
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
        options=len(compendium.preparations),
        looked_at=proposals.looked_at + candidates.looked_at,
        gap=gaps[0] if gaps else None,
        proposals=told_proposals,
        candidates=told_candidates,
        not_proposed=_not_proposed(desk, used),
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


def _not_proposed(desk: Desk, used: set[str]) -> tuple[NotProposed, ...]:
    """Account for every preparation or substance with a claim on the concerns, not used."""
    found: list[NotProposed] = []
    for part in desk.options():
        if part.id not in used and _has_claim(desk, part):
            reasons = _refusal(desk, (part,))
            found.append(NotProposed(id=part.id, label=part.preparation.label, reasons=reasons))
    return (*found, *_without_preparation(desk))


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
    assessed = desk.assessed(chosen)
    parts = []
    for part in chosen:
        because = [
            told(claim)
            for target in desk.all_targets
            if desk.service(part, target).certainty
            for claim in desk.service(part, target).supporting
        ]
        because += [
            Reason(text=f"repairs the check {check}") for check in desk.repairs(chosen, part)
        ]
        parts.append(AnsweredPart(part=part, because=tuple(dict.fromkeys(because))))
    return replace(assessed, parts=tuple(parts))


def _covered(desk: Desk, chosen: Parts, target: Target) -> Covered:
    services = [desk.service(part, target) for part in chosen]
    refuting = [claim for each in services for claim in each.refuting]
    return Covered(
        process=target.process,
        raise_it=target.raise_it,
        certainty=desk.served(chosen, target),
        supporting=tuple(claim for each in services for claim in each.supporting),
        refuting=tuple(refuting),
        refuting_certainty=strongest(refuting),
    )


def _has_claim(desk: Desk, part: Part) -> bool:
    """Tell whether anything is claimed of a part on the concerns, by whatever route or reading."""
    compendium = desk.compendium
    processes = {target.process for target in desk.all_targets}
    mechanisms = any(
        claim.process in processes and speaks_of(compendium, claim, claim.agent, part)
        for claim in compendium.claims_of(MechanismClaim)
    )
    return mechanisms or any(
        any(speaks_of(compendium, claim, agent, part) for agent in claim.agents)
        for claim in compendium.claims_of(IndicationClaim)
        if _is_asked(desk, claim)
    )


def _refusal(desk: Desk, chosen: Parts) -> tuple[Reason, ...]:
    assessed = desk.assessed(chosen)
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
        each for each in assessed.findings if each.check in GATES and each.status is Status.UNKNOWN
    ]
    if not desk.serves_all_concerns(chosen):
        return _weighed(desk, chosen[0])
    if unknown:
        return tuple(
            Reason(text=f"{each.check} unknown: {'; '.join(each.needs)}") for each in unknown
        )
    return (Reason(text="others serve the concern better with what is known"),)


def _weighed(desk: Desk, part: Part) -> tuple[Reason, ...]:
    """Tell the claims by which a part serves nothing: those for do not outweigh those against."""
    services = [desk.service(part, target) for target in desk.all_targets]
    found = [
        evidence(desk.compendium, (part,), concern, desk.asked.circumstances)
        for concern in desk.asked.concerns
    ]
    supporting: list[Claim] = [claim for each in services for claim in each.supporting]
    supporting += [claim for each in found for claim in each.supporting]
    refuting: list[Claim] = [claim for each in services for claim in each.refuting]
    refuting += [claim for each in found for claim in each.refuting]
    return (
        Reason(text=_OUTWEIGHED if refuting else _NO_PROCESS),
        *(told(claim, "for: ") for claim in supporting),
        *(told(claim, "against: ") for claim in refuting),
        *(
            told(claim, each.aside(claim, desk.asked.circumstances))
            for each in found
            for claim in each.elsewhere
        ),
    )


def _without_preparation(desk: Desk) -> tuple[NotProposed, ...]:
    """Account for substances with claims on the concerns that are in no preparation."""
    compendium = desk.compendium
    made: set[str] = set()
    families: set[str] = set()
    for preparation in compendium.preparations.values():
        made |= preparation.substances
        families = families.union(*map(compendium.moiety_family, preparation.substances))
    wanted = {target.process for target in desk.all_targets}
    found: list[NotProposed] = []
    for id_, substance in sorted(compendium.substances.items()):
        claims: list[Claim] = [
            claim
            for claim in compendium.claims_of(MechanismClaim)
            if claim.agent == id_ and claim.process in wanted
        ]
        claims += [
            claim
            for claim in compendium.claims_of(IndicationClaim)
            if claim.agents == {id_} and _is_asked(desk, claim)
        ]
        claims = [each for each in claims if not (each.holds_for_moiety and id_ in families)]
        if claims and id_ not in made:
            reasons = _drawbacks(desk, substance)
            found.append(NotProposed(id=id_, label=substance.label, reasons=reasons))
    return tuple(found)


def _is_asked(desk: Desk, claim: IndicationClaim) -> bool:
    concerns = desk.compendium.concern_family(claim.concern)
    return any(each in desk.asked.concerns for each in concerns)


def _drawbacks(desk: Desk, substance: Substance) -> tuple[Reason, ...]:
    """Tell what speaks against a substance that no preparation holds."""
    oily = Reason(
        text="it is oily: in an oily vehicle it fails the check non-oily",
        citations=tuple(Citation(source=each, locator="") for each in substance.sources),
    )
    mechanisms = [
        claim
        for claim in desk.compendium.claims_of(MechanismClaim)
        if claim.agent == substance.id and (not claim.supports or _is_unwanted(desk, claim))
    ]
    harms = [
        claim
        for claim in desk.compendium.claims_of(ToleranceClaim)
        if substance.id in claim.about and not claim.supports
    ]
    return (
        Reason(text="no preparation of it is in this graph"),
        *((oily,) if "oily" in substance.traits else ()),
        *(told(claim) for claim in (*mechanisms, *harms)),
    )


def _is_unwanted(desk: Desk, claim: MechanismClaim) -> bool:
    """Tell whether a claim lowers a process of which less is not what is wanted."""
    return not claim.raises and Target(claim.process, False) not in desk.all_targets


def _short(finding: Finding) -> str:
    first = finding.because[0].text if finding.because else "failed"
    if finding.value is not None and finding.limit is not None:
        return f"{first}, outside {as_range(finding.limit, 0)}"
    return first
