"""The knowledge as named graphs in an embedded store, and queries over it that fetch nothing."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import pyoxigraph

from mesograph.errors import BrokenQuery
from mesograph.knowledge.files import bundled, digest, read_bytes, rule_files, shipped_files
from mesograph.knowledge.parse import quads_of
from mesograph.vocabulary import EXTERNAL, GRAPH, INDIVIDUAL, PREFIXES, RULE, SOURCE

DEEPEST_NESTING = 128
MOST_OPERATORS = 500
LONGEST_REASON = 120
LONGEST_QUERY = 100_000

_TOKEN = re.compile(
    r"""(?P<comment>\#[^\n]*)
      | (?P<string>'{3}(?:\\.|(?!'{3}).)*'{3}|"{3}(?:\\.|(?!"{3}).)*"{3}
                  |'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*")
      | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
      | (?P<variable>[?$]\w+)
      | (?P<prefixed>[\w.-]*:[\w.%:-]*)
      | (?P<word>[A-Za-z_]\w*)
      | (?P<signs>(?:[!^+-]\s*){9,})
      | (?P<operator>\|\||&&|[|/*+^!=<>,;-])
      | (?P<open>[({\[])
      | (?P<close>[)}\]])
    """,
    re.VERBOSE | re.DOTALL,
)
Triple = tuple[str, str, str]

_FETCHING = frozenset({"SERVICE", "LOAD"})
_UPDATING = frozenset({"INSERT", "DELETE", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD"})


def load_store(
    user_files: Iterable[tuple[Path, bytes]] = (),
    inferred: Mapping[str, Iterable[Triple]] | None = None,
) -> pyoxigraph.Store:
    """Load the knowledge, one named graph for each file and for what each rule inferred."""
    loaded = pyoxigraph.Store()
    for path in shipped_files():
        _load(loaded, path, read_bytes(path), f"asserted/{graph_name(path)}")
    for path, content in user_files:
        _load(loaded, path, content, f"user/{digest([content])}")
    for rule, triples in (inferred or {}).items():
        graph = pyoxigraph.NamedNode(f"{GRAPH}rule/{rule}")
        loaded.extend(
            pyoxigraph.Quad(
                pyoxigraph.NamedNode(subject),
                pyoxigraph.NamedNode(predicate),
                pyoxigraph.NamedNode(object_),
                graph,
            )
            for subject, predicate, object_ in triples
        )
    return loaded


def lint_store(user_files: Iterable[tuple[Path, bytes]] = ()) -> pyoxigraph.Store:
    """Load what is asserted, with the sources that rules were read in beside it."""
    found = load_store(user_files)
    source = pyoxigraph.NamedNode(SOURCE)
    for path in rule_files():
        rule = pyoxigraph.NamedNode(RULE + path.stem)
        text = read_bytes(path).decode("utf-8")
        for name in re.findall(r"^# Source: ([^,\s]+),", text, re.MULTILINE):
            found.add(pyoxigraph.Quad(rule, source, pyoxigraph.NamedNode(INDIVIDUAL + name)))
    return found


def graph_name(path: Path) -> str:
    """Name the graph of a shipped file after its place, such as ``claims/compatibility``."""
    data = bundled("data")
    place = path.relative_to(data) if path.is_relative_to(data) else Path("ontology", path.name)
    return place.with_suffix("").as_posix()


def query(
    loaded: pyoxigraph.Store, text: str
) -> pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean | pyoxigraph.QueryTriples:
    """Run a SPARQL query over the union of all graphs; raises BrokenQuery.

    The prefixes of the house are bound. SERVICE, LOAD and updates are refused before the engine
    sees them: a query never opens a connection.
    """
    refuse_unsafe(text)
    try:
        return loaded.query(text, prefixes=PREFIXES | EXTERNAL, use_default_graph_as_union=True)
    except SyntaxError as error:
        raise BrokenQuery(_worded(str(error.msg), text)) from None


def _worded(message: str, text: str) -> str:
    """Tell where a query breaks; the parser's list of all it could read there is cut."""
    found = re.match(r"error at (\d+):(\d+): ", message)
    if not found:
        return message
    line, column = int(found[1]), int(found[2])
    why = message[found.end() :]
    if len(why) > LONGEST_REASON:
        lines = [*text.splitlines(), ""]
        rest = lines[min(line, len(lines)) - 1][column - 1 :].strip()[:30]
        why = f"it cannot go on with {rest!r} here" if rest else "something is missing at its end"
    return f"line {line}, column {column}: {why}"


def refuse_unsafe(text: str) -> None:
    """Raise BrokenQuery for what would fetch, update, or overflow the parser's stack.

    >>> refuse_unsafe('SELECT * { ?s rdfs:label "SERVICE" } # LOAD')
    """
    if not text.isprintable() and any("\ud800" <= each <= "\udfff" for each in text):
        raise BrokenQuery("it is not UTF-8 text")
    if len(text) > LONGEST_QUERY:
        raise BrokenQuery(f"it is longer than {LONGEST_QUERY} characters")
    depth = operators = 0
    for found in _TOKEN.finditer(text):
        match found.lastgroup:
            case "word" if found[0].upper() in _FETCHING:
                raise BrokenQuery(f"{found[0].upper()} is refused, nothing is ever fetched")
            case "word" if found[0].upper() in _UPDATING:
                raise BrokenQuery(f"{found[0].upper()} is refused, the knowledge is read-only")
            case "signs":
                depth += len(found[0])
            case "open":
                depth += 1
            case "close":
                depth -= 1
            case "operator":
                operators += 1
        if depth > DEEPEST_NESTING:
            raise BrokenQuery(f"it is nested deeper than {DEEPEST_NESTING} levels")
        if operators > MOST_OPERATORS:
            raise BrokenQuery(f"it has more than {MOST_OPERATORS} operators and path steps")


def _load(loaded: pyoxigraph.Store, path: Path, content: bytes, name: str) -> None:
    graph = pyoxigraph.NamedNode(GRAPH + name)
    loaded.extend(
        pyoxigraph.Quad(each.subject, each.predicate, each.object, graph)
        for each in quads_of(path, content)
    )
