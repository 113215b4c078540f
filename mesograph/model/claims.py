"""Claims: what is said, under which conditions, on what evidence."""

from dataclasses import dataclass
from decimal import Decimal

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
    discrepancy: str | None = None
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
class DoseClaim(Claim):
    """The most of a substance at one time, in mg and in mg for each kilogram of the body.

    ``most_grams`` is of a cream. ``with_vasoconstrictor`` is None where the source does not say;
    ``given_with`` names the vasoconstrictor, of ``vasoconstrictor_strength`` mg/mL at the least.
    ``uses`` and ``regions`` are empty where it holds for any. Ages are in years.
    """

    about: str
    most: Decimal | None = None
    most_per_kg: Decimal | None = None
    most_grams: Decimal | None = None
    with_vasoconstrictor: bool | None = None
    given_with: frozenset[str] = frozenset()
    vasoconstrictor_strength: Decimal | None = None
    uses: frozenset[str] = frozenset()
    from_age: Decimal | None = None
    below_age: Decimal | None = None
    hours: Decimal | None = None
    regions: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class AdditivityClaim(Claim):
    """Toxic effects of substances with bounded doses add up; it names those it was said of."""

    about: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningClaim(Claim):
    """What to mind of substances, or of all with a trait, wherever they are in what is given."""

    about: frozenset[str]


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
    """A state of the person, a concern or a region forbids something."""

    about: frozenset[str]
    states: frozenset[str] = frozenset()
    concern: str | None = None
    route: str | None = None
    absolute: bool = False
    regions: frozenset[str] = frozenset()
    techniques: frozenset[str] = frozenset()


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
class Amount:
    """What a source gives of a parameter: a range with its unit."""

    value: Interval
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DegradationClaim(Claim):
    """How fast a substance breaks down, alone or with all of some others.

    ``amount`` is a loss in percent after ``hours``, or a rate constant; None where the source has
    words only. A rate of second order goes by how much there is of ``reactant``.
    """

    about: str
    together_with: frozenset[str] = frozenset()
    amount: Amount | None = None
    hours: Interval | None = None
    order: str | None = None
    reactant: str | None = None
    vehicle: frozenset[str] = frozenset()
    container: str | None = None
    light: str | None = None
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneralClaim(Claim):
    """Evidence for or against a belief on mesotherapy at large."""

    about: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class TechniqueClaim(Claim):
    """How a technique is done, how deep, with what, how often, or for what."""

    about: frozenset[str]
    parameter: str
    amount: Amount | None = None
    regions: frozenset[str] = frozenset()
    tissues: frozenset[str] = frozenset()
    concerns: frozenset[str] = frozenset()
    materials: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class AnatomyClaim(Claim):
    """Where a part of the body lies, how thick it is, or how people differ in it."""

    about: frozenset[str]
    parameter: str
    amount: Amount | None = None
    regions: frozenset[str] = frozenset()
    tissues: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class DangerClaim(Claim):
    """What an injection into a region puts at risk, and what to avoid there."""

    regions: frozenset[str]
    at_risk: frozenset[str] = frozenset()
    avoids: frozenset[str] = frozenset()
    complications: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplicationClaim(Claim):
    """What a source tells of a complication: a sign, a cause, a first measure, or else."""

    complications: frozenset[str]
    facet: str
    about: frozenset[str] = frozenset()
    amount: Amount | None = None
    regions: frozenset[str] = frozenset()
    techniques: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class CareClaim(Claim):
    """A measure is to be taken, or kept from, in a phase of the treatment."""

    measure: str
    phase: str
    amount: Amount | None = None
    concerns: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    techniques: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    about: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class CostClaim(Claim):
    """What a treatment costs the person who has it, as reported."""

    parameter: str
    amount: Amount
    jurisdiction: str
    as_of: str
    concerns: frozenset[str] = frozenset()
    about: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class StateClaim(Claim):
    """Who takes a medicine is in a state that may forbid something."""

    about: frozenset[str]
    states: frozenset[str]
