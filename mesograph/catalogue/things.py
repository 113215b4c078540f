"""Substances, preparations, sources and all other things, read from their subjects."""

from collections.abc import Callable

from mesograph.catalogue.subjects import (
    FIGURE_TERMS,
    Fields,
    Subject,
    node_of,
    source_of,
    sources_of,
)
from mesograph.model import things
from mesograph.quantities import unit_word
from mesograph.strengths import Strength
from mesograph.vocabulary import CITATION, SCOPE_NOTE, meso

_UNITS_OF_STRENGTH = (
    "mg-per-mL",
    "iu-per-mL",
    "meq-per-mL",
    "mmol-per-mL",
    "units-per-mL",
    "percent-v-v",
    "gram-per-gram",
)
_IDENTIFIERS = (
    ("CAS", "casNumber"),
    ("PubChem", "pubchemCid"),
    ("formula", "molecularFormula"),
    ("InChIKey", "inchiKey"),
    ("INCI", "inciName"),
)
CONSTANTS = (
    "molarMass",
    "pka",
    "logP",
    "solubility",
    "intrinsicSolubility",
    "sodiumChlorideEquivalent",
    "freezingPointDepression",
    "isoOsmoticStrength",
    "osmoticCoefficient",
    "cryoscopicConstant",
    "criticalMicelleConcentration",
    "henryConstant",
    "moleFractionInAir",
)
"""The properties that give a substance its figures, in the order in which they are told."""


def preparation(subject: Subject, named: Fields) -> things.Preparation:
    """Read a preparation with its ingredients and figures."""
    return things.Preparation(
        **named,
        ingredients=tuple(ingredient(node_of(subject, each)) for each in subject.ids("ingredient")),
        vehicle=subject.id_or_none("vehicle"),
        partly_known=subject.flag("isPartlyKnown"),
        manufacturer=subject.english(meso("manufacturer")),
        pack=subject.english(meso("pack")),
        ph=figures(subject, "ph"),
        osmolality=figures(subject, "osmolality"),
        osmolarity=figures(subject, "osmolarity"),
        titratable_acidity=figures(subject, "titratableAcidity"),
    )


def ingredient(node: Subject) -> things.Ingredient:
    """Read an ingredient with its strength, None where that is not known."""
    unit = node.id_or_none("unit")
    known = any(node.has(meso(each)) for each in FIGURE_TERMS)
    if known and unit not in _UNITS_OF_STRENGTH:
        units = ", ".join(map(unit_word, _UNITS_OF_STRENGTH))
        raise node.broken(f"has a strength in none of the units {units}")
    return things.Ingredient(
        substance=node.the("substance"),
        role=node.the("role"),
        strength=Strength(node.amount(), unit_word(str(unit))) if known else None,
        source=source_of(node),
        locator=node.text_or_none(meso("locator")),
        held_by=node.id_or_none("heldInSolutionBy"),
        of_unknown_hydrate=node.flag("isOfUnknownHydrate"),
    )


def figures(subject: Subject, term: str) -> tuple[things.Figure, ...]:
    """Read the figures that a subject has for a quantity."""
    return tuple(
        things.Figure(**_read(node), value=node.amount())
        for node in (node_of(subject, each) for each in subject.ids(term))
    )


def _read(node: Subject) -> Fields:
    """Read what every figure carries but its value."""
    return {
        "id": node.id,
        "unit": node.the("unit"),
        "source": source_of(node),
        "locator": node.text_or_none(meso("locator")),
        "obtained": node.id_or_none("obtainedBy"),
    }


def _constants(
    subject: Subject, quantities: tuple[str, ...] = CONSTANTS
) -> tuple[things.Constant, ...]:
    return tuple(
        things.Constant(
            **_read(node),
            quantity=quantity,
            value=node.interval(),
            strength=node.number("atStrength"),
            temperature=node.number("atTemperature"),
            ionic_strength=node.number("atIonicStrength"),
            step=int(step) if (step := node.text_or_none(meso("dissociationStep"))) else None,
            dissociates_as=node.id_or_none("dissociatesAs"),
            dissolution=node.text_or_none(meso("dissolution")),
            notes=node.texts(SCOPE_NOTE),
        )
        for quantity in quantities
        for node in (node_of(subject, each) for each in subject.ids(quantity))
    )


