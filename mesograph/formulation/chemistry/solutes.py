"""What one solute adds to the osmolality of water, by every method there are figures for."""

from dataclasses import dataclass
from decimal import Decimal

from mesograph.formulation.chemistry.freezing import (
    BEYOND,
    bounds,
    cut,
    depression_at,
    has_constant,
    per_osmole,
    rounded,
    top_of,
)
from mesograph.formulation.chemistry.particles import count_of
from mesograph.formulation.chemistry.telling import of_constant
from mesograph.model.compendium import Compendium
from mesograph.model.reasons import Step, calculated
from mesograph.model.things import Constant, Substance
from mesograph.quantities import Interval, as_range, hull
from mesograph.strengths import Strength

UNIT = "mOsm/kg"
ISO_OSMOTIC = "isoOsmoticStrength"
COUNTS_AS = "sodiumChlorideEquivalent"
LIGHTEST = Decimal(18)
"""Grams for one particle: of what is injected hydrogen chloride gives most, two for 36 g."""
TRACE = Decimal(10)
"""What adds no more mOsm/kg than this, whatever it is, is counted as anything from nothing on."""

HOW_FREEZING = (
    "depression at this strength / that of one osmole in a kilogram x 1000; straight lines between "
    "the strengths of one source, none beyond its highest; printed figures are open by half of "
    "their last place"
)
HOW_EQUIVALENT = (
    "E x strength gives sodium chloride, which adds what its freezing point says; where no "
    "strength is stated it holds up to the iso-osmotic one"
)
HOW_PARTICLES = (
    "particles x moles per litre x 1000; per kilogram of water it is more, by no more than if "
    "every solute took up the room of water of its own mass"
)
HOW_TRACE = "nothing that is injected gives more than one particle for every 18 g"
HOW_HULL = (
    "the hull of all methods; particles are an upper bound for ions, and how little they may come "
    "to is asked only where no other method has a figure"
)


@dataclass(frozen=True, slots=True)
class Added:
    """What one solute adds, in mOsm/kg of water, with its proof; ``need`` says what is lacking."""

    value: Interval
    step: Step | None
    need: str = ""


def added_by(
    compendium: Compendium, id_: str, strength: Strength, told: Step, others: Decimal
) -> Added:
    """Work out what a solute adds; ``others`` is how many mg/mL there are of all other solutes.

    ``told`` says who states the strength.
    """
    substance = compendium.substances[id_]
    amount = in_mg(substance, strength)
    if amount is None:
        return _lacking(f"the strength of {substance.label} in mg/mL")
    measured = [
        way
        for each, share in same_in_water(compendium, substance)
        for way in (
            _by_freezing(compendium, each, amount.scaled(share), told, others),
            _by_equivalent(compendium, each, amount.scaled(share), told, others),
        )
        if way is not None
    ]
    counted = _by_particles(
        compendium, substance, amount, told, others, is_only_bound=bool(measured)
    )
    ways = [*measured, *([counted] if counted else [])]
    if ways:
        value = hull(each.value for each in ways if each.value is not None)
        text = f"{substance.label} adds {as_range(value, 0)} {UNIT}"
        return Added(value, calculated("osmolality-of-solute", text, ways, HOW_HULL, value, UNIT))
    most = bounds(amount)[1] * 1000 / LIGHTEST * _crowding(others)
    if most > TRACE:
        return _lacking(_figure_for(substance))
    value = cut(Interval(Decimal(0), most))
    text = f"{substance.label} adds {as_range(value)} {UNIT}, whatever it gives"
    return Added(value, calculated("trace", text, [told], HOW_TRACE, value, UNIT))


def in_mg(substance: Substance, strength: Strength) -> Interval | None:
    """Give a strength in mg/mL, from nothing where it has no lower end; None if it cannot be told.

    Moles are turned into mass by the molar mass; units of activity are not.
    """
    amount = Interval(strength.amount.low or Decimal(0), strength.amount.high)
    if amount.high is None:
        return None
    if strength.unit == "mg/mL":
        return amount
    masses = _figures(substance, "molarMass")
    if strength.unit != "mmol/mL" or not masses:
        return None
    return amount.scaled(bounds(masses[0].value)[0])


def standard(compendium: Compendium) -> Substance | None:
    """Give the substance that equivalents are told in: one gram of it counts as one gram."""
    return has_constant(compendium, COUNTS_AS, Decimal(1))


def ideal_of(compendium: Compendium, id_: str, strength: Strength) -> Decimal | None:
    """Give how many mOsm/L a solute gives at the most, as labels count; None if not known."""
    substance = compendium.substances[id_]
    amount = in_mg(substance, strength)
    masses = _figures(substance, "molarMass")
    if amount is None or not masses:
        return None
    molar = bounds(amount)[1] / bounds(masses[0].value)[0]
    counted = count_of(compendium, substance, molar)
    return molar * 1000 * bounds(counted.value)[1] if counted else None


Twins = tuple[tuple[Substance, Decimal], ...]
"""What makes the same solution, and how many grams of it stand for one."""


def same_in_water(compendium: Compendium, substance: Substance) -> Twins:
    """Give a substance and all that makes the same solution, such as another hydrate.

    Each comes with how many grams of it stand for one; it is looked for once.
    """
    key = ("same-in-water", substance.id)
    known = compendium.reckoned.get(key)
    if not isinstance(known, tuple):
        known = compendium.reckoned[key] = _twins(compendium, substance)
    return known


