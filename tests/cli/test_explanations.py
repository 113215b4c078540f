"""why, why-not, path and doubt: every number and reason opens, in every format, down to sources."""

import json
import re
import xml.etree.ElementTree as ElementTree
from itertools import combinations

import pyoxigraph
import pytest
import rdflib
from click.testing import CliRunner

from mesograph.cli import cli
from mesograph.formulation.case import open_case
from mesograph.formulation.telling import verdict_proof
from mesograph.model.things import Circumstances, Part
from tests.cli.test_commands import PROCAINE, schema_of

VERDICT = ["why", "verdict", "procaine hydrochloride 2%", "sodium bicarbonate 8.4% (B. Braun)"]
INDICATED = ["why", "indicated", "tranexamic acid", "melasma"]


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    folder = tmp_path_factory.mktemp("saved")
    asked = {
        "propose": ["propose", "fine wrinkles", "dehydration"],
        "check": ["check", *PROCAINE, "--for", "melasma"],
    }
    found = {}
    for name, arguments in asked.items():
        text = CliRunner().invoke(cli, arguments, prog_name="mesograph").stdout
        told = CliRunner().invoke(cli, [*arguments, "--format", "json"], prog_name="mesograph")
        path = folder / f"{name}.json"
        path.write_text(told.stdout, encoding="utf-8")
        found[name] = (path, json.loads(told.stdout), text)
    return found


def numbered(value):
    if isinstance(value, dict):
        if "number" in value and value["number"] is not None:
            yield value["number"], value["proof_id"]
        for each in value.values():
            yield from numbered(each)
    elif isinstance(value, list):
        for each in value:
            yield from numbered(each)


@pytest.mark.parametrize("command", ["propose", "check"])
def test_every_number_and_reason_of_an_answer_opens(formulary, saved, command):
    _, told, text = saved[command]
    found = dict(numbered(told))
    assert sorted(found) == list(range(1, len(found) + 1))
    assert len(set(found.values())) == len(found)
    printed = {int(each) for each in re.findall(r"\((\d+)\)(?![\w-])", text)}
    assert printed <= set(found) | {10, 2000}
    assert len(printed) > 20
    question = told["question"]
    if command == "check":
        answer = formulary.check(question["parts"], question["concerns"])
    else:
        answer = formulary.propose(question["concerns"])
    for proof_id in found.values():
        explained = formulary.why_step(answer, proof_id)
        assert explained is not None
        assert explained.proof.id == proof_id
        assert explained.proof.text


@pytest.mark.parametrize("command", ["propose", "check"])
def test_every_reason_rests_on_leaves_that_say_where_they_come_from(formulary, saved, command):
    _, told, _ = saved[command]
    question = told["question"]
    answer = (
        formulary.check(question["parts"], question["concerns"])
        if command == "check"
        else formulary.propose(question["concerns"])
    )
    for proof_id in dict(numbered(told)).values():
        for leaf in formulary.why_step(answer, proof_id).proof.leaves:
            kind = leaf.kind.value
            assert kind in ("claim", "statement", "question", "absence", "rule"), leaf.text
            if kind == "claim":
                assert leaf.citations
                assert leaf.supports is not None
            if kind == "absence":
                assert leaf.absence is not None
            if kind == "rule":
                assert leaf.name in ("one-product", "score"), leaf.text


@pytest.mark.parametrize("command", ["propose", "check"])
def test_a_number_opens_from_a_saved_answer_and_so_does_its_hash(run, saved, command):
    path, told, _ = saved[command]
    found = dict(numbered(told))
    for number in (1, 3, len(found)):
        by_number = run("why", str(number), "--in", str(path), "--format", "json").stdout
        by_hash = run("why", found[number], "--in", str(path), "--format", "json").stdout
        assert by_number == by_hash
        assert json.loads(by_number)["proof_id"] == found[number]
    score = told["proposals"][0]["score_proof_id"] if command == "propose" else found[1]
    assert "because" in run("why", score, "--in", str(path)).stdout


