"""A treatment plan: sections of lines, each with what sources say and what it rests on."""

from collections.abc import Iterator
from dataclasses import dataclass

from mesograph.model.answers import Asked, Proposals
from mesograph.model.compendium import Compendium
from mesograph.model.reasons import Reason
from mesograph.model.showing import Shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What one source says of a line: a figure with its unit, where it gives one."""

    amount: str
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a plan.

    ``fields`` name the fields of the person file that it depends on. ``weight`` is ``stop`` for
    what forbids, ``weigh`` for what speaks against, ``ask`` for what is not known of the person.
    ``note`` is told after everything else.
    """

    text: str
    says: tuple[Said, ...] = ()
    fields: tuple[str, ...] = ()
    weight: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a plan, by the name that JSON knows it by.

    ``fields`` are those of the person file on which it rests that the section is told at all.
    """

    name: str
    title: str
    lines: tuple[Line, ...]
    empty: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Plan(Shown):
    """The answer of plan; ``depth`` is the class of depth that was asked for."""

    asked: Asked
    compendium: Compendium
    proposals: Proposals
    sections: tuple[Section, ...]
    depth: str | None = None

    @property
    def is_good(self) -> bool:
        """Tell whether something is admissible for this person."""
        return self.proposals.is_good

    @property
    def open_questions(self) -> int:
        """Count what is still to ask of the person."""
        return sum(line.weight == "ask" for section in self.sections for line in section.lines)

    @property
    def lines(self) -> Iterator[tuple[Section, Line]]:
        """Give every line with the section it stands in."""
        return ((section, line) for section in self.sections for line in section.lines)
