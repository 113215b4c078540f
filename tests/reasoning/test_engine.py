"""The engine keeps to its rules and stands hard shapes."""

from itertools import pairwise

import pytest

from mesograph.compilation import read_rules
from mesograph.errors import BrokenRule
from mesograph.knowledge.files import rule_files
from mesograph.reasoning.closing import close
from mesograph.reasoning.derivations import derivations
from mesograph.reasoning.engine import Facts, instances_of, strata
from mesograph.reasoning.rules import Value, read_rule
from mesograph.vocabulary import TYPE, XSD, meso

RULES = read_rules()
QUERIES = {path.stem: path.read_text("utf-8") for path in rule_files()}
MG = "https://w3id.org/mesograph/id/"


def rule(name, query, sentence="{a} is it"):
    return read_rule(name, f"# {name}\n# {sentence}\n# Definition: test\n{query}")


def by_us(facts):
    return {fact for found in close(facts, RULES).values() for fact in found}


FIXTURES = {
    "aggravates-by-lowering-a-deficit": ("inhibits", "deficit", meso("mayAggravate")),
    "aggravates-by-raising-an-excess": ("stimulates", "excess", meso("mayAggravate")),
    "plausible-by-raising-a-deficit": ("stimulates", "deficit", meso("plausiblyIndicatedFor")),
    "plausible-by-lowering-an-excess": ("inhibits", "excess", meso("plausiblyIndicatedFor")),
}


def claims(action, imbalance, polarity="for"):
    return [
        (meso("stimulates"), TYPE, meso("RaisingAction")),
        (meso("inhibits"), TYPE, meso("LoweringAction")),
        (MG + "m", TYPE, meso("MechanismClaim")),
        (MG + "m", meso("agent"), MG + "s"),
        (MG + "m", meso("action"), meso(action)),
        (MG + "m", meso("onProcess"), MG + "p"),
        (MG + "m", meso("polarity"), meso(polarity)),
        (MG + "m", meso("readAs"), meso("passage")),
        (MG + "y", TYPE, meso("PhysiologyClaim")),
        (MG + "y", meso("concern"), MG + "c"),
        (MG + "y", meso("onProcess"), MG + "p"),
        (MG + "y", meso("imbalance"), meso(imbalance)),
        (MG + "y", meso("polarity"), meso("for")),
        (MG + "y", meso("readAs"), meso("passage")),
    ]


@pytest.mark.parametrize("name", FIXTURES)
def test_signs_decide_between_plausible_and_aggravating(name):
    action, imbalance, predicate = FIXTURES[name]
    conclusion = (MG + "s", predicate, MG + "c")
    assert close(claims(action, imbalance), RULES)[name] == {conclusion}
    other = "excess" if imbalance == "deficit" else "deficit"
    assert close(claims(action, other), RULES)[name] == frozenset()
    assert close(claims(action, imbalance, "against"), RULES)[name] == frozenset()


def test_deficit_and_excess_are_read_from_claims():
    for imbalance, predicate in (("deficit", "hasDeficitOf"), ("excess", "hasExcessOf")):
        found = close(claims("stimulates", imbalance), RULES)
        fact = (MG + "c", meso(predicate), MG + "p")
        assert found[f"{imbalance}-by-claim"] == {fact}
        mentioned = [
            (s, p, meso("mention") if s == MG + "y" and p == meso("readAs") else o)
            for s, p, o in claims("stimulates", imbalance)
        ]
        assert fact not in by_us(mentioned)


def test_a_statement_appears_when_a_claim_goes():
    name = "mechanism-without-refutation"
    refutation = [
        (MG + "r", TYPE, meso("MechanismClaim")),
        (MG + "r", meso("agent"), MG + "s"),
        (MG + "r", meso("action"), meso("stimulates")),
        (MG + "r", meso("onProcess"), MG + "p"),
        (MG + "r", meso("polarity"), meso("against")),
    ]
    facts = claims("stimulates", "deficit")
    assert close(facts + refutation, RULES)[name] == frozenset()
    assert close(facts, RULES)[name] == {(MG + "m", TYPE, meso("UnrefutedClaim"))}


CHAIN = rule("chain", "CONSTRUCT { ?a <p:to> ?c } WHERE { ?a <p:to> ?b . ?b <p:to> ?c }")
MIRROR = rule("mirror", "CONSTRUCT { ?b <p:to> ?a } WHERE { ?a <p:to> ?b }")


def test_a_long_chain_is_closed():
    steps = [(f"n{n}", "p:to", f"n{n + 1}") for n in range(60)]
    assert len(close(steps, [CHAIN])["chain"]) == 61 * 60 // 2 - 60


def test_a_ring_of_symmetric_rules_ends():
    ring = [(f"n{n}", "p:to", f"n{(n + 1) % 12}") for n in range(12)]
    found = close(ring, [CHAIN, MIRROR])
    assert sum(map(len, found.values())) == 12 * 12 - 12


