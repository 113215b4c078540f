"""How much of a substance is lost in a time, by what a source measured: kinetics, no equilibrium.

Shares lost are intervals in percent, times in hours, rate constants in 1/h or L/(mol h).
"""

import math
from decimal import Decimal

from mesograph.quantities import Interval

ALL = Decimal(100)
HOW_FIRST = "first order: lost = 1 - exp(-k x time)"
HOW_FROM_LOSS = "first order: lost = 1 - (1 - lost when measured) ^ (time / time when measured)"
HOW_SECOND = (
    "second order, one for one: with a of the substance and b of the other in mol/L, lost = "
    "b (u - 1) / (b u - a), u = exp((b - a) k x time)"
)
HOW_MONOTONE = (
    "what is lost does not come back: no less after a longer time than measured, no more before"
)
HOW_SHAPELESS = (
    "the order is not told: as it would be by zero order or by first order, which is no finding"
)
_CLOSE = 1e-9
"""Relative difference of two strengths below which they are taken as equal."""


def first_order(rate: Interval, hours: Decimal) -> Interval:
    """Give the loss after a time by a rate constant in 1/h."""
    high = ALL if rate.high is None else _by_rate(rate.high, hours)
    return Interval(_by_rate(rate.low or Decimal(0), hours), high)


def from_loss(lost: Interval, measured: Interval, hours: Decimal) -> Interval:
    """Give the loss after a time by first order, from a loss that was measured after another."""
    low = lost.low or Decimal(0)
    return Interval(
        _scaled(low, measured.high, hours) if measured.high else Decimal(0),
        _scaled(lost.high, measured.low, hours) if lost.high is not None and measured.low else ALL,
    )


def second_order(rate: Interval, own: Interval, other: Interval, hours: Decimal) -> Interval:
    """Give the loss after a time by a rate constant in L/(mol h), with both strengths in mol/L."""
    least = _used_up(rate.low, own.high, other.low, hours)
    most = _used_up(rate.high, own.low, other.high, hours)
    return Interval(Decimal(0) if least is None else least, ALL if most is None else most)


def bounds(lost: Interval, measured: Interval, hours: Decimal) -> Interval:
    """Give what is sure of the loss after a time of any order, from one that was measured."""
    is_later = measured.high is not None and hours >= measured.high
    is_sooner = measured.low is not None and hours <= measured.low
    return Interval(
        (lost.low or Decimal(0)) if is_later else Decimal(0),
        ALL if lost.high is None or not is_sooner else lost.high,
    )


def zero_or_first_order(lost: Interval, measured: Interval, hours: Decimal) -> Interval:
    """Give the loss after a time as it would be by zero order or by first order."""
    first = from_loss(lost, measured, hours)
    low = (lost.low or Decimal(0)) * hours / measured.high if measured.high else Decimal(0)
    high = lost.high * hours / measured.low if lost.high is not None and measured.low else ALL
    assert first.low is not None
    assert first.high is not None
    return Interval(_short(min(low, first.low)), _short(max(min(high, ALL), first.high)))


def _by_rate(rate: Decimal, hours: Decimal) -> Decimal:
    return _short(ALL * Decimal(-math.expm1(-float(rate * hours))))


def _scaled(lost: Decimal, measured: Decimal | None, hours: Decimal) -> Decimal:
    """Give the loss by first order; what is all lost at one time is lost from the start."""
    if lost >= ALL:
        return ALL if hours else Decimal(0)
    left = 1 - float(lost / ALL)
    return _short(ALL * Decimal(1 - left ** float(hours / (measured or Decimal(1)))))


def _used_up(
    rate: Decimal | None, own: Decimal | None, other: Decimal | None, hours: Decimal
) -> Decimal | None:
    if rate is None or own is None or other is None:
        return None
    a, b, reach = float(own), float(other), float(rate * hours)
    if not b:
        return Decimal(0)
    if not a:
        return _short(ALL * Decimal(-math.expm1(-b * reach)))
    if abs(a - b) <= _CLOSE * a:
        share = a * reach / (1 + a * reach)
    elif b > a:
        # Written with exp of what is negative, so that nothing overflows.
        v = math.exp(-(b - a) * reach)
        share = b * (1 - v) / (b - a * v)
    else:
        u = math.exp(-(a - b) * reach)
        share = b * (1 - u) / (a - b * u)
    return _short(ALL * Decimal(share))


def _short(value: Decimal) -> Decimal:
    return Decimal(f"{value:.4g}")
