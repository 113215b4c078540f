"""Compatibility matrices: what is known of every two of several preparations meeting."""

from dataclasses import dataclass
from enum import Enum

from mesograph.model.compendium import Compendium
from mesograph.model.reasons import Reason
from mesograph.model.showing import Shown
from mesograph.model.things import Circumstances, Part


class Known(Enum):
    """How much is known of two parts meeting."""

    DOCUMENTED = "documented"
    PREDICTED = "predicted"
    SEARCHED_IN_VAIN = "searched in vain"
    NOT_SEARCHED = "not searched"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A name as it was asked for, with the preparations that fit it."""

    asked: str
    label: str
    parts: tuple[Part, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """Give the ids of the preparations."""
        return tuple(part.id for part in self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Two rows meeting at any ratio: the verdict, how much is known, and what was heard."""

    between: tuple[int, int]
    verdict: str
    known: Known
    because: tuple[Reason, ...] = ()
    searched: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Matrix(Shown):
    """The answer of matrix: its rows, and a cell for every two of them."""

    circumstances: Circumstances
    compendium: Compendium
    rows: tuple[Row, ...]
    cells: tuple[Cell, ...]

    def cell(self, one: int, other: int) -> Cell:
        """Give the cell of two rows, whichever comes first."""
        wanted = (min(one, other), max(one, other))
        return next(each for each in self.cells if each.between == wanted)
