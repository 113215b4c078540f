"""The figures of a mixture's chemistry told as steps of a proof."""

import re

from mesograph.formulation.chemistry.state import State
from mesograph.formulation.holding import held, measured, poured
from mesograph.model.compendium import Compendium
from mesograph.model.findings import Caution
from mesograph.model.reasons import Citation, Step, asked, calculated, stated
from mesograph.model.things import Constant
from mesograph.quantities import as_number, as_range, unit_word

HOW_PH = (
    "charges add up to nothing: strong ions, weak acids and bases, protons and hydroxide; what "
    "adjusted the pH of a part is found from its label; up to 0.015 mmol/L of acid or alkali that "
    "nobody names; closed syringe, 25 degrees, activities after Davies"
)
HOW_OPEN = (
    "as for the closed syringe, with only so much carbonic acid uncharged as dissolves from "
    "outdoor air"
)
HOW_LABEL = "the pH that was read for the product"
AT_LIMIT = (
    "; above an ionic strength of 0.5 mol/L the activity model is out of its range, so it is used "
    "with and without that limit"
)
_BARE = ("pka", "solubilityProduct", "stabilityConstant", "henryConstant", "moleFractionInAir")
_WORDS = {
    "pka": "pKa",
    "sodiumChlorideEquivalent": "sodium chloride equivalent (E-value)",
    "freezingPointDepression": "freezing-point depression",
    "isoOsmoticStrength": "iso-osmotic strength",
    "intrinsicSolubility": "solubility uncharged",
    "molarMass": "molar mass",
    "solubilityProduct": "log solubility product",
    "stabilityConstant": "log stability constant",
    "henryConstant": "log Henry constant",
    "moleFractionInAir": "mole fraction in air",
}


def acidity(compendium: Compendium, state: State) -> Step:
    """Tell the pH of a mixture: worked out, or as read for one product alone."""
    assert state.ph is not None
    parts = [one.part for one in state.brought]
    readings = [measured(part, figure, "pH") for part in parts for figure in part.preparation.ph]
    if len(parts) == 1 and readings:
        text = f"the pH is {as_range(state.ph)} as read for {parts[0].preparation.label}"
        return calculated("ph", text, readings, HOW_LABEL, state.ph, "pH")
    text = f"the pH is {as_range(state.ph)}"
    constants = [
        of_constant(compendium, each.substance, constant)
        for one in state.brought
        for each in one.protolytes
        for constant in each.constants
    ]
    how = HOW_PH + (AT_LIMIT if state.at_limit else "")
    plain = [
        asked(f"{one.part.preparation.label} is taken for nothing but what is named, in water")
        for one in state.brought
        if one.ph is None
    ]
    premises = [*readings, *plain, *constants, *content(compendium, state)]
    return calculated("ph", text, premises, how, state.ph, "pH")


def aired(compendium: Compendium, closed: State, opened: State) -> Caution:
    """Warn of the pH that a mixture comes to where its carbon dioxide leaves it."""
    assert opened.ph is not None
    text = (
        f"left open until its carbon dioxide is gone, the pH comes to {as_range(opened.ph)}: how "
        "long that takes is not known"
    )
    of_gas = [
        of_constant(compendium, each.substance, constant)
        for one in opened.brought
        for each in one.protolytes
        for constant in each.gas
    ]
    premises = [acidity(compendium, closed), *of_gas]
    step = calculated("ph-left-open", text, premises, HOW_OPEN, opened.ph, "pH")
    return Caution("left-open", text, step)


def content(compendium: Compendium, state: State) -> tuple[Step, ...]:
    """Tell what the parts hold, and how much of each is poured."""
    return tuple(
        step
        for one in state.brought
        for step in (
            *(held(compendium, one.part, each) for each in one.used),
            *([poured(one.part)] if len(state.brought) > 1 else []),
        )
    )


def of_constant(compendium: Compendium, substance: str, constant: Constant) -> Step:
    """Tell a constant of a substance with the place it was read."""
    name = re.sub("(?<=[a-z])(?=[A-Z])", "-", constant.quantity).lower()
    words = _WORDS.get(constant.quantity, name.replace("-", " "))
    unit = "" if constant.quantity in _BARE else f" {unit_word(constant.unit)}"
    step = f", step {constant.step}" if constant.step else ""
    strength = f", at {as_number(constant.strength)} mg/mL" if constant.strength else ""
    figure = f"{as_range(constant.value)}{unit}{step}{strength}"
    text = f"{words} of {compendium.label(substance)}: {figure}"
    if constant.source is None:
        return stated(name, text)
    place = Citation(source=constant.source, locator=constant.locator or "")
    return stated(name, text, place)
