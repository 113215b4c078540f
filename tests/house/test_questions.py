"""Competency questions: each has the answer it expects, and loses it with its key fact."""

import pyoxigraph
import pytest

from mesograph import vocabulary
from mesograph.formulary import load
from mesograph.knowledge.files import bundled
from mesograph.knowledge.graphs import query
from mesograph.reasoning.doubting import without
from mesograph.reasoning.engine import Facts
from mesograph.reasoning.facts import facts_of
from mesograph.vocabulary import meso

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


class World:
    """A store of everything, from which something can be taken away and put back."""

    def __init__(self):
        self._formulary = load()
        self.store = self._formulary._store
        self._asserted = frozenset(facts_of(self._formulary.statements))
        inferred = {fact for found in self._formulary.inferences.values() for fact in found}
        self._known = Facts([*self._asserted, *inferred])

    def answers(self, text):
        found = query(self.store, text)
        return {cell.value for row in found for cell in row if cell is not None}

    def without(self, subjects, text):
        """Answer a question in a world in which nothing is said of some subjects."""
        nodes = [pyoxigraph.NamedNode(each) for each in subjects]
        taken = [quad for each in nodes for quad in self._speaking_of(each)]
        gone = [fact for fact in self._asserted if fact[0] in subjects or str(fact[2]) in subjects]
        change = without(self._known, self._asserted, gone, self._formulary._unary_rules)
        for fact in change.fallen:
            taken += self.store.quads_for_pattern(*map(pyoxigraph.NamedNode, map(str, fact)), None)
        for quad in taken:
            self.store.remove(quad)
        came = [
            pyoxigraph.Quad(*map(pyoxigraph.NamedNode, map(str, fact))) for fact in change.appeared
        ]
        self.store.extend(came)
        try:
            assert taken
            return self.answers(text)
        finally:
            for quad in came:
                self.store.remove(quad)
            self.store.extend(taken)

    def _speaking_of(self, node):
        yield from self.store.quads_for_pattern(node, None, None, None)
        yield from self.store.quads_for_pattern(None, None, node, None)


@pytest.fixture(scope="module")
def world():
    return World()


def test_there_are_enough_of_them():
    assert len(QUESTIONS) >= FEWEST
    assert all(facts for _, _, facts in QUESTIONS.values())


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_has_the_answer_it_expects(name, world):
    text, expected, _ = QUESTIONS[name]
    assert expected <= world.answers(text)


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_loses_its_answer_with_its_key_fact(name, world):
    text, expected, facts = QUESTIONS[name]
    assert not expected <= world.without(facts, text)
    assert expected <= world.answers(text)
