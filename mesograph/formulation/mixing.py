"""What is in a mixture: final strengths and osmolality, as intervals, for one or for any ratio."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from mesograph.model.things import Figure, Part
from mesograph.quantities import Interval, hull
from mesograph.strengths import Strength

Mixture = tuple[Part, ...]
"""The parts drawn into one syringe, in the order asked; their order never changes an answer."""


def has_volumes(mixture: Mixture) -> bool:
    """Tell whether every part has its volume; one part alone needs none."""
    return len(mixture) == 1 or all(part.volume_ml is not None for part in mixture)


def total_volume(mixture: Mixture) -> Decimal | None:
    """Give the volume of the mixture in mL, None if a part has none."""
    volumes = [part.volume_ml for part in mixture]
    return None if None in volumes else sum((v for v in volumes if v is not None), Decimal(0))


def fraction(mixture: Mixture, part: Part) -> Interval:
    """Give the share of the final volume that one part takes: exact, or anything from 0 to 1."""
    if len(mixture) == 1:
        return Interval.exactly(1)
    total = total_volume(mixture)
    if total is None or part.volume_ml is None:
        return Interval.of("0", "1")
    return Interval.exactly(part.volume_ml / total)


def final_strength(mixture: Mixture, substance: str) -> Strength | None:
    """Give the strength of a substance in the final mixture, summed over the parts.

    Without volumes each part gives anything from 0 to its stock. An unknown strength leaves the
    upper end open. None where the substance is in no part, or units cannot be added.
    """
    found: Strength | None = None
    stocks: list[Interval] = []
    for part in mixture:
        stock = part.preparation.strength_of(substance)
        if substance not in part.preparation.substances:
            continue
        if stock is None or (found is not None and found.unit != stock.unit):
            return None
        share = fraction(mixture, part)
        assert share.low is not None
        assert share.high is not None
        low, high = stock.amount.low, stock.amount.high
        given = Interval(
            None if low is None else low * share.low,
            None if high is None else high * share.high,
        )
        stocks.append(stock.amount)
        found = Strength(given if found is None else found.amount + given, stock.unit)
    if found is not None and not has_volumes(mixture):
        # Parts share one syringe: together they cannot be stronger than the strongest stock.
        found = Strength(Interval(Decimal(0), hull(stocks).high), found.unit)
    return found


def usable(figures: Sequence[Figure]) -> Interval | None:
    """Give the hull of all osmolality figures in mOsm/kg; None if there is none.

    A figure in mOsm/L is an osmolarity and is never taken for an osmolality.
    """
    found = [figure.value for figure in figures if figure.unit == "mosm-per-kg"]
    return hull(found) if found else None


def mixed_osmolality(
    mixture: Mixture, reckoned: Mapping[str, Interval] | None = None
) -> Interval | None:
    """Give the volume-weighted osmolality in mOsm/kg; None if that of any part is unknown.

    ``reckoned`` has the osmolality of parts, by their id, for which none was read. Without volumes
    it may lie anywhere between those of the parts. Volume weighting takes one millilitre of every
    part to hold the same mass of water, which is close for dilute solutions.
    """
    known: list[tuple[Part, Interval]] = []
    for part in mixture:
        figure = usable(part.preparation.osmolality) or (reckoned or {}).get(part.id)
        if figure is None:
            return None
        known.append((part, figure))
    if not has_volumes(mixture):
        return hull(figure for _, figure in known)
    total = Interval.exactly(0)
    for part, figure in known:
        share = fraction(mixture, part).low
        assert share is not None
        total = total + figure.scaled(share)
    return total
