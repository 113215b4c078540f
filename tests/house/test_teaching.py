"""Every point of the founding texts leads to terms, a question and a command that work."""

import runpy
import shlex

import pytest
from click.testing import CliRunner

from mesograph.cli import cli
from mesograph.knowledge.files import bundled
from mesograph.model.things import FoundingItem, TeachingPoint
from tests.conftest import ROOT

SCRIPT = runpy.run_path(str(ROOT / "scripts" / "write_teaching.py"))


def points(formulary, kind):
    return [each for each in formulary.compendium.things.values() if isinstance(each, kind)]


def test_the_page_is_what_the_data_say(formulary):
    page = (ROOT / "docs" / "teaching.md").read_text("utf-8")
    assert page == SCRIPT["written"](formulary.compendium)


def test_every_question_exists(formulary):
    known = {each.stem for each in bundled("ontology").glob("queries/*.rq")}
    teaching = points(formulary, TeachingPoint)
    assert len(teaching) >= 20
    for each in teaching:
        assert each.questions, each.id
        assert set(each.questions) <= known, each.id
    groups = {each.group for each in points(formulary, FoundingItem)}
    assert set(SCRIPT["QUESTIONS"]) == groups
    assert set(SCRIPT["QUESTIONS"].values()) <= known


def test_every_teaching_point_is_on_something_that_is_there(formulary):
    for each in points(formulary, TeachingPoint):
        assert each.teaches <= formulary.compendium.things.keys(), each.id
        assert each.teaches, each.id
        assert each.quotes, each.id


def test_every_command_works(formulary, monkeypatch):
    monkeypatch.chdir(ROOT)
    commands = {one for each in points(formulary, TeachingPoint) for one in each.commands}
    assert len(commands) > 20
    for command in sorted(commands):
        program, *arguments = shlex.split(command)
        assert program == "mesograph"
        found = CliRunner().invoke(cli, arguments, prog_name="mesograph")
        assert found.exit_code in (0, 1), (command, found.output[-300:])


def test_what_is_quoted_stands_in_the_founding_texts(formulary):
    texts = sorted((ROOT.parent / "shared" / "seeds").glob("*.txt"))
    if not texts:
        pytest.skip("../shared is not here")
    everything = " ".join(" ".join(each.read_text("utf-8").split()) for each in texts)
    for each in points(formulary, TeachingPoint):
        for quote in each.quotes:
            assert " ".join(quote.split()) in everything, each.id
