"""Subjects of the graph with all that is said of them, and how a value is asked for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from mesograph.errors import BrokenKnowledge
from mesograph.knowledge.parse import Literal, Statement
from mesograph.quantities import Interval
from mesograph.vocabulary import (
    ALT_LABEL,
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


@dataclass(frozen=True, slots=True)
class Subject:
    """All that is said of one IRI, with the other subjects at hand."""

    iri: str
    said: Mapping[str, list[str | Literal]]
    file: str
    all: "Mapping[str, Subject]"

    @property
    def id(self) -> str:
        """Give the local name."""
        return local_name(self.iri)

    @property
    def kinds(self) -> list[str]:
        """Give the local names of the classes of the ontology it is said to be of."""
        types = [each for each in self.said.get(TYPE, []) if isinstance(each, str)]
        return [each.removeprefix(ONTOLOGY) for each in types if each.startswith(ONTOLOGY)]

    def has(self, predicate: str) -> bool:
        """Tell whether anything is said with a predicate."""
        return predicate in self.said

    def ids(self, term: str) -> tuple[str, ...]:
        """Give the local names of all IRIs said with a term of the ontology, sorted."""
        values = self.said.get(meso(term), [])
        return tuple(sorted(local_name(each) for each in values if isinstance(each, str)))

    def id_or_none(self, term: str) -> str | None:
        """Give the one local name said with a term, None without one; more are refused."""
        found = self.ids(term)
        if len(found) > 1:
            raise self.broken(f"has {len(found)} values for {term} where one is wanted")
        return found[0] if found else None

    def the(self, term: str) -> str:
        """Give the one local name said with a term; none and more are refused."""
        return self.id_or_none(term) or self._missing(term)

    def texts(self, predicate: str) -> tuple[str, ...]:
        """Give all texts said with a predicate, sorted."""
        values = self.said.get(predicate, [])
        return tuple(sorted(each.text for each in values if isinstance(each, Literal)))

    def text_or_none(self, predicate: str) -> str | None:
        """Give the first text said with a predicate, None without one."""
        found = self.texts(predicate)
        return found[0] if found else None

    def english(self, predicate: str) -> str | None:
        """Give the English text said with a predicate, else any."""
        values = [each for each in self.said.get(predicate, []) if isinstance(each, Literal)]
        ranked = sorted(values, key=lambda each: (each.language != "en", each.text))
        return ranked[0].text if ranked else None

    def text(self, predicate: str) -> str:
        """Give the English text said with a predicate; none is refused."""
        return self.english(predicate) or self._missing(predicate)

    def number(self, term: str) -> Decimal | None:
        """Give the figure said with a term; anything but one xsd:decimal is refused."""
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
        """Give the figures of a node as an interval; none, or out of order, is refused."""
        low, nominal, high = (self.number(each) for each in FIGURE_TERMS)
        if low is None and high is None and nominal is None:
            raise self.broken("has no figure, neither a bound nor a nominal value")
        if nominal is not None and low is None and high is None:
            return Interval(nominal, nominal, nominal)
        bounds = [each for each in (low, nominal, high) if each is not None]
        if bounds != sorted(bounds):
            raise self.broken("has its bounds and nominal value out of order")
        return Interval(low, high, nominal)

    def flag(self, term: str) -> bool:
        """Tell whether a term is said to be true."""
        return self.text_or_none(meso(term)) == "true"

    def broken(self, reason: str) -> BrokenKnowledge:
        """Make the error that names this subject and its file."""
        return BrokenKnowledge(self.file, curie(self.iri), reason)

    def _missing(self, term: str) -> str:
        raise self.broken(f"has no {curie(meso(term) if '://' not in term else term)}")


Fields = dict[str, Any]
FIGURE_TERMS = ("lowerBound", "nominalValue", "upperBound")


def gather(statements: Iterable[Statement]) -> dict[str, Subject]:
    """Gather statements by their subjects, in the order of IRIs."""
    said_of: dict[str, dict[str, list[str | Literal]]] = {}
    files: dict[str, str] = {}
    for each in statements:
        said_of.setdefault(each.subject, {}).setdefault(each.predicate, []).append(each.object)
        files.setdefault(each.subject, each.file)
    by_iri: dict[str, Subject] = {}
    for iri in sorted(said_of):
        by_iri[iri] = Subject(iri, said_of[iri], files[iri], by_iri)
    return by_iri


def local_name(iri: str) -> str:
    """Shorten an IRI of ours to its local name."""
    return iri.removeprefix(INDIVIDUAL).removeprefix(ONTOLOGY)


def named(subject: Subject, kind: str) -> Fields:
    """Read what every thing has: id, label, kind, names, definition, notes."""
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


def node_of(subject: Subject, id_: str) -> Subject:
    """Give the node a subject refers to; one of which nothing is said is refused."""
    found = subject.all.get(INDIVIDUAL + id_)
    if found is None:
        raise subject.broken(f"refers to mg:{id_}, of which nothing is said")
    return found


def sources_of(subject: Subject) -> tuple[str, ...]:
    """Give the local names of all sources, sorted."""
    values = subject.said.get(SOURCE, [])
    return tuple(sorted(local_name(each) for each in values if isinstance(each, str)))


def source_of(subject: Subject) -> str | None:
    """Give the local name of the one source, None without one; more are refused."""
    found = sources_of(subject)
    if len(found) > 1:
        raise subject.broken(f"has {len(found)} sources where one is wanted")
    return found[0] if found else None
