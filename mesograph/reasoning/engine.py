"""Facts with indexes, the ways to make a rule true over them, and the order in which rules run.

What a NOT EXISTS asks for is complete before the rule runs: a rule that depends on the absence of
what it helps to make is refused.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from mesograph.errors import BrokenRule
from mesograph.reasoning.rules import (
    Bindings,
    Constant,
    Pattern,
    Rule,
    Variable,
    bound,
    kind_of,
)
from mesograph.vocabulary import TYPE

Fact = tuple[Constant, Constant, Constant]
_Numbers = tuple[int, int, int]


class Facts:
    """A growing set of facts with the indexes that joins ask for."""

    def __init__(self, facts: Iterable[Fact] = ()) -> None:
        self._number: dict[Constant, int] = {}
        self._term: list[Constant] = []
        self._all: set[_Numbers] = set()
        self._objects: dict[tuple[int, int], set[int]] = defaultdict(set)
        self._subjects: dict[tuple[int, int], set[int]] = defaultdict(set)
        self._pairs: dict[int, set[tuple[int, int]]] = defaultdict(set)
        for fact in facts:
            self.add(fact)

    def add(self, fact: Fact) -> bool:
        """Add a fact; tell whether it is new."""
        subject, predicate, object_ = (self._numbered(each) for each in fact)
        numbers = (subject, predicate, object_)
        if numbers in self._all:
            return False
        self._all.add(numbers)
        self._objects[predicate, subject].add(object_)
        self._subjects[predicate, object_].add(subject)
        self._pairs[predicate].add((subject, object_))
        return True

    def discard(self, fact: Fact) -> bool:
        """Take a fact out; tell whether it was there."""
        if fact not in self:
            return False
        subject, predicate, object_ = (self._numbered(each) for each in fact)
        self._all.discard((subject, predicate, object_))
        self._objects[predicate, subject].discard(object_)
        self._subjects[predicate, object_].discard(subject)
        self._pairs[predicate].discard((subject, object_))
        return True

    def __contains__(self, fact: Fact) -> bool:
        numbers = tuple(self._number.get(each, -1) for each in fact)
        return numbers in self._all

    def __len__(self) -> int:
        return len(self._all)

    def __iter__(self) -> Iterator[Fact]:
        for subject, predicate, object_ in self._all:
            yield self._term[subject], self._term[predicate], self._term[object_]

    def matches(self, pattern: Pattern, bindings: Bindings) -> Iterator[Bindings]:
        """Give every way to make a pattern true, on top of what is bound already."""
        subject, predicate, object_ = (
            bindings.get(each.name) if isinstance(each, Variable) else each for each in pattern
        )
        number = self._number.get(predicate) if predicate is not None else None
        if number is None:
            return
        for found in self._pairs_of(number, subject, object_):
            grown = dict(bindings)
            if all(
                not isinstance(term, Variable) or grown.setdefault(term.name, value) == value
                for term, value in zip((pattern[0], pattern[2]), found, strict=True)
            ):
                yield grown

    def estimate(self, pattern: Pattern, given: frozenset[str]) -> int:
        """Estimate how many ways there are to make a pattern true, some variables being bound."""
        predicate = pattern[1]
        assert isinstance(predicate, str)
        size = len(self._pairs.get(self._number.get(predicate, -1), ()))
        fixed = sum(
            not isinstance(each, Variable) or each.name in given
            for each in (pattern[0], pattern[2])
        )
        return size if fixed == 0 else max(1, size >> (8 * fixed))

    def _pairs_of(
        self, predicate: int, subject: Constant | None, object_: Constant | None
    ) -> Iterable[tuple[Constant, Constant]]:
        term = self._term
        if subject is not None and object_ is not None:
            one, other = self._number.get(subject, -1), self._number.get(object_, -1)
            return [(subject, object_)] if (one, predicate, other) in self._all else []
        if subject is not None:
            one = self._number.get(subject, -1)
            return [(subject, term[each]) for each in self._objects.get((predicate, one), ())]
        if object_ is not None:
            other = self._number.get(object_, -1)
            return [(term[each], object_) for each in self._subjects.get((predicate, other), ())]
        return [(term[one], term[other]) for one, other in self._pairs.get(predicate, ())]

    def _numbered(self, constant: Constant) -> int:
        if constant not in self._number:
            self._number[constant] = len(self._term)
            self._term.append(constant)
        return self._number[constant]


def instances_of(
    patterns: Sequence[Pattern], facts: Facts, bindings: Bindings
) -> Iterator[Bindings]:
    """Give every way to make patterns true, on top of what is bound already."""
    yield from _join(patterns, facts, bindings, frozenset(bindings))


def instances(rule: Rule, facts: Facts, bindings: Bindings | None = None) -> Iterator[Bindings]:
    """Give every way to make the body of a rule true."""
    given = frozenset(bindings or ())
    for found in _join(rule.body, facts, bindings or {}, given):
        if admits(rule, found, facts):
            yield found


def strata(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Put rules in order: what a rule asks to be absent is complete before it runs."""
    makers: dict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        makers[rule.makes[0]].append(rule)
    # What each rule waits for, and by how much it stands above it: 1 where it asks for absence.
    waits_for = {
        rule.name: [
            *((maker.name, 0) for each in rule.body for maker in _makers(makers, each)),
            *(
                (maker.name, 1)
                for group in rule.absent
                for each in group
                for maker in _makers(makers, each)
            ),
        ]
        for rule in rules
    }
    level = {rule.name: 0 for rule in rules}
    for _ in range(len(rules) + 1):
        changed = False
        for rule in rules:
            wanted = max((level[name] + up for name, up in waits_for[rule.name]), default=0)
            if wanted > level[rule.name]:
                level[rule.name] = wanted
                changed = True
        if not changed:
            highest = max(level.values(), default=-1)
            return [
                [rule for rule in rules if level[rule.name] == each] for each in range(highest + 1)
            ]
    looping = max(rules, key=lambda rule: (level[rule.name], rule.name))
    raise BrokenRule(looping.name, 1, "it depends on the absence of what it helps to make")


