"""Subjects of the graph with all that is said of them, and how a value is asked for."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from mesograph.errors import BrokenKnowledge
from mesograph.knowledge.statements import Literal, Statement
from mesograph.model.things import Match
from mesograph.quantities import Interval
from mesograph.vocabulary import (
    ALT_LABEL,
    DEFINITION,
    INDIVIDUAL,
    LABEL,
    MATCHES,
    ONTOLOGY,
    OWL,
    RDFS,
    SCOPE_NOTE,
    SKOS,
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
    local: bool
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
        if not _DECIMAL.fullmatch(value.text):
            raise self.broken(f"{term} {value.text!r} is not a number of at most 12 digits")
        return Decimal(value.text)

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

    def amount(self) -> Interval:
        """Give the figures of a node as an interval that is not negative."""
        found = self.interval()
        if any(each is not None and each < 0 for each in (found.low, found.high, found.nominal)):
            raise self.broken("has a negative figure")
        return found

    def flag(self, term: str) -> bool:
        """Tell whether a term is said to be true."""
        text = self.text_or_none(meso(term))
        if text not in (None, "true", "false", "1", "0"):
            raise self.broken(f"{term} {text!r} is neither true nor false")
        return text in ("true", "1")

    def word(self, term: str, words: Iterable[str]) -> str | None:
        """Give the one word said with a term, None without one; others than these are refused."""
        found = self.id_or_none(term)
        if found is not None and found not in words:
            raise self.broken(f"has the unknown {term} {found!r}")
        return found

    def broken(self, reason: str, predicate: str | None = None) -> BrokenKnowledge:
        """Make the error that names this subject and its file."""
        return BrokenKnowledge(
            self.file, curie(self.iri), reason, iri=self.iri, predicate=predicate
        )

    def _missing(self, term: str) -> str:
        raise self.broken(f"has no {curie(meso(term) if '://' not in term else term)}")


Fields = dict[str, Any]
_DECIMAL = re.compile(r"[+-]?(?:[0-9]{1,12}(?:\.[0-9]{0,12})?|\.[0-9]{1,12})")
_LEXICAL: dict[str, tuple[str, re.Pattern[str] | None, str]] = {
    XSD + "decimal": ("a decimal number of at most 12 digits", _DECIMAL, "20.0"),
    XSD + "integer": ("a whole number", re.compile(r"[+-]?[0-9]{1,12}"), "20"),
    XSD + "boolean": ("true or false", re.compile("true|false|1|0"), "true"),
    XSD + "anyURI": ("an address", None, '"https://example.org"^^xsd:anyURI'),
    XSD + "string": ("a text without language", None, '"50-81-7"'),
}
"""How a value of each datatype is told, what it must look like, and an example."""
FIGURE_TERMS = ("lowerBound", "nominalValue", "upperBound")


def gather(statements: Iterable[Statement]) -> dict[str, Subject]:
    """Gather statements by their subjects, in the order of IRIs."""
    said_of: dict[str, dict[str, dict[str | Literal, None]]] = {}
    files: dict[str, tuple[str, bool]] = {}
    for each in statements:
        objects = said_of.setdefault(each.subject, {}).setdefault(each.predicate, {})
        objects[each.object] = None
        files.setdefault(each.subject, (each.file, each.local))
    by_iri: dict[str, Subject] = {}
    for iri in sorted(said_of):
        values = {predicate: list(objects) for predicate, objects in said_of[iri].items()}
        by_iri[iri] = Subject(iri, values, *files[iri], by_iri)
    return by_iri


def refuse_misused(subjects: Mapping[str, Subject]) -> None:
    """Refuse words of the ontology that it does not declare, or that are used as they are not.

    A mistyped class, property or figure would otherwise make a hazard vanish without a word.
    """
    for _, error in misused(subjects):
        raise error


def misused(
    subjects: Mapping[str, Subject], among: Mapping[str, Subject] | None = None
) -> Iterator[tuple[str, BrokenKnowledge]]:
    """Find undeclared words, things of which nothing is said, and values of the wrong kind.

    ``among`` are all subjects that are known, where more than these. Gives what is wrong by name,
    and the error that tells it.
    """
    known = subjects if among is None else among
    for subject in subjects.values():
        if subject.iri.startswith("_:"):
            continue
        for predicate, objects in subject.said.items():
            for term in (predicate, *objects):
                if isinstance(term, str) and term not in known and _is_ours(term):
                    reason = (
                        f"speaks of {curie(term)}, of which nothing is said{_near(term, known)}"
                    )
                    yield "undeclared-term", subject.broken(reason, predicate)
            declared = known.get(predicate) if predicate.startswith(ONTOLOGY) else None
            for each in objects if declared else ():
                unfit = _unfit(declared, each) if declared else None
                if unfit and declared and isinstance(each, Literal):
                    unfit += _examples(declared, known)
                if unfit:
                    told = f"says {curie(predicate)} {unfit}"
                    yield "wrong-datatype", subject.broken(told, predicate)


def _examples(term: Subject, known: Mapping[str, Subject]) -> str:
    """Give a few things that a property may have, where it is declared of which class."""
    wanted = [each for each in term.said.get(RDFS + "range", []) if each in known]
    found = [
        curie(each.iri)
        for each in known.values()
        if any(kind in each.said.get(TYPE, []) for kind in wanted)
    ]
    return f", such as {' or '.join(sorted(found)[:2])}" if found else ""


def _near(iri: str, subjects: Iterable[str]) -> str:
    """Ask whether the nearest word was meant, if any comes near."""
    import difflib

    namespace = ONTOLOGY if iri.startswith(ONTOLOGY) else INDIVIDUAL
    known = [each for each in subjects if each.startswith(namespace)]
    found = difflib.get_close_matches(iri, known, n=1, cutoff=0.9)
    return f"; did you mean {curie(found[0])}?" if found else ""


def _is_ours(iri: str) -> bool:
    return iri.startswith((ONTOLOGY, INDIVIDUAL))


def _unfit(term: Subject, value: str | Literal) -> str | None:
    """Say why a value does not fit what a property is declared to have, None where it does."""
    kinds = term.said.get(TYPE, [])
    if OWL + "ObjectProperty" in kinds and isinstance(value, Literal):
        return "of a text where a thing is wanted"
    if OWL + "DatatypeProperty" not in kinds:
        return None
    if not isinstance(value, Literal):
        return "of a thing where a value is wanted"
    for wanted in term.said.get(RDFS + "range", []):
        kind, shape, example = _LEXICAL.get(str(wanted), ("", None, ""))
        if kind and value.datatype != wanted:
            return f"{value.text!r} as {curie(value.datatype)}, write {kind} like {example}"
        if shape and not shape.fullmatch(value.text):
            return f"{value.text!r}, which is not {kind} like {example}"
    return None


def local_name(iri: str) -> str:
    """Shorten an IRI of ours to its local name."""
    return iri.removeprefix(INDIVIDUAL).removeprefix(ONTOLOGY)


def named(subject: Subject, kind: str) -> Fields:
    """Read what every thing has: id, label, kind, names, definition, notes."""
    label = subject.english(LABEL) or subject.id.replace("-", " ")
    names = [*subject.texts(LABEL), *subject.texts(ALT_LABEL), subject.iri, curie(subject.iri)]
    for term in ("casNumber", "inciName", "inchiKey", "doi", "pmid"):
        names += subject.texts(meso(term))
    names += [each.curie for each in matches_of(subject) if each.how == "exactMatch"]
    return {
        "id": subject.id,
        "curie": curie(subject.iri),
        "local": subject.local,
        "label": label,
        "kind": kind,
        "names": tuple(dict.fromkeys(each for each in names if each != label)),
        "definition": subject.english(DEFINITION),
        "notes": subject.texts(SCOPE_NOTE),
        "classes": frozenset(subject.kinds),
        "matches": matches_of(subject),
    }


def matches_of(subject: Subject) -> tuple[Match, ...]:
    """Give what a thing is called elsewhere, the closest first."""
    return tuple(
        Match(
            how=term.removeprefix(SKOS),
            curie=curie(iri),
            label=(found.english(LABEL) if (found := subject.all.get(iri)) else None) or "",
        )
        for term in MATCHES
        for iri in sorted(str(each) for each in subject.said.get(term, []))
    )


def node_of(subject: Subject, id_: str) -> Subject:
    """Give the node a subject refers to; one of which nothing is said is refused."""
    found = subject.all.get(INDIVIDUAL + id_) or subject.all.get(id_)
    if found is None:
        raise subject.broken(f"refers to {id_}, of which nothing is said")
    return found


def labelled(subject: Subject, id_: str) -> str:
    """Give what a thing that a subject refers to is called."""
    return node_of(subject, id_).english(LABEL) or id_.replace("-", " ")


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
