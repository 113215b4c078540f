"""Where in a Turtle file each subject, and each thing said of it, begins.

The parser tells lines only of what it cannot read; what it can read but should not stand there is
found here by a scan of tokens. The file must have been parsed before: nothing is checked again.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from mesograph.vocabulary import TYPE

_TOKEN = re.compile(
    r"""(?P<space>\s+|\#[^\n]*)
      | (?P<text>\"{3}(?:\\.|(?!\"{3}).)*\"{3}|'{3}(?:\\.|(?!'{3}).)*'{3}
                |"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')
      | <(?P<iri>(?:\\[uU][0-9A-Fa-f]+|[^<>"{}|^`\\\x00-\x20])*)>
      | (?P<directive>@prefix\b|@base\b|(?i:prefix|base)(?=\s))
      | (?P<prefixed>(?:[^\W\d_][\w.-]*)?:(?:(?:[\w:-]|%[0-9A-Fa-f]{2}|\\.)
                     (?:[\w:-]|%[0-9A-Fa-f]{2}|\\.|\.(?=[\w:%\\-]))*)?)
      | (?P<blank>_:[\w.-]*\w)
      | (?P<number>[+-]?(?:\d+\.\d+|\.\d+|\d+\.(?=[eE])|\d+)(?:[eE][+-]?\d+)?)
      | (?P<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*|\^\^)
      | (?P<word>[A-Za-z]+)
      | (?P<sign>[.;,()\[\]{}])
      | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPED = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class LineMap:
    """The lines, counted from 1, on which subjects and their predicates begin."""

    subjects: Mapping[str, tuple[int, ...]]
    predicates: Mapping[tuple[str, str], tuple[int, ...]]

    def said_of(self, subject: str) -> frozenset[str]:
        """Give the predicates that are said of a subject here."""
        return frozenset(predicate for each, predicate in self.predicates if each == subject)

    def line(self, subject: str, predicate: str | None = None) -> int | None:
        """Give the line of what is said first of a subject, else of the subject; None without."""
        found = self.predicates.get((subject, predicate)) if predicate else None
        found = found or self.subjects.get(subject)
        return found[0] if found else None


def line_map(content: bytes) -> LineMap:
    r"""Map a Turtle file that has been parsed: every named subject, and each of its predicates.

    >>> map_ = line_map(b'@prefix : <http://x/> .\n:a :b "c" ;\n  :d 7.40 .')
    >>> map_.line("http://x/a"), map_.line("http://x/a", "http://x/d")
    (2, 3)
    """
    return _Scan(content.decode("utf-8")).run()


@dataclass
class _Scan:
    text: str
    prefixes: dict[str, str] = field(default_factory=dict)
    base: str = ""
    subjects: dict[str, list[int]] = field(default_factory=dict)
    predicates: dict[tuple[str, str], list[int]] = field(default_factory=dict)

    def run(self) -> LineMap:
        tokens = self._tokens()
        depth, subject, wanted = 0, "", "subject"
        for kind, text, line in tokens:
            if kind == "directive" and wanted == "subject":
                self._declare(text, tokens)
            elif kind == "sign" and text in "([{":
                # Of what has no name of its own there is nothing to point at.
                subject, wanted = ("", "predicate") if wanted == "subject" else (subject, wanted)
                depth += 1
            elif kind == "sign" and text in ")]}":
                depth -= 1
            elif depth:
                continue
            elif kind == "sign" and text == ".":
                subject, wanted = "", "subject"
            elif kind == "sign" and text == ";":
                wanted = "predicate"
            elif wanted == "subject":
                subject, wanted = self._named(kind, text), "predicate"
                self.subjects.setdefault(subject, []).append(line)
            elif wanted == "predicate":
                wanted = "object"
                predicate = TYPE if text == "a" else self._named(kind, text)
                self.predicates.setdefault((subject, predicate), []).append(line)
        return LineMap(
            {each: tuple(lines) for each, lines in self.subjects.items()},
            {each: tuple(lines) for each, lines in self.predicates.items()},
        )

    def _tokens(self) -> Iterator[tuple[str, str, int]]:
        line = 1
        for found in _TOKEN.finditer(self.text):
            kind = found.lastgroup or "other"
            if kind != "space":
                yield kind, found[kind], line
            line += found[0].count("\n")

    def _declare(self, word: str, tokens: Iterator[tuple[str, str, int]]) -> None:
        """Take up a prefix or a base; both end at their IRI, and with a dot where one is due."""
        prefix = ""
        for kind, text, _ in tokens:
            if kind == "prefixed":
                prefix = text[:-1]
            if kind == "iri":
                break
        if word.lower().endswith("prefix"):
            self.prefixes[prefix] = self._resolved(_unescaped(text))
        else:
            self.base = self._resolved(_unescaped(text))
        if word.startswith("@"):
            next(tokens, None)

    def _named(self, kind: str, text: str) -> str:
        if kind == "prefixed":
            prefix, _, local = text.partition(":")
            return self.prefixes.get(prefix, prefix + ":") + re.sub(r"\\(.)", r"\1", local)
        return self._resolved(_unescaped(text)) if kind == "iri" else text

    def _resolved(self, iri: str) -> str:
        if not self.base or "://" in iri:
            return iri
        from urllib.parse import urljoin

        return urljoin(self.base, iri)


def _unescaped(iri: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1][1:], 16)), iri)
