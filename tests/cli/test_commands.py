"""The command line: answers, exit statuses, and one plain line for every mistake."""

import json
import os
import shlex
import subprocess
import sys
from importlib import resources

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

import mesograph
from mesograph.cli import _COMMANDS, cli
from tests.conftest import ROOT

PROCAINE = ["procaine hydrochloride 2% 1 mL", "sodium bicarbonate 8.4% 1 mL"]
MINE = """\
@prefix mg: <https://w3id.org/mesograph/id/> .
@prefix meso: <https://w3id.org/mesograph/ontology#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
mg:source-bench a meso:Source ; rdfs:label "bench" ; dcterms:bibliographicCitation "Book." .
mg:mine-clear a meso:CompatibilityClaim ; meso:statement "It stayed clear." ;
    meso:between mg:procaine-hydrochloride-2-percent-lavoisier ,
        mg:sodium-chloride-0-9-percent ;
    meso:polarity meso:for ; meso:aspect meso:physical ; meso:method meso:visual ;
    meso:setting meso:syringe ; dcterms:source mg:source-bench ; meso:locator "p. 1" ;
    meso:vehicle meso:aqueous-solution ; meso:hasCondition mg:mine-clear-procaine ;
    meso:readAs meso:passage ; meso:curationState meso:entered .
mg:mine-clear-procaine a meso:Condition ; meso:conditionKind meso:final-strength ;
    meso:ofSubstance mg:procaine-hydrochloride ; meso:nominalValue 10.0 ; meso:unit meso:mg-per-mL .
"""
OILY = """
mg:mine-oily a meso:Preparation ; rdfs:label "my procaine in oil" ; meso:vehicle meso:oil ;
    meso:ingredient mg:mine-oily-procaine .
mg:mine-oily-procaine a meso:Ingredient ; meso:substance mg:procaine-hydrochloride ;
    meso:role meso:local-anaesthetic ; meso:nominalValue 20.0 ; meso:unit meso:mg-per-mL .
mg:mine-oily-status a meso:RegulatoryClaim ; meso:statement "It is authorised." ;
    meso:about mg:mine-oily ; meso:regulatoryStatus meso:authorised-medicine ;
    meso:jurisdiction mg:eu ; meso:asOf "2026" ; meso:polarity meso:for ;
    dcterms:source mg:source-bench ; meso:locator "p. 2" ; meso:readAs meso:passage ;
    meso:curationState meso:entered .
"""


def schema_of(name):
    folder = resources.files("mesograph") / "schemas"
    found = {
        each.name: json.loads(each.read_text("utf-8"))
        for each in folder.iterdir()
        if each.name.endswith(".json")
    }
    registry = Registry().with_resources(
        (each["$id"], Resource.from_contents(each)) for each in found.values()
    )
    schema = found[f"{name}.schema.json"]
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, registry=registry)


def test_bare_mesograph_prints_three_examples(run):
    assert run().stdout.count("  mesograph ") == 3


@pytest.mark.parametrize(
    "command",
    list(_COMMANDS),
)
def test_every_command_has_help_with_an_example(run, command):
    told = run(command, "--help").stdout
    assert f"Example: mesograph {command}" in told
    assert "\\b" not in told


@pytest.mark.no_cover
def test_every_example_of_the_help_is_understood(run, tmp_path, monkeypatch):
    (tmp_path / "here").mkdir()
    for each in ("examples", "ontology", "data"):
        (tmp_path / "here" / each).symlink_to(ROOT / each)
    (tmp_path / "last-release").symlink_to(ROOT)
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("MESOGRAPH_HOME", str(tmp_path / "home"))
    for command in _COMMANDS:
        told = " ".join(run(command, "--help").stdout.split())
        program, *arguments = shlex.split(told.partition("Example: ")[2])
        assert program == "mesograph"
        found = CliRunner().invoke(cli, arguments, prog_name="mesograph")
        assert found.exit_code in (0, 1), (arguments, found.output)


def test_propose_alone_lists_the_concerns(run):
    assert "fine wrinkles" in run("propose").stdout


