"""A bench result of one's own is a claim under its conditions, never stronger than its method."""

import json
import re

import pytest

from mesograph.exchange.record import METHODS, SEEN
from mesograph.formulary import load
from mesograph.formulary.validating import validate
from tests.cli.test_commands import schema_of
from tests.conftest import ROOT

PAIR = ("tranexamic acid injection 50 mg/mL (Japan) 1 mL", "sodium chloride 0.9 % 1 mL")
SALINE = "sodium chloride 0.9 %,,,"
WELL = ("--saw", "nothing", "--hours", "2", "--who", "A. Reader", "--on", "2026-11-20")


def coordinates(run, *more, exits=1):
    told = json.loads(run("check", *PAIR, "--format", "json", *more, exits=exits).stdout)
    return told["coordinates"]["for"], told["coordinates"]["against"], told["admissible"]


def test_a_clear_mixture_counts_under_its_conditions_and_never_for_strict(run, own):
    assert coordinates(run)[0] == 0
    told = run("record", *PAIR, *WELL, "--container", "plastic", "--light", "room-light").stdout
    assert "it speaks for the mixture" in told
    (file,) = (own / "records").iterdir()
    assert validate([file], owl=False).flaws == ()
    (claim,) = (each for each in load([file]).compendium.claims.values() if each.local)
    assert (claim.supports, claim.local, claim.method.name) == (True, True, "VISUAL")
    assert coordinates(run, "--data", "records")[0] == 2
    assert coordinates(run, "--data", "records", "--policy", "strict")[2] is False
    stronger = ("check", PAIR[0].replace("1 mL", "2 mL"), PAIR[1], "--format", "json")
    told = json.loads(run(*stronger, "--data", "records", exits=1).stdout)
    assert told["coordinates"]["for"] == 0, "three parts in four were not tested"


@pytest.mark.parametrize("seen", [each for each in SEEN if each != "nothing"])
def test_whatever_was_seen_speaks_against(seen, run):
    arguments = [seen if each == "nothing" else each for each in WELL]
    told = run("record", *PAIR, *arguments).stdout
    assert "it speaks against the mixture" in told
    assert coordinates(run, "--data", "records")[1] == 3


@pytest.mark.parametrize(("left", "speaks"), [("97.5", "for"), ("89", "against")])
def test_an_assay_tells_what_was_left(left, speaks, run):
    arguments = ["record", *PAIR, *WELL, "--method", "assay", "--left", left]
    assert f"speaks {speaks}" in run(*arguments, "--temperature", "15", "25").stdout


@pytest.mark.parametrize("method", METHODS)
def test_no_method_beyond_the_bench_is_known(method, run):
    more = () if method == "visual" else ("--left", "99")
    run("record", *PAIR, *WELL, "--method", method, *more)
    for other in ("label", "opinion", "extrapolated"):
        run("record", *PAIR, *WELL, "--method", other, exits=2)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((PAIR[0], *WELL), "two or more parts"),
        ((PAIR[0], "sodium chloride 0.9 %", *WELL), "needs the volume of every part"),
        ((PAIR[0], "glutathione 5 % 1 mL", *WELL), "no product of the graph"),
        (("lidocaine hydrochloride 1 % 1 mL", PAIR[1], *WELL), "Please name one of them"),
        ((*PAIR, *WELL, "--method", "assay"), "--left goes with --method assay"),
        ((*PAIR, *WELL, "--left", "95"), "--left goes with --method assay"),
        ((*PAIR, *WELL, "--temperature", "25", "15"), "from the lower to the higher"),
        ((*PAIR, *WELL[:-1], "yesterday"), "is no day"),
    ],
)
def test_what_cannot_be_a_record_is_refused(arguments, told, run, own):
    assert told in run("record", *arguments, exits=2).stderr
    assert not own.exists()


