"""What was measured as a page, with each budget of the design met or not met."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from benchmarks import cold, explaining, rebuilding, searching

Results = Mapping[str, Any]

HEAD = """\
# Performance

Written by `python -m benchmarks` from `benchmarks/results.json`. Seconds are of one machine and one
day; what counts are ratios, made round by round within one run, in which all contenders of a
section took turns. Each figure is the median, in brackets the middle half of the rounds.
"""
CHEMISTRY = """\
## Chemistry

Two preparations, 1 mL of each, nothing kept from before. PHREEQC is given the same mixtures at the
same bounds of what is known.
"""
SEARCH = """\
## Search

The same model for all: options that serve processes, pairs at odds, counts by certainty as the aim.
Three models of each size; all proven optima agree.
"""
MATERIALISATION = """\
## Materialisation

Worlds in the shape of the real knowledge, closed under the same rules; every engine has inferred
the same facts, or the run would have stopped. owlrl knows no rules of ours, so it is compared under
the axioms of OWL alone. Nemo does not tell reading from reasoning: its seconds hold both, and under
reading stands how long its program took to write.
"""
LARGEST_LEVEL, LARGEST = 10_000, 100_000
"""Sizes at which the design compares with Nemo."""


def table(results: Results) -> str:
    """Write the page."""
    blocks = [
        HEAD,
        f"{results['machine']}, {results['rounds']} rounds.\n",
        "## Budgets\n",
        _rows(["budget", "measured", ""], _budgets(results)),
        "## Cold starts\n\nWhole processes, from the wheel.\n",
        _rows(
            ["what", "seconds", "× empty click", "more than it", "MB"],
            (
                [
                    name,
                    _spread(row),
                    _ratio(row["over_click"]),
                    _ms(row["more_than_click"]),
                    f"{row['memory_MB']:.0f}",
                ]
                for name, row in results["cold"].items()
            ),
        ),
        "## Snapshot\n",
        _rows(
            ["what", "seconds"],
            ([name, _spread(results["snapshot"][name])] for name in ("rebuilt", "opened")),
        ),
        "## Explaining\n\nWork in a process that has read the knowledge.\n",
        _rows(["what", "seconds"], ([name, _spread(row)] for name, row in results["why"].items())),
        CHEMISTRY,
        _rows(["what", "mixtures", "seconds", "mixtures a second"], _mixing(results)),
        SEARCH,
        _rows(
            ["options", "at most", "solver", "seconds", "× ours", "proven"],
            (
                [
                    f"{row['options']:,}",
                    str(row["at_most"]),
                    row["solver"],
                    _spread(row["seconds"]),
                    _ratio(row["over_ours"]),
                    f"{row['proven']} of {row['models']}",
                ]
                for row in results["search"]
            ),
        ),
        MATERIALISATION,
        _rows(
            ["substances", "under", "engine", "reasoning", "× ours", "reading", "MB", "inferred"],
            (_closing(row) for row in results["materialisation"]),
        ),
    ]
    return "\n".join(blocks)


def _mixing(results: Results) -> Iterable[list[str]]:
    chemistry = results["chemistry"]
    for name, row in chemistry.items():
        if "mixtures" in row:
            yield [name, str(row["mixtures"]), _spread(row), f"{row['per_second']:,.0f}"]
    yield [
        "PHREEQC over our own charge balance",
        "",
        f"{_ratio(chemistry['phreeqc_over_own'])} ×",
        "",
    ]
    far = chemistry["apart"]
    yield ["pH of the two apart", "", f"median {far['median']:.2f}, at most {far['most']:.2f}", ""]


def _budgets(results: Results) -> Iterable[list[str]]:
    starts = results["cold"]
    for name in ("propose, kept answer", "propose, searched anew"):
        row = starts[name]
        times, more = row["over_click"]["median"], row["more_than_click"]
        yield _judged(
            f"cold {name}: at most {cold.MOST_RATIO} × empty click and 40 ms more",
            f"{times:.2f} ×, {_ms(more)} more",
            times <= cold.MOST_RATIO and more <= cold.MOST_MORE,
        )
        yield _judged(
            f"cold {name}: at most {cold.MOST_MEMORY:.0f} MB",
            f"{row['memory_MB']:.0f} MB",
            row["memory_MB"] <= cold.MOST_MEMORY,
        )
    seconds = results["snapshot"]["rebuilt"]["median"]
    yield _judged(
        f"snapshot rebuilt within {rebuilding.MOST_SECONDS:.0f} s",
        f"{seconds:.2f} s",
        seconds <= rebuilding.MOST_SECONDS,
    )
    slowest = max(row["median"] for name, row in results["why"].items() if name != "check")
    yield _judged("why: 20 ms of work", _ms(slowest), slowest <= explaining.MOST_SECONDS)
    for (options, at_most), limit in searching.BUDGETS.items():
        row = _searched(results, options, at_most)
        yield _judged(
            f"ten best of {options} options, at most {at_most}, proven within {limit:g} s",
            f"{row['seconds']['median']:.3f} s, {row['proven']} of {row['models']} proven",
            row["seconds"]["median"] <= limit and row["proven"] == row["models"],
        )
    yield from _against_nemo(results)


def _against_nemo(results: Results) -> Iterable[list[str]]:
    ours, nemo = (
        {
            row["substances"]: row
            for row in results["materialisation"]
            if row["engine"] == name and row["under"] == "rules" and "reason" in row
        }
        for name in ("mesograph", "nemo-python")
    )
    for size in sorted(ours.keys() & nemo.keys()):
        most = 1.0 if size <= LARGEST_LEVEL else 1.5
        times = 1 / nemo[size]["over_ours"]["median"]
        yield _judged(
            f"{size:,} substances closed in at most {most:g} × the time of nemo-python",
            f"{times:.2f} ×",
            times <= most,
        )
    if LARGEST in ours and LARGEST in nemo:
        memory = ours[LARGEST]["memory_MB"] / nemo[LARGEST]["memory_MB"]
        yield _judged(
            f"{LARGEST:,} substances in at most 2 × its memory", f"{memory:.1f} ×", memory <= 2
        )
    if LARGEST in ours and 1_000 in ours:
        growth = ours[LARGEST]["reason"]["median"] / ours[1_000]["reason"]["median"]
        yield _judged(
            "linear from 1,000 to 100,000 substances (100 × the time)",
            f"{growth:.0f} ×",
            growth <= 120,
        )


def _searched(results: Results, options: int, at_most: int) -> Mapping[str, Any]:
    (row,) = (
        row
        for row in results["search"]
        if (row["solver"], row["options"], row["at_most"])
        == ("mesograph, ten best", options, at_most)
    )
    found: Mapping[str, Any] = row
    return found


def _closing(row: Mapping[str, Any]) -> list[str]:
    head = [f"{row['substances']:,}", row["under"], row["engine"]]
    if "limit_s" in row:
        return [*head, f"not within {row['limit_s']:.0f} s", "", "", "", ""]
    return [
        *head,
        _spread(row["reason"]),
        _ratio(row["over_ours"]),
        _spread(row["read"]),
        f"{row['memory_MB']:,}",
        f"{row['inferred']:,}",
    ]


def _judged(budget: str, measured: str, is_met: bool) -> list[str]:
    return [budget, measured, "met" if is_met else "**not met**"]


def _rows(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(each)} |" for each in lines) + "\n"


def _spread(row: Mapping[str, float]) -> str:
    return f"{row['median']:.3g} ({row['low']:.3g}-{row['high']:.3g})"


def _ratio(row: Mapping[str, float]) -> str:
    return f"{row['median']:.2f}"


def _ms(seconds: float) -> str:
    return f"{1000 * seconds:.0f} ms"
