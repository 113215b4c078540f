"""Every check finds the file that is wrong in its way, and nothing else in it."""

import json
import re

import owlready2
import pytest
import rdflib
import rdflib.collection
from click.testing import CliRunner
from rdflib.namespace import SH

from mesograph.cli import cli
from mesograph.errors import BrokenKnowledge, BrokenRule, UnreadableFile
from mesograph.formulary import load
from mesograph.formulary.validating import MEND, validate
from mesograph.knowledge.files import lint_files, shipped_files
from mesograph.knowledge.lines import line_map
from mesograph.knowledge.parse import statements_of
from mesograph.knowledge.statements import Literal, Statement
from mesograph.model.flaws import Severity
from mesograph.validation.lint import read_lint
from mesograph.validation.owl import is_consistent, world
from mesograph.validation.shapes import shapes_graph, unshapely
from mesograph.vocabulary import INDIVIDUAL, RDF, RDFS, TYPE, XSD, meso
from tests.cli.test_commands import schema_of
from tests.conftest import ROOT

INVALID = sorted((ROOT / "tests" / "invalid").glob("*.ttl"))
CHECKS = {path.stem: path for path in INVALID if path.stem != "valid"}


@pytest.mark.parametrize("name", CHECKS)
def test_a_file_is_wrong_in_just_its_way(name):
    report = validate([CHECKS[name]], owl=False)
    assert {each.check for each in report.flaws} == {name}
    for each in report.flaws:
        assert each.file == str(CHECKS[name])
        assert each.line
        assert each.mend
    severities = {each.severity for each in report.flaws}
    assert report.is_valid() is (Severity.ERROR not in severities)
    assert report.is_valid(strict=True) is (severities == {Severity.INFO})


def test_every_check_has_its_file():
    ours = {path.stem for path in lint_files()} | set(MEND) | {"shape", "disjoint-classes"}
    # What HermiT alone can find, and rules, are tried below.
    assert ours | {"two-values"} == set(CHECKS) | {"inconsistent", "unused-rule"}


def test_a_file_with_nothing_wrong_passes_all_checks():
    report = validate([ROOT / "tests" / "invalid" / "valid.ttl"])
    assert report.flaws == ()
    assert report.is_valid(strict=True)
    assert "OWL consistency" in report.passed
    assert report.left_out == (("rules", "your files have none"),)


def test_the_shipped_knowledge_has_no_errors_and_its_idle_rules_are_told():
    report = validate(owl=False)
    assert report.count(Severity.ERROR) == 0
    assert {each.check for each in report.flaws} <= {
        "capitalised-label",
        "compatibility-without-conditions",
        "orphan",
        "shape",
        "strength-above-solubility",
        "traits-not-reviewed",
        "unused-rule",
    }
    idle = [each for each in report.flaws if each.check == "unused-rule"]
    assert any("polycation-with-polyanion" in each.file for each in idle)
    assert not any("plausible" in each.file for each in idle)


def test_a_mistyped_figure_is_refused_before_any_rule_sees_it(tmp_path):
    with pytest.raises(BrokenKnowledge, match=r"wrong-datatype.ttl:\d+: mg:own-serum-1") as caught:
        _ = load([CHECKS["wrong-datatype"]]).inferences
    assert "20.0" in str(caught.value)


def test_several_files_are_read_beside_each_other(tmp_path):
    text = CHECKS["strength-out-of-range"].read_text("utf-8")
    head, _, product = text.partition("mg:own-serum a ")
    prefixes = head.partition("mg:own-source a ")[0]
    one, other = tmp_path / "one.ttl", tmp_path / "other.ttl"
    one.write_text(head, "utf-8")
    other.write_text(f"{prefixes}mg:own-serum a {product}", "utf-8")
    report = validate([one, other], owl=False)
    assert [each.file for each in report.flaws] == [str(other)]
    alone = validate([other], owl=False)
    assert {each.check for each in alone.flaws} >= {"undeclared-term"}


