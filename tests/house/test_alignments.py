"""What things are called elsewhere: every id with the label that a real copy has for it."""

import csv
import re
import runpy

import pytest

from mesograph.knowledge.files import bundled
from mesograph.vocabulary import EXTERNAL, PREFIXES
from tests.conftest import ROOT

SCRIPT = runpy.run_path(str(ROOT / "scripts" / "write_alignments.py"))
TABLE, TURTLE, MATCHES = (SCRIPT[each] for each in ("TABLE", "TURTLE", "MATCHES"))
rows, written = SCRIPT["rows"], SCRIPT["written"]
COPIES = ROOT / "tests" / "house" / "aligned.tsv"
"""Id, label and copy of everything that is named elsewhere, as it was read there."""


@pytest.fixture(scope="module")
def mappings():
    return list(rows(TABLE))


@pytest.fixture(scope="module")
def copied():
    with COPIES.open(encoding="utf-8", newline="") as lines:
        return {row["object_id"]: row for row in csv.DictReader(lines, delimiter="\t")}


def test_every_id_has_the_label_that_was_read(mappings, copied):
    assert len(mappings) > 1500
    for row in mappings:
        copy = copied[row["object_id"]]
        assert copy["object_label"] == row["object_label"], row["object_id"]
        assert copy["file"]
    assert set(copied) == {row["object_id"] for row in mappings}


def test_every_subject_is_ours_and_called_so(mappings, formulary):
    things = formulary.compendium.things
    for row in mappings:
        prefix, _, local = row["subject_id"].partition(":")
        assert prefix in ("mg", "meso")
        thing = things.get(local)
        if thing:
            assert row["subject_label"] in (thing.label, *thing.names), row["subject_id"]
        else:
            assert prefix == "meso", row["subject_id"]


def test_the_table_is_sssom(mappings):
    text = TABLE.read_text("utf-8")
    known = dict(re.findall(r'^#  (\w+): "([^"]+)"$', text, re.MULTILINE))
    assert {name: known[name] for name in EXTERNAL} == EXTERNAL
    assert known["mg"] == PREFIXES["mg"]
    for slot in ("mapping_set_id", "mapping_set_version", "license"):
        assert re.search(rf"^#{slot}: ", text, re.MULTILINE)
    for row in mappings:
        assert row["predicate_id"] in MATCHES
        assert row["mapping_justification"].startswith("semapv:")
        assert 0 < float(row["confidence"]) <= 1
        assert row["object_source_version"]
    keys = [(row["subject_id"], row["predicate_id"], row["object_id"]) for row in mappings]
    assert len(set(keys)) == len(keys)
    assert keys == sorted(keys, key=lambda each: each[0])


def test_nothing_is_the_same_as_two_things_here(mappings):
    same = [row for row in mappings if row["predicate_id"] == "skos:exactMatch"]
    objects = [row["object_id"] for row in same]
    assert len(set(objects)) == len(objects)


def test_the_turtle_is_written_from_the_table():
    assert written(TABLE) == TURTLE.read_text("utf-8")
    assert TURTLE.parent == bundled("ontology")


def test_a_substance_shows_what_it_is_elsewhere(run):
    shown = run("show", "tranexamic acid").stdout
    assert "CHEBI:" in shown
    assert run("show", "CHEBI:48669").stdout.startswith("tranexamic acid")
    count = "SELECT (COUNT(*) AS ?n) { ?s skos:exactMatch ?o . ?o rdfs:label ?l }"
    assert int(run("query", count, "--format", "csv").stdout.split("\n")[1]) > 1000
