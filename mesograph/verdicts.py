"""What is known of a mixture (coordinates, verdict words) and what to do about it (policies).

Knowledge and policy are two things: coordinates never look at a policy, and no policy lifts a
failed gate. Unknown is never compatible.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, IntEnum
from itertools import combinations


class Answer(Enum):
    """Whether the conditions of a claim hold for a mixture."""

    TRUE = "true"
    FALSE = "false"
    UNDETERMINED = "undetermined"


class Basis(Enum):
    """Where a statement on compatibility comes from."""

    DOCUMENTED = "documented"
    INFERRED = "inferred"
    CALCULATED = "calculated"


class Method(IntEnum):
    """How a compatibility was established, from weak to strong."""

    OPINION = 1
    EXTRAPOLATED = 2
    VISUAL = 3
    LABEL = 4
    ASSAY = 5
    ASSAY_AND_PARTICLES = 6

    @property
    def word(self) -> str:
        """Give the word used for this method in print."""
        return "assay+particles" if self is Method.ASSAY_AND_PARTICLES else self.name.lower()


class Certainty(IntEnum):
    """How far evidence of an effect in people can be trusted (GRADE words)."""

    CLAIM_ONLY = 1
    PRE_CLINICAL = 2
    VERY_LOW = 3
    LOW = 4
    MODERATE = 5
    HIGH = 6

    @property
    def word(self) -> str:
        """Give the word used for this certainty in print.

        >>> Certainty.PRE_CLINICAL.word, Certainty.VERY_LOW.word
        ('pre-clinical', 'very low')
        """
        hyphenated = self in (Certainty.PRE_CLINICAL, Certainty.CLAIM_ONLY)
        return self.name.lower().replace("_", "-" if hyphenated else " ")


class Aspect(Enum):
    """The side of compatibility a statement speaks of."""

    PHYSICAL = "physical"
    CHEMICAL = "chemical"
    MICROBIOLOGICAL = "microbiological"
    THERAPEUTIC = "therapeutic"


class Scope(Enum):
    """How much of the mixture the support covers."""

    WHOLE = "whole"
    PAIRWISE = "pairwise"
    LABEL = "label"


class Status(Enum):
    """The answer of a check; not-applicable counts as met."""

    MET = "met"
    FAILED = "failed"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not-applicable"

    @property
    def is_met(self) -> bool:
        """Tell whether the check stands in nobody's way."""
        return self in (Status.MET, Status.NOT_APPLICABLE)


class Policy(Enum):
    """How much must be known before a mixture passes."""

    STRICT = "strict"
    CAUTIOUS = "cautious"
    EXPLORATORY = "exploratory"


GATES = ("regulatory", "route", "non-oily", "contraindication")
CHECKS = (
    *GATES,
    "compatibility",
    "precipitation",
    "isotonicity",
    "ph",
    "tolerance",
    "tissue-integration",
    "sterility",
    "in-use-time",
    "allergy",
    "dose",
    "volume",
    "efficacy",
)
KNOWN_UNDER_STRICT = ("isotonicity", "precipitation", "ph", "tolerance", "in-use-time")
OFF_LABEL = "off-label"

PROMOTING_METHODS = frozenset(
    {Method.ASSAY_AND_PARTICLES, Method.ASSAY, Method.VISUAL, Method.LABEL}
)
SILENCING_METHODS = frozenset({Method.ASSAY_AND_PARTICLES, Method.LABEL})


