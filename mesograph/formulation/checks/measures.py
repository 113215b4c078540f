"""The checks that measure: isotonicity in mOsm/kg, in-use time in hours, and volume."""

from collections.abc import Sequence
from decimal import Decimal

from mesograph.formulation.bearing import shortest_in_use
from mesograph.formulation.case import Case
from mesograph.formulation.checks.banding import (
    CAUTION_BAND,
    MET_BAND,
    for_route,
    judge,
    limits_of,
    told_bands,
)
from mesograph.formulation.checks.weighing import at_least, calculated_ones, diluting, weighing
from mesograph.formulation.chemistry.osmolality import CALCULATED, Osmotic, osmolality_of
from mesograph.formulation.degrading import Degraded, degrading
from mesograph.formulation.holding import measured, poured
from mesograph.formulation.mixing import has_volumes, mixed_osmolality, total_volume
from mesograph.model.claims import LimitClaim
from mesograph.model.findings import Caution, Finding
from mesograph.model.reasons import Reason, asked, calculated, concluded, leaf, told
from mesograph.quantities import Interval, as_number, as_range, hull, overlap
from mesograph.verdicts import Answer, Status

AT_ONCE = Decimal("0.25")
"""What is to be used at once is used within the quarter of an hour that is asked by default."""


def isotonicity(case: Case) -> Finding:
    """Compare the osmolality with the bands of cited sources.

    Inside what all sources call isotonic: met. Inside the tolerated band: met, with a caution.
    Wholly outside everything any source allows: failed. Otherwise unknown. A part that nobody has
    measured is reckoned from what it holds, where all of that is known. An ad-hoc part may hold
    more than is named, so what is reckoned of it is only the least.
    """
    parts = tuple(osmolality_of(case.compendium, part) for part in case.mixture)
    known = {each.part.id: each.value for each in parts if each.value is not None}
    value = mixed_osmolality(case.mixture, known)
    limits = limits_of(case.compendium, "isotonicity", "mosm-per-kg")
    isotonic = [each for each in limits if each.band == MET_BAND]
    bands = [each for each in limits if each.band == CAUTION_BAND]
    tolerated, borrowed = for_route(bands, case.asked.route)
    if value is None:
        return Finding(
            check="isotonicity",
            status=Status.UNKNOWN,
            unit="mOsm/kg",
            cautions=_osmolarities(parts),
            needs=_missing(parts),
        )
    if not isotonic:
        need = "a cited limit for the osmolality"
        return Finding(
            check="isotonicity",
            status=Status.UNKNOWN,
            value=value,
            unit="mOsm/kg",
            needs=(need,),
        )
    weighed = weighing(case.mixture, parts, value)
    if any(each.assumed for each in parts):
        value = Interval(value.low, None)
        weighed = at_least(weighed, value, parts)
    met = overlap(each.value for each in isotonic)
    wide = hull(each.value for each in isotonic)
    status, limit = judge(value, met, wide, tolerated)
    is_isotonic = met.holds(value)
    return Finding(
        check="isotonicity",
        status=status,
        value=value,
        unit="mOsm/kg",
        limit=limit,
        cautions=(
            *(
                _tolerating(isotonic, tolerated, borrowed)
                if status is Status.MET and not is_isotonic
                else ()
            ),
            *calculated_ones(parts),
        ),
        because=(
            weighed,
            *told_bands([*isotonic, *tolerated] if is_isotonic else [*tolerated, *isotonic]),
            *diluting(case.mixture, weighed, value, isotonic, tolerated),
        ),
        needs=() if status is not Status.UNKNOWN else _narrower(case, parts),
    )


def _narrower(case: Case, parts: Sequence[Osmotic]) -> tuple[str, ...]:
    """Say what would turn an osmolality that straddles a limit into an answer."""
    if not has_volumes(case.mixture):
        return ("the ratio of the parts, which decides the osmolality",)
    named = [each.part.preparation.label for each in parts if each.assumed]
    if named:
        return tuple(f"all ingredients of {label}, or its measured osmolality" for label in named)
    reckoned = [each.part.preparation.label for each in parts if each.basis == CALCULATED]
    if reckoned:
        return tuple(f"a measured osmolality of {label}" for label in reckoned)
    return ("a narrower figure for the osmolality",)


