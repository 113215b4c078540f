"""What keeps more dissolved than water alone does: complexes, micelles, other solvents, luck."""

from collections.abc import Iterator

from mesograph.formulation.holding import held
from mesograph.formulation.mixing import Mixture
from mesograph.model.compendium import Compendium
from mesograph.model.findings import Caution
from mesograph.model.reasons import Step, concluded
from mesograph.model.things import Ingredient, Part

BY_CARRIER = frozenset(("complexed", "micellar", "cosolvent-held"))
"""States in which something else in the part dissolves more, perhaps also of what is mixed in."""
ABOVE = frozenset((*BY_CARRIER, "supersaturated"))
"""States above the solubility in water; a salt at its own pH is in none of them."""
HOW = "above its solubility in water, what keeps it dissolved is weaker in the mixture"


def holding_more(compendium: Compendium, mixture: Mixture) -> tuple[Step, ...]:
    """Tell what in a mixture may dissolve more of a substance than water does."""
    return tuple(
        concluded(
            "dissolves-more",
            f"what keeps {compendium.label(each.substance)} dissolved in {part.preparation.label} "
            f"({compendium.label(each.held_by or '')}) may dissolve more than water does",
            [held(compendium, part, each)],
        )
        for part, each in _held(mixture, BY_CARRIER)
    )


def held_above(compendium: Compendium, mixture: Mixture) -> tuple[Caution, ...]:
    """Warn of what is dissolved above its solubility, which mixing may undo; it is not reckoned."""
    found = []
    for part, each in _held(mixture, ABOVE):
        text = (
            f"{compendium.label(each.substance)} in {part.preparation.label} is dissolved above "
            f"its solubility in water ({compendium.label(each.held_by or '')}): whether it stays "
            "so when mixed is not reckoned"
        )
        proof = concluded("above-solubility", text, [held(compendium, part, each)], HOW)
        found.append(Caution("above-solubility", text, proof))
    return tuple(found)


def _held(mixture: Mixture, states: frozenset[str]) -> Iterator[tuple[Part, Ingredient]]:
    for part in mixture:
        for each in part.preparation.ingredients:
            if each.held_by in states:
                yield part, each
