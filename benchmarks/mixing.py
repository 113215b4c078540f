"""How many mixtures a second the chemistry works out, once the knowledge is read.

What was worked out is forgotten before every round. The same mixtures of weak acids and bases, at
the same bounds of what is known, are also given to PHREEQC, which knows ion pairs as well: how far
its pH lies from ours is measured too. Solids of minerals are asked of PHREEQC alone.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, islice
from statistics import median

import mesograph
from benchmarks.measure import Spread, in_turns, ratio, timed, told
from mesograph.formulation import phreeqc
from mesograph.formulation.chemistry.bringing import Brought, brought_by
from mesograph.formulation.chemistry.reckoning import reckon
from mesograph.formulation.chemistry.state import shares_of, state_of, ways
from mesograph.formulation.mixing import Mixture
from mesograph.model.compendium import Compendium
from mesograph.model.things import Part

Acidities = tuple[float, ...]
"""The pH of one mixture at every bound of what is known."""
SIMPLE, MINERAL = 60, 20
"""Mixtures of each kind: two preparations, 1 mL of each, in the order of their ids."""
OWN, ORACLE = "pH, own charge balance", "pH, PHREEQC"
ALL, SOLIDS = "pH and uncharged forms", "with solids of minerals, by PHREEQC"


def measured(rounds: int) -> dict[str, object]:
    """Measure all kinds in turns; a rate is mixtures in a second."""
    compendium = mesograph.load().compendium
    simple = settling(compendium, SIMPLE, with_minerals=False)
    mineral = settling(compendium, MINERAL, with_minerals=True)
    works = {
        OWN: lambda: by_charge_balance(compendium, simple),
        ORACLE: lambda: by_phreeqc(compendium, simple),
        ALL: lambda: reckoned(compendium, simple),
        SOLIDS: lambda: reckoned(compendium, mineral),
    }
    counts = {SOLIDS: len(mineral)}
    times = in_turns({name: lambda work=work: timed(work) for name, work in works.items()}, rounds)
    found: dict[str, object] = {
        name: {
            **Spread.of(each).as_json(),
            "mixtures": counts.get(name, len(simple)),
            "per_second": round(counts.get(name, len(simple)) / Spread.of(each).median, 1),
        }
        for name, each in times.items()
    }
    found["phreeqc_over_own"] = ratio(times[ORACLE], times[OWN]).as_json()
    found["apart"] = apart(by_charge_balance(compendium, simple), by_phreeqc(compendium, simple))
    told("chemistry", {name: Spread.of(each).median for name, each in times.items()})
    return found


def settling(compendium: Compendium, count: int, *, with_minerals: bool) -> list[Mixture]:
    """Give the first mixtures that are not too strong for anything to be said of them."""
    found = mixtures(compendium, with_minerals=with_minerals)
    return list(islice((each for each in found if state_of(compendium, each).settled), count))


def mixtures(compendium: Compendium, *, with_minerals: bool) -> Iterator[Mixture]:
    """Give pairs of preparations of which all that the chemistry needs is known."""
    known = {
        each.id: brought
        for each in compendium.preparations.values()
        if not (brought := brought_by(compendium, Part(each, Decimal(1)))).lacking
        and (brought.ions or brought.protolytes)
    }
    for one, other in combinations(known.values(), 2):
        if _may_form_minerals(compendium, one, other) is with_minerals:
            yield one.part, other.part


def _may_form_minerals(compendium: Compendium, *brought: Brought) -> bool:
    held = {each.name for one in brought for each in one.ions if each.element}
    held |= {each.substance for one in brought for each in one.protolytes if each.element}
    needed = [
        compendium.made_of(product)
        for solid in compendium.solids.values()
        for product in solid.products
    ]
    return any(each is not None and each <= held for each in needed)


def by_charge_balance(compendium: Compendium, asked: Sequence[Mixture]) -> list[Acidities]:
    """Work out the pH of every mixture at every bound, with nothing kept from before."""
    compendium.reckoned.clear()
    return [
        tuple(settled.ph for _, settled in state_of(compendium, each).settled) for each in asked
    ]


def by_phreeqc(compendium: Compendium, asked: Sequence[Mixture]) -> list[Acidities]:
    """Let PHREEQC work out the same."""
    found = []
    for each in asked:
        brought = state_of(compendium, each).brought
        found.append(
            tuple(
                phreeqc.run(ions, weak, shift=shift).ph
                for ions, weak, shift in ways(brought, shares_of(brought, each), held=False)
            )
        )
    return found


def apart(ours: Sequence[Acidities], theirs: Sequence[Acidities]) -> dict[str, float]:
    """Tell how far two answers lie apart in pH, for the bounds that both worked out."""
    gaps = [
        abs(one - other)
        for mixture, same in zip(ours, theirs, strict=True)
        for one, other in zip(mixture, same, strict=False)
    ]
    return {"median": round(median(gaps), 4), "most": round(max(gaps), 4)}


def reckoned(compendium: Compendium, asked: Sequence[Mixture]) -> int:
    """Reckon everything that may fall out, with nothing kept from before."""
    compendium.reckoned.clear()
    return sum(len(reckon(compendium, each)) for each in asked)
