"""How long it takes to explain, against the budget of 20 ms of work for a question.

The knowledge is read and closed once; then every kind of statement is proven and told several
times. Machines are noisy: the median is printed, with its ratio to a check of the same mixture.
"""

import statistics
import sys
import time
from collections.abc import Callable

import mesograph
from mesograph.rendering.proofs.text import explanation_text

BUDGET_MS = 20
ROUNDS = 15
MIXTURE = ["procaine hydrochloride 2% 1 mL", "sodium bicarbonate 8.4% (B. Braun) 1 mL"]
STATEMENTS = (
    ["indicated", "tranexamic acid", "melasma"],
    ["indicated", "ascorbic acid", "fine wrinkles"],
    ["aggravates", "ascorbic acid", "melasma"],
    ["verdict", *MIXTURE],
    ["check", "compatibility", *MIXTURE],
)


def main() -> int:
    """Print the times; 1 if any statement takes longer than the budget."""
    start = time.perf_counter()
    formulary = mesograph.load()
    _ = formulary.compendium
    read = time.perf_counter()
    _ = formulary.inferences
    closed = time.perf_counter()
    formulary.why(STATEMENTS[0])
    first = time.perf_counter()
    print(f"read the knowledge        {1000 * (read - start):8.1f} ms, once")
    print(f"close it under the rules  {1000 * (closed - read):8.1f} ms, once")
    print(f"first why                 {1000 * (first - closed):8.1f} ms, once")
    check = median(lambda: formulary.check(MIXTURE))
    print(f"check                     {check:8.2f} ms")
    slowest = 0.0
    for statement in STATEMENTS:
        words = " ".join(statement)
        work = median(lambda statement=statement: explanation_text(formulary.why(statement)))
        slowest = max(slowest, work)
        print(f"why {words[:60]:<60} {work:8.2f} ms  {work / check:6.2f} x check")
    print(f"slowest {slowest:.2f} ms of {BUDGET_MS} ms")
    return 1 if slowest > BUDGET_MS else 0


def median(work: Callable[[], object]) -> float:
    """Give the median time of a piece of work in milliseconds, after one unmeasured round."""
    work()
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return 1000 * statistics.median(times)


if __name__ == "__main__":
    sys.exit(main())
