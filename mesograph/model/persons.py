"""What a person was asked and has answered: never stored, and told of only in their own answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

PHOTOTYPES = ("I", "II", "III", "IV", "V", "VI")
DARK = PHOTOTYPES[3:]
STATES_OF_FIELDS = {
    "pregnant": "pregnancy",
    "breastfeeding": "breastfeeding",
    "wish_for_a_child": "wish-for-a-child",
}
"""The state that a yes to a field of the person file means."""
OF_AGE = 18
ALLERGIES, MEDICINES, CONDITIONS = "allergies", "medicines", "conditions"
ANY_ALLERGY = "hypersensitivity"
"""The state that an allergy to just what is given means."""


@dataclass(frozen=True, slots=True)
class Answered:
    """Whether a person is in a state, and the field of the file that tells it."""

    yes: bool
    field: str


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Person:
    """The answers of one person; what was not asked is in none of the fields.

    ``answers`` are by the id of a state or concern. ``allergens`` and ``medicines`` are by id with
    the name as it was written, None where nobody asked. ``weight`` is in kilograms. ``strangers``
    are names, by field, that nothing here is called: of them nothing is known.
    """

    answers: Mapping[str, Answered] = field(default_factory=dict)
    allergens: Mapping[str, str] | None = None
    medicines: Mapping[str, str] | None = None
    strangers: tuple[tuple[str, str], ...] = ()
    age: int | None = None
    weight: Decimal | None = None
    phototype: str | None = None
    expectations: str | None = None
    consent: bool | None = None
    test_injection: str | None = None

    def is_in(self, state: str) -> bool | None:
        """Tell whether the person is in a state, None where it was not asked."""
        found = self.answers.get(state)
        return found.yes if found else None

    def field_of(self, state: str) -> str | None:
        """Name the field that tells of a state."""
        found = self.answers.get(state)
        return found.field if found else None

    def is_allergic_to(self, names: frozenset[str]) -> bool | None:
        """Tell whether any of these is among the allergens, None where that is not known.

        An allergy to what nothing here is called leaves it open.
        """
        if self.allergens is None:
            return None
        if names & self.allergens.keys():
            return True
        return None if any(each == ALLERGIES for each, _ in self.strangers) else False