def in_use_time(case: Case) -> Finding:
    """Compare the time until use with what the labels of the parts allow once they are opened.

    A part that is to be used sooner fails it. One product alone is met within its own limit; what
    a mixture keeps is not known from its parts. What is known to break down until then is told
    beside it.
    """
    found = degrading(case.compendium, case.mixture, case.asked)
    warned = tuple(_warning(each) for each in found if _is_hazard(each))
    lasting = tuple(each.reason for each in found if not _is_hazard(each))
    shortest, claims = shortest_in_use(case.compendium, case.mixture)
    until = case.asked.hours.high
    if shortest is None or until is None:
        alone = len(case.mixture) == 1
        what = case.mixture[0].preparation.label if alone else "the parts and of their mixture"
        return Finding(
            check="in-use-time",
            status=Status.UNKNOWN,
            cautions=warned,
            because=lasting,
            needs=(f"the in-use time of {what}",),
        )
    kept = max(shortest, AT_ONCE)
    status = Status.MET if len(case.mixture) == 1 else Status.UNKNOWN
    return Finding(
        check="in-use-time",
        status=Status.FAILED if until > kept else status,
        value=Interval.of("0", until),
        unit="h",
        limit=Interval.of(None, kept),
        cautions=warned,
        because=(*map(told, claims), *lasting),
        needs=("how long the mixture keeps",) if until <= kept and len(case.mixture) > 1 else (),
    )


def _is_hazard(degraded: Degraded) -> bool:
    return degraded.claim.supports and degraded.answer is not Answer.FALSE


def _warning(degraded: Degraded) -> Caution:
    code = "breaks-down" if degraded.answer is Answer.TRUE else "may-break-down"
    return Caution(code, degraded.text, degraded.step)


def volume(case: Case) -> Finding:
    """State the volume of the mixture; how it is spread over points is not asked here."""
    total = total_volume(case.mixture)
    if total is None:
        nothing = asked("no volumes were given")
        return Finding(
            check="volume",
            status=Status.UNKNOWN,
            needs=("the volumes of the parts",),
            absences=(nothing,),
        )
    return Finding(
        check="volume",
        status=Status.UNKNOWN,
        value=Interval.exactly(total),
        unit="mL",
        because=(_summed(case, total),),
        needs=("the volume for each point and for the session",),
    )


def _summed(case: Case, total: Decimal) -> Reason:
    text = f"{as_number(total)} mL in all"
    inputs = [poured(part) for part in case.mixture]
    value = Interval.exactly(total)
    return Reason(text, calculated("volume", text, inputs, "sum of the volumes", value, "mL"))


def _tolerating(
    isotonic: list[LimitClaim], tolerated: list[LimitClaim], borrowed: bool
) -> tuple[Caution, ...]:
    """Say what to mind with what is tolerated only."""
    band = as_range(overlap(each.value for each in isotonic), 0)
    text = f"outside the isotonic band, {band} mOsm/kg: it may sting"
    how = "what lies outside what all sources call isotonic is tolerated at best"
    stings = Caution("stings", text, concluded("stings", text, map(leaf, isotonic), how))
    if not borrowed:
        return (stings,)
    text = "the tolerated limit was set for another route of injection"
    how = "no limit is known for this route, so that of another one is borrowed"
    proof = concluded("limit-of-another-route", text, map(leaf, tolerated), how)
    return (stings, Caution("limit-of-another-route", text, proof))


def _osmolarities(parts: Sequence[Osmotic]) -> tuple[Caution, ...]:
    """Give what is stated per litre only, which is compared with no limit per kilogram."""
    return tuple(
        Caution(
            "osmolarity-only",
            f"{each.part.preparation.label}: {as_range(figure.value, 0)} mOsm/L is stated, which "
            "is not compared with the limits in mOsm/kg",
            measured(each.part, figure, "osmolarity"),
        )
        for each in parts
        if each.value is None
        for figure in each.part.preparation.osmolarity
    )


def _missing(parts: Sequence[Osmotic]) -> tuple[str, ...]:
    """Name what is missing: a measurement, and with each what would do to reckon instead."""
    return tuple(
        need
        for each in parts
        if each.value is None
        for need in (
            f"the osmolality of {each.part.preparation.label} in mOsm/kg"
            + (" (only mOsm/L is known)" if each.part.preparation.osmolarity else ""),
            *(f"or, to calculate it, {lacking}" for lacking in each.lacking),
        )
    )
