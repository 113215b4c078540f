"""The share that one thing given has of the maxima of one anaesthetic, with its proof."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from mesograph.formulation.dosing.constricting import is_constricted
from mesograph.formulation.dosing.forms import counted_as
from mesograph.formulation.dosing.giving import Dose, Given, doses_of
from mesograph.formulation.dosing.maxima import (
    Maximum,
    answered_age,
    maxima_of,
    milligrams,
)
from mesograph.model.claims import DoseClaim
from mesograph.model.compendium import Compendium
from mesograph.model.reasons import Step, asked, calculated, leaf
from mesograph.model.things import Circumstances
from mesograph.quantities import Interval, as_number, as_range

WHOLE = Decimal(100)
HOW_SHARE = (
    "amount / most that a source allows, for every source: the most lenient gives the lower end, "
    "the strictest the upper; a maximum for a day gives no lower end beside one for one time"
)
HOW_CREAM = "grams / most grams that a source allows on the skin, for every source"
_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What one thing gives of the maxima of one substance, in percent; None if not known at all.

    ``lacks`` says what would have to be known; ``open`` what is not known of the conditions.
    """

    value: Interval | None
    step: Step | None = None
    maxima: tuple[Maximum, ...] = ()
    lacks: tuple[str, ...] = ()
    open: tuple[str, ...] = ()


def shares_of(
    compendium: Compendium, asked_for: Circumstances, given: Given, moiety: str
) -> Share | None:
    """Give the share of one thing given; None where it holds nothing of the moiety."""
    doses = doses_of(compendium, given, moiety)
    if not doses:
        return None
    constricted, premises = is_constricted(compendium, given)
    maxima = maxima_of(compendium, asked_for, given, moiety, constricted)
    weight = asked_for.person.weight if asked_for.person else None
    lacks = [lack for each in doses for lack in each.lacks]
    holding = [each for each in maxima if each.may_hold]
    if not holding:
        name = _named(compendium, doses)
        return Share(value=None, maxima=maxima, lacks=(*lacks, f"a maximum for {name} used so"))
    found: list[tuple[Maximum, Interval]] = []
    steps: list[Step] = []
    for each in holding:
        most = milligrams(each.claim, weight)
        counted = [counted_as(compendium, dose, each.claim.about) for dose in doses]
        known = [one for one in counted if one is not None]
        if len(known) < len(counted):
            lacks.append(f"the molar masses of {_named(compendium, doses)}")
        elif most is not None:
            total = _summed(amount for amount, _ in known)
            found.append((each, total.scaled(WHOLE / most)))
            steps += [step for _, step in known]
    if not found:
        return Share(value=None, maxima=maxima, lacks=tuple(dict.fromkeys(lacks)))
    value = Interval(_lenient(found), _strict(found))
    steps += [*premises, *(leaf(each.claim, each.conditions) for each, _ in found)]
    if weight is not None:
        steps.append(asked(f"a weight of {as_number(weight)} kg"))
    several = f"{len(found)} maxima" if len(found) > 1 else "the one maximum"
    amounts = " and ".join(
        f"{as_range(each.amount)} mg of {compendium.label(each.substance)}" for each in doses
    )
    text = f"{amounts} in {_what(given)} are {shown(value)} % of {several} that sources give"
    return Share(
        value=value,
        step=calculated("share-of-maximum", text, steps, HOW_SHARE, rounded(value), "%"),
        maxima=maxima,
        lacks=tuple(dict.fromkeys(lacks)),
        open=tuple(dict.fromkeys(_open(each for each, _ in found))),
    )


def cream_share(compendium: Compendium, asked_for: Circumstances, given: Given) -> Share | None:
    """Give the share of the grams that sources allow on the skin; None where none bounds them."""
    ids = {part.id for mixture in given.mixtures for part in mixture}
    maxima = tuple(
        Maximum(claim, tuple(answered_age(asked_for, claim)))
        for claim in compendium.claims_of(DoseClaim)
        if claim.about in ids and claim.most_grams is not None and claim.counts_in_favour
    )
    if not maxima:
        return None
    holding = [each for each in maxima if each.may_hold]
    if given.grams is None or not holding:
        return Share(value=None, maxima=maxima)
    found = [
        (each, Interval.exactly(given.grams / each.claim.most_grams * WHOLE))
        for each in holding
        if each.claim.most_grams is not None
    ]
    value = Interval(_lenient(found), _strict(found))
    text = (
        f"{as_number(given.grams)} g of {given.label} are {shown(value)} % of the most on the skin"
    )
    leaves = [leaf(each.claim, each.conditions) for each, _ in found]
    weighed = asked(f"{as_number(given.grams)} g of {given.label}")
    step = calculated("share-of-maximum", text, [weighed, *leaves], HOW_CREAM, rounded(value), "%")
    return Share(value=value, step=step, maxima=maxima)


def rounded(value: Interval) -> Interval:
    """Round shares up to tenths of a percent, so that what is above a whole stays above it."""
    return Interval(_up(value.low), _up(value.high))


def _up(share: Decimal | None) -> Decimal | None:
    # What a division leaves behind the ninth digit is no share.
    return None if share is None else round(share, 9).quantize(_TENTH, ROUND_CEILING)


def shown(value: Interval) -> str:
    """Print shares as they are rounded."""
    return as_range(rounded(value))


def _what(given: Given) -> str:
    return f"{given.label}, {given.times} times," if given.times > 1 else given.label


def _named(compendium: Compendium, doses: Iterable[Dose]) -> str:
    return " and ".join(compendium.label(each.substance) for each in doses)


def _summed(amounts: Iterable[Interval]) -> Interval:
    total = Interval.exactly(0)
    for each in amounts:
        total = total + each
    return total


def _lenient(found: list[tuple[Maximum, Interval]]) -> Decimal:
    """Give the lowest share by maxima for one time, if there are any; one's own give it last."""
    shipped = [each for each in found if not each[0].claim.local] or found
    at_once = [each for each in shipped if not each[0].is_for_a_day] or shipped
    return min(share.low for _, share in at_once if share.low is not None)


def _strict(found: list[tuple[Maximum, Interval]]) -> Decimal | None:
    highs = [share.high for _, share in found]
    return None if None in highs else max(high for high in highs if high is not None)


def _open(maxima: Iterable[Maximum]) -> Iterable[str]:
    for each in maxima:
        for condition in each.conditions:
            if condition.answer.value == "undetermined":
                yield condition.hindrance
