"""One's own shelf: read row by row, nothing guessed, nothing half-written, and written back."""

import csv
import io
import json
import re

import pytest

from mesograph.errors import UnreadableFile
from mesograph.exchange.own import own_folder
from mesograph.exchange.shelf.reading import read_shelf
from mesograph.formulary.validating import validate
from tests.cli.test_commands import schema_of
from tests.conftest import ROOT

EXAMPLE = ROOT / "examples" / "shelf.csv"
SALINE = "sodium chloride 0.9 %"


def read(formulary, text, name="mine"):
    return read_shelf(formulary.compendium, name, text.encode(), opened="2026-11-23")


@pytest.mark.no_cover
def test_the_example_is_understood_whole_and_valid(run, own):
    told = run("import", EXAMPLE).stdout
    assert "Not understood" not in told
    assert "row 5: procaine hydrochloride 2 %" in told
    report = validate([own / "shelves" / "shelf.ttl"], owl=False)
    assert report.flaws == ()


@pytest.mark.no_cover
def test_export_gives_back_a_list_that_reads_the_same(run, tmp_path):
    run("import", EXAMPLE)
    first = run("export", "shelf").stdout
    again = tmp_path / "shelf.csv"
    again.write_text(first, "utf-8")
    run("import", again, "--out", tmp_path / "again.ttl")
    assert run("export", tmp_path / "again.ttl").stdout == first
    run("export", "shelf", "--out", tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_text("utf-8") == first
    given = list(csv.DictReader(io.StringIO(EXAMPLE.read_text("utf-8"))))
    back = list(csv.DictReader(io.StringIO(first)))
    given.sort(key=lambda each: [row["lot"] for row in back].index(each["lot"]))
    assert [each["lot"] for each in back] == [each["lot"] for each in given]
    assert [each["pack"] for each in back] == [each["pack"] for each in given]
    assert [each["osmolality"] for each in back] == [each["osmolality"] for each in given]


@pytest.mark.parametrize(
    ("row", "column", "told"),
    [
        ("procain,2 %,hydrochloride,,,", "salt", "no substance is called"),
        ("procaine,2 %,,,,", "salt", "is needed: procaine hydrochloride, or none"),
        ("xyzzy,2 %,,,,", "name", "No substance or preparation"),
        (",2 %,,,,", "name", "is empty"),
        ("procaine hydrochloride,,,,,", "strength", "is empty"),
        ("procaine hydrochloride,2,,,,", "strength", "is no strength"),
        ("procaine hydrochloride,20 mg,,,,", "strength", "without a volume"),
        ("procaine hydrochloride,-2 %,,,,", "strength", "more than 0"),
        ("procaine hydrochloride,2 %,,,01/02/2027,", "expiry", "is no day"),
        ("procaine hydrochloride,2 %,,,2027-13,", "expiry", "is no day"),
        ("procaine hydrochloride,2 %,,,2027-02-30,", "expiry", "is no day"),
        ("procaine hydrochloride,2 %,,,,acid", "ph", "is no pH"),
        (f"{SALINE},,,,,7.0", "ph", "known of this product already"),
        ("proca\u200bine,2 %,,,,", "name", "ZERO WIDTH SPACE"),
        ("procaine hydrochloride,2 %,,,,,extra", None, "7 cells under 6 heads"),
    ],
)
def test_what_is_not_understood_is_told_by_row_and_column(row, column, told, formulary):
    found = read(formulary, f"name,strength,salt,lot,expiry,ph\n{row}\n{SALINE},,,A1,,\n")
    assert [(each.row, each.column) for each in found.refused] == [(2, column)]
    assert told in found.refused[0].reason
    assert [label for _, label in found.understood] == [SALINE]


@pytest.mark.parametrize(
    ("column", "cell", "told"),
    [
        ("osmolality", "290", "needs its unit"),
        ("osmolality", "about 290", "is none"),
        ("vehicle", "milk", "is none of: aqueous gel"),
        ("route", "by mouth", "is none of"),
        ("status", "fine", "is none of"),
        ("jurisdiction", "Atlantis", "is none of"),
    ],
)
def test_words_and_units_must_be_those_of_the_graph(column, cell, told, formulary):
    cells = {"status": "authorised medicine", "jurisdiction": "France"} | {column: cell}
    text = (
        f"name,strength,{','.join(cells)}\nprocaine hydrochloride,2 %,{','.join(cells.values())}\n"
    )
    found = read(formulary, text)
    assert [each.column for each in found.refused] == [column]
    assert told in found.refused[0].reason


@pytest.mark.parametrize(
    ("expiry", "day"),
    [("2027-03", "2027-03-31"), ("02/2028", "2028-02-29"), ("2027-06-15", "2027-06-15")],
)
def test_a_month_lasts_until_its_end(expiry, day, formulary):
    found = read(formulary, f"name,lot,expiry\n{SALINE},A1,{expiry}\n")
    assert f'meso:expiresOn "{day}"' in found.turtle


def test_heads_in_other_languages_and_separators(formulary):
    found = read(formulary, f"\ufeffProduit;Lote;Colour (hue)\n{SALINE};A1;clear\n\n;;\n")
    assert found.columns == (("Produit", "name"), ("Lote", "lot"), ("Colour (hue)", None))
    assert found.understood == ((2, SALINE),)


def test_rows_of_one_preparation_describe_it_once(formulary):
    rows = "procaine hydrochloride,2 %,A1\nprocaine hydrochloride,2 %,A2\n"
    found = read(formulary, f"name,strength,lot\n{rows}")
    assert found.turtle.count("a meso:GenericPreparation") == 1
    assert found.turtle.count("a meso:Lot") == 2


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        (b"lot,expiry\nA,2027", "none of its columns is called name"),
        (b"name,product\na,b", "two of its columns"),
        (b"name\n\xff", "not UTF-8"),
        (b'name\n"a', "not CSV"),
    ],
)
def test_what_is_no_list_is_refused(content, told, formulary):
    with pytest.raises(UnreadableFile, match=told):
        read_shelf(formulary.compendium, "mine", content, opened="2026-11-23")


