"""Exact search for the best sets of options: branch and bound that knows nothing of pharmacy."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Option = TypeVar("Option")
Score = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Ranked(Generic[Option]):
    """A chosen set with its score; a higher score is better."""

    score: Score
    chosen: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Option]):
    """The best sets found, best first, and in which sense they are the best.

    ``gap`` is None if the search was complete, else an upper bound of every score minus the
    incumbent (zeros where nothing was found), component by component: zeros mean that the first
    answer is proven best although later ones may not be.
    """

    best: tuple[Ranked[Option], ...]
    looked_at: int
    gap: Score | None

    @property
    def complete(self) -> bool:
        """Tell whether nothing better can exist."""
        return self.gap is None


def search(
    options: Sequence[Option],
    *,
    judge: Callable[[tuple[Option, ...]], Score | None],
    bound: Callable[[tuple[Option, ...], Sequence[Option]], Score],
    hopeless: Callable[[tuple[Option, ...]], bool],
    at_most: int,
    keep: int,
    look_at_most: int = 1_000_000,
) -> Outcome[Option]:
    """Find the ``keep`` best sets of up to ``at_most`` options.

    ``judge`` scores a set or refuses it with None; ``bound`` gives a score that no set made of the
    chosen and any of the rest can exceed; ``hopeless`` tells that a set and all its supersets are
    refused. Ties go to the set that comes first in the order of the options, so the same options
    give the same answer.

    >>> letters = search(
    ...     "abc",
    ...     judge=lambda chosen: (len(chosen),),
    ...     bound=lambda chosen, rest: (len(chosen) + len(rest),),
    ...     hopeless=lambda chosen: set("ab") <= set(chosen),
    ...     at_most=2,
    ...     keep=1,
    ... )
    >>> letters.best[0].chosen, letters.complete
    (('a', 'c'), True)
    """
    best: list[Ranked[Option]] = []
    looked_at = 0
    unseen: list[Score] = []
    hopeful = [each for each in options if not hopeless((each,))]
    at_odds: dict[tuple[int, int], bool] = {}

    def pair_is_hopeless(first: int, second: int) -> bool:
        if (first, second) not in at_odds:
            at_odds[first, second] = hopeless((hopeful[first], hopeful[second]))
        return at_odds[first, second]

    def descend(taken: tuple[int, ...], start: int) -> None:
        nonlocal looked_at
        for position in range(start, len(hopeful)):
            if any(pair_is_hopeless(each, position) for each in taken):
                continue
            if looked_at >= look_at_most:
                chosen = tuple(hopeful[each] for each in taken)
                unseen.append(bound(chosen, hopeful[position:]))
                return
            looked_at += 1
            grown = (*taken, position)
            chosen = tuple(hopeful[each] for each in grown)
            rest = hopeful[position + 1 :]
            if len(best) == keep and bound(chosen, rest) <= best[-1].score:
                continue
            if len(grown) > 2 and hopeless(chosen):
                continue
            score = judge(chosen)
            if score is not None:
                _insert(best, Ranked(score, chosen), keep)
            if len(grown) < at_most and rest:
                descend(grown, position + 1)

    descend((), 0)
    if not unseen or (len(best) == keep and max(unseen) <= best[-1].score):
        return Outcome(tuple(best), looked_at, None)
    incumbent = best[0].score if best else tuple(0 for _ in unseen[0])
    upper = max(*unseen, incumbent)
    gap = tuple(high - low for high, low in zip(upper, incumbent, strict=True))
    return Outcome(tuple(best), looked_at, gap)


def _insert(best: list[Ranked[Option]], found: Ranked[Option], keep: int) -> None:
    """Put a set behind all that score at least as well: sets come in the order of the options."""
    position = len(best)
    while position > 0 and best[position - 1].score < found.score:
        position -= 1
    best.insert(position, found)
    del best[keep:]
