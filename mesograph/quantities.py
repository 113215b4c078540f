"""Quantities as intervals, and how a pharmacist prints them."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Context, Decimal

MOST_DIGITS = 10
"""No source gives a figure with more; it came from a division such as 0.2 mL in 1.7 mL."""
_FOUR_DIGITS = Context(prec=4)


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """A figure that is known between two bounds; either bound may be open (None).

    >>> Interval.of("270", "330").holds(Interval.exactly("285"))
    True
    """

    low: Decimal | None
    high: Decimal | None
    nominal: Decimal | None = None

    @classmethod
    def of(cls, low: str | Decimal | None, high: str | Decimal | None) -> "Interval":
        """Make an interval from two bounds, None where it is open."""
        return cls(
            None if low is None else Decimal(low),
            None if high is None else Decimal(high),
        )

    @classmethod
    def exactly(cls, value: str | int | Decimal) -> "Interval":
        """Make the interval that holds one value only."""
        number = Decimal(value)
        return cls(number, number, number)

    def holds(self, other: "Interval") -> bool:
        """Tell whether the other interval lies wholly inside this one."""
        low_inside = self.low is None or (other.low is not None and other.low >= self.low)
        high_inside = self.high is None or (other.high is not None and other.high <= self.high)
        return low_inside and high_inside

    def misses(self, other: "Interval") -> bool:
        """Tell whether the two intervals have no value in common."""
        below = other.high is not None and self.low is not None and other.high < self.low
        above = other.low is not None and self.high is not None and other.low > self.high
        return below or above

    def scaled(self, factor: Decimal) -> "Interval":
        """Multiply both bounds by a factor that is not negative."""
        return Interval(
            None if self.low is None else self.low * factor,
            None if self.high is None else self.high * factor,
            None if self.nominal is None else self.nominal * factor,
        )

    def __add__(self, other: "Interval") -> "Interval":
        return Interval(
            _sum(self.low, other.low),
            _sum(self.high, other.high),
            _sum(self.nominal, other.nominal),
        )


def hull(intervals: Iterable[Interval]) -> Interval:
    """Give the smallest interval that holds all the given ones.

    >>> hull([Interval.exactly(285), Interval.of("300", "310")])
    Interval(low=Decimal('285'), high=Decimal('310'), nominal=None)
    """
    given = list(intervals)
    lows = [each.low for each in given]
    highs = [each.high for each in given]
    nominals = {each.nominal for each in given}
    return Interval(
        None if None in lows else min(low for low in lows if low is not None),
        None if None in highs else max(high for high in highs if high is not None),
        nominals.pop() if len(nominals) == 1 else None,
    )


def overlap(intervals: Iterable[Interval]) -> Interval:
    """Give the interval common to all the given ones; low > high when there is none."""
    given = list(intervals)
    lows = [each.low for each in given if each.low is not None]
    highs = [each.high for each in given if each.high is not None]
    return Interval(max(lows, default=None), min(highs, default=None))


def as_number(value: Decimal, places: int | None = None) -> str:
    """Print a number with a leading zero and without trailing ones (ISMP practice).

    What a division never ends is cut to four digits.

    >>> as_number(Decimal("1.0")), as_number(Decimal(".50")), as_number(Decimal("1E+2"))
    ('1', '0.5', '100')
    >>> as_number(Decimal(4) / 17), as_number(Decimal("12345.67"))
    ('0.2353', '12345.67')
    """
    rounded = value if places is None else round(value, places)
    if places is None and len(value.as_tuple().digits) > MOST_DIGITS:
        rounded = _FOUR_DIGITS.plus(value)
    text = f"{rounded:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def as_range(interval: Interval, places: int | None = None) -> str:
    """Print an interval as one number, a range, or an open range.

    >>> as_range(Interval.of("270", "330")), as_range(Interval.of(None, "600"))
    ('270-330', 'up to 600')
    """
    if interval.low is not None and interval.low == interval.high:
        return as_number(interval.low, places)
    if interval.low is None and interval.high is None:
        return "any"
    if interval.low is None:
        assert interval.high is not None
        return f"up to {as_number(interval.high, places)}"
    if interval.high is None:
        return f"{as_number(interval.low, places)} or more"
    return f"{as_number(interval.low, places)}-{as_number(interval.high, places)}"


def unit_word(unit: str) -> str:
    """Give the sign of a unit of the ontology; pH has none."""
    return _UNIT_WORDS.get(unit, unit)


_UNIT_WORDS = {
    "celsius": "°C",
    "celsius-kg-per-osmol": "°C kg/Osm",
    "centimetre": "cm",
    "count": "",
    "day": "d",
    "degree-of-angle": "°",
    "dimensionless": "",
    "euro": "EUR",
    "gauge": "G",
    "gram-per-gram": "g/g",
    "gram-per-mol": "g/mol",
    "hour": "h",
    "iu-per-mL": "IU/mL",
    "litre-per-mol-hour": "L/(mol h)",
    "mL-per-point": "mL/point",
    "mL-per-second": "mL/s",
    "meq-per-mL": "mEq/mL",
    "mg-per-mL": "mg/mL",
    "micrometre": "µm",
    "millimetre": "mm",
    "minute": "min",
    "mmol-per-L": "mmol/L",
    "mmol-per-mL": "mmol/mL",
    "month": "months",
    "mosm-per-L": "mOsm/L",
    "mosm-per-kg": "mOsm/kg",
    "per-hour": "/h",
    "per-minute": "/min",
    "percent": "%",
    "percent-v-v": "% v/v",
    "ph-unit": "",
    "pound-sterling": "GBP",
    "second": "s",
    "units-per-mL": "units/mL",
    "us-dollar": "USD",
    "week": "weeks",
    "year": "years",
}


def _sum(left: Decimal | None, right: Decimal | None) -> Decimal | None:
    return None if left is None or right is None else left + right
