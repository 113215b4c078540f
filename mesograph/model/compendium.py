"""The compendium: everything that is known, as things and claims."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar, cast

from mesograph.model.claims import Claim
from mesograph.model.reasons import Reason
from mesograph.model.rules import PairRule, RuleText
from mesograph.model.things import (
    Complex,
    Concern,
    Constant,
    Ion,
    Jurisdiction,
    Lot,
    Preparation,
    Region,
    Requirement,
    SearchRecord,
    Solid,
    Source,
    Substance,
    Technique,
    Thing,
    Versions,
)
from mesograph.naming import Named, NameIndex

SomeClaim = TypeVar("SomeClaim", bound=Claim)


@dataclass(frozen=True, eq=False)
class Compendium:
    """All things and claims by id, with the versions they come from."""

    things: Mapping[str, Thing]
    claims: Mapping[str, Claim]
    versions: Versions
    rules: Mapping[str, RuleText] = field(default_factory=dict)
    pair_rules: tuple[PairRule, ...] = ()
    memory: dict[str, tuple[frozenset[str], frozenset[str], frozenset[str]]] = field(
        default_factory=dict, repr=False
    )
    """What each part answers to, worked out once; see formulation.bearing."""
    rule_masks: dict[str, tuple[int, int]] = field(default_factory=dict, repr=False)
    """Which rules speak of each part, worked out once; see formulation.predicting."""
    consulted: dict[frozenset[str], tuple[str, ...]] = field(default_factory=dict, repr=False)
    """Which claims were looked through for a pair, worked out once; see formulation.telling."""
    told: dict[tuple[object, ...], Reason] = field(default_factory=dict, repr=False)
    """What was heard of parts, told once for all mixtures with them; see formulation.telling."""
    reckoned: dict[tuple[object, ...], object] = field(default_factory=dict, repr=False)
    """The chemistry of each mixture, worked out once; see formulation.chemistry."""
    _bearing: dict[tuple[type[Claim], str], tuple[Claim, ...]] = field(
        default_factory=dict, repr=False
    )
    _by_class: dict[type[Claim], tuple[Claim, ...]] = field(default_factory=dict, repr=False)

    @cached_property
    def sources(self) -> dict[str, Source]:
        """Give the sources by id."""
        return {id_: each for id_, each in self.things.items() if isinstance(each, Source)}

    @cached_property
    def substances(self) -> dict[str, Substance]:
        """Give the substances by id."""
        return {id_: each for id_, each in self.things.items() if isinstance(each, Substance)}

    @cached_property
    def ions(self) -> dict[str, Ion]:
        """Give the ions by id."""
        return {id_: each for id_, each in self.things.items() if isinstance(each, Ion)}

    @cached_property
    def species(self) -> dict[str, str]:
        """Give the ions and weak acids by the names that the dissolution of solids has for them."""
        return {
            name: each.id
            for each in self.things.values()
            if isinstance(each, Ion | Substance)
            for name in each.species
        }

    def made_of(self, product: Constant) -> frozenset[str] | None:
        """Give the ions and weak acids that a solid is made of, None where one is not known."""
        found = [self.species.get(each) for each in product.dissolves_into]
        known = [each for each in found if each is not None]
        return frozenset(known) if known and len(known) == len(found) else None

    @cached_property
    def solids(self) -> dict[str, Solid]:
        """Give the solids by id."""
        return {id_: each for id_, each in sorted(self.things.items()) if isinstance(each, Solid)}

    @cached_property
    def complexes(self) -> dict[str, Complex]:
        """Give the complexes by id."""
        return {id_: each for id_, each in sorted(self.things.items()) if isinstance(each, Complex)}

    @cached_property
    def preparations(self) -> dict[str, Preparation]:
        """Give the preparations by id, in the order of their ids."""
        return {
            id_: each for id_, each in sorted(self.things.items()) if isinstance(each, Preparation)
        }

    @cached_property
    def concerns(self) -> dict[str, Concern]:
        """Give the concerns by id."""
        return {id_: each for id_, each in self.things.items() if isinstance(each, Concern)}

    @cached_property
    def requirements(self) -> dict[str, Requirement]:
        """Give the requirements by id."""
        return {id_: each for id_, each in self.things.items() if isinstance(each, Requirement)}

    @cached_property
    def jurisdictions(self) -> dict[str, Jurisdiction]:
        """Give the jurisdictions by id."""
        return {id_: each for id_, each in self.things.items() if isinstance(each, Jurisdiction)}

    @cached_property
    def searches(self) -> tuple[SearchRecord, ...]:
        """Give the literature search records in the order of their ids."""
        return tuple(
            each for _, each in sorted(self.things.items()) if isinstance(each, SearchRecord)
        )

    @cached_property
    def lots(self) -> tuple[Lot, ...]:
        """Give the lots on one's own shelf in the order of their ids."""
        return tuple(each for _, each in sorted(self.things.items()) if isinstance(each, Lot))

    @cached_property
    def names(self) -> NameIndex:
        """Give the index of all names: label, other names, identifiers, IRI and CURIE."""
        return NameIndex(
            (
                Named(name, id_, each.kind)
                for id_, each in self.things.items()
                for name in (each.label, *each.names)
            ),
            {id_: each.label for id_, each in self.things.items()},
        )

    def classes_of(self, id_: str) -> frozenset[str]:
        """Give every class of the ontology that a thing is said to be of."""
        thing = self.things.get(id_)
        return thing.classes if thing else frozenset()

    def ids_of(self, kind: str) -> frozenset[str]:
        """Give the ids of everything that is said to be of a class of the ontology."""
        return frozenset(id_ for id_, each in self.things.items() if kind in each.classes)

    def label(self, id_: str) -> str:
        """Give what a thing is called, or its local name in words where it has no label."""
        thing = self.things.get(id_)
        return thing.label if thing else id_.replace("-", " ")

    def claims_of(self, kind: type[SomeClaim]) -> tuple[SomeClaim, ...]:
        """Give all claims of a class in the order of their ids."""
        if kind not in self._by_class:
            self._by_class[kind] = tuple(
                each for _, each in sorted(self.claims.items()) if isinstance(each, kind)
            )
        return cast("tuple[SomeClaim, ...]", self._by_class[kind])

    def remembered(
        self, kind: type[SomeClaim], id_: str, find: Callable[[], tuple[SomeClaim, ...]]
    ) -> tuple[SomeClaim, ...]:
        """Give the claims of a class that bear on a thing, found once."""
        key = (kind, id_)
        if key not in self._bearing:
            self._bearing[key] = find()
        return cast("tuple[SomeClaim, ...]", self._bearing[key])

    @cached_property
    def without_local(self) -> "Compendium":
        """Give the same knowledge without what a user's files say in favour of anything."""
        return Compendium(
            self.things,
            {id_: each for id_, each in self.claims.items() if not (each.local and each.supports)},
            self.versions,
            self.rules,
            self.pair_rules,
        )

    def moiety_family(self, substance: str) -> frozenset[str]:
        """Give a substance with the moiety it delivers."""
        known = self.substances.get(substance)
        return frozenset({substance, known.moiety} if known and known.moiety else {substance})

    def concern_family(self, concern: str) -> tuple[str, ...]:
        """Give a concern and, after it, every broader one."""
        return self._concern_families.get(concern, (concern,))

    @cached_property
    def _concern_families(self) -> dict[str, tuple[str, ...]]:
        families: dict[str, tuple[str, ...]] = {}
        for concern in self.concerns:
            found = [concern]
            for each in found:
                known = self.concerns.get(each)
                found += sorted(known.broader - set(found)) if known else []
            families[concern] = tuple(found)
        return families

    def region_family(self, region: str) -> frozenset[str]:
        """Give a region with every larger one in which it lies."""
        found = [region]
        for each in found:
            known = self.things.get(each)
            found += sorted(known.part_of - set(found)) if isinstance(known, Region) else []
        return frozenset(found)

    def technique_family(self, technique: str) -> frozenset[str]:
        """Give a technique with every one of which it is a variant."""
        found = [technique]
        for each in found:
            known = self.things.get(each)
            found += sorted(known.variant_of - set(found)) if isinstance(known, Technique) else []
        return frozenset(found)

    def law_of(self, jurisdiction: str) -> frozenset[str]:
        """Give the jurisdictions whose authorisations count: itself, its union, its members."""
        known = self.jurisdictions.get(jurisdiction)
        unions = known.member_of if known else frozenset()
        members = {
            id_ for id_, each in self.jurisdictions.items() if jurisdiction in each.member_of
        }
        return frozenset({jurisdiction, *unions, *members})
