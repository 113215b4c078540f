"""How long it takes to explain, once the knowledge is read.

Every kind of statement is proven and told several times, beside a check of the same mixture.
"""

import mesograph
from benchmarks.measure import Spread, in_turns, timed, told
from mesograph.rendering.proofs.text import explanation_text

MOST_SECONDS = 0.020
MIXTURE = ["procaine hydrochloride 2% 1 mL", "sodium bicarbonate 8.4% (B. Braun) 1 mL"]
STATEMENTS = (
    ["indicated", "tranexamic acid", "melasma"],
    ["indicated", "ascorbic acid", "fine wrinkles"],
    ["aggravates", "ascorbic acid", "melasma"],
    ["verdict", *MIXTURE],
    ["check", "compatibility", *MIXTURE],
)


def measured(rounds: int) -> dict[str, object]:
    """Measure each statement, and a check, in turns."""
    formulary = mesograph.load()
    works = {
        f"why {' '.join(each)}": lambda each=each: explanation_text(formulary.why(each))
        for each in STATEMENTS
    }
    works["check"] = lambda: formulary.check(MIXTURE)
    contenders = {name: lambda work=work: timed(work) for name, work in works.items()}
    times = in_turns(contenders, rounds)
    found: dict[str, object] = {name: Spread.of(each).as_json() for name, each in times.items()}
    told("why", {name: Spread.of(each).median for name, each in times.items()})
    return found
