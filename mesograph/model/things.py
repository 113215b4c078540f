"""Substances, preparations, processes, concerns and all else a claim can speak of."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from mesograph.model.persons import Person
from mesograph.quantities import Interval
from mesograph.strengths import Strength

SUBSTANCE_KINDS = ("Substance", "Moiety", "Salt")
PREPARATION_KINDS = ("MarketedProduct", "GenericPreparation", "Preparation")
TEACHING_KINDS = ("LearningOutcome", "AssessmentCriterion", "ExamTip", "CommonMistake")
ACTIVE_ROLES = ("active-ingredient", "local-anaesthetic")


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """Anything with an IRI (given as a local name), a label and other names."""

    id: str
    label: str
    kind: str
    curie: str = ""
    local: bool = False
    names: tuple[str, ...] = ()
    definition: str | None = None
    notes: tuple[str, ...] = ()
    classes: frozenset[str] = frozenset()
    matches: "tuple[Match, ...]" = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What a thing is called elsewhere: how close it is, the id there, and its label."""

    how: str
    curie: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Thing):
    """A document in which claims were read."""

    citation: str
    url: str | None = None
    doi: str | None = None
    pmid: str | None = None
    source_kind: str | None = None
    opened: str | None = None
    is_founding_text: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Substance(Thing):
    """Matter of defined composition, with its moiety and traits.

    ``constituents`` are the ions, weak acids and bases that a formula unit gives in water, and how
    many of each. ``element`` and ``species`` are what PHREEQC calls it.
    """

    moiety: str | None = None
    traits: frozenset[str] = frozenset()
    traits_reviewed: bool = False
    sources: tuple[str, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()
    constants: "tuple[Constant, ...]" = ()
    constituents: tuple[tuple[str, int], ...] = ()
    element: str | None = None
    species: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ion(Thing):
    """A charged particle that takes up no proton, its charge, and what PHREEQC calls it."""

    charge: int
    element: str | None = None
    species: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A quantity with unit and the place it was read; ``obtained`` is measured or calculated."""

    id: str
    value: Interval
    unit: str
    source: str | None
    locator: str | None = None
    obtained: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Constant(Figure):
    """A figure of a substance, such as a pKa, and at what it was found.

    ``quantity`` is the local name of its property; strength is in mg/mL, temperature in °C, ionic
    strength in mol/L. ``step`` and ``dissociates_as`` are of a pKa, ``dissolution`` of a solid.
    """

    quantity: str
    strength: Decimal | None = None
    temperature: Decimal | None = None
    ionic_strength: Decimal | None = None
    step: int | None = None
    dissociates_as: str | None = None
    dissolution: str | None = None
    notes: tuple[str, ...] = ()

    @property
    def dissolves_into(self) -> frozenset[str]:
        """Give what a solid dissolves into, by the names of species."""
        right = (self.dissolution or "").partition("=")[2]
        return frozenset(right.split()) - {"+", "2", "3", "H+", "H2O"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Solid(Thing):
    """A solid that mineral ions may form, with its solubility products as sources give them."""

    products: tuple[Constant, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Complex(Thing):
    """A metal ion bound by a weak acid with no proton left, and how firmly."""

    ion: str
    ligand: str
    constants: tuple[Constant, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingredient:
    """One substance in one role at one strength; a strength that is not known is None.

    ``held_by`` is the state by which it is dissolved above its solubility in water.
    ``of_unknown_hydrate`` tells that the strength may count water of crystallisation.
    """

    substance: str
    role: str
    strength: Strength | None
    source: str | None = None
    locator: str | None = None
    held_by: str | None = None
    of_unknown_hydrate: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Preparation(Thing):
    """What stands on the shelf. An ad-hoc part has no IRI of the graph and ``ad_hoc`` set."""

    ingredients: tuple[Ingredient, ...]
    vehicle: str | None = None
    ph: tuple[Figure, ...] = ()
    osmolality: tuple[Figure, ...] = ()
    osmolarity: tuple[Figure, ...] = ()
    titratable_acidity: tuple[Figure, ...] = ()
    manufacturer: str | None = None
    pack: str | None = None
    partly_known: bool = False
    ad_hoc: bool = False

    @property
    def actives(self) -> tuple[Ingredient, ...]:
        """Give what the preparation is given for."""
        return tuple(each for each in self.ingredients if each.role in ACTIVE_ROLES)

    @property
    def substances(self) -> frozenset[str]:
        """Give every substance in the preparation, whatever its role."""
        return frozenset(each.substance for each in self.ingredients)

    def strength_of(self, substance: str) -> Strength | None:
        """Give the strength of a substance over all its roles, None if it is absent.

        Where a strength is not known the sum is open: at least what is known.
        """
        given = [each.strength for each in self.ingredients if each.substance == substance]
        known = [each for each in given if each is not None]
        if not given or len({each.unit for each in known}) > 1:
            return None
        total = Interval.exactly(0)
        for each in known:
            total = total + each.amount
        if len(known) < len(given):
            total = Interval(total.low, None)
        return Strength(total, known[0].unit if known else "mg/mL")


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern(Thing):
    """What is to be improved."""

    broader: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Technique(Thing):
    """A way of injecting, and the techniques of which it is a variant."""

    variant_of: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Process(Thing):
    """What the skin does or suffers, and in which tissues."""

    tissues: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Jurisdiction(Thing):
    """A state or union whose law holds."""

    member_of: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement(Thing):
    """What an injectable mixture must satisfy, with the checks that answer it."""

    answered_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Region(Thing):
    """A part of the surface of the body, and the larger ones in which it lies."""

    part_of: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class TeachingPoint(Thing):
    """What a student is to learn, show or avoid, and where the graph answers it."""

    quotes: tuple[str, ...] = ()
    teaches: frozenset[str] = frozenset()
    questions: tuple[str, ...] = ()
    commands: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRecord(Thing):
    """Where and when something was looked for, with what result."""

    between: frozenset[str]
    looked_for: frozenset[str] = frozenset()
    corpus: str
    query: str
    searched_on: str
    result: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundingItem(Thing):
    """A term or statement of a founding text, with what it stands for in the graph."""

    stands_for: frozenset[str] = frozenset()
    stands_against: frozenset[str] = frozenset()
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lot(Thing):
    """What stands on one's own shelf of one preparation; ``expires_on`` is the last day of use."""

    preparation: str
    number: str | None = None
    expires_on: str | None = None
    pack: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A preparation and the volume drawn of it; None means that any ratio is meant."""

    preparation: Preparation
    volume_ml: Decimal | None = None

    @property
    def id(self) -> str:
        """Give the id of the preparation."""
        return self.preparation.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What else is given in a session: the preparations it may be, and how much of it.

    A solution has ``volume_ml``, a cream ``grams``; None where that was not said.
    """

    text: str
    preparations: tuple[Preparation, ...]
    volume_ml: Decimal | None = None
    grams: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """What is given at one time: a mixture, so many times, and other things beside it."""

    times: int = 1
    besides: tuple[Beside, ...] = ()

    @property
    def is_more(self) -> bool:
        """Tell whether more is given than one mixture once."""
        return self.times > 1 or bool(self.besides)


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What a mixture is asked under; the defaults are printed with every answer."""

    route: str = "intradermal"
    jurisdiction: str = "eu"
    container: str = "plastic"
    light: str = "room-light"
    temperature: Interval = field(default_factory=lambda: Interval.of("15", "25"))
    hours: Interval = field(default_factory=lambda: Interval.of("0", "0.25"))
    region: str | None = None
    technique: str | None = None
    person: Person | None = None
    session: Session = field(default_factory=Session)


@dataclass(frozen=True, slots=True, kw_only=True)
class Until:
    """How a mixture is kept until it is used; what is None is as assumed."""

    hours: Decimal | None = None
    light: str | None = None
    temperature: Interval | None = None

    def put_into(self, circumstances: Circumstances) -> Circumstances:
        """Put what is said in place of what was assumed."""
        return replace(
            circumstances,
            hours=circumstances.hours if self.hours is None else Interval(Decimal(0), self.hours),
            light=self.light or circumstances.light,
            temperature=self.temperature or circumstances.temperature,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """What an answer rests on: versions of code, ontology, data and rules."""

    code: str
    ontology: str
    data: str
    rules: str


Labels = Mapping[str, str]
