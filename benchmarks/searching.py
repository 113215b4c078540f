"""Search for the best mixtures on one abstract model, by us, brute force, clingo and HiGHS.

The model has the shape of the real one: options serve processes with a certainty, some pairs never
go together, the best serves most processes by certainty, the highest first, then has fewest parts.
Parts that serve nothing are not given, as in ``propose``.
"""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations

from benchmarks.measure import Spread, ratio, told
from mesograph.formulation.bounding import counts, reachable, weights_of
from mesograph.formulation.search import Score, search

PROCESSES = 12
LEVELS = (6, 5, 4, 3, 2, 1)
AT_ODDS = 0.1
SERVED = (1, 4)
"""Each option serves so many processes, at least and at most."""

Chosen = tuple[int, ...]


@dataclass(frozen=True)
class Model:
    """Options by number: what each serves with which certainty, and the pairs at odds."""

    serves: tuple[dict[int, int], ...]
    at_odds: frozenset[Chosen]
    at_most: int

    @classmethod
    def drawn(cls, options: int, at_most: int, seed: int) -> "Model":
        """Draw a model; low certainties are common, high ones rare, as in the real knowledge."""
        chance = random.Random(seed)
        weights = [1, 2, 4, 6, 8, 10]
        serves = tuple(
            {
                process: chance.choices(LEVELS, weights)[0]
                for process in chance.sample(range(PROCESSES), chance.randint(*SERVED))
            }
            for _ in range(options)
        )
        pairs = combinations(range(options), 2)
        at_odds = frozenset(each for each in pairs if chance.random() < AT_ODDS)
        return cls(serves, at_odds, at_most)

    def score(self, chosen: Sequence[int]) -> Score:
        """Count the processes served at each certainty, the highest first, then fewest parts."""
        best: dict[int, int] = {}
        for option in chosen:
            for process, level in self.serves[option].items():
                best[process] = max(level, best.get(process, 0))
        levels = list(best.values())
        return (*(levels.count(level) for level in LEVELS), -len(chosen))

    def is_at_odds(self, chosen: Chosen) -> bool:
        """Tell whether two of the chosen never go together."""
        return any(each in self.at_odds for each in combinations(chosen, 2))


@dataclass(frozen=True)
class Solved:
    """The best score, in how many seconds, and whether it is proven."""

    score: Score
    seconds: float
    is_proven: bool


def by_us(model: Model, *, keep: int) -> Solved:
    """Search as propose does, with its bounds."""
    weights = weights_of(len(LEVELS), PROCESSES)
    weight = dict(zip(LEVELS, weights, strict=True))
    services = [{at: weight[each] for at, each in served.items()} for served in model.serves]

    def bounds(chosen: Chosen, rest: Sequence[int], more: int) -> list[Score]:
        reach = reachable(
            [services[each] for each in chosen], [services[each] for each in rest], more
        )
        return [(*counts(each, weights), -len(chosen) - 1) for each in reach]

    start = time.perf_counter()
    found = search(
        range(len(model.serves)),
        judge=model.score,
        bounds=bounds,
        hopeless=model.is_at_odds,
        at_most=model.at_most,
        keep=keep,
    )
    return Solved(found.best[0].score, time.perf_counter() - start, found.complete)


def by_brute_force(model: Model, *, limit: float) -> Solved:
    """Look at every set."""
    start = time.perf_counter()
    best: Score | None = None
    for size in range(1, model.at_most + 1):
        for number, chosen in enumerate(combinations(range(len(model.serves)), size)):
            if number % 10_000 == 0 and time.perf_counter() - start > limit:
                return Solved(best or (), time.perf_counter() - start, False)
            if not model.is_at_odds(chosen):
                score = model.score(chosen)
                best = score if best is None or score > best else best
    assert best is not None
    return Solved(best, time.perf_counter() - start, True)


