"""The knowledge as an rdflib Dataset."""

import pyoxigraph
import rdflib

from mesograph.validation.nodes import parsed_node
from mesograph.vocabulary import PREFIXES


def dataset(store: pyoxigraph.Store) -> rdflib.Dataset:
    """Copy a store into an rdflib Dataset whose default graph is the union of all graphs."""
    found = rdflib.Dataset(default_union=True)
    for prefix, iri in PREFIXES.items():
        found.bind(prefix, iri)
    for quad in store:
        graph = found.graph(rdflib.URIRef(quad.graph_name.value))
        found.add(
            (
                parsed_node(quad.subject),
                parsed_node(quad.predicate),
                parsed_node(quad.object),
                graph,
            )
        )
    return found
