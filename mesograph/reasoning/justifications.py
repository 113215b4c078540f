"""Justifications: the sets of asserted facts from which a fact follows, the best ones first.

All derivations of a fact, and of what they rest on, form its cone: a hypergraph. The best proof of
every fact in it is found as Knuth did for grammars; justifications are enumerated from it by a
best-first search that never walks all of them unasked.

Knuth DE. A generalization of Dijkstra's algorithm. Inf Process Lett 1977;6(1):1-5.
"""

import heapq
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from mesograph.reasoning.derivations import Derivation, derivations
from mesograph.reasoning.engine import Fact, Facts
from mesograph.reasoning.rules import Rule

MOST_JUSTIFICATIONS = 100
MOST_STATES = 20_000

Cost = tuple[int, int]
"""Weak leaves, then all leaves; a leaf counts once for each way it is used."""
Leaf = Hashable


@dataclass(frozen=True)
class Cone:
    """All that may play a part in deriving a fact: derivations by conclusion, and what is asserted.

    ``leaf_of`` says to which leaf an asserted fact belongs: the facts of one claim are one leaf.
    """

    goal: Fact
    derivations: Mapping[Fact, tuple[Derivation, ...]]
    asserted: frozenset[Fact]
    leaf_of: Callable[[Fact], Leaf] = field(default=lambda fact: fact)
    is_weak: Callable[[Leaf], bool] = field(default=lambda leaf: False)


@dataclass(frozen=True, slots=True)
class Justifications:
    """Minimal justifications, best first; ``complete`` says whether there are no others."""

    found: tuple[frozenset[Leaf], ...]
    complete: bool


def cone_of(
    goal: Fact,
    rules: Sequence[Rule],
    known: Facts,
    asserted: Facts,
    leaf_of: Callable[[Fact], Leaf] = lambda fact: fact,
    is_weak: Callable[[Leaf], bool] = lambda leaf: False,
) -> Cone:
    """Gather every derivation that may play a part in deriving a fact."""
    by_predicate: dict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        by_predicate[rule.makes[0]].append(rule)
    found: dict[Fact, tuple[Derivation, ...]] = {}
    waiting = [goal]
    while waiting:
        fact = waiting.pop()
        if fact in found:
            continue
        found[fact] = derivations(fact, by_predicate.get(str(fact[1]), ()), known)
        waiting += [premise for each in found[fact] for premise in each.premises]
    said = frozenset(fact for fact in found if fact in asserted)
    return Cone(goal, found, said, leaf_of, is_weak)


def best_derivations(cone: Cone) -> dict[Fact, tuple[Cost, Derivation | None]]:
    """Give for every fact of a cone the cost of its best proof and the last step of that.

    The step is None where the fact is asserted. A proof costs its weak leaves, then its leaves; of
    equals the first in the order of derivations is taken, so that the answer never wavers.
    """
    users: dict[Fact, list[tuple[Derivation, int]]] = {}
    missing: dict[int, set[Fact]] = {}
    costs: dict[int, Cost] = {}
    order = count()
    heap: list[tuple[Cost, int, Fact, Derivation | None]] = []
    for fact in sorted(cone.asserted, key=str):
        heapq.heappush(heap, (_cost(cone, fact), next(order), fact, None))
    number = 0
    for found in cone.derivations.values():
        for each in found:
            premises = set(each.premises)
            missing[number], costs[number] = premises, (0, 0)
            for premise in premises:
                users.setdefault(premise, []).append((each, number))
            number += 1
    best: dict[Fact, tuple[Cost, Derivation | None]] = {}
    while heap:
        cost, _, fact, step = heapq.heappop(heap)
        if fact in best:
            continue
        best[fact] = (cost, step)
        for each, key in users.get(fact, ()):
            missing[key].discard(fact)
            costs[key] = _sum(costs[key], cost)
            if not missing[key]:
                heapq.heappush(heap, (costs[key], next(order), each.conclusion, each))
    return best


