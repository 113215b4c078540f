"""Measure everything and write it down: ``python -m benchmarks``.

Results go to ``benchmarks/results.json``, the table to ``docs/performance.md``.
"""

import argparse
import json
import platform
import sys
from collections.abc import Callable

from benchmarks import cold, explaining, materialising, mixing, rebuilding, searching
from benchmarks.measure import ROOT, written
from benchmarks.report import table

RESULTS = ROOT / "benchmarks" / "results.json"
PERFORMANCE = ROOT / "docs" / "performance.md"


SECTIONS: dict[str, Callable[[argparse.Namespace], object]] = {
    "cold": lambda asked: cold.measured(asked.rounds),
    "snapshot": lambda asked: rebuilding.measured(asked.rounds),
    "why": lambda asked: explaining.measured(asked.rounds),
    "chemistry": lambda asked: mixing.measured(asked.rounds),
    "search": lambda asked: searching.measured(asked.limit),
    "materialisation": lambda asked: materialising.measured(min(asked.rounds, 5), asked.largest),
}


def main() -> int:
    """Run the benchmarks, write results and table; 0 if they came to an end."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--rounds", type=int, default=15, help="rounds of what takes under a second"
    )
    parser.add_argument("--largest", type=int, default=100_000, help="most substances in a world")
    parser.add_argument("--limit", type=float, default=60.0, help="seconds for a solver")
    parser.add_argument("--dry", action="store_true", help="write nothing, print the table")
    parser.add_argument(
        "--only", choices=SECTIONS, help="measure one section anew, and keep the others"
    )
    asked = parser.parse_args()
    results: dict[str, object] = {}
    if asked.only:
        results = json.loads(RESULTS.read_text("utf-8"))
    else:
        results["machine"] = f"{platform.machine()}, Python {platform.python_version()}"
        results["rounds"] = asked.rounds
    for name, measure in SECTIONS.items():
        if asked.only in (None, name):
            results[name] = measure(asked)
    text = table(results)
    if asked.dry:
        print(text, end="")
        return 0
    written(RESULTS, results)
    PERFORMANCE.write_text(text, "utf-8")
    print(f"written: {RESULTS.relative_to(ROOT)}, {PERFORMANCE.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
