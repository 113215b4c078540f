"""One's own shelf: what stands on it, what of it may still be drawn, and how it was read."""

from collections.abc import Iterable
from dataclasses import dataclass

from mesograph.model.things import Lot


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """What may be drawn: nothing else is, and nothing whose lots have all expired by ``as_of``."""

    name: str
    as_of: str
    lots: tuple[Lot, ...]

    @property
    def expired(self) -> tuple[Lot, ...]:
        """Give the lots whose last day of use has passed."""
        return tuple(each for each in self.lots if each.expires_on and each.expires_on < self.as_of)

    @property
    def standing(self) -> frozenset[str]:
        """Give the preparations of which there is a lot, expired or not."""
        return frozenset(each.preparation for each in self.lots)

    @property
    def usable(self) -> frozenset[str]:
        """Give the preparations of which a lot may be drawn."""
        gone = {each.id for each in self.expired}
        return frozenset(each.preparation for each in self.lots if each.id not in gone)

    def expired_lots_of(self, preparation: str) -> tuple[Lot, ...]:
        """Give the lots of a preparation that have expired."""
        return tuple(each for each in self.expired if each.preparation == preparation)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A cell of a list that could not be understood; ``column`` is None for the whole row."""

    row: int
    column: str | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What a list was read as: the columns, the rows understood, those refused, and the Turtle."""

    name: str
    columns: tuple[tuple[str, str | None], ...]
    understood: tuple[tuple[int, str], ...]
    refused: tuple[Refused, ...]
    turtle: str

    @property
    def rows_refused(self) -> int:
        """Count the rows of which something was not understood."""
        return len({each.row for each in self.refused})


def told_lots(lots: Iterable[Lot]) -> str:
    """Tell lots with their last days of use."""
    return ", ".join(
        f"lot {each.number or 'without number'} ({each.expires_on or 'no expiry'})" for each in lots
    )
