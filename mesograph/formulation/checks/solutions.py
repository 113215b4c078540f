"""The checks that reckon with the mixture as a solution: its pH, and what may fall out of it."""

from decimal import Decimal

from mesograph.formulation.bearing import UNDISSOLVED
from mesograph.formulation.case import Case
from mesograph.formulation.checks.banding import (
    MET_BAND,
    for_route,
    judge,
    limits_of,
    told_bands,
)
from mesograph.formulation.chemistry.dissolving import beyond_solubility
from mesograph.formulation.chemistry.holders import held_above
from mesograph.formulation.chemistry.minerals import no_mineral
from mesograph.formulation.chemistry.precipitating import Reckoned, uncharged_forms
from mesograph.formulation.chemistry.reckoning import falling_on_the_way, reckon
from mesograph.formulation.chemistry.state import State, may_lose_gas, state_of
from mesograph.formulation.chemistry.telling import acidity, aired
from mesograph.formulation.hearing import Heard
from mesograph.formulation.predicting import OF_VEHICLES, Predicted
from mesograph.formulation.telling import worded
from mesograph.model.claims import CompatibilityClaim
from mesograph.model.findings import Caution, Finding
from mesograph.model.reasons import Reason, concluded, leaf, stated
from mesograph.quantities import as_number, hull, overlap
from mesograph.verdicts import Answer, Aspect, Method, Status

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
    cautions = _left_open(case, state)
    if borrowed:
        text = "the pH limits were set for other routes of injection"
        how = "no limit is known for this route, so those of other ones are borrowed"
        proof = concluded("limit-of-another-route", text, map(leaf, limits), how)
        cautions = (Caution("limit-of-another-route", text, proof), *cautions)
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


def _left_open(case: Case, closed: State) -> tuple[Caution, ...]:
    """Warn of what the pH comes to, and of what may then fall out, where a gas leaves."""
    if not may_lose_gas(closed):
        return ()
    opened = state_of(case.compendium, case.mixture, opened=True)
    if opened.ph is None:
        return ()
    found = [aired(case.compendium, closed, opened)]
    for each in uncharged_forms(case.compendium, case.mixture, opened=True):
        if each.answer is not Answer.FALSE:
            text = f"left open until its carbon dioxide is gone: {each.text}"
            found.append(Caution("left-open", text, each.step))
    return tuple(found)


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
    falling = [_reason(each) for each in reckoned if each.answer is Answer.TRUE]
    state = state_of(case.compendium, case.mixture)
    beyond = beyond_solubility(case.compendium, case.mixture)
    falling += [each.reason for each in beyond if each.surely]
    falling += [_told(case, each) for each in case.heard if _separates(each)]
    cautions = held_above(case.compendium, case.mixture)
    if falling:
        return Finding(
            check="precipitation",
            status=Status.FAILED,
            cautions=cautions,
            because=tuple(falling),
        )
    cautions = (*_on_the_way(case), *cautions)
    none = no_mineral(case.compendium, case.mixture)
    because = (
        *(each.reason for each in beyond),
        *(_reason(each) for each in reckoned),
        *([Reason(none.text, none)] if none else []),
    )
    salts = tuple(
        f"as which salt, or in what, {each.part.preparation.label} is dissolved" for each in beyond
    )
    tested = f"a test by eye and by particle count: {NOT_MODELLED}"
    needs = (*salts, *(state.lacking or (tested,)))
    return Finding(
        check="precipitation",
        status=Status.UNKNOWN,
        cautions=cautions,
        because=because,
        needs=needs,
    )


def _on_the_way(case: Case) -> tuple[Caution, ...]:
    """Warn of what falls out on the way, when the parts are drawn in the order given."""
    found = []
    for drawn, each in falling_on_the_way(case.compendium, case.mixture):
        *before, last = (
            f"{as_number(part.volume_ml or Decimal(0))} mL of {part.preparation.label}"
            for part in drawn
        )
        text = f"drawn in this order, once {last} has met {' with '.join(before)}: {each.text}"
        found.append(Caution("order-of-mixing", text, each.step))
    return tuple(found)


def _separates(heard: Heard) -> bool:
    """Tell whether a rule predicts that oil and water part, which no figure is needed for."""
    return (
        isinstance(heard.predicted, Predicted)
        and heard.predicted.rule.one.value in OF_VEHICLES
        and heard.answered.answer is Answer.TRUE
    )


def _reason(reckoned: Reckoned) -> Reason:
    return Reason(reckoned.text, reckoned.step)


def _judged(case: Case, status: Status, heard: list[Heard]) -> Finding:
    return Finding(
        check="precipitation",
        status=status,
        because=(
            *dict.fromkeys(_told(case, each) for each in heard),
            *(_reason(each) for each in reckon(case.compendium, case.mixture)),
        ),
    )


def _told(case: Case, heard: Heard) -> Reason:
    return worded(case.compendium, case.mixture, heard)


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