@pytest.mark.parametrize("concern", ["fine wrinkles", "dehydration", "melasma", "wrinkles"])
def test_propose_answers_for_every_concern_in_text_and_json(run, concern):
    told = json.loads(CliRunner().invoke(cli, ["propose", concern, "--format", "json"]).stdout)
    schema_of("propose").validate(told)
    assert told["complete"]
    exits = 0 if told["proposals"] else 1
    text = run("propose", concern, exits=exits).stdout
    assert max(map(len, text.splitlines())) <= 100
    assert "not medical advice" in text


def test_several_concerns_are_all_served(run):
    result = CliRunner().invoke(
        cli, ["propose", "fine wrinkles", "dehydration", "--format", "json"]
    )
    told = json.loads(result.stdout)
    assert [each["label"] for each in told["concerns"]] == [
        "fine wrinkles",
        "dehydration of the skin",
    ]
    assert told["proposals"]


def test_check_refuses_the_procaine_example_for_reasons_that_hold(run):
    text = run("check", *PROCAINE, exits=1).stdout
    assert text.startswith("NOT ADMISSIBLE under cautious · compatibility: predicted-incompatible")
    told = json.loads(run("check", *PROCAINE, "--format", "json", exits=1).stdout)
    schema_of("check").validate(told)
    assert told["verdict"] == "predicted-incompatible"
    failed = [each["check"] for each in told["findings"] if each["status"] == "failed"]
    assert failed == ["compatibility", "tolerance"]
    assert told["coordinates"] == {"for": 0, "against": 2, "scope": None}


def test_the_order_of_parts_changes_nothing_but_their_order(run):
    forth = json.loads(run("check", *PROCAINE, "--format", "json", exits=1).stdout)
    back = json.loads(run("check", *reversed(PROCAINE), "--format", "json", exits=1).stdout)
    statuses = [
        [(each["check"], each["status"]) for each in told["findings"]] for told in (forth, back)
    ]
    assert statuses[0] == statuses[1]
    assert (forth["verdict"], forth["admissible"]) == (back["verdict"], back["admissible"])


@pytest.fixture(scope="module")
def seeded(tmp_path_factory):
    """Hold a snapshot for each order of hashes, made when it is first asked."""
    return tmp_path_factory.mktemp("seeded")