def justifications(
    cone: Cone, *, most: int = MOST_JUSTIFICATIONS, most_states: int = MOST_STATES
) -> Justifications:
    """Give the minimal justifications of the goal of a cone, the best first.

    A state is a proof under way: the leaves it has, the facts still to be proven, and the step
    taken for each fact proven. What is left to prove is estimated by its best proof, which is exact
    where proofs share no fact. Stops at ``most`` justifications or ``most_states`` states; what was
    found by then is sorted, and a set that is not minimal is left out.
    """
    best = best_derivations(cone)
    if cone.goal not in best:
        return Justifications((), True)
    order = count()
    start: _State = (frozenset(), (cone.goal,), {})
    heap: list[tuple[Cost, int, int, _State]] = [(best[cone.goal][0], 0, next(order), start)]
    found: dict[frozenset[Leaf], None] = {}
    looked_at = 0
    while heap and len(found) < most and looked_at < most_states:
        _, _, _, (leaves, todo, taken) = heapq.heappop(heap)
        looked_at += 1
        if not todo:
            if is_minimal(cone, leaves):
                found[leaves] = None
            continue
        fact, rest = todo[0], todo[1:]
        for state in _ways(cone, best, fact, leaves, rest, taken):
            cost = _estimate(cone, best, state)
            heapq.heappush(heap, (cost, len(state[1]), -next(order), state))
    ranked = sorted(found, key=lambda each: (_weight(cone, each), sorted(map(str, each))))
    return Justifications(tuple(ranked), complete=not heap)


def follows(cone: Cone, leaves: Iterable[Leaf]) -> bool:
    """Tell whether the goal of a cone follows from some of its leaves alone."""
    kept = frozenset(leaves)
    some = frozenset(fact for fact in cone.asserted if cone.leaf_of(fact) in kept)
    return cone.goal in best_derivations(
        Cone(cone.goal, cone.derivations, some, cone.leaf_of, cone.is_weak)
    )


def is_minimal(cone: Cone, leaves: frozenset[Leaf]) -> bool:
    """Tell whether the goal follows from these leaves and no longer if any of them is left out."""
    return follows(cone, leaves) and not any(follows(cone, leaves - {each}) for each in leaves)


_State = tuple[frozenset[Leaf], tuple[Fact, ...], dict[Fact, "tuple[Fact, ...]"]]


def _ways(
    cone: Cone,
    best: Mapping[Fact, tuple[Cost, Derivation | None]],
    fact: Fact,
    leaves: frozenset[Leaf],
    rest: tuple[Fact, ...],
    taken: dict[Fact, tuple[Fact, ...]],
) -> Iterable[_State]:
    """Give the states in which one more fact has its step: asserted, or by a derivation."""
    if fact in cone.asserted:
        yield leaves | {cone.leaf_of(fact)}, rest, {**taken, fact: ()}
    for each in cone.derivations[fact]:
        if any(premise not in best for premise in each.premises):
            continue
        if any(_rests_on(taken, premise, fact) for premise in each.premises):
            continue
        more = tuple(
            premise
            for premise in dict.fromkeys(each.premises)
            if premise not in taken and premise not in rest
        )
        yield leaves, (*more, *rest), {**taken, fact: each.premises}


def _rests_on(taken: Mapping[Fact, tuple[Fact, ...]], fact: Fact, on: Fact) -> bool:
    """Tell whether a fact, as proven so far, rests on another one: a proof never goes in rings."""
    waiting, seen = [fact], set[Fact]()
    while waiting:
        each = waiting.pop()
        if each == on:
            return True
        if each not in seen:
            seen.add(each)
            waiting += taken.get(each, ())
    return False


def _estimate(
    cone: Cone, best: Mapping[Fact, tuple[Cost, Derivation | None]], state: _State
) -> Cost:
    leaves, todo, _ = state
    total = _weight(cone, leaves)
    for fact in todo:
        total = _sum(total, best[fact][0])
    return total


def _weight(cone: Cone, leaves: Iterable[Leaf]) -> Cost:
    found = list(leaves)
    return sum(cone.is_weak(each) for each in found), len(found)


def _cost(cone: Cone, fact: Fact) -> Cost:
    return _weight(cone, [cone.leaf_of(fact)])


def _sum(one: Cost, other: Cost) -> Cost:
    return one[0] + other[0], one[1] + other[1]
