"""Saved answers asked again after the knowledge has changed, and two versions side by side."""

import json
import shutil

import pytest
from click.testing import CliRunner

from mesograph import __version__
from mesograph.cli import cli
from mesograph.compilation import compile_everything
from mesograph.formulary.comparing import Version, difference
from mesograph.rendering.changes import difference_json, difference_markdown, difference_text
from mesograph.snapshot.compiled import sections_of
from mesograph.snapshot.file import written
from tests.cli.test_commands import MINE, schema_of
from tests.conftest import ROOT

PAIR = ["procaine hydrochloride 2 % (Lavoisier) 1 mL", "sodium chloride 0.9 % 1 mL"]
AGAINST = MINE.replace("meso:for", "meso:against").replace("It stayed clear.", "It went cloudy.")


@pytest.fixture
def saved(run, tmp_path):
    """Save two answers, one of them a folder further down."""
    folder = tmp_path / "saved"
    (folder / "deep").mkdir(parents=True)
    pair = CliRunner().invoke(cli, ["check", *PAIR, "--format", "json"])
    (folder / "pair.json").write_text(pair.stdout, "utf-8")
    concern = run("propose", "fine wrinkles", "--format", "json")
    (folder / "deep" / "wrinkles.json").write_text(concern.stdout, "utf-8")
    return folder


@pytest.fixture
def older(tmp_path):
    """Copy the knowledge, to be changed into what it might have been before."""
    for each in ("ontology", "data"):
        shutil.copytree(ROOT / each, tmp_path / "older" / each)
    return tmp_path / "older"


def edit(path, old, new):
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


def test_what_has_not_changed_is_good(run, saved):
    told = run("check", "--saved", saved).stdout
    assert told.startswith("2 saved answers: 0 with another outcome, 2 the same")


def test_a_verdict_that_changed_is_told_with_what_changed_it(run, saved, tmp_path):
    mine = tmp_path / "mine.ttl"
    mine.write_text(AGAINST, "utf-8")
    told = run("check", "--saved", saved, "--data", mine, exits=1).stdout
    assert "pair.json: check" in told
    assert "verdict: unknown -> incompatible" in told
    assert "+ against: own record: It went cloudy" in " ".join(told.split())
    assert "wrinkles.json" not in told
    assert "1 with another outcome, 1 the same" in told


def test_it_is_told_as_json_too(run, saved, tmp_path):
    mine = tmp_path / "mine.ttl"
    mine.write_text(AGAINST, "utf-8")
    (saved / "notes.json").write_text("[]", "utf-8")
    arguments = ["check", "--saved", saved, "--data", mine, "--format", "json"]
    found = json.loads(run(*arguments, exits=1).stdout)
    schema_of("saved").validate(found)
    by_file = {each["file"]: each for each in found["answers"]}
    assert by_file["pair.json"]["another_outcome"]
    assert {each["what"] for each in by_file["pair.json"]["changes"]} >= {"verdict"}
    assert by_file["deep/wrinkles.json"]["changes"] == []
    assert [each["file"] for each in found["left_out"]] == ["notes.json"]


def test_a_mixture_that_left_the_answers_is_told_with_the_check_that_changed(run, tmp_path):
    mine, saved = tmp_path / "mine.ttl", tmp_path / "melasma.json"
    saved.write_text(run("propose", "melasma", "--format", "json").stdout, "utf-8")
    mine.write_text(
        AGAINST[: AGAINST.index("mg:mine-clear ")]
        + """
mg:mine-veto a meso:VetoClaim ; meso:statement "Never to be used." ; meso:polarity meso:against ;
    meso:about mg:polydeoxyribonucleotide-1-875-mg-per-ml-placentex ;
    dcterms:source mg:source-bench ; meso:locator "p. 1" ;
    meso:readAs meso:passage ; meso:curationState meso:entered .
""",
        "utf-8",
    )
    told = run("check", "--saved", saved, "--data", mine, exits=1).stdout
    flat = " ".join(told.split())
    assert "(Mastelli, Italy) place: candidate -> neither proposal nor candidate" in flat
    assert "verdict: unknown -> incompatible + veto: own record: Never to be used" in flat


def test_one_saved_answer_is_asked_by_its_file(run, saved):
    assert "1 saved answer:" in run("check", "--saved", saved / "pair.json").stdout


def test_a_name_that_is_gone_is_another_outcome(run, saved):
    path = saved / "pair.json"
    path.write_text(path.read_text("utf-8").replace(PAIR[1], "zirconium 3 %"), "utf-8")
    told = run("check", "--saved", path, exits=1).stdout
    assert "cannot be asked any more: No substance or preparation is called" in told


def test_what_was_drawn_from_a_shelf_is_asked_with_that_shelf_only(run, saved, tmp_path):
    run("import", ROOT / "examples" / "shelf.csv", "--out", tmp_path / "mine.ttl")
    path = saved / "pair.json"
    found = CliRunner().invoke(
        cli, ["propose", "melasma", "--shelf", str(tmp_path / "mine.ttl"), "--format", "json"]
    )
    path.write_text(found.stdout, "utf-8")
    told = run("check", "--saved", saved).stdout
    assert "Left out" in told
    assert "pair.json: it was drawn from the shelf mine" in told
    run("check", "--saved", path, "--shelf", tmp_path / "mine.ttl")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("[]", "it is no answer"),
        ("{", "it is not JSON"),
        ('{"question": {"command": "check"}}', "changed by hand"),
    ],
)
def test_what_is_no_saved_answer_is_refused(run, tmp_path, content, reason):
    (tmp_path / "odd.json").write_text(content, "utf-8")
    assert reason in run("check", "--saved", tmp_path, exits=2).stderr


