"""Tonicity by every method a pharmacist knows: E-values, freezing points, volumes, particles.

0.9 g of sodium chloride in 100 mL, a freezing point of -0.52 degrees and 308 mOsm/L of ideal
particles stand for the tonicity of serum. What was measured outranks what is counted.
"""

from collections.abc import Callable, Iterable
from decimal import Decimal

from mesograph.errors import NoModel
from mesograph.formulation.adding import (
    dissolved,
    minus,
    not_below_nothing,
    over,
    percent_of,
    to_add,
)
from mesograph.formulation.agents import permeants, refusals, upper_bounds
from mesograph.formulation.checks.banding import MET_BAND, judge, limits_of
from mesograph.formulation.chemistry.freezing import cut, per_osmole
from mesograph.formulation.chemistry.telling import of_constant
from mesograph.formulation.osmometry import by_osmolality, measured_total
from mesograph.formulation.serum import (
    STANDARD,
    isotonic_depression,
    isotonic_percent,
    standard_of_serum,
)
from mesograph.model.compendium import Compendium
from mesograph.model.reasons import Step, asked, calculated, stated
from mesograph.model.things import Constant
from mesograph.model.tonicities import METHODS, Adjusted, Recipe, Solute
from mesograph.naming import fold
from mesograph.quantities import Interval, as_number, as_range, hull, overlap
from mesograph.verdicts import Status

ISOTONIC_OSMOLARITY = Decimal(308)
E, D, PARTICLES, MASS = "e-value", "freezing-point", "particles", "molar-mass"
OPTIONS = {E: "--e-value", D: "--freezing-point", PARTICLES: "--particles", MASS: "--molar-mass"}
WORDS = {
    E: "sodium chloride equivalent (E-value)",
    D: "freezing-point depression of 1 %",
    PARTICLES: "particles of a formula unit",
    MASS: "molar mass",
}
_ALIKE = Decimal("1.1")
"""Figures at strengths this close to the nearest one count as well."""

HOW_E = (
    "grams x E, summed; 0.9 g of sodium chloride in 100 mL is iso-osmotic; the rest / E of agent"
)
HOW_D = "(0.52 - sum of % x depression of 1 %) / depression of 1 % of the agent, as % w/v"
HOW_V = (
    "White-Vincent: the solutes are dissolved in grams x E x 111.1 mL of water, in which they are "
    "iso-osmotic, and made up to volume with a solution that is so too"
)
HOW_P = "1000 x grams per litre x particles / molar mass, summed; 308 mOsm/L is iso-osmotic"


def adjust(compendium: Compendium, recipe: Recipe) -> Adjusted:
    """Work out how much of the agent to add; raises NoModel for a figure that is not known."""
    method = recipe.method or _possible(compendium, recipe)
    amount, water, step = _BY_METHOD[method](compendium, recipe)
    hypertonic = amount.high is not None and amount.high < 0
    osmolality = _osmolality(compendium, recipe)
    osmolarity = _osmolarity(compendium, recipe)
    entering = permeants(compendium, recipe)
    return Adjusted(
        compendium=compendium,
        recipe=recipe,
        method=method,
        amount=None if hypertonic else not_below_nothing(amount),
        water=water,
        osmolality=osmolality,
        osmolarity=osmolarity,
        tonicity=_tonicity(compendium, osmolality, bool(entering), amount),
        proof=step,
        cautions=(*entering, *upper_bounds(compendium, recipe)),
        refused=tuple(refusals(compendium, recipe)),
    )


def _possible(compendium: Compendium, recipe: Recipe) -> str:
    """Give the first method whose every figure is known; raises NoModel with what is lacking."""
    lacking = []
    for method in METHODS:
        try:
            _BY_METHOD[method](compendium, recipe)
        except NoModel as error:
            lacking.append(error.what)
        else:
            return method
    raise NoModel("; or ".join(dict.fromkeys(lacking)))


Way = Callable[[Compendium, Recipe], tuple[Interval, Interval, Step]]


def _by_e(compendium: Compendium, recipe: Recipe) -> tuple[Interval, Interval, Step]:
    total, steps = _equivalent(compendium, recipe)
    percent, convention = isotonic_percent(compendium)
    wanted = recipe.volume * percent / 100
    agent, of_agent = _figure(compendium, recipe, recipe.agent, E)
    left = minus(Interval.exactly(wanted), total)
    amount = over(left, agent)
    water = total.scaled(100 / percent)
    text = (
        f"{as_number(wanted)} g of sodium chloride would make {as_number(recipe.volume)} mL "
        f"iso-osmotic, the solutes count for {as_range(cut(total))} g: "
        f"{to_add(recipe, amount)}"
    )
    return (
        amount,
        water,
        calculated("e-value", text, [*steps, *of_agent, convention], HOW_E, cut(amount), "g"),
    )


