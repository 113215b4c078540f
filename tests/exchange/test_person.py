"""A person file: every field is read or refused by its line, and the schema says the same."""

import json

import pytest
import yaml
from click.testing import CliRunner

from mesograph.cli import cli
from mesograph.errors import UnreadableFile
from mesograph.exchange.person import FIELDS, MOST_BYTES, read_person
from mesograph.model.persons import Answered
from tests.cli.test_commands import schema_of
from tests.conftest import ROOT

GOOD = """
age: 41
weight_kg: 64.5
pregnant: no
breastfeeding: unknown
wish_for_a_child: yes
phototype: v
allergies: [lidocaine, bee venom]
medicines: [apixaban]
conditions:
  diabetes: no
  herpes infection: yes
  epilepsy: unknown
test_injection: tolerated
expectations: realistic
consent: yes
"""


@pytest.fixture
def read(tmp_path, formulary):
    def reading(text, name="person.yaml"):
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return read_person(path, formulary.compendium)

    return reading


def test_every_field_is_read(read):
    person = read(GOOD)
    assert set(yaml.safe_load(GOOD)) == set(FIELDS)
    assert person.age == 41
    assert person.phototype == "V"
    assert person.answers["minor-age"] == Answered(False, "age")
    assert person.answers["dark-phototype"] == Answered(True, "phototype")
    assert person.answers["pregnancy"] == Answered(False, "pregnant")
    assert "breastfeeding" not in person.answers
    assert person.answers["wish-for-a-child"].yes
    assert person.answers["anticoagulant-therapy"] == Answered(True, "medicines")
    assert person.answers["diabetes"] == Answered(False, "conditions")
    assert person.answers["herpes-infection"].yes
    assert "epilepsy" not in person.answers
    assert person.allergens == {"lidocaine": "lidocaine"}
    assert person.strangers == (("allergies", "bee venom"),)
    assert (person.test_injection, person.expectations) == ("tolerated", "realistic")
    assert person.consent is True


def test_what_is_not_said_is_not_known(read):
    person = read("age: unknown")
    assert (person.age, person.allergens, person.medicines) == (None, None, None)
    assert person.is_in("pregnancy") is None
    assert person.field_of("pregnancy") is None
    assert person.is_allergic_to(frozenset({"lidocaine"})) is None


@pytest.mark.parametrize("word", ["none", "[]", "no"])
def test_none_is_an_answer(read, word):
    person = read(f"allergies: {word}\nmedicines: {word}")
    assert person.allergens == {}
    assert person.medicines == {}
    assert person.is_allergic_to(frozenset({"lidocaine"})) is False


def test_json_reads_the_same(read):
    found = json.dumps(yaml.load(GOOD, yaml.BaseLoader))
    one, other = read(GOOD), read(found, "person.json")
    assert one.answers == other.answers
    assert one.allergens == other.allergens


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("agee: 4", 1, "no field is called 'agee'; there is age"),
        ("age: 4\nage: 5", 2, "age is said twice"),
        ("age: 4.5", 1, "whole number of years"),
        ("age: 200", 1, "whole number of years"),
        ("age: [4]", 1, "age takes one value"),
        ("pregnant: perhaps", 1, "yes, no or unknown"),
        ("\nphototype: VII", 2, "one of I, II"),
        ("expectations: high", 1, "one of realistic"),
        ("consent: maybe", 1, "yes, no or unknown"),
        ("test_injection: fine", 1, "one of tolerated"),
        ("allergies: lidocaine", 1, "list of names, or none"),
        ("allergies: {lidocaine: yes}", 1, "list of names"),
        ("allergies:\n  - lidocaine\n  - [x]", 3, "what is no name"),
        ("conditions: [diabetes]", 1, "names each with yes or no"),
        ("conditions:\n  diabets: yes", 2, "diabetes"),
        ("conditions:\n  diabetes: [yes]", 2, "yes, no or unknown"),
        ("conditions:\n  diabetes: yes\n  diabetes: no", 3, "said twice"),
        ("pregnant: no\nconditions:\n  pregnancy: yes", 3, "pregnant says no"),
        ("age: [1", 1, "expected"),
        ("- age", 1, "names fields"),
    ],
)
def test_what_is_wrong_is_told_by_its_line(read, text, line, reason):
    with pytest.raises(UnreadableFile) as caught:
        read(text)
    told = str(caught.value)
    assert reason in told
    assert f"person.yaml:{line}" in told


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "it is empty"),
        ("age: &a 4\nconsent: *a", "refers to itself"),
        ("# " + "x" * MOST_BYTES, "longer than"),
    ],
)
def test_what_is_no_file_of_a_person_is_refused(read, text, reason):
    with pytest.raises(UnreadableFile, match=reason):
        read(text)


def test_what_cannot_be_read_is_refused(tmp_path, formulary):
    path = tmp_path / "latin.yaml"
    path.write_bytes(b"allergies: [caf\xe9]")
    with pytest.raises(UnreadableFile, match="not UTF-8"):
        read_person(path, formulary.compendium)
    with pytest.raises(UnreadableFile, match="no such file"):
        read_person(tmp_path / "none.yaml", formulary.compendium)


SCHEMA_CASES = (
    "age: 4",
    "age: x",
    "pregnant: yes",
    "pregnant: 7",
    "phototype: IV",
    "phototype: 4",
    "allergies: [lidocaine]",
    "allergies: a",
    "allergies: none",
    "medicines: []",
    "conditions: {diabetes: no}",
    "conditions: {diabetes: 3}",
    "consent: true",
    "other: 1",
    "expectations: realistic",
    "test_injection: not done",
)


@pytest.mark.parametrize("text", SCHEMA_CASES)
def test_the_schema_takes_what_is_read_and_refuses_the_rest(read, text):
    takes = schema_of("person").is_valid(yaml.safe_load(text))
    try:
        read(text)
    except UnreadableFile:
        assert not takes
    else:
        assert takes


@pytest.mark.parametrize("name", ["person.yaml", "on-anticoagulants.yaml"])
def test_the_examples_are_read_and_known_whole(formulary, name):
    path = ROOT / "examples" / name
    assert read_person(path, formulary.compendium).strangers == ()
    schema_of("person").validate(yaml.safe_load(path.read_text("utf-8")))


def test_nothing_of_a_person_is_kept(run, tmp_path, monkeypatch):
    cache, home = tmp_path / "cache", tmp_path / "home"
    monkeypatch.setenv("MESOGRAPH_CACHE", str(cache))
    monkeypatch.setenv("MESOGRAPH_HOME", str(home))
    path = tmp_path / "person.yaml"
    path.write_text("age: 57\nallergies: [quokka fur]\nconditions: {epilepsy: yes}\n", "utf-8")
    run("propose", "dehydration")
    before = {each: each.read_bytes() for each in cache.rglob("*") if each.is_file()}
    assert before
    for command, concern in (
        ("propose", "dehydration"),
        ("propose", "dull skin"),
        ("plan", "dehydration"),
    ):
        told = CliRunner().invoke(cli, [command, concern, "--person", str(path)]).stdout
        assert "quokka fur" in told, "the answer kept for nobody in particular is not this person's"
    assert before == {each: each.read_bytes() for each in cache.rglob("*") if each.is_file()}
    assert not list(home.rglob("*"))
