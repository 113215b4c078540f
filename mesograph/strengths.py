"""Strengths and volumes as people write them; what could be read in two ways is not read.

Strengths are amounts of one substance in a volume: mass (kept as mg/mL), international units,
milliequivalents or millimoles. The last three are not turned into mass here: that needs the salt.

Unsafe ways of writing follow the list of the Institute for Safe Medication Practices.
"""

import re
from dataclasses import dataclass
from decimal import Context, Decimal

from mesograph.quantities import MOST_DIGITS, Interval, as_range

GRAM_PER_GRAM = "g/g"
"""The unit of the strength of a cream: a percentage of it is weight in weight."""
MG_PER_ML_IN_ONE_PERCENT = Decimal(10)
"""1 % w/v is 1 g in 100 mL, that is 10 mg in 1 mL."""
SHOWN_AS_PERCENT = Decimal(1)
"""Below this many mg/mL a percentage has too many zeros to be read safely."""
LEAST_DILUTION = 10
"""1:5 may be a ratio of volumes; a ratio strength says 1 g in at least so many mL."""


@dataclass(frozen=True, slots=True, order=True)
class Strength:
    """An amount of one substance per volume.

    The unit is ``mg/mL``, ``IU/mL``, ``mEq/mL`` or ``mmol/mL``; a percentage is weight in volume
    and is read as mg/mL.

    >>> str(Strength.percent("8.4")), str(Strength.percent("0.001"))
    ('8.4 %', '0.01 mg/mL')
    """

    amount: Interval
    unit: str = "mg/mL"

    @classmethod
    def percent(cls, value: str | Decimal) -> "Strength":
        """Read a weight-in-volume percentage."""
        return cls(Interval.exactly(Decimal(value) * MG_PER_ML_IN_ONE_PERCENT))

    def __str__(self) -> str:
        bounds = [each for each in (self.amount.low, self.amount.high) if each]
        if self.unit == "mg/mL" and not any(each < SHOWN_AS_PERCENT for each in bounds):
            shown = self.amount.scaled(1 / MG_PER_ML_IN_ONE_PERCENT)
            return f"{as_range(shown)} %"
        return f"{as_range(self.amount)} {self.unit}"


# A comma before just three digits may part thousands, so it is read only after a leading zero;
# three zeros after a dot may part thousands too.
NUMBER = r"(?P<number>-?(?:0,[0-9]+|[0-9]+(?:\.(?!000\b)[0-9]+|,[0-9]{1,2}|,[0-9]{4,})?))"
_PERCENT = re.compile(NUMBER + r"\s*%(?:\s*w/v)?", re.IGNORECASE)
_PER_VOLUME = re.compile(
    NUMBER
    + r"\s*(?P<unit>kg|g|mg|mcg|[µμ]g|ng|IU|UI|mEq|mmol)"
    + r"\s*/\s*(?P<per>[0-9]+(?:\.[0-9]+)?)?\s*(?P<volume>mL|L)",
    re.IGNORECASE,
)
_RATIO = re.compile(r"1\s*(?::|in\s)\s*(?P<in>[0-9]{1,3}(?:[ ,\u00a0\u202f][0-9]{3})+|[0-9]+)")
_VOLUME = re.compile(NUMBER + r"\s*mL", re.IGNORECASE)
_MG = {
    "kg": Decimal(1_000_000),
    "g": Decimal(1000),
    "mg": Decimal(1),
    "mcg": Decimal("0.001"),
    "µg": Decimal("0.001"),
    "μg": Decimal("0.001"),
    "ng": Decimal("0.000001"),
}
_OTHERS = {"iu": "IU/mL", "ui": "IU/mL", "meq": "mEq/mL", "mmol": "mmol/mL"}
_SIX_DIGITS = Context(prec=6)
LONGEST = 6
"""In how many words a strength may be written, such as ``40 mg / 2 mL w/v``."""


def read_strength(text: str) -> Strength | None:
    """Read a strength; None if it is none, or could be read in two ways.

    The sign is kept, so that who asks can refuse what is negative.

    >>> read_strength("0,9 %") == read_strength("9 mg/mL") == read_strength("18 mg/2 mL")
    True
    >>> str(read_strength("1:100 000"))
    '0.01 mg/mL'
    """
    text = text.strip()
    if found := _PERCENT.fullmatch(text):
        return Strength.percent(read_number(found["number"]))
    if found := _RATIO.fullmatch(text):
        parts = int(re.sub(r"[^0-9]", "", found["in"]))
        if parts < LEAST_DILUTION:
            return None
        return Strength(Interval.exactly(_short(_MG["g"] / parts)))
    if found := _PER_VOLUME.fullmatch(text):
        volume = Decimal(found["per"] or 1) * (1000 if found["volume"].lower() == "l" else 1)
        if not volume:
            return None
        number = read_number(found["number"]) / volume
        unit = found["unit"].lower()
        if unit in _OTHERS:
            return Strength(Interval.exactly(_short(number)), _OTHERS[unit])
        return Strength(Interval.exactly(_short(number * _MG[unit])))
    return None


