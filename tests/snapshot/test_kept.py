"""What was kept is what would be worked out."""

import pytest

from mesograph.cli import proposing
from mesograph.cli.options import POLICIES
from mesograph.cli.proposing import Question, answered, keep_first_answers, worked_out
from mesograph.snapshot.kept import Kept
from mesograph.verdicts import Policy


def test_an_answer_is_worked_out_once(tmp_path, monkeypatch, formulary):
    monkeypatch.setenv("MESOGRAPH_CACHE", str(tmp_path))
    question = Question(("melasma",), format_="json")
    found = answered(question)
    assert found == worked_out(question, formulary)
    monkeypatch.setattr(proposing, "worked_out", lambda *_: pytest.fail("it was kept"))
    assert answered(question) == found
    with pytest.raises(pytest.fail.Exception):
        answered(question._replace(top=1))


def test_every_name_of_every_concern_has_its_first_answer(tmp_path, monkeypatch, formulary):
    monkeypatch.setenv("MESOGRAPH_CACHE", str(tmp_path))
    keep_first_answers(formulary)
    monkeypatch.setattr(proposing, "worked_out", lambda *_: pytest.fail("it was kept"))
    for concern in formulary.things("concerns"):
        for name in (concern.label, *concern.names):
            for format_ in ("text", "json"):
                text, status = answered(Question((name,), format_=format_))
                assert concern.label in text
                assert status in (0, 1)


def test_the_policies_spelled_out_are_the_policies():
    assert tuple(each.value for each in Policy) == POLICIES


def test_an_answer_is_written_once_for_all_names(tmp_path, monkeypatch):
    monkeypatch.setenv("MESOGRAPH_CACHE", str(tmp_path))
    first, second = Kept("k", ["melasma"]), Kept("k", ["chloasma"])
    second.keep_like(first)
    assert second.recalled() is None
    first.keep("found", 1)
    assert second.recalled() == ("found", 1)
    assert len(list(tmp_path.glob("*.answer"))) == 2
    assert sum(b"found" in each.read_bytes() for each in tmp_path.glob("*.answer")) == 1
