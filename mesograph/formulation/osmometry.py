"""Measured osmolality of plain solutions: of one substance in water, at or between strengths.

A product counts as one where nothing else is in it. That is believed where its excipients were
read, or where what was measured is no more than its one solute can give.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from mesograph.errors import NoModel
from mesograph.formulation.adding import dissolved, minus, over, percent_of, to_add
from mesograph.formulation.bearing import MEDIUM
from mesograph.formulation.chemistry.freezing import bounds, cut
from mesograph.formulation.chemistry.osmolality import AGREES, WATERY
from mesograph.formulation.chemistry.solutes import ideal_of, in_mg
from mesograph.formulation.holding import held, measured
from mesograph.formulation.serum import isotonic_percent, standard_of_serum
from mesograph.model.compendium import Compendium
from mesograph.model.reasons import Step, calculated
from mesograph.model.things import Figure, Part, Preparation
from mesograph.model.tonicities import Recipe
from mesograph.quantities import Interval, as_number, as_range, hull

UNIT = "mOsm/kg"
NEAR = Decimal("1.1")
"""A strength that is apart by no more than this factor is near."""
HOW_NEAR = "measured at a strength within a tenth of this one, and taken in proportion"
HOW_M = (
    "measured figures outrank all others: (that of iso-osmotic sodium chloride - the sum of those "
    "of the solutes) / what a gram of agent adds, in proportion from water to its own figure"
)
HOW_BETWEEN = "on a straight line between the two strengths that one source measured"


@dataclass(frozen=True, slots=True)
class Measurement:
    """What a plain solution of a substance measures: strength in mg/mL, mOsm/kg, who says so."""

    strength: Decimal
    value: Interval
    source: str | None
    steps: tuple[Step, ...]


def measurements(compendium: Compendium, id_: str) -> tuple[Measurement, ...]:
    """Give every measured osmolality of a plain solution of a substance, weakest first."""
    key = ("measurements", id_)
    known = compendium.reckoned.get(key)
    if not isinstance(known, tuple):
        found = [
            each
            for preparation in compendium.preparations.values()
            for each in _of_plain(compendium, preparation, id_)
        ]
        known = tuple(sorted(found, key=lambda each: each.strength))
        compendium.reckoned[key] = known
    return known


def osmolality_at(compendium: Compendium, id_: str, strength: Decimal) -> Step:
    """Give what was measured at a strength in mg/mL, or between two strengths of one source.

    Raises NoModel where nobody measured near it; nothing is extended beyond what was measured.
    """
    label = compendium.label(id_)
    known = measurements(compendium, id_)
    near = [each for each in known if 1 / NEAR <= each.strength / strength <= NEAR]
    if near:
        value = hull(each.value.scaled(strength / each.strength) for each in near)
        return _told(label, strength, value, near, HOW_NEAR)
    for source in sorted({each.source or "" for each in known}):
        own = [each for each in known if each.source == source]
        below = [each for each in own if each.strength < strength]
        above = [each for each in own if each.strength > strength]
        if below and above:
            low, high = below[-1], above[0]
            share = (strength - low.strength) / (high.strength - low.strength)
            value = low.value.scaled(1 - share) + high.value.scaled(share)
            return _told(label, strength, value, [low, high], HOW_BETWEEN)
    raise NoModel(
        f"a measured osmolality of {label} at or around {as_number(strength)} mg/mL in water"
    )


def by_osmolality(compendium: Compendium, recipe: Recipe) -> tuple[Interval, Interval, Step]:
    """Give grams of agent to add, mL in which the solutes are iso-osmotic, and the proof.

    Raises NoModel for a solution that nobody measured.
    """
    total, steps = measured_total(compendium, recipe)
    salt = standard_of_serum(compendium)
    percent, convention = isotonic_percent(compendium)
    iso = osmolality_at(compendium, salt.id, percent * 10)
    assert iso.value is not None
    water = over(total, iso.value).scaled(recipe.volume)
    if recipe.agent.substance == salt.id:
        missing = minus(Interval.exactly(1), over(total, iso.value))
        strength, of_agent = _times(missing, percent * 10), iso
    else:
        strength, of_agent = _made_up(compendium, recipe, minus(iso.value, total))
    amount = _times(strength, recipe.volume / 1000)
    text = (
        f"the solutes measure {as_range(cut(total))} of {as_range(iso.value)} {UNIT}: "
        f"{to_add(recipe, amount)}"
    )
    premises = [*steps, iso, of_agent, convention]
    return amount, water, calculated("osmolality", text, premises, HOW_M, cut(amount), "g")


def measured_total(compendium: Compendium, recipe: Recipe) -> tuple[Interval, list[Step]]:
    """Sum the measured osmolality of all solutes; raises NoModel where one was not measured."""
    total, steps = Interval.exactly(0), []
    for each in recipe.solutes:
        if each.substance is None:
            raise NoModel(f"{each.name}, which is not known here: its osmolality was not measured")
        found = osmolality_at(compendium, each.substance, percent_of(recipe, each) * 10)
        assert found.value is not None
        total = total + found.value
        steps += [dissolved(each), found]
    return total, steps


def _made_up(compendium: Compendium, recipe: Recipe, missing: Interval) -> tuple[Interval, Step]:
    """Give the mg/mL of the agent that make up what is missing, and who measured it.

    That is in proportion from water up to a strength at which it was measured, not beyond.
    """
    agent = recipe.agent
    known = measurements(compendium, agent.substance) if agent.substance else ()
    for each in known:
        strength = over(missing, each.value.scaled(1 / each.strength))
        if bounds(strength)[1] <= each.strength * NEAR:
            return strength, _told(agent.name, each.strength, each.value, [each], HOW_NEAR)
    raise NoModel(f"a measured osmolality of {agent.name} alone in water, at the strength needed")


def _times(amount: Interval, factor: Decimal) -> Interval:
    return over(amount, Interval.exactly(1 / factor))


def _told(
    label: str, strength: Decimal, value: Interval, used: list[Measurement], how: str
) -> Step:
    value = cut(value)
    text = f"{label} at {as_number(strength)} mg/mL: {as_range(value)} {UNIT}, measured"
    steps = [step for each in used for step in each.steps]
    return calculated("measured-osmolality", text, steps, how, value, UNIT)


def _of_plain(compendium: Compendium, preparation: Preparation, id_: str) -> Iterator[Measurement]:
    """Give the measured figures of a preparation that holds one substance in water only."""
    solutes = [each for each in preparation.ingredients if each.role != MEDIUM]
    if (
        preparation.partly_known
        or preparation.vehicle != WATERY
        or [each.substance for each in solutes] != [id_]
        or solutes[0].strength is None
    ):
        return
    (only,) = solutes
    assert only.strength is not None
    amount = in_mg(compendium.substances[id_], only.strength)
    if amount is None or amount.low != amount.high or not amount.low:
        return
    part = Part(preparation)
    ideal = ideal_of(compendium, id_, only.strength)
    was_read = len(preparation.ingredients) > 1
    for each in preparation.osmolality:
        believed = was_read or (ideal is not None and bounds(each.value)[1] <= ideal * (1 + AGREES))
        if believed and _is_measured(each):
            steps = (held(compendium, part, only), measured(part, each, "osmolality"))
            yield Measurement(amount.low, each.value, each.source, steps)


def _is_measured(figure: Figure) -> bool:
    return figure.unit == "mosm-per-kg" and figure.obtained != "calculated"
