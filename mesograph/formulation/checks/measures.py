"""The checks that measure: isotonicity in mOsm/kg, in-use time in hours, and volume."""

from decimal import Decimal

from mesograph.formulation.bearing import shortest_in_use
from mesograph.formulation.case import Case
from mesograph.formulation.holding import measured, poured
from mesograph.formulation.mixing import has_volumes, mixed_osmolality, total_volume, usable
from mesograph.model.claims import LimitClaim
from mesograph.model.findings import Caution, Finding
from mesograph.model.reasons import Reason, asked, calculated, concluded, leaf, told
from mesograph.quantities import Interval, as_number, as_range, hull, overlap
from mesograph.verdicts import Status

MET_BAND = "met-band"
CAUTION_BAND = "caution-band"
AT_ONCE = Decimal("0.25")
"""What is to be used at once is used within the quarter of an hour that is asked by default."""
HOW_WEIGHTED = (
    "sum of volume x osmolality / total volume; it takes one millilitre of every part to hold the "
    "same mass of water, which is close for dilute solutions"
)
HOW_ANY_RATIO = (
    "without volumes it may lie anywhere between the lowest and the highest of its parts"
)


def isotonicity(case: Case) -> Finding:
    """Compare the osmolality with the bands of cited sources.

    Inside what all sources call isotonic: met. Inside the tolerated band: met, with a caution.
    Wholly outside everything any source allows: failed. Otherwise unknown.
    """
    value = mixed_osmolality(case.mixture)
    asked_for = {
        id_
        for id_, each in case.compendium.requirements.items()
        if "isotonicity" in each.answered_by
    }
    limits = [
        each
        for each in case.compendium.claims_of(LimitClaim)
        if each.requirement in asked_for and each.unit == "mosm-per-kg" and each.counts_in_favour
    ]
    isotonic = [each for each in limits if each.band == MET_BAND]
    tolerated, borrowed = _for_route(limits, case.asked.route)
    if value is None:
        return Finding(
            check="isotonicity",
            status=Status.UNKNOWN,
            unit="mOsm/kg",
            cautions=_osmolarities(case),
            needs=_missing(case),
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
    met = overlap(each.value for each in isotonic)
    wide = hull(each.value for each in isotonic)
    status, limit = _judge(value, met, wide, tolerated)
    is_isotonic = met.holds(value)
    needs = (
        ()
        if status is not Status.UNKNOWN
        else (
            "the ratio of the parts, which decides the osmolality"
            if not has_volumes(case.mixture)
            else "a narrower figure for the osmolality",
        )
    )
    return Finding(
        check="isotonicity",
        status=status,
        value=value,
        unit="mOsm/kg",
        limit=limit,
        cautions=_tolerating(isotonic, tolerated, borrowed)
        if status is Status.MET and not is_isotonic
        else (),
        because=(
            *_weighing(case, value),
            *_bands([*isotonic, *tolerated] if is_isotonic else [*tolerated, *isotonic]),
        ),
        needs=needs,
    )


def in_use_time(case: Case) -> Finding:
    """Compare the time until use with what the labels of the parts allow once they are opened.

    A part that is to be used sooner fails it. One product alone is met within its own limit; what
    a mixture keeps is not known from its parts.
    """
    shortest, claims = shortest_in_use(case.compendium, case.mixture)
    until = case.asked.hours.high
    if shortest is None or until is None:
        alone = len(case.mixture) == 1
        what = case.mixture[0].preparation.label if alone else "the parts and of their mixture"
        return Finding(
            check="in-use-time",
            status=Status.UNKNOWN,
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
        because=tuple(map(told, claims)),
        needs=("how long the mixture keeps",) if until <= kept and len(case.mixture) > 1 else (),
    )


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


def _judge(
    value: Interval, met: Interval, wide: Interval, tolerated: list[LimitClaim]
) -> tuple[Status, Interval]:
    """Give the status and the limit that decides it."""
    if met.holds(value):
        return Status.MET, met
    bands = [_with_isotonic(each.value, met) for each in tolerated]
    lenient = hull([wide, *(_with_isotonic(each.value, wide) for each in tolerated)])
    if lenient.misses(value):
        return Status.FAILED, lenient
    if bands and (strictest := overlap(bands)).holds(value):
        return Status.MET, strictest
    return Status.UNKNOWN, met


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


def _osmolarities(case: Case) -> tuple[Caution, ...]:
    """Give what is stated per litre only, which is compared with no limit per kilogram."""
    return tuple(
        Caution(
            "osmolarity-only",
            f"{part.preparation.label}: {as_range(figure.value, 0)} mOsm/L is stated, which is "
            "not compared with the limits in mOsm/kg",
            measured(part, figure, "osmolarity"),
        )
        for part in case.mixture
        if usable(part.preparation.osmolality) is None
        for figure in part.preparation.osmolarity
    )


def _with_isotonic(tolerated: Interval, isotonic: Interval) -> Interval:
    """Join a tolerated band with the isotonic one, which gives the bounds it does not state."""
    return Interval(
        isotonic.low if tolerated.low is None else tolerated.low,
        isotonic.high if tolerated.high is None else tolerated.high,
    )


def _for_route(limits: list[LimitClaim], route: str) -> tuple[list[LimitClaim], bool]:
    """Give the tolerated bands for a route; where there is none, those of other routes."""
    bands = [each for each in limits if each.band == CAUTION_BAND]
    own = [each for each in bands if not each.routes or route in each.routes]
    return (own, False) if own else (bands, bool(bands))


def _missing(case: Case) -> tuple[str, ...]:
    return tuple(
        f"the osmolality of {part.preparation.label} in mOsm/kg"
        + (" (only mOsm/L is known)" if part.preparation.osmolarity else "")
        for part in case.mixture
        if usable(part.preparation.osmolality) is None
    )


def _weighing(case: Case, value: Interval) -> tuple[Reason, ...]:
    inputs = [
        step
        for part in case.mixture
        for step in (
            *(
                measured(part, figure, "osmolality")
                for figure in part.preparation.osmolality
                if figure.unit == "mosm-per-kg"
            ),
            *([poured(part)] if len(case.mixture) > 1 else []),
        )
    ]
    if len(case.mixture) == 1:
        text = f"{as_range(value, 0)} mOsm/kg as read for {case.mixture[0].preparation.label}"
        how = "the hull of all figures that were read"
        return (Reason(text, calculated("osmolality", text, inputs, how, value, "mOsm/kg")),)
    shares = " + ".join(
        (f"{part.volume_ml:f} mL x " if part.volume_ml is not None else "")
        + f"{as_range(figure, 0)}"
        for part in case.mixture
        if (figure := usable(part.preparation.osmolality)) is not None
    )
    weighted = has_volumes(case.mixture)
    said = "weighted by volume" if weighted else "at any ratio, between its parts"
    text = f"{as_range(value, 0)} mOsm/kg {said}: {shares} mOsm/kg"
    how = HOW_WEIGHTED if weighted else HOW_ANY_RATIO
    return (Reason(text, calculated("osmolality", text, inputs, how, value, "mOsm/kg")),)


def _bands(limits: list[LimitClaim]) -> tuple[Reason, ...]:
    return tuple(Reason(each.statement, leaf(each)) for each in limits)
