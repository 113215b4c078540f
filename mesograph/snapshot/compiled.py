"""What the knowledge is compiled to: things and claims, statements, rules, and what follows."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TypedDict, cast

from mesograph.errors import BrokenSnapshot
from mesograph.knowledge.statements import Literal, Statement
from mesograph.model import claims, laboratory, things
from mesograph.model.compendium import Compendium
from mesograph.model.reasons import Citation
from mesograph.model.rules import Feature, PairRule, RuleText
from mesograph.quantities import Interval
from mesograph.reasoning.engine import Fact
from mesograph.reasoning.rules import Comparison, Rule, Value, Variable
from mesograph.snapshot.codec import Codec, Json
from mesograph.strengths import Strength
from mesograph.verdicts import Aspect, Certainty, Method

_OF_COMPENDIUM = Codec(
    [
        Interval,
        Strength,
        Aspect,
        Certainty,
        Method,
        things.Figure,
        things.Constant,
        things.Ingredient,
        things.Versions,
        things.Match,
        things.Thing,
        *sorted(things.Thing.__subclasses__(), key=lambda each: each.__name__),
        claims.Condition,
        claims.Amount,
        laboratory.MixedPart,
        *sorted(claims.Claim.__subclasses__(), key=lambda each: each.__name__),
        Citation,
        RuleText,
        Feature,
    ]
)
_OF_RULES = Codec([Variable, Value, Comparison, Rule])


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """Everything that answers are made from.

    ``unary_rules`` are those that were run, of files and of axioms; ``rules`` those of files.
    """

    compendium: Compendium
    statements: tuple[Statement, ...]
    rules: tuple[Rule, ...]
    unary_rules: tuple[Rule, ...]
    inferences: Mapping[str, frozenset[Fact]]


def sections_of(compiled: Compiled) -> dict[str, bytes]:
    """Give what was compiled as the sections of a snapshot."""
    known = compiled.compendium
    pair_rules = tuple(
        (each.text.name, each.one, each.other, each.aspect) for each in known.pair_rules
    )
    by_name = {each.name: each for each in compiled.unary_rules}
    rows = _Terms()
    return {
        "compendium": _dumped(
            _OF_COMPENDIUM.encode(
                (known.things, known.claims, known.versions, known.rules, pair_rules)
            )
        ),
        "rules": _dumped(
            _OF_RULES.encode(
                (
                    compiled.rules,
                    tuple(each for each in by_name.values() if each not in compiled.rules),
                    tuple(by_name),
                )
            )
        ),
        "facts": _dumped(
            {
                "statements": [
                    [
                        file,
                        local,
                        [rows.numbers(each.subject, each.predicate, each.object) for each in found],
                    ]
                    for (file, local), found in groupby(
                        compiled.statements, key=lambda each: (each.file, each.local)
                    )
                ],
                "inferences": {
                    name: sorted(rows.numbers(*fact) for fact in facts)
                    for name, facts in compiled.inferences.items()
                },
                "terms": rows.terms,
            }
        ),
    }


class Snapshot:
    """A snapshot whose sections are decoded when they are asked for."""

    def __init__(self, sections: Mapping[str, bytes]) -> None:
        self._sections = sections

    @cached_property
    def compendium(self) -> Compendium:
        """Give the things and claims."""
        value = cast("Json", self._loaded("compendium"))
        found, said, versions, rules, pairs = cast(
            "tuple[dict[str, things.Thing], dict[str, claims.Claim], things.Versions, "
            "dict[str, RuleText], tuple[tuple[str, Feature, Feature, Aspect], ...]]",
            _OF_COMPENDIUM.decode(value),
        )
        return Compendium(
            found,
            said,
            versions,
            rules,
            tuple(
                PairRule(text=rules[name], one=one, other=other, aspect=aspect)
                for name, one, other, aspect in pairs
            ),
        )

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """Give every statement that was made."""
        terms = self._terms
        literals = {each: _literal(each) for each in terms if isinstance(each, Value)}
        return tuple(
            Statement(
                cast("str", terms[subject]),
                cast("str", terms[predicate]),
                literals[found] if isinstance(found := terms[object_], Value) else found,
                file,
                local,
            )
            for file, local, rows in self._facts["statements"]
            for subject, predicate, object_ in rows
        )

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """Give the rules of files in the order of their names."""
        return self._rules[0]

    @cached_property
    def unary_rules(self) -> tuple[Rule, ...]:
        """Give the rules that were run over everything: of files, and of the axioms of OWL."""
        of_files, of_axioms, names = self._rules
        by_name = {each.name: each for each in (*of_files, *of_axioms)}
        return tuple(by_name[each] for each in names)

    @cached_property
    def inferences(self) -> Mapping[str, frozenset[Fact]]:
        """Give all that follows from what is said, by the rule that brought it."""
        terms = self._terms
        return {
            name: frozenset((terms[s], terms[p], terms[o]) for s, p, o in rows)
            for name, rows in self._facts["inferences"].items()
        }

    @cached_property
    def _rules(self) -> tuple[tuple[Rule, ...], tuple[Rule, ...], tuple[str, ...]]:
        value = cast("Json", self._loaded("rules"))
        return cast(
            "tuple[tuple[Rule, ...], tuple[Rule, ...], tuple[str, ...]]", _OF_RULES.decode(value)
        )

    @cached_property
    def _facts(self) -> "_Facts":
        return cast("_Facts", self._loaded("facts"))

    @cached_property
    def _terms(self) -> list[str | Value]:
        return [each if isinstance(each, str) else Value(*each) for each in self._facts["terms"]]

    def _loaded(self, section: str) -> object:
        try:
            return json.loads(self._sections[section])
        except (KeyError, ValueError):
            raise BrokenSnapshot(f"its section {section} cannot be read") from None


class _Facts(TypedDict):
    statements: list[tuple[str, bool, list[tuple[int, int, int]]]]
    inferences: dict[str, list[tuple[int, int, int]]]
    terms: list[str | list[str]]


class _Terms:
    """Numbers for terms, in the order in which they come."""

    def __init__(self) -> None:
        self._number: dict[str | Value, int] = {}

    def numbers(self, *terms: str | Literal | Value) -> list[int]:
        found = [
            Value(each.text, each.datatype, each.language or "")
            if isinstance(each, Literal)
            else each
            for each in terms
        ]
        return [self._number.setdefault(each, len(self._number)) for each in found]

    @property
    def terms(self) -> list[str | list[str]]:
        return [
            each if isinstance(each, str) else [each.text, each.datatype, each.language]
            for each in self._number
        ]


def _literal(value: Value) -> Literal:
    return Literal(value.text, value.datatype, value.language or None)


def _dumped(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