def test_figures_are_compared_and_never_rewritten():
    warm = rule("warm", "CONSTRUCT { ?a <p:is> <c:hot> } WHERE { ?a <p:at> ?t FILTER (?t > 7.0) }")
    facts = [
        ("a", "p:at", Value("7.40", XSD + "decimal")),
        ("b", "p:at", Value("7.00", XSD + "decimal")),
        ("c", "p:at", Value("9.0")),
    ]
    assert close(facts, [warm])["warm"] == {("a", "p:is", "c:hot")}


def test_rules_are_put_into_strata_and_loops_through_absence_are_refused():
    made = rule("made", "CONSTRUCT { ?a <p:ok> ?a } WHERE { ?a <p:in> ?a }")
    lacks = rule(
        "lacks",
        "CONSTRUCT { ?a <p:bad> ?a } WHERE { ?a <p:in> ?a FILTER NOT EXISTS { ?a <p:ok> ?a } }",
    )
    assert [[each.name for each in level] for level in strata([lacks, made])] == [
        ["made"],
        ["lacks"],
    ]
    assert close([("x", "p:in", "x")], [lacks, made])["lacks"] == frozenset()
    loop = rule("loop", "CONSTRUCT { ?a <p:ok> ?a } WHERE { ?a <p:bad> ?a }")
    with pytest.raises(BrokenRule, match="absence of what it helps to make"):
        strata([lacks, loop])


def test_a_rule_as_long_as_may_be_can_be_joined_from_every_premise():
    names = [f"?v{each}" for each in range(17)]
    steps = " . ".join(f"{one} <p:next> {other}" for one, other in pairwise(names))
    far = rule("far", f"CONSTRUCT {{ ?v0 <p:far> ?v16 }} WHERE {{ {steps} }}", "{v0}")
    onward = rule("onward", "CONSTRUCT { ?a <p:next> ?b } WHERE { ?a <p:step> ?b }")
    facts = [(f"n{each}", "p:step", f"n{each + 1}") for each in range(17)]
    expected = {("n0", "p:far", "n16"), ("n1", "p:far", "n17")}
    assert close(facts, [far, onward])["far"] == expected


def test_a_premise_may_name_one_thing_twice_and_repeat_what_is_bound():
    facts = [("x", "p:likes", "x"), ("x", "p:likes", "y"), ("y", "p:is", "x"), ("x", "p:is", "x")]
    own = rule("own", "CONSTRUCT { ?a <p:vain> ?a } WHERE { ?a <p:likes> ?a . ?a <p:is> ?a }")
    assert close(facts, [own])["own"] == {("x", "p:vain", "x")}
    late = rule("late", "CONSTRUCT { ?a <p:likes> ?b } WHERE { ?a <p:is> ?b . ?b <p:vain> ?b }")
    assert close(facts, [own, late])["late"] == {("y", "p:likes", "x")}


def known(facts, rules):
    everything = Facts(facts)
    for found in close(facts, rules).values():
        for fact in found:
            everything.add(fact)
    return everything


def test_all_derivations_are_all_rule_instances():
    diamond = [
        ("a", "p:to", "b1"),
        ("a", "p:to", "b2"),
        ("b1", "p:to", "c"),
        ("b2", "p:to", "c"),
    ]
    found = derivations(("a", "p:to", "c"), [CHAIN], known(diamond, [CHAIN]))
    assert [each.premises for each in found] == [
        (("a", "p:to", "b1"), ("b1", "p:to", "c")),
        (("a", "p:to", "b2"), ("b2", "p:to", "c")),
    ]
    assert derivations(("c", "p:to", "a"), [CHAIN], known(diamond, [CHAIN])) == ()


def test_patterns_are_made_true_in_every_way_on_top_of_what_is_bound():
    facts = Facts([("a", "p:to", "b"), ("b", "p:to", "c"), ("b", "p:to", "d")])
    found = instances_of(CHAIN.body, facts, {"a": "a"})
    assert sorted(each["c"] for each in found) == ["c", "d"]
    assert not list(instances_of(CHAIN.body, facts, {"a": "c"}))


def test_a_head_that_names_one_thing_twice_unifies_only_with_a_loop():
    loop = rule("loop", "CONSTRUCT { ?a <p:self> ?a } WHERE { ?a <p:to> ?a }")
    facts = known([("x", "p:to", "x")], [loop])
    assert len(derivations(("x", "p:self", "x"), [loop], facts)) == 1
    assert derivations(("x", "p:self", "y"), [loop], facts) == ()


def test_a_derivation_is_told_in_the_sentence_of_its_rule(formulary):
    fact = (MG + "hyaluronic-acid", meso("plausiblyIndicatedFor"), MG + "dehydration")
    found = formulary.derivations(fact)
    assert {each.rule.name for each in found} == {"plausible-by-raising-a-deficit"}
    labels = {MG + id_: each.label for id_, each in formulary.compendium.things.items()}
    labels |= {MG + each.id: "a claim" for each in formulary.compendium.claims.values()}
    assert found[0].told(labels) == (
        "hyaluronic acid raises skin hydration (a claim), and dehydration of the skin has too "
        "little of it."
    )


@pytest.mark.no_cover
def test_every_inference_has_a_derivation(formulary):
    for name, facts in formulary.inferences.items():
        for fact in facts:
            assert name in {each.rule.name for each in formulary.derivations(fact)}