def _by_v(compendium: Compendium, recipe: Recipe) -> tuple[Interval, Interval, Step]:
    amount, water, step = _by_e(compendium, recipe)
    text = (
        f"the solutes are iso-osmotic in {as_range(cut(water))} mL of water; "
        f"{to_add(recipe, amount)}"
    )
    return amount, water, calculated("v-value", text, step.premises, HOW_V, cut(water), "mL")


def _by_d(compendium: Compendium, recipe: Recipe) -> tuple[Interval, Interval, Step]:
    total, steps = _depression(compendium, recipe)
    agent, of_agent = _figure(compendium, recipe, recipe.agent, D)
    wanted, convention = isotonic_depression(compendium)
    left = minus(Interval.exactly(wanted), total)
    amount = over(left, agent).scaled(recipe.volume / 100)
    water = total.scaled(recipe.volume / wanted)
    text = (
        f"the solutes lower the freezing point by {as_range(cut(total))} of {as_number(wanted)} "
        f"degrees: {to_add(recipe, amount)}"
    )
    return (
        amount,
        water,
        calculated(
            "freezing-point", text, [*steps, *of_agent, convention], HOW_D, cut(amount), "g"
        ),
    )


def _by_particles(compendium: Compendium, recipe: Recipe) -> tuple[Interval, Interval, Step]:
    total, steps = _particles(compendium, recipe, recipe.solutes)
    per_gram, of_agent = _particles(
        compendium, recipe, [Solute(recipe.agent.name, recipe.agent.substance, Decimal(1))]
    )
    left = minus(Interval.exactly(ISOTONIC_OSMOLARITY), total)
    amount = over(left, per_gram)
    water = total.scaled(recipe.volume / ISOTONIC_OSMOLARITY)
    text = f"the solutes give {as_range(cut(total))} of 308 mOsm/L: {to_add(recipe, amount)}"
    return (
        amount,
        water,
        calculated("osmolarity", text, [*steps, *of_agent], HOW_P, cut(amount), "g"),
    )


_BY_METHOD: dict[str, Way] = {
    "osmolality": by_osmolality,
    "e-value": _by_e,
    "freezing-point": _by_d,
    "v-value": _by_v,
    "osmolarity": _by_particles,
}


def _equivalent(compendium: Compendium, recipe: Recipe) -> tuple[Interval, list[Step]]:
    total, steps = Interval.exactly(0), []
    for each in recipe.solutes:
        value, told = _figure(compendium, recipe, each, E)
        total = total + value.scaled(each.grams)
        steps += [dissolved(each), *told]
    return total, steps


def _depression(compendium: Compendium, recipe: Recipe) -> tuple[Interval, list[Step]]:
    total, steps = Interval.exactly(0), []
    for each in recipe.solutes:
        value, told = _figure(compendium, recipe, each, D)
        total = total + value.scaled(percent_of(recipe, each))
        steps += [dissolved(each), *told]
    return total, steps


def _particles(
    compendium: Compendium, recipe: Recipe, solutes: Iterable[Solute]
) -> tuple[Interval, list[Step]]:
    total, steps = Interval.exactly(0), []
    for each in solutes:
        mass, of_mass = _figure(compendium, recipe, each, MASS)
        count, of_count = _figure(compendium, recipe, each, PARTICLES)
        assert mass.low is not None
        assert count.low is not None
        grams_per_litre = each.grams * 1000 / recipe.volume
        total = total + Interval.exactly(grams_per_litre * count.low / mass.low * 1000)
        steps += [dissolved(each), *of_mass, *of_count]
    return total, steps


def _figure(
    compendium: Compendium, recipe: Recipe, solute: Solute, quantity: str
) -> tuple[Interval, list[Step]]:
    """Give a figure of a solute: as given with the question, else as sources have it."""
    given = recipe.given.get(quantity, {})
    for name in (solute.name, compendium.label(solute.substance) if solute.substance else ""):
        if name and fold(name) in given:
            value = Interval.exactly(given[fold(name)])
            return value, [
                asked(f"{WORDS[quantity]} of {solute.name}: {as_range(value)}, as given")
            ]
    if solute.substance is None:
        raise NoModel(
            f'{solute.name}, which is not known here: give {OPTIONS[quantity]} "{solute.name}=…"'
        )
    return _known(compendium, recipe, solute, solute.substance, quantity)


