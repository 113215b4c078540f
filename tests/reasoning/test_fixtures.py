"""Every rule fires on what it was made for, on nothing less, and not on what just misses it."""

import runpy
from pathlib import Path

import pyoxigraph
import pytest

from mesograph.compilation import read_rules
from mesograph.knowledge.files import rule_files
from mesograph.reasoning.closing import close
from mesograph.reasoning.engine import Facts, conclusions
from tests.reasoning.engines import store_of
from tests.reasoning.fixtures import FIXTURES, facts_in

RULES = {rule.name: rule for rule in read_rules()}
QUERIES = {path.stem: path.read_text("utf-8") for path in rule_files()}


def test_every_rule_has_a_fixture():
    assert set(FIXTURES) == set(RULES)


def fired(name, facts):
    """Give what one rule concludes from facts in one go."""
    known = Facts(facts)
    return {fact for fact in conclusions(RULES[name], known, known) if fact not in known}


def by_oxigraph(name, facts):
    found = store_of(facts).query(QUERIES[name])
    assert isinstance(found, pyoxigraph.QueryTriples)
    told = {(each.subject.value, each.predicate.value, each.object.value) for each in found}
    return told - set(facts)


@pytest.mark.parametrize("name", FIXTURES)
def test_it_fires_and_concludes_just_this(name):
    facts = facts_in(FIXTURES[name].fires)
    expected = set(facts_in(FIXTURES[name].concludes))
    assert fired(name, facts) == expected
    assert by_oxigraph(name, facts) == expected
    assert close(facts, [RULES[name]])[name] == expected


@pytest.mark.parametrize("name", FIXTURES)
def test_it_needs_every_premise(name):
    facts = facts_in(FIXTURES[name].fires)
    for gone in facts:
        less = [each for each in facts if each != gone]
        assert fired(name, less) == set(), gone
        assert by_oxigraph(name, less) == set(), gone


@pytest.mark.parametrize("name", FIXTURES)
def test_it_does_not_fire_on_what_just_misses_it(name):
    facts = facts_in(FIXTURES[name].misses)
    assert fired(name, facts) == set()
    assert by_oxigraph(name, facts) == set()


ABSENT = {
    "mechanism-without-refutation": "n :agent s . n :action :inhibits . n :onProcess p"
    " . n :polarity :against",
    "concern-forbids-injection": "k :about s",
}


def test_every_rule_that_asks_for_absence_is_held_to_it():
    assert set(ABSENT) == {name for name, rule in RULES.items() if rule.absent}


@pytest.mark.parametrize("name", ABSENT)
def test_what_must_be_absent_must_be_there_whole_to_hinder(name):
    facts = facts_in(FIXTURES[name].fires)
    hindrance = facts_in(ABSENT[name])
    assert fired(name, facts + hindrance) == set()
    for gone in hindrance:
        less = [each for each in hindrance if each != gone]
        assert fired(name, facts + less) == set(facts_in(FIXTURES[name].concludes)), gone


def test_no_broken_rule_goes_unnoticed(capsys):
    """The script that breaks every rule in every small way finds that some test notices."""
    path = Path(__file__).parent.parent.parent / "scripts" / "mutate_rules.py"
    assert runpy.run_path(str(path))["main"]() == 0
    assert "(100.0 %)" in capsys.readouterr().out


def test_a_broken_rule_that_no_fixture_notices_is_told(capsys, monkeypatch):
    path = Path(__file__).parent.parent.parent / "scripts" / "mutate_rules.py"
    script = runpy.run_path(str(path))
    monkeypatch.setitem(script["main"].__globals__, "TESTS", ())
    assert script["main"]() == 1
    assert "premise left out" in capsys.readouterr().out