def read_volume(text: str) -> Decimal | None:
    """Read a volume in mL such as ``1 mL`` or ``0,5 mL``; None if it is not one."""
    found = _VOLUME.fullmatch(text.strip())
    return read_number(found["number"]) if found else None


def read_number(text: str) -> Decimal:
    """Read a number with a decimal point or a decimal comma."""
    return Decimal(text.replace(",", "."))


def unsafe_ending(text: str) -> str | None:
    """Say why what stands at the end of a text looks like an amount and is not read as one.

    >>> unsafe_ending("heparin 5000 U/mL")
    "'5000 U/mL' has the unit U, easily read as 0: write IU if international units are meant"
    >>> unsafe_ending("procaine hydrochloride")
    """
    for pattern, reason in _UNSAFE:
        found = pattern.search(text)
        if found:
            return f"{found[0].strip()!r} {reason}"
    return None


def unread_amount(text: str) -> tuple[str, str, str] | None:
    """Split a text that ends in a number with a unit: what is before, both together, the unit.

    >>> unread_amount("procaine 2 foo/mL")
    ('procaine', '2 foo/mL', 'foo/mL')
    >>> unread_amount("procaine hydrochloride")
    """
    found = _ENDING.fullmatch(text)
    return (found["before"], found["amount"], found["unit"]) if found else None


_ENDING = re.compile(
    rf"(?P<before>.*\S)\s+(?P<amount>{NUMBER}\s*(?P<unit>[^\W\d]+(?:\s*/\s*[0-9]*\s*[^\W\d]+)?))"
)
_ANY = r"(?:%|[kmµμun]?c?g\b|IU\b|U\b|mEq|mmol|mL\b|cc\b)"
_UNSAFE = tuple(
    (re.compile(pattern + r"\s*$", re.IGNORECASE), reason)
    for pattern, reason in (
        (
            rf"(?<![\d.,])[0-9]{{1,3}},[0-9]{{3}}\s*{_ANY}\S*(?:\s+w/v)?",
            "may be thousands or thousandths: write it without the comma, or with a point",
        ),
        (
            rf"(?<![\d.,])[1-9][0-9]{{0,2}}\.000\s*{_ANY}\S*(?:\s+w/v)?",
            "may be thousands: write it without the point and the zeros after it",
        ),
        (rf"(?<![\d])[.,][0-9]+\s*{_ANY}\S*", "has no zero before the point: write 0.5, not .5"),
        (
            rf"[0-9]\s*(?:-|–|to)\s*[0-9][0-9.,]*\s*{_ANY}\S*",
            "is a range: give the one strength that is meant",
        ),
        (
            r"[0-9.,]+\s*(?:U|units?)(?:\s*/\s*[0-9.]*\s*mL)?",
            "has the unit U, easily read as 0: write IU if international units are meant",
        ),
        (r"[0-9.,]+\s*ug(?:/\S+)?", "has the unit ug: write mcg or µg for micrograms"),
        (r"[0-9.,]+\s*mg\s?%", "is milligrams in 100 mL to some: write mg/mL"),
        (
            r"[0-9.,]+\s*%\s*(?:v/v|w/w|m/m|vol\.?)",
            "is not weight in volume (w/v), the only percentage that can be read here",
        ),
        (r"[0-9.,]+\s*cc", "has the unit cc: write mL"),
        (r"[0-9.,]+\s*(?:[µμu]L|L|drops?)", "is no volume in mL: write mL"),
        (
            r"[0-9.,]+\s*(?:kg|g|mg|mcg|[µμ]g|ng|IU|mEq|mmol)",
            "is an amount without a volume: write a strength such as 20 mg/mL or 40 mg/2 mL",
        ),
        (r"\b1\s*:\s*[0-9](?![0-9])", "may be a ratio of volumes: write the strength in mg/mL"),
    )
)


def _short(value: Decimal) -> Decimal:
    """Write a number without zeros at its end; what a division never ends is cut to six digits."""
    rounded = round(value, 12).normalize()
    if len(rounded.as_tuple().digits) > MOST_DIGITS:
        rounded = _SIX_DIGITS.create_decimal(value).normalize()
    return rounded.quantize(Decimal(1)) if rounded == rounded.to_integral() else rounded
