"""Everything that can be wrong with a question or with the knowledge, each with its exit status.

MesographError
├── QuestionError                  the person asking can mend it
│   ├── UnknownName
│   ├── AmbiguousName
│   ├── SuspiciousName
│   ├── UnreadablePart
│   ├── UnreadableRecipe
│   ├── UndecidedPart
│   ├── UnplannedRoute
│   ├── NotOnShelf
│   ├── ExpiredPart
│   ├── UnreadableFile
│   ├── UnwritableFile
│   ├── UnknownStatement
│   ├── ChangedKnowledge
│   ├── BrokenTurtle
│   ├── ForbiddenStatement
│   └── BrokenQuery
├── BrokenKnowledge                the shipped or added knowledge contradicts its own form
├── BrokenRule                     a rule file is outside the profile, or unsafe
└── BrokenSnapshot                 a compiled file is not as it was written; it is made anew
"""

from collections.abc import Sequence


class MesographError(Exception):
    """Say in one plain line what is wrong, where, and the nearest right thing."""

    exit_status = 2


class QuestionError(MesographError):
    """The question could not be understood as asked."""


class UnknownName(QuestionError):
    """Nothing of the wanted kind carries this name."""

    def __init__(self, asked: str, kind: str, nearest: Sequence[str] = ()) -> None:
        self.asked, self.kind, self.nearest = asked, kind, tuple(nearest)

    def __str__(self) -> str:
        hint = f" Did you mean {_either(self.nearest)}?" if self.nearest else ""
        return f"No {self.kind} is called {self.asked!r}.{hint}"


class AmbiguousName(QuestionError):
    """Several things carry this name equally well."""

    def __init__(self, asked: str, candidates: Sequence[str]) -> None:
        self.asked, self.candidates = asked, tuple(candidates)

    def __str__(self) -> str:
        return f"{self.asked!r} may mean {_either(self.candidates)}. Please name one of them."


class SuspiciousName(QuestionError):
    """The name holds a character that cannot be seen or looks like another one."""

    def __init__(self, asked: str, character: str, name: str, position: int) -> None:
        self.asked, self.character, self.name, self.position = asked, character, name, position

    def __str__(self) -> str:
        shown = self.asked.encode("ascii", "backslashreplace").decode("ascii")
        code = f"U+{ord(self.character):04X}"
        return (
            f'The name "{shown}" holds {self.name} ({code}) at character {self.position + 1}, '
            "which looks like something else or like nothing. Please type the name again."
        )


class UnreadablePart(QuestionError):
    """A part of a mixture is not written as name, strength and volume."""

    def __init__(self, asked: str, reason: str) -> None:
        self.asked, self.reason = asked, reason

    def __str__(self) -> str:
        return (
            f"Cannot read the part {self.asked!r}: {self.reason}. "
            "Write it like 'procaine hydrochloride 2% 1 mL'."
        )


class UnreadableRecipe(QuestionError):
    """A solute, volume or figure of a recipe is not written as an amount."""

    def __init__(self, asked: str, reason: str) -> None:
        self.asked, self.reason = asked, reason

    def __str__(self) -> str:
        return f"Cannot read {self.asked!r}: {self.reason}."


class UndecidedPart(QuestionError):
    """Several preparations fit the part and they do not lead to the same answer."""

    def __init__(self, asked: str, names: Sequence[str], differs: str) -> None:
        self.asked, self.names, self.differs = asked, tuple(names), differs

    def __str__(self) -> str:
        return (
            f"{self.asked!r} fits several preparations whose answers differ in {self.differs}: "
            f"{_either(self.names)}. Please name one of them."
        )


class UnplannedRoute(QuestionError):
    """A plan is asked for by a route that does not lead into the skin or right under it."""

    def __init__(self, asked: str, known: Sequence[str]) -> None:
        self.asked, self.known = asked, tuple(known)

    def __str__(self) -> str:
        return (
            f"A plan is for injections into the skin or right under it, and {self.asked!r} is none "
            f"of them. Please ask for {_either(self.known)}."
        )


class NotOnShelf(QuestionError):
    """A part is drawn from a shelf on which it does not stand."""

    def __init__(self, asked: str, shelf: str, nearest: Sequence[str] = ()) -> None:
        self.asked, self.shelf, self.nearest = asked, shelf, tuple(nearest)

    def __str__(self) -> str:
        hint = f" Did you mean {_either(self.nearest)}?" if self.nearest else ""
        return f"Nothing on the shelf {self.shelf} is {self.asked!r}.{hint}"


