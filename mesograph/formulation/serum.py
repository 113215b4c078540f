"""What stands for the tonicity of serum: sodium chloride at its own iso-osmotic strength."""

from decimal import Decimal

from mesograph.formulation.chemistry.freezing import bounds
from mesograph.formulation.chemistry.telling import of_constant
from mesograph.model.compendium import Compendium
from mesograph.model.reasons import Step
from mesograph.model.things import SUBSTANCE_KINDS, Substance

STANDARD = "sodium chloride"


def standard_of_serum(compendium: Compendium) -> Substance:
    """Give the salt that stands for serum."""
    found = compendium.names.find(STANDARD, SUBSTANCE_KINDS, wanted="substance")
    return compendium.substances[found]


def isotonic_percent(compendium: Compendium) -> tuple[Decimal, Step]:
    """Give the % of sodium chloride that is iso-osmotic with serum, and who says so."""
    salt = standard_of_serum(compendium)
    found = next(each for each in salt.constants if each.quantity == "isoOsmoticStrength")
    return bounds(found.value)[0] / 10, of_constant(compendium, salt.id, found)


def isotonic_depression(compendium: Compendium) -> tuple[Decimal, Step]:
    """Give by how many degrees that lowers the freezing point, and who says so."""
    salt = standard_of_serum(compendium)
    percent, _ = isotonic_percent(compendium)
    found = next(
        each
        for each in salt.constants
        if each.quantity == "freezingPointDepression" and each.strength == percent * 10
    )
    return bounds(found.value)[0], of_constant(compendium, salt.id, found)
