"""The same rules run naively by two SPARQL engines, stratum by stratum."""

import pyoxigraph
import rdflib
from rdflib.plugins.sparql import prepareQuery

from mesograph.reasoning.axioms import as_query
from mesograph.reasoning.engine import strata


def store_of(facts):
    """Load facts into an Oxigraph store."""
    store = pyoxigraph.Store()
    node = pyoxigraph.NamedNode

    def term(each):
        if isinstance(each, str):
            return pyoxigraph.BlankNode(each[2:]) if each.startswith("_:") else node(each)
        if each.language:
            return pyoxigraph.Literal(each.text, language=each.language)
        return pyoxigraph.Literal(each.text, datatype=node(each.datatype))

    store.extend(
        pyoxigraph.Quad(term(subject), node(predicate), term(object_))
        for subject, predicate, object_ in facts
    )
    return store


def by_oxigraph(facts, rules, queries):
    """Give what follows, run to a fixpoint in each stratum."""
    store = store_of(facts)
    node = pyoxigraph.NamedNode
    brought = set()
    for stratum in strata(rules):
        texts = [queries.get(one.name) or as_query(one) for one in stratum]
        growing = True
        while growing:
            new = {
                (each.subject.value, each.predicate.value, each.object.value)
                for text in texts
                for each in store.query(text)
                if isinstance(each.subject, node) and isinstance(each.object, node)
            } - brought
            fresh = {each for each in new if pyoxigraph.Quad(*map(node, each)) not in store}
            growing = bool(fresh)
            brought |= fresh
            store.extend(pyoxigraph.Quad(*map(node, each)) for each in fresh)
    return brought


def by_rdflib(facts, rules, queries):
    """Give what follows, run to a fixpoint in each stratum."""
    graph = rdflib.Graph()

    def term(each):
        if isinstance(each, str):
            return rdflib.BNode(each[2:]) if each.startswith("_:") else rdflib.URIRef(each)
        if each.language:
            return rdflib.Literal(each.text, lang=each.language)
        return rdflib.Literal(each.text, datatype=each.datatype)

    for fact in facts:
        graph.add(tuple(map(term, fact)))
    brought = set()
    for stratum in strata(rules):
        texts = [queries.get(one.name) or as_query(one) for one in stratum]
        prepared = [prepareQuery(text) for text in texts]
        growing = True
        while growing:
            found = {
                tuple(t)
                for query in prepared
                for t in graph.query(query)
                if isinstance(t[0], rdflib.URIRef) and isinstance(t[2], rdflib.URIRef)
            }
            fresh = {each for each in found if each not in graph}
            growing = bool(fresh)
            for each in fresh:
                graph.add(each)
            brought |= {tuple(map(str, each)) for each in fresh}
    return brought
