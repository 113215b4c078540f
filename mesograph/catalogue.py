"""From statements to things and claims: the one place that knows how the graph is written."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from mesograph.errors import BrokenKnowledge
from mesograph.knowledge.parse import Literal, Statement
from mesograph.model import claims as said
from mesograph.model import things
from mesograph.model.compendium import Compendium
from mesograph.quantities import Interval, Strength
from mesograph.verdicts import Aspect, Certainty, Method
from mesograph.vocabulary import (
    ALT_LABEL,
    CITATION,
    DEFINITION,
    INDIVIDUAL,
    LABEL,
    ONTOLOGY,
    SCOPE_NOTE,
    SOURCE,
    TYPE,
    XSD,
    curie,
    meso,
)

_CERTAINTIES = {
    "high": Certainty.HIGH,
    "moderate": Certainty.MODERATE,
    "low": Certainty.LOW,
    "very-low": Certainty.VERY_LOW,
    "pre-clinical": Certainty.PRE_CLINICAL,
    "claim-only": Certainty.CLAIM_ONLY,
}
_METHODS = {
    "assay-and-particles": Method.ASSAY_AND_PARTICLES,
    "assay": Method.ASSAY,
    "label-statement": Method.LABEL,
    "visual": Method.VISUAL,
    "extrapolated": Method.EXTRAPOLATED,
    "opinion": Method.OPINION,
}
_RAISING = ("stimulates", "supplies")
_LASTING = ("necrosis", "nodule", "granuloma")
_IDENTIFIERS = (
    ("CAS", "casNumber"),
    ("formula", "molecularFormula"),
    ("InChIKey", "inchiKey"),
    ("INCI", "inciName"),
)


def compile_knowledge(
    statements: Iterable[Statement],
    versions: things.Versions,
    user_files: frozenset[str] = frozenset(),
) -> Compendium:
    """Build the compendium; raises BrokenKnowledge where a subject lacks what its form demands."""
    subjects = _subjects(statements)
    found: dict[str, things.Thing] = {}
    claims: dict[str, said.Claim] = {}
    for subject in subjects.values():
        for kind in subject.kinds:
            if kind in _CLAIMS:
                claims[subject.id] = _CLAIMS[kind](subject, _common(subject, kind, user_files))
            elif kind in _THINGS:
                found[subject.id] = _THINGS[kind](subject, _named(subject, kind))
            elif kind in _PREPARATIONS:
                found[subject.id] = _preparation(subject, _named(subject, kind))
    for subject in subjects.values():
        if subject.id not in found and subject.id not in claims and subject.has(LABEL):
            kind = subject.kinds[0] if subject.kinds else "Term"
            found[subject.id] = things.Thing(**_named(subject, kind))
    return Compendium(found, claims, versions)


@dataclass(frozen=True, slots=True)
class _Subject:
    """All that is said of one IRI, with the other subjects at hand."""

    iri: str
    said: Mapping[str, list[str | Literal]]
    file: str
    all: "Mapping[str, _Subject]"

    @property
    def id(self) -> str:
        return _local(self.iri)

    @property
    def kinds(self) -> list[str]:
        types = [each for each in self.said.get(TYPE, []) if isinstance(each, str)]
        return [each.removeprefix(ONTOLOGY) for each in types if each.startswith(ONTOLOGY)]

    def has(self, predicate: str) -> bool:
        return predicate in self.said

    def ids(self, term: str) -> tuple[str, ...]:
        """Give the local names of all IRIs said with a term of the ontology, sorted."""
        values = self.said.get(meso(term), [])
        return tuple(sorted(_local(each) for each in values if isinstance(each, str)))

    def id_or_none(self, term: str) -> str | None:
        found = self.ids(term)
        if len(found) > 1:
            raise self.broken(f"has {len(found)} values for {term} where one is wanted")
        return found[0] if found else None

    def the(self, term: str) -> str:
        return self.id_or_none(term) or self._missing(term)

    def texts(self, predicate: str) -> tuple[str, ...]:
        values = self.said.get(predicate, [])
        return tuple(sorted(each.text for each in values if isinstance(each, Literal)))

    def text_or_none(self, predicate: str) -> str | None:
        found = self.texts(predicate)
        return found[0] if found else None

    def english(self, predicate: str) -> str | None:
        values = [each for each in self.said.get(predicate, []) if isinstance(each, Literal)]
        ranked = sorted(values, key=lambda each: (each.language != "en", each.text))
        return ranked[0].text if ranked else None

    def text(self, predicate: str) -> str:
        return self.english(predicate) or self._missing(predicate)

    def number(self, term: str) -> Decimal | None:
        values = self.said.get(meso(term), [])
        if not values:
            return None
        value = values[0]
        if len(values) > 1 or not isinstance(value, Literal):
            raise self.broken(f"{term} is not one figure")
        if value.datatype != XSD + "decimal":
            raise self.broken(f"{term} {value.text!r} is not an xsd:decimal, write it like 20.0")
        try:
            return Decimal(value.text)
        except InvalidOperation:
            raise self.broken(f"{term} {value.text!r} is not a number") from None

    def interval(self) -> Interval:
        low, nominal, high = self.number("low"), self.number("nominal"), self.number("high")
        if low is None and high is None and nominal is None:
            raise self.broken("has no figure, neither low, nominal nor high")
        if nominal is not None and low is None and high is None:
            return Interval(nominal, nominal, nominal)
        bounds = [each for each in (low, nominal, high) if each is not None]
        if bounds != sorted(bounds):
            raise self.broken("has its low, nominal and high figures out of order")
        return Interval(low, high, nominal)

    def flag(self, term: str) -> bool:
        return self.text_or_none(meso(term)) == "true"

    def broken(self, reason: str) -> BrokenKnowledge:
        return BrokenKnowledge(self.file, curie(self.iri), reason)

    def _missing(self, term: str) -> str:
        raise self.broken(f"has no {curie(meso(term) if '://' not in term else term)}")


Fields = dict[str, Any]


def _subjects(statements: Iterable[Statement]) -> dict[str, _Subject]:
    said_of: dict[str, dict[str, list[str | Literal]]] = {}
    files: dict[str, str] = {}
    for each in statements:
        said_of.setdefault(each.subject, {}).setdefault(each.predicate, []).append(each.object)
        files.setdefault(each.subject, each.file)
    by_iri: dict[str, _Subject] = {}
    for iri in sorted(said_of):
        by_iri[iri] = _Subject(iri, said_of[iri], files[iri], by_iri)
    return by_iri


def _local(iri: str) -> str:
    return iri.removeprefix(INDIVIDUAL).removeprefix(ONTOLOGY)


def _named(subject: _Subject, kind: str) -> Fields:
    label = subject.english(LABEL) or subject.id.replace("-", " ")
    names = [*subject.texts(LABEL), *subject.texts(ALT_LABEL), subject.iri, curie(subject.iri)]
    for term in ("casNumber", "inciName", "inchiKey", "doi", "pmid"):
        names += subject.texts(meso(term))
    return {
        "id": subject.id,
        "label": label,
        "kind": kind,
        "names": tuple(dict.fromkeys(each for each in names if each != label)),
        "definition": subject.english(DEFINITION),
        "notes": subject.texts(SCOPE_NOTE),
    }


def _preparation(subject: _Subject, named: Fields) -> things.Preparation:
    return things.Preparation(
        **named,
        ingredients=tuple(_ingredient(_node(subject, each)) for each in subject.ids("ingredient")),
        vehicle=subject.id_or_none("vehicle"),
        manufacturer=subject.english(meso("manufacturer")),
        pack=subject.english(meso("pack")),
        ph=_figures(subject, "ph"),
        osmolality=_figures(subject, "osmolality"),
        osmolarity=_figures(subject, "osmolarity"),
    )


def _node(subject: _Subject, id_: str) -> _Subject:
    found = subject.all.get(INDIVIDUAL + id_)
    if found is None:
        raise subject.broken(f"refers to mg:{id_}, of which nothing is said")
    return found


def _ingredient(node: _Subject) -> things.Ingredient:
    unit = node.id_or_none("unit")
    known = any(node.has(meso(each)) for each in ("low", "nominal", "high"))
    if known and unit not in ("mg-per-mL", "iu-per-mL"):
        raise node.broken("has a strength without the unit mg/mL or IU/mL")
    return things.Ingredient(
        substance=node.the("substance"),
        role=node.the("role"),
        strength=Strength(node.interval(), "mg/mL" if unit == "mg-per-mL" else "IU/mL")
        if known
        else None,
        source=_source(node),
        locator=node.text_or_none(meso("locator")),
    )


def _figures(subject: _Subject, term: str) -> tuple[things.Figure, ...]:
    return tuple(
        things.Figure(
            id=node.id,
            value=node.interval(),
            unit=node.the("unit"),
            source=_source(node),
            locator=node.text_or_none(meso("locator")),
        )
        for node in (_node(subject, each) for each in subject.ids(term))
    )


def _source(subject: _Subject) -> str | None:
    values = [each for each in subject.said.get(SOURCE, []) if isinstance(each, str)]
    return _local(values[0]) if values else None


def _substance(subject: _Subject, named: Fields) -> things.Substance:
    return things.Substance(
        **named,
        moiety=subject.id_or_none("activeMoiety"),
        traits=frozenset(subject.ids("trait")),
        traits_reviewed=bool(subject.ids("traitsReviewedIn")),
        identifiers=tuple(
            (name, text) for name, term in _IDENTIFIERS for text in subject.texts(meso(term))
        ),
    )


def _document(subject: _Subject, named: Fields) -> things.Source:
    return things.Source(
        **named,
        citation=subject.text(CITATION),
        url=subject.text_or_none(meso("url")),
        source_kind=subject.id_or_none("sourceKind"),
        opened=subject.text_or_none(meso("opened")),
    )


def _search(subject: _Subject, named: Fields) -> things.SearchRecord:
    return things.SearchRecord(
        **named,
        between=frozenset(subject.ids("between")),
        corpus=subject.text(meso("corpus")),
        query=" · ".join(subject.texts(meso("query"))),
        searched_on=subject.text(meso("searchedOn")),
        result=subject.text(meso("result")),
    )


def _common(subject: _Subject, kind: str, user_files: frozenset[str]) -> Fields:
    certainty = subject.id_or_none("certainty")
    participants = subject.text_or_none(meso("participants"))
    polarity = subject.the("polarity")
    if polarity not in ("for", "against"):
        raise subject.broken("has a polarity that is neither meso:for nor meso:against")
    if certainty is not None and certainty not in _CERTAINTIES:
        raise subject.broken(f"has the unknown certainty {certainty!r}")
    source = _source(subject)
    if source is None:
        raise subject.broken("has no dcterms:source")
    return {
        "id": subject.id,
        "kind": kind,
        "statement": subject.text(meso("statement")),
        "supports": polarity == "for",
        "source": source,
        "locator": subject.text(meso("locator")),
        "read_as": subject.the("readAs"),
        "opened": subject.text_or_none(meso("opened")),
        "curation_state": subject.the("curationState"),
        "certainty": _CERTAINTIES[certainty] if certainty else None,
        "study_model": subject.id_or_none("studyModel"),
        "participants": int(participants) if participants else None,
        "holds_for_moiety": subject.flag("holdsForMoiety"),
        "is_generic": subject.flag("isGeneric"),
        "local": subject.file in user_files,
    }


def _conditions(subject: _Subject) -> tuple[said.Condition, ...]:
    found = []
    for id_ in subject.ids("hasCondition"):
        node = _node(subject, id_)
        found.append(
            said.Condition(
                kind=node.the("conditionKind"),
                value=node.interval(),
                unit=node.the("unit"),
                substance=node.id_or_none("ofSubstance"),
            )
        )
    return tuple(found)


def _method(subject: _Subject) -> Method:
    method = subject.the("method")
    if method not in _METHODS:
        raise subject.broken(f"has the unknown method {method!r}")
    return _METHODS[method]


def _remaining(subject: _Subject) -> Interval | None:
    percent = subject.number("remainingPercent")
    return None if percent is None else Interval(percent, None)


_CLAIMS: dict[str, Callable[[_Subject, Fields], said.Claim]] = {
    "MechanismClaim": lambda it, common: said.MechanismClaim(
        **common,
        agent=it.the("agent"),
        action=it.the("action"),
        raises=it.the("action") in _RAISING,
        process=it.the("onProcess"),
        route=it.id_or_none("route"),
    ),
    "InfluenceClaim": lambda it, common: said.InfluenceClaim(
        **common,
        origin=it.the("fromProcess"),
        raises=it.the("influences") in _RAISING,
        process=it.the("onProcess"),
    ),
    "PhysiologyClaim": lambda it, common: said.PhysiologyClaim(
        **common,
        concern=it.the("concern"),
        process=it.the("onProcess"),
        excess=it.the("imbalance") == "excess",
    ),
    "IndicationClaim": lambda it, common: said.IndicationClaim(
        **common,
        agents=frozenset(it.ids("agent")),
        concern=it.the("concern"),
        route=it.id_or_none("route"),
    ),
    "SynergyClaim": lambda it, common: said.SynergyClaim(
        **common,
        agents=frozenset(it.ids("agent")),
        concern=it.id_or_none("concern"),
        process=it.id_or_none("onProcess"),
        route=it.id_or_none("route"),
    ),
    "CompatibilityClaim": lambda it, common: said.CompatibilityClaim(
        **common,
        between=frozenset(it.ids("between")),
        aspects=frozenset(Aspect(each) for each in it.ids("aspect")),
        method=_method(it),
        setting=it.id_or_none("setting"),
        vehicle=frozenset(it.ids("vehicle")),
        container=it.id_or_none("container"),
        light=it.id_or_none("light"),
        conditions=_conditions(it),
        remaining_percent=_remaining(it),
    ),
    "CoUseReport": lambda it, common: said.CoUseReport(
        **common,
        between=frozenset(it.ids("between")),
        concern=it.id_or_none("concern"),
        route=it.id_or_none("route"),
        conditions=_conditions(it),
    ),
    "VetoClaim": lambda it, common: said.VetoClaim(
        **common,
        about=frozenset(it.ids("about")),
        between=frozenset(it.ids("between")),
    ),
    "RouteClaim": lambda it, common: said.RouteClaim(
        **common,
        about=it.the("about"),
        routes=frozenset(it.ids("route")),
        only_route=it.id_or_none("onlyRoute"),
    ),
    "RegulatoryClaim": lambda it, common: said.RegulatoryClaim(
        **common,
        about=it.the("about"),
        status=it.the("regulatoryStatus"),
        jurisdiction=it.the("jurisdiction"),
        as_of=it.text(meso("asOf")),
        intended_for=frozenset(it.ids("intendedFor")),
    ),
    "MixingInstruction": lambda it, common: said.MixingInstruction(
        **common,
        about=it.the("about"),
        between=frozenset(it.ids("between")),
    ),
    "LawClaim": lambda it, common: said.LawClaim(
        **common,
        jurisdiction=it.the("jurisdiction"),
        act=it.the("act"),
    ),
    "ContraindicationClaim": lambda it, common: said.ContraindicationClaim(
        **common,
        about=frozenset(it.ids("about")),
        states=frozenset(it.ids("inState")),
        concern=it.id_or_none("concern"),
        route=it.id_or_none("route"),
        absolute=it.id_or_none("strictness") == "absolute",
    ),
    "ToleranceClaim": lambda it, common: said.ToleranceClaim(
        **common,
        about=frozenset(it.ids("about")),
        routes=frozenset(it.ids("route")),
        harms=frozenset(it.ids("harm")),
        lasting=any(each in _LASTING for each in it.ids("harm")),
        vehicle=frozenset(it.ids("vehicle")),
        conditions=_conditions(it),
    ),
    "LimitClaim": lambda it, common: said.LimitClaim(
        **common,
        requirement=it.the("requirement"),
        routes=frozenset(it.ids("route")),
        band=it.the("band"),
        value=it.interval(),
        unit=it.the("unit"),
    ),
    "RequirementClaim": lambda it, common: said.RequirementClaim(
        **common,
        about=it.the("about"),
    ),
    "ComparatorClaim": lambda it, common: said.ComparatorClaim(
        **common,
        concerns=frozenset(it.ids("concern")),
        comparator_kind=it.the("comparatorKind"),
        agents=frozenset(it.ids("agent")),
    ),
}

_THINGS: dict[str, Callable[[_Subject, Fields], things.Thing]] = {
    "Substance": _substance,
    "Moiety": _substance,
    "Salt": _substance,
    "Source": _document,
    "LiteratureSearchRecord": _search,
    "Concern": lambda it, named: things.Concern(
        **named,
        broader=frozenset(it.ids("broader")),
    ),
    "Jurisdiction": lambda it, named: things.Jurisdiction(
        **named,
        member_of=frozenset(it.ids("memberOf")),
    ),
    "Requirement": lambda it, named: things.Requirement(
        **named,
        answered_by=it.texts(meso("answeredBy")),
    ),
}

_PREPARATIONS = things.PREPARATION_KINDS
