"""How much of an agent is still to be added, as an interval, and how that is said."""

from decimal import Decimal

from mesograph.formulation.chemistry.freezing import bounds, cut
from mesograph.model.reasons import Step, asked
from mesograph.model.tonicities import Recipe, Solute
from mesograph.quantities import Interval, as_number, as_range


def minus(whole: Interval, part: Interval) -> Interval:
    """Subtract; what is left may be negative."""
    return Interval(bounds(whole)[0] - bounds(part)[1], bounds(whole)[1] - bounds(part)[0])


def over(amount: Interval, figure: Interval) -> Interval:
    """Divide what may be negative by what is not."""
    found = [one / other for one in bounds(amount) for other in bounds(figure)]
    return Interval(min(found), max(found))


def not_below_nothing(amount: Interval) -> Interval:
    """Cut off what is negative."""
    low, high = bounds(amount)
    return Interval(max(low, Decimal(0)), max(high, Decimal(0)))


def to_add(recipe: Recipe, amount: Interval) -> str:
    """Say how much of the agent is added."""
    if bounds(amount)[1] < 0:
        return "it is above that already, and nothing is added"
    return f"add {as_range(cut(not_below_nothing(amount)))} g of {recipe.agent.name}"


def dissolved(solute: Solute) -> Step:
    """Tell what was asked to be dissolved."""
    return asked(f"{as_number(solute.grams)} g of {solute.name}")


def percent_of(recipe: Recipe, solute: Solute) -> Decimal:
    """Give the strength of a solute in % w/v."""
    return solute.grams * 100 / recipe.volume
