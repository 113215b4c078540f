"""The checks that reckon with the mixture as a solution: its pH, and what may fall out of it."""

from mesograph.formulation.case import Case
from mesograph.formulation.checks.banding import (
    MET_BAND,
    for_route,
    judge,
    limits_of,
    told_bands,
)
from mesograph.formulation.chemistry.precipitating import Reckoned
from mesograph.formulation.chemistry.reckoning import reckon
from mesograph.formulation.chemistry.state import state_of
from mesograph.formulation.chemistry.telling import acidity
from mesograph.formulation.hearing import Heard
from mesograph.formulation.telling import worded
from mesograph.model.claims import CompatibilityClaim
from mesograph.model.findings import Caution, Finding
from mesograph.model.reasons import Reason, concluded, leaf, stated
from mesograph.quantities import hull, overlap
from mesograph.verdicts import Answer, Aspect, Method, Status

UNDISSOLVED = frozenset(("suspension", "cross-linked-gel", "emulsion", "powder", "solid"))
NOT_MODELLED = (
    "other solids, ion pairs but those of minerals, adsorption and aggregation are not modelled"
)


def ph(case: Case) -> Finding:
    """Compare the pH with the bands of cited sources for the route, or else for others."""
    state = state_of(case.compendium, case.mixture)
    if state.ph is None:
        return Finding(check="ph", status=Status.UNKNOWN, unit="pH", needs=state.lacking)
    bands = [each for each in limits_of(case.compendium, "ph", "ph-unit") if each.band == MET_BAND]
    limits, borrowed = for_route(bands, case.asked.route)
    reason = Reason((step := acidity(case.compendium, state)).text, step)
    if not limits:
        return Finding(
            check="ph",
            status=Status.UNKNOWN,
            value=state.ph,
            unit="pH",
            because=(reason,),
            needs=("a cited limit for the pH",),
        )
    met, wide = overlap(each.value for each in limits), hull(each.value for each in limits)
    status, limit = judge(state.ph, met, wide, [])
    needs = ("a narrower pH, or a limit for just this route",) if status is Status.UNKNOWN else ()
    cautions: tuple[Caution, ...] = ()
    if borrowed:
        text = "the pH limits were set for other routes of injection"
        how = "no limit is known for this route, so those of other ones are borrowed"
        proof = concluded("limit-of-another-route", text, map(leaf, limits), how)
        cautions = (Caution("limit-of-another-route", text, proof),)
    return Finding(
        check="ph",
        status=status,
        value=state.ph,
        unit="pH",
        limit=limit,
        cautions=cautions,
        because=(reason, *told_bands(limits)),
        needs=needs,
    )


def precipitation(case: Case) -> Finding:
    """Ask whether something falls out: by what was seen, by label, else by what is reckoned."""
    undissolved = [part for part in case.mixture if part.preparation.vehicle in UNDISSOLVED]
    if undissolved:
        labels = ", ".join(part.preparation.label for part in undissolved)
        text = f"{labels} is no clear solution from the start"
        reason = Reason(text, stated("vehicle", text))
        return Finding(check="precipitation", status=Status.NOT_APPLICABLE, because=(reason,))
    if len(case.mixture) == 1 and not case.mixture[0].preparation.ad_hoc:
        text = f"{case.mixture[0].preparation.label} is used as supplied"
        reason = Reason(text, stated("label", text))
        return Finding(check="precipitation", status=Status.MET, because=(reason,))
    seen = [each for each in case.heard if _is_physical(each) and each.predicted is None]
    against = [each for each in seen if not each.testimony.supports and _holds(each)]
    if against:
        return _judged(case, Status.FAILED, against)
    clear = [
        each
        for each in seen
        if each.testimony.supports and _holds(each) and each.covers == _all(case)
    ]
    if clear:
        return _judged(case, Status.MET, clear)
    return _by_reckoning(case)


def _by_reckoning(case: Case) -> Finding:
    reckoned = reckon(case.compendium, case.mixture)
    falling = [each for each in reckoned if each.answer is Answer.TRUE]
    state = state_of(case.compendium, case.mixture)
    because = tuple(_reason(each) for each in reckoned)
    cautions = _on_the_way(case)
    if falling:
        return Finding(
            check="precipitation",
            status=Status.FAILED,
            cautions=cautions,
            because=tuple(_reason(each) for each in falling),
        )
    needs = state.lacking or (f"a test by eye and by particle count: {NOT_MODELLED}",)
    return Finding(
        check="precipitation",
        status=Status.UNKNOWN,
        cautions=cautions,
        because=because,
        needs=needs,
    )


def _on_the_way(case: Case) -> tuple[Caution, ...]:
    """Warn of two parts that would not stay clear if they met before the others."""
    if len(case.mixture) < 3:
        return ()
    found = []
    for position, first in enumerate(case.mixture):
        for second in case.mixture[position + 1 :]:
            for each in reckon(case.compendium, (first, second)):
                if each.answer is Answer.TRUE:
                    labels = f"{first.preparation.label} and {second.preparation.label}"
                    text = f"do not draw {labels} first: {each.text}"
                    found.append(Caution("order-of-mixing", text, each.step))
    return tuple(found)


def _reason(reckoned: Reckoned) -> Reason:
    return Reason(reckoned.text, reckoned.step)


def _judged(case: Case, status: Status, heard: list[Heard]) -> Finding:
    return Finding(
        check="precipitation",
        status=status,
        because=tuple(dict.fromkeys(worded(case.compendium, case.mixture, each) for each in heard)),
    )


def _is_physical(heard: Heard) -> bool:
    """Tell what was seen by eye or counted; a label or an opinion is neither."""
    return (
        isinstance(heard.claim, CompatibilityClaim)
        and Aspect.PHYSICAL in heard.testimony.aspects
        and heard.testimony.method in (Method.VISUAL, Method.ASSAY_AND_PARTICLES)
    )


def _holds(heard: Heard) -> bool:
    return heard.answered.answer is Answer.TRUE


def _all(case: Case) -> frozenset[str]:
    return frozenset(part.id for part in case.mixture)
