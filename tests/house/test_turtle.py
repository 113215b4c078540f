"""The house checks its own Turtle: style, words that exist, nothing that dangles."""

import re
from collections import Counter

import pyoxigraph
import pytest

from mesograph import vocabulary
from mesograph.knowledge.files import ALIGNMENTS, bundled, shipped_files
from mesograph.knowledge.parse import statements_of
from mesograph.knowledge.statements import Literal
from mesograph.model.claims import Claim, CompatibilityClaim
from mesograph.vocabulary import INDIVIDUAL, LABEL, ONTOLOGY, SOURCE, TYPE, XSD, meso
from tests.conftest import ROOT

FILES = shipped_files()
QUERIES = sorted(bundled("ontology").glob("queries/*.ttl"))
DATA = [each for each in FILES if each.parent.name != "ontology"]
WORDS = [each for each in FILES if each.parent.name == "ontology"]
CLAIM_KINDS = {each.__name__ for each in Claim.__subclasses__()}


def named(paths):
    return [str(each.relative_to(ROOT)) for each in paths]


@pytest.fixture(scope="module")
def statements():
    return [
        (path, statement) for path in FILES for statement in statements_of(path, path.read_bytes())
    ]


@pytest.fixture(scope="module")
def said(statements):
    found = {}
    for path, each in statements:
        found.setdefault(each.subject, []).append((each.predicate, each.object, path))
    return found


@pytest.mark.parametrize("path", [*FILES, *QUERIES], ids=named([*FILES, *QUERIES]))
def test_turtle_is_in_the_house_style(path):
    text = path.read_bytes().decode("utf-8")
    assert text.startswith("# ")
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert "\t" not in text
    assert "\r" not in text
    prefixes = re.findall(r"^@prefix (\w*):", text, re.MULTILINE)
    body = re.sub(r"^@prefix.*$", "", text, flags=re.MULTILINE)
    assert [each for each in prefixes if f"{each}:" not in body] == [], "unused prefixes"
    ours = [each for each in prefixes if each in ("meso", "mg")]
    assert prefixes[: len(ours)] == ours
    assert prefixes[len(ours) :] == sorted(prefixes[len(ours) :])
    for number, line in enumerate(text.splitlines(), start=1):
        # A text, an address and one long name cannot be broken.
        is_whole = '"' in line or "<" in line or " , " not in line
        assert len(line) <= 100 or is_whole, f"line {number} is too long"
        assert line == line.rstrip(), f"line {number} ends in a blank"


def test_every_subject_stands_in_one_place(said):
    homes = {subject: {path for _, _, path in found} for subject, found in said.items()}
    homes = {
        each: {path for path in paths if path.name != ALIGNMENTS} for each, paths in homes.items()
    }
    assert [each for each, paths in homes.items() if len(paths) > 1 and "_:" not in each] == []


def test_data_has_no_blank_nodes(statements):
    assert [
        each.subject for path, each in statements if path in DATA and each.subject.startswith("_:")
    ] == []


def test_every_individual_referred_to_is_defined(statements, said):
    missing = {
        each.object
        for _, each in statements
        if isinstance(each.object, str)
        and each.object.startswith(INDIVIDUAL)
        and each.object not in said
    }
    assert missing == set()


def test_every_term_used_is_declared_with_label_and_definition(statements, said):
    used = {
        term
        for _, each in statements
        for term in (each.predicate, each.object)
        if isinstance(term, str) and term.startswith(ONTOLOGY)
    }
    for term in sorted(used):
        predicates = {predicate for predicate, _, _ in said.get(term, [])}
        assert {TYPE, LABEL, vocabulary.DEFINITION} <= predicates, term


def test_labels_of_terms_are_unique(said):
    labels = Counter(
        (object_.text, kind)
        for subject, found in said.items()
        if subject.startswith(ONTOLOGY)
        for predicate, object_, _ in found
        if predicate == LABEL and isinstance(object_, Literal)
        for kind in [str(subject.removeprefix(ONTOLOGY)[0].isupper())]
    )
    classes = [label for (label, upper), count in labels.items() if upper == "True" and count > 1]
    assert classes == []


def test_labels_of_sources_are_unique(said):
    labels = Counter(
        object_.text.casefold()
        for found in said.values()
        if any(predicate == TYPE and object_ == meso("Source") for predicate, object_, _ in found)
        for predicate, object_, _ in found
        if predicate == LABEL and isinstance(object_, Literal)
    )
    assert len(labels) > 200
    assert [each for each, count in labels.items() if count > 1] == []