@dataclass(frozen=True, slots=True, kw_only=True)
class Testimony:
    """One claim or prediction as it bears on one mixture, its conditions already answered.

    ``covers`` names the parts it speaks of; a veto counts as documented.
    """

    id: str
    supports: bool
    covers: frozenset[str]
    answer: Answer
    basis: Basis = Basis.DOCUMENTED
    method: Method = Method.OPINION
    aspects: frozenset[Aspect] = frozenset({Aspect.PHYSICAL})

    @property
    def is_prediction(self) -> bool:
        """Tell whether this was inferred or calculated, not documented."""
        return self.basis is not Basis.DOCUMENTED

    @property
    def hazard(self) -> int:
        """Give what this contributes to *against*: 0, 1, 2 or 3."""
        if self.supports or self.answer is Answer.FALSE:
            return 0
        if self.answer is Answer.UNDETERMINED:
            return 1
        return 2 if self.is_prediction else 3

    def promotes(self, aspect: Aspect) -> bool:
        """Tell whether this can lift *for* to 2 in the given aspect."""
        return (
            self.supports
            and not self.is_prediction
            and self.answer is Answer.TRUE
            and self.method in PROMOTING_METHODS
            and aspect in self.aspects
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Coordinates:
    """The two coordinates of a verdict, and in what scope and how *for* was reached."""

    for_: int
    against: int
    scope: Scope | None = None
    visual_only: bool = False


def raw_against(parts: frozenset[str], heard: Iterable[Testimony]) -> int:
    """Give *against* before silencing: the maximum over everything that applies."""
    return max((each.hazard for each in heard if each.covers <= parts), default=0)


def coordinates(
    parts: frozenset[str],
    heard: Iterable[Testimony],
    *,
    labile: frozenset[str] = frozenset(),
    labelled: bool = False,
    models_ran: bool = False,
) -> Coordinates:
    """Weigh all testimonies on a mixture of these parts.

    ``labile`` names the parts marked chemically labile (they need at least 90 % left as well),
    ``labelled`` says that this is one product as supplied, ``models_ran`` that every named model
    could run with all its inputs and reviewed traits.
    """
    relevant = [each for each in heard if each.covers <= parts]
    heard_after = [each for each in relevant if not _is_silenced(each, relevant, labile)]
    against = raw_against(parts, heard_after)
    if labelled and len(parts) == 1:
        return Coordinates(for_=2, against=against, scope=Scope.LABEL)
    for scope, sets in (
        (Scope.WHOLE, [parts]),
        (Scope.PAIRWISE, [frozenset(pair) for pair in combinations(sorted(parts), 2)]),
    ):
        support = [_support(each, relevant, labile) for each in sets if len(parts) > 1]
        if support and all(support):
            return Coordinates(
                for_=2,
                against=against,
                scope=scope,
                visual_only=any(
                    max(each.method for each in found) is Method.VISUAL for found in support
                ),
            )
    nothing_predicted = models_ran and not any(
        each.is_prediction and each.hazard for each in relevant
    )
    return Coordinates(for_=1 if nothing_predicted else 0, against=against)


def word(found: Coordinates) -> str:
    """Give the verdict word for coordinates; the first match wins.

    >>> word(Coordinates(for_=0, against=0)), word(Coordinates(for_=2, against=3))
    ('unknown', 'disputed')
    """
    match found:
        case Coordinates(against=3, for_=2):
            return "disputed"
        case Coordinates(against=3):
            return "incompatible"
        case Coordinates(against=2):
            return "predicted-incompatible"
        case Coordinates(against=1):
            return "conditional"
        case Coordinates(for_=2):
            return "compatible"
        case Coordinates(for_=1):
            return "no-incompatibility-predicted"
        case _:
            return "unknown"


def compatibility_status(found: Coordinates) -> Status:
    """Give the status of the check *compatibility* for coordinates."""
    if found.against >= 2:
        return Status.FAILED
    return Status.MET if found.for_ == 2 and found.against == 0 else Status.UNKNOWN


@dataclass(frozen=True, slots=True)
class Standing:
    """The status of one check with the codes of its cautions."""

    status: Status
    codes: frozenset[str] = frozenset()


def blocking(
    policy: Policy, found: Coordinates, standings: Mapping[str, Standing]
) -> tuple[str, ...]:
    """Name the checks that keep a mixture from passing a policy, in their order.

    A check that was not run counts as unknown.
    """
    return tuple(
        name
        for name in CHECKS
        if _blocks(policy, name, found, standings.get(name, Standing(Status.UNKNOWN)))
    )


def passes(policy: Policy, found: Coordinates, standings: Mapping[str, Standing]) -> bool:
    """Tell whether a mixture passes a policy.

    The policies nest: everything strict passes, cautious passes, and so on.
    """
    return not blocking(policy, found, standings)


def admissible(policy: Policy, found: Coordinates, standings: Mapping[str, Standing]) -> bool:
    """Tell whether a mixture is admissible; what only exploratory passes is a candidate."""
    if policy is Policy.EXPLORATORY:
        return passes(Policy.CAUTIOUS, found, standings)
    return passes(policy, found, standings)


def _blocks(policy: Policy, name: str, found: Coordinates, standing: Standing) -> bool:
    strict, exploratory = policy is Policy.STRICT, policy is Policy.EXPLORATORY
    if name == "compatibility":
        if exploratory:
            return found.against > 1
        firm = found.scope in (Scope.WHOLE, Scope.LABEL) and not found.visual_only
        supported = found.for_ == 2 and found.against == 0
        return not supported or (strict and not firm)
    if standing.status is Status.FAILED:
        return True
    if name in GATES:
        off_label = strict and OFF_LABEL in standing.codes
        return off_label or (not exploratory and not standing.status.is_met)
    must_be_known = strict and name in KNOWN_UNDER_STRICT and found.scope is not Scope.LABEL
    return must_be_known and not standing.status.is_met


def _support(
    covered: frozenset[str], heard: Iterable[Testimony], labile: frozenset[str]
) -> list[Testimony]:
    """Give the testimonies that lift exactly this set to *for* 2; none if they do not suffice."""
    exact = [each for each in heard if each.covers == covered]
    physical = [each for each in exact if each.promotes(Aspect.PHYSICAL)]
    chemical = any(each.promotes(Aspect.CHEMICAL) for each in exact)
    return physical if chemical or not covered & labile else []


def silenced(
    parts: frozenset[str], heard: Iterable[Testimony], labile: frozenset[str]
) -> frozenset[tuple[str, frozenset[str]]]:
    """Name the predictions, with what they cover, that something documented silences."""
    relevant = [each for each in heard if each.covers <= parts]
    return frozenset(
        (each.id, each.covers) for each in relevant if _is_silenced(each, relevant, labile)
    )


def _is_silenced(prediction: Testimony, heard: Iterable[Testimony], labile: frozenset[str]) -> bool:
    if prediction.supports or not prediction.is_prediction:
        return False
    return any(
        each.method in SILENCING_METHODS
        and prediction.covers <= each.covers
        and each in _support(each.covers, heard, labile)
        for each in heard
    )
