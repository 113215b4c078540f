"""Reading Turtle into plain statements; only the parser of Oxigraph touches foreign bytes."""

import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph

from mesograph.errors import BrokenTurtle, ForbiddenStatement
from mesograph.knowledge.lines import line_map
from mesograph.knowledge.statements import Literal, Statement
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


def quads_of(path: Path, content: bytes) -> Iterator[pyoxigraph.Quad]:
    """Parse Turtle; raises BrokenTurtle with line and column."""
    if content.startswith(BOM_UTF8):
        reason = "it begins with a byte order mark; save it as UTF-8 without one"
        raise BrokenTurtle(str(path), 1, 1, reason)
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
    """Give the statements of a Turtle file; its blank nodes are numbered in their order.

    ``called`` is what to call the file in messages, its name if not given; ``local`` marks a
    user's own file.
    """
    # The parser labels them at random, and the same file shall always mean the same.
    blanks: dict[str, str] = {}

    def named(term: pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Triple) -> str:
        if isinstance(term, pyoxigraph.BlankNode):
            label = f"_:{path.parent.name}-{path.stem}-{len(blanks)}"
            return blanks.setdefault(term.value, label)
        return _identifier(term)

    for quad in quads_of(path, content):
        found = quad.object
        yield Statement(
            named(quad.subject),
            quad.predicate.value,
            Literal(found.value, found.datatype.value, found.language)
            if isinstance(found, pyoxigraph.Literal)
            else named(found),
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
    for each, _, reason in forbidden(statements, shipped_subjects):
        line = line_map(content).line(each.subject, each.predicate)
        raise ForbiddenStatement(str(path), line, curie(each.subject), reason)
    return statements


def forbidden(
    statements: Iterable[Statement], shipped_subjects: frozenset[str]
) -> Iterator[tuple[Statement, str, str]]:
    """Give every statement that a user's file may not make, with the name of what is wrong, why."""
    taken = {each.removeprefix(ONTOLOGY) for each in shipped_subjects if ONTOLOGY in each}
    for each in statements:
        found = _forbidden(each, shipped_subjects)
        if each.subject.removeprefix(INDIVIDUAL) in taken:
            found = (
                "redefined-subject",
                "this name is a word of the ontology, please choose another",
            )
        if found:
            yield each, *found


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


def _forbidden(statement: Statement, shipped_subjects: frozenset[str]) -> tuple[str, str] | None:
    object_ = statement.object
    if statement.subject.startswith("_:") or str(object_).startswith("_:"):
        return "blank-node", "blank nodes are not allowed in data, please give it a name"
    if statement.subject in shipped_subjects:
        return (
            "redefined-subject",
            "this subject is shipped with mesograph, a file of yours may only add new subjects",
        )
    if statement.subject.startswith(ONTOLOGY):
        return "added-axiom", "terms of the ontology cannot be added by a data file"
    axiom = statement.predicate.startswith(_AXIOM_NAMESPACES) or (
        statement.predicate == TYPE
        and isinstance(object_, str)
        and object_.startswith((*_AXIOM_NAMESPACES, RDF))
    )
    if axiom and statement.predicate not in _ALLOWED_OF_RDFS:
        return "added-axiom", f"axioms are not allowed in data ({curie(statement.predicate)})"
    if not statement.subject.startswith(INDIVIDUAL) and "://" not in statement.subject:
        return "relative-name", "the subject is not an absolute IRI"
    return None


def _identifier(
    term: pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Triple,
) -> str:
    return term.value if isinstance(term, pyoxigraph.NamedNode) else str(term)
