"""The ways to join one rule, each written as nested loops over numbers and compiled when needed.

What is compiled is made of numbers alone, never of text that a file brought.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import cast

from mesograph.reasoning.numbered import HALF, LOW, News, Packed, World, is_known
from mesograph.reasoning.rules import Comparison, Pattern, Rule, Term, Variable, variables

Run = Callable[[Iterable[Packed]], set[Packed]]


class Joins:
    """The ways in which one rule is joined, each compiled when it is first needed."""

    def __init__(self, rule: Rule, world: World) -> None:
        self.name, self._rule, self._world = rule.name, rule, world
        self.makes = world.number(rule.makes[0])
        self._asked = [
            (
                world.number(str(predicate)),
                None if isinstance(object_, Variable) else world.number(object_),
            )
            for _, predicate, object_ in rule.body
        ]
        self._compiled: dict[int | None, Run] = {}

    def everywhere(self) -> set[Packed]:
        """Give what the rule concludes and is not there yet."""
        if any(not self._world.all[predicate] for predicate, _ in self._asked):
            return set()
        return self._run(None)(())

    def with_any(self, news: News) -> Iterator[Packed]:
        """Give what the rule concludes with at least one premise that is new."""
        for position, (predicate, object_) in enumerate(self._asked):
            new = news.of(predicate, object_)
            if new:
                yield from self._run(position)(new)

    def _run(self, position: int | None) -> Run:
        if position not in self._compiled:
            self._compiled[position] = _Writer(self._rule, self._world).compiled(position)
        return self._compiled[position]


class _Writer:
    """Writes one join as a function: a loop or a test for each premise, the fewest first."""

    def __init__(self, rule: Rule, world: World) -> None:
        self._rule, self._world = rule, world
        self._names: dict[str, object] = {"none": ()}
        self._variables: dict[str, str] = {}
        self._lines: list[str] = []

    def compiled(self, position: int | None) -> Run:
        """Write and compile it; what is new makes the premise at a position true, if one is given.

        The new facts come as the one argument, those concluded are given back.
        """
        self._lines = ["def run(new):", " out = set()"]
        body = list(self._rule.body)
        depth, known = 1, frozenset[str]()
        first = body.pop(position) if position is not None else None
        if first:
            depth = self._scan(first, "new", depth, known)
            known |= variables(first)
        depth = self._asked(body, depth, known, list(self._rule.comparisons))
        for number, group in enumerate(self._rule.absent):
            self._say(depth, f"if not absent{number}({self._shared(group)}):")
            depth += 1
        subject, _, object_ = self._rule.head
        there = self._bound("all", self._world.all[self._world.number(self._rule.makes[0])])
        self._say(depth, f"fact = {self._term(subject)} << {HALF} | {self._term(object_)}")
        self._say(depth, f"if fact not in {there}: out.add(fact)")
        self._say(1, "return out")
        for number, group in enumerate(self._rule.absent):
            self._lines.append(f"def absent{number}({self._shared(group)}):")
            inner = self._asked(list(group), 1, self._given(group), [])
            self._say(inner, "return True")
            self._say(1, "return False")
        namespace = dict(self._names)
        exec(compile("\n".join(self._lines), f"<rule {self._rule.name}>", "exec"), namespace)
        return cast("Run", namespace["run"])

    def _asked(
        self,
        patterns: list[Pattern],
        depth: int,
        known: frozenset[str],
        comparisons: list[Comparison],
    ) -> int:
        """Write premises, the most selective first, and comparisons as soon as they can be made."""
        while True:
            ready = [each for each in comparisons if _compared(each) <= known]
            for each in ready:
                comparisons.remove(each)
                self._say(depth, f"if {self._comparison(each)}:")
                depth += 1
            if not patterns:
                return depth
            pattern = min(patterns, key=lambda each: self._world.estimate(each, known))
            patterns.remove(pattern)
            depth = self._premise(pattern, depth, known)
            known |= variables(pattern)

    def _premise(self, pattern: Pattern, depth: int, known: frozenset[str]) -> int:
        subject, predicate, object_ = pattern
        number = self._world.number(str(predicate))
        has_subject, has_object = is_known(subject, known), is_known(object_, known)
        if has_subject and has_object:
            there = self._bound("all", self._world.all[number])
            self._say(
                depth, f"if {self._term(subject)} << {HALF} | {self._term(object_)} in {there}:"
            )
        elif has_subject:
            index = self._bound("objects", self._world.objects(number))
            self._say(
                depth, f"for {self._term(object_)} in {index}.get({self._term(subject)}, none):"
            )
        elif has_object:
            index = self._bound("subjects", self._world.subjects(number))
            self._say(
                depth, f"for {self._term(subject)} in {index}.get({self._term(object_)}, none):"
            )
        else:
            return self._scan(pattern, self._bound("all", self._world.all[number]), depth, known)
        return depth + 1

    def _scan(self, pattern: Pattern, source: str, depth: int, known: frozenset[str]) -> int:
        """Write a loop over facts, and tests for what of them is known already."""
        self._say(depth, f"for fact in {source}:")
        tests = []
        seen = set(known)
        for term, half in ((pattern[0], f"fact >> {HALF}"), (pattern[2], f"fact & {LOW}")):
            if isinstance(term, Variable) and term.name not in seen:
                self._say(depth + 1, f"{self._term(term)} = {half}")
                seen.add(term.name)
            else:
                tests.append(f"{self._term(term)} == ({half})")
        if tests:
            self._say(depth + 1, f"if {' and '.join(tests)}:")
            return depth + 2
        return depth + 1

    def _comparison(self, comparison: Comparison) -> str:
        term, names = self._world.term, sorted(_compared(comparison))

        def holds(*numbers: int) -> bool:
            bindings = {name: term[each] for name, each in zip(names, numbers, strict=True)}
            return comparison.holds(bindings)

        given = ", ".join(self._term(Variable(each)) for each in names)
        return f"{self._bound('holds', holds)}({given})"

    def _given(self, group: Sequence[Pattern]) -> frozenset[str]:
        """Name what of an absent group stands in the body too."""
        return frozenset(
            name
            for each in group
            for name in variables(each)
            if any(name in variables(other) for other in self._rule.body)
        )

    def _shared(self, group: Sequence[Pattern]) -> str:
        return ", ".join(self._term(Variable(each)) for each in sorted(self._given(group)))

    def _term(self, term: Term) -> str:
        if isinstance(term, Variable):
            return self._variables.setdefault(term.name, f"v{len(self._variables)}")
        return str(self._world.number(term))

    def _bound(self, what: str, value: object) -> str:
        name = f"{what}{len(self._names)}"
        self._names[name] = value
        return name

    def _say(self, depth: int, line: str) -> None:
        self._lines.append(" " * depth + line)


def _compared(comparison: Comparison) -> frozenset[str]:
    sides = (comparison.left, comparison.right)
    return frozenset(each.name for each in sides if isinstance(each, Variable))
