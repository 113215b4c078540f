"""Statements: triples with the file they stand in."""

from dataclasses import dataclass


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
