"""What stands against an agent of tonicity: it falls out, enters cells, or may not be injected."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from mesograph.formulation.chemistry.particles import binding, charges_of
from mesograph.formulation.chemistry.telling import of_constant
from mesograph.model.claims import ContraindicationClaim, ToleranceClaim, TraitClaim
from mesograph.model.compendium import Compendium
from mesograph.model.findings import Caution
from mesograph.model.reasons import concluded, leaf, stated
from mesograph.model.tonicities import Recipe, Solute

PERMEANT = "enters-red-cells"
OF_INJECTIONS = ("intradermal", "subcutaneous", "intramuscular", "intravenous")
INJECTION = "injection"
TONIC = ("sodiumChlorideEquivalent", "freezingPointDepression", "isoOsmoticStrength")
MOST_OTHERS = 4
"""So many other agents are named."""


def permeants(compendium: Compendium, recipe: Recipe) -> tuple[Caution, ...]:
    """Warn of solutes that enter cells: they press on no cell wall for long."""
    found = []
    for each in (*recipe.solutes, recipe.agent):
        for claim in compendium.claims_of(TraitClaim):
            if claim.trait == PERMEANT and claim.supports and claim.agent == each.substance:
                text = f"{each.name} enters cells: iso-osmotic is not isotonic with it"
                found.append(
                    Caution("enters-cells", text, concluded(PERMEANT, text, [leaf(claim)]))
                )
    return tuple(dict.fromkeys(found))


def refusals(compendium: Compendium, recipe: Recipe) -> Iterable[Caution]:
    """Refuse an agent that forms a solid with what is dissolved, or may not be injected."""
    for each in _falling(compendium, recipe):
        others = ", ".join(without_solid(compendium, recipe)[:MOST_OTHERS])
        other = f"; no solid is known here with {others}" if others else ""
        yield replace(each, text=each.text + other)
    agent = recipe.agent
    if recipe.route != INJECTION or agent.substance is None:
        return
    yield from _harmful(compendium, agent)
    for claim in compendium.claims_of(ContraindicationClaim):
        if agent.substance in claim.about and claim.supports and claim.route in OF_INJECTIONS:
            text = f"{agent.name} is not for an injection: {claim.statement}"
            yield Caution("not-for-injection", text, leaf(claim))


def _harmful(compendium: Compendium, agent: Solute) -> Iterable[Caution]:
    """Refuse what is said to be toxic inside the body; what weakens that is told beside it."""
    said = [
        each
        for each in compendium.claims_of(ToleranceClaim)
        if each.about == {agent.substance} and each.routes & set(OF_INJECTIONS)
    ]
    against = [each for each in said if not (each.supports or each.harms or each.conditions)]
    beside = [each for each in said if each.supports]
    for claim in against:
        text = f"{agent.name} is not for an injection: {claim.statement}"
        text += "".join(f" Against that: {each.statement}" for each in beside)
        proof = concluded("not-for-injection", text, map(leaf, (claim, *beside)))
        yield Caution("not-for-injection", text, proof)


def upper_bounds(compendium: Compendium, recipe: Recipe) -> tuple[Caution, ...]:
    """Say of which solutes the sum of particles is no more than an upper bound."""
    known = [compendium.substances[each.substance] for each in recipe.solutes if each.substance]
    bound = binding(compendium, known)
    if not bound:
        return ()
    names = " and ".join(compendium.label(each) for each in bound)
    text = (
        f"{names} bind each other: their sum, in mOsm/L, is an upper bound, so that more of an "
        "agent may be needed"
    )
    told = [
        stated("constituents", f"{each.label} gives {compendium.label(of)}")
        for each in known
        for of, _ in each.constituents
        if of in bound
    ]
    return (Caution("upper-bound", text, concluded("ions-bind", text, told)),)


def without_solid(compendium: Compendium, recipe: Recipe) -> tuple[str, ...]:
    """Name salts of the same acid or metal that bring no ion of which a solid is known here.

    They share an ion with a solute and are neutral salts of ions of one charge, with a figure of
    tonicity. That no solid is known is no proof that all stays clear.
    """
    solutes = {each.substance for each in recipe.solutes}
    given = _ions(compendium, [each for each in solutes if each])
    found = []
    for substance in compendium.substances.values():
        own = _ions(compendium, [substance.id])
        charges = charges_of(compendium, substance)
        if substance.id in solutes or charges != (-1, 1) or not own & given:
            continue
        agent = Solute(substance.label, substance.id, Decimal(1))
        if any(each.quantity in TONIC for each in substance.constants) and not any(
            _falling(compendium, replace(recipe, agent=agent))
        ):
            found.append(substance.label)
    return tuple(sorted(found))


def _ions(compendium: Compendium, substances: Iterable[str]) -> set[str]:
    return {
        id_
        for each in substances
        for id_, _ in compendium.substances[each].constituents
        if id_ in compendium.ions
    }


def _falling(compendium: Compendium, recipe: Recipe) -> Iterable[Caution]:
    names: dict[str, set[str]] = {}
    for each in (*recipe.solutes, recipe.agent):
        if each.substance:
            for of, _ in compendium.substances[each.substance].constituents:
                names.setdefault(of, set()).add(each.name)
    for solid in compendium.solids.values():
        for product in solid.products:
            needed = compendium.made_of(product)
            if needed is None or not needed <= names.keys():
                continue
            bringing = set.intersection(*(names[each] for each in needed))
            others = {name for each in needed for name in names[each]}
            if not bringing and recipe.agent.name in others:
                label = compendium.label(solid.id)
                who = " and ".join(sorted(others))
                text = f"{who} form {label}, which hardly dissolves"
                proof = concluded("solid-forms", text, [of_constant(compendium, solid.id, product)])
                yield Caution("precipitates", text, proof)
                break
