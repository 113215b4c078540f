"""Which maxima hold for what is given: each is answered, none is dropped unsaid."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from mesograph.formulation.conditions import all_of
from mesograph.formulation.dosing.constricting import INJECTED
from mesograph.formulation.dosing.giving import Given, root
from mesograph.model.claims import DoseClaim
from mesograph.model.compendium import Compendium
from mesograph.model.reasons import AnsweredCondition
from mesograph.model.things import Circumstances
from mesograph.quantities import as_number
from mesograph.verdicts import Answer

A_DAY = Decimal(24)
"""A maximum for so many hours or more says nothing on how much of it at once."""


@dataclass(frozen=True, slots=True)
class Maximum:
    """A maximum with how its conditions were answered for what is given."""

    claim: DoseClaim
    conditions: tuple[AnsweredCondition, ...]

    @property
    def answer(self) -> Answer:
        """Tell whether it holds here."""
        return all_of(each.answer for each in self.conditions)

    @property
    def may_hold(self) -> bool:
        """Tell whether it holds, or may."""
        return self.answer is not Answer.FALSE

    @property
    def why_not(self) -> str:
        """Say what stands in its way."""
        return next(each.hindrance for each in self.conditions if each.answer is Answer.FALSE)

    @property
    def is_for_a_day(self) -> bool:
        """Tell whether it bounds a day rather than one time."""
        return self.claim.hours is not None and self.claim.hours >= A_DAY


def maxima_of(
    compendium: Compendium,
    asked: Circumstances,
    given: Given,
    moiety: str,
    constricted: Answer,
) -> tuple[Maximum, ...]:
    """Give every maximum of a moiety, answered for one thing that is given."""
    found = [
        Maximum(claim, tuple(_answered(compendium, asked, given, claim, constricted)))
        for claim in _claims_on(compendium, moiety)
    ]
    narrower = {
        each.claim.source for each in found if each.claim.regions and each.answer is Answer.TRUE
    }
    return tuple(_unless_narrower(each, narrower) for each in found)


def bounded(compendium: Compendium) -> frozenset[str]:
    """Give the moieties that some source bounds in milligrams."""
    return frozenset(
        root(compendium, claim.about)
        for claim in compendium.claims_of(DoseClaim)
        if claim.counts_in_favour and claim.most_grams is None
    )


def milligrams(claim: DoseClaim, weight: Decimal | None) -> Decimal | None:
    """Give the most that a source allows somebody of a weight in kg, None if that is not known."""
    found = [claim.most] if claim.most is not None else []
    if weight is not None and claim.most_per_kg is not None:
        found.append(claim.most_per_kg * weight)
    return min(found, default=None)


def answered_age(asked: Circumstances, claim: DoseClaim) -> Iterator[AnsweredCondition]:
    """Answer for whom a maximum holds; where no age is told, an adult is taken."""
    if claim.from_age is None and claim.below_age is None:
        return
    text = _ages(claim)
    age = asked.person.age if asked.person else None
    if age is None:
        child = claim.below_age is not None
        note = f"{text}, and no age is told" if child else ""
        yield AnsweredCondition(text, Answer.FALSE if child else Answer.TRUE, note)
        return
    old_enough = claim.from_age is None or age >= claim.from_age
    young_enough = claim.below_age is None or age < claim.below_age
    fits = old_enough and young_enough
    yield AnsweredCondition(text, Answer.TRUE if fits else Answer.FALSE, "" if fits else text)


def _claims_on(compendium: Compendium, moiety: str) -> tuple[DoseClaim, ...]:
    return compendium.remembered(
        DoseClaim,
        moiety,
        lambda: tuple(
            claim
            for claim in compendium.claims_of(DoseClaim)
            if claim.counts_in_favour
            and claim.most_grams is None
            and root(compendium, claim.about) == moiety
        ),
    )


def _answered(
    compendium: Compendium,
    asked: Circumstances,
    given: Given,
    claim: DoseClaim,
    constricted: Answer,
) -> Iterator[AnsweredCondition]:
    if claim.uses:
        text = "for " + " or ".join(compendium.label(each) for each in sorted(claim.uses))
        fits = INJECTED in claim.uses
        yield AnsweredCondition(text, Answer.TRUE if fits else Answer.FALSE, "" if fits else text)
    yield from answered_age(asked, claim)
    if claim.regions:
        yield _in_region(compendium, asked, given, claim)
    if claim.with_vasoconstrictor is not None:
        yield _constriction(claim.with_vasoconstrictor, constricted)


def _ages(claim: DoseClaim) -> str:
    bounds = []
    if claim.from_age is not None:
        bounds.append(f"from {as_number(claim.from_age)}")
    if claim.below_age is not None:
        bounds.append(f"below {as_number(claim.below_age)}")
    return f"for an age {' to '.join(bounds)} years"


def _in_region(
    compendium: Compendium, asked: Circumstances, given: Given, claim: DoseClaim
) -> AnsweredCondition:
    names = ", ".join(sorted(compendium.label(each) for each in claim.regions))
    text = f"for {names}"
    if asked.region is None or not given.is_here:
        note = f"where {given.label} goes is not told, and this is {text} only"
        return AnsweredCondition(text, Answer.UNDETERMINED, note)
    if claim.regions & compendium.region_family(asked.region):
        return AnsweredCondition(text, Answer.TRUE)
    within = any(asked.region in compendium.region_family(each) for each in claim.regions)
    return AnsweredCondition(text, Answer.UNDETERMINED if within else Answer.FALSE, text)


def _constriction(wanted: bool, found: Answer) -> AnsweredCondition:
    text = f"{'with' if wanted else 'without'} a vasoconstrictor"
    if found is Answer.UNDETERMINED:
        note = "whether a vasoconstrictor is in it, strong enough to count, is not known"
        return AnsweredCondition(text, found, note)
    fits = (found is Answer.TRUE) is wanted
    return AnsweredCondition(text, Answer.TRUE if fits else Answer.FALSE, "" if fits else text)


def _unless_narrower(maximum: Maximum, narrower: set[str]) -> Maximum:
    """Set aside what a source says of any region where it says less for the one asked about."""
    if maximum.claim.regions or maximum.claim.source not in narrower:
        return maximum
    note = "the same source has another one for this region"
    text = "for any other region"
    more = AnsweredCondition(text, Answer.FALSE, note)
    return Maximum(maximum.claim, (*maximum.conditions, more))