@pytest.mark.no_cover
@pytest.mark.parametrize(
    "arguments",
    [
        ["propose", "fine wrinkles", "dehydration"],
        ["check", *PROCAINE],
        ["why", "indicated", "tranexamic acid", "melasma"],
        ["why-not", "retinol 0.1%", "--for", "fine wrinkles"],
        ["path", "tranexamic acid", "melasma"],
        ["doubt", "Katiyar 2024"],
        ["show", "ascorbic acid"],
        ["search", "acid"],
        ["validate", "examples/own-product.ttl", "--no-owl"],
    ],
    ids=lambda each: each[0],
)
def test_the_same_question_gives_the_same_bytes(arguments, seeded):
    """Each is answered anew, from a snapshot made anew, under another order of hashes."""
    command = [sys.executable, "-m", "mesograph", *arguments, "--format", "json"]
    answers = {
        subprocess.run(
            command,
            capture_output=True,
            check=False,
            cwd=ROOT,
            env={
                **os.environ,
                "PYTHONHASHSEED": seed,
                "MESOGRAPH_CACHE": str(seeded / seed),
            },
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(answers) == 1
    assert answers != {b""}


def test_several_fitting_products_are_answered_together_if_they_agree(run):
    told = json.loads(run("check", *PROCAINE, "--format", "json", exits=1).stdout)
    assert told["parts"][1]["alternatives"]
    assert told["parts"][0]["set_aside"] == ["procaine hydrochloride 2 % (Novocain)"]


def test_several_fitting_products_that_differ_are_refused_with_their_names(run, tmp_path):
    file = tmp_path / "mine.ttl"
    file.write_text(MINE + OILY)
    result = run("check", PROCAINE[0], "--data", str(file), exits=2)
    assert "fits several preparations whose answers differ in" in result.stderr
    assert "non-oily" in result.stderr
    assert "'my procaine in oil'" in result.stderr
    assert result.stdout == ""


def test_an_unknown_strength_gives_an_ad_hoc_part(run):
    text = " ".join(run("check", "procaine hydrochloride 3% 1 mL", exits=1).stdout.split())
    assert "procaine hydrochloride 3 % (ad hoc) 1 mL" in text
    assert "its salt, pH and osmolality are unknown" in text


@pytest.mark.parametrize("part", ["procaine 90% 1 mL", "procaine hydrochloride 99% 1 mL"])
def test_a_strength_beyond_solubility_is_an_answer(run, part):
    result = run("check", part, exits=1)
    assert result.stdout.startswith("NOT ADMISSIBLE")
    assert result.stderr == ""


def test_a_mixture_file_is_read_line_by_line(run, tmp_path):
    file = tmp_path / "mine.mixture"
    file.write_text("# for practice\n" + "\n".join(PROCAINE) + "  # strong\n")
    assert run("check", str(file), exits=1).stdout == run("check", *PROCAINE, exits=1).stdout


def test_user_data_is_added_marked_and_never_satisfies_strict(run, tmp_path):
    file = tmp_path / "mine.ttl"
    file.write_text(MINE)
    parts = [
        "procaine hydrochloride 2 % (Lavoisier) 1 mL",
        "mg:sodium-chloride-0-9-percent 1 mL",
    ]
    before = json.loads(run("check", *parts, "--format", "json", exits=1).stdout)
    assert before["verdict"] == "unknown"
    with_mine = ["check", *parts, "--data", str(file), "--format", "json"]
    after = json.loads(CliRunner().invoke(cli, with_mine).stdout)
    assert after["verdict"] == "compatible"
    assert "own record" in json.dumps(after)
    assert not json.loads(CliRunner().invoke(cli, [*with_mine, "--policy", "strict"]).stdout)[
        "admissible"
    ]
    asked = "SELECT ?s { ?s meso:statement 'It stayed clear.' }"
    assert "mine-clear" in run("query", asked, "--data", str(file)).stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["propose", "wrinkels"], "Did you mean 'wrinkles'"),
        (["propose", "melasma", "--jurisdiction", "Atlantis"], "No jurisdiction is called"),
        (["propose", "melasma", "--route", "intradermel"], "Did you mean 'intradermal'"),
        (["check", "prokaine hydrocloride 2% 1 mL"], "Did you mean 'procaine hydrochloride'"),
        (["check", "procaine hydrochloride 2 %% 1 mL"], "'%%'"),
        (["check", "procaine 2 %% 1 mL"], "'%%'"),
        (["check", "procaine hydrochloride 200% 1 mL"], "more than 100 %"),
        (["check", "procaine 200% 1 mL"], "more than 100 %"),
        (["check", "procaine hydrochloride 2% 5 drops"], "no volume in mL"),
        (["check", "procaine hydrochloride 2% 1 L"], "no volume in mL"),
        (["check", "procaine hydrochloride 2 foo/mL 1 mL"], "has the unit foo/mL"),
        (["check", "procaine 2 % 3 foo"], "has the unit foo"),
        (["check", "procaine hydrochloride nan% 1 mL"], "No substance or preparation"),
        (["check", "procaine hydrochloride 2% inf mL"], "No substance or preparation"),
        (["check", "procaine hydrochloride 0% 1 mL"], "must be more than 0"),
        (["check", "procaine hydrochloride 2% 0 mL"], "must be more than 0 mL"),
        (["check", "procaine hydrochloride 2% -1 mL"], "must be more than 0 mL"),
        (["check", "procaine hydrochloride -2% 1 mL"], "must be more than 0"),
        (["check", "procaine hydrochloride 2"], "no unit"),
        (["check", "1 mL"], "names nothing"),
        (["check", ""], "it is empty"),
        (["check", "procaine hydrochloride 2% 1,000 mL"], "thousands or thousandths"),
        (["check", "procaine hydrochloride 2% 100000 mL"], "too much for a syringe"),
        (["check", "sodium bicarbonate \u09ea.4% 1 mL"], "BENGALI DIGIT FOUR"),
        (["check", "sodium sesquicarbonate 8.4% 1 mL"], "No substance or preparation is called"),
        (
            ["check", "procaine hydrochloride 2 % (Lavoisierr) 1 mL"],
            "Did you mean 'procaine hydrochloride 2 % (Lavoisier)'",
        ),
        (["check", "procaine 2 % % 1 mL"], "stands where a name was expected"),
        (["check", "HA 1 mL"], "fits several preparations"),
        (["query", "SELECT * { ?a " + "<p:p>/" * 9000 + "<p:p> ?b }"], "operators and path steps"),
        (["check", "water 1 mL", "water 1 mL"], "given twice"),
        (["check", "water 1 mL", "H2O 2 mL"], "given twice"),
        (["check", "sodium 1 mL"], "may mean"),
        (["check", "nowhere.mixture"], "no such file"),
        (["check", "proc\u0430ine 2% 1 mL"], "CYRILLIC SMALL LETTER A"),
        (["show", "procaine hydrochloride 20 mg/mL"], "may mean"),
        (["show", "procaine 2%"], "No preparation is called 'procaine 2%'"),
        (["show", "zinc finger"], "No thing is called"),
        (["show", "vitamin\u200b C"], "ZERO WIDTH SPACE"),
        (["list", "concrens"], "Did you mean 'concerns'"),
        (["query", "SELECT"], "line 1, column"),
        (["query", "nowhere.rq"], "no such file"),
        (["query", "SELECT * { SERVICE <http://127.0.0.1:9/> {} }"], "nothing is ever fetched"),
        (["query", "CONSTRUCT WHERE { ?s a meso:Concern }", "--format", "csv"], "is a graph"),
        (["query", "ASK {}", "--format", "csv"], "yes or no"),
        (["query", "ASK {}", "--format", "turtle"], "is a table"),
        (["propose", "melasma", "--data", "nowhere.ttl"], "no such file"),
    ],
)
def test_a_mistake_gets_one_plain_line_and_exit_status_2(run, arguments, told):
    result = run(*arguments, exits=2)
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    assert result.stderr.startswith("Error: ")
    assert told in result.stderr


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("mg:a mg:b", "mine.ttl:1:"),
        ("<a> <b> <c> .", "mine.ttl:1:"),
        (MINE + "mg:procaine meso:trait meso:oily .", "shipped"),
        (MINE.replace("meso:visual", "meso:opinon"), "did you mean meso:opinion?"),
        (MINE.replace("meso:visual", "meso:syringe"), "unknown method"),
        (MINE.replace("meso:physical", "meso:syringe"), "unknown aspect"),
        (MINE.replace("meso:CompatibilityClaim", "meso:CompatibiltyClaim"), "nothing is said"),
        (MINE.replace("meso:between", "meso:betwen"), "nothing is said"),
        (MINE.replace("mg:sodium-chloride-0-9-percent", "mg:sodium-clorid"), "nothing is said"),
        (MINE.replace("mg:sodium-chloride-0-9-percent", "'salt'"), "a thing is wanted"),
        (MINE.replace("meso:for ;", "meso:for ; meso:participants 'thirty' ;"), "a whole number"),
        (MINE.replace("meso:for ;", "meso:for ; meso:isGeneric 'maybe' ;"), "true or false"),
        (MINE.replace("meso:for ;", "meso:for ; meso:light meso:syringe ;"), "unknown light"),
        (MINE.replace("meso:CompatibilityClaim", "meso:VetoClaim"), "veto"),
        (MINE.replace('meso:locator "p. 1" ;', ""), "has no meso:locator"),
        (MINE.replace("meso:polarity meso:for", "meso:polarity meso:low"), "polarity"),
    ],
)
def test_a_bad_user_file_is_refused_whole(run, tmp_path, text, told):
    file = tmp_path / "mine.ttl"
    file.write_text(text)
    result = run("propose", "melasma", "--data", str(file), exits=2)
    assert told in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.no_cover
