"""What else is given in a session: asked, told, counted for the dose alone, and asked again."""

import json

import pytest

from tests.cli.test_commands import schema_of
from tests.conftest import ROOT

LIDOCAINE = "lidocaine hydrochloride 2 % (Irish label, holder not shown) 5 mL"
ALSO = ["--also", "lidocaine/prilocaine cream 2.5%/2.5% 10 g", "--also", "procaine 10 mg/mL 2 mL"]


def answer(run, *arguments, exits=0):
    found = json.loads(run("check", *arguments, "--format", "json", exits=exits).stdout)
    schema_of("check").validate(found)
    return found


def finding(found, name="dose"):
    return next(each for each in found["findings"] if each["check"] == name)


def test_the_session_is_told_and_counted_for_the_dose_alone(run):
    alone = answer(run, LIDOCAINE)
    more = answer(run, LIDOCAINE, *ALSO, "--times", "2")
    assert alone["session"] == {"times": 1, "also": []}
    assert more["session"]["times"] == 2
    assert [each["grams"] for each in more["session"]["also"]] == [10, None]
    assert [each["volume_mL"] for each in more["session"]["also"]] == [None, 2]
    assert more["question"]["also"] == ALSO[1::2]
    assert finding(more)["low"] > 2 * finding(alone)["low"]
    for each in alone["findings"]:
        if each["check"] != "dose":
            assert each["status"] == finding(more, each["check"])["status"]
    assert alone["verdict"] == more["verdict"]
    assert alone["coordinates"] == more["coordinates"]


def test_the_head_echoes_what_was_counted(run):
    told = " ".join(run("check", LIDOCAINE, *ALSO, "--times", "2").stdout.split())
    assert "given 2 times in the session" in told
    assert "also in the session: lidocaine 2.5 % (w/w) with prilocaine 2.5 % (w/w) cream" in told
    assert "10 g; only the dose counts it" in told
    assert "procaine 1 % (ad hoc) 2 mL" in told
    unsaid = " ".join(run("check", LIDOCAINE, "--also", "procaine hydrochloride 1%").stdout.split())
    assert "how much is not said, or any of 2 others that fit" in unsaid
    assert "needs: the volume of procaine hydrochloride 1 %" in unsaid


def test_too_much_in_all_is_refused_and_no_amount_is_advised(run):
    found = run("check", LIDOCAINE, "--times", "6", exits=1).stdout
    assert "x  dose" in found
    assert "decides" in found
    told = finding(answer(run, LIDOCAINE, "--times", "6", exits=1))
    assert told["status"] == "failed"
    words = json.dumps(told).lower()
    assert not any(each in words for each in ("recommended to give", "you may give", "give up to"))


def test_a_mixture_file_says_it_too(run, tmp_path):
    path = tmp_path / "session.mixture"
    lines = [LIDOCAINE, "also: lidocaine 5% cream 3 g  # before", "Times: 2"]
    path.write_text("\n".join(lines), "utf-8")
    found = answer(run, path, "--also", "EMLA 1 g")
    assert found["question"]["also"] == ["lidocaine 5% cream 3 g", "EMLA 1 g"]
    assert found["question"]["times"] == 2
    assert answer(run, path, "--times", "2")["question"]["times"] == 2
    assert (
        "it says times: 2, and --times says 3" in run("check", path, "--times", "3", exits=2).stderr
    )
    assert "check dose" in run("why", "check", "dose", path).stdout


@pytest.mark.parametrize("wrong", ["times: none", "times: 0", "times: 101", "times:"])
def test_times_are_a_whole_number(run, tmp_path, wrong):
    path = tmp_path / "session.mixture"
    path.write_text(f"{LIDOCAINE}\n{wrong}\n", "utf-8")
    found = run("check", path, exits=2).stderr
    assert f"{path}:2" in found
    assert "times is a whole number from 1 to 100" in found


@pytest.mark.parametrize(
    "wrong",
    [
        "lidocaine 2 %% cream 3 g",
        "lidocaine -1 mL",
        "procaine 200% 1 mL",
        "lidocaine 5% cream 10 oz",
        "lidocaine 2 g",
        "numbitall 3 mL",
        "also:",
    ],
)
def test_what_cannot_be_read_is_one_line(run, wrong):
    found = run("check", LIDOCAINE, "--also", wrong, exits=2)
    assert (found.stdout, found.stderr.count("\n")) == ("", 1)


def test_a_saved_answer_is_asked_again_with_its_session(run, tmp_path):
    saved = tmp_path / "saved.json"
    told = run("check", LIDOCAINE, *ALSO, "--times", "2", "--format", "json").stdout
    saved.write_text(told, "utf-8")
    found = json.loads(told)
    number = finding(found)["because"][0]["number"]
    opened = run("why", str(number), "--in", saved).stdout
    assert "of what sources allow in all" in opened
    assert "1 saved answer" in run("check", "--saved", saved).stdout
    for wrong in (0, 101, "two"):
        found["question"]["times"] = wrong
        saved.write_text(json.dumps(found), "utf-8")
        assert "changed by hand" in run("check", "--saved", saved, exits=2).stderr
    del found["question"]["times"], found["question"]["also"]
    saved.write_text(json.dumps(found), "utf-8")
    assert "1 saved answer" in run("check", "--saved", saved).stdout
    refused = run("check", "--saved", saved, "--times", "2", exits=2).stderr
    assert "does not go with --saved" in refused


def test_a_worksheet_weighs_the_session(run):
    arguments = ("mix", LIDOCAINE, "--times", "6", "--format", "json")
    sheet = json.loads(run(*arguments).stdout)
    schema_of("mix").validate(sheet)
    assert sheet["admissible"] is False
    assert sheet["check"]["session"]["times"] == 6


def test_a_weight_and_an_age_turn_unknown_into_met(run):
    person = ROOT / "examples" / "person.yaml"
    assert finding(answer(run, LIDOCAINE))["status"] == "unknown"
    assert finding(answer(run, LIDOCAINE, "--person", person))["status"] == "met"
