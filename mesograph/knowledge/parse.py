"""Reading Turtle into plain statements; only the parser of Oxigraph touches foreign bytes."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph

from mesograph.errors import BrokenTurtle, ForbiddenStatement, UnreadableFile
from mesograph.vocabulary import INDIVIDUAL, ONTOLOGY, OWL, RDF, RDFS, TYPE, curie

_PLACE = re.compile(r"^Parser error at line \d+[^:]*: ")
DEEPEST_TURTLE = 32
_NESTING = re.compile(
    rb"""\#[^\n]* | <(?!<)[^<>\n]*> | \"{3}.*?\"{3} | '{3}.*?'{3}
       | "(?:\\.|[^"\\\n])*" | '(?:\\.|[^'\\\n])*'
       | (?P<open><<|[\[({]) | (?P<close>>>|[\])}])
    """,
    re.VERBOSE | re.DOTALL,
)
_AXIOM_NAMESPACES = (OWL, RDFS)
_ALLOWED_OF_RDFS = frozenset({RDFS + "label", RDFS + "comment", RDFS + "seeAlso"})


@dataclass(frozen=True, slots=True)
class Literal:
    """A value with its datatype and language, lexical form untouched."""

    text: str
    datatype: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One triple with the file it stands in; IRIs are strings, values are literals."""

    subject: str
    predicate: str
    object: str | Literal
    file: str
    local: bool = False


def bundled(folder: str) -> Path:
    """Give the folder ``ontology``, ``data`` or ``examples``, installed or in a checkout."""
    installed = Path(__file__).parent.parent / "_bundled" / folder
    return installed if installed.is_dir() else Path(__file__).parent.parent.parent / folder


def shipped_files() -> tuple[Path, ...]:
    """Give every Turtle file of the ontology and the data, in a fixed order."""
    ontology = sorted(bundled("ontology").glob("*.ttl"))
    data = sorted(bundled("data").rglob("*.ttl"))
    return (*ontology, *data)


def rule_files() -> tuple[Path, ...]:
    """Give every rule file, in the order of their names."""
    return tuple(sorted(bundled("ontology").glob("rules/*.rq")))


def read_bytes(path: Path) -> bytes:
    """Read a file whole; raises UnreadableFile with the reason in plain words."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFile(str(path), (error.strerror or "unknown reason").lower()) from None


def quads_of(path: Path, content: bytes) -> Iterator[pyoxigraph.Quad]:
    """Parse Turtle; raises BrokenTurtle with line and column."""
    try:
        content.decode("utf-8")
        yield from pyoxigraph.parse(content, format=pyoxigraph.RdfFormat.TURTLE)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        column = error.start - (content.rfind(b"\n", 0, error.start) + 1) + 1
        raise BrokenTurtle(str(path), line, column, "the text is not UTF-8") from None
    except SyntaxError as error:
        reason = _PLACE.sub("", error.msg)
        raise BrokenTurtle(str(path), error.lineno or 1, error.offset or 1, reason) from None


def statements_of(
    path: Path, content: bytes, *, called: str | None = None, local: bool = False
) -> Iterator[Statement]:
    """Give the statements of a Turtle file; lists and other blank nodes keep their labels.

    ``called`` is what to call the file in messages, its name if not given; ``local`` marks a
    user's own file.
    """
    for quad in quads_of(path, content):
        found = quad.object
        yield Statement(
            _identifier(quad.subject),
            quad.predicate.value,
            Literal(found.value, found.datatype.value, found.language)
            if isinstance(found, pyoxigraph.Literal)
            else _identifier(found),
            called or path.name,
            local,
        )


def user_statements(
    path: Path, content: bytes, shipped_subjects: frozenset[str]
) -> tuple[Statement, ...]:
    """Read a user's file, which may add subjects but no axioms and nothing on shipped subjects.

    Raises BrokenTurtle or ForbiddenStatement.
    """
    refuse_deep(path, content)
    statements = tuple(statements_of(path, content, called=str(path), local=True))
    taken = {each.removeprefix(ONTOLOGY) for each in shipped_subjects if ONTOLOGY in each}
    for each in statements:
        reason = _forbidden(each, shipped_subjects)
        if each.subject.removeprefix(INDIVIDUAL) in taken:
            reason = "this name is a word of the ontology, please choose another"
        if reason:
            raise ForbiddenStatement(str(path), curie(each.subject), reason)
    return statements


def refuse_deep(path: Path, content: bytes) -> None:
    """Refuse Turtle that is nested as no data are: it could overflow the parser's stack."""
    depth = 0
    for found in _NESTING.finditer(content):
        if found.lastgroup == "open":
            depth += 1
        elif found.lastgroup == "close":
            depth -= 1
        if depth > DEEPEST_TURTLE:
            line = content.count(b"\n", 0, found.start()) + 1
            raise BrokenTurtle(str(path), line, 1, f"nested deeper than {DEEPEST_TURTLE} levels")


def digest(contents: Iterable[bytes]) -> str:
    """Give a short content hash over several files."""
    found = hashlib.sha256()
    for each in contents:
        found.update(len(each).to_bytes(8, "big") + each)
    return found.hexdigest()[:6]


def _forbidden(statement: Statement, shipped_subjects: frozenset[str]) -> str | None:
    object_ = statement.object
    if statement.subject.startswith("_:") or str(object_).startswith("_:"):
        return "blank nodes are not allowed in data, please give it a name"
    if statement.subject in shipped_subjects:
        return "this subject is shipped with mesograph, a file of yours may only add new subjects"
    if statement.subject.startswith(ONTOLOGY):
        return "terms of the ontology cannot be added by a data file"
    axiom = statement.predicate.startswith(_AXIOM_NAMESPACES) or (
        statement.predicate == TYPE
        and isinstance(object_, str)
        and object_.startswith((*_AXIOM_NAMESPACES, RDF))
    )
    if axiom and statement.predicate not in _ALLOWED_OF_RDFS:
        return f"axioms are not allowed in data ({curie(statement.predicate)})"
    if not statement.subject.startswith(INDIVIDUAL) and "://" not in statement.subject:
        return "the subject is not an absolute IRI"
    return None


def _identifier(
    term: pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Triple,
) -> str:
    return term.value if isinstance(term, pyoxigraph.NamedNode) else str(term)
