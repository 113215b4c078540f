"""By how much solutes lower the freezing point of water, and what osmolality that means.

A figure printed to a hundredth of a degree is known to half of that.
"""

from collections.abc import Iterable
from decimal import Decimal

from mesograph.formulation.chemistry.telling import of_constant
from mesograph.model.compendium import Compendium
from mesograph.model.reasons import Step
from mesograph.model.things import Constant, Substance
from mesograph.quantities import Interval, hull

LOWERS, PER_OSMOLE = "freezingPointDepression", "cryoscopicConstant"
BEYOND = Decimal("1.1")
"""A figure holds for up to this many times the highest strength it was found at."""
_HALF = Decimal(5)

Found = tuple[Interval, tuple[Constant, ...]]
"""A figure with the constants it was read from."""


def depression_at(constants: Iterable[Constant], strength: Interval) -> Found | None:
    """Give by how many degrees a solute lowers the freezing point, by all sources that reach there.

    ``strength`` is in mg/mL. Every source is asked on its own, with straight lines between its
    strengths; None where none reaches so far.
    """
    by_source: dict[str | None, list[Constant]] = {}
    for each in constants:
        if each.quantity == LOWERS and each.strength:
            by_source.setdefault(each.source, []).append(each)
    low, high = bounds(strength)
    found = [
        (_on_curve(points, low), _on_curve(points, high))
        for points in by_source.values()
        if _reaches(points, high)
    ]
    if not found:
        return None
    used = [each for pair in found for _, constants in pair for each in constants]
    value = hull(value for pair in found for value, _ in pair)
    return value, tuple(dict.fromkeys(used))


def top_of(constants: Iterable[Constant]) -> Constant | None:
    """Give the figure at the highest strength there is one for."""
    found = [each for each in constants if each.quantity == LOWERS and each.strength]
    return max(found, key=lambda each: (each.strength or 0, each.id), default=None)


def per_osmole(compendium: Compendium) -> tuple[Decimal, Step] | None:
    """Give by how many degrees an osmole in a kilogram lowers the freezing point of water."""
    solvent = has_constant(compendium, PER_OSMOLE)
    if solvent is None:
        return None
    figure = next(each for each in solvent.constants if each.quantity == PER_OSMOLE)
    return bounds(figure.value)[0], of_constant(compendium, solvent.id, figure)


def has_constant(
    compendium: Compendium, quantity: str, value: Decimal | None = None
) -> Substance | None:
    """Give the first substance with a figure of a quantity, of just a value if one is given.

    It is looked for once.
    """
    key = ("has-constant", quantity, value)
    if key not in compendium.reckoned:
        compendium.reckoned[key] = next(
            (
                each.id
                for each in compendium.substances.values()
                for figure in each.constants
                if figure.quantity == quantity and value in (None, figure.value.low)
            ),
            None,
        )
    found = compendium.reckoned[key]
    return compendium.substances[found] if isinstance(found, str) else None


def rounded(value: Interval) -> Interval:
    """Open a printed figure by half of its last place, a hundredth at the coarsest.

    >>> rounded(Interval.of("0.3", "0.3"))
    Interval(low=Decimal('0.295'), high=Decimal('0.305'), nominal=None)
    """
    low, high = bounds(value)
    places = max(2, *(-int(each.normalize().as_tuple().exponent) for each in (low, high)))
    half = _HALF.scaleb(-places - 1)
    return Interval(max(low - half, Decimal(0)), high + half)


def bounds(value: Interval) -> tuple[Decimal, Decimal]:
    """Give both bounds of an interval that is open at neither end."""
    assert value.low is not None
    assert value.high is not None
    return value.low, value.high


def cut(value: Interval) -> Interval:
    """Cut a figure to four digits."""
    low, high = bounds(value)
    return Interval(Decimal(f"{low:.4g}"), Decimal(f"{high:.4g}"))


def _reaches(points: list[Constant], strength: Decimal) -> bool:
    return strength <= max(each.strength or Decimal(0) for each in points) * BEYOND


def _on_curve(points: list[Constant], strength: Decimal) -> Found:
    """Give the depression on the line through the figures of one source, from nothing on."""
    at = sorted({each.strength or Decimal(0) for each in points})
    above = next((each for each in at if each >= strength), at[-1])
    below = max((each for each in at if each < strength), default=above)
    if below == above or strength in at or strength > above:
        used = tuple(each for each in points if each.strength == above)
        return _printed(points, above).scaled(strength / above), used
    share = (strength - below) / (above - below)
    value = _printed(points, below).scaled(1 - share) + _printed(points, above).scaled(share)
    return value, tuple(each for each in points if each.strength in (below, above))


def _printed(points: list[Constant], strength: Decimal) -> Interval:
    return hull(rounded(each.value) for each in points if each.strength == strength)
