"""What changes when some asserted facts are no longer believed, without starting anew.

Stratum by stratum: what may have lost a leg is taken out, what still stands on another one is put
back, and what follows only now is added. A fact may appear because what its rule wants absent is
gone. The outcome is that of closing the facts that are left.

Gupta A, Mumick IS, Subrahmanian VS. Maintaining views incrementally. SIGMOD 1993:157-166.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from mesograph.reasoning.engine import Fact, Facts, concluded, conclusions, instances, strata
from mesograph.reasoning.rules import Bindings, Pattern, Rule, Variable


@dataclass(frozen=True, slots=True)
class Change:
    """Facts that no longer follow, and facts that follow only now."""

    fallen: frozenset[Fact]
    appeared: frozenset[Fact]


def without(
    known: Facts, asserted: frozenset[Fact], gone: Iterable[Fact], rules: Sequence[Rule]
) -> Change:
    """Tell what changes in all that is known when some asserted facts are gone."""
    removed = {fact for fact in gone if fact in asserted}
    left = asserted - removed
    now = Facts(known)
    added: set[Fact] = set()
    for fact in removed:
        now.discard(fact)
    for stratum in strata(rules):
        suspects = _suspects(stratum, known, removed, added, left)
        for fact in suspects:
            now.discard(fact)
        news = [fact for fact in suspects | removed if _still_follows(fact, stratum, now)]
        news += _brought_by_change(stratum, now, added, removed)
        while news:
            fresh = [fact for fact in dict.fromkeys(news) if now.add(fact)]
            just = Facts(fresh)
            news = [fact for rule in stratum for fact in conclusions(rule, now, just)]
            for fact in fresh:
                removed.discard(fact)
                suspects.discard(fact)
                if fact not in known:
                    added.add(fact)
        removed |= suspects
    return Change(frozenset(each for each in removed if each not in asserted), frozenset(added))


def _suspects(
    stratum: Sequence[Rule],
    known: Facts,
    removed: set[Fact],
    added: set[Fact],
    left: frozenset[Fact],
) -> set[Fact]:
    """Give what may have lost a leg: a premise is gone, or what was absent is there."""
    found: set[Fact] = set()
    waiting = Facts(removed)
    while len(waiting):
        more = {
            fact
            for rule in stratum
            for fact in conclusions(rule, known, waiting)
            if fact not in found and fact not in left
        }
        found |= more
        waiting = Facts(more)
        if not more:
            break
    for rule in stratum:
        for start in _touching(rule, added):
            for each in instances(rule, known, start):
                fact = concluded(rule, each)
                if fact not in left and fact not in found:
                    found |= {fact} | _suspects(stratum, known, {fact}, set(), left)
    return found


def _brought_by_change(
    stratum: Sequence[Rule], now: Facts, added: set[Fact], removed: set[Fact]
) -> Iterator[Fact]:
    """Give what follows now from what was added below, or since what was unwanted is gone."""
    fresh = Facts(added)
    for rule in stratum:
        yield from conclusions(rule, now, fresh)
        for start in _touching(rule, removed):
            for each in instances(rule, now, start):
                yield concluded(rule, each)


def _touching(rule: Rule, facts: Iterable[Fact]) -> Iterator[Bindings]:
    """Bind a rule to facts that one of its NOT EXISTS patterns speaks of."""
    given = frozenset(
        term.name for pattern in rule.body for term in pattern if isinstance(term, Variable)
    )
    for fact in facts:
        for group in rule.absent:
            for pattern in group:
                found = _unified(pattern, fact)
                if found is not None:
                    yield {name: value for name, value in found.items() if name in given}


def _unified(pattern: Pattern, fact: Fact) -> Bindings | None:
    found: Bindings = {}
    for term, value in zip(pattern, fact, strict=True):
        if isinstance(term, Variable):
            if found.setdefault(term.name, value) != value:
                return None
        elif term != value:
            return None
    return found


def _still_follows(fact: Fact, stratum: Sequence[Rule], now: Facts) -> bool:
    for rule in stratum:
        start = _unified(rule.head, fact)
        if start is not None and next(instances(rule, now, start), None) is not None:
            return True
    return False
