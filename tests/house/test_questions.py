"""Competency questions: each has the answer it expects, and loses it with its key fact."""

import pyoxigraph
import pytest

from mesograph import vocabulary
from mesograph.compilation import compiled, read_rules, read_statements
from mesograph.knowledge.files import bundled
from mesograph.knowledge.graphs import query
from mesograph.knowledge.statements import Literal
from mesograph.model.things import Versions
from mesograph.vocabulary import expand, meso

VERSIONS = Versions(code="0", ontology="0", data="0", rules="0")
FEWEST = 40


def read(path):
    """Give the query of a file, what it expects, and its key facts."""
    graph = pyoxigraph.Store()
    graph.load(path=str(path), format=pyoxigraph.RdfFormat.TURTLE)

    def values(term):
        named = pyoxigraph.NamedNode(term)
        return {each.object.value for each in graph.quads_for_pattern(None, named, None)}

    (text,) = values(vocabulary.SH + "select")
    return text, values(meso("expects")), values(meso("keyFact"))


def asked():
    found = {path.stem: read(path) for path in sorted(bundled("ontology").glob("queries/*.ttl"))}
    return {name: each for name, each in found.items() if each[1]}


QUESTIONS = asked()


@pytest.fixture(scope="module")
def knowledge():
    return read_statements(), read_rules()


def node(value):
    if isinstance(value, Literal):
        if value.language:
            return pyoxigraph.Literal(value.text, language=value.language)
        return pyoxigraph.Literal(value.text, datatype=pyoxigraph.NamedNode(value.datatype))
    if value.startswith("_:"):
        return pyoxigraph.BlankNode(value[2:].replace("-", ""))
    return pyoxigraph.NamedNode(expand(value))


def store_of(statements, rules):
    """Load statements and all that follows from them, each graph as it is named."""
    store = pyoxigraph.Store()
    store.bulk_extend(
        pyoxigraph.Quad(node(each.subject), node(each.predicate), node(each.object))
        for each in statements
        if not each.subject.startswith("_:")
        and not (isinstance(each.object, str) and each.object.startswith("_:"))
    )
    known = compiled(statements, rules, VERSIONS)
    store.bulk_extend(
        pyoxigraph.Quad(
            *(node(each) for each in fact),
            pyoxigraph.NamedNode(f"{vocabulary.GRAPH}rule/{rule}"),
        )
        for rule, facts in known.inferences.items()
        for fact in facts
        if all(isinstance(each, str) for each in fact)
    )
    return store


def answers(store, text):
    found = query(store, text)
    return {cell.value for row in found for cell in row if cell is not None}


@pytest.fixture(scope="module")
def whole(knowledge):
    return store_of(*knowledge)


def test_there_are_enough_of_them():
    assert len(QUESTIONS) >= FEWEST
    assert all(facts for _, _, facts in QUESTIONS.values())


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_has_the_answer_it_expects(name, whole):
    text, expected, _ = QUESTIONS[name]
    assert expected <= answers(whole, text)


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_loses_its_answer_with_its_key_fact(name, knowledge):
    text, expected, facts = QUESTIONS[name]
    statements, rules = knowledge
    rest = tuple(each for each in statements if not {each.subject, each.object} & facts)
    assert len(rest) < len(statements)
    assert not expected <= answers(store_of(rest, rules), text)
