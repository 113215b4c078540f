"""Closing facts under rules, stratum by stratum, each new fact used once.

A round joins each rule with what the round before brought (semi-naive).
"""

import gc
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from mesograph.reasoning.engine import Fact, strata
from mesograph.reasoning.joins import Joins
from mesograph.reasoning.numbered import News, Packed, World
from mesograph.reasoning.rules import Rule


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
        return _closed(World(facts), rules)


def _closed(world: World, rules: Sequence[Rule]) -> dict[str, frozenset[Fact]]:
    brought: dict[str, list[tuple[int, Packed]]] = {rule.name: [] for rule in rules}
    for stratum in strata(rules):
        joins = [Joins(rule, world) for rule in stratum]
        # In the first round everything is new: each rule is joined once, not once a premise.
        news: News | None = None
        while news is None or news:
            found: dict[int, dict[Packed, str]] = defaultdict(dict)
            for join in joins:
                named = found[join.makes]
                for fact in join.everywhere() if news is None else join.with_any(news):
                    named.setdefault(fact, join.name)
            news = News()
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