def _twins(compendium: Compendium, substance: Substance) -> Twins:
    masses = _figures(substance, "molarMass")
    parts = sorted(substance.constituents)
    if not parts or not masses:
        return ((substance, Decimal(1)),)
    own = bounds(masses[0].value)[0]
    alike = [(substance, Decimal(1))]
    for each in compendium.substances.values():
        is_same = parts == [(each.id, 1)] or sorted(each.constituents) == parts
        other = _figures(each, "molarMass") if is_same and each is not substance else []
        if other:
            alike.append((each, bounds(other[0].value)[0] / own))
    return tuple(alike)


def as_any_hydrate(compendium: Compendium, id_: str, strength: Strength) -> Strength:
    """Open a strength downwards to that of the heaviest hydrate of a substance that is known."""
    shares = [1 / share for _, share in same_in_water(compendium, compendium.substances[id_])]
    low = strength.amount.low
    if low is None or min(shares) >= 1 or strength.unit != "mg/mL":
        return strength
    return Strength(Interval(low * min(shares), strength.amount.high), strength.unit)


def _lacking(need: str) -> Added:
    return Added(Interval(None, None), None, need)


def _figure_for(substance: Substance) -> str:
    """Name the cheapest figure that would do for a solute that has none."""
    of = substance.label
    if _figures(substance, "molarMass"):
        return f"the E value of {of}, or how many particles it gives in water"
    return f"the E value of {of}, or its molar mass and how many particles it gives in water"


def _figures(substance: Substance, quantity: str) -> list[Constant]:
    return [each for each in substance.constants if each.quantity == quantity]


def _crowding(milligrams: Decimal) -> Decimal:
    """Give by how much at most so many mg/mL leave less water in a litre."""
    return 1 / (1 - milligrams / 1000)


def _crowded(value: Interval, milligrams: Decimal) -> Interval:
    low, high = bounds(value)
    return cut(Interval(low, high * _crowding(milligrams)))


def _by_freezing(
    compendium: Compendium, substance: Substance, amount: Interval, told: Step, others: Decimal
) -> Step | None:
    found = depression_at(substance.constants, amount)
    osmole = per_osmole(compendium)
    if found is None or osmole is None:
        return None
    value = _crowded(found[0].scaled(1000 / osmole[0]), others)
    read = [of_constant(compendium, substance.id, each) for each in found[1]]
    text = f"by its freezing point {substance.label} adds {as_range(value, 0)} {UNIT}"
    return calculated("freezing-point", text, [told, *read, osmole[1]], HOW_FREEZING, value, UNIT)


def _by_equivalent(
    compendium: Compendium, substance: Substance, amount: Interval, told: Step, others: Decimal
) -> Step | None:
    salt = standard(compendium)
    found = _figures(substance, COUNTS_AS)
    osmole = per_osmole(compendium)
    if salt is None or osmole is None or substance is salt or not found:
        return None
    limit = max((bounds(each.value)[1] for each in _figures(salt, ISO_OSMOTIC)), default=Decimal(0))
    low, high = bounds(hull(rounded(each.value) for each in found))
    as_salt = cut(Interval(low * bounds(amount)[0], high * bounds(amount)[1]))
    depression = depression_at(salt.constants, as_salt)
    if depression is None or bounds(as_salt)[1] > limit * BEYOND:
        return None
    value = _crowded(depression[0].scaled(1000 / osmole[0]), others)
    read = [
        *(of_constant(compendium, substance.id, each) for each in found),
        *(of_constant(compendium, salt.id, each) for each in depression[1]),
        osmole[1],
    ]
    text = (
        f"by its equivalent {substance.label} counts as {as_range(as_salt)} mg/mL of "
        f"{salt.label} and adds {as_range(value, 0)} {UNIT}"
    )
    return calculated("e-value", text, [told, *read], HOW_EQUIVALENT, value, UNIT)


def _by_particles(
    compendium: Compendium,
    substance: Substance,
    amount: Interval,
    told: Step,
    others: Decimal,
    *,
    is_only_bound: bool,
) -> Step | None:
    """Count particles; as an upper bound only, the least they may come to is left out."""
    masses = _figures(substance, "molarMass")
    if not masses:
        return None
    low, high = bounds(amount)
    lightest, heaviest = bounds(hull(each.value for each in masses))
    counted = count_of(compendium, substance, high / lightest)
    if counted is None:
        return None
    least, most = bounds(counted.value)
    ideal = Interval(low / heaviest * least * 1000, high / lightest * most * 1000)
    floor, read = _at_its_strongest(compendium, substance, low)
    ideal = Interval(max(bounds(ideal)[0], floor), ideal.high)
    if is_only_bound:
        ideal = Interval(ideal.high, ideal.high)
    value = _crowded(ideal, high + others)
    if is_only_bound:
        value = Interval(value.high, value.high)
    up_to = "up to " if is_only_bound else ""
    text = f"by its particles {substance.label} adds {up_to}{as_range(value, 0)} {UNIT}"
    premises = [
        told,
        *(of_constant(compendium, substance.id, each) for each in masses),
        *counted.steps,
        *read,
    ]
    return calculated("particles", text, premises, HOW_PARTICLES, value, UNIT)


def _at_its_strongest(
    compendium: Compendium, substance: Substance, strength: Decimal
) -> tuple[Decimal, tuple[Step, ...]]:
    """Give what a weaker solution adds, which was measured: a stronger one adds no less."""
    top = top_of(substance.constants)
    osmole = per_osmole(compendium)
    if top is None or osmole is None or (top.strength or Decimal(0)) > strength:
        return Decimal(0), ()
    least = bounds(rounded(top.value))[0] * 1000 / osmole[0]
    return least, (of_constant(compendium, substance.id, top), osmole[1])