@pytest.mark.no_cover
def test_nothing_is_written_unless_all_is_well_or_partial_is_asked(run, own, tmp_path):
    file = tmp_path / "my list.csv"
    file.write_text(f"name,lot\n{SALINE},A1\nxyzzy,A2\n", "utf-8")
    told = run("import", file, exits=1).stdout
    assert "Nothing was written." in told
    assert not own.exists()
    told = run("import", file, "--partial", exits=1).stdout
    assert "use it with --shelf my-list" in " ".join(told.split())
    assert [each.name for each in (own / "shelves").iterdir()] == ["my-list.ttl"]
    file.write_text("name,lot\nxyzzy,A2\n", "utf-8")
    assert "No row was understood" in run("import", file, "--partial", exits=1).stdout


def test_import_as_json_keeps_its_schema(run):
    told = json.loads(run("import", EXAMPLE, "--format", "json").stdout)
    schema_of("import").validate(told)
    assert len(told["understood"]) == 5
    assert told["written_to"] == str(own_folder() / "shelves" / "shelf.ttl")


# --- Drawing from a shelf ----------------------------------------------------


def test_only_what_stands_on_the_shelf_is_drawn(run):
    run("import", EXAMPLE)
    told = json.loads(
        run("propose", "melasma", "--shelf", "shelf", "--format", "json", exits=1).stdout
    )
    schema_of("propose").validate(told)
    on_shelf = set(told["shelf"]["preparations"])
    assert len(on_shelf) == 3
    drawn = {
        part["id"] for each in (*told["proposals"], *told["candidates"]) for part in each["parts"]
    }
    assert drawn <= on_shelf
    expired = [each for each in told["not_proposed"] if "expired by" in each["reasons"][0]["text"]]
    assert [each["label"] for each in expired] == ["ascorbic acid 10 %, own shelf (shelf)"]
    assert told["shelf"]["expired"][0] == {
        "id": "mg:sodium-chloride-0-9-percent",
        "lot": "A03",
        "expires_on": "2026-05-31",
    }


def test_the_day_is_echoed_and_decides_about_lots_alone(run):
    run("import", EXAMPLE)
    asked = ["check", "ascorbic acid 10 % 1 mL", "--shelf", "shelf"]
    assert "has expired by 2026-10-01: lot C9 (2026-09-30)" in (
        run(*asked, "--as-of", "2026-10-01", exits=1).stderr
    )
    told = json.loads(run(*asked, "--as-of", "2026-09-30", "--format", "json", exits=1).stdout)
    schema_of("check").validate(told)
    assert told["as_of"] == "2026-09-30"
    later = run(*asked, "--as-of", "2026-09-29", "--format", "json", exits=1).stdout
    again = json.loads(later)
    assert {**told, "as_of": 0, "shelf": 0} == {**again, "as_of": 0, "shelf": 0}
    assert "no day" in run(*asked, "--as-of", "tomorrow", exits=2).stderr


