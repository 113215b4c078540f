"""What stands against an agent of tonicity: it falls out, enters cells, or may not be injected."""

from collections.abc import Iterable

from mesograph.formulation.chemistry.telling import of_constant
from mesograph.model.claims import ContraindicationClaim, TraitClaim
from mesograph.model.compendium import Compendium
from mesograph.model.findings import Caution
from mesograph.model.reasons import concluded, leaf
from mesograph.model.tonicities import Recipe

PERMEANT = "enters-red-cells"
OF_INJECTIONS = ("intradermal", "subcutaneous", "intramuscular", "intravenous")
INJECTION = "injection"


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
    yield from _falling(compendium, recipe)
    agent = recipe.agent
    if recipe.route != INJECTION or agent.substance is None:
        return
    for claim in compendium.claims_of(ContraindicationClaim):
        if agent.substance in claim.about and claim.supports and claim.route in OF_INJECTIONS:
            text = f"{agent.name} is not for an injection: {claim.statement}"
            yield Caution("not-for-injection", text, leaf(claim))


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