def test_syntax_errors_of_all_files_are_told_with_line_and_column(tmp_path):
    for name in ("a", "b"):
        (tmp_path / f"{name}.ttl").write_text("@prefix : <http://x/> .\n:a :b", "utf-8")
    report = validate(sorted(tmp_path.iterdir()))
    assert [(each.line, each.check) for each in report.flaws] == [(2, "syntax")] * 2
    assert all("column" in each.message for each in report.flaws)
    assert "OWL consistency" in dict(report.left_out)


def test_what_cannot_be_read_is_no_report(tmp_path):
    with pytest.raises(UnreadableFile):
        validate([tmp_path / "none.ttl"])


# --- Shapes ------------------------------------------------------------------

SHAPES = shapes_graph()


def path_of(node):
    """Give the property a shape is about, the first of several; None where it looks backwards."""
    path = SHAPES.value(node, SH.path)
    several = SHAPES.value(path, SH.alternativePath)
    if several is not None:
        return str(next(iter(rdflib.collection.Collection(SHAPES, several))))
    return None if isinstance(path, rdflib.BNode) else str(path)


PROPERTIES = [
    (str(target), path_of(node), node)
    for shape in SHAPES.subjects(rdflib.RDF.type, SH.NodeShape)
    for target in sorted(SHAPES.objects(shape, SH.targetClass))
    for node in SHAPES.objects(shape, SH.property)
]
ONTOLOGY_STATEMENTS = [
    each
    for path in shipped_files()
    if path.parent.name == "ontology"
    for each in statements_of(path, path.read_bytes())
]
IT = INDIVIDUAL + "it"


def said(subject, predicate, object_):
    return Statement(subject, predicate, object_, "shape.ttl")


def violations(node, target, path):
    """Give for each constraint of a property shape a world that breaks it."""
    it = said(IT, TYPE, target)
    thing, other = INDIVIDUAL + "thing", INDIVIDUAL + "other"
    if SHAPES.value(node, SH.minCount) is not None:
        yield [it]
    if path is None:
        return
    if SHAPES.value(node, SH.maxCount) is not None:
        yield [it, said(IT, path, thing), said(IT, path, other)]
    for constraint in (SH["class"], SH["in"], SH.hasValue):
        if SHAPES.value(node, constraint) is not None:
            yield [it, said(IT, path, thing)]
    if SHAPES.value(node, SH.nodeKind) is not None:
        yield [it, *(said(IT, path, Literal(n, XSD + "string")) for n in "ab")]
    wanted = SHAPES.value(node, SH.datatype)
    if wanted is not None:
        yield [it, said(IT, path, Literal("x" * 30, XSD + "NCName"))]
    if SHAPES.value(node, SH.pattern) is not None:
        yield [it, said(IT, path, Literal("no such form", XSD + "string"))]
    if SHAPES.value(node, SH.minLength) is not None:
        yield [it, said(IT, path, Literal("short", RDF + "langString", "en"))]
    least = SHAPES.value(node, SH.minInclusive)
    if least is not None:
        below = str(least.toPython() - 1)
        yield [it, said(IT, path, Literal(below, str(least.datatype)))]
    bound = SHAPES.value(node, SH.minExclusive)
    if bound is not None:
        yield [it, said(IT, path, Literal(str(bound), str(bound.datatype)))]


CASES = [
    (node, path, broken)
    for target, path, node in PROPERTIES
    for broken in violations(node, target, path)
]


def test_every_constraint_of_every_shape_fires():
    """All worlds are checked at once, each with a subject of its own."""
    world_of_all, wanted = list(ONTOLOGY_STATEMENTS), set()
    for number, case in enumerate(CASES):
        node, path, broken = case
        if isinstance(SHAPES.value(node, SH.path), rdflib.BNode):
            path = None  # it is not told which of several properties was meant
        name = f"{IT}-{number}"
        world_of_all += [said(name, each.predicate, each.object) for each in broken]
        wanted.add((name, path, str(SHAPES.value(node, SH.message))))
    found = {(each.subject, each.predicate, each.message) for each in unshapely(world_of_all)}
    assert len(wanted) > 100
    assert {case for case in wanted if case not in found} == set()


def test_every_property_shape_says_what_is_wrong_and_how_to_mend_it():
    for shape in SHAPES.subjects(rdflib.RDF.type, SH.NodeShape):
        for node in SHAPES.objects(shape, SH.property):
            assert str(SHAPES.value(node, SH.message)).strip()
            assert str(SHAPES.value(node, SH.description)).strip()


