"""How to make a solution iso-osmotic."""

from collections.abc import Iterable

from mesograph.formulary.plans import Plans
from mesograph.model.tonicities import Adjusted


class Tonicities(Plans):
    """Tonicity of a recipe."""

    def isotonic(
        self,
        solutes: Iterable[str],
        *,
        volume: str,
        agent: str = "sodium chloride",
        method: str | None = None,
        route: str = "injection",
        given: dict[str, Iterable[str]] | None = None,
    ) -> Adjusted:
        """Work out how much of an agent makes a recipe iso-osmotic.

        ``given`` has figures of one's own by quantity (e-value, freezing-point, particles,
        molar-mass), each like ``drug X=0.23``. Raises UnreadableRecipe, UnknownName, and NoModel
        where a figure is lacking.
        """
        from mesograph.exchange.recipes import read_recipe
        from mesograph.formulation.tonicity import adjust

        recipe = read_recipe(
            self.compendium,
            solutes,
            volume,
            agent=agent,
            method=method,
            route=route,
            given=given,
        )
        return adjust(self.compendium, recipe)
