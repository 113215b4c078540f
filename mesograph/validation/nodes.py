"""Our terms, and those of Oxigraph, as terms of rdflib."""

import pyoxigraph
import rdflib
from rdflib.term import IdentifiedNode

from mesograph.knowledge.statements import Literal

AnyTerm = pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple


def node_of(term: str | Literal) -> IdentifiedNode | rdflib.Literal:
    """Give a term of a statement as a term of rdflib."""
    if isinstance(term, Literal):
        return _literal(term.text, term.datatype, term.language)
    return rdflib.BNode(term[2:]) if term.startswith("_:") else rdflib.URIRef(term)


def parsed_node(term: AnyTerm) -> IdentifiedNode | rdflib.Literal:
    """Give a term as Oxigraph has parsed it as a term of rdflib."""
    if isinstance(term, pyoxigraph.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, pyoxigraph.BlankNode):
        return rdflib.BNode(term.value)
    assert isinstance(term, pyoxigraph.Literal)
    return _literal(term.value, term.datatype.value, term.language)


def _literal(text: str, datatype: str, language: str | None) -> rdflib.Literal:
    if language:
        return rdflib.Literal(text, lang=language)
    return rdflib.Literal(text, datatype=rdflib.URIRef(datatype))