class ExpiredPart(QuestionError):
    """All lots of a part have expired."""

    exit_status = 1

    def __init__(self, asked: str, lots: str, as_of: str) -> None:
        self.asked, self.lots, self.as_of = asked, lots, as_of

    def __str__(self) -> str:
        return f"{self.asked!r} has expired by {self.as_of}: {self.lots}."


class UnreadableFile(QuestionError):
    """A file cannot be opened or is not text."""

    def __init__(self, path: str, reason: str) -> None:
        self.path, self.reason = path, reason

    def __str__(self) -> str:
        return f"Cannot read {self.path}: {self.reason}."


class UnwritableFile(QuestionError):
    """A file cannot be written, or is there already."""

    def __init__(self, path: str, reason: str) -> None:
        self.path, self.reason = path, reason

    def __str__(self) -> str:
        return f"Cannot write {self.path}: {self.reason}."


class UnknownStatement(QuestionError):
    """What is to be explained is not written as one of the statements that can be."""

    def __init__(self, asked: str, known: Sequence[str]) -> None:
        self.asked, self.known = asked, tuple(known)

    def __str__(self) -> str:
        return f"Cannot explain {self.asked!r}. A statement is {_either(self.known)}."


class ChangedKnowledge(QuestionError):
    """A reason of a saved answer no longer follows, since the knowledge or the code has changed."""

    exit_status = 1

    def __init__(self, asked: str, saved: str, here: str) -> None:
        self.asked, self.saved, self.here = asked, saved, here

    def __str__(self) -> str:
        return (
            f"The reason {self.asked} does not follow here: the answer was saved with the data "
            f"{self.saved}, these are {self.here}. Ask again, and give the same --data files."
        )


class BrokenTurtle(QuestionError):
    """A Turtle file is not well formed."""

    def __init__(self, path: str, line: int, column: int, reason: str) -> None:
        self.path, self.line, self.column, self.reason = path, line, column, reason

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: this is not Turtle: {self.reason}"


class ForbiddenStatement(QuestionError):
    """A user file says something that user files may not say."""

    def __init__(self, path: str, line: int | None, subject: str, reason: str) -> None:
        self.path, self.line, self.subject, self.reason = path, line, subject, reason

    def __str__(self) -> str:
        return f"{_place(self.path, self.line)}: {self.subject}: {self.reason}."


class BrokenQuery(QuestionError):
    """A SPARQL query is not well formed, or asks for what is not allowed here."""

    def __init__(self, reason: str) -> None:
        self.reason = reason

    def __str__(self) -> str:
        return f"Cannot run this query: {self.reason}"


class NoModel(MesographError):
    """A model does not reach what it was asked."""

    def __init__(self, what: str) -> None:
        self.what = what

    def __str__(self) -> str:
        return f"Nothing here models {self.what}."


class BrokenKnowledge(MesographError):
    """A thing in the knowledge lacks what its form demands."""

    def __init__(
        self,
        file: str,
        subject: str,
        reason: str,
        *,
        iri: str = "",
        predicate: str | None = None,
        line: int | None = None,
    ) -> None:
        self.file, self.subject, self.reason = file, subject, reason
        self.iri, self.predicate, self.line = iri, predicate, line

    def __str__(self) -> str:
        end = "" if self.reason.endswith("?") else "."
        return f"{_place(self.file, self.line)}: {self.subject}: {self.reason}{end}"


class BrokenRule(MesographError):
    """A rule file is outside the profile, unsafe, or not to be put in order with the others."""

    def __init__(self, name: str, line: int, reason: str) -> None:
        self.name, self.line, self.reason = name, line, reason

    def __str__(self) -> str:
        return f"{self.name}.rq:{self.line}: {self.reason}"


class BrokenSnapshot(MesographError):
    """A snapshot is damaged, foreign, or of another version."""

    def __init__(self, reason: str) -> None:
        self.reason = reason

    def __str__(self) -> str:
        return f"The snapshot is not used: {self.reason}."


def _place(file: str, line: int | None) -> str:
    return file if line is None else f"{file}:{line}"


def _either(names: Sequence[str]) -> str:
    quoted = [f"{name!r}" for name in names]
    if len(quoted) < 2:
        return "".join(quoted)
    return f"{', '.join(quoted[:-1])} or {quoted[-1]}"