@pytest.mark.parametrize(
    ("one", "other", "severity"),
    [
        ("raises", "lowers", Severity.INFO),
        ("plausiblyIndicatedFor", "contraindicatedFor", Severity.WARN),
        ("lawfulIn", "unlawfulIn", Severity.WARN),
    ],
)
def test_what_follows_has_its_shapes_too(one, other, severity):
    both = [(IT, meso(each), INDIVIDUAL + "thing") for each in (one, other)]
    (found,) = unshapely(ONTOLOGY_STATEMENTS, both)
    assert (found.subject, found.severity) == (IT, severity)
    apart = [both[0], (IT, meso(other), INDIVIDUAL + "another")]
    assert list(unshapely(ONTOLOGY_STATEMENTS, apart)) == []


# --- Lint, OWL, lines --------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "# t\n# Severity: BAD\n# Says: s\n# Mend: m\nSELECT * {}",
        "# t\n# Severity: WARN\n# Says: s\nSELECT * {}",
        "#\n# Severity: WARN\n# Says: s\n# Mend: m\nSELECT * {}",
    ],
)
def test_a_lint_query_without_its_words_is_refused(text, tmp_path):
    (tmp_path / "bad.rq").write_text(text, "utf-8")
    with pytest.raises(BrokenRule):
        read_lint(tmp_path / "bad.rq")


def test_hermit_finds_what_has_no_model_and_without_java_that_is_said(monkeypatch):
    broader = [said(meso("A"), TYPE, "http://www.w3.org/2002/07/owl#Class")]
    broader += [said(meso("B"), TYPE, "http://www.w3.org/2002/07/owl#Class")]
    broader += [said(meso("A"), "http://www.w3.org/2002/07/owl#disjointWith", meso("B"))]
    sound = [*broader, said(IT, TYPE, meso("A"))]
    assert is_consistent(world(sound)) is True
    assert is_consistent(world([*sound, said(IT, TYPE, meso("B"))])) is False
    monkeypatch.setattr(owlready2, "JAVA_EXE", "/nowhere/java")
    assert is_consistent(owlready2.World(filename=":memory:")) is None
    monkeypatch.setattr("mesograph.validation.owl.is_consistent", lambda _: None)
    report = validate([ROOT / "tests" / "invalid" / "valid.ttl"])
    assert "no Java" in dict(report.left_out)["OWL consistency"]
    monkeypatch.setattr("mesograph.validation.owl.is_consistent", lambda _: False)
    report = validate([ROOT / "tests" / "invalid" / "valid.ttl"])
    assert [each.check for each in report.flaws] == ["inconsistent"]


def test_every_statement_of_every_shipped_file_has_its_line():
    for path in (*shipped_files(), *INVALID):
        if path.stem == "syntax":
            continue
        content = path.read_bytes()
        lines, found = content.decode().splitlines(), line_map(content)
        for each in statements_of(path, content):
            if each.subject.startswith("_:"):
                continue
            line = found.line(each.subject, each.predicate)
            assert line, (path, each)
            local = re.split(r"[/#:]", each.predicate)[-1]
            assert local in lines[line - 1] or " a " in lines[line - 1], (path, line)


TRICKY = """\
@base <http://b/> . # a comment with . and ;
PREFIX p: <http://p/#>
@prefix : <c/> .
<a> p:x "a . ; \\" :q" , '''long
. ; ''' ;
  p:y 7.40 , 1e5 , .5 , true ;
  <p%20q> "x"@en-GB , "y"^^p:t .
:b\\.c a p:K ; p:z [ p:in "." ; p:more ( 1 2 ) ] ; p:after :d.e .
[ p:anon 1 ] p:own 2 .
<<( <s> <p> <o> )>> p:never 3 .
_:named p:x 1 .
:\\u0065 p:x 1 .
"""


