"""A worksheet adds up, says what is not known, and marks what is not for injection."""

import json
import re
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from mesograph.errors import UnreadablePart
from mesograph.rendering.worksheets import (
    BENCH_ONLY,
    worksheet_html,
    worksheet_json,
    worksheet_markdown,
    worksheet_text,
)
from tests.cli.test_commands import schema_of
from tests.conftest import ROOT

PARTS = ("procaine hydrochloride 2% (Lavoisier) 1 mL", "sodium chloride 0.9% 3 mL")


def test_shares_and_amounts_add_up(formulary):
    sheet = formulary.mix(PARTS)
    assert sheet.volume == Decimal(4)
    assert sum(each.share for each in sheet.drawn) == 1
    held = {each.substance: each for each in sheet.held}
    procaine = held["procaine-hydrochloride"]
    assert procaine.strength.amount.nominal in (None, Decimal(5))
    assert procaine.strength.amount.low == Decimal(5)
    assert procaine.amount.low == Decimal(20)


def test_every_part_needs_its_volume(formulary):
    with pytest.raises(UnreadablePart, match="volume of each part"):
        formulary.mix([PARTS[0], "sodium chloride 0.9%"])


def test_what_is_not_admissible_is_marked_on_sheet_and_label(formulary):
    sheet = formulary.mix(
        ["procaine hydrochloride 2% (Lavoisier) 1 mL", "sodium bicarbonate 8.4% 1 mL"]
    )
    assert not sheet.checked.is_good
    found = worksheet_json(sheet)
    schema_of("mix").validate(found)
    assert BENCH_ONLY in found["label"]
    assert BENCH_ONLY in worksheet_text(sheet)
    assert "What stands against it" in worksheet_text(sheet)


def test_what_is_not_known_is_told_where_it_decides(formulary):
    sheet = formulary.mix(["Radiesse 1.5 mL", "lidocaine 2% 0.2 mL"])
    told = " ".join(worksheet_text(sheet).split())
    assert "What stands against it regulatory unknown; needs the legal status of" in told


def test_every_form_of_a_worksheet_is_whole(formulary):
    sheet = formulary.mix(PARTS)
    text, markdown, page = worksheet_text(sheet), worksheet_markdown(sheet), worksheet_html(sheet)
    for each in ("Drawing up", "checked by a second person", "use at once", "expiry"):
        assert each in text
        assert each in markdown
        assert each in page
    ElementTree.fromstring(re.sub(r"<(meta)([^>]*)>", r"<\1\2/>", page.partition("\n")[2]))
    assert json.dumps(worksheet_json(sheet))


def test_the_shortest_time_a_label_allows_is_given_with_its_source(formulary):
    sheet = formulary.mix(["Radiesse 1.5 mL", "lidocaine 2% 0.2 mL"])
    assert sheet.hours == 2
    assert [each.text for each in sheet.hours_because]
    found = worksheet_json(sheet)
    schema_of("mix").validate(found)
    assert found["in_use"]["hours"] == 2
    assert found["in_use"]["sources"]
    assert "a source gives 2 h for a part once opened" in " ".join(worksheet_text(sheet).split())


def test_the_sheet_and_the_check_go_by_the_same_time_and_sources(formulary):
    sheet = formulary.mix(["Radiesse 1.5 mL", "lidocaine 2% 0.2 mL"])
    findings = {each.check: each for each in sheet.checked.assessed.findings}
    found = findings["in-use-time"]
    assert found.limit.high == sheet.hours
    assert found.because == sheet.hours_because


def test_no_figure_is_longer_or_more_certain_than_it_is_known(formulary):
    sheet = formulary.mix(["Radiesse 1.5 mL", "lidocaine 2% 0.2 mL"])
    told = worksheet_text(sheet)
    assert "lidocaine 0.2353 %" in told
    assert "4 mg in all" in told
    assert "calcium hydroxyapatite strength not known" in told
    assert "or more" not in told


def test_lots_stand_on_the_sheet(run, tmp_path):
    run("import", ROOT / "examples" / "shelf.csv", "--out", tmp_path / "mine.ttl")
    shelf = ("--shelf", tmp_path / "mine.ttl", "--as-of", "2026-11-23")
    told = json.loads(
        run("mix", "tranexamic acid 100 mg/mL 1 mL", *shelf, "--format", "json").stdout
    )
    schema_of("mix").validate(told)
    assert told["parts"][0]["lots"]
