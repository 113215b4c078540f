"""Counting what is known, kind by kind, and what of the founding texts could be sourced."""

from collections import Counter
from collections.abc import Callable, Mapping

from mesograph.formulation.surveying import how_much_is_known
from mesograph.model.claims import (
    CareClaim,
    Claim,
    ComplicationClaim,
    CostClaim,
    GeneralClaim,
    IndicationClaim,
    LawClaim,
    MechanismClaim,
    PhysiologyClaim,
    RequirementClaim,
    SynergyClaim,
    TechniqueClaim,
    ToleranceClaim,
)
from mesograph.model.compendium import Compendium
from mesograph.model.statistics import ClaimCount, ItemCount, Sourced, Standing, Statistics
from mesograph.model.things import Circumstances, FoundingItem, Preparation, Substance

PRACTICE_KINDS = (
    "Technique",
    "DepthClass",
    "Material",
    "AnatomicalStructure",
    "Complication",
    "Measure",
    "PrescriberMeasure",
    "Medicine",
)
"""Kinds of things that carry nothing of their own, and are counted all the same."""
EFFECTS = (
    GeneralClaim,
    IndicationClaim,
    MechanismClaim,
    PhysiologyClaim,
    RequirementClaim,
    SynergyClaim,
    ToleranceClaim,
)
"""The claims that speak for or against what a founding text says of a thing."""

_OF_PRACTICE: Mapping[type[Claim], tuple[frozenset[str], frozenset[str]]] = {
    TechniqueClaim: (
        frozenset({"Technique", "DepthClass", "Material"}),
        frozenset({"Parameter", "Tissue", "Region"}),
    ),
    CareClaim: (frozenset({"Measure", "PrescriberMeasure"}), frozenset({"Phase"})),
    ComplicationClaim: (frozenset({"Complication"}), frozenset({"Facet"})),
    CostClaim: (frozenset({"Parameter"}), frozenset({"Technique"})),
    LawClaim: (frozenset({"Act"}), frozenset({"Jurisdiction"})),
}
"""What an item must stand for that claims of practice bear on it, and what restricts them."""


def counted(compendium: Compendium, standing: Callable[[str], Standing]) -> Statistics:
    """Count everything; ``standing`` says of a concern what is proposed for it."""
    claims = [each for _, each in sorted(compendium.claims.items())]
    return Statistics(
        compendium=compendium,
        things=_things(compendium),
        claims=tuple(
            _claims(kind, [each for each in claims if each.kind == kind])
            for kind in sorted({each.kind for each in claims})
        ),
        sources=_ordered(Counter(each.source_kind or "" for each in compendium.sources.values())),
        figures=_figures(compendium),
        pairs=how_much_is_known(compendium, Circumstances()),
        concerns={each: standing(each) for each in sorted(compendium.concerns)},
        items=_items(compendium, claims),
    )


def _ordered(found: Counter[str]) -> Mapping[str, int]:
    return dict(sorted(found.items()))


def _things(compendium: Compendium) -> Mapping[str, int]:
    found = Counter(
        "Preparation"
        if isinstance(each, Preparation)
        else "Substance"
        if isinstance(each, Substance)
        else each.kind
        if each.kind in PRACTICE_KINDS
        else type(each).__name__
        for each in compendium.things.values()
        if each.curie.startswith("mg:")
    )
    found.pop("Thing", None)
    return _ordered(found)


def _figures(compendium: Compendium) -> Mapping[str, int]:
    found: Counter[str] = Counter()
    for substance in compendium.substances.values():
        found.update(each.quantity for each in substance.constants)
    for each in compendium.preparations.values():
        found["ph"] += len(each.ph)
        found["osmolality"] += len(each.osmolality)
        found["osmolarity"] += len(each.osmolarity)
    return _ordered(found)


def _claims(kind: str, found: list[Claim]) -> ClaimCount:
    return ClaimCount(
        kind=kind,
        supporting=sum(each.supports for each in found),
        refuting=sum(not each.supports for each in found),
        mentions=sum(each.read_as == "mention" for each in found),
        reviewed=sum(each.curation_state == "reviewed" for each in found),
    )


def _items(compendium: Compendium, claims: list[Claim]) -> tuple[ItemCount, ...]:
    founding = [each for each in compendium.things.values() if isinstance(each, FoundingItem)]
    speaking = [
        (each, spoken_of(each))
        for each in claims
        if isinstance(each, (*EFFECTS, *_OF_PRACTICE))
        and each.read_as == "passage"
        and not compendium.sources[each.source].is_founding_text
    ]
    found = []
    for item in sorted(founding, key=lambda each: (each.group, each.label.casefold())):
        named = item.stands_for | item.stands_against
        meant = _with_salts(compendium, named)
        sorts: dict[str, set[str]] = {}
        for each in named:
            sorts.setdefault(compendium.things[each].kind, set()).add(each)
        bearing = [
            # What speaks against a thing the item denies speaks for the item.
            each.supports != bool(about & item.stands_against)
            for each, about in speaking
            if _bears(each, about, meant, sorts)
        ]
        supporting = sum(bearing)
        refuting = len(bearing) - supporting
        sourced = Sourced.CONTRADICTED if refuting else Sourced.SOURCED
        found.append(
            ItemCount(
                id=item.id,
                label=item.label,
                group=item.group,
                sourced=sourced if bearing else Sourced.NOT_FOUND,
                supporting=supporting,
                refuting=refuting,
            )
        )
    return tuple(found)


def _bears(
    claim: Claim, about: frozenset[str], meant: frozenset[str], sorts: Mapping[str, set[str]]
) -> bool:
    """Tell whether a claim is on an item; one of practice names one of each sort it can name."""
    if type(claim) not in _OF_PRACTICE:
        return bool(about & meant)
    heads, rest = _OF_PRACTICE[type(claim)]
    return bool(heads & sorts.keys()) and all(
        about & sorts[each] for each in (heads | rest) & sorts.keys()
    )


def spoken_of(claim: Claim) -> frozenset[str]:
    """Give the ids of all that a claim on effects or on practice speaks of."""
    match claim:
        case MechanismClaim():
            return frozenset({claim.agent, claim.process})
        case IndicationClaim():
            return claim.agents | {claim.concern}
        case SynergyClaim():
            return claim.agents
        case PhysiologyClaim():
            return frozenset({claim.concern})
        case ToleranceClaim() | GeneralClaim():
            return claim.about
        case RequirementClaim():
            return frozenset({claim.about})
        case TechniqueClaim():
            restricted = claim.tissues | claim.regions | claim.materials
            return claim.about | restricted | {claim.parameter}
        case CareClaim():
            return frozenset({claim.measure, claim.phase})
        case ComplicationClaim():
            return claim.complications | {claim.facet}
        case CostClaim():
            return claim.about | {claim.parameter}
        case LawClaim():
            return frozenset({claim.jurisdiction, claim.act})
        case _:
            return frozenset()


def _with_salts(compendium: Compendium, meant: frozenset[str]) -> frozenset[str]:
    """Add the salts of what is meant, and the preparations that are drawn for it."""
    salts = {id_ for id_, each in compendium.substances.items() if each.moiety in meant}
    substances = meant | salts
    products = {
        id_
        for id_, each in compendium.preparations.items()
        if each.actives and all(active.substance in substances for active in each.actives)
    }
    return substances | products
