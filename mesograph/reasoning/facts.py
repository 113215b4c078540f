"""Statements as the facts that rules reason over."""

from collections.abc import Iterable, Iterator

from mesograph.knowledge.statements import Literal, Statement
from mesograph.reasoning.engine import Fact
from mesograph.reasoning.rules import Value


def facts_of(statements: Iterable[Statement]) -> Iterator[Fact]:
    """Give statements as facts, without the files they stand in."""
    for each in statements:
        object_ = each.object
        yield (
            each.subject,
            each.predicate,
            Value(object_.text, object_.datatype, object_.language or "")
            if isinstance(object_, Literal)
            else object_,
        )