def test_a_changed_or_foreign_file_is_refused_in_one_line(run, saved, tmp_path):
    path, told, _ = saved["check"]
    bad = tmp_path / "bad.json"

    def refused(text, exits=2):
        bad.write_text(text, encoding="utf-8")
        result = run("why", "1", "--in", str(bad), exits=exits)
        assert result.stderr.count("\n") == 1
        return result.stderr

    assert "not JSON" in refused("{")
    assert "not JSON" in refused("[" * 100_000)
    assert "no answer of propose or check" in refused("[1]")
    assert "no answer of propose or check" in refused('{"question": {"command": "show"}}')
    assert "changed by hand" in refused(json.dumps({**told, "policy": "lenient"}))
    question = {**told["question"], "parts": 7}
    assert "changed by hand" in refused(json.dumps({**told, "question": question}))
    moved = json.loads(json.dumps(told).replace(told["proof_id"], "0" * 16))
    assert "does not follow here" in refused(json.dumps(moved), exits=1)
    assert "is called '999'" in run("why", "999", "--in", str(path), exits=2).stderr
    assert "No such file" in run(
        "why", "1", "--in", str(tmp_path / "none.json"), exits=2
    ).stderr.replace("no such file", "No such file")
    assert "N --in FILE" in run("why", "1", "2", "--in", str(path), exits=2).stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["why", "because"], "A statement is"),
        (["why", "indicated", "tranexamic acid"], "A statement is"),
        (["why", "check", "colour", "water 1 mL"], "No check is called 'colour'"),
        (["why", "indicated", "tranexamik acid", "melasma"], "Did you mean 'tranexamic acid'"),
        (["why", "indicated", "tranexamic acid", "melisma"], "Did you mean"),
        (["why", "verdict", "procaine hydrochloride 2 %%"], "'%%'"),
        (["why-not", "nothing at all", "--for", "melasma"], "No substance or preparation"),
        (["path", "mannitol", "melisma"], "Did you mean"),
        (["doubt", "Brandos 2011"], "Did you mean"),
    ],
)
def test_what_cannot_be_understood_is_told_in_one_line(run, arguments, told):
    result = run(*arguments, exits=2)
    assert told in result.stderr
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""


@pytest.mark.parametrize("arguments", [VERDICT, INDICATED], ids=["verdict", "indicated"])
def test_the_json_is_a_graph_of_inferences(run, arguments):
    told = json.loads(run(*arguments, "--format", "json").stdout)
    schema_of("why").validate(told)
    inferences = told["inferences"]
    assert inferences[0]["conclusion"] == told["final_conclusion"]
    ids = [each["id"] for each in inferences]
    assert len(ids) == len(set(ids))
    assert {number for each in inferences for number in each["premises"]} | {1} == set(ids)
    assert list(inferences[0])[:7] == [
        "rule_name",
        "conclusion",
        "premises",
        "value",
        "unit",
        "sources",
        "certainty",
    ]
    listed = {each["id"] for each in told["sources"]}
    assert {each["id"] for step in inferences for each in step["sources"]} <= listed


def test_depth_is_as_asked(run, saved):
    brief = run(*VERDICT, "--brief").stdout
    assert brief.count("\n") == 1
    assert " because: " in brief
    three, full = run(*VERDICT).stdout, run(*VERDICT, "--full").stdout
    assert len(three) <= len(full)
    path, told, _ = saved["propose"]
    deep = [
        ["why", each["score_proof_id"], "--in", str(path)]
        for each in (*told["proposals"], *told["candidates"])
        if len(each["parts"]) > 1
    ]
    assert "--full tells all" in run(*deep[0]).stdout
    assert "--full tells all" not in run(*deep[0], "--full").stdout
    plausible = ("why", "indicated", "glutathione", "solar lentigines")
    everything = run(*plausible, "--all").stdout
    assert "Another way" in everything
    assert "Another way" not in run(*plausible).stdout
    assert "Another way" not in run(*INDICATED, "--all").stdout, "the evidence stands by itself"
    assert "smallest sets of claims and statements" in everything


