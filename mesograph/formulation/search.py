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
    bounds: Callable[[tuple[Option, ...], Sequence[Option], int], Sequence[Score | None]],
    hopeless: Callable[[tuple[Option, ...]], bool],
    at_most: int,
    keep: int,
    tighten: Callable[[tuple[Option, ...], Score], Score] = lambda chosen, score: score,
    look_at_most: int = 1_000_000,
) -> Outcome[Option]:
    """Find the ``keep`` best sets of up to ``at_most`` options.

    ``judge`` scores a set or refuses it with None. ``bounds`` gives for each of the rest a score
    that no set made of the chosen, that one, and at most so many that come after it can exceed;
    ``tighten`` may lower the bound of one set and all its supersets at some expense. ``hopeless``
    tells that a set and all its supersets are refused. Ties go to the set that comes first in the
    order of the options, so the same options give the same answer.

    >>> letters = search(
    ...     "abc",
    ...     judge=lambda chosen: (len(chosen),),
    ...     bounds=lambda chosen, rest, more: [(len(chosen) + 1 + more,) for _ in rest],
    ...     hopeless=lambda chosen: set("ab") <= set(chosen),
    ...     at_most=2,
    ...     keep=1,
    ... )
    >>> letters.best[0].chosen, letters.complete
    (('a', 'c'), True)
    """
    best: list[tuple[Ranked[Option], _Places]] = []
    looked_at = 0
    unseen: list[Score] = []
    hopeful = [each for each in options if not hopeless((each,))]
    at_odds: dict[tuple[int, int], bool] = {}

    def pair_is_hopeless(first: int, second: int) -> bool:
        if (first, second) not in at_odds:
            at_odds[first, second] = hopeless((hopeful[first], hopeful[second]))
        return at_odds[first, second]

    def is_beaten(bound: Score, places: _Places) -> bool:
        """Tell whether nothing with this bound, in or under these places, can be kept.

        What lies under a set comes after it in the order of the options.
        """
        if len(best) < keep:
            return False
        worst, kept = best[-1]
        return bound < worst.score or (bound == worst.score and places > kept)

    def descend(taken: _Places, start: int) -> None:
        nonlocal looked_at
        already = tuple(hopeful[each] for each in taken)
        rest = hopeful[start:]
        reach = bounds(already, rest, at_most - len(taken) - 1)
        promising = [(bound, at) for at, bound in enumerate(reach) if bound is not None]
        promising.sort(key=lambda each: each[0], reverse=True)
        growing: list[tuple[Score, int]] = []
        # All are judged before any is grown: small sets come first, and what they reach cuts.
        for bound, at in promising:
            grown, chosen = (*taken, start + at), (*already, rest[at])
            if is_beaten(bound, grown) or is_beaten(tighten(chosen, bound), grown):
                continue
            if any(pair_is_hopeless(each, start + at) for each in taken):
                continue
            if looked_at >= look_at_most:
                unseen.append(bound)
                break
            looked_at += 1
            if len(grown) > 2 and hopeless(chosen):
                continue
            score = judge(chosen)
            if score is not None:
                _insert(best, Ranked(score, chosen), grown, keep)
            if len(grown) < at_most and start + at + 1 < len(hopeful):
                growing.append((tighten(chosen, bound), at))
        for bound, at in growing:
            grown = (*taken, start + at)
            if not is_beaten(bound, grown):
                descend(grown, start + at + 1)

    if hopeful:
        descend((), 0)
    found = tuple(each for each, _ in best)
    if not unseen or (len(found) == keep and max(unseen) <= found[-1].score):
        return Outcome(found, looked_at, None)
    incumbent = found[0].score if found else tuple(0 for _ in unseen[0])
    upper = max(*unseen, incumbent)
    gap = tuple(high - low for high, low in zip(upper, incumbent, strict=True))
    return Outcome(found, looked_at, gap)


_Places = tuple[int, ...]
"""Where the options of a set stand, in rising order."""


def _insert(
    best: list[tuple[Ranked[Option], _Places]], found: Ranked[Option], places: _Places, keep: int
) -> None:
    """Put a set where it belongs: by score, among equals by the order of the options."""
    position = len(best)
    while position > 0:
        before, there = best[position - 1]
        if before.score > found.score or (before.score == found.score and there < places):
            break
        position -= 1
    best.insert(position, (found, places))
    del best[keep:]
