"""Queries see every file as a named graph, and fetch nothing."""

import socket
import threading

import pytest

from mesograph.errors import BrokenQuery
from mesograph.knowledge import graphs
from mesograph.knowledge.graphs import load_store, refuse_unsafe
from mesograph.vocabulary import GRAPH


@pytest.fixture(scope="module")
def query():
    loaded = load_store()
    return lambda text: graphs.query(loaded, text)


def test_each_file_is_a_named_graph():
    names = {each.value for each in load_store().named_graphs()}
    assert GRAPH + "asserted/ingredients" in names
    assert GRAPH + "asserted/claims/compatibility" in names
    assert GRAPH + "asserted/ontology/claims" in names


def test_the_prefixes_of_the_house_are_bound(query):
    assert bool(query("ASK { mg:procaine rdfs:label ?name }"))


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { service SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { ?s <http://a/#b> ?o . SERVICE <http://127.0.0.1:9/> {} }",
        "SELECT * { FILTER(?z<5 ) SERVICE<http://127.0.0.1:9/>{} }",
        "LOAD <http://127.0.0.1:9/>",
        "INSERT DATA { mg:a mg:b mg:c }",
    ],
)
def test_what_would_fetch_or_write_is_refused(query, text):
    with pytest.raises(BrokenQuery, match="refused"):
        query(text)


@pytest.mark.parametrize(
    "text",
    [
        'SELECT * { ?s rdfs:label "SERVICE" }',
        "SELECT * { ?s rdfs:label '''LOAD\n SERVICE''' } # SERVICE",
        "SELECT ?service { ?service rdfs:label ?load }",
        "SELECT * { ?s <http://example.test/SERVICE> mg:LOAD }",
    ],
)
def test_words_in_strings_names_and_comments_are_harmless(text):
    refuse_unsafe(text)


def test_no_connection_is_ever_opened(query):
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(0.2)
    touched = threading.Event()

    def listen():
        try:
            listener.accept()[0].close()
            touched.set()
        except TimeoutError:
            pass

    thread = threading.Thread(target=listen)
    thread.start()
    port = listener.getsockname()[1]
    with pytest.raises(BrokenQuery):
        query(f"SELECT * {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}")
    thread.join()
    listener.close()
    assert not touched.is_set()


@pytest.mark.parametrize(
    "text", ["SELECT * {" * 5000, "ASK {" + "(" * 200, "ASK { ?s " + "!" * 9000]
)
def test_what_would_overflow_the_parser_is_refused(query, text):
    with pytest.raises(BrokenQuery, match="nested"):
        query(text)


def test_a_very_long_query_is_refused(query):
    with pytest.raises(BrokenQuery, match="longer"):
        query("#" * 100_001)


def test_broken_sparql_is_refused_by_line_and_column(query):
    with pytest.raises(BrokenQuery, match=r"line 2, column \d+"):
        query("SELECT *\n{ ?s ?p }")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("SELECT * {", "line 1, column 11: something is missing at its end"),
        ("SELECT *\nWHERE { ?s foo:x ?o }", "line 2, column 17: it cannot go on with '?o }' here"),
        ("SELECT * { ?s , ?o }", "line 1, column 20: expected OPTIONAL"),
    ],
)
def test_a_query_that_breaks_is_told_where_in_a_short_line(query, text, told):
    with pytest.raises(BrokenQuery) as caught:
        query(text)
    assert told in str(caught.value)
    assert len(str(caught.value)) < 180
