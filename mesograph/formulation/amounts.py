"""One strength told in other units: mass, moles, charges, and what it is of the active moiety."""

from decimal import Decimal

from mesograph.model.compendium import Compendium
from mesograph.model.things import Constant
from mesograph.quantities import Interval
from mesograph.strengths import Strength

MASS, MOLES, CHARGES = "mg/mL", "mmol/mL", "mEq/mL"


def to_moles(strength: Strength, mass: Decimal | None, valence: int | None) -> Interval | None:
    """Give a strength in mmol/mL; None where the molar mass (g/mol) or valence it takes is lacking.

    >>> to_moles(Strength.percent("8.4"), Decimal("80"), 1).low == Decimal("1.05")
    True
    """
    match strength.unit:
        case "mmol/mL":
            return strength.amount
        case "mg/mL" if mass:
            return strength.amount.scaled(1 / mass)
        case "mEq/mL" if valence:
            return strength.amount.scaled(Decimal(1) / valence)
        case _:
            return None


def of_moles(
    moles: Interval, unit: str, mass: Decimal | None, valence: int | None
) -> Interval | None:
    """Give what so many mmol/mL are in a unit; None where what that takes is lacking.

    >>> str(of_moles(Interval.exactly(3), "mg/mL", Decimal("58.44"), 1).low)
    '175.32'
    """
    match unit:
        case "mmol/mL":
            return moles
        case "mg/mL" if mass:
            return moles.scaled(mass)
        case "mEq/mL" if valence:
            return moles.scaled(Decimal(valence))
        case _:
            return None


def molar_mass(compendium: Compendium, substance: str) -> Constant | None:
    """Give the molar mass of a substance, salt and water of its crystals included."""
    known = compendium.substances.get(substance)
    for each in known.constants if known else ():
        if each.quantity == "molarMass" and each.value.low:
            return each
    return None


def valence(compendium: Compendium, substance: str) -> int | None:
    """Give how many charges of one sign a formula unit of a salt sets free as ions."""
    known = compendium.substances.get(substance)
    charges = [
        count * compendium.ions[of].charge
        for of, count in (known.constituents if known else ())
        if of in compendium.ions
    ]
    positive = sum(each for each in charges if each > 0)
    negative = -sum(each for each in charges if each < 0)
    return max(positive, negative) or None


def moieties_in(compendium: Compendium, substance: str) -> tuple[str, int] | None:
    """Give the active moiety of a salt or hydrate, and how often one formula unit holds it.

    None where that is not known: it is not guessed that it is once.
    """
    known = compendium.substances.get(substance)
    if known is None or not known.moiety or known.moiety == substance:
        return None
    count = dict(known.constituents).get(known.moiety)
    return (known.moiety, count) if count else None
