"""The knowledge as an rdflib Dataset."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph

if TYPE_CHECKING:
    import rdflib
    from rdflib.term import Node

from mesograph.vocabulary import PREFIXES


def dataset(store: pyoxigraph.Store) -> rdflib.Dataset:
    """Copy a store into an rdflib Dataset whose default graph is the union of all graphs."""
    import rdflib

    found = rdflib.Dataset(default_union=True)
    for prefix, iri in PREFIXES.items():
        found.bind(prefix, iri)
    for quad in store:
        graph = found.graph(rdflib.URIRef(quad.graph_name.value))
        found.add((_node(quad.subject), _node(quad.predicate), _node(quad.object), graph))
    return found


def _node(term: pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | object) -> Node:
    import rdflib

    if isinstance(term, pyoxigraph.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, pyoxigraph.BlankNode):
        return rdflib.BNode(term.value)
    assert isinstance(term, pyoxigraph.Literal)
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value))