def test_text_is_for_reading_aloud(run):
    for arguments in (VERDICT, INDICATED):
        text = run(*arguments, "--full").stdout
        assert max(map(len, text.splitlines())) <= 100
        assert "http" not in text
        assert "meso:" not in text
        assert "mg:" not in text
        assert not re.search(r"\b(entail|axiom|predicate|tuple|None|IRI)\b", text)


def test_absence_is_worded_in_three_ways(run, formulary):
    asked = ["why", "indicated", "mannitol", "melasma", "--format", "json"]
    told = json.loads(run(*asked, exits=1).stdout)
    assert told["follows"] is False
    assert {each["absence"] for each in told["inferences"]} == {"not searched", None}
    compendium = formulary.compendium
    words = {}
    pairs = combinations(compendium.preparations.values(), 2)
    while len(words) < 3 or not words["no evidence found"].searches:
        one, other = next(pairs)
        case = open_case(compendium, (Part(one), Part(other)), Circumstances())
        proof = verdict_proof(compendium, case.mixture, case.heard, case.found)
        for step in proof.leaves:
            if step.absence is not None:
                words.setdefault(step.absence.value, step)
    assert set(words) == {"known not", "no evidence found", "not searched"}
    assert words["no evidence found"].searches
    assert "searched 20" in words["no evidence found"].text


def test_svg_and_html_are_well_formed_and_name_every_step(run):
    told = json.loads(run(*VERDICT, "--format", "json").stdout)
    drawing = ElementTree.fromstring(run(*VERDICT, "--format", "svg").stdout)
    space = "{http://www.w3.org/2000/svg}"
    assert drawing.find(f"{space}title").text == told["final_conclusion"]
    assert len(drawing.findall(f"{space}g")) == len(told["inferences"])
    boxes = [
        tuple(int(box.get(key)) for key in ("x", "y", "width", "height"))
        for box in drawing.iter(f"{space}rect")
    ]
    for at, (x, y, width, height) in enumerate(boxes):
        for other_x, other_y, _, other_height in boxes[at + 1 :]:
            apart = other_x >= x + width or other_x + width <= x
            assert apart or other_y >= y + height or other_y + other_height <= y
    page = run(*VERDICT, "--format", "html").stdout
    closed = re.sub(r"<(meta|br)([^>]*)>", r"<\1\2/>", page.partition("<!doctype html>\n")[2])
    body = ElementTree.fromstring(closed)
    assert body.find("head/title").text
    assert "src=" not in page
    assert "<script" not in page


def test_dot_names_every_step_and_every_edge(run):
    told = json.loads(run(*VERDICT, "--format", "json").stdout)
    dot = run(*VERDICT, "--format", "dot").stdout
    assert dot.count("[label=") == len(told["inferences"])
    assert dot.count(" -> ") == sum(len(each["premises"]) for each in told["inferences"])


def test_turtle_is_prov_and_names_rule_claim_and_source(run, formulary):
    turtle = run(*VERDICT, "--format", "turtle").stdout
    graph = rdflib.Graph().parse(data=turtle, format="turtle")
    assert len(list(pyoxigraph.parse(turtle.encode(), format=pyoxigraph.RdfFormat.TURTLE))) == len(
        graph
    )
    prov = rdflib.Namespace("http://www.w3.org/ns/prov#")
    told = json.loads(run(*VERDICT, "--format", "json").stdout)
    assert len(list(graph.subjects(rdflib.RDF.type, prov.Entity))) == len(told["inferences"])
    rules = {
        str(each).rpartition("/")[2]
        for each in graph.objects(None, rdflib.URIRef("http://www.w3.org/ns/shacl#sourceRule"))
    }
    assert {"weak-base-salt-with-alkali", "preparation-carries-trait"} <= rules
    shipped = {each.name for each in formulary.rules}
    assert rules <= shipped
    assert list(graph.objects(None, prov.hadPrimarySource))
    assert list(graph.objects(None, prov.wasQuotedFrom))
    assert not [each for each in graph.subjects() if isinstance(each, rdflib.BNode)]