def test_a_figure_typed_as_a_string_is_refused(run, tmp_path):
    file = tmp_path / "mine.ttl"
    product = "mg:mine a meso:Preparation ; rdfs:label 'mine' ; meso:ph mg:mine-ph ."
    decimal = "^^<http://www.w3.org/2001/XMLSchema#decimal>"
    for figure, told in (
        ("'7'", "as xsd:string, write a decimal number"),
        (f"'NaN'{decimal}", "not a decimal number"),
        ("1" * 40 + ".0", "at most 12 digits"),
        ("-7.0", "negative"),
    ):
        node = f"mg:mine-ph a meso:Figure ; meso:lowerBound {figure} ; meso:unit meso:ph-unit ."
        file.write_text(MINE + node + product)
        assert told in run("list", "concerns", "--data", str(file), exits=2).stderr


@pytest.mark.no_cover
def test_the_same_file_twice_is_the_file_once(run, tmp_path):
    file = tmp_path / "melasma.ttl"
    file.write_text(MINE)
    twice = ["--data", str(file), "--data", str(file)]
    assert run("show", "tranexamic acid", *twice).stdout.count("own record") == 0


@pytest.mark.no_cover
def test_names_of_ones_own_may_stand_in_ones_own_namespace(run, tmp_path):
    file = tmp_path / "mine.ttl"
    text = OILY.replace("mg:mine-oily", "<http://x.test/oily>")
    text = text.replace("<http://x.test/oily>-", "mg:own-")
    file.write_text(MINE + text)
    shown = run("show", "my procaine in oil", "--data", str(file)).stdout
    assert "http://x.test/oily" in shown
    assert "procaine hydrochloride 2 %" in shown