def _substance(subject: Subject, named: Fields) -> things.Substance:
    return things.Substance(
        **named,
        moiety=subject.id_or_none("activeMoiety"),
        traits=frozenset(subject.ids("trait")),
        traits_reviewed=bool(subject.ids("traitsReviewedIn")),
        sources=sources_of(subject),
        identifiers=tuple(
            (name, text) for name, term in _IDENTIFIERS for text in subject.texts(meso(term))
        ),
        constants=_constants(subject),
        constituents=tuple(
            (node.the("gives"), int(node.text(meso("multiplicity"))))
            for node in (node_of(subject, each) for each in subject.ids("constituent"))
        ),
        element=subject.text_or_none(meso("elementName")),
        species=subject.texts(meso("speciesName")),
    )


def _document(subject: Subject, named: Fields) -> things.Source:
    return things.Source(
        **named,
        citation=subject.text(CITATION),
        url=subject.text_or_none(meso("url")),
        doi=subject.text_or_none(meso("doi")),
        pmid=subject.text_or_none(meso("pmid")),
        source_kind=subject.id_or_none("sourceKind"),
        opened=subject.text_or_none(meso("opened")),
        is_founding_text=subject.flag("isFoundingText"),
    )


def _search(subject: Subject, named: Fields) -> things.SearchRecord:
    return things.SearchRecord(
        **named,
        between=frozenset(subject.ids("between")),
        looked_for=frozenset(subject.ids("lookedFor")),
        corpus=subject.text(meso("corpus")),
        query=" · ".join(subject.texts(meso("query"))),
        searched_on=subject.text(meso("searchedOn")),
        result=subject.text(meso("result")),
    )


def _teaching_point(subject: Subject, named: Fields) -> things.TeachingPoint:
    return things.TeachingPoint(
        **named,
        quotes=subject.texts(meso("quotes")),
        teaches=frozenset(subject.ids("teaches")),
        questions=subject.texts(meso("question")),
        commands=subject.texts(meso("command")),
    )


THINGS: dict[str, Callable[[Subject, Fields], things.Thing]] = {
    "Substance": _substance,
    "Moiety": _substance,
    "Salt": _substance,
    "Ion": lambda it, named: things.Ion(
        **named,
        charge=int(it.text(meso("charge"))),
        element=it.text_or_none(meso("elementName")),
        species=it.texts(meso("speciesName")),
    ),
    "Solid": lambda it, named: things.Solid(
        **named, products=_constants(it, ("solubilityProduct",))
    ),
    "Complex": lambda it, named: things.Complex(
        **named,
        ion=it.the("ofIon"),
        ligand=it.the("ligand"),
        constants=_constants(it, ("stabilityConstant",)),
    ),
    "Source": _document,
    "LiteratureSearchRecord": _search,
    "Lot": lambda it, named: things.Lot(
        **named,
        preparation=it.the("ofPreparation"),
        number=it.text_or_none(meso("lotNumber")),
        expires_on=it.text_or_none(meso("expiresOn")),
        pack=it.text_or_none(meso("pack")),
    ),
    "FoundingItem": lambda it, named: things.FoundingItem(
        **named,
        stands_for=frozenset(it.ids("standsFor")),
        stands_against=frozenset(it.ids("standsAgainst")),
        group=it.text_or_none(meso("group")) or "",
    ),
    "Concern": lambda it, named: things.Concern(
        **named,
        broader=frozenset(it.ids("broader")),
    ),
    "Technique": lambda it, named: things.Technique(
        **named,
        variant_of=frozenset(it.ids("variantOf")),
    ),
    "Process": lambda it, named: things.Process(
        **named,
        tissues=frozenset(it.ids("takesPlaceIn")),
    ),
    "Jurisdiction": lambda it, named: things.Jurisdiction(
        **named,
        member_of=frozenset(it.ids("memberOf")),
    ),
    "Requirement": lambda it, named: things.Requirement(
        **named,
        answered_by=it.texts(meso("answeredBy")),
    ),
    "Region": lambda it, named: things.Region(
        **named,
        part_of=frozenset(it.ids("partOf")),
    ),
    **dict.fromkeys(things.TEACHING_KINDS, _teaching_point),
}
