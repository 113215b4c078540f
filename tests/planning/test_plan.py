"""A plan asks, refuses, tells with sources, and differs by person only where it says so."""

import json
import re
from xml.etree import ElementTree

import pytest
import yaml

from mesograph.planning.caring import NOT_AN_INSTRUCTION
from mesograph.planning.composing import OF_AN_INJECTION, SECTIONS
from mesograph.rendering.plans import plan_html, plan_json, plan_markdown, plan_text
from tests.cli.test_commands import schema_of
from tests.conftest import ROOT

EXAMPLE = ROOT / "examples" / "person.yaml"
CONCERN = "fine wrinkles"


def planned(formulary, tmp_path, said, **more):
    path = tmp_path / "person.yaml"
    path.write_text(yaml.safe_dump(said), "utf-8")
    return formulary.plan([CONCERN], person=path, **more)


def lines_of(plan):
    return {
        (section.name, line.text, tuple(each.reason.text for each in line.says)): {
            *line.fields,
            *section.fields,
        }
        for section, line in plan.lines
    }


BASE = yaml.safe_load(EXAMPLE.read_text("utf-8"))
OTHER = {
    "age": 12,
    "weight_kg": 90,
    "pregnant": True,
    "breastfeeding": True,
    "wish_for_a_child": "unknown",
    "phototype": "VI",
    "allergies": ["hyaluronic acid", "bee venom"],
    "medicines": ["apixaban", "nothing known"],
    "conditions": {"diabetes": True, "epilepsy": False},
    "expectations": "unrealistic",
    "consent": False,
    "test_injection": "reacted",
}


@pytest.mark.no_cover
@pytest.mark.parametrize("field", BASE)
def test_two_persons_differ_only_in_what_is_traced_to_the_field(formulary, tmp_path, field):
    assert set(OTHER) == set(BASE)
    one = lines_of(planned(formulary, tmp_path, BASE))
    other = lines_of(planned(formulary, tmp_path, {**BASE, field: OTHER[field]}))
    without = lines_of(planned(formulary, tmp_path, {k: v for k, v in BASE.items() if k != field}))
    for changed in (other, without):
        differing = set(one) ^ set(changed)
        assert differing
        for key in differing:
            assert field in {**one, **changed}[key], key


def test_a_refused_plan_stops_before_the_needle(formulary):
    path = ROOT / "examples" / "on-anticoagulants.yaml"
    plan = formulary.plan(["cellulite"], person=path)
    assert not plan.is_good
    assert {each.name for each in plan.sections} == {each for each, _, _ in SECTIONS} - set(
        OF_AN_INJECTION
    )
    told = " ".join(plan_text(plan).split())
    assert "NOTHING IS ADMISSIBLE" in told
    assert "The plan stops here" in told
    stops = [line for _, line in plan.lines if line.weight == "stop" and line.says]
    assert any("medicines" in line.fields for line in stops)


def test_what_is_met_stops_nobody_and_an_allergy_stops_what_holds_it(formulary, tmp_path):
    def stops(said):
        plan = planned(formulary, tmp_path, said)
        return [line for section, line in plan.lines if section.name == "contraindications"]

    assert not [line for line in stops(BASE) if "no part holds any" in line.text]
    assert not [line for line in stops(BASE) if line.fields == ("allergies",)]
    allergic = stops({**BASE, "allergies": ["hyaluronic acid"]})
    assert [line for line in allergic if line.fields == ("allergies",) and line.weight == "stop"]


def test_nothing_is_told_twice_on_one_line(formulary):
    plan = formulary.plan(["melasma"])
    alternatives = [line for section, line in plan.lines if section.name == "alternatives"]
    assert alternatives
    told = " ".join(plan_text(plan).split())
    for line in alternatives:
        for each in line.says:
            assert told.count(each.reason.text.rstrip(".")) == 1, each.reason.text


def test_a_plan_tells_every_section_with_sources(formulary):
    plan = formulary.plan(["melasma"], region="periorbital", person=EXAMPLE)
    assert plan.is_good
    told = {each.name: each for each in plan.sections}
    assert list(told) == [name for name, _, _ in SECTIONS]
    for name in ("technique", "dangers", "before", "after", "complications", "sessions", "law"):
        assert told[name].lines, name
        assert all(line.says for line in told[name].lines), name
    assert any("eye" in line.text or "artery" in line.text for line in told["dangers"].lines)


