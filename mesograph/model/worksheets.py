"""A worksheet for drawing up one mixture: what goes in, in which order, and what it then holds."""

from dataclasses import dataclass
from decimal import Decimal

from mesograph.model.answers import Checked
from mesograph.model.reasons import Reason
from mesograph.model.showing import Shown
from mesograph.model.things import Lot, Part
from mesograph.quantities import Interval
from mesograph.strengths import Strength


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A part with its share of the whole, and the lots of it that stand on the shelf asked."""

    part: Part
    share: Decimal
    lots: tuple[Lot, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A substance in the mixture: its strength, None where that is not known, and its amount."""

    substance: str
    roles: tuple[str, ...]
    strength: Strength | None
    amount: Interval | None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Worksheet(Shown):
    """The answer of mix.

    ``hours`` is the shortest time for which a source lets a part be used once it is opened; None
    where none says so. ``order_known`` tells whether the order of the parts rests on a source.
    """

    checked: Checked
    drawn: tuple[Drawn, ...]
    volume: Decimal
    held: tuple[Held, ...]
    instructions: tuple[Reason, ...]
    hours: Decimal | None = None
    hours_because: tuple[Reason, ...] = ()
