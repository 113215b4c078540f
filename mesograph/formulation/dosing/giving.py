"""What is given in a session, thing by thing, and how many milligrams of each substance with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from mesograph.formulation.case import Case
from mesograph.formulation.holding import held, poured
from mesograph.model.compendium import Compendium
from mesograph.model.reasons import Step, absent, asked, calculated
from mesograph.model.things import Ingredient, Part
from mesograph.quantities import Interval, as_number, as_range, hull
from mesograph.strengths import GRAM_PER_GRAM

MG_IN_A_GRAM = Decimal(1000)
HOW_MUCH = "strength x how much of it is given x how many times"
HOW_FROM_CREAM = "from nothing to all of: strength x weight"
NOT_KNOWN_TO_ABSORB = "which share of a cream is taken up through the skin"


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One thing given: the mixtures it may be, in grams if it is a cream, and how many times.

    ``is_here`` tells whether it is the mixture asked about, at the region asked about.
    """

    label: str
    mixtures: tuple[tuple[Part, ...], ...]
    grams: Decimal | None = None
    times: int = 1
    is_here: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Dose:
    """How much of a substance one thing gives, in mg; the upper end is open if not known.

    ``may_be_salt`` tells that a salt may be meant where only the moiety was named. ``lacks`` says
    what would have to be known for it.
    """

    substance: str
    amount: Interval
    step: Step
    may_be_salt: bool = False
    lacks: tuple[str, ...] = ()


def given_in(case: Case) -> tuple[Given, ...]:
    """Give everything that is given in the session of a case, the mixture itself first."""
    session = case.asked.session
    label = case.mixture[0].preparation.label if len(case.mixture) == 1 else "the mixture"
    mixture = Given(label=label, mixtures=(case.mixture,), times=session.times, is_here=True)
    return (
        mixture,
        *(
            Given(
                label=each.preparations[0].label if len(each.preparations) == 1 else each.text,
                mixtures=tuple((Part(one, each.volume_ml),) for one in each.preparations),
                grams=each.grams,
            )
            for each in session.besides
        ),
    )


def root(compendium: Compendium, substance: str) -> str:
    """Give the moiety that a substance delivers, or itself."""
    known = compendium.substances.get(substance)
    return known.moiety if known and known.moiety else substance


def doses_of(compendium: Compendium, given: Given, moiety: str) -> tuple[Dose, ...]:
    """Give how much of every form of a moiety one thing gives."""
    forms = sorted(
        {
            each.substance
            for mixture in given.mixtures
            for part in mixture
            for each in _counted(compendium, part)
            if root(compendium, each.substance) == moiety
        }
    )
    return tuple(_dose(compendium, given, each) for each in forms)


def _counted(compendium: Compendium, part: Part) -> Iterator[Ingredient]:
    """Give the ingredients of a part; one without a strength is left out beside a form with one.

    A label that gives the base and names its salt speaks of the same matter twice.
    """
    known = {
        root(compendium, each.substance)
        for each in part.preparation.ingredients
        if each.strength is not None
    }
    for each in part.preparation.ingredients:
        if each.strength is not None or root(compendium, each.substance) not in known:
            yield each


def _dose(compendium: Compendium, given: Given, substance: str) -> Dose:
    amounts: list[Interval] = []
    premises: list[Step] = []
    lacks: list[str] = []
    for mixture in given.mixtures:
        total = Interval.exactly(0)
        for part in mixture:
            for each in _counted(compendium, part):
                if each.substance == substance:
                    amount, lack = _amount(compendium, given, part, each)
                    total = total + amount
                    lacks += lack
                    premises.append(held(compendium, part, each))
                    premises.append(_weighed(given, part))
        amounts.append(total)
    amount = hull(amounts)
    label = compendium.label(substance)
    if given.times > 1:
        premises.append(asked(f"it is given {given.times} times"))
    how = HOW_MUCH
    if given.grams is not None:
        amount = Interval(Decimal(0), amount.high)
        premises.append(absent(NOT_KNOWN_TO_ABSORB))
        how = HOW_FROM_CREAM
    times = f", {given.times} times," if given.times > 1 else ""
    text = f"{given.label}{times} gives {as_range(amount)} mg of {label}"
    known = compendium.substances.get(substance)
    return Dose(
        substance=substance,
        amount=amount,
        step=calculated("amount-given", text, premises, how, amount, "mg"),
        may_be_salt=known is not None
        and known.kind == "Moiety"
        and all(part.preparation.ad_hoc for mixture in given.mixtures for part in mixture),
        lacks=tuple(dict.fromkeys(lacks)),
    )


def _weighed(given: Given, part: Part) -> Step:
    if given.grams is None:
        return poured(part)
    return asked(f"{as_number(given.grams)} g of {part.preparation.label}")


def _amount(
    compendium: Compendium, given: Given, part: Part, ingredient: Ingredient
) -> tuple[Interval, list[str]]:
    """Give the milligrams of an ingredient with what would have to be known for it."""
    unknown = Interval(Decimal(0), None)
    label = part.preparation.label
    strength = ingredient.strength
    if strength is None:
        return unknown, [f"the strength of {compendium.label(ingredient.substance)} in {label}"]
    if strength.unit == GRAM_PER_GRAM:
        if given.grams is None:
            return unknown, [f"how many grams of {label} are given"]
        return strength.amount.scaled(given.grams * MG_IN_A_GRAM), []
    if strength.unit != "mg/mL" or given.grams is not None:
        return unknown, [f"the strength of {compendium.label(ingredient.substance)} in mg"]
    if part.volume_ml is None:
        return unknown, [f"the volume of {label}"]
    return strength.amount.scaled(part.volume_ml * given.times), []
