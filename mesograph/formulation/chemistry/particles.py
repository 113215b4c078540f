"""How many particles a formula unit gives in water: at the most, and at the least.

At the most it falls apart wholly. At the least is what osmotic coefficients leave of that; they
were read at the strength of body fluid. Ions that pair, complexes, and salts of organic ions of
which nothing is known may count for as little as one particle.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from mesograph.formulation.chemistry.freezing import bounds
from mesograph.formulation.chemistry.telling import of_constant
from mesograph.model.compendium import Compendium
from mesograph.model.reasons import Step, stated
from mesograph.model.things import Constant, Substance
from mesograph.quantities import Interval, hull

DILUTE = Decimal(350)
"""Up to this many mOsm/L a coefficient read at the strength of body fluid holds."""
_BOTH = 14
"""pKa and pKb of a pair add up to this."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many particles a formula unit gives, and where that comes from."""

    value: Interval
    steps: tuple[Step, ...]


def count_of(compendium: Compendium, substance: Substance, molar: Decimal) -> Count | None:
    """Count the particles of a formula unit at a strength in mol/L; None where it is not known."""
    if substance.constituents:
        return _of_parts(compendium, substance, molar)
    return _of_molecule(compendium, substance, molar)


def binding(compendium: Compendium, substances: Iterable[Substance]) -> tuple[str, ...]:
    """Give what binds each other in a solution, so that the sum of it is only an upper bound.

    That are ions of two charges or more on both sides, and ions with what a complex is known of.
    """
    given = {id_ for each in substances for id_, _ in each.constituents}
    charges = {id_: compendium.ions[id_].charge for id_ in given if id_ in compendium.ions}
    many = {id_ for id_, charge in charges.items() if abs(charge) >= 2}
    found = many if len({charges[each] > 0 for each in many}) > 1 else set()
    for each in compendium.complexes.values():
        if {each.ion, each.ligand} <= given:
            found = found | {each.ion, each.ligand}
    return tuple(sorted(found))


def charges_of(compendium: Compendium, substance: Substance) -> tuple[int, ...] | None:
    """Give the charges of the ions of a salt of strong ions, None for all else."""
    found = []
    for id_, count in substance.constituents:
        if id_ not in compendium.ions:
            return None
        found += [compendium.ions[id_].charge] * count
    return tuple(sorted(found)) if len(found) > 1 and not sum(found) else None


def _of_parts(compendium: Compendium, substance: Substance, molar: Decimal) -> Count:
    parts = substance.constituents
    whole = Decimal(sum(number for _, number in parts))
    strong = [compendium.ions[id_].charge * n for id_, n in parts if id_ in compendium.ions]
    names = " + ".join(f"{number} {compendium.label(of)}" for of, number in parts)
    text = f"{substance.label} gives {names}, if it falls apart wholly"
    steps = [stated("constituents", text)]
    if len(strong) == len(parts):
        # An acid or alkali gives a proton or hydroxide for every charge that nothing balances.
        whole += abs(sum(strong))
    if whole == 1:
        return Count(Interval.exactly(1), tuple(steps))
    share, told = _share(compendium, substance, molar * whole * 1000)
    low, high = max(share[0] * whole, Decimal(1)), max(share[1], Decimal(1)) * whole
    return Count(Interval(low, high), (*steps, *told))


def _share(
    compendium: Compendium, substance: Substance, ideal: Decimal
) -> tuple[tuple[Decimal, Decimal], tuple[Step, ...]]:
    """Give the least and the most share of its particles that counts, nothing where unknown."""
    if ideal <= DILUTE:
        own = _coefficients(substance)
        if own:
            steps = tuple(of_constant(compendium, substance.id, each) for each in own)
            return bounds(hull(each.value for each in own)), steps
        charges = charges_of(compendium, substance)
        alike = list(_alike(compendium, charges)) if charges else []
        if alike:
            least, of, constant = min(alike, key=lambda each: (each[0], each[1]))
            text = "the least that is known here of a salt of ions of the same charges"
            known = of_constant(compendium, of, constant)
            return (least, Decimal(1)), (stated("least-known", text, *known.citations), known)
    text = f"how far the ions of {substance.label} pair or bind at this strength is not known"
    return (Decimal(0), Decimal(1)), (stated("not-known", text),)


def _alike(
    compendium: Compendium, charges: tuple[int, ...]
) -> Iterator[tuple[Decimal, str, Constant]]:
    for each in compendium.substances.values():
        if charges_of(compendium, each) == charges:
            for constant in _coefficients(each):
                yield bounds(constant.value)[0], each.id, constant


def _coefficients(substance: Substance) -> list[Constant]:
    return [each for each in substance.constants if each.quantity == "osmoticCoefficient"]


def _of_molecule(compendium: Compendium, substance: Substance, molar: Decimal) -> Count | None:
    """Count a molecule and what it can lose to or take from water: by Ostwald less than this."""
    pkas = [each for each in substance.constants if each.quantity == "pka" and each.dissociates_as]
    if not pkas:
        return None
    as_acid = [
        bounds(each.value)[0] if each.dissociates_as == "as-acid" else _BOTH - bounds(each.value)[1]
        for each in pkas
    ]
    share = min(Decimal(1), (Decimal(10) ** -min(as_acid) / molar).sqrt()) if molar else Decimal(1)
    most = max(1 + share, *(bounds(each.value)[1] for each in _coefficients(substance)), 1)
    steps = [of_constant(compendium, substance.id, each) for each in pkas]
    steps += [of_constant(compendium, substance.id, each) for each in _coefficients(substance)]
    return Count(Interval(Decimal(1), Decimal(f"{most:.4g}")), tuple(steps))
