"""Closing facts under rules: each rule is compiled to nested loops over numbers.

Terms are numbered, and a fact is one number of two halves, kept by predicate with an index for each
direction that is ever asked for. What is compiled is made of numbers alone, never of text that a
file brought. A round joins each rule with what the round before brought (semi-naive).
"""

import gc
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

from mesograph.reasoning.engine import Fact, strata
from mesograph.reasoning.rules import Comparison, Constant, Pattern, Rule, Variable, variables

_HALF = 32
_LOW = (1 << _HALF) - 1
_Packed = int
"""A subject in the upper half, an object in the lower."""
_Run = Callable[[Iterable[_Packed]], set[_Packed]]
_Index = dict[int, list[int]]


def close(facts: Iterable[Fact], rules: Sequence[Rule]) -> dict[str, frozenset[Fact]]:
    r"""Give all that follows, by the name of the first rule that brought it.

    Raises BrokenRule where rules cannot be put into strata.

    >>> from mesograph.reasoning.rules import read_rule
    >>> words = "# t\n# s\n# Definition: d\n"
    >>> rule = read_rule("r", words + "CONSTRUCT { ?b <p:back> ?a } WHERE { ?a <p:to> ?b }")
    >>> close([("x", "p:to", "y")], [rule])
    {'r': frozenset({('y', 'p:back', 'x')})}
    """
    with _without_collector():
        return _closed(_World(facts), rules)


def _closed(world: "_World", rules: Sequence[Rule]) -> dict[str, frozenset[Fact]]:
    brought: dict[str, list[tuple[int, _Packed]]] = {rule.name: [] for rule in rules}
    for stratum in strata(rules):
        joins = [_Joins(rule, world) for rule in stratum]
        # In the first round everything is new: each rule is joined once, not once a premise.
        news: _News | None = None
        while news is None or news:
            found: dict[int, dict[_Packed, str]] = defaultdict(dict)
            for join in joins:
                named = found[join.makes]
                for fact in join.everywhere() if news is None else join.with_any(news):
                    named.setdefault(fact, join.name)
            news = _News()
            for predicate, named in found.items():
                for fact, name in named.items():
                    world.add(predicate, fact)
                    brought[name].append((predicate, fact))
                if named:
                    news[predicate] = list(named)
    return {name: frozenset(map(world.fact, each)) for name, each in brought.items()}


@contextmanager
def _without_collector() -> Iterator[None]:
    """Pause the search for cycles: what is made here has none, and is a lot."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class _News(dict[int, list[_Packed]]):
    """What a round has brought by predicate, and on demand by predicate and object."""

    def __init__(self) -> None:
        super().__init__()
        self._of_object: dict[int, dict[int, list[_Packed]]] = {}

    def of(self, predicate: int, object_: int | None) -> Sequence[_Packed]:
        found = self.get(predicate, [])
        if object_ is None or not found:
            return found
        if predicate not in self._of_object:
            parted = self._of_object[predicate] = defaultdict(list)
            for fact in found:
                parted[fact & _LOW].append(fact)
        return self._of_object[predicate].get(object_, [])


class _World:
    """Facts as numbers."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self._number: dict[Constant, int] = {}
        self.term: list[Constant] = []
        self.all: dict[int, set[_Packed]] = defaultdict(set)
        self._objects: dict[int, _Index] = {}
        self._subjects: dict[int, _Index] = {}
        number = self.number
        for subject, predicate, object_ in facts:
            self.all[number(predicate)].add(number(subject) << _HALF | number(object_))

    def number(self, term: Constant) -> int:
        """Give the number of a term."""
        found = self._number.get(term)
        if found is None:
            found = self._number[term] = len(self.term)
            self.term.append(term)
        return found

    def add(self, predicate: int, fact: _Packed) -> None:
        """Add a fact that is not there yet."""
        self.all[predicate].add(fact)
        if predicate in self._objects:
            self._objects[predicate].setdefault(fact >> _HALF, []).append(fact & _LOW)
        if predicate in self._subjects:
            self._subjects[predicate].setdefault(fact & _LOW, []).append(fact >> _HALF)

    def objects(self, predicate: int) -> _Index:
        """Give the objects of each subject."""
        if predicate not in self._objects:
            index: _Index = {}
            for fact in self.all[predicate]:
                index.setdefault(fact >> _HALF, []).append(fact & _LOW)
            self._objects[predicate] = index
        return self._objects[predicate]

    def subjects(self, predicate: int) -> _Index:
        """Give the subjects of each object."""
        if predicate not in self._subjects:
            index: _Index = {}
            for fact in self.all[predicate]:
                index.setdefault(fact & _LOW, []).append(fact >> _HALF)
            self._subjects[predicate] = index
        return self._subjects[predicate]

    def fact(self, numbers: tuple[int, _Packed]) -> Fact:
        """Give a fact in terms again."""
        predicate, fact = numbers
        return self.term[fact >> _HALF], self.term[predicate], self.term[fact & _LOW]

    def estimate(self, pattern: Pattern, known: frozenset[str]) -> int:
        """Estimate how many ways there are to make a pattern true, some variables being known."""
        subject, predicate, object_ = pattern
        assert isinstance(predicate, str)
        number = self.number(predicate)
        size = len(self.all[number])
        if not isinstance(object_, Variable) and not _is_known(subject, known):
            return len(self.subjects(number).get(self.number(object_), ()))
        fixed = _is_known(subject, known) + _is_known(object_, known)
        return size if fixed == 0 else max(1, size >> (8 * fixed))


