"""What a plan is about, and which claims bear on it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from mesograph.formulation.bearing import answers_to, claims_about
from mesograph.formulation.case import Case, open_case
from mesograph.formulation.checks.persons import is_asked
from mesograph.formulation.desk import Desk
from mesograph.model.answers import Asked, Proposals
from mesograph.model.claims import (
    Amount,
    CareClaim,
    Claim,
    ComplicationClaim,
    ContraindicationClaim,
    StateClaim,
)
from mesograph.model.compendium import Compendium
from mesograph.model.persons import ALLERGIES, ANY_ALLERGY, CONDITIONS, MEDICINES, STATES_OF_FIELDS
from mesograph.model.plans import Line, Said
from mesograph.model.reasons import told
from mesograph.model.things import PREPARATION_KINDS, Part, Preparation
from mesograph.quantities import as_range, unit_word

REMEDIES = ("first-measure", "prevention", "referral")
"""Facets of a complication that name what is done about it."""

ANY_INJECTION = "any injection into the skin"
ANYTHING = Part(
    Preparation(
        id=f"ad-hoc:{ANY_INJECTION}",
        label=ANY_INJECTION,
        kind="Preparation",
        ingredients=(),
        ad_hoc=True,
    )
)
"""Stands for whatever may be injected: what bears on it bears on every part."""
_FIELDS = {state: field for field, state in STATES_OF_FIELDS.items()} | {
    "minor-age": "age",
    "dark-phototype": "phototype",
    ANY_ALLERGY: ALLERGIES,
}
"""The field of the person file that answers for a state, where it has one of its own."""


@dataclass(frozen=True)
class Scope:
    """The question of a plan, with what was proposed for it."""

    compendium: Compendium
    asked: Asked
    proposals: Proposals
    depth: str | None = None

    @cached_property
    def concerns(self) -> frozenset[str]:
        """Give the concerns asked with every broader one."""
        family = self.compendium.concern_family
        return frozenset(each for concern in self.asked.concerns for each in family(concern))

    @cached_property
    def regions(self) -> frozenset[str]:
        """Give the region asked with every larger one; none where none was asked."""
        region = self.asked.circumstances.region
        return self.compendium.region_family(region) if region else frozenset()

    @cached_property
    def techniques(self) -> frozenset[str]:
        """Give the technique asked with every one of which it is a variant; else none."""
        technique = self.asked.circumstances.technique
        return self.compendium.technique_family(technique) if technique else frozenset()

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """Give every part of a proposal, once, in the order of the proposals."""
        return tuple(
            dict.fromkeys(
                answered.part
                for each in self.proposals.proposals
                for answered in each.assessed.parts
            )
        )

    @cached_property
    def held(self) -> frozenset[str]:
        """Give all that the parts of the proposals answer to: themselves, substances, traits."""
        return frozenset().union(
            *(names for part in self.parts for names in answers_to(self.compendium, part)[:2])
        )

    @cached_property
    def _desk(self) -> Desk:
        return Desk(self.compendium, self.asked)

    @cached_property
    def serving(self) -> tuple[Part, ...]:
        """Give every preparation that serves a process of the concerns, whatever forbids it."""
        return tuple(part for part in self._desk.options() if self._desk.serves(part))

    @cached_property
    def asked_of(self) -> tuple[Part, ...]:
        """Give what states are asked of: any injection, and every preparation that serves."""
        return (ANYTHING, *self.serving)

    @cached_property
    def cases(self) -> dict[str, Case]:
        """Give the case of every part that is asked of or proposed, each by itself."""
        circumstances, concerns = self.asked.circumstances, self.asked.concerns
        parts = {part.id: part for part in (*self.asked_of, *self.parts)}
        return {
            id_: open_case(self.compendium, (part,), circumstances, concerns)
            for id_, part in parts.items()
        }

    @cached_property
    def contraindications(self) -> dict[str, tuple[ContraindicationClaim, ...]]:
        """Give the contraindications that are asked of each of these parts."""
        return {
            id_: tuple(
                claim
                for claim in claims_about(self.compendium, ContraindicationClaim, part)
                if claim.supports and is_asked(case, part, claim)
            )
            for id_, case in self.cases.items()
            for part in case.mixture
        }

    @cached_property
    def person_fields(self) -> tuple[str, ...]:
        """Name every field that a gate or allergy check of a part, or of what it beats, asks."""
        if self.asked.circumstances.person is None:
            return ()
        states = {
            state
            for claims in self.contraindications.values()
            for claim in claims
            for state in (*claim.states, *([claim.concern] if claim.concern else []))
        }
        return tuple(
            sorted({ALLERGIES, *(field for state in states for field in self.fields_of(state))})
        )

    def fields_of(self, state: str) -> tuple[str, ...]:
        """Name the fields that can answer for a state: its own, and medicines that bring it."""
        own = _FIELDS.get(state, CONDITIONS)
        return (own, MEDICINES) if state in self._brought_by_medicines else (own,)

    @cached_property
    def _brought_by_medicines(self) -> frozenset[str]:
        return frozenset().union(*(each.states for each in self.compendium.claims_of(StateClaim)))

    @cached_property
    def tissues(self) -> frozenset[str]:
        """Give the tissues in which the processes of the concerns run."""
        processes = {each.process for each in self._desk.all_targets}
        things = self.compendium.things
        return frozenset().union(
            *(getattr(things[each], "tissues", frozenset()) for each in processes)
        )

    def bears(self, claim: Claim) -> bool:
        """Tell whether a claim is on this concern, region, technique and product, where it says."""
        asked = self.asked.circumstances
        regions: frozenset[str] = getattr(claim, "regions", frozenset())
        concerns: frozenset[str] = getattr(claim, "concerns", frozenset())
        techniques: frozenset[str] = getattr(claim, "techniques", frozenset())
        about: frozenset[str] = getattr(claim, "about", frozenset())
        return (
            (not regions or bool(regions & self.regions))
            and (not concerns or bool(concerns & self.concerns))
            and (not techniques or asked.technique is None or bool(techniques & self.techniques))
            and (not about or self._is_met(claim, about))
        )

    def _is_met(self, claim: Claim, about: frozenset[str]) -> bool:
        """Tell whether a claim is on a technique, or on something that the proposals hold.

        What care is done with, or a complication treated, is not injected for the concern, so what
        is said of it always bears, if it names no product.
        """
        things = self.compendium.things
        kinds = {things[each].kind for each in about if each in things}
        is_remedy = isinstance(claim, ComplicationClaim) and claim.facet in REMEDIES
        if (isinstance(claim, CareClaim) or is_remedy) and not kinds & set(PREPARATION_KINDS):
            return True
        if "DepthClass" in kinds:
            return self.depth in about
        if "Technique" in kinds or "Material" in kinds:
            wanted = self.asked.circumstances.technique
            return wanted is None or bool(about & self.techniques)
        return bool(about & self.held)

    def state_fits(self, states: frozenset[str]) -> bool | None:
        """Tell whether the person is in one of these states, None where nobody asked."""
        if not states:
            return True
        person = self.asked.circumstances.person
        answers = [person.is_in(each) if person else None for each in sorted(states)]
        if True in answers:
            return True
        return None if None in answers else False


def amount_word(amount: Amount | None) -> str:
    """Write what a source gives of a parameter; nothing where it gives words only."""
    if amount is None:
        return ""
    return f"{as_range(amount.value)} {unit_word(amount.unit)}".strip()


def as_said(claims: Iterable[Claim]) -> tuple[Said, ...]:
    """Give what each claim says: figures in rising order, then words, the surest first."""
    return tuple(
        Said(amount=amount_word(getattr(each, "amount", None)), reason=told(each))
        for each in sorted(claims, key=_rising)
    )


def _rising(claim: Claim) -> tuple[bool, str, float, str]:
    amount: Amount | None = getattr(claim, "amount", None)
    if amount is None:
        return True, "", -float(claim.certainty or 0), claim.id
    low = amount.value.low if amount.value.low is not None else 0
    return False, amount.unit, float(low), claim.id


def stated_lines(claims: Iterable[Claim], *, weight: str = "") -> Iterator[Line]:
    """Give a line for each claim in its own words."""
    for each in claims:
        reason = told(each)
        yield Line(text=reason.text, says=(Said(amount="", reason=reason),), weight=weight)
