"""What was mixed in a laboratory, what pH came of it and what was seen."""

from dataclasses import dataclass

from mesograph.model.claims import Claim, Condition
from mesograph.model.things import Figure, Ingredient
from mesograph.quantities import Interval

PRECIPITATED, STAYED_CLEAR, NOT_LOOKED_AT = "precipitated", "stayed-clear", "not-looked-at"


@dataclass(frozen=True, slots=True, kw_only=True)
class MixedPart:
    """One solution that was mixed: solutes as the source names them, and how many mL of it.

    ``taken_for`` is the preparation it is taken for where the source names no product or salt.
    Millilitres may be parts by volume; None where the source gives neither.
    """

    id: str
    solutes: tuple[Ingredient, ...] = ()
    taken_for: str | None = None
    millilitres: Interval | None = None
    ph: Figure | None = None
    vehicle: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LaboratoryMixture(Claim):
    """A mixture as it was made, its measured pH, what was seen, and the claim that tells it."""

    between: frozenset[str]
    parts: tuple[MixedPart, ...]
    ph: Figure | None = None
    appearance: str = NOT_LOOKED_AT
    procedure: str | None = None
    told_by: str | None = None
    conditions: tuple[Condition, ...] = ()