def test_stopping_a_medicine_is_never_an_instruction(formulary):
    plan = formulary.plan([CONCERN])
    lines = [line for _, line in plan.lines if line.text.startswith("stopping ")]
    assert lines
    assert all(line.note == NOT_AN_INSTRUCTION for line in lines)
    assert NOT_AN_INSTRUCTION in " ".join(plan_text(plan).split())


def test_a_warning_among_first_measures_is_told(formulary):
    plan = formulary.plan([CONCERN])
    warned = [
        line
        for section, line in plan.lines
        if section.name == "complications" and line.weight == "weigh"
    ]
    assert warned


def test_no_amount_of_an_emergency_medicine_is_told(formulary):
    plan = formulary.plan([CONCERN])
    doses = re.compile(r"\d\s*(?:mg|µg|micrograms|mL/kg|IU|units)\b")
    for section, line in plan.lines:
        if section.name == "complications" and "first measure" in line.text:
            for said in line.says:
                assert not doses.search(said.reason.text), said.reason.text


def test_technique_and_depth_are_those_asked_for(formulary):
    plan = formulary.plan([CONCERN], technique="papule", depth="IDS")
    (section,) = (each for each in plan.sections if each.name == "technique")
    heads = {line.text.partition(":")[0].partition(" reaches")[0] for line in section.lines}
    assert heads == {"papule technique", "superficial intradermal injection"}


@pytest.mark.parametrize(
    "route", ["intravenous", "intramuscular", "perineural", "intra-articular", "epidural"]
)
def test_no_plan_is_made_for_a_route_that_passes_the_skin_by(run, route):
    error = run("plan", CONCERN, "--route", route, exits=2).stderr
    assert error.count("\n") == 1
    assert repr(route) in error
    possible = "'infiltration', 'intradermal', 'intralesional' or 'subcutaneous'"
    assert error.endswith(f"Please ask for {possible}.\n")


@pytest.mark.parametrize("route", ["subcutaneous", "infiltration", "intralesional"])
def test_a_plan_is_made_for_every_route_into_the_skin(formulary, route):
    assert formulary.plan([CONCERN], route=route).asked.circumstances.route == route


def test_the_head_names_the_depth_and_the_shelf_that_were_asked_for(run):
    asked = ("plan", CONCERN, "--depth", "IDS", "--shelf", ROOT / "examples" / "shelf.csv")
    asked = (*asked, "--as-of", "2026-11-23")
    for format_ in ("text", "md", "html"):
        told = " ".join(run(*asked, "--format", format_, exits=1).stdout.split())
        head = told.partition("This plan gives no dose")[0]
        assert "superficial intradermal injection" in head, format_
        assert "drawn from the shelf shelf, 3 preparations, as of 2026-11-23" in head, format_
        assert "lot A03 (2026-05-31)" in head, format_
    found = json.loads(run(*asked, "--format", "json", exits=1).stdout)
    schema_of("plan").validate(found)
    assert found["depth"] == "mg:depth-ids"
    assert found["as_of"] == "2026-11-23"
    assert found["shelf"] == found["propose"]["shelf"]
    assert found["shelf"]["name"] == "shelf"


def test_every_form_of_a_plan_says_the_same(formulary):
    plan = formulary.plan([CONCERN], person=EXAMPLE)
    found = plan_json(plan)
    schema_of("plan").validate(found)
    full, page = plan_text(plan, full=True), plan_html(plan, full=True)
    markdown = plan_markdown(plan, full=True)
    flat = " ".join(full.split())
    for section in found["sections"]:
        assert section["title"] in full
        assert f"## {section['title']}" in markdown
        for line in section["lines"]:
            assert line["text"].rstrip(".") in flat
            assert line["text"].rstrip(".") in markdown
    body = ElementTree.fromstring(
        re.sub(r"<(meta)([^>]*)>", r"<\1\2/>", page.partition("<!DOCTYPE html>\n")[2])
    )
    assert len(body.findall("body/main/section")) == len(plan.sections) + 1
    assert "<script" not in page
    shorter = plan_text(plan)
    assert len(shorter) < len(full)
    assert "more, told with --full" in shorter
