"""Without some facts just what a full recompute says falls or appears."""

import random

import pytest

from mesograph.explanation.doubt import said_by
from mesograph.reasoning.axioms import rules_of_axioms
from mesograph.reasoning.closing import close
from mesograph.reasoning.doubting import without
from mesograph.reasoning.engine import Facts
from mesograph.reasoning.facts import facts_of
from mesograph.reasoning.rules import read_rule
from mesograph.vocabulary import meso
from tests.reasoning.test_agreement import AXIOMS, LONELY, RULES, random_world


def everything(facts, rules):
    return {fact for found in close(facts, rules).values() for fact in found}


@pytest.mark.parametrize("seed", range(60))
def test_on_random_worlds_it_is_a_full_recompute(seed):
    rules = [LONELY, *RULES, *rules_of_axioms(AXIOMS)]
    facts = random_world(seed, rules)
    chance = random.Random(seed)
    gone = set(chance.sample(facts, max(1, len(facts) // 4)))
    before = everything(facts, rules)
    left = [each for each in facts if each not in gone]
    after = everything(left, rules)
    change = without(Facts([*facts, *before]), frozenset(facts), gone, rules)
    was, now = before | set(facts), after | set(left)
    assert change.fallen == {each for each in was - now if each not in set(facts)}
    assert change.appeared == now - was


def test_what_stood_on_absence_appears_and_what_stands_elsewhere_stays():
    rules = [LONELY, *rules_of_axioms(AXIOMS)]
    inside = "https://w3id.org/mesograph/ontology#inside"
    near = inside.replace("inside", "near")
    lonely = inside.replace("inside", "lonely")
    facts = [("a", inside, "b"), ("b", near, "c")]
    before = everything(facts, rules)
    assert ("a", lonely, "a") not in before
    change = without(Facts([*facts, *before]), frozenset(facts), [facts[1]], rules)
    assert ("b", near, "c") not in change.fallen
    assert ("c", near, "b") in change.fallen
    assert ("a", near, "b") not in change.fallen


EACH = 25
"""A full recompute takes a second: of so many sources one is doubted, the same at every run."""
SLICES = 16
"""So many tests share the sources, so that workers end together."""


@pytest.fixture(scope="module")
def shipped(formulary):
    """Give the rules, what is asserted, what follows, and both together, worked out once."""
    rules = formulary._unary_rules
    asserted = frozenset(facts_of(formulary.statements))
    before = everything(asserted, rules)
    return rules, asserted, before, Facts([*asserted, *before])


@pytest.mark.no_cover
@pytest.mark.parametrize("start", range(SLICES))
def test_for_shipped_sources_it_is_a_full_recompute(formulary, shipped, start):
    rules, asserted, before, known = shipped
    compendium = formulary.compendium
    doubted = sorted(compendium.sources)[::EACH][start::SLICES]
    fell = 0
    for source in doubted:
        claims = [each.id for each in compendium.claims.values() if each.source == source]
        gone = set(facts_of(said_by(formulary.statements, source, claims)))
        change = without(known, asserted, gone, rules)
        after = everything(asserted - gone, rules)
        now = after | (asserted - gone)
        assert change.fallen == {each for each in before - now if each not in asserted}, source
        assert change.appeared == now - before - asserted, source
        fell += bool(change.fallen)
    assert fell > len(doubted) / 2


def test_what_stood_on_the_absence_of_what_appears_falls():
    """Three strata: with the chain gone something is lonely, so it is no longer quiet."""
    quiet = read_rule(
        "quiet",
        "# quiet\n# {a} is quiet.\n# Definition: a rule on the absence of what waits for absence\n"
        f"CONSTRUCT {{ ?a <{meso('quiet')}> ?a }} WHERE {{ ?a <{meso('inside')}> ?b\n"
        f"FILTER NOT EXISTS {{ ?a <{meso('lonely')}> ?a }} }}",
    )
    after = read_rule(
        "after",
        "# after\n# {a} is after.\n# Definition: what follows from quiet\n"
        f"CONSTRUCT {{ ?a <{meso('after')}> ?a }} WHERE {{ ?a <{meso('quiet')}> ?a }}",
    )
    rules = [after, quiet, LONELY, *rules_of_axioms(AXIOMS)]
    facts = [("a", meso("inside"), "b"), ("b", meso("near"), "c")]
    before = everything(facts, rules)
    assert ("a", meso("after"), "a") in before
    # b is near a by symmetry of what is inside, so the fact that goes is that very one.
    change = without(Facts([*facts, *before]), frozenset(facts), facts, rules)
    assert ("a", meso("after"), "a") in change.fallen
    left = [("a", meso("inside"), "b")]
    unheard = [each for each in rules if not each.name.startswith(("subproperty", "symmetric"))]
    was = everything(facts, unheard)
    change = without(Facts([*facts, *was]), frozenset(facts), [facts[1]], unheard)
    now = everything(left, unheard)
    assert ("a", meso("after"), "a") in change.fallen
    assert ("a", meso("lonely"), "a") in change.appeared
    assert change.fallen == {each for each in was | set(facts) if each not in now | set(left)} - {
        facts[1]
    }


def test_a_rule_on_one_thing_with_itself_does_not_bring_back_what_has_two_ends():
    words = "# t\n# {a}\n# Definition: d\n"
    loop = read_rule("loop", words + "CONSTRUCT { ?a <p:self> ?a } WHERE { ?a <p:in> ?b }")
    pair = read_rule("pair", words + "CONSTRUCT { ?a <p:self> ?b } WHERE { ?a <p:pair> ?b }")
    facts = [("x", "p:pair", "y"), ("x", "p:in", "y")]
    known = Facts([*facts, *everything(facts, [loop, pair])])
    change = without(known, frozenset(facts), facts[:1], [loop, pair])
    assert change.fallen == {("x", "p:self", "y")}