def test_without_a_shelf_no_day_is_used(run):
    told = json.loads(run("check", SALINE, "--format", "json", exits=1).stdout)
    assert (told["as_of"], told["shelf"]) == (None, None)
    dated = ("propose", "psoriasis", "--as-of", "2026-11-23")
    assert "without --shelf no lot is asked about" in run(*dated, exits=1).stdout
    told = json.loads(run(*dated, "--format", "json", exits=1).stdout)
    assert (told["as_of"], told["shelf"]) == ("2026-11-23", None)


def test_what_does_not_stand_on_the_shelf_is_refused(run):
    run("import", EXAMPLE)
    told = run("check", "glutathione 1 mL", "--shelf", "shelf", exits=2).stderr
    assert "Nothing on the shelf shelf is 'glutathione 1 mL'" in told
    told = run("check", SALINE, "--shelf", "shelv", exits=2).stderr
    assert "Did you mean 'shelf'?" in told
    text = run("check", f"{SALINE} 1 mL", "--shelf", EXAMPLE, exits=1).stdout
    assert "drawn from the shelf shelf, 3 preparations, as of" in " ".join(text.split())


def test_a_list_with_a_mistake_is_no_shelf(run, tmp_path):
    file = tmp_path / "list.csv"
    file.write_text("name,lot\nxyzzy,A2\n", "utf-8")
    told = run("check", SALINE, "--shelf", file, exits=2).stderr
    assert "row 2, name: No substance" in told
    assert told.count("\n") == 1


@pytest.mark.no_cover
def test_why_and_why_not_draw_from_the_shelf_too(run):
    run("import", EXAMPLE)
    run("why", "verdict", "procaine hydrochloride 2 %", "--shelf", "shelf")
    run("why-not", "glutathione", "--for", "melasma", "--shelf", "shelf", exits=2)


@pytest.mark.no_cover
def test_a_number_of_an_answer_from_a_shelf_opens_with_that_shelf(run, tmp_path):
    run("import", EXAMPLE)
    saved = tmp_path / "saved.json"
    answer = run("propose", "melasma", "--shelf", "shelf", "--format", "json", exits=1).stdout
    saved.write_text(answer, "utf-8")
    run("why", "1", "--in", saved, "--shelf", "shelf", "--as-of", json.loads(answer)["as_of"])


@pytest.mark.no_cover
def test_lots_are_things_of_their_own(run):
    run("import", EXAMPLE)
    path = own_folder() / "shelves" / "shelf.ttl"
    assert "lot A17" in run("list", "lots", "--data", path).stdout
    assert "0 lots" not in run("list", "lots").stdout


def ids(turtle):
    return set(re.findall(r"^(mg:own-\S+) a meso:(?:Marketed|Generic)", turtle, re.MULTILINE))


def test_a_product_is_known_by_what_it_is_wherever_its_row_stands(formulary):
    head, mine = "name,strength,salt\n", "procaine,2 %,hydrochloride\n"
    first = read(formulary, head + mine)
    later = read(formulary, f"{head}ascorbic acid,10 %,none\n{mine}")
    assert len(ids(first.turtle)) == 1
    assert ids(first.turtle) < ids(later.turtle)
    spelt = read(formulary, "nombre,concentracion\nprocaine hydrochloride,20 mg/mL\n")
    assert ids(spelt.turtle) == ids(first.turtle)


def test_alike_products_have_labels_of_their_own(formulary):
    rows = "procaine hydrochloride,2 %,4\n,,\nprocaine hydrochloride,2 %,5\n"
    found = read(formulary, f"name,strength,ph\n{rows}")
    labels = [label for _, label in found.understood]
    assert len(set(labels)) == len(labels) == 2
    assert not found.refused


