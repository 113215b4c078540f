"""A recipe as people write it: solutes with their amounts, a volume, figures of one's own."""

import re
from collections.abc import Iterable
from decimal import Decimal

from mesograph.errors import UnknownName, UnreadableRecipe
from mesograph.model.compendium import Compendium
from mesograph.model.things import SUBSTANCE_KINDS
from mesograph.model.tonicities import METHODS, Recipe, Solute
from mesograph.naming import fold
from mesograph.strengths import NUMBER, read_number, read_strength, read_volume

ROUTES = ("injection", "ophthalmic")
MOST_ML = Decimal(100_000)
MOST_FIGURE = Decimal(10_000_000)
"""No molar mass of what is dissolved in a recipe is higher, and every other figure is lower."""
OF_AGENT = Decimal("0.01")
"""Grams in a millilitre: figures of the agent are those of a solution of about 1 %."""
_AMOUNT = re.compile(rf"(?P<name>.+?)\s+{NUMBER}\s*(?P<unit>mg|g)")
_FIGURE = re.compile(rf"(?P<name>.*[^\s].*)=\s*{NUMBER}\s*")
_STRENGTH = re.compile(r"(?P<name>.+?)\s+(?P<strength>-?[0-9].*)")
_GRAMS = {"g": Decimal(1), "mg": Decimal("0.001")}
_HOW = "write it like 'procaine hydrochloride 0.6 g', '… 300 mg' or '… 1 %'"


def read_recipe(
    compendium: Compendium,
    solutes: Iterable[str],
    volume: str,
    *,
    agent: str = "sodium chloride",
    method: str | None = None,
    route: str = "injection",
    given: dict[str, Iterable[str]] | None = None,
) -> Recipe:
    """Read what is to be made iso-osmotic; names that are not known here are kept as they are.

    Raises UnreadableRecipe for what cannot be read, UnknownName for a method, a route, or a figure
    of what is not in the recipe.
    """
    millilitres = read_volume(volume)
    if millilitres is None or not 0 < millilitres <= MOST_ML:
        raise UnreadableRecipe(volume, "a volume is written like '60 mL', above 0")
    if method is not None and method not in METHODS:
        raise UnknownName(method, "method", list(METHODS))
    if route not in ROUTES:
        raise UnknownName(route, "route", list(ROUTES))
    if not agent.strip():
        raise UnreadableRecipe(agent, "an agent has a name")
    dissolved = tuple(_solute(compendium, each, millilitres) for each in solutes)
    added = Solute(agent, _substance(compendium, agent), millilitres * OF_AGENT)
    names = {
        fold(name): name
        for each in (*dissolved, added)
        for name in (each.name, compendium.label(each.substance) if each.substance else each.name)
    }
    return Recipe(
        solutes=dissolved,
        agent=added,
        volume=millilitres,
        method=method,
        route=route,
        given={quantity: _figures(texts, names) for quantity, texts in (given or {}).items()},
    )


def _solute(compendium: Compendium, text: str, volume: Decimal) -> Solute:
    if found := _AMOUNT.fullmatch(text.strip()):
        grams = read_number(found["number"]) * _GRAMS[found["unit"]]
    else:
        found = _STRENGTH.fullmatch(text.strip())
        strength = read_strength(found["strength"]) if found else None
        if found is None or strength is None or strength.unit != "mg/mL":
            raise UnreadableRecipe(text, _HOW)
        assert strength.amount.low is not None
        grams = strength.amount.low * volume / 1000
    if grams <= 0:
        raise UnreadableRecipe(text, "an amount is above 0")
    if grams > volume:
        raise UnreadableRecipe(text, f"{grams:f} g do not go into {volume:f} mL")
    name = found["name"].strip()
    return Solute(name, _substance(compendium, name), grams)


def _substance(compendium: Compendium, name: str) -> str | None:
    """Give the substance of just this name, None where there is none."""
    try:
        found = compendium.names.find(name, SUBSTANCE_KINDS, wanted="substance")
    except UnknownName:
        return None
    thing = compendium.substances[found]
    known = {fold(each) for each in (thing.label, *thing.names)}
    return found if fold(name) in known else None


def _figures(texts: Iterable[str], names: dict[str, str]) -> dict[str, Decimal]:
    found = {}
    for text in texts:
        read = _FIGURE.fullmatch(text)
        if read is None or not 0 < (value := read_number(read["number"])) < MOST_FIGURE:
            raise UnreadableRecipe(text, "write it like 'drug X=0.23', above 0")
        name = read["name"].strip()
        if fold(name) not in names:
            raise UnknownName(name, "part of the recipe", list(names.values()))
        found[fold(name)] = value
    return found