def test_the_constants_of_the_vocabulary_are_used_in_the_graph(statements):
    used = {each.predicate for _, each in statements}
    constants = ("TYPE", "LABEL", "ALT_LABEL", "DEFINITION", "SCOPE_NOTE", "SOURCE", "CITATION")
    assert {getattr(vocabulary, each) for each in constants} <= used


def test_figures_are_decimals_with_a_unit_and_a_source(said):
    bounds = {meso("lowerBound"), meso("nominalValue"), meso("upperBound")}
    for subject, found in said.items():
        predicates = {predicate for predicate, _, _ in found}
        if not predicates & bounds or not subject.startswith(INDIVIDUAL):
            continue
        kinds = {object_ for predicate, object_, _ in found if predicate == TYPE}
        assert meso("unit") in predicates, subject
        assert SOURCE in predicates or meso("Condition") in kinds, subject
        for predicate, object_, _ in found:
            if predicate in bounds:
                assert object_.datatype == XSD + "decimal", subject


def test_every_claim_was_read_and_says_where(formulary):
    for claim in formulary.compendium.claims.values():
        assert claim.read_as in ("passage", "mention"), claim.id
        assert re.fullmatch(r"2026-\d\d-\d\d", claim.opened or ""), claim.id
        assert claim.locator.strip(), claim.id
        assert claim.source in formulary.compendium.sources, claim.id
        assert len(claim.statement) > 20, claim.id
        if claim.kind in ("MechanismClaim", "IndicationClaim", "PhysiologyClaim"):
            assert claim.certainty is not None, claim.id
        if isinstance(claim, CompatibilityClaim):
            assert len(claim.between) > 1, claim.id


def test_every_source_is_cited_and_can_be_found(formulary):
    compendium = formulary.compendium
    cited = {each.source for each in compendium.claims.values()}
    cited |= {place.source for each in compendium.rules.values() for place in each.citations}
    for id_, source in compendium.sources.items():
        by_volume = re.search(r"(?:19|20)[0-9]{2};[0-9]+", source.citation)
        assert source.url or "doi.org" in source.citation or len(source.names) > 2 or by_volume, id_
    figures = {
        figure.source
        for each in compendium.preparations.values()
        for figure in (*each.ph, *each.osmolality, *each.osmolarity, *each.ingredients)
    }
    figures |= {
        figure.source for each in compendium.substances.values() for figure in each.constants
    }
    solids = [each.products for each in compendium.solids.values()]
    solids += [each.constants for each in compendium.complexes.values()]
    figures |= {figure.source for each in solids for figure in each}
    figures |= {source for each in compendium.substances.values() for source in each.sources}
    reviews = {each for each in formulary.statements if "/trait-review-" in each.subject}
    figures |= {
        each.object.removeprefix(INDIVIDUAL) for each in reviews if each.predicate == SOURCE
    }
    assert figures - {None} <= set(compendium.sources)
    assert set(compendium.sources) <= cited | figures


def test_claims_of_every_kind_and_both_polarities_are_there(formulary):
    claims = formulary.compendium.claims.values()
    assert {each.kind for each in claims} == CLAIM_KINDS
    assert {each.supports for each in claims} == {True, False}


def test_the_eight_requirements_and_the_legal_one_are_answered_by_checks(formulary):
    from mesograph.verdicts import CHECKS

    requirements = formulary.compendium.requirements.values()
    assert len(requirements) == 9
    for each in requirements:
        assert set(each.answered_by) <= set(CHECKS), each.id
        assert each.answered_by, each.id


@pytest.mark.parametrize("path", QUERIES, ids=[each.stem for each in QUERIES])
def test_every_example_query_has_a_twin_and_an_answer(path, formulary):
    graph = pyoxigraph.Store()
    graph.load(path=str(path), format=pyoxigraph.RdfFormat.TURTLE)
    select = pyoxigraph.NamedNode(vocabulary.SH + "select")
    (quad,) = graph.quads_for_pattern(None, select, None)
    twin = path.with_suffix(".rq").read_text("utf-8")
    assert quad.object.value.strip() == twin.partition("\n")[2].strip()
    assert len(list(formulary.query(twin))) > 0
