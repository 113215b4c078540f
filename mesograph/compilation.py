"""From files to what the other floors work with: statements, compendium, rules and facts."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from mesograph.catalogue import compile_knowledge
from mesograph.knowledge.parse import (
    Literal,
    Statement,
    digest,
    read_bytes,
    rule_files,
    shipped_files,
    statements_of,
    user_statements,
)
from mesograph.model.compendium import Compendium
from mesograph.model.things import Versions
from mesograph.reasoning.engine import Fact
from mesograph.reasoning.rules import Rule, Value, read_rule

UserFiles = tuple[tuple[Path, bytes], ...]
"""User files with what was read of them, once."""


def read_user_files(paths: Iterable[Path]) -> UserFiles:
    """Read user files whole, each once; raises UnreadableFile."""
    return tuple((path, read_bytes(path)) for path in dict.fromkeys(paths))


def read_statements(user_files: UserFiles = ()) -> tuple[Statement, ...]:
    """Read every statement of the shipped knowledge and of user files.

    Raises BrokenTurtle or ForbiddenStatement.
    """
    found = [each for path in shipped_files() for each in statements_of(path, read_bytes(path))]
    shipped = frozenset(each.subject for each in found)
    for path, content in user_files:
        found += user_statements(path, content, shipped)
    return tuple(found)


def compile_compendium(
    statements: Iterable[Statement], user_files: UserFiles, *, code: str
) -> Compendium:
    """Build the compendium with the versions of what it was built from and by which code."""
    shipped = shipped_files()
    ontology = [path for path in shipped if path.parent.name == "ontology"]
    data = [read_bytes(path) for path in shipped if path not in ontology]
    versions = Versions(
        code=code,
        ontology=digest(read_bytes(path) for path in ontology),
        data=digest([*data, *(content for _, content in user_files)]),
        rules=digest(read_bytes(path) for path in rule_files()),
    )
    return compile_knowledge(statements, versions)


def read_rules() -> tuple[Rule, ...]:
    """Read every rule file, in the order of their names; raises BrokenRule."""
    return tuple(read_rule(path.stem, read_bytes(path).decode("utf-8")) for path in rule_files())


def facts_of(statements: Iterable[Statement]) -> Iterator[Fact]:
    """Give statements as the facts that rules reason over."""
    for each in statements:
        object_ = each.object
        yield (
            each.subject,
            each.predicate,
            Value(object_.text, object_.datatype, object_.language or "")
            if isinstance(object_, Literal)
            else object_,
        )
