"""Rules as files: a small profile of SPARQL CONSTRUCT that any engine can run, read by hand.

A rule has one triple in its head, no blank nodes, and a body of triple patterns, FILTERs that
compare, and FILTER NOT EXISTS over plain patterns. Its first comment line is its title, the second
its sentence in English. The third says how it holds (``Mechanism:``, ``Definition:``, ``Reading:``
or ``Absence:``); then come what it leaves open (``Open:``), the calculation that answers it where
its figures are known (``Reckoned:``), the places where it was read
(``Source: name, locator``) and the sentence in other languages (``fr:``, ``es:``).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TypedDict

from mesograph.errors import BrokenRule
from mesograph.vocabulary import RDF, TYPE, XSD

MOST_PREMISES = 16
"""Python nests no more than twenty loops, and nobody can follow as many premises."""


@dataclass(frozen=True, slots=True, order=True)
class Variable:
    """A variable of a rule."""

    name: str


@dataclass(frozen=True, slots=True, order=True)
class Value:
    """A literal with its datatype or language, lexical form untouched."""

    text: str
    datatype: str = XSD + "string"
    language: str = ""

    @property
    def number(self) -> Decimal | None:
        """Give the figure of an xsd:decimal, None for anything else."""
        return Decimal(self.text) if self.datatype == XSD + "decimal" else None


Constant = str | Value
Term = Variable | Constant
Pattern = tuple[Term, Term, Term]
Bindings = dict[str, Constant]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two terms and how they must compare; order is for decimals only."""

    left: Term
    sign: str
    right: Term

    def holds(self, bindings: Bindings) -> bool:
        """Tell whether it holds; comparing the order of what is no decimal never does."""
        left, right = bound(self.left, bindings), bound(self.right, bindings)
        if self.sign in ("=", "!="):
            return (_comparable(left) == _comparable(right)) is (self.sign == "=")
        if not isinstance(left, Value) or not isinstance(right, Value):
            return False
        one, other = left.number, right.number
        if one is None or other is None:
            return False
        match self.sign:
            case "<":
                return one < other
            case "<=":
                return one <= other
            case ">":
                return one > other
            case _:
                return one >= other


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule with its words."""

    name: str
    title: str
    sentence: str
    how: str
    open_question: str | None = None
    reckoned_by: str | None = None
    sources: tuple[tuple[str, str], ...] = ()
    translations: tuple[tuple[str, str], ...] = ()
    head: Pattern
    body: tuple[Pattern, ...]
    comparisons: tuple[Comparison, ...] = ()
    absent: tuple[tuple[Pattern, ...], ...] = ()

    @property
    def makes(self) -> tuple[str, str | None]:
        """Give what the head makes: a predicate, and the class where the predicate is a type."""
        return kind_of(self.head)


def variables(pattern: Pattern) -> frozenset[str]:
    """Name the variables of a pattern."""
    return frozenset(each.name for each in pattern if isinstance(each, Variable))


def kind_of(pattern: Pattern) -> tuple[str, str | None]:
    """Give the predicate of a pattern, and the class where it speaks of one type."""
    _, predicate, object_ = pattern
    assert isinstance(predicate, str)
    return predicate, object_ if predicate == TYPE and isinstance(object_, str) else None


def bound(term: Term, bindings: Bindings) -> Constant:
    """Give what a term stands for."""
    return bindings[term.name] if isinstance(term, Variable) else term


def read_rule(name: str, text: str) -> Rule:
    r"""Read a rule; raises BrokenRule with the line and what the profile allows.

    >>> words = "# t\n# {a} is\n# Definition: d\n"
    >>> rule = read_rule("r", words + "CONSTRUCT { ?a <p:is> ?b } WHERE { ?b <p:of> ?a }")
    >>> rule.title, rule.body
    ('t', ((Variable(name='b'), 'p:of', Variable(name='a')),))
    """
    rule = _Reader(name, text).rule(_words_of(name, text))
    refuse_unsafe(rule)
    return rule


class _Words(TypedDict):
    title: str
    sentence: str
    how: str
    open_question: str | None
    reckoned_by: str | None
    sources: tuple[tuple[str, str], ...]
    translations: tuple[tuple[str, str], ...]


_HOW = ("Mechanism", "Definition", "Reading", "Absence")
_LANGUAGES = ("fr", "es")


def _words_of(name: str, text: str) -> _Words:
    """Read the comment lines; a line that is none of the known ones is refused."""
    comments = [
        (number, line[1:].strip())
        for number, line in enumerate(text.splitlines(), start=1)
        if line.startswith("#")
    ]
    if len(comments) < 3:
        raise BrokenRule(name, 1, "it needs a title, a sentence and how it holds as comment lines")
    (_, title), (_, sentence), *others = comments
    how: list[str] = []
    left_open: list[str] = []
    reckoned: list[str] = []
    sources: list[tuple[str, str]] = []
    translations: list[tuple[str, str]] = []
    for number, line in others:
        key, _, rest = line.partition(": ")
        if key in _HOW:
            how.append(rest.strip())
        elif key == "Open":
            left_open.append(rest.strip())
        elif key == "Reckoned":
            reckoned.append(rest.strip())
        elif key == "Source":
            source, _, locator = rest.partition(", ")
            sources.append((source.strip(), locator.strip()))
        elif key in _LANGUAGES:
            translations.append((key, rest.strip()))
        else:
            known = ", ".join((*_HOW, "Open", "Reckoned", "Source", *_LANGUAGES))
            raise BrokenRule(name, number, f"a comment line begins with one of {known}")
    if len(how) != 1:
        raise BrokenRule(name, 1, f"it says once how it holds, with one of {', '.join(_HOW)}")
    return {
        "title": title,
        "sentence": sentence,
        "how": how[0],
        "open_question": left_open[0] if left_open else None,
        "reckoned_by": reckoned[0] if reckoned else None,
        "sources": tuple(sources),
        "translations": tuple(translations),
    }


_TOKEN = re.compile(
    r"""(?P<comment>\#[^\n]*) | (?P<space>\s+)
      | (?P<iri><[^<>"{}|^`\\\s]*>) | (?P<variable>\?\w+)
      | (?P<number>[+-]?\d+\.\d+) | (?P<string>"[^"\\\n]*") | (?P<language>@[A-Za-z-]+)
      | (?P<truth>true|false)\b
      | (?P<sign><=|>=|!=|=|<|>) | (?P<mark>[{}().;,])
      | (?P<prefixed>[A-Za-z][\w-]*:[\w.-]*[\w-]|[A-Za-z][\w-]*:) | (?P<word>[A-Za-z]+)
    """,
    re.VERBOSE,
)


class _Reader:
    """A reader that goes through the words of a rule from left to right."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.words = list(self._split(text))
        self.at = 0
        self.prefixes: dict[str, str] = {}

    def rule(self, words: _Words) -> Rule:
        while self._take("word", "PREFIX"):
            prefix = self._expect("prefixed").rstrip(":")
            self.prefixes[prefix] = self._expect("iri")[1:-1]
        self._expect("word", "CONSTRUCT")
        self._expect("mark", "{")
        head = self._patterns()
        self._expect("mark", "}")
        if len(head) != 1:
            raise self._broken("the head must be one triple")
        self._expect("word", "WHERE")
        self._expect("mark", "{")
        body: list[Pattern] = []
        comparisons: list[Comparison] = []
        absent: list[tuple[Pattern, ...]] = []
        while not self._take("mark", "}"):
            if self._take("word", "FILTER"):
                if self._take("word", "NOT"):
                    self._expect("word", "EXISTS")
                    self._expect("mark", "{")
                    absent.append(tuple(self._patterns()))
                    self._expect("mark", "}")
                else:
                    comparisons.append(self._comparison())
            else:
                body += self._patterns()
        if self.at < len(self.words):
            raise self._broken("nothing may follow the body")
        return Rule(
            name=self.name,
            **words,
            head=head[0],
            body=tuple(body),
            comparisons=tuple(comparisons),
            absent=tuple(absent),
        )

    def _patterns(self) -> list[Pattern]:
        found: list[Pattern] = []
        while not self._sees("}") and not self._sees("FILTER"):
            subject = self._term()
            while True:
                predicate: Term = TYPE if self._take("word", "a") else self._term()
                if not isinstance(predicate, str):
                    raise self._broken("a predicate must be an IRI")
                found.append((subject, predicate, self._term()))
                while self._take("mark", ","):
                    found.append((subject, predicate, self._term()))
                if not self._take("mark", ";"):
                    break
            if not self._take("mark", "."):
                break
        return found

    def _comparison(self) -> Comparison:
        self._expect("mark", "(")
        comparison = Comparison(self._term(), self._expect("sign"), self._term())
        self._expect("mark", ")")
        return comparison

    def _term(self) -> Term:
        kind, text, _ = self._next()
        match kind:
            case "variable":
                return Variable(text[1:])
            case "iri":
                return text[1:-1]
            case "number":
                return Value(text, XSD + "decimal")
            case "truth":
                return Value(text, XSD + "boolean")
            case "string":
                language = self._take("language")
                if language:
                    return Value(text[1:-1], RDF + "langString", language[1:].lower())
                return Value(text[1:-1])
            case "prefixed":
                prefix, _, local = text.partition(":")
                if prefix not in self.prefixes:
                    raise self._broken(f"the prefix {prefix}: is not declared")
                return self.prefixes[prefix] + local
            case _:
                raise self._broken(f"{text!r} is not a variable, IRI, decimal or string")

    def _split(self, text: str) -> Iterator[tuple[str, str, int]]:
        at = 0
        while at < len(text):
            found = _TOKEN.match(text, at)
            line = text.count("\n", 0, at) + 1
            if not found:
                raise BrokenRule(self.name, line, f"{text[at]!r} is not allowed in a rule")
            if found.lastgroup not in ("comment", "space"):
                yield str(found.lastgroup), found[0], line
            at = found.end()

    def _next(self) -> tuple[str, str, int]:
        if self.at >= len(self.words):
            raise self._broken("it ends too early")
        self.at += 1
        return self.words[self.at - 1]

    def _sees(self, text: str) -> bool:
        return self.at < len(self.words) and self.words[self.at][1].upper() == text

    def _take(self, kind: str, text: str | None = None) -> str | None:
        if self.at < len(self.words):
            found, word, _ = self.words[self.at]
            if found == kind and (text is None or word == text or word.upper() == text):
                self.at += 1
                return word
        return None

    def _expect(self, kind: str, text: str | None = None) -> str:
        found = self._take(kind, text)
        if found is None:
            seen = self.words[self.at][1] if self.at < len(self.words) else "the end"
            raise self._broken(f"{text or kind} was expected, not {seen!r}")
        return found

    def _broken(self, reason: str) -> BrokenRule:
        at = min(self.at, len(self.words) - 1)
        return BrokenRule(self.name, self.words[at][2] if self.words else 1, reason)


def refuse_unsafe(rule: Rule) -> None:
    """Refuse a rule whose head or comparisons use what its body does not bind."""
    if not rule.body:
        raise BrokenRule(rule.name, 1, "its body is empty")
    if max(map(len, (rule.body, *rule.absent))) > MOST_PREMISES:
        raise BrokenRule(rule.name, 1, f"it has more than {MOST_PREMISES} premises")
    given = frozenset().union(*map(variables, rule.body))
    used = variables(rule.head)
    for each in rule.comparisons:
        used |= {term.name for term in (each.left, each.right) if isinstance(term, Variable)}
    loose = sorted(used - given)
    if loose:
        raise BrokenRule(rule.name, 1, f"?{loose[0]} is not bound by the body")
    for sentence in (rule.sentence, *(text for _, text in rule.translations)):
        named = set(re.findall(r"\{(\w+)\}", sentence))
        if named - given:
            raise BrokenRule(rule.name, 1, f"its sentence names {{{sorted(named - given)[0]}}}")


def _comparable(constant: Constant) -> object:
    number = constant.number if isinstance(constant, Value) else None
    return constant if number is None else number
