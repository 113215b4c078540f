"""Claims: what is said, under which conditions, on what evidence."""

from dataclasses import dataclass

from mesograph.quantities import Interval
from mesograph.verdicts import Aspect, Certainty, Method


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A range of one quantity of the final mixture in which a claim was made."""

    kind: str
    value: Interval
    unit: str
    substance: str | None = None
    substance_label: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One named statement with polarity, evidence and the place it was read."""

    id: str
    kind: str
    statement: str
    supports: bool
    source: str
    locator: str
    read_as: str
    opened: str | None = None
    curation_state: str = "entered"
    certainty: Certainty | None = None
    study_model: str | None = None
    participants: int | None = None
    holds_for_moiety: bool = False
    is_generic: bool = False
    local: bool = False

    @property
    def counts_in_favour(self) -> bool:
        """Tell whether this may help a mixture; what was only met as a mention may not."""
        return self.supports and self.read_as == "passage"


@dataclass(frozen=True, slots=True, kw_only=True)
class MechanismClaim(Claim):
    """A substance or preparation acts on a process; ``raises`` gives the sign."""

    agent: str
    action: str
    raises: bool
    process: str
    route: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TraitClaim(Claim):
    """A substance has a trait."""

    agent: str
    trait: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InfluenceClaim(Claim):
    """One process raises or lowers another."""

    origin: str
    raises: bool
    process: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PhysiologyClaim(Claim):
    """A process is in deficit or excess in a concern."""

    concern: str
    process: str
    excess: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicationClaim(Claim):
    """A substance, preparation or mixture improves a concern."""

    agents: frozenset[str]
    concern: str
    route: str | None = None
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SynergyClaim(Claim):
    """Substances together act more than each does."""

    agents: frozenset[str]
    concern: str | None = None
    process: str | None = None
    route: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CompatibilityClaim(Claim):
    """What substances, preparations or traits do to each other in one container."""

    between: frozenset[str]
    aspects: frozenset[Aspect]
    method: Method
    setting: str | None = None
    vehicle: frozenset[str] = frozenset()
    container: str | None = None
    light: str | None = None
    conditions: tuple[Condition, ...] = ()
    remaining_percent: Interval | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CoUseReport(Claim):
    """A published mixture that was used in people: never evidence of compatibility."""

    between: frozenset[str]
    concerns: frozenset[str] = frozenset()
    route: str | None = None
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VetoClaim(Claim):
    """A preparation or substance must not be mixed, with anything or with what is named."""

    about: frozenset[str]
    between: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteClaim(Claim):
    """A preparation is labelled for a route; or a label or authority excludes one.

    An exclusion may name a substance, and may hold in one jurisdiction only.
    """

    about: str
    jurisdiction: str | None = None
    routes: frozenset[str] = frozenset()
    only_route: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RegulatoryClaim(Claim):
    """The legal status of a preparation in a jurisdiction at a date."""

    about: str
    status: str
    jurisdiction: str
    as_of: str
    intended_for: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class MixingInstruction(Claim):
    """The label of a preparation permits or forbids mixing it, with anything or what is named."""

    about: str
    between: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class LawClaim(Claim):
    """A jurisdiction allows or forbids an act."""

    jurisdiction: str
    act: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContraindicationClaim(Claim):
    """A state of person or region, or a concern, forbids something."""

    about: frozenset[str]
    states: frozenset[str] = frozenset()
    concern: str | None = None
    route: str | None = None
    absolute: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ToleranceClaim(Claim):
    """What the tissue makes of a substance or preparation by a route."""

    about: frozenset[str]
    routes: frozenset[str]
    harms: frozenset[str] = frozenset()
    lasting: bool = False
    vehicle: frozenset[str] = frozenset()
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitClaim(Claim):
    """The bounds of a requirement for a route."""

    requirement: str
    routes: frozenset[str]
    band: str
    value: Interval
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementClaim(Claim):
    """An injectable mixture must meet a requirement."""

    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparatorClaim(Claim):
    """What may be done instead of injecting a mixture."""

    concerns: frozenset[str]
    comparator_kind: str
    agents: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginClaim(Claim):
    """A substance is won from something."""

    agent: str
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InUseClaim(Claim):
    """How many hours a preparation may be used once it is opened, dissolved or diluted."""

    about: str
    hours: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneralClaim(Claim):
    """Evidence for or against a belief on mesotherapy at large."""

    about: frozenset[str]
