"""What a mixture holds in the end: every ingredient, the same one from several parts summed.

By volume: volumes are taken to add up, which they do closely for dilute solutions in water.
"""

from collections.abc import Iterator
from decimal import Decimal

from mesograph.formulation.amounts import moieties_in, molar_mass, of_moles, to_moles, valence
from mesograph.formulation.bearing import MEDIUM, USED_UP
from mesograph.formulation.chemistry.precipitating import rounded
from mesograph.formulation.chemistry.telling import of_constant
from mesograph.formulation.holding import held, poured
from mesograph.formulation.mixing import Mixture, final_strength, has_volumes
from mesograph.model.answers import FinalStrength
from mesograph.model.compendium import Compendium
from mesograph.model.reasons import Step, calculated, concluded
from mesograph.quantities import Interval, as_range

HOW = "sum of strength x volume / volume of the mixture, volumes taken to add up"
HOW_MOIETY = "strength / molar mass of the salt x molar mass of the moiety, summed over its forms"
HOW_IONS = "strength / molar mass x ions of a formula unit, summed; x charge for mEq"
PER_LITRE = Decimal(1000)


def final_strengths(compendium: Compendium, mixture: Mixture) -> tuple[FinalStrength, ...]:
    """Give every ingredient at its final strength, then moieties and ions; none without volumes."""
    if not has_volumes(mixture):
        return ()
    names = [
        each.substance
        for active in (True, False)
        for part in mixture
        for each in part.preparation.ingredients
        if (each in part.preparation.actives) is active
        and each.role != MEDIUM
        and (each.role != USED_UP or each.strength is not None)
    ]
    found = {name: _final(compendium, mixture, name) for name in dict.fromkeys(names)}
    given = tuple(found.values())
    return (*given, *_moieties(compendium, given), *_ions(compendium, given))


def _final(compendium: Compendium, mixture: Mixture, substance: str) -> FinalStrength:
    label = compendium.label(substance)
    strength = final_strength(mixture, substance)
    premises = _sources(compendium, mixture, substance)
    if strength is None or strength.amount.high is None:
        text = f"{label}: at a strength that is not known"
        step = concluded("final-strength", text, premises, HOW)
        return FinalStrength(substance, "ingredient", None, "", None, None, step)
    mass = molar_mass(compendium, substance)
    moles = to_moles(strength, mass.value.low if mass else None, valence(compendium, substance))
    amount = rounded(strength.amount)
    per_litre = rounded(moles.scaled(PER_LITRE)) if moles else None
    beside = f" ({as_range(per_litre)} mmol/L)" if per_litre else ""
    text = f"{label} {as_range(amount)} {strength.unit}{beside}"
    if mass and per_litre:
        premises.append(of_constant(compendium, substance, mass))
    step = calculated("final-strength", text, premises, HOW, amount, strength.unit)
    return FinalStrength(
        substance, "ingredient", amount, strength.unit, per_litre, None, step, exact=strength
    )


def _sources(compendium: Compendium, mixture: Mixture, substance: str) -> list[Step]:
    holding = [part for part in mixture if substance in part.preparation.substances]
    return [
        *(
            held(compendium, part, each)
            for part in holding
            for each in part.preparation.ingredients
            if each.substance == substance
        ),
        *(poured(part) for part in mixture if len(mixture) > 1),
    ]


def _moieties(compendium: Compendium, given: tuple[FinalStrength, ...]) -> Iterator[FinalStrength]:
    """Give each active moiety that comes as a salt or hydrate, summed with what is there of it."""
    forms: dict[str, list[tuple[FinalStrength, int]]] = {}
    for each in given:
        known = moieties_in(compendium, each.substance)
        if known:
            forms.setdefault(known[0], []).append((each, known[1]))
    for moiety, of in forms.items():
        own = [(each, 1) for each in given if each.substance == moiety]
        mass = molar_mass(compendium, moiety)
        found = [(_moles(compendium, each), count) for each, count in (*of, *own)]
        total = Interval.exactly(0)
        for moles, count in found:
            if moles is None:
                break
            total = total + moles.scaled(Decimal(count))
        else:
            amount = of_moles(total, "mg/mL", mass.value.low if mass else None, None)
            if mass is None or amount is None:
                continue
            label = compendium.label(moiety)
            text = f"as {label} {as_range(rounded(amount))} mg/mL"
            premises = [
                *(each.proof for each, _ in (*of, *own)),
                of_constant(compendium, moiety, mass),
            ]
            step = calculated("as-moiety", text, premises, HOW_MOIETY, rounded(amount), "mg/mL")
            per_litre = rounded(total.scaled(PER_LITRE))
            yield FinalStrength(moiety, "moiety", rounded(amount), "mg/mL", per_litre, None, step)


def _ions(compendium: Compendium, given: tuple[FinalStrength, ...]) -> Iterator[FinalStrength]:
    """Give each ion, summed over the salts that set it free, in mmol/L and mEq/L."""
    totals: dict[str, Interval] = {}
    proofs: dict[str, list[Step]] = {}
    open_: set[str] = set()
    for each in given:
        moles = _moles(compendium, each)
        known = compendium.substances.get(each.substance)
        for ion, count in known.constituents if known else ():
            if ion not in compendium.ions:
                continue
            if moles is None:
                open_.add(ion)
                continue
            more = moles.scaled(PER_LITRE * count)
            totals[ion] = totals.get(ion, Interval.exactly(0)) + more
            proofs.setdefault(ion, []).append(each.proof)
    for ion, total in totals.items():
        if ion not in open_:
            charges = rounded(total.scaled(Decimal(abs(compendium.ions[ion].charge))))
            label = compendium.label(ion)
            text = f"{label} {as_range(rounded(total))} mmol/L ({as_range(charges)} mEq/L)"
            step = calculated("ions", text, proofs[ion], HOW_IONS, rounded(total), "mmol/L")
            yield FinalStrength(ion, "ion", rounded(total), "mmol/L", rounded(total), charges, step)


def _moles(compendium: Compendium, final: FinalStrength) -> Interval | None:
    if final.exact is None:
        return None
    mass = molar_mass(compendium, final.substance)
    return to_moles(
        final.exact, mass.value.low if mass else None, valence(compendium, final.substance)
    )
