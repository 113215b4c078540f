"""Which preparations a part names, and one answer where several fit."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from mesograph.errors import (
    AmbiguousName,
    ExpiredPart,
    NotOnShelf,
    UndecidedPart,
    UnknownName,
    UnreadablePart,
)
from mesograph.formulation.bearing import MEDIUM
from mesograph.formulation.checks.persons import FORBIDS, SPEAKS_AGAINST
from mesograph.formulation.mixing import Mixture
from mesograph.model.answers import AnsweredPart, Assessed
from mesograph.model.claims import RegulatoryClaim
from mesograph.model.compendium import Compendium
from mesograph.model.findings import Caution, Finding
from mesograph.model.reasons import Kind, Reason
from mesograph.model.shelves import Shelf, told_lots
from mesograph.model.things import PREPARATION_KINDS, SUBSTANCE_KINDS, Ingredient, Part, Preparation
from mesograph.naming import fold, near, refuse_deceptive
from mesograph.quantities import hull
from mesograph.strengths import (
    LONGEST,
    Strength,
    read_strength,
    read_volume,
    unread_amount,
    unsafe_ending,
)

MOST_ALTERNATIVES = 64
MOST_MG_PER_ML = Decimal(1000)
MOST_ML = Decimal(100)
ROUNDING = Decimal("0.001")
"""Strengths printed with three digits are alike up to this: 200 mg in 3 mL is 66.7 mg/mL."""

Read = TypeVar("Read")


def fitting_parts(
    compendium: Compendium, text: str, shelf: Shelf | None = None
) -> tuple[Part, ...]:
    """Read a part and give the preparations that fit it; none fitting gives an ad-hoc part.

    Where a shelf is given, the name of a product that does not stand on it may mean one that does.
    """
    called, name, strength, volume = _split(text)
    found = _called(compendium, called)
    if shelf and strength and not any(each.id in shelf.standing for each in found):
        own = _made_of(compendium, name, strength)
        found = tuple(each for each in own if each.id in shelf.standing) or found
    if not found:
        _refuse_unreadable(compendium, text, called, name, strength)
        found = _made_of(compendium, name, strength)
    if not found:
        found = (_ad_hoc(compendium, name, strength),)
    if len(found) > MOST_ALTERNATIVES:
        raise UnreadablePart(text, f"{len(found)} preparations fit it, name one of them")
    return tuple(Part(each, volume) for each in found)


def product(compendium: Compendium, text: str) -> Preparation | None:
    """Give the one product that a text with a strength means, None where it has no strength.

    Raises AmbiguousName, UnknownName, or what reading a part raises.
    """
    if not text.strip() or _split(text)[2] is None:
        return None
    found = [each.preparation for each in fitting_parts(compendium, text)]
    known = [each for each in found if not each.ad_hoc]
    if len(known) > 1:
        raise AmbiguousName(text, [each.label for each in known])
    if not known:
        nearest = compendium.names.nearest(text, PREPARATION_KINDS)
        raise UnknownName(text, "preparation", nearest)
    return known[0]


def available(
    compendium: Compendium, found: tuple[Part, ...], jurisdiction: str
) -> tuple[Part, ...]:
    """Keep the preparations with a known status in a jurisdiction, or all if none has one."""
    counted = compendium.law_of(jurisdiction)
    known = {
        claim.about
        for claim in compendium.claims_of(RegulatoryClaim)
        if claim.jurisdiction in counted
    }
    return tuple(each for each in found if each.id in known) or found


def on_shelf(
    compendium: Compendium, text: str, found: tuple[Part, ...], shelf: Shelf
) -> tuple[Part, ...]:
    """Keep the preparations that stand on a shelf and have not expired.

    Raises NotOnShelf or ExpiredPart where none is left.
    """
    usable = tuple(each for each in found if each.id in shelf.usable)
    if usable:
        return usable
    expired = tuple(lot for each in found for lot in shelf.expired_lots_of(each.id))
    if expired:
        raise ExpiredPart(text, told_lots(expired), shelf.as_of)
    labels = [compendium.label(each) for each in sorted(shelf.usable)]
    raise NotOnShelf(text, shelf.name, near(text, labels))


def agreed(
    asked: Sequence[str],
    fitting: Sequence[tuple[Part, ...]],
    answers: Sequence[tuple[Mixture, Assessed]],
) -> Assessed:
    """Give the one answer of all fitting preparations; raise UndecidedPart where they differ."""
    first = answers[0][1]
    if len(answers) == 1:
        return first
    differs = sorted(
        {what for _, each in answers for what, one, other in _compared(first, each) if one != other}
    )
    if differs:
        unclear = next(position for position, found in enumerate(fitting) if len(found) > 1)
        names = [part.preparation.label for part in fitting[unclear]]
        raise UndecidedPart(asked[unclear], names, ", ".join(differs))
    return replace(
        first,
        parts=tuple(
            AnsweredPart(
                part=found[0],
                alternatives=tuple(each.preparation.label for each in found[1:]),
            )
            for found in fitting
        ),
        findings=tuple(
            _joined([each.findings[position] for _, each in answers])
            for position in range(len(first.findings))
        ),
    )


def _called(compendium: Compendium, name: str) -> tuple[Preparation, ...]:
    found = compendium.names.exactly(name, PREPARATION_KINDS)
    if len(found) > 1:
        raise AmbiguousName(name, [compendium.label(each) for each in found])
    return tuple(compendium.preparations[each] for each in found)


def _made_of(
    compendium: Compendium, name: str, strength: Strength | None
) -> tuple[Preparation, ...]:
    """Give the preparations of the one substance called so, else the one partly called so."""
    substances = compendium.names.matches(name, SUBSTANCE_KINDS)
    if len(substances) > 1:
        raise AmbiguousName(name, [compendium.label(each) for each in substances])
    if not substances:
        everything = (*SUBSTANCE_KINDS, *PREPARATION_KINDS)
        found = compendium.names.find(name, everything, wanted="substance or preparation")
        return (compendium.preparations[found],)
    return tuple(
        each
        for each in compendium.preparations.values()
        if _is_plain(each, substances[0], strength)
    )


def _ad_hoc(compendium: Compendium, name: str, strength: Strength | None) -> Preparation:
    substance = compendium.names.find(name, SUBSTANCE_KINDS, wanted="substance or preparation")
    label = compendium.label(substance)
    shown = f"{label} {strength}" if strength else label
    return Preparation(
        id=f"ad-hoc:{fold(shown)}",
        label=f"{shown} (ad hoc)",
        kind="Preparation",
        ingredients=(Ingredient(substance=substance, role="active-ingredient", strength=strength),),
        ad_hoc=True,
    )


def _is_plain(preparation: Preparation, substance: str, strength: Strength | None) -> bool:
    """Tell whether a substance is all a preparation is drawn for, at the strength asked."""
    principal = (
        preparation.actives
        or tuple(each for each in preparation.ingredients if each.role != MEDIUM)
        or preparation.ingredients
    )
    if {each.substance for each in principal} != {substance}:
        return False
    own = preparation.strength_of(substance)
    if strength is None or own is None:
        return strength is None
    nominal = own.amount.nominal if own.amount.nominal is not None else own.amount.low
    asked = strength.amount.nominal
    if own.unit != strength.unit or nominal is None or asked is None:
        return False
    return abs(nominal - asked) <= ROUNDING * nominal


def _split(text: str) -> tuple[str, str, Strength | None, Decimal | None]:
    """Split a part, read from its end: all but the volume, name, strength and volume."""
    words = refuse_deceptive(text).split()
    if not words:
        raise UnreadablePart(text, "it is empty")
    # A strength may end in mL too, and is the longer of the two.
    strength, rest = _read_end(words, read_strength)
    volume, others = (None, words) if strength else _read_end(words, read_volume)
    called = " ".join(others)
    if not strength:
        strength, rest = _read_end(others, read_strength)
    if not rest:
        raise UnreadablePart(text, "it names nothing")
    if volume is not None and volume <= 0:
        raise UnreadablePart(text, "its volume must be more than 0 mL")
    if volume is not None and volume > MOST_ML:
        raise UnreadablePart(text, f"its volume is more than {MOST_ML} mL, too much for a syringe")
    return called, " ".join(rest), strength, volume


def _refuse_unreadable(
    compendium: Compendium, text: str, called: str, name: str, strength: Strength | None
) -> None:
    """Refuse what cannot be the name and strength of a part, or could be read in two ways."""
    reason = unsafe_ending(called)
    if reason:
        raise UnreadablePart(text, reason)
    if strength is not None:
        amount = strength.amount.nominal
        if amount is None or amount <= 0:
            raise UnreadablePart(text, "its strength must be more than 0")
        if strength.unit == "mg/mL" and amount > MOST_MG_PER_ML:
            raise UnreadablePart(text, "its strength is more than 100 %")
    ending = unread_amount(name) if strength is None else None
    if ending:
        before, shown, unit = ending
        _, rest = _read_end(before.split(), read_strength)
        if rest and compendium.names.exactly(" ".join(rest), SUBSTANCE_KINDS):
            raise UnreadablePart(text, f"{shown!r} has the unit {unit}, which is not read here")
    words = name.split()
    stray = [word for word in words if not any(each.isalnum() for each in word)]
    if stray:
        nearest = compendium.names.nearest(called, PREPARATION_KINDS)
        if nearest and stray == ["%"]:  # it looks like the whole name of a product
            raise UnknownName(called, "preparation", nearest)
        raise UnreadablePart(text, f"{stray[0]!r} stands where a name was expected")
    if words[-1].lstrip("+-").replace(".", "").replace(",", "").isdigit():
        raise UnreadablePart(text, f"{words[-1]!r} has no unit that can be read")


def _read_end(
    words: list[str], read: Callable[[str], Read | None]
) -> tuple[Read | None, list[str]]:
    for length in range(LONGEST, 0, -1):
        found = read(" ".join(words[-length:])) if len(words) >= length else None
        if found is not None:
            return found, words[:-length]
    return None, words


def _compared(first: Assessed, other: Assessed) -> list[tuple[str, object, object]]:
    return [
        ("the verdict", first.verdict, other.verdict),
        ("admissibility", first.admissible, other.admissible),
        *(
            (one.check, one.status, two.status)
            for one, two in zip(first.findings, other.findings, strict=True)
        ),
    ]


def _joined(findings: Sequence[Finding]) -> Finding:
    """Join the findings of one check over all fitting preparations; numbers become their hull."""
    values = [each.value for each in findings if each.value is not None]
    return replace(
        findings[0],
        value=hull(values) if values else None,
        cautions=_strictest(c for each in findings for c in each.cautions),
        because=tuple(_alike(r for each in findings for r in each.because)),
        needs=tuple(dict.fromkeys(n for each in findings for n in each.needs)),
    )


def _alike(reasons: Iterable[Reason]) -> Iterable[Reason]:
    """Keep one of the reasons that tell the same claim, or the same rule, of several products."""
    found: dict[object, Reason] = {}
    for each in reasons:
        side, _, _ = each.text.partition(":")
        is_rule = each.proof.kind is Kind.RULE and each.proof.name != "claim-on-parts"
        found.setdefault((side, each.proof.name) if is_rule else each.text, each)
    return found.values()


def _strictest(cautions: Iterable[Caution]) -> tuple[Caution, ...]:
    """Keep each caution once, and what forbids for any preparation as forbidding."""
    found = dict.fromkeys(cautions)
    texts = {each.text for each in found}
    return tuple(
        each
        for each in found
        if not each.text.endswith(SPEAKS_AGAINST)
        or each.text.removesuffix(SPEAKS_AGAINST) + FORBIDS not in texts
    )