def by_clingo(model: Model, *, limit: float) -> Solved:
    """Minimise by priorities, one for each place of the score."""
    import clingo

    lines = [f"option(0..{len(model.serves) - 1})."]
    for option, served in enumerate(model.serves):
        lines += [f"serves({option},{process},{level})." for process, level in served.items()]
    lines += [f":- in({one}), in({other})." for one, other in sorted(model.at_odds)]
    lines += [
        f"1 {{ in(O) : option(O) }} {model.at_most}.",
        "has(P,L) :- in(O), serves(O,P,L).",
        "best(P,L) :- has(P,L), not has(P,M) : M = L+1..6.",
        "#maximize { 1@L+1,P : best(P,L) }.",
        "#minimize { 1@1,O : in(O) }.",
    ]
    start = time.perf_counter()
    control = clingo.Control(["--opt-strategy=bb,lin"], logger=lambda *_: None)
    control.add("base", [], "\n".join(lines))
    control.ground([("base", [])])
    best: Score = ()

    def take(found: clingo.Model) -> None:
        nonlocal best
        chosen = [
            each.arguments[0].number for each in found.symbols(atoms=True) if each.name == "in"
        ]
        best = model.score(chosen)

    with control.solve(on_model=take, async_=True) as handle:
        done = handle.wait(limit)
        if not done:
            handle.cancel()
        proven = bool(done and handle.get().exhausted)
    return Solved(best, time.perf_counter() - start, proven)


def by_highs(model: Model, *, limit: float) -> Solved:
    """Solve it as an integer programme, the places of the score weighted by powers."""
    import highspy

    start = time.perf_counter()
    solver = highspy.Highs()
    solver.silent()
    solver.setOptionValue("time_limit", limit)
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.setOptionValue("mip_abs_gap", 0.5)
    base = PROCESSES + 1
    weight = {level: (model.at_most + 1) * base ** (level - 1) for level in LEVELS} | {0: 0}
    chosen = [solver.addBinary(obj=-1.0) for _ in model.serves]
    solver.addConstr(sum(chosen) <= model.at_most)
    solver.addConstr(sum(chosen) >= 1)
    for one, other in sorted(model.at_odds):
        solver.addConstr(chosen[one] + chosen[other] <= 1)
    for process in range(PROCESSES):
        for level in LEVELS:
            serving = [
                chosen[option]
                for option, served in enumerate(model.serves)
                if served.get(process, 0) >= level
            ]
            if serving:
                reached = solver.addBinary(obj=float(weight[level] - weight[level - 1]))
                solver.addConstr(reached <= sum(serving))
    solver.changeObjectiveSense(highspy.ObjSense.kMaximize)
    solver.run()
    proven = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
    values = solver.getSolution().col_value
    taken = [option for option in range(len(model.serves)) if values and values[option] > 0.5]
    return Solved(model.score(taken), time.perf_counter() - start, proven)


SOLVERS: dict[str, Callable[..., Solved]] = {
    "brute force": by_brute_force,
    "clingo": by_clingo,
    "HiGHS": by_highs,
}

SIZES = ((50, 3), (50, 5), (200, 4), (500, 4), (1_000, 4))
SEEDS = (1, 2, 3)
BUDGETS = {(50, 5): 0.1, (200, 4): 1.0}
"""Seconds for the ten best, proven."""


class WrongOptimum(Exception):
    """A solver has proven another optimum than we."""


def measured(limit: float) -> list[dict[str, object]]:
    """Measure the ten best and the best by us, and the best by others; raises WrongOptimum."""
    rows: list[dict[str, object]] = []
    beaten: set[str] = set()
    for options, at_most in SIZES:
        models = [Model.drawn(options, at_most, seed) for seed in SEEDS]
        ours = [by_us(each, keep=1) for each in models]
        ten = [by_us(each, keep=10) for each in models]
        rows.append(_row("mesograph, ten best", options, at_most, ten, ours))
        rows.append(_row("mesograph", options, at_most, ours, ours))
        for name, solver in SOLVERS.items():
            if name in beaten:
                continue
            found = [solver(each, limit=limit) for each in models]
            for one, other in zip(found, ours, strict=True):
                if one.is_proven and other.is_proven and one.score != other.score:
                    raise WrongOptimum(f"{name} at {options}: {one.score} is not {other.score}")
            rows.append(_row(name, options, at_most, found, ours))
            if not any(each.is_proven for each in found):
                beaten.add(name)
    return rows


def _row(
    name: str, options: int, at_most: int, found: Sequence[Solved], ours: Sequence[Solved]
) -> dict[str, object]:
    seconds = [each.seconds for each in found]
    row = {
        "solver": name,
        "options": options,
        "at_most": at_most,
        "seconds": Spread.of(seconds).as_json(),
        "over_ours": ratio(seconds, [each.seconds for each in ours]).as_json(),
        "proven": sum(each.is_proven for each in found),
        "models": len(found),
    }
    told(f"search {options}/{at_most}", {"solver": name, "seconds": row["seconds"]["median"]})
    return row
