"""Predictions held against what laboratories saw: what was foretold, and whether it came true."""

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from mesograph.model.claims import CompatibilityClaim
from mesograph.model.compendium import Compendium
from mesograph.model.laboratory import LaboratoryMixture
from mesograph.model.reasons import Citation, Reason
from mesograph.quantities import Interval
from mesograph.verdicts import Aspect

Counts = dict[tuple["Foretold", bool], int]
"""How many claims, by what was foretold and whether they speak for the mixture."""


class Foretold(Enum):
    """What is predicted of a mixture with every documented claim silenced."""

    PREDICTED = "predicted against"
    LEFT_OPEN = "left open"
    NOTHING = "nothing predicted"
    NOT_COMPUTED = "could not be computed"


class Fit(Enum):
    """How a predicted pH stands to the measured one."""

    CONTAINS = "contains"
    OVERLAPS = "overlaps"
    MISSES = "misses"
    NOT_COMPUTED = "could not be computed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Want:
    """What would have to be known for a prediction: the kind of it, and which."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One claim on one kind of compatibility, beside what is predicted of the mixture it tells of.

    ``mixed`` says how each mixture was built again, ``against`` what is predicted, the surest
    first, ``reckoned`` what else was worked out. ``shares_source`` tells that a prediction rests on
    a rule, figure or trait from the very paper it is held against; ``all_reviewed`` that the traits
    of every substance were looked through, so that what no rule predicts means something.
    ``hindrance`` is why a prediction could not take in all that matters, where that shows.
    """

    claim: CompatibilityClaim
    aspect: Aspect
    foretold: Foretold
    mixed: tuple[str, ...] = ()
    against: tuple[Reason, ...] = ()
    reckoned: tuple[Reason, ...] = ()
    wants: tuple[Want, ...] = ()
    shares_source: bool = False
    all_reviewed: bool = False
    hindrance: str | None = None

    @property
    def is_right(self) -> bool:
        """Tell whether what was foretold came true."""
        wanted = Foretold.NOTHING if self.claim.supports else Foretold.PREDICTED
        return self.foretold is wanted

    @property
    def explanation(self) -> str | None:
        """Say why what was foretold did not come true, as far as that is known."""
        return self.claim.discrepancy or self.hindrance

    @property
    def is_miss(self) -> bool:
        """Tell whether the contrary of what was foretold was seen."""
        wanted = Foretold.PREDICTED if self.claim.supports else Foretold.NOTHING
        return self.foretold is wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class Acidity:
    """A measured pH beside the one that is worked out; ``off_by`` is the gap between the two."""

    mixture: LaboratoryMixture
    measured: Interval
    fit: Fit
    citation: Citation
    mixed: tuple[str, ...] = ()
    because: Reason | None = None
    predicted: Interval | None = None
    off_by: Decimal | None = None
    wants: tuple[Want, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trials:
    """Every prediction that was held against a documented claim or a measured pH."""

    compendium: Compendium
    trials: tuple[Trial, ...]
    acidities: tuple[Acidity, ...]

    @property
    def aspects(self) -> tuple[Aspect, ...]:
        """Give the kinds of compatibility that claims speak of, in the order of the words."""
        found = {each.aspect for each in self.trials}
        return tuple(each for each in Aspect if each in found)

    def of(self, aspect: Aspect) -> tuple[Trial, ...]:
        """Give the trials of one kind."""
        return tuple(each for each in self.trials if each.aspect is aspect)

    def counts(self, aspect: Aspect) -> Counts:
        """Count the claims of one kind by what was foretold and by what was seen."""
        found = {(each, supports): 0 for each in Foretold for supports in (False, True)}
        for each in self.of(aspect):
            found[each.foretold, each.claim.supports] += 1
        return found
