"""Rule files are read as any SPARQL engine reads them, and refused outside the profile."""

import re
from decimal import Decimal

import pytest
import rdflib
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue

from mesograph.compilation import read_rules
from mesograph.errors import BrokenRule
from mesograph.formulation.chemistry.precipitating import Uncharged
from mesograph.knowledge.files import rule_files
from mesograph.reasoning.closing import close
from mesograph.reasoning.facts import facts_of
from mesograph.reasoning.rules import Comparison, Value, Variable, read_rule
from mesograph.vocabulary import RDF, XSD

RULES = {rule.name: rule for rule in read_rules()}
HEAD = "# title\n# {a} is it\n# Definition: test\n"


def as_rdflib(term):
    if isinstance(term, Variable):
        return rdflib.Variable(term.name)
    if isinstance(term, Value):
        plain = term.datatype == XSD + "string"
        return rdflib.Literal(term.text, datatype=None if plain else term.datatype)
    return rdflib.URIRef(term)


def parts_of(algebra, found):
    if isinstance(algebra, CompValue):
        found.setdefault(algebra.name, []).append(algebra)
        for value in algebra.values():
            parts_of(value, found)
    elif isinstance(algebra, list):
        for value in algebra:
            parts_of(value, found)
    return found


@pytest.mark.parametrize("path", rule_files(), ids=lambda path: path.stem)
def test_our_reading_is_that_of_rdflib(path):
    rule = RULES[path.stem]
    algebra = prepareQuery(path.read_text("utf-8")).algebra
    assert [tuple(each) for each in algebra.template] == [tuple(map(as_rdflib, rule.head))]
    found = parts_of(algebra, {})
    triples = {tuple(t) for each in found["BGP"] for t in each.triples}
    absent = [
        tuple(t)
        for each in found.get("Builtin_NOTEXISTS", [])
        for t in parts_of(each.graph, {}).get("TriplesBlock", [{"triples": []}])[0]["triples"]
        if len(t) == 3
    ]
    ours = {tuple(map(as_rdflib, each)) for each in rule.body}
    assert triples - set(absent) == ours or triples == ours
    assert bool(rule.absent) is ("Builtin_NOTEXISTS" in found)


@pytest.mark.parametrize("name", RULES)
def test_every_rule_has_title_sentence_and_how_it_holds(name, formulary):
    rule = RULES[name]
    text = next(p for p in rule_files() if p.stem == name).read_text("utf-8")
    assert rule.title
    assert "{" in rule.sentence
    assert rule.how
    assert bool(rule.sources) is ("\n# Mechanism:" in text), "a mechanism was read somewhere"
    for source, locator in rule.sources:
        assert source in formulary.compendium.sources
        assert locator


def test_the_words_of_a_rule_are_read():
    rule = read_rule(
        "r",
        "# t\n# {a} is\n# Mechanism: so it goes\n# Open: how fast\n"
        "# Reckoned: so-and-so\n# Source: source-a, page 1, note\n"
        "# fr: {a} est\nCONSTRUCT { ?a <p> ?a } WHERE { ?a <p> true }",
    )
    assert (rule.how, rule.open_question) == ("so it goes", "how fast")
    assert rule.reckoned_by == "so-and-so"
    assert rule.sources == (("source-a", "page 1, note"),)
    assert rule.translations == (("fr", "{a} est"),)
    assert rule.body[0][2] == Value("true", XSD + "boolean")


def test_a_rule_is_answered_by_a_calculation_that_there_is(formulary):
    named = {each.text.reckoned_by for each in formulary.compendium.pair_rules}
    assert named - {None} == {Uncharged.name}


