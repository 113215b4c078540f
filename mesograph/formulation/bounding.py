"""How much a set of options can still reach: bounds on what further options add.

What is served counts once, by the best that serves it, so an option never adds more to a larger set
than to a smaller one (the coverage is submodular; Nemhauser, Wolsey and Fisher 1978). The best that
some further options can do is therefore no more than the sum of what each adds alone.
"""

from collections.abc import Mapping, Sequence
from heapq import heappush, heappushpop

Service = Mapping[int, int]
"""What an option serves: the weight by target number."""


def reachable(chosen: Sequence[Service], rest: Sequence[Service], more: int) -> list[int]:
    """Give for each of the rest what it, the chosen and at most ``more`` after it may weigh.

    >>> reachable([{0: 3}], [{0: 5, 1: 1}, {1: 4}, {2: 1}], 1)
    [10, 8, 4]
    """
    best: dict[int, int] = {}
    for service in chosen:
        for target, weight in service.items():
            best[target] = max(weight, best.get(target, 0))
    base = sum(best.values())
    found = [base] * len(rest)
    largest: list[int] = []
    added = 0
    for at in range(len(rest) - 1, -1, -1):
        gain = 0
        for target, weight in rest[at].items():
            have = best.get(target, 0)
            if weight > have:
                gain += weight - have
        found[at] += gain + added
        if len(largest) < more:
            heappush(largest, gain)
            added += gain
        elif more:
            added += gain - heappushpop(largest, gain)
    return found


def weights_of(levels: int, targets: int) -> list[int]:
    """Give a weight for each level, the highest first, so that sums compare as counts do.

    One target more at a level outweighs all targets at the levels below it.

    >>> weights_of(3, 9)
    [100, 10, 1]
    """
    return [(targets + 1) ** (levels - 1 - each) for each in range(levels)]


def counts(weight: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Give the counts by level that a weight stands for, the highest level first.

    >>> counts(1203, [100, 10, 1])
    (12, 0, 3)
    """
    found = []
    for each in weights:
        number, weight = divmod(weight, each)
        found.append(number)
    return tuple(found)
