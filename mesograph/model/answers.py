"""The answers of propose and check, ready to be told."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mesograph.model.claims import Claim
from mesograph.model.compendium import Compendium
from mesograph.model.findings import Caution, Finding
from mesograph.model.reasons import Reason, Step, leaf
from mesograph.model.shelves import Shelf
from mesograph.model.showing import Shown
from mesograph.model.things import Circumstances, Part
from mesograph.quantities import Interval
from mesograph.strengths import Strength
from mesograph.verdicts import Certainty, Coordinates, Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """How far one process of the concerns is served by an answer, with what is said against."""

    process: str
    raise_it: bool
    certainty: Certainty | None
    proof: Step
    supporting: tuple[Claim, ...]
    refuting: tuple[Claim, ...]
    refuting_certainty: Certainty | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredPart:
    """A part of an answer with why it is in it.

    ``alternatives`` are other preparations that fit the part and lead to the same answer,
    ``set_aside`` those that fit but have no known status where it is asked, while these have.
    """

    part: Part
    because: tuple[Reason, ...] = ()
    alternatives: tuple[str, ...] = ()
    set_aside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two parts and what is known of them meeting."""

    between: tuple[str, str]
    verdict: str
    proof: Step
    because: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Incompatibility:
    """One thing that parts do to each other, or may do."""

    between: tuple[str, ...]
    kind: str
    verdict: str
    basis: str
    conditions: str
    because: Reason


@dataclass(frozen=True, slots=True)
class FinalStrength:
    """How strong a mixture is in one thing.

    ``kind`` is ingredient, moiety or ion; ``amount`` is in ``unit``, None where it is not known;
    ``per_litre`` in mmol/L and ``charges`` in mEq/L where they could be worked out. ``exact`` has
    the figure before it was cut for showing.
    """

    substance: str
    kind: str
    amount: Interval | None
    unit: str
    per_litre: Interval | None
    charges: Interval | None
    proof: Step
    exact: Strength | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """A change to a mixture that was tried and lifts something, with what then stands.

    ``parts`` are the mixtures it leads to, one or several syringes; ``lifts`` the checks that were
    failed or decided and no longer are; ``still`` what then keeps it from being admissible.
    """

    kind: str
    text: str
    syringes: tuple[tuple[Part, ...], ...]
    lifts: tuple[str, ...]
    admissible: bool
    verdict: str
    still: tuple[str, ...]
    proof: Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessed:
    """A mixture with everything the checks found."""

    parts: tuple[AnsweredPart, ...]
    found: Coordinates
    verdict: str
    admissible: bool
    findings: tuple[Finding, ...]
    proof: Step | None = None
    pairs: tuple[Pair, ...] = ()
    incompatibilities: tuple[Incompatibility, ...] = ()

    @property
    def cautions(self) -> tuple[Caution, ...]:
        """Give every caution once, in the order of the checks."""
        return tuple(dict.fromkeys(c for each in self.findings for c in each.cautions))

    @property
    def needs(self) -> tuple[str, ...]:
        """Give what would have to be known, once each, in the order of the checks."""
        return tuple(dict.fromkeys(n for each in self.findings for n in each.needs))


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """A proposal or a candidate: an assessed mixture with rank, score and what it covers."""

    rank: int
    score: Mapping[str, int]
    proof: Step
    optimal: bool
    assessed: Assessed
    coverage: tuple[Covered, ...]
    adds: tuple[str, ...] = ()
    co_used: tuple[Reason, ...] = ()

    @property
    def is_plausible_only(self) -> bool:
        """Tell whether only mechanisms speak for it, and nothing that was seen in people of it."""
        return self.score["evidence_in_people"] == 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NotProposed:
    """A preparation or substance with a claim on the concern that is not proposed, and why."""

    id: str
    label: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparator:
    """What may be done instead."""

    kind: str
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The question under which an answer holds; parts are given as they were written.

    ``as_of`` is the day by which lots must be good, None where no lot is asked about; ``data``
    names the files of one's own that were added.
    """

    policy: Policy
    circumstances: Circumstances
    concerns: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    at_most: int | None = None
    keep: int | None = None
    shelf: Shelf | None = None
    as_of: str | None = None
    data: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Proposals(Shown):
    """The answer of propose."""

    asked: Asked
    compendium: Compendium
    options: int
    looked_at: int
    gap: Mapping[str, int] | None
    proposals: tuple[Proposed, ...]
    candidates: tuple[Proposed, ...]
    not_proposed: tuple[NotProposed, ...]
    comparators: tuple[Comparator, ...]

    @property
    def is_good(self) -> bool:
        """Tell whether something is admissible."""
        return bool(self.proposals)


def proofs_of(answer: "Proposals | Checked") -> Iterator[Step]:
    """Give the proofs of everything an answer tells, in its order."""
    if isinstance(answer, Checked):
        yield from _proofs_in(answer.assessed)
        yield from (each.proof for each in answer.strengths)
        yield from (each.proof for each in answer.repairs)
        return
    for each in (*answer.proposals, *answer.candidates):
        yield each.proof
        yield from _proofs_in(each.assessed)
        yield from (covered.proof for covered in each.coverage)
        yield from (reason.proof for reason in each.co_used)
        for covered in each.coverage:
            yield from (leaf(claim) for claim in (*covered.supporting, *covered.refuting))
    for refused in answer.not_proposed:
        yield from (reason.proof for reason in refused.reasons)
    yield from (each.reason.proof for each in answer.comparators)


def _proofs_in(assessed: Assessed) -> Iterator[Step]:
    if assessed.proof is not None:
        yield assessed.proof
    for answered in assessed.parts:
        yield from (reason.proof for reason in answered.because)
    for finding in assessed.findings:
        yield finding.proof
        yield from (reason.proof for reason in finding.because)
        yield from (caution.proof for caution in finding.cautions if caution.proof)
    for pair in assessed.pairs:
        yield pair.proof
        yield from (reason.proof for reason in pair.because)
    yield from (each.because.proof for each in assessed.incompatibilities)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Checked(Shown):
    """The answer of check."""

    asked: Asked
    compendium: Compendium
    assessed: Assessed
    deciding: frozenset[str]
    strengths: tuple[FinalStrength, ...] = ()
    repairs: tuple[Repair, ...] = ()

    @property
    def is_good(self) -> bool:
        """Tell whether the mixture is admissible."""
        return self.assessed.admissible
