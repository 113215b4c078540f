"""SHACL: the form of data, checked on what is asserted and on what was inferred beside it."""

from collections.abc import Collection, Iterable, Iterator

import pyshacl
import rdflib
from rdflib.namespace import SH

from mesograph.knowledge.files import read_bytes, shapes_file
from mesograph.knowledge.parse import quads_of
from mesograph.knowledge.statements import Statement
from mesograph.model.flaws import Severity
from mesograph.validation.hits import Hit
from mesograph.validation.nodes import node_of, parsed_node
from mesograph.vocabulary import RDFS, TYPE

_SEVERITIES: dict[rdflib.term.Node | None, Severity] = {
    SH.Violation: Severity.ERROR,
    SH.Warning: Severity.WARN,
    SH.Info: Severity.INFO,
}
Triple = tuple[str, str, str]


def unshapely(
    statements: Iterable[Statement],
    inferred: Iterable[Triple] = (),
    *,
    among: Collection[str] | None = None,
) -> Iterator[Hit]:
    """Give every subject that has not the form of its class, by the shapes of the ontology.

    Where only some subjects are asked ``among``, what is not said of them and is no class of
    anything is left out.
    """
    data = rdflib.Graph()
    for each in statements:
        if _matters(each.subject, each.predicate, each.object, among):
            data.add((node_of(each.subject), node_of(each.predicate), node_of(each.object)))
    for subject, predicate, object_ in inferred:
        if _matters(subject, predicate, object_, among):
            data.add((node_of(subject), node_of(predicate), node_of(object_)))
    shapes = shapes_graph()
    _, found, _ = pyshacl.validate(
        data,
        shacl_graph=shapes,
        inference="none",
        allow_infos=True,
        allow_warnings=True,
        focus_nodes=None if among is None else [rdflib.URIRef(each) for each in sorted(among)],
    )
    assert isinstance(found, rdflib.Graph)
    for result in found.subjects(rdflib.RDF.type, SH.ValidationResult):
        shape = found.value(result, SH.sourceShape)
        path = found.value(result, SH.resultPath)
        message = found.value(result, SH.resultMessage)
        mend = shapes.value(shape, SH.description)
        severity = found.value(result, SH.resultSeverity)
        yield Hit(
            check="shape",
            severity=_SEVERITIES.get(severity, Severity.ERROR),
            subject=str(found.value(result, SH.focusNode)),
            predicate=str(path) if isinstance(path, rdflib.URIRef) else None,
            message=str(message),
            mend=str(mend or "see ontology/shapes.ttl"),
        )


def _matters(subject: str, predicate: str, object_: object, among: Collection[str] | None) -> bool:
    return (
        among is None
        or predicate in (TYPE, RDFS + "subClassOf")
        or subject in among
        or object_ in among
    )


def shapes_graph() -> rdflib.Graph:
    """Give the shapes as a graph of rdflib, parsed by Oxigraph as everything is."""
    graph = rdflib.Graph()
    path = shapes_file()
    for quad in quads_of(path, read_bytes(path)):
        graph.add(
            (parsed_node(quad.subject), parsed_node(quad.predicate), parsed_node(quad.object))
        )
    return graph
