"""A base counted as its salt, and a salt as its base, by molar masses."""

from decimal import Decimal

from mesograph.formulation.chemistry.telling import of_constant
from mesograph.formulation.dosing.giving import Dose, root
from mesograph.model.compendium import Compendium
from mesograph.model.reasons import Step, asked, calculated
from mesograph.model.things import Constant
from mesograph.quantities import Interval, as_range

HOW_COUNTED = "amount x molar mass of the form that is bounded / molar mass of the form given"
HOW_EITHER = HOW_COUNTED + "; as it stands, if that salt was meant"


def counted_as(compendium: Compendium, dose: Dose, form: str) -> tuple[Interval, Step] | None:
    """Give a dose in mg of another form of its moiety with the proof; None if a mass is unknown."""
    if dose.substance == form:
        return dose.amount, dose.step
    own, other = _mass(compendium, dose.substance), _mass(compendium, form)
    if own is None or other is None:
        return None
    factor = _of_moiety(compendium, form, other) / _of_moiety(compendium, dose.substance, own)
    amount = dose.amount.scaled(factor)
    premises = [
        dose.step,
        of_constant(compendium, dose.substance, own),
        of_constant(compendium, form, other),
    ]
    how = HOW_COUNTED
    if dose.may_be_salt:
        amount = _hull(dose.amount, amount)
        premises.append(asked(f"{compendium.label(dose.substance)}, which salt if any is not said"))
        how = HOW_EITHER
    given = f"{as_range(dose.amount)} mg of {compendium.label(dose.substance)}"
    text = f"{given} are counted as {as_range(amount)} mg of {compendium.label(form)}"
    return amount, calculated("counted-as", text, premises, how, amount, "mg")


def _hull(one: Interval, other: Interval) -> Interval:
    """Give all that lies between two amounts; an open end stays open."""
    assert one.low is not None
    assert other.low is not None
    highs = [each.high for each in (one, other) if each.high is not None]
    return Interval(min(one.low, other.low), max(highs) if len(highs) == 2 else None)


def _mass(compendium: Compendium, substance: str) -> Constant | None:
    known = compendium.substances.get(substance)
    found = [each for each in known.constants if each.quantity == "molarMass"] if known else []
    return found[0] if found and found[0].value.low else None


def _of_moiety(compendium: Compendium, substance: str, mass: Constant) -> Decimal:
    """Give the grams of a substance that hold one mole of its moiety."""
    assert mass.value.low is not None
    each = dict(compendium.substances[substance].constituents)
    return mass.value.low / each.get(root(compendium, substance), 1)
