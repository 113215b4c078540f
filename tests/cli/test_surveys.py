"""The commands stats and matrix on the shipped knowledge."""

import csv
import io
import json
from itertools import combinations
from xml.etree import ElementTree

import pytest

from mesograph.cli import surveys
from mesograph.formulary.counting import counted
from mesograph.model.matrices import Known
from mesograph.model.statistics import Sourced, Standing
from mesograph.rendering.matrices import SIGNS
from mesograph.rendering.statistics import statistics_text
from tests.cli.test_commands import schema_of
from tests.conftest import claim, preparation

TWELVE = (
    "sodium chloride 0.9 % (Fresenius France)",
    "sodium bicarbonate 8.4 % (B. Braun)",
    "lidocaine hydrochloride 1 % (Accord)",
    "procaine hydrochloride 2 % (Lavoisier)",
    "tranexamic acid 100 mg/mL (Tillomed, France)",
    "ascorbic acid 150 mg/mL (Pascoe)",
    "glutathione 600 mg/4 mL (Gluthion, Italy)",
    "Profhilo (IBSA)",
    "NCTF 135 HA (FILLMED)",
    "calcium gluconate 10 %",
    "hyaluronidase (bovine) 150 units/mL (Amphastar)",
    "deoxycholic acid 10 mg/mL (Kybella)",
)


def test_a_matrix_of_twelve_has_a_verdict_for_every_pair(run):
    told = json.loads(run("matrix", *TWELVE, "--format", "json").stdout)
    schema_of("matrix").validate(told)
    assert len(told["rows"]) == 12
    assert {tuple(each["between"]) for each in told["cells"]} == set(combinations(range(12), 2))
    verdicts = {tuple(each["between"]): each["verdict"] for each in told["cells"]}
    assert verdicts[1, 2] == "incompatible"
    assert verdicts[1, 3] == "predicted-incompatible"
    for cell in told["cells"]:
        assert bool(cell["because"]) is (cell["known"] in ("documented", "predicted"))


def test_a_matrix_says_what_check_says(run):
    told = json.loads(run("matrix", *TWELVE[1:4], "--format", "json").stdout)
    for cell in told["cells"]:
        parts = [told["rows"][each]["label"] for each in cell["between"]]
        checked = json.loads(run("check", *parts, "--format", "json", exits=1).stdout)
        assert cell["verdict"] == checked["verdict"]


def test_every_format_of_a_matrix_tells_the_signs(run):
    text = run("matrix", *TWELVE[:5]).stdout
    assert "(x)" in text
    assert "Sources" in text
    rows = list(csv.DictReader(io.StringIO(run("matrix", *TWELVE[:5], "--format", "csv").stdout)))
    assert len(rows) == 10
    drawing = ElementTree.fromstring(run("matrix", *TWELVE[:5], "--format", "svg").stdout)
    signs = {sign for sign, _ in SIGNS.values()} | {"?*"}
    drawn = [each.text for each in drawing.iter("{http://www.w3.org/2000/svg}text")]
    assert sum(each in signs for each in drawn) == 10
    page = run("matrix", *TWELVE[:5], "--format", "html").stdout
    body = ElementTree.fromstring(
        page.removeprefix("<!DOCTYPE html>")
        .replace("<meta", "<m")
        .replace('">\n<m', '"/>\n<m')
        .replace('initial-scale=1">', 'initial-scale=1"/>')
    )
    cells = [each.text for each in body.iter("td") if each.get("title")]
    assert len(cells) == 10
    assert set(cells) <= signs


def test_every_verdict_has_a_sign_of_its_own():
    signs = [sign for sign, _ in SIGNS.values()]
    colours = [colour for _, colour in SIGNS.values()]
    assert len(set(signs)) == len(signs) == 7
    assert len(set(colours)) == len(colours)


@pytest.mark.parametrize("names", [(), (TWELVE[0],), (TWELVE[0], TWELVE[0])])
def test_a_matrix_wants_two_things_that_differ(run, names):
    assert "Error:" in run("matrix", *names, exits=2).stderr


def test_stats_count_what_is_there(run, formulary, monkeypatch):
    monkeypatch.setattr(surveys, "_kept_standing", lambda concern: Standing.NONE)
    told = json.loads(run("stats", "--format", "json").stdout)
    schema_of("stats").validate(told)
    compendium = formulary.compendium
    pairs = len(compendium.preparations) * (len(compendium.preparations) - 1) // 2
    assert sum(told["pairs"].values()) == pairs
    assert told["things"]["preparation"] == len(compendium.preparations)
    assert sum(each["for"] + each["against"] for each in told["claims"]) == len(compendium.claims)
    assert len(told["concerns"]) == len(compendium.concerns)
    assert {each["status"] for each in told["founding_items"]} == {each.value for each in Sourced}


def test_a_concern_stands_as_propose_answers_it(formulary):
    for concern in ("fine-wrinkles", "herpes-infection"):
        found = formulary.propose([concern.replace("-", " ")])
        expected = Standing.of(bool(found.proposals), bool(found.candidates))
        assert surveys._kept_standing(concern) is expected
    assert expected is Standing.NONE


def test_an_item_is_sourced_contradicted_or_not_found(world):
    compendium = world(
        preparation("a", "vitamin"),
        preparation("b", "salt"),
        'mg:process a meso:Process ; rdfs:label "process" .\n',
        'mg:concern a meso:Concern ; rdfs:label "concern" .\n',
        claim(
            "MechanismClaim",
            "m",
            agent="mg:vitamin",
            action="meso:stimulates",
            onProcess="mg:process",
        ),
        claim("IndicationClaim", "i", "against", agent="mg:salt", concern="mg:concern"),
        claim("IndicationClaim", "n", read_as="mention", agent="mg:other", concern="mg:far"),
        'mg:far a meso:Concern ; rdfs:label "far" .\n',
        *(
            f'mg:item-{each} a meso:FoundingItem ; rdfs:label "item {each}" ; meso:group "g" ; '
            f"meso:standsFor mg:{each} .\n"
            for each in ("vitamin", "salt", "other", "a")
        ),
    )
    found = counted(compendium, lambda concern: Standing.NONE)
    sourced = {each.id: each.sourced for each in found.items}
    assert sourced == {
        "item-a": Sourced.NOT_FOUND,
        "item-other": Sourced.NOT_FOUND,
        "item-salt": Sourced.CONTRADICTED,
        "item-vitamin": Sourced.SOURCED,
    }
    assert found.pairs[Known.NOT_SEARCHED] == 1
    assert "no source found" in statistics_text(found)
