"""Explanations: why a statement holds or not, why something is refused, which way leads where."""

from collections.abc import Mapping
from dataclasses import dataclass

from mesograph.model.answers import Asked, Assessed
from mesograph.model.compendium import Compendium
from mesograph.model.reasons import Step
from mesograph.model.showing import Shown
from mesograph.verdicts import Certainty, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Justification:
    """A smallest set of leaves from which a statement follows."""

    leaves: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Explanation(Shown):
    """The proof of a statement, or of what is known where it does not follow.

    ``others`` are the other ways to the same conclusion by their last step. ``justifications`` are
    minimal sets of claims and statements, best first; ``complete`` tells whether these are all.
    """

    compendium: Compendium
    statement: str
    follows: bool
    proof: Step
    others: tuple[Step, ...] = ()
    justifications: tuple[Justification, ...] = ()
    complete: bool = True
    asked: Asked | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hindrance:
    """One check that stands in the way, its proof, and what would lift it."""

    check: str
    status: Status
    proof: Step
    lifted_by: tuple[str, ...]
    decides: bool


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Refusal(Shown):
    """Why something is not admissible for a concern: every hindrance, deciding ones first."""

    compendium: Compendium
    asked: Asked
    assessed: Assessed
    unserved: tuple[Step, ...]
    not_computed: tuple[str, ...]
    hindrances: tuple[Hindrance, ...]

    @property
    def is_own(self) -> bool:
        """Tell whether only knowledge of one's own would make it pass: strict takes none of it."""
        return not (self.is_admissible or any(each.decides for each in self.hindrances))

    @property
    def is_admissible(self) -> bool:
        """Tell whether there is nothing to explain: it passes the policy."""
        return self.assessed.admissible


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One link of a chain: from, to, in which direction it turns, and by which claims or facts.

    ``against`` are the claims that refute it.
    """

    origin: str
    target: str
    words: str
    sign: int
    steps: tuple[Step, ...]
    against: tuple[Step, ...] = ()

    @property
    def certainty(self) -> Certainty | None:
        """Give the certainty of its best claim; None for a fact, such as what a product holds."""
        return max((each.certainty for each in self.steps if each.certainty), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """A signed way from a substance to a concern."""

    links: tuple[Link, ...]

    @property
    def helps(self) -> bool:
        """Tell whether it turns the concern for the better."""
        sign = 1
        for each in self.links:
            sign *= each.sign
        return sign > 0

    @property
    def certainty(self) -> Certainty | None:
        """Give the certainty of the weakest link, as of all mechanisms pre-clinical at most."""
        known = [each.certainty for each in self.links if each.certainty]
        return min([*known, Certainty.PRE_CLINICAL]) if known else None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Paths(Shown):
    """All chains from a substance or preparation to a concern, the most certain first."""

    compendium: Compendium
    origin: str
    concern: str
    chains: tuple[Chain, ...]
    longest: int


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Doubted(Shown):
    """What changes when nothing a source says is believed.

    ``rules`` are those that were read nowhere else: they still stand in what follows here.

    ``fallen`` and ``appeared`` are told by the rule that brought them, ``standing`` are conclusions
    that rested on the source and stand on other legs. ``verdicts`` are pairs of preparations whose
    verdict changes, with the words before and after.
    """

    compendium: Compendium
    source: str
    claims: tuple[str, ...]
    rules: tuple[str, ...]
    fallen: Mapping[str, tuple[str, ...]]
    appeared: Mapping[str, tuple[str, ...]]
    standing: tuple[str, ...]
    verdicts: tuple[tuple[str, str, str, str], ...]
