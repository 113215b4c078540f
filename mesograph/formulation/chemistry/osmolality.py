"""The osmolality of a part: as it was measured, else reckoned from what it holds.

What was measured outranks what is reckoned. To reckon it the whole composition must be known: no
ingredient is left open, every strength is known, and the excipients were read. For an ad-hoc part
nothing but what is named is assumed. A figure per litre on a label is never taken for one per
kilogram; it only tells whether the list of ingredients can be whole.
"""

from dataclasses import dataclass
from decimal import Decimal

from mesograph.formulation.chemistry.bringing import (
    ADJUSTER,
    CARBONATE,
    TRACES,
    WATER,
    Brought,
    brought_by,
    corners,
)
from mesograph.formulation.chemistry.freezing import bounds, cut
from mesograph.formulation.chemistry.solutes import (
    UNIT,
    Added,
    added_by,
    as_any_hydrate,
    ideal_of,
    in_mg,
)
from mesograph.formulation.holding import held, measured
from mesograph.formulation.mixing import usable
from mesograph.model.compendium import Compendium
from mesograph.model.reasons import Step, asked, calculated, concluded
from mesograph.model.things import ACTIVE_ROLES, Ingredient, Part
from mesograph.quantities import Interval, as_range

WATERY = "aqueous-solution"
MEASURED, CALCULATED = "measured", "calculated"
AGREES = Decimal("0.1")
"""A label's figure per litre agrees with the sum of what is listed within this share."""
MOST_MG = Decimal(700)
"""Above this many mg/mL of solutes there is too little water to say anything of it."""

HOW_READ = "the hull of all figures that were read"
HOW_SUM = (
    "what every solute adds, summed; each lowers the freezing point as if it were alone, in the "
    "water that is left"
)
HOW_ADJUSTED = (
    "what adjusted the pH is found from the pH on the label, and by no more than all protons that "
    "can be given or taken; each charge of it is one particle"
)
HOW_ESCAPING = "carbonate gives one molecule of gas for every proton that an acid can give it"
NOT_WHOLE = "the excipients of {}, which were not in what was read"


@dataclass(frozen=True, slots=True)
class Osmotic:
    """The osmolality of one part in mOsm/kg, with its proof; None with what is lacking for it.

    ``basis`` is measured or calculated. ``assumed`` tells what was assumed, if anything.
    """

    part: Part
    value: Interval | None
    basis: str = MEASURED
    step: Step | None = None
    lacking: tuple[str, ...] = ()
    assumed: Step | None = None


def osmolality_of(compendium: Compendium, part: Part) -> Osmotic:
    """Give the osmolality of a part, worked out once for the same preparation."""
    key = ("osmolality", part.id)
    known = compendium.reckoned.get(key)
    if not isinstance(known, Osmotic):
        known = compendium.reckoned[key] = _worked_out(compendium, part)
    return known


def _worked_out(compendium: Compendium, part: Part) -> Osmotic:
    value = usable(part.preparation.osmolality)
    if value is None:
        return _reckoned(compendium, part)
    inputs = [
        measured(part, figure, "osmolality")
        for figure in part.preparation.osmolality
        if figure.unit == "mosm-per-kg"
    ]
    text = f"{as_range(value, 0)} {UNIT} as read for {part.preparation.label}"
    step = calculated("osmolality", text, inputs, HOW_READ, value, UNIT)
    return Osmotic(part, value, MEASURED, step)


def _reckoned(compendium: Compendium, part: Part) -> Osmotic:
    preparation = part.preparation
    solutes = tuple(each for each in preparation.ingredients if not _is_aside(each))
    lacking = _not_known(compendium, part, solutes)
    if lacking:
        return Osmotic(part, None, CALCULATED, lacking=lacking)
    masses = [_most_mg(compendium, each) for each in solutes]
    total = sum(masses, Decimal(0))
    if total > MOST_MG:
        need = (
            f"a measured osmolality of {preparation.label}: there is more solute in it than water"
        )
        return Osmotic(part, None, CALCULATED, lacking=(need,))
    found = [
        _added(compendium, part, each, total - mass)
        for each, mass in zip(solutes, masses, strict=True)
    ]
    lacking = tuple(dict.fromkeys(each.need for each in found if each.need))
    if lacking:
        return Osmotic(part, None, CALCULATED, lacking=lacking)
    adjusted = _adjusted(compendium, part)
    value, steps = Interval.exactly(0), []
    for each in (*found, *adjusted, *_escaping(compendium, part)):
        value = value + each.value
        steps += [each.step] if each.step else []
    value = cut(value)
    doubt, agreeing = _by_label(compendium, part, adjusted)
    if doubt:
        return Osmotic(part, None, CALCULATED, lacking=(doubt,))
    assumed = asked(f"{preparation.label} is taken for nothing but what is named, in water")
    steps += [assumed] if preparation.ad_hoc else list(agreeing)
    text = f"{as_range(value, 0)} {UNIT} calculated for {preparation.label}"
    step = calculated("osmolality", text, steps, HOW_SUM, value, UNIT)
    return Osmotic(part, value, CALCULATED, step, assumed=assumed if preparation.ad_hoc else None)


def _is_aside(ingredient: Ingredient) -> bool:
    """Tell what is no solute of known strength: water, and so much as the pH asked for."""
    return ingredient.role == WATER or (ingredient.role == ADJUSTER and ingredient.strength is None)


