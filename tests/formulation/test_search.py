"""Branch and bound against brute force, on random worlds of numbers."""

import random
from itertools import combinations

import pytest

from mesograph.formulation.bounding import counts, reachable, weights_of
from mesograph.formulation.search import search


class World:
    """Options with gains on targets, pairs at odds, and some sets refused."""

    def __init__(self, seed, size=9, targets=4, loose=False):
        chance = random.Random(seed)
        self.targets, self.loose = targets, loose
        self.options = list(range(size))
        self.gains = [
            [chance.choice([0, 0, 0, 1, 2, 3]) for _ in range(targets)] for _ in self.options
        ]
        self.at_odds = {pair for pair in combinations(self.options, 2) if chance.random() < 0.25}
        self.alone = {each for each in self.options if chance.random() < 0.15}
        self.refused = {
            chosen
            for length in (1, 2, 3, 4)
            for chosen in combinations(self.options, length)
            if chance.random() < 0.2
        }

    def hopeless(self, chosen):
        return bool(self.alone & set(chosen)) or any(
            pair in self.at_odds for pair in combinations(chosen, 2)
        )

    def merit(self, chosen, parts):
        best = [max((self.gains[each][at] for each in chosen), default=0) for at in range(4)]
        return (best.count(3), best.count(2), best.count(1), -parts)

    def judge(self, chosen):
        return None if chosen in self.refused else self.merit(chosen, len(chosen))

    def bounds(self, chosen, rest, more):
        if self.loose:
            return [self.merit((*chosen, *rest[at:]), len(chosen) + 1) for at in range(len(rest))]
        weight = dict(zip((3, 2, 1), weights_of(3, self.targets), strict=True))
        serve = [
            {at: weight[gain] for at, gain in enumerate(gains) if gain} for gains in self.gains
        ]
        reach = reachable([serve[each] for each in chosen], [serve[each] for each in rest], more)
        return [(*counts(each, list(weight.values())), -len(chosen) - 1) for each in reach]

    def brute_force(self, at_most, keep):
        found = [
            (self.judge(chosen), chosen)
            for length in range(1, at_most + 1)
            for chosen in combinations(self.options, length)
            if not self.hopeless(chosen) and self.judge(chosen) is not None
        ]
        found.sort(key=lambda each: (tuple(-part for part in each[0]), each[1]))
        return found[:keep]

    def solve(self, at_most=4, keep=5, **limits):
        return search(
            self.options,
            judge=self.judge,
            bounds=self.bounds,
            hopeless=self.hopeless,
            at_most=at_most,
            keep=keep,
            **limits,
        )


@pytest.mark.parametrize("loose", [False, True])
@pytest.mark.parametrize("seed", range(200))
def test_it_finds_what_brute_force_finds(seed, loose):
    world = World(seed, loose=loose)
    chance = random.Random(seed)
    at_most, keep = chance.randint(1, 4), chance.randint(1, 8)
    outcome = world.solve(at_most, keep)
    assert outcome.complete
    found = [(each.score, each.chosen) for each in outcome.best]
    assert found == world.brute_force(at_most, keep)


@pytest.mark.parametrize("seed", range(100))
def test_a_bound_is_never_exceeded(seed):
    world = World(seed, size=7)
    for length in range(4):
        for chosen in combinations(world.options, length):
            start = chosen[-1] + 1 if chosen else 0
            rest = world.options[start:]
            for more in range(3):
                for first, bound in zip(rest, world.bounds(chosen, rest, more), strict=True):
                    for number in range(more + 1):
                        for last in combinations(range(first + 1, 7), number):
                            full = (*chosen, first, *last)
                            assert world.merit(full, len(full)) <= bound


def test_it_looks_at_fewer_sets_than_there_are():
    world = World(1, size=14)
    everything = sum(len(list(combinations(world.options, length))) for length in (1, 2, 3, 4))
    assert world.solve(keep=1).looked_at < everything / 4


@pytest.mark.parametrize("seed", range(30))
def test_a_limit_is_never_passed_off_as_the_best(seed):
    world = World(seed)
    cut = world.solve(keep=3, look_at_most=10)
    full = world.solve(keep=3)
    assert cut.looked_at <= 10
    if cut.complete:
        assert [each.score for each in cut.best] == [each.score for each in full.best]
    elif cut.best:
        upper = tuple(a + b for a, b in zip(cut.gap, cut.best[0].score, strict=True))
        assert upper >= full.best[0].score


def test_ties_go_to_the_first_in_the_order_of_options():
    outcome = search(
        ["a", "b", "c"],
        judge=lambda chosen: (1,),
        bounds=lambda chosen, rest, more: [(1,)] * len(rest),
        hopeless=lambda chosen: False,
        at_most=2,
        keep=2,
    )
    assert [each.chosen for each in outcome.best] == [("a",), ("a", "b")]


def test_three_that_cannot_meet_are_passed_over_with_all_that_holds_them():
    outcome = search(
        "abcd",
        judge=lambda chosen: (len(chosen),),
        bounds=lambda chosen, rest, more: [(len(chosen) + 1 + more,)] * len(rest),
        hopeless=lambda chosen: set("abc") <= set(chosen),
        at_most=4,
        keep=1,
    )
    assert outcome.best[0].chosen == ("a", "b", "d")


def test_nothing_to_choose_from_is_a_complete_answer():
    outcome = search(
        [],
        judge=lambda chosen: (1,),
        bounds=lambda chosen, rest, more: [(1,)] * len(rest),
        hopeless=lambda chosen: False,
        at_most=3,
        keep=1,
    )
    assert outcome.complete
    assert outcome.best == ()