def _known(
    compendium: Compendium, recipe: Recipe, solute: Solute, id_: str, quantity: str
) -> tuple[Interval, list[Step]]:
    substance = compendium.substances[id_]
    need = f'the {WORDS[quantity]} of {substance.label}: give {OPTIONS[quantity]} "{solute.name}=…"'
    if quantity == PARTICLES:
        return _counted(compendium, id_, need)
    if quantity == MASS:
        masses = [each for each in substance.constants if each.quantity == "molarMass"]
        if not masses:
            raise NoModel(need)
        return hull(each.value for each in masses), [of_constant(compendium, id_, masses[0])]
    percent = percent_of(recipe, solute)
    if quantity == E:
        found = _nearest(substance.constants, "sodiumChlorideEquivalent", percent)
        if not found:
            raise NoModel(need)
        return hull(each.value for each in found), [
            of_constant(compendium, id_, each) for each in found
        ]
    found = _nearest(substance.constants, "freezingPointDepression", percent)
    if not found:
        raise NoModel(need)
    of_one = [each.value.scaled(Decimal(10) / each.strength) for each in found if each.strength]
    return hull(of_one), [of_constant(compendium, id_, each) for each in found]


def _counted(compendium: Compendium, id_: str, need: str) -> tuple[Interval, list[Step]]:
    """Count the particles of a formula unit that falls apart wholly; others are not guessed."""
    substance = compendium.substances[id_]
    if substance.constituents:
        count = sum(number for _, number in substance.constituents)
        names = " + ".join(
            f"{number} {compendium.label(of)}" for of, number in substance.constituents
        )
        return Interval.exactly(count), [
            stated("constituents", f"{substance.label} gives {names}, if it falls apart wholly")
        ]
    pkas = [each.value.low for each in substance.constants if each.quantity == "pka"]
    if pkas and all(each is not None and each > 11 for each in pkas):
        return Interval.exactly(1), [stated("pka", f"{substance.label} does not fall apart")]
    raise NoModel(need)


def _nearest(
    constants: tuple[Constant, ...], quantity: str, percent: Decimal
) -> tuple[Constant, ...]:
    """Give the figures at the strength nearest to what is made, or all that state none."""
    found = [each for each in constants if each.quantity == quantity]
    with_strength = [each for each in found if each.strength]
    if not with_strength:
        return tuple(found)
    wanted = max(percent * 10, Decimal(5))

    def apart(each: Constant) -> Decimal:
        assert each.strength is not None
        return max(each.strength / wanted, wanted / each.strength)

    nearest = min(map(apart, with_strength))
    return tuple(each for each in with_strength if apart(each) <= nearest * _ALIKE)


def _osmolality(compendium: Compendium, recipe: Recipe) -> Interval | None:
    """Give the osmolality as measured, else as freezing points or equivalents mean it.

    Equivalents that were given with the question outrank freezing points that sources give.
    """
    try:
        return cut(measured_total(compendium, recipe)[0])
    except NoModel:
        pass
    osmole = per_osmole(compendium)
    if osmole is None:
        return None
    try:
        if recipe.given.get(E) and not recipe.given.get(D):
            raise NoModel("equivalents were given")
        depression, _ = _depression(compendium, recipe)
    except NoModel:
        try:
            equivalent, _ = _equivalent(compendium, recipe)
        except NoModel:
            return None
        salt = Solute(STANDARD, standard_of_serum(compendium).id, isotonic_percent(compendium)[0])
        whole = Recipe(solutes=(salt,), agent=salt, volume=Decimal(100))
        of_salt, _ = _figure(compendium, whole, salt, D)
        assert of_salt.low is not None
        assert of_salt.high is not None
        percent = equivalent.scaled(100 / recipe.volume)
        assert percent.low is not None
        assert percent.high is not None
        depression = Interval(percent.low * of_salt.low, percent.high * of_salt.high)
    return cut(depression.scaled(1000 / osmole[0]))


def _osmolarity(compendium: Compendium, recipe: Recipe) -> Interval | None:
    try:
        total, _ = _particles(compendium, recipe, recipe.solutes)
    except NoModel:
        return None
    return cut(total)


def _tonicity(
    compendium: Compendium, osmolality: Interval | None, permeant: bool, amount: Interval
) -> str:
    """Say in a word how the solutes alone stand to serum, by the bands of cited sources."""
    limits = [
        each
        for each in limits_of(compendium, "isotonicity", "mosm-per-kg")
        if each.band == MET_BAND
    ]
    if osmolality is None or not limits:
        return "hypertonic" if amount.high is not None and amount.high < 0 else "unknown"
    met = overlap(each.value for each in limits)
    wide = hull(each.value for each in limits)
    status, _ = judge(osmolality, met, wide, [])
    if status is Status.MET:
        return "iso-osmotic, not isotonic" if permeant else "isotonic"
    if status is Status.UNKNOWN:
        word = "about iso-osmotic, not isotonic" if permeant else "about isotonic"
        return f"{word}: sources draw the line differently"
    assert osmolality.high is not None
    assert met.low is not None
    if osmolality.high < met.low:
        return "hypotonic"
    return "hyperosmotic, less than that in tonicity" if permeant else "hypertonic"