def test_an_answer_without_its_outcome_is_refused(run, saved):
    path = saved / "pair.json"
    answer = json.loads(path.read_text("utf-8"))
    del answer["findings"]
    path.write_text(json.dumps(answer), "utf-8")
    assert "its answer was changed by hand" in run("check", "--saved", path, exits=2).stderr


def test_an_empty_folder_is_refused(run, tmp_path):
    assert "no .json file is in it" in run("check", "--saved", tmp_path, exits=2).stderr
    assert "no such file" in run("check", "--saved", tmp_path / "none", exits=2).stderr


def test_nothing_of_another_question_goes_with_saved_ones(run, saved):
    assert "does not go with --saved" in run("check", PAIR[0], "--saved", saved, exits=2).stderr
    asked = run("check", "--saved", saved, "--policy", "strict", exits=2)
    assert "'--policy' does not go with --saved" in asked.stderr
    assert "name what is mixed" in run("check", exits=2).stderr


def test_the_same_knowledge_has_no_difference(run, older):
    told = run("diff", older).stdout
    assert "what follows: the same" in told
    assert "all pairs: the same" in told
    assert "every answer: the same" in told
    assert "added" not in told
    assert "->" not in told


@pytest.mark.no_cover
def test_two_versions_are_compared_from_what_is_said_to_what_is_answered(formulary, older):
    devices = older / "data" / "preparations" / "devices.ttl"
    text = devices.read_text("utf-8")
    start = text.index("mg:nctf-135-ha a")
    vehicle = "    meso:vehicle meso:aqueous-solution ;\n"
    devices.write_text(text[:start] + text[start:].replace(vehicle, "", 1), "utf-8")
    claims = older / "data" / "claims" / "compatibility.ttl"
    text = claims.read_text("utf-8")
    start = text.index("mg:compatibility-adrenaline-bicarbonate-1994 a")
    claims.write_text(text[:start] + text[start:].replace("meso:against", "meso:for", 1), "utf-8")
    rule = older / "ontology" / "rules" / "oily-with-aqueous.rq"
    rule.unlink()
    result = difference(Version(older), formulary)
    told = " ".join(difference_text(result).split())
    assert "mg:compatibility-adrenaline-bicarbonate-1994" in told
    assert "polarity: for -> against" in told
    assert "vehicle: not said -> aqueous-solution" in told
    assert "rules: 1 added" in told
    assert "+ NCTF 135 HA (FILLMED): carries: watery" in told
    assert "propose 'fine wrinkles' NCTF 135 HA (FILLMED) place: candidate -> proposal" in told
    assert "non-oily: unknown -> met" in told
    found = difference_json(result)
    schema_of("diff").validate(found)
    assert found["before"] != found["versions"]
    assert [each["id"] for each in found["said"]["rules"]["added"]] == ["oily-with-aqueous"]
    assert "- rules: 1 added" in difference_markdown(result)
    back = difference_json(difference(formulary, Version(older)))
    assert back["fallen"] == found["appeared"]
    assert found["verdicts"]
    for one, other in zip(found["verdicts"], back["verdicts"], strict=True):
        assert (one["before"], one["lost"]) == (other["after"], other["gained"])


def test_a_snapshot_stands_for_its_version(run, tmp_path):
    path = tmp_path / "then.snapshot"
    path.write_bytes(written("then", sections_of(compile_everything(code=__version__))))
    assert "->" not in run("diff", path).stdout
    path.write_bytes(path.read_bytes()[:-10])
    assert "cut short" in run("diff", path, exits=2).stderr


def test_what_is_no_version_is_refused(run, tmp_path):
    assert "has a folder ontology" in run("diff", tmp_path, exits=2).stderr
    assert "no such file" in run("diff", tmp_path / "none", exits=2).stderr


def test_what_was_asked_with_files_of_ones_own_is_asked_with_them_only(run, tmp_path):
    mine, saved = tmp_path / "mine.ttl", tmp_path / "saved.json"
    mine.write_text(AGAINST, "utf-8")
    arguments = ("check", *PAIR, "--data", str(mine), "--format", "json")
    saved.write_text(CliRunner().invoke(cli, arguments).stdout, "utf-8")
    assert "asked with mine.ttl" in run("check", "--saved", saved, exits=2).stderr
    run("check", "--saved", saved, "--data", mine)


def test_a_question_changed_by_hand_is_left_out_and_the_others_are_asked(run, saved):
    path = saved / "pair.json"
    answer = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps({**answer, "concerns": [1]}), "utf-8")
    told = run("check", "--saved", saved).stdout
    assert "pair.json: its question was changed by hand" in told
    assert "1 saved answer: 0 with another outcome" in told


@pytest.mark.no_cover
def test_versions_without_each_others_rules_are_compared(formulary, older):
    for path in (older / "ontology" / "rules").glob("preparation-*.rq"):
        path.unlink()
    found = difference(Version(older), formulary)
    told = difference_text(found)
    assert "+ preparation-carries-trait" in told
    assert found.appeared
    assert not found.fallen
    reasons = {step.name for one, _ in found.singles for step in steps_of(one)}
    assert reasons


def steps_of(checked):
    proof = checked.assessed.proof
    return proof.steps if proof else ()


def test_what_was_drawn_from_no_shelf_is_asked_without_one(run, saved):
    shelf = ROOT / "examples" / "shelf.csv"
    told = run("check", "--saved", saved, "--shelf", shelf, exits=2).stderr
    assert "drawn from no shelf; ask it again without --shelf" in told
