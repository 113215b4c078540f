"""Three engines bring the same: ours, and two that run the rule files naively, by strata."""

import random

import pyoxigraph
import pytest

from mesograph.compilation import read_rules, read_statements
from mesograph.formulation.bearing import claims_about
from mesograph.formulation.predicting import part_traits, predict
from mesograph.knowledge.files import rule_files
from mesograph.model.claims import ToleranceClaim
from mesograph.model.things import Part
from mesograph.reasoning.axioms import as_query, rules_of_axioms
from mesograph.reasoning.closing import close
from mesograph.reasoning.engine import strata
from mesograph.reasoning.facts import facts_of
from mesograph.reasoning.pairwise import is_pairwise
from mesograph.reasoning.rules import Variable, read_rule
from mesograph.vocabulary import INDIVIDUAL, ONTOLOGY, OWL, RDF, RDFS, TYPE, meso
from tests.reasoning.engines import by_oxigraph, by_rdflib, store_of

RULES = read_rules()
UNARY = [each for each in RULES if not is_pairwise(each)]
QUERIES = {path.stem: path.read_text("utf-8") for path in rule_files()}


def by_us(facts, rules):
    return {fact for found in close(facts, rules).values() for fact in found}


def named(facts):
    """Leave out what speaks of blank nodes, which engines call as they like."""
    return {each for each in facts if not any(str(part).startswith("_:") for part in each)}


@pytest.mark.no_cover
def test_on_the_shipped_knowledge_three_engines_agree():
    facts = list(facts_of(read_statements()))
    rules = [*UNARY, *rules_of_axioms(facts)]
    ours = named(by_us(facts, rules))
    assert len(ours) > 1000
    assert ours == by_oxigraph(facts, rules, QUERIES)
    assert ours == by_rdflib(facts, rules, QUERIES)


LONELY = read_rule(
    "lonely",
    "# lonely\n# {a} is near nothing.\n# Definition: a rule on what others bring\n"
    f"CONSTRUCT {{ ?a <{meso('lonely')}> ?a }} WHERE {{ ?a <{meso('inside')}> ?b\n"
    f"FILTER NOT EXISTS {{ ?a <{meso('reaches')}> ?c }} }}",
)
"""It waits for the chain of inside and near, so it stands in a stratum of its own."""


@pytest.mark.parametrize("seed", range(5))
def test_every_stratum_alone_agrees(seed):
    rules = [LONELY, *RULES, *rules_of_axioms(AXIOMS)]
    facts = set(random_world(seed, rules))
    levels = strata(rules)
    assert [[each.name for each in level] for level in levels][-1] == ["lonely"]
    for level in levels:
        ours = by_us(facts, level)
        assert ours == by_oxigraph(facts, level, QUERIES) == by_rdflib(facts, level, QUERIES)
        facts |= ours


AXIOMS = [
    (meso("Small"), RDFS + "subClassOf", meso("Large")),
    (meso("Large"), RDFS + "subClassOf", meso("Claim")),
    (meso("One"), OWL + "equivalentClass", meso("Other")),
    (meso("near"), TYPE, OWL + "ObjectProperty"),
    (meso("near"), TYPE, OWL + "SymmetricProperty"),
    (meso("inside"), TYPE, OWL + "ObjectProperty"),
    (meso("inside"), TYPE, OWL + "TransitiveProperty"),
    (meso("inside"), RDFS + "subPropertyOf", meso("near")),
    (meso("inside"), OWL + "inverseOf", meso("around")),
    (meso("around"), RDFS + "domain", meso("Large")),
    (meso("near"), RDFS + "range", meso("One")),
    (meso("reaches"), OWL + "propertyChainAxiom", "_:list"),
    ("_:list", RDF + "first", meso("inside")),
    ("_:list", RDF + "rest", "_:more"),
    ("_:more", RDF + "first", meso("near")),
    ("_:more", RDF + "rest", RDF + "nil"),
]


def random_world(seed, rules):
    """Make a small world in the words that the rules speak, for and against them."""
    chance = random.Random(seed)
    things = [f"{INDIVIDUAL}t{number}" for number in range(5)]
    patterns = [
        pattern for rule in rules for pattern in (*rule.body, *sum(rule.absent, ()), rule.head)
    ]
    facts = set()
    # Whole bodies fire rules; loose facts join them in ways nobody thought of.
    for rule in chance.sample(rules, 12):
        chosen = {}
        for pattern in rule.body:
            facts.add(tuple(grounded(term, chosen, things, chance) for term in pattern))
    for pattern in chance.sample(patterns, 30):
        facts.add(tuple(grounded(term, {}, things, chance) for term in pattern))
    return [each for each in facts if isinstance(each[0], str)]


