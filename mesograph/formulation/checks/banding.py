"""A figure against the bands of cited sources: inside all is met, outside all is failed."""

from collections.abc import Iterable

from mesograph.model.claims import LimitClaim
from mesograph.model.compendium import Compendium
from mesograph.model.reasons import Reason, leaf
from mesograph.quantities import Interval, hull, overlap
from mesograph.verdicts import Status

MET_BAND = "met-band"
CAUTION_BAND = "caution-band"


def limits_of(compendium: Compendium, check: str, unit: str) -> list[LimitClaim]:
    """Give the limits that answer a check, in its unit."""
    asked_for = {id_ for id_, each in compendium.requirements.items() if check in each.answered_by}
    return [
        each
        for each in compendium.claims_of(LimitClaim)
        if each.requirement in asked_for and each.unit == unit and each.counts_in_favour
    ]


def for_route(limits: list[LimitClaim], route: str) -> tuple[list[LimitClaim], bool]:
    """Give the bands for a route, or where there is none those of other routes, and whether so."""
    own = [each for each in limits if not each.routes or route in each.routes]
    return (own, False) if own else (limits, bool(limits))


def judge(
    value: Interval, met: Interval, wide: Interval, tolerated: list[LimitClaim]
) -> tuple[Status, Interval]:
    """Give the status and the limit that decides it.

    ``met`` is what all sources call good, ``wide`` what any does, ``tolerated`` what is borne.
    """
    if met.holds(value):
        return Status.MET, met
    bands = [with_isotonic(each.value, met) for each in tolerated]
    lenient = hull([wide, *(with_isotonic(each.value, wide) for each in tolerated)])
    if lenient.misses(value):
        return Status.FAILED, lenient
    if bands and (strictest := overlap(bands)).holds(value):
        return Status.MET, strictest
    return Status.UNKNOWN, met


def with_isotonic(tolerated: Interval, isotonic: Interval) -> Interval:
    """Join a tolerated band with the isotonic one, which gives the bounds it does not state."""
    return Interval(
        isotonic.low if tolerated.low is None else tolerated.low,
        isotonic.high if tolerated.high is None else tolerated.high,
    )


def told_bands(limits: Iterable[LimitClaim]) -> tuple[Reason, ...]:
    """Tell each limit in its words."""
    return tuple(Reason(each.statement, leaf(each)) for each in limits)