def test_lines_survive_strings_comments_numbers_and_brackets():
    found = line_map(TRICKY.encode())
    assert found.line("http://b/a", "http://p/#x") == 4
    assert found.line("http://b/a", "http://p/#y") == 6
    assert found.line("http://b/a", "http://b/p%20q") == 7
    assert found.line("http://b/c/b.c", TYPE) == 8
    assert found.line("http://b/c/b.c", "http://p/#after") == 8
    assert found.line("http://b/c/b.c", "http://p/#in") == 8, "else the subject's"
    assert ("http://b/c/b.c", "http://p/#in") not in found.predicates
    assert found.line("http://b/none") is None
    assert found.line("_:named", "http://p/#x") == 11


# --- The command -------------------------------------------------------------


def run(*arguments):
    return CliRunner().invoke(cli, ["validate", *map(str, arguments)], prog_name="mesograph")


def test_the_command_tells_place_fault_and_remedy():
    found = run(CHECKS["ph-out-of-range"], "--no-owl")
    assert found.exit_code == 1
    assert re.search(r"ph-out-of-range.ttl:\d+: ERROR \[ph-out-of-range\] mg:own", found.output)
    assert "mend: copy the pH once more" in found.output
    assert "OWL consistency (there are errors to mend first)" in " ".join(found.output.split())
    warned = CHECKS["orphan"]
    told = " ".join(run(warned, "--no-owl").output.split())
    assert "left out: OWL consistency (it was not asked for)" in told
    assert run(warned, "--no-owl").exit_code == 0
    assert run(warned, "--no-owl", "--strict").exit_code == 1
    missing = run("none.ttl")
    assert (missing.exit_code, missing.output.count("\n")) == (2, 1)


@pytest.mark.parametrize("name", ["valid", "syntax", "two-values"])
def test_the_command_as_json_keeps_its_schema(name):
    path = ROOT / "tests" / "invalid" / f"{name}.ttl"
    found = run(path, "--no-owl", "--format", "json")
    told = json.loads(found.output)
    schema_of("validate").validate(told)
    assert told["valid"] is (name == "valid")
    assert sum(told["counts"].values()) == len(told["flaws"])
    assert RDFS not in found.output


@pytest.mark.parametrize(
    ("said", "check", "line"),
    [
        ("rdfs:subClassOf mg:own-source-batch-sheet", "added-axiom", 6),
        ("skos:altLabel 'my proc\u0430ine'@en", "deceptive-name", 6),
        (
            "meso:isPartlyKnown true ;\n    meso:vehicle mg:own-source-batch-shed",
            "undeclared-term",
            7,
        ),
    ],
)
def test_each_of_several_files_is_told_by_its_own_line(said, check, line, tmp_path):
    one = ROOT / "examples" / "own-product.ttl"
    other = tmp_path / "more.ttl"
    other.write_text(
        "@prefix mg: <https://w3id.org/mesograph/id/> .\n"
        "@prefix meso: <https://w3id.org/mesograph/ontology#> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        f"mg:own-procaine\n    {said} .\n",
        "utf-8",
    )
    flaws = validate([one, other], owl=False).flaws
    assert (check, str(other), line) in {(each.check, each.file, each.line) for each in flaws}
    assert str(one) not in {each.file for each in flaws}


def test_what_is_no_text_cannot_be_read_and_a_byte_order_mark_is_named(tmp_path):
    (tmp_path / "wide.ttl").write_text("@prefix : <http://x/> .", "utf-16")
    with pytest.raises(UnreadableFile, match="not UTF-8"):
        validate([tmp_path / "wide.ttl"])
    (tmp_path / "marked.ttl").write_text("@prefix : <http://x/> .", "utf-8-sig")
    report = validate([tmp_path / "marked.ttl"])
    assert "byte order mark" in report.flaws[0].message
    assert ("lint", "there are errors to mend first") in report.left_out


def test_a_text_in_the_place_of_a_thing_is_told_what_things_there_are(tmp_path):
    path = tmp_path / "mine.ttl"
    text = (ROOT / "examples" / "own-product.ttl").read_text("utf-8")
    path.write_text(text.replace("meso:polarity meso:against", 'meso:polarity "against"'), "utf-8")
    told = {each.message for each in validate([path], owl=False).flaws}
    assert any("such as meso:against or meso:for" in each for each in told)
