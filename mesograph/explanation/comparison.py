"""Two versions of the knowledge beside each other: what is said, follows, and is compatible."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import TypeVar

from mesograph.explanation.deriving import sentence
from mesograph.explanation.doubt import is_telling
from mesograph.formulation.affected import affected_pairs
from mesograph.formulation.case import Case, open_case
from mesograph.formulation.telling import verdict_proof
from mesograph.model.changes import Change, Edit, Said
from mesograph.model.compendium import Compendium
from mesograph.model.things import Circumstances, Part
from mesograph.quantities import Interval
from mesograph.reasoning.engine import Fact
from mesograph.reasoning.rules import Rule
from mesograph.verdicts import Certainty, Method, word

Item = TypeVar("Item")


def said(
    before: Compendium,
    after: Compendium,
    rules: tuple[Iterable[Rule], Iterable[Rule]],
) -> dict[str, Said]:
    """Compare what is said, by CURIE or name: claims, things, and rules before and after."""
    old_rules, new_rules = ({each.name: each for each in found} for found in rules)
    old_things, new_things = (
        {each.curie or f"mg:{id_}": each for id_, each in found.things.items()}
        for found in (before, after)
    )
    old_claims, new_claims = (
        {f"mg:{id_}": each for id_, each in found.claims.items()} for found in (before, after)
    )
    return {
        "claims": _compared(old_claims, new_claims, lambda each: each.statement),
        "things": _compared(old_things, new_things, lambda each: each.label),
        "rules": _compared(old_rules, new_rules, lambda each: each.title),
    }


def _compared(
    old: Mapping[str, Item], new: Mapping[str, Item], told: Callable[[Item], str]
) -> Said:
    both = sorted(old.keys() & new.keys())
    return Said(
        added={each: told(new[each]) for each in sorted(new.keys() - old.keys())},
        removed={each: told(old[each]) for each in sorted(old.keys() - new.keys())},
        edited=tuple(
            Edit(id=each, label=told(new[each]), fields=tuple(_edits(old[each], new[each])))
            for each in both
            if old[each] != new[each]
        ),
    )


def _edits(old: object, new: object) -> Iterator[tuple[str, str, str]]:
    """Give each field that differs, as it was and as it is; what was of another class, whole."""
    if type(old) is not type(new):
        yield "kind", type(old).__name__, type(new).__name__
        return
    assert is_dataclass(old)
    for field in fields(old):
        one, other = getattr(old, field.name), getattr(new, field.name)
        if field.name == "supports" and one != other:
            yield "polarity", *(("for", "against") if one else ("against", "for"))
        elif one != other:
            yield field.name.replace("_", " "), _plain(one), _plain(other)


def _plain(value: object) -> str:
    """Write a value of the model in plain words.

    >>> _plain((Interval.of("1", None), None, True, Certainty.LOW))
    '1 to open; not said; yes; low'
    """
    match value:
        case None | () | "":
            return "not said"
        case bool():
            return "yes" if value else "no"
        case Certainty() | Method():
            return value.word
        case Enum():
            return str(value.value)
        case Interval(low, high):
            bounds = ["open" if each is None else str(each) for each in (low, high)]
            return " to ".join(dict.fromkeys(bounds))
        case Mapping():
            return "; ".join(f"{name}: {_plain(each)}" for name, each in value.items())
        case frozenset():
            return "; ".join(sorted(map(_plain, value))) or "not said"
        case tuple():
            return "; ".join(map(_plain, value))
    if is_dataclass(value):
        told = (getattr(value, each.name) for each in fields(value))
        return ", ".join(_plain(each) for each in told if each not in (None, ()))
    return str(value)


def followed(
    compendium: Compendium,
    inferences: Mapping[str, frozenset[Fact]],
    others: Mapping[str, frozenset[Fact]],
) -> tuple[str, ...]:
    """Tell what follows here and not there, in the words of this version."""
    here = frozenset[Fact]().union(*inferences.values())
    there = frozenset[Fact]().union(*others.values())
    return tuple(sorted({sentence(compendium, each) for each in here - there if is_telling(each)}))


def verdicts(before: Compendium, after: Compendium) -> Iterator[Change]:
    """Compare the verdicts of all pairs of preparations, at any ratio."""
    for ids in affected_pairs(before, after):
        old, new = _case(before, ids), _case(after, ids)
        was, now = word(old.found), word(new.found)
        if was != now:
            lost, gained = apart(_reasons(old), _reasons(new))
            yield Change(
                of=" with ".join(after.label(each) for each in ids),
                what="verdict",
                before=was,
                after=now,
                lost=lost,
                gained=gained,
            )


def apart(old: Iterable[str], new: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give what only the first has, and what only the second has, each in its order.

    >>> apart(["a", "b"], ["b", "c"])
    (('a',), ('c',))
    """
    before, after = dict.fromkeys(old), dict.fromkeys(new)
    return (
        tuple(each for each in before if each not in after),
        tuple(each for each in after if each not in before),
    )


def _case(compendium: Compendium, ids: tuple[str, ...]) -> Case:
    mixture = tuple(Part(compendium.preparations[each]) for each in ids)
    return open_case(compendium, mixture, Circumstances())


def _reasons(case: Case) -> Iterator[str]:
    proof = verdict_proof(case.compendium, case.mixture, case.heard, case.found)
    return (each.text for each in proof.premises)
