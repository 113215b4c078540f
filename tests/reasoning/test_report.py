"""The report on rules tells where each runs, what it brings, and which can never fire."""

from mesograph.reasoning.closing import close
from mesograph.reasoning.engine import Facts
from mesograph.reasoning.pairwise import is_pairwise
from mesograph.reasoning.report import report
from mesograph.reasoning.rules import read_rule

WORDS = "# t\n# {a}\n# Definition: d\n"
USED = read_rule("used", WORDS + "CONSTRUCT { ?a <p:is> ?a } WHERE { ?a <p:in> ?b }")
IDLE = read_rule(
    "idle", WORDS + "CONSTRUCT { ?a <p:no> ?a } WHERE { ?a <p:out> ?b . ?b <p:in> ?a }"
)
LATE = read_rule(
    "late",
    WORDS + "CONSTRUCT { ?a <p:so> ?a } WHERE { ?a <p:in> ?b FILTER NOT EXISTS { ?a <p:is> ?a } }",
)


def test_a_rule_whose_premise_nothing_meets_is_dead():
    facts = [("x", "p:in", "y")]
    rules = [USED, IDLE, LATE]
    brought = close(facts, rules)
    known = Facts(facts)
    for found in brought.values():
        for fact in found:
            known.add(fact)
    used, idle, late = report(rules, known, brought)
    assert (used.stratum, used.brings, used.is_dead) == (0, 1, False)
    assert idle.is_dead
    assert [pattern[1] for pattern in idle.unmet] == ["p:out"]
    assert (late.stratum, late.brings, late.is_dead) == (1, 0, False)


def test_every_rule_of_a_file_is_reported_on_the_shipped_knowledge(formulary):
    found = {each.rule.name: each for each in formulary.rule_report}
    assert set(found) == {each.name for each in formulary.rules}
    busy = [each for each in found.values() if each.brings]
    assert len(busy) > 20
    assert not any(each.is_dead for each in busy)
    dead = {name for name, each in found.items() if each.is_dead}
    assert "weak-base-salt-with-alkali" not in dead
    assert "polycation-with-polyanion" in dead, "no shipped substance is a polycation"


def test_a_rule_can_be_shown_by_its_name_title_or_iri(formulary):
    rule = formulary.rules[0]
    iri = f"https://w3id.org/mesograph/rule/{rule.name}"
    assert {formulary.resolve(each).id for each in (rule.name, rule.title, iri)} == {rule.name}
    for each in formulary.rules:
        notes = " ".join(formulary.resolve(each.name).notes)
        assert f"how: {each.how}" in notes
        assert ("never run over all pairs" in notes) is is_pairwise(each)
    assert "it cannot fire here" in " ".join(formulary.resolve("polycation-with-polyanion").notes)