def _not_known(
    compendium: Compendium, part: Part, solutes: tuple[Ingredient, ...]
) -> tuple[str, ...]:
    """Name what hinders reckoning, the widest gap first."""
    preparation = part.preparation
    if preparation.partly_known:
        return (f"all ingredients of {preparation.label}",)
    if not preparation.ad_hoc and preparation.vehicle != WATERY:
        return (f"a measured osmolality of {preparation.label}, which is no plain watery solution",)
    return tuple(
        f"the strength of {compendium.label(each.substance)} in {preparation.label}"
        for each in solutes
        if each.strength is None or each.substance not in compendium.substances
    )


def _most_mg(compendium: Compendium, ingredient: Ingredient) -> Decimal:
    assert ingredient.strength is not None
    amount = in_mg(compendium.substances[ingredient.substance], ingredient.strength)
    return bounds(amount)[1] if amount else Decimal(0)


def _added(compendium: Compendium, part: Part, each: Ingredient, others: Decimal) -> Added:
    assert each.strength is not None
    told, strength = held(compendium, part, each), each.strength
    if each.of_unknown_hydrate or part.preparation.ad_hoc:
        strength = as_any_hydrate(compendium, each.substance, strength)
    if strength != each.strength:
        text = f"which hydrate that is was not said: it stands for {strength} without water"
        told = concluded("any-hydrate", text, [told])
    return added_by(compendium, each.substance, strength, told, others)


def _adjusted(compendium: Compendium, part: Part) -> tuple[Added, ...]:
    """Give what an acid or alkali adds that was put in as the pH asked for."""
    adjusters = [
        each
        for each in part.preparation.ingredients
        if each.role == ADJUSTER and each.strength is None
    ]
    if not adjusters:
        return ()
    brought = brought_by(compendium, part)
    most = _named(brought) + sum(each.molar * len(each.pkas) for each in brought.protolytes)
    low, high = 0.0, most
    if not brought.lacking and brought.ph is not None:
        named = sum(each.molar for each in brought.protolytes)
        shifts = [
            abs(shift) + max(0.0, sum(each.molar for each in weak) - named)
            for at in (False, True)
            for weak, shift in corners(brought, high=at, held=True)
        ]
        low, high = min(shifts), max(shifts) + _named(brought)
    value = cut(Interval(Decimal(low), Decimal(high)).scaled(Decimal(1000)))
    labels = " and ".join(compendium.label(each.substance) for each in adjusters)
    text = f"{labels}, which adjusted the pH, add {as_range(value, 0)} {UNIT}"
    premises = [
        *(held(compendium, part, each) for each in adjusters),
        *(measured(part, figure, "pH") for figure in part.preparation.ph),
    ]
    return (Added(value, calculated("ph-adjuster", text, premises, HOW_ADJUSTED, value, UNIT)),)


def _named(brought: Brought) -> float:
    """Give what may take up a charge in mol/L, but for the traces that nobody names."""
    return brought.loose - TRACES


def _escaping(compendium: Compendium, part: Part) -> tuple[Added, ...]:
    """Give what may be lost where an acid sets carbon dioxide free from carbonate."""
    brought = brought_by(compendium, part)
    carbonate = sum(each.molar for each in brought.protolytes if each.element == CARBONATE)
    others = [each for each in brought.protolytes if each.element != CARBONATE]
    most = _named(brought) + sum(each.molar * len(each.pkas) for each in others)
    lost = Decimal(min(carbonate, most)) * 1000
    if not lost:
        return ()
    value = cut(Interval(-lost, Decimal(0)))
    text = f"carbon dioxide may leave, with up to {as_range(cut(Interval(lost, lost)))} {UNIT}"
    told = [held(compendium, part, each) for each in brought.used]
    return (Added(value, calculated("carbon-dioxide", text, told, HOW_ESCAPING, value, UNIT)),)


def _by_label(
    compendium: Compendium, part: Part, adjusted: tuple[Added, ...]
) -> tuple[str, tuple[Step, ...]]:
    """Ask the figure per litre of a label whether the list of ingredients can be whole."""
    preparation = part.preparation
    label = preparation.label
    is_listed = preparation.ad_hoc or any(
        each.role not in ACTIVE_ROLES for each in preparation.ingredients
    )
    ideal = _ideal(compendium, part)
    if ideal is None:
        return ("" if is_listed else NOT_WHOLE.format(label)), ()
    most = (ideal + sum(bounds(each.value)[1] for each in adjusted)) * (1 + AGREES)
    read = [(bounds(each.value)[0], each) for each in preparation.osmolarity]
    if any(each > most for each, _ in read):
        return f"all ingredients of {label}: what is listed is too little for its mOsm/L", ()
    agreeing = [
        measured(part, figure, "osmolarity")
        for each, figure in read
        if each >= ideal * (1 - AGREES)
    ]
    if is_listed or not agreeing:
        return ("" if is_listed else NOT_WHOLE.format(label)), ()
    text = f"the mOsm/L of {label} are those of what is listed, so nothing else is counted"
    return "", (concluded("whole-by-osmolarity", text, agreeing),)


def _ideal(compendium: Compendium, part: Part) -> Decimal | None:
    """Give how many mOsm/L everything that is listed gives at the most, None if not known."""
    found = [
        ideal_of(compendium, each.substance, each.strength)
        for each in part.preparation.ingredients
        if each.strength is not None and not _is_aside(each)
    ]
    return None if None in found else sum((each for each in found if each), Decimal(0))
