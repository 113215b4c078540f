"""Turtle is read with its lexical forms, and bad files are refused by line and reason."""

import pytest

from mesograph.errors import BrokenTurtle, ForbiddenStatement, UnreadableFile
from mesograph.knowledge.files import read_bytes
from mesograph.knowledge.parse import statements_of, user_statements
from mesograph.knowledge.statements import Literal

MG = "https://w3id.org/mesograph/id/"
PREFIX = f"@prefix mg: <{MG}> .\n@prefix meso: <https://w3id.org/mesograph/ontology#> .\n"
SHIPPED = frozenset({MG + "procaine", "https://w3id.org/mesograph/ontology#intradermal"})


def written(folder, text):
    path = folder / "mine.ttl"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_figures_keep_their_lexical_form(tmp_path):
    path = written(tmp_path, PREFIX + "mg:figure meso:lowerBound 7.40 .")
    (statement,) = statements_of(path, path.read_bytes())
    assert statement.object == Literal("7.40", "http://www.w3.org/2001/XMLSchema#decimal")


def given(folder, text):
    path = written(folder, text)
    return path, path.read_bytes()


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        (PREFIX + "mg:a mg:b\nmg:c mg:d .", 4, "dot"),
        (PREFIX + 'mg:a mg:b "open', 3, "end of file"),
        ("mg:a mg:b mg:c .", 1, "prefix"),
        (b"\xff\xfe", 1, "not UTF-8"),
    ],
)
def test_broken_turtle_is_refused_by_line(tmp_path, text, line, reason):
    with pytest.raises(BrokenTurtle) as refusal:
        user_statements(*given(tmp_path, text), SHIPPED)
    assert refusal.value.line == line
    assert reason in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(UnreadableFile, match="no such file"):
        read_bytes(tmp_path / "nowhere.ttl")
    with pytest.raises(UnreadableFile, match="is a directory"):
        read_bytes(tmp_path)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("mg:mine meso:trait [] .", "blank nodes"),
        ("mg:procaine meso:trait meso:oily .", "shipped"),
        ("meso:Mine meso:trait meso:oily .", "terms of the ontology"),
        ("mg:intradermal meso:trait meso:oily .", "word of the ontology"),
        ("mg:mine a <http://www.w3.org/2002/07/owl#Class> .", "axioms"),
        ("mg:mine <http://www.w3.org/2000/01/rdf-schema#subClassOf> meso:Salt .", "axioms"),
        ("mg:mine <http://www.w3.org/2002/07/owl#sameAs> mg:procaine .", "axioms"),
    ],
)
def test_a_user_file_adds_subjects_and_nothing_else(tmp_path, text, reason):
    with pytest.raises(ForbiddenStatement, match=reason):
        user_statements(*given(tmp_path, PREFIX + text), SHIPPED)


def test_a_user_file_may_refer_to_shipped_subjects(tmp_path):
    text = PREFIX + "mg:mine a meso:Salt ; meso:activeMoiety mg:procaine ."
    found = user_statements(*given(tmp_path, text), SHIPPED)
    assert len(found) == 2
    assert all(each.local for each in found)


@pytest.mark.parametrize("opening", ["[ mg:p ", "( ", "<<( mg:a mg:b "])
def test_turtle_that_would_overflow_the_parser_is_refused(tmp_path, opening):
    with pytest.raises(BrokenTurtle, match="nested deeper"):
        user_statements(*given(tmp_path, PREFIX + "mg:a mg:b " + opening * 100_000), SHIPPED)


def test_brackets_in_texts_and_comments_are_no_nesting(tmp_path):
    text = PREFIX + 'mg:a mg:b "' + "(" * 50 + '" . # ' + "[" * 50
    assert len(user_statements(*given(tmp_path, text), SHIPPED)) == 1
