"""Justifications come best first, are minimal, end on hard shapes, and never go in rings."""

import random
import time

import pytest

from mesograph.reasoning.closing import close
from mesograph.reasoning.engine import Facts
from mesograph.reasoning.justifications import (
    best_derivations,
    cone_of,
    follows,
    is_minimal,
    justifications,
)
from mesograph.reasoning.rules import read_rule


def rule(name, query):
    return read_rule(name, f"# {name}\n# {{a}} is it\n# Definition: test\n{query}")


STEP = rule("step", "CONSTRUCT { ?a <p:is> <c:in> } WHERE { ?b <p:is> <c:in> . ?a <p:by> ?b }")
OR = rule("or", "CONSTRUCT { ?a <p:by> ?b } WHERE { ?a <p:left> ?b }")
OTHER = rule("other", "CONSTRUCT { ?a <p:by> ?b } WHERE { ?a <p:right> ?b }")
CHAIN = rule("chain", "CONSTRUCT { ?a <p:to> ?c } WHERE { ?a <p:to> ?b . ?b <p:to> ?c }")
MIRROR = rule("mirror", "CONSTRUCT { ?b <p:to> ?a } WHERE { ?a <p:to> ?b }")


def known_of(facts, rules):
    known = Facts(facts)
    for found in close(facts, rules).values():
        for fact in found:
            known.add(fact)
    return known


def cone(goal, facts, rules, **more):
    return cone_of(goal, rules, known_of(facts, rules), Facts(facts), **more)


def diamonds(depth):
    """Give steps that each have two legs: 2 ** depth justifications of the last."""
    facts = [("n0", "p:is", "c:in")]
    for at in range(depth):
        facts += [(f"n{at + 1}", "p:left", f"n{at}"), (f"n{at + 1}", "p:right", f"n{at}")]
    return facts


def test_all_justifications_of_small_diamonds_are_found():
    found = justifications(cone(("n3", "p:is", "c:in"), diamonds(3), [STEP, OR, OTHER]), most=100)
    assert found.complete
    assert len(found.found) == 2**3
    assert all(len(each) == 4 for each in found.found)


def test_a_way_through_what_no_longer_follows_is_not_taken():
    facts = diamonds(1)
    known = known_of(facts, [STEP, OR, OTHER])
    left = [each for each in facts if each[1] != "p:right"]
    found = justifications(cone_of(("n1", "p:is", "c:in"), [STEP, OR, OTHER], known, Facts(left)))
    assert found.found == (frozenset(left),)


def test_a_million_justifications_are_not_walked_unasked():
    start = time.perf_counter()
    made = cone(("n20", "p:is", "c:in"), diamonds(20), [STEP, OR, OTHER])
    found = justifications(made, most=10)
    assert len(found.found) == 10
    assert not found.complete
    assert time.perf_counter() - start < 20
    assert all(is_minimal(made, each) for each in found.found)


def test_a_cap_on_states_is_told():
    made = cone(("n20", "p:is", "c:in"), diamonds(20), [STEP, OR, OTHER])
    assert not justifications(made, most=10**9, most_states=100).complete


def test_a_long_chain_has_its_one_proof():
    facts = [("n0", "p:is", "c:in"), *((f"n{n + 1}", "p:by", f"n{n}") for n in range(400))]
    made = cone(("n400", "p:is", "c:in"), facts, [STEP])
    assert best_derivations(made)[made.goal][0] == (0, 401)
    found = justifications(made)
    assert found.complete
    assert found.found == (frozenset(facts),)


def test_a_ring_of_symmetric_rules_has_no_proof_in_rings():
    ring = [(f"n{n}", "p:to", f"n{(n + 1) % 5}") for n in range(5)]
    made = cone(("n0", "p:to", "n2"), ring, [CHAIN, MIRROR])
    found = justifications(made)
    assert found.found[0] == {ring[0], ring[1]}
    assert frozenset(ring[2:]) in found.found
    assert all(is_minimal(made, each) for each in found.found)


def test_the_best_comes_first_few_weak_leaves_before_few_leaves():
    facts = [
        ("goal", "p:left", "weak"),
        ("weak", "p:is", "c:in"),
        ("goal", "p:right", "far"),
        ("far", "p:by", "firm"),
        ("firm", "p:is", "c:in"),
    ]
    made = cone(
        ("goal", "p:is", "c:in"),
        facts,
        [STEP, OR, OTHER],
        is_weak=lambda leaf: leaf == ("weak", "p:is", "c:in"),
    )
    found = justifications(made)
    assert [len(each) for each in found.found] == [3, 2]
    assert best_derivations(made)[made.goal][0] == (0, 3)


def test_the_facts_of_one_claim_are_one_leaf():
    facts = [("claim", "p:left", "n0"), ("claim", "p:is", "c:in"), ("n0", "p:is", "c:in")]
    back = rule("back", "CONSTRUCT { ?b <p:has> ?a } WHERE { ?a <p:left> ?b . ?a <p:is> <c:in> }")
    made = cone(("n0", "p:has", "claim"), facts, [back], leaf_of=lambda fact: fact[0])
    assert justifications(made).found == (frozenset({"claim"}),)


def test_what_does_not_follow_has_none():
    made = cone(("n9", "p:is", "c:in"), diamonds(2), [STEP, OR, OTHER])
    assert justifications(made).found == ()
    assert justifications(made).complete


def subsets(leaves):
    found = [frozenset()]
    for each in leaves:
        found += [kept | {each} for kept in found]
    return found


@pytest.mark.parametrize("seed", range(25))
def test_on_random_worlds_they_are_all_minimal_sets(seed):
    chance = random.Random(seed)
    names = [f"n{n}" for n in range(4)]
    facts = list(
        {
            (chance.choice(names), chance.choice(["p:to", "p:left"]), chance.choice(names))
            for _ in range(7)
        }
    )
    also = rule("also", "CONSTRUCT { ?a <p:to> ?b } WHERE { ?a <p:left> ?b }")
    rules = [CHAIN, MIRROR, also]
    known = known_of(facts, rules)
    goals = sorted(fact for fact in known if fact[1] == "p:to")[:3]
    for goal in goals:
        made = cone(goal, facts, rules)
        found = justifications(made, most=1000, most_states=100_000)
        everything = [each for each in subsets(facts) if follows(made, each)]
        minimal = {each for each in everything if not any(other < each for other in everything)}
        assert found.complete
        assert set(found.found) == minimal
        sizes = [len(each) for each in found.found]
        assert sizes == sorted(sizes)


LOOKED_AT = 1000
"""Justifying one inference takes some hundredths of a second: about so many are, spread evenly."""


@pytest.mark.no_cover
def test_inferences_of_every_sort_in_the_shipped_knowledge_are_justified(formulary):
    deriver = formulary._deriver
    wanted = ("plausiblyIndicatedFor", "carries", "bearsOn", "hasHazard", "lawfulIn")
    facts = sorted({fact for found in formulary.inferences.values() for fact in found}, key=str)
    looked_at = 0
    for ending in wanted:
        of = [fact for fact in facts if fact[1].endswith(ending)]
        assert of
        for fact in of[:: max(1, len(of) * len(wanted) // LOOKED_AT)]:
            derived = deriver.prove(fact)
            assert derived is not None
            assert derived.justifications.found
            assert all(each for each in derived.told)
            looked_at += 1
    assert looked_at > 500