def test_an_interrupt_exits_with_130():
    program = (
        "import mesograph.formulary as f, mesograph.cli as c\n"
        "def stop(*a, **k): raise KeyboardInterrupt\n"
        "f.Formulary.search = stop\n"
        "import sys; sys.argv = ['mesograph', 'search', 'x']; c.main()"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 130


def test_a_full_disk_is_one_plain_line():
    command = f"{sys.executable} -m mesograph list concerns > /dev/full"
    found = subprocess.run(["sh", "-c", command], capture_output=True, check=False, text=True)
    assert found.returncode == 2
    assert found.stderr.startswith("Error: Cannot write the answer")


@pytest.mark.parametrize("kind", ["preparations", "searches", "sources", "rules"])
def test_lists_are_at_most_a_hundred_columns_wide(run, kind):
    assert max(map(len, run("list", kind).stdout.splitlines())) <= 100


@pytest.mark.parametrize(
    "name",
    ["vitamin C", "acide ascorbique", "50-81-7", "mg:ascorbic-acid", "L-Ascorbic Acid"],
)
def test_show_knows_a_thing_by_all_its_names(run, name):
    assert run("show", name).stdout.startswith("ascorbic acid · moiety · mg:ascorbic-acid")


def test_dmae_carries_its_toxicity_and_retinol_its_oil(run):
    assert "vacuoles" in run("show", "DMAE").stdout
    assert "oily" in run("show", "retinol").stdout


@pytest.mark.no_cover
@pytest.mark.parametrize("kind", ["concerns", "preparations", "sources", "substances"])
def test_list_and_show_agree(run, kind):
    listed = json.loads(run("list", kind, "--format", "json").stdout)
    schema_of("list").validate(listed)
    for each in listed["things"][:40]:
        shown = json.loads(run("show", each["id"], "--format", "json").stdout)
        schema_of("show").validate(shown)
        assert shown["label"] == each["label"]


@pytest.mark.parametrize("command", [["list", "concerns"], ["search", "wrinkles"]])
def test_lists_come_in_every_format(run, command):
    assert run(*command, "--format", "csv").stdout.startswith("id,label,kind\nmg:")
    assert run(*command, "--format", "tsv").stdout.startswith("id\tlabel\tkind\nmg:")
    lines = run(*command, "--format", "jsonl").stdout.splitlines()
    told = json.loads(run(*command, "--format", "json").stdout)
    schema_of(command[0]).validate(told)
    assert [json.loads(each) for each in lines] == told["things"]


def test_search_without_a_hit_is_a_good_empty_answer(run):
    assert run("search", "unobtainium").stdout == ""
    assert "mg:sodium-chloride" in run("search", "sodium chlor").stdout


@pytest.mark.parametrize(
    ("format_", "start"),
    [("text", "name"), ("json", '{"head"'), ("csv", "name"), ("tsv", "?name"), ("xml", "<?xml")],
)
def test_query_answers_in_every_format(run, format_, start):
    asked = "SELECT ?name { ?s a meso:Concern ; rdfs:label ?name }"
    assert run("query", asked, "--format", format_).stdout.startswith(start)


def test_query_answers_yes_no_and_graphs(run):
    assert run("query", "ASK { mg:procaine ?p ?o }").stdout == "yes\n"
    assert run("query", "ASK { mg:nothing ?p ?o }").stdout == "no\n"
    assert "mesograph/id/melasma" in run("query", "CONSTRUCT WHERE { ?s a meso:Concern }").stdout


def test_output_is_ascii_where_the_terminal_knows_no_others():
    command = [sys.executable, "-m", "mesograph", "propose", "melasma"]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PYTHONUTF8": "0"}
    found = subprocess.run(command, capture_output=True, check=False, env=environment)
    assert found.stdout.isascii()
    assert found.stdout.startswith(b"melasma - cautious")
    assert found.stderr == b""


def test_a_closed_pipe_is_no_traceback():
    command = f"{sys.executable} -m mesograph list sources | head -n 1"
    found = subprocess.run(["sh", "-c", command], capture_output=True, check=False)
    assert found.stderr == b""


def test_the_hot_path_imports_no_heavy_library():
    program = (
        "import sys; from mesograph.cli import cli; "
        "cli(['check', 'water 1 mL'], standalone_mode=False, prog_name='mesograph'); "
        "print([each for each in ('rdflib', 'owlready2', 'networkx', 'numpy', 'rich') "
        "if each in sys.modules], file=sys.stderr)"
    )
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert found.stderr.decode().strip().endswith("[]")


def test_the_version_is_told(run):
    assert mesograph.__version__ in run("--version").stdout


def test_every_source_can_be_shown_by_its_label(formulary):
    for source in formulary.things("sources"):
        assert formulary.resolve(source.label).id == source.id


@pytest.mark.no_cover
def test_names_that_are_equal_are_told_apart_by_their_ids(run, tmp_path):
    file = tmp_path / "mine.ttl"
    file.write_text(MINE + MINE.splitlines()[4].replace("source-bench", "source-other") + "\n")
    error = run("show", "bench", "--data", str(file), exits=2).stderr
    assert "'mg:source-bench' or 'mg:source-other'" in error


@pytest.mark.parametrize("route", ["oral", "topical", "as a diluent"])
def test_only_routes_of_injection_are_asked(run, route):
    assert "No route of injection" in run("propose", "melasma", "--route", route, exits=2).stderr


def test_a_source_is_shown_with_its_lasting_address(run):
    shown = run("show", "Wen").stdout
    assert "https://doi.org/10.1111/jfbc.13995" in shown
    assert (
        "https://pubmed.ncbi.nlm.nih.gov/23467280/" in run("show", "Papakonstantinou 2012").stdout
    )
    assert json.loads(run("show", "Wen", "--format", "json").stdout)["doi"] == "10.1111/jfbc.13995"


def test_a_part_of_no_known_preparation_names_those_of_its_substance(run):
    told = " ".join(run("check", "lidocaine 1% 2 mL", exits=1).stdout.split())
    assert "known with it or a form of it:" in told
    assert "a form of it: lidocaine hydrochloride 1 % (Accord), " in told
    assert "more" in told
    assert "cyanocobalamin" not in told


def test_what_several_products_forbid_is_asked_once_and_as_the_strictest(run):
    parts = ["lidocaine hydrochloride 1% 2 mL", "sodium chloride 0.9% 3 mL"]
    told = run("check", *parts, exits=1).stdout
    assert " ".join(told.split()).count("infection at the site") == 1


def test_each_process_is_told_with_what_it_rests_on_and_each_caution_with_its_source(run):
    told = " ".join(run("propose", "dehydration").stdout.split())
    assert "(M-HA 10)" in told
    assert "not all ingredients of NCTF 135 HA (FILLMED) are known" in told
    answer = json.loads(run("propose", "dehydration", "--format", "json").stdout)
    cautions = [
        caution
        for found in answer["proposals"][0]["findings"]
        for caution in found["cautions"]
        if caution["code"] != "partly-known"
    ]
    known = {each["id"] for each in answer["proposals"][0]["sources"]}
    assert cautions
    assert all(each["sources"] and set(each["sources"]) <= known for each in cautions)


def test_the_processes_that_stay_unserved_are_named(run):
    told = run("propose", "fine wrinkles").stdout
    assert "not served:" in told
    assert "not served:" not in run("propose", "dehydration").stdout


def test_the_circumstances_assumed_are_printed(run):
    for arguments in (["propose", "dehydration"], ["check", "DMAE 3% 1 mL"]):
        told = CliRunner().invoke(cli, arguments, prog_name="mesograph").output
        assert "assumed: plastic syringe, 15-25 °C, room light, used within 15 minutes" in told


def test_kinds_and_concerns_are_listed_as_json_too(run):
    kinds = json.loads(run("list", "--format", "json").stdout)
    schema_of("list").validate(kinds)
    assert "concerns" in kinds["kinds"]
    listed = json.loads(run("propose", "--format", "json").stdout)
    schema_of("list").validate(listed)
    assert "melasma" in {each["label"] for each in listed["things"]}


def test_an_effect_of_ones_own_without_a_certainty_is_told_as_claimed_only(run, tmp_path):
    file = tmp_path / "mine.ttl"
    claim = """
mg:mine-hydrates a meso:MechanismClaim ; meso:statement "Ours hydrates." ;
    meso:agent mg:lidocaine-hydrochloride-1-percent-xyloneural ;
    meso:action meso:stimulates ; meso:onProcess mg:skin-hydration ;
    meso:route meso:intradermal ; meso:polarity meso:for ; dcterms:source mg:source-bench ;
    meso:locator "p. 3" ; meso:readAs meso:passage ; meso:curationState meso:entered .
"""
    file.write_text(MINE.split("mg:mine-clear a")[0] + claim)
    arguments = ["propose", "dehydration", "--jurisdiction", "switzerland", "--data", str(file)]
    result = CliRunner().invoke(cli, arguments, prog_name="mesograph")
    assert "own record: Ours hydrates" in result.stdout
    assert "claim-only" in result.stdout


def test_that_a_substance_is_oily_is_cited(run):
    answer = json.loads(run("check", "retinol 1% 1 mL", "--format", "json", exits=1).stdout)
    (oily,) = [each for each in answer["findings"] if each["check"] == "non-oily"]
    assert oily["status"] == "failed"
    assert oily["because"][0]["sources"]


def test_show_reads_a_strength_as_check_does(run):
    told = run("show", "tranexamic acid 5%").stdout
    assert told.startswith("tranexamic acid injection 50 mg/mL (Japan)")
    assert run("show", "tranexamic acid\t50 mg/mL").stdout == told


def test_predictions_are_held_against_laboratories_in_text_and_json(run):
    text = run("validate", "--predictions").stdout
    assert max(map(len, text.splitlines())) <= 100
    assert "Missed, physical: it was predicted, and was not seen" in text
    assert "left standing: no reason is known" in text
    assert "not medical advice" in text
    told = json.loads(run("validate", "--predictions", "--format", "json").stdout)
    schema_of("predictions").validate(told)
    for kind in told["kinds"]:
        cells = [row["seen_against"] + row["seen_for"] for row in kind["matrix"]]
        assert sum(cells) == kind["claims"]
        assert f"came true {kind['came_true']}, missed {kind['missed']}" in text
    missed = [each for each in told["trials"] if each["outcome"] == "missed"]
    assert text.count("    why  ") == len(missed) + told["ph"]["counts"]["misses"]
    known = {each["id"] for each in told["sources"]}
    assert {each["source"] for each in told["trials"]} <= known
    assert sum(told["ph"]["counts"].values()) == len(told["ph"]["trials"])