def test_markdown_numbers_its_references(run):
    text = run(*VERDICT, "--format", "md", "--full").stdout
    used = set(re.findall(r"\[\^(\d+)\](?!:)", text))
    given = set(re.findall(r"^\[\^(\d+)\]:", text, re.MULTILINE))
    assert used == given
    assert len(given) > 5


def test_a_bibliography_holds_every_source_once(run):
    told = json.loads(run(*VERDICT, "--format", "json").stdout)
    ids = {each["id"].removeprefix("mg:") for each in told["sources"]}
    bibtex = run(*VERDICT, "--bibliography", "bibtex").stdout
    assert sorted(re.findall(r"^@misc\{(.+),$", bibtex, re.MULTILINE)) == sorted(ids)
    ris = run(*VERDICT, "--bibliography", "ris").stdout
    assert sorted(re.findall(r"^ID  - (.+)$", ris, re.MULTILINE)) == sorted(ids)
    assert ris.count("TY  - ") == ris.count("ER  - ")


def test_why_not_shows_every_hindrance_and_what_lifts_it(run):
    arguments = ["why-not", *PROCAINE, "--for", "melasma"]
    told = json.loads(run(*arguments, "--format", "json").stdout)
    schema_of("why-not").validate(told)
    checked = json.loads(
        run("check", *PROCAINE, "--for", "melasma", "--format", "json", exits=1).stdout
    )
    open_ = {
        each["check"]
        for each in checked["findings"]
        if each["status"] in ("failed", "unknown") and each["check"] not in told["not_computed"]
    }
    assert {each["check"] for each in told["hindrances"]} == open_
    compatibility = told["hindrances"][0]
    assert compatibility["check"] == "compatibility"
    assert "separate syringes or sessions" in compatibility["lifted_by"]
    assert any(lift.startswith("to leave out") for lift in compatibility["lifted_by"])
    text = run(*arguments).stdout
    assert "lifted by:" in text
    assert max(map(len, text.splitlines())) <= 100


def test_why_not_of_what_is_admissible_says_so(run):
    found = run("why-not", "NCTF 135 HA", "--for", "fine wrinkles", exits=1)
    assert "nothing stands in its way" in found.stdout


def test_paths_are_signed_graded_and_end_at_the_concern(run):
    told = json.loads(run("path", "ascorbic acid", "melasma", "--format", "json").stdout)
    schema_of("path").validate(told)
    for chain in told["chains"]:
        assert chain["links"][0]["from"] == "mg:ascorbic-acid"
        sign = 1
        for one, other in zip(chain["links"], [*chain["links"][1:], None], strict=True):
            sign *= one["sign"]
            assert other is None or one["to"] == other["from"]
        assert chain["helps"] is (sign > 0)
    assert "for the better" in run("path", "ascorbic acid", "melasma").stdout
    assert "no chain of claims" in run("path", "mannitol", "melasma", exits=1).stdout


def test_doubt_tells_what_falls_and_what_stands(run):
    told = json.loads(run("doubt", "De Dormael 2019", "--format", "json").stdout)
    schema_of("doubt").validate(told)
    assert told["claims"]
    assert told["fallen"] or told["standing"]
    assert "Without De Dormael 2019" in run("doubt", "De Dormael 2019").stdout


def test_doubt_of_the_only_source_changes_a_verdict(run, formulary):
    changed = {}
    for source in ("JP XVI Sodium Bicarbonate", "Brandis 2011"):
        told = json.loads(run("doubt", source, "--format", "json").stdout)
        changed[source] = told["verdicts"]
    assert {each["before"] for each in changed["JP XVI Sodium Bicarbonate"]} >= {
        "predicted-incompatible"
    }
    assert changed["Brandis 2011"] == []