class _Joins:
    """The ways in which one rule is joined, each compiled when it is first needed."""

    def __init__(self, rule: Rule, world: _World) -> None:
        self.name, self._rule, self._world = rule.name, rule, world
        self.makes = world.number(rule.makes[0])
        self._asked = [
            (
                world.number(str(predicate)),
                None if isinstance(object_, Variable) else world.number(object_),
            )
            for _, predicate, object_ in rule.body
        ]
        self._compiled: dict[int | None, _Run] = {}

    def everywhere(self) -> set[_Packed]:
        """Give what the rule concludes and is not there yet."""
        if any(not self._world.all[predicate] for predicate, _ in self._asked):
            return set()
        return self._run(None)(())

    def with_any(self, news: _News) -> Iterator[_Packed]:
        """Give what the rule concludes with at least one premise that is new."""
        for position, (predicate, object_) in enumerate(self._asked):
            new = news.of(predicate, object_)
            if new:
                yield from self._run(position)(new)

    def _run(self, position: int | None) -> _Run:
        if position not in self._compiled:
            self._compiled[position] = _Writer(self._rule, self._world).compiled(position)
        return self._compiled[position]


class _Writer:
    """Writes one join as a function: a loop or a test for each premise, the fewest first."""

    def __init__(self, rule: Rule, world: _World) -> None:
        self._rule, self._world = rule, world
        self._names: dict[str, object] = {"none": ()}
        self._variables: dict[str, str] = {}
        self._lines: list[str] = []

    def compiled(self, position: int | None) -> _Run:
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
        self._say(depth, f"fact = {self._term(subject)} << {_HALF} | {self._term(object_)}")
        self._say(depth, f"if fact not in {there}: out.add(fact)")
        self._say(1, "return out")
        for number, group in enumerate(self._rule.absent):
            self._lines.append(f"def absent{number}({self._shared(group)}):")
            inner = self._asked(list(group), 1, self._given(group), [])
            self._say(inner, "return True")
            self._say(1, "return False")
        namespace = dict(self._names)
        exec(compile("\n".join(self._lines), f"<rule {self._rule.name}>", "exec"), namespace)
        run: _Run = namespace["run"]  # type: ignore[assignment]
        return run

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
        has_subject, has_object = _is_known(subject, known), _is_known(object_, known)
        if has_subject and has_object:
            there = self._bound("all", self._world.all[number])
            self._say(
                depth, f"if {self._term(subject)} << {_HALF} | {self._term(object_)} in {there}:"
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
        for term, half in ((pattern[0], f"fact >> {_HALF}"), (pattern[2], f"fact & {_LOW}")):
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

    def _term(self, term: object) -> str:
        if isinstance(term, Variable):
            return self._variables.setdefault(term.name, f"v{len(self._variables)}")
        return str(self._world.number(term))  # type: ignore[arg-type]

    def _bound(self, what: str, value: object) -> str:
        name = f"{what}{len(self._names)}"
        self._names[name] = value
        return name

    def _say(self, depth: int, line: str) -> None:
        self._lines.append(" " * depth + line)


def _is_known(term: object, known: frozenset[str]) -> bool:
    return not isinstance(term, Variable) or term.name in known


def _compared(comparison: Comparison) -> frozenset[str]:
    sides = (comparison.left, comparison.right)
    return frozenset(each.name for each in sides if isinstance(each, Variable))