def grounded(term, chosen, things, chance):
    if isinstance(term, Variable):
        return chosen.setdefault(term.name, chance.choice(things))
    return term


@pytest.mark.parametrize("seed", range(40))
def test_on_random_worlds_three_engines_agree(seed):
    axioms = rules_of_axioms(AXIOMS)
    rules = [LONELY, *RULES, *axioms]
    facts = random_world(seed, rules)
    ours = by_us(facts, rules)
    assert ours == by_oxigraph(facts, rules, QUERIES) == by_rdflib(facts, rules, QUERIES)


def test_random_worlds_fire_every_rule():
    rules = [*RULES, *rules_of_axioms(AXIOMS)]
    fired = set()
    for seed in range(40):
        found = close(random_world(seed, rules), rules)
        fired |= {name for name, facts in found.items() if facts}
    assert {rule.name for rule in rules} - fired == set()


def test_axioms_of_every_supported_kind_are_read():
    names = {rule.name for rule in rules_of_axioms(AXIOMS)}
    assert names == {
        "subclass-Small-Large",
        "subclass-Large-Claim",
        "subclass-One-Other",
        "subclass-Other-One",
        "symmetric-near",
        "transitive-inside",
        "subproperty-inside-near",
        "inverse-inside-around",
        "inverse-around-inside",
        "domain-of-around",
        "range-of-near",
        "chain-reaches-inside-near",
    }


def test_a_query_written_from_a_rule_is_that_rule():
    for rule in RULES:
        store = store_of(random_world(7, RULES))
        assert set(map(str, store.query(as_query(rule)))) == set(
            map(str, store.query(QUERIES[rule.name]))
        )


def test_pairs_asked_one_by_one_are_what_the_files_say_of_all_pairs(formulary):
    """The rules on pairs, run over everything, bring just what is predicted of each pair."""
    compendium = formulary.compendium
    known = known_of(formulary)
    shelf = {INDIVIDUAL + each for each in compendium.preparations}
    by_file = {
        (rule.name, subject, object_)
        for rule in RULES
        if is_pairwise(rule)
        for subject, _, object_ in by_us(known, [rule])
        if {subject, object_} <= shelf
    }
    assert len(by_file) > 50
    parts = [Part(each) for each in compendium.preparations.values()]
    ours = {
        (found.rule.text.name, INDIVIDUAL + found.one.id, INDIVIDUAL + found.other.id)
        for at, one in enumerate(parts)
        for other in parts[at + 1 :]
        for found in predict(compendium, (one, other))
    }
    both_ways = {(name, frozenset(pair)) for name, *pair in by_file}
    assert {(name, frozenset(pair)) for name, *pair in ours} == both_ways


def test_the_hazards_of_a_part_are_what_the_rules_bring(formulary):
    compendium = formulary.compendium
    by_rule = {}
    for subject, predicate, claim in known_of(formulary):
        if predicate == meso("hasHazard"):
            by_rule.setdefault(subject, set()).add(claim.removeprefix(INDIVIDUAL))
    told = 0
    for each in compendium.preparations.values():
        heard = claims_about(compendium, ToleranceClaim, Part(each))
        ours = {claim.id for claim in heard if not claim.supports and claim.about}
        assert ours == by_rule.get(INDIVIDUAL + each.id, set()), each.id
        told += len(ours)
    assert told > 50


def known_of(formulary):
    known = set(facts_of(formulary.statements))
    return known | {fact for facts in formulary.inferences.values() for fact in facts}


def test_what_a_part_carries_is_what_the_rules_bring(formulary):
    known = known_of(formulary)
    carried = {}
    for subject, predicate, object_ in known:
        if predicate == meso("carries"):
            carried.setdefault(subject, set()).add(object_.removeprefix(ONTOLOGY))
    for each in formulary.compendium.preparations.values():
        ours = part_traits(formulary.compendium, Part(each))
        assert ours == carried.get(INDIVIDUAL + each.id, set()), each.id


def test_the_ontology_namespace_is_the_one_of_the_rules():
    assert all(rule.makes[0].startswith((ONTOLOGY, RDF)) for rule in RULES)
    assert pyoxigraph.Store().query("ASK {}")