def _makers(makers: Mapping[str, list[Rule]], pattern: Pattern) -> Iterator[Rule]:
    """Give the rules that make what a pattern asks for; of types only those of its class."""
    wanted, wanted_kind = kind_of(pattern)
    for maker in makers.get(wanted, ()):
        kind = maker.makes[1]
        if wanted != TYPE or kind is None or wanted_kind is None or kind == wanted_kind:
            yield maker


def concluded(rule: Rule, bindings: Bindings) -> Fact:
    """Give what a rule concludes for one way to make its body true."""
    subject, predicate, object_ = (bound(each, bindings) for each in rule.head)
    return subject, predicate, object_


def conclusions(rule: Rule, known: Facts, news: Facts) -> Iterator[Fact]:
    """Give what a rule concludes with at least one premise that is new."""
    for position, pattern in enumerate(rule.body):
        others = (*rule.body[:position], *rule.body[position + 1 :])
        for start in news.matches(pattern, {}):
            for found in _join(others, known, start, frozenset(start)):
                if admits(rule, found, known):
                    yield concluded(rule, found)


def _join(
    patterns: Sequence[Pattern], facts: Facts, bindings: Bindings, given: frozenset[str]
) -> Iterator[Bindings]:
    """Make all patterns true at once, the most selective first."""
    if not patterns:
        yield bindings
        return
    first = min(patterns, key=lambda each: facts.estimate(each, given))
    rest = list(patterns)
    rest.remove(first)
    for found in facts.matches(first, bindings):
        yield from _join(rest, facts, found, frozenset(found))


def admits(rule: Rule, bindings: Bindings, facts: Facts) -> bool:
    """Tell whether the comparisons of a rule hold and what it wants absent is absent."""
    return all(each.holds(bindings) for each in rule.comparisons) and not any(
        next(_join(group, facts, bindings, frozenset(bindings)), None) is not None
        for group in rule.absent
    )