def test_abbreviations_comparisons_and_absence_are_read():
    rule = read_rule(
        "r",
        HEAD
        + 'PREFIX x: <http://x/>\nCONSTRUCT { ?a a x:B } WHERE { ?a x:p ?b , "t"@en ; x:q 7.40 .'
        "\n ?b x:r ?c . FILTER (?c > 1.0) FILTER (?a != ?b)"
        "\n FILTER NOT EXISTS { ?a x:s ?d . ?d x:t ?a } }",
    )
    assert len(rule.body) == 4
    assert rule.body[1][2] == Value("t", RDF + "langString", "en")
    assert rule.body[2][2] == Value("7.40", XSD + "decimal")
    assert rule.comparisons[0] == Comparison(Variable("c"), ">", Value("1.0", XSD + "decimal"))
    assert len(rule.absent[0]) == 2


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("CONSTRUCT { ?a <p> ?a } WHERE { ?a <p> ?a }", "title"),
        ("# t\n# s\n# Open: q\nCONSTRUCT { ?a <p> ?a } WHERE { ?a <p> ?a }", "how it holds"),
        (HEAD + "# Hearsay: x\nCONSTRUCT { ?a <p> ?a } WHERE { ?a <p> ?a }", "begins with one of"),
        (HEAD + "# fr: {z} est\nCONSTRUCT { ?a <p> ?a } WHERE { ?a <p> ?a }", "names {z}"),
        (HEAD + "CONSTRUCT { ?a <p> ?a . ?a <q> ?a } WHERE { ?a <p> ?a }", "one triple"),
        (HEAD + "CONSTRUCT { ?a <p> ?z } WHERE { ?a <p> ?a }", "?z is not bound"),
        (HEAD + "CONSTRUCT { ?a <p> ?a } WHERE { }", "empty"),
        (
            HEAD + "CONSTRUCT { ?a <p> ?a } WHERE { " + "?a <p> ?a . " * 16 + "?a <p> ?a }",
            "more than 16 premises",
        ),
        (HEAD + "CONSTRUCT { ?a <p> ?a } WHERE { ?a ?p ?a }", "must be an IRI"),
        (HEAD + "CONSTRUCT { ?a <p> ?a } WHERE { ?a x:p ?a }", "not declared"),
        (HEAD + "CONSTRUCT { ?a <p> ?a } WHERE { ?a <p> [] }", "not allowed"),
        (HEAD + "CONSTRUCT { ?a <p> ?a } WHERE { ?a <p> 7 }", "not allowed"),
        (HEAD + "CONSTRUCT { ?a <p> ?a } WHERE { OPTIONAL { ?a <p> ?a } }", "not a variable"),
        (HEAD + "CONSTRUCT { ?a <p> ?a } WHERE { ?a <p> ?a } LIMIT ?a", "nothing may follow"),
        (HEAD + "CONSTRUCT { ?a <p> ?a } WHERE { ?a <p> ?a", "ends too early"),
        (HEAD + "CONSTRUCT { ?a <p> ?a } WHERE ?a <p> ?a", "{ was expected, not '?a'"),
        (HEAD + "CONSTRUCT { ?a <p> ?a } WHERE", "{ was expected, not 'the end'"),
        (HEAD + "CONSTRUCT { ?a <p>", "ends too early"),
        (HEAD + "CONSTRUCT { ?b <p> ?b } WHERE { ?b <p> ?b }", "sentence names {a}"),
        (HEAD + "CONSTRUCT { ?a <p> ?a } WHERE { ?a <p> ?a FILTER (?z > 1.0) }", "?z is not bound"),
    ],
)
def test_what_is_outside_the_profile_is_refused_by_line(text, reason):
    with pytest.raises(BrokenRule, match=re.escape(reason)):
        read_rule("bad", text)


def test_plain_and_tagged_strings_match_the_statements_of_a_file(formulary):
    rule = read_rule(
        "r",
        HEAD + "PREFIX r: <http://www.w3.org/2000/01/rdf-schema#>\n"
        'CONSTRUCT { ?a <p> ?a } WHERE { ?a r:label "melasma"@en }',
    )
    found = close(facts_of(formulary.statements), [rule])["r"]
    assert {subject for subject, _, _ in found} == {"https://w3id.org/mesograph/id/melasma"}
    plain = read_rule("p", HEAD + 'CONSTRUCT { ?a <p> ?a } WHERE { ?a <q> "text" }')
    assert close([("x", "q", Value("text"))], [plain])["p"] == {("x", "p", "x")}


ONE, TWO = Value("1.0", XSD + "decimal"), Value("2.00", XSD + "decimal")


@pytest.mark.parametrize(
    ("left", "sign", "right", "expected"),
    [
        (ONE, "<", TWO, True),
        (TWO, "<=", Value("2.0", XSD + "decimal"), True),
        (ONE, ">", TWO, False),
        (ONE, ">=", ONE, True),
        (TWO, "=", Value("2.0", XSD + "decimal"), True),
        (ONE, "!=", TWO, True),
        ("x", "=", "x", True),
        ("x", "!=", "x", False),
        ("x", "<", ONE, False),
        (Value("1.0"), "<", TWO, False),
    ],
)
def test_comparisons_are_by_value_and_order_is_for_decimals_only(left, sign, right, expected):
    assert Comparison(left, sign, right).holds({}) is expected
    assert TWO.number == Decimal(2)
