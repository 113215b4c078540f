"""How many moles of something a mixture holds in a litre, whichever salts give it."""

from collections.abc import Iterator
from decimal import Decimal

from mesograph.formulation.chemistry.telling import of_constant
from mesograph.formulation.holding import held, poured
from mesograph.formulation.mixing import Mixture, final_strength
from mesograph.model.compendium import Compendium
from mesograph.model.reasons import Step, calculated
from mesograph.model.things import Constant
from mesograph.quantities import Interval, as_range

HOW = "final strength / molar mass x how many one formula gives, summed"
_IN_MOLES = {"mg/mL": True, "mmol/mL": False}


def molar_strength(
    compendium: Compendium, mixture: Mixture, giving: dict[str, int], label: str
) -> Step | None:
    """Tell the mol/L of what some substances give, each so many times; None if not known."""
    total = Interval.exactly(0)
    premises: list[Step] = []
    for substance, count in sorted(giving.items()):
        strength = final_strength(mixture, substance)
        if strength is None or strength.unit not in _IN_MOLES:
            return None
        factor = Decimal(count)
        if _IN_MOLES[strength.unit]:
            mass = _mass(compendium, substance)
            if mass is None or not mass.value.low:
                return None
            factor /= mass.value.low
            premises.append(of_constant(compendium, substance, mass))
        total = total + strength.amount.scaled(factor)
        premises += _held(compendium, mixture, substance)
    if not giving:
        return None
    value = _short(total)
    text = f"{as_range(value)} mol/L of {label} in the mixture"
    return calculated("molar-strength", text, premises, HOW, value, "mol/L")


def _held(compendium: Compendium, mixture: Mixture, substance: str) -> Iterator[Step]:
    for part in mixture:
        for each in part.preparation.ingredients:
            if each.substance == substance:
                yield held(compendium, part, each)
                if len(mixture) > 1:
                    yield poured(part)


def _mass(compendium: Compendium, substance: str) -> Constant | None:
    constants = compendium.substances[substance].constants
    return next((each for each in constants if each.quantity == "molarMass"), None)


def _short(interval: Interval) -> Interval:
    low, high = (
        None if each is None else Decimal(f"{each:.4g}") for each in (interval.low, interval.high)
    )
    return Interval(low, high)