def test_a_record_is_never_overwritten(run, tmp_path):
    run("record", *PAIR, *WELL)
    assert "is there already" in run("record", *PAIR, *WELL, exits=2).stderr
    run("record", *PAIR, *WELL, "--note", "Seen once more.", "--lot", "A1")
    out = tmp_path / "own.ttl"
    run("record", *PAIR, *WELL, "--out", out)
    assert "own.ttl" in run("record", *PAIR, *WELL, "--out", out, exits=2).stderr
    run("record", *PAIR, *WELL, "--out", out / "below" / "x.ttl", exits=2)
    assert "lots" not in out.read_text("utf-8")
    assert coordinates(run, "--data", "records", "--data", out)[0] == 2


def test_what_stands_on_ones_own_shelf_can_be_recorded(run, tmp_path):
    listed = tmp_path / "list.csv"
    rows = "glutathione,200 mg/mL,none,aqueous solution\nglutathione,10 %,none,\n"
    listed.write_text(f"name,strength,salt,vehicle\n{rows}", "utf-8")
    run("import", listed)
    parts = ("glutathione 20 % 1 mL", "sodium chloride 0.9 % 1 mL")
    told = run("record", *parts, *WELL, "--shelf", "list").stdout
    assert "speaks for" in told
    bare = ("glutathione 10 % 1 mL", parts[1])
    assert (
        "its vehicle is not known" in run("record", *bare, *WELL, "--shelf", "list", exits=2).stderr
    ), "a product of that strength with a vehicle is sold, and is not meant"


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (("--hours", "nan"), "NaN is no number"),
        (("--temperature", "nan", "nan"), "NaN is no number"),
        (("--who", " "), "say who looked"),
        (("--who", "M\u202ee"), "RIGHT-TO-LEFT OVERRIDE"),
        (("--on", "2999-01-01"), "still to come"),
    ],
)
def test_what_no_record_can_say_is_refused(run, own, more, told):
    assert told in run("record", *PAIR, *WELL, *more, exits=2).stderr
    assert not list(own.rglob("*.ttl"))


def test_a_mixture_of_a_part_with_itself_is_no_record(run):
    assert "given twice" in run("record", PAIR[1], PAIR[1], *WELL, exits=2).stderr


def test_a_record_outlives_a_change_of_its_list_and_waits_for_its_shelf(run, own, tmp_path):
    listed = tmp_path / "my.csv"
    head, mine = "name,strength,salt,vehicle\n", "procaine,2 %,hydrochloride,aqueous solution\n"
    listed.write_text(head + mine, "utf-8")
    run("import", listed)
    parts = ("procaine hydrochloride 2 % 1 mL", PAIR[1])
    named = ("procaine hydrochloride 2 %, own shelf (my) 1 mL", PAIR[1])
    seen = ("--saw", "precipitate", "--hours", "0.1", "--who", "A. Reader")
    run("record", *named, *seen, "--shelf", "my")
    listed.write_text(f"{head}ascorbic acid,10 %,none,aqueous solution\n{mine}{SALINE}\n", "utf-8")
    run("import", listed, "--replace")
    asked = ("check", *parts, "--shelf", "my", "--data", "records", "--format", "json")
    assert json.loads(run(*asked, exits=1).stdout)["verdict"] == "incompatible"
    without = run("check", PAIR[1], "--data", "records", exits=1)
    assert "Set aside: " in without.stderr
    assert "which no shelf or file given here defines" in without.stderr


def test_a_record_counts_with_a_file_however_that_is_written(run, tmp_path):
    mine = tmp_path / "mine.ttl"
    text = (ROOT / "examples" / "own-product.ttl").read_text("utf-8")
    mine.write_text(re.sub(r"\bmg:", "it:", text.replace("@prefix mg:", "@prefix it:")), "utf-8")
    parts = ("own procaine 1 % 1 mL", PAIR[1])
    seen = ("--saw", "gas", "--hours", "0.1", "--who", "A. Reader")
    run("record", *parts, *seen, "--data", mine)
    asked = run("check", *parts, "--data", mine, "--data", "records", exits=1)
    assert "gave off gas" in " ".join(asked.stdout.split())
    assert asked.stderr == ""


def test_what_was_recorded_is_told_as_json_too(run):
    told = json.loads(run("record", *PAIR, *WELL, "--format", "json").stdout)
    schema_of("record").validate(told)
    assert told["speaks"] == "for"
    assert told["name"] in told["written_to"]