@pytest.mark.parametrize(
    ("cells", "column", "told"),
    [
        ({"ph": "7-6"}, "ph", "write the lower first"),
        ({"ph": "15"}, "ph", "more than 14"),
        ({"osmolality": "280-270 mOsm/kg"}, "osmolality", "write the lower first"),
        ({"osmolality": "28000 mOsm/kg"}, "osmolality", "more than 10000"),
        ({"strength": "200 %"}, "strength", "more than 100 %"),
        ({"status": "authorised medicine"}, "jurisdiction", "needed with a status"),
        ({"manufacturer": "M\u202ee"}, "manufacturer", "RIGHT-TO-LEFT OVERRIDE"),
        ({"expiry": "12/11/2027"}, "expiry", "is no day"),
    ],
)
def test_what_cannot_be_so_is_told_by_its_column(cells, column, told, formulary):
    row = {"name": "procaine hydrochloride", "strength": "2 %", **cells}
    found = read(formulary, f"{','.join(row)}\n{','.join(row.values())}\n")
    assert [each.column for each in found.refused] == [column]
    assert told in found.refused[0].reason


def test_all_that_is_wrong_with_a_row_is_told_at_once(formulary):
    text = "name,strength,ph,route,status\nprocaine hydrochloride,2,15,by mouth,fine\n"
    told = [each.column for each in read(formulary, text).refused]
    assert told == ["strength", "ph", "route", "status", "jurisdiction"]


def test_lists_in_other_languages_and_with_blank_lines_are_read(formulary):
    text = "\n;;;\n\nnom;dosage;sel;expiration\nprocaïne;2 %;chlorhydrate;31/12/2027\n"
    found = read(formulary, text.replace("\n;;;\n", "\n"))
    assert not found.refused
    assert '"2027-12-31"' in found.turtle
    assert "mg:procaine-hydrochloride" in found.turtle


def test_the_same_lot_is_taken_once(formulary):
    found = read(formulary, f"name,lot\n{SALINE},A\n{SALINE},A\n{SALINE},B\n")
    assert [(each.row, each.reason) for each in found.refused] == [
        (3, "is the same lot as a row above")
    ]


def test_a_product_is_found_by_the_one_name_that_holds_it(formulary):
    assert [label for _, label in read(formulary, "name\nNCTF 135\n").understood] == [
        "NCTF 135 HA (FILLMED)"
    ]


@pytest.mark.no_cover
def test_nothing_that_is_there_is_written_over_unasked(run, tmp_path, own):
    run("import", EXAMPLE)
    told = run("import", EXAMPLE, exits=2).stderr
    assert "it is there already; --replace puts this in its place" in told
    run("import", EXAMPLE, "--replace")
    mine = tmp_path / "shelf.csv"
    mine.write_bytes(EXAMPLE.read_bytes())
    run("import", mine, "--out", mine, exits=2)
    run("export", "shelf", "--out", mine, exits=2)
    assert mine.read_bytes() == EXAMPLE.read_bytes()
    run("export", "shelf", "--out", mine, "--replace")


def test_on_a_shelf_a_name_means_what_stands_there(run, tmp_path):
    listed = tmp_path / "na.csv"
    listed.write_text("name,strength\nsodium chloride,0.9 %\n", "utf-8")
    told = run("check", "sodium chloride 0.9 % 1 mL", "--shelf", listed, exits=1).stdout
    assert "sodium chloride 0.9 %, own shelf (na)" in told


def test_no_folder_is_made_unasked(run, tmp_path):
    told = run("import", EXAMPLE, "--out", tmp_path / "none" / "shelf.ttl", exits=2).stderr
    assert "there is no folder" in told
    assert not (tmp_path / "none").exists()


@pytest.mark.no_cover
def test_a_product_stays_the_same_when_its_list_is_written_back(run, tmp_path, formulary):
    rows = "procaine,2.0 %,hydrochloride,4.50-6.0,280.0 mOsm/kg\n"
    first = tmp_path / "mine.csv"
    first.write_text(f"name,strength,salt,ph,osmolality\n{rows}", "utf-8")
    again = read(formulary, run("export", first).stdout)
    assert ids(again.turtle) == ids(read(formulary, first.read_text("utf-8")).turtle)


@pytest.mark.no_cover
def test_a_shelf_is_written_as_json_too(run):
    told = json.loads(run("export", EXAMPLE, "--format", "json").stdout)
    schema_of("export").validate(told)
    assert {each["lot"] for each in told["lots"]} == {"T44", "A17", "A03", "P2211", "C9"}
