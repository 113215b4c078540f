"""How much of an agent makes a solution iso-osmotic, with every step of the calculation."""

from dataclasses import dataclass, field
from decimal import Decimal

from mesograph.model.compendium import Compendium
from mesograph.model.findings import Caution
from mesograph.model.reasons import Step
from mesograph.model.showing import Shown
from mesograph.quantities import Interval

METHODS = ("osmolality", "e-value", "freezing-point", "v-value", "osmolarity")
"""Measured osmolality, sodium-chloride equivalents, freezing points, White-Vincent volumes, and
moles of particles; the first whose every figure is known is taken where none is asked for."""


@dataclass(frozen=True, slots=True)
class Solute:
    """What is dissolved: its name, its id where the graph knows it, and how many grams."""

    name: str
    substance: str | None
    grams: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """What is to be made iso-osmotic; figures given with the question outrank those of sources.

    ``given`` has, for a quantity, a figure for the folded name of a solute.
    """

    solutes: tuple[Solute, ...]
    agent: Solute
    volume: Decimal
    method: str | None = None
    route: str = "injection"
    given: dict[str, dict[str, Decimal]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Adjusted(Shown):
    """The answer of isotonic.

    ``amount`` is how many grams of the agent to add, None where the solution is hypertonic already.
    ``water`` is the volume, in mL, in which the solutes alone are iso-osmotic. ``osmolality``
    (mOsm/kg) and ``osmolarity`` (mOsm/L) are of the solutes alone, None where not known.
    """

    compendium: Compendium
    recipe: Recipe
    method: str
    amount: Interval | None
    water: Interval
    osmolality: Interval | None
    osmolarity: Interval | None
    tonicity: str
    proof: Step
    cautions: tuple[Caution, ...] = ()
    refused: tuple[Caution, ...] = ()

    @property
    def is_good(self) -> bool:
        """Tell whether the agent can be used to make it iso-osmotic."""
        return self.amount is not None and not self.refused
