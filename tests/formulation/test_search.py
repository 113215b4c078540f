"""Branch and bound against brute force, on random worlds of numbers."""

import random
from itertools import combinations

import pytest

from mesograph.formulation.search import search


class World:
    """Options with gains on targets, pairs at odds, and some sets refused."""

    def __init__(self, seed, size=9, targets=4):
        chance = random.Random(seed)
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

    def bound(self, chosen, rest):
        return self.merit((*chosen, *rest), len(chosen))

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
            bound=self.bound,
            hopeless=self.hopeless,
            at_most=at_most,
            keep=keep,
            **limits,
        )


@pytest.mark.parametrize("seed", range(200))
def test_it_finds_what_brute_force_finds(seed):
    world = World(seed)
    chance = random.Random(seed)
    at_most, keep = chance.randint(1, 4), chance.randint(1, 8)
    outcome = world.solve(at_most, keep)
    assert outcome.complete
    found = [(each.score, each.chosen) for each in outcome.best]
    assert found == world.brute_force(at_most, keep)


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
        bound=lambda chosen, rest: (1,),
        hopeless=lambda chosen: False,
        at_most=2,
        keep=2,
    )
    assert [each.chosen for each in outcome.best] == [("a",), ("a", "b")]


def test_three_that_cannot_meet_are_passed_over_with_all_that_holds_them():
    outcome = search(
        "abcd",
        judge=lambda chosen: (len(chosen),),
        bound=lambda chosen, rest: (len(chosen) + len(rest),),
        hopeless=lambda chosen: set("abc") <= set(chosen),
        at_most=4,
        keep=1,
    )
    assert outcome.best[0].chosen == ("a", "b", "d")


def test_nothing_to_choose_from_is_a_complete_answer():
    outcome = search(
        [],
        judge=lambda chosen: (1,),
        bound=lambda chosen, rest: (1,),
        hopeless=lambda chosen: False,
        at_most=3,
        keep=1,
    )
    assert outcome.complete
    assert outcome.best == ()
