"""What breaks down in a mixture until it is used, by what sources measured.

A claim counts where its substance and all it names beside it are there and its conditions hold. It
is carried over to no other pH or temperature, and nothing follows from redox potentials.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import product

from mesograph.formulation.bearing import answers_to
from mesograph.formulation.chemistry import kinetics
from mesograph.formulation.chemistry.molar import molar_strength
from mesograph.formulation.chemistry.state import state_of
from mesograph.formulation.chemistry.telling import acidity
from mesograph.formulation.conditions import PH, Answered, all_of, in_range_answer
from mesograph.formulation.holding import links, measured
from mesograph.formulation.mixing import Mixture
from mesograph.model.claims import DegradationClaim
from mesograph.model.compendium import Compendium
from mesograph.model.reasons import (
    AnsweredCondition,
    Reason,
    Step,
    asked,
    calculated,
    concluded,
    leaf,
    told,
)
from mesograph.model.things import Circumstances, Part
from mesograph.quantities import Interval, as_number, as_range, hull, overlap
from mesograph.verdicts import Answer

LEAST_REMAINING = Decimal(90)
"""Less than 90 % left is a chemical incompatibility (King Guide, FAQ; more than 10 % loss)."""
MOST_LOST = 100 - LEAST_REMAINING
HOW_NOT_TOLD = "the source tells that it breaks down so, and not how much is lost in which time"
HOW_KEPT = "it was found to keep under conditions that hold here; that lifts no hazard"


@dataclass(frozen=True, slots=True)
class Lost:
    """The share lost until use in percent: ``sure`` of any order, None where none is told.

    ``shown`` is what to tell; where it is ``supposed`` the order is not known, and it is what zero
    or first order would give, by which a loss is never predicted, only set aside.
    """

    shown: Interval | None
    sure: Interval
    how: str
    inputs: tuple[Step, ...] = ()
    supposed: bool = False

    @property
    def answer(self) -> Answer:
        """Tell whether more is lost than may be."""
        if self.sure.low is not None and self.sure.low > MOST_LOST:
            return Answer.TRUE
        high = (self.shown or self.sure).high
        return Answer.FALSE if high is not None and high <= MOST_LOST else Answer.UNDETERMINED

    @property
    def is_sure(self) -> bool:
        """Tell whether no more than may be is lost, by any order."""
        return self.sure.high is not None and self.sure.high <= MOST_LOST


NOT_TOLD = Lost(None, Interval.of("0", "100"), HOW_NOT_TOLD)
KEPT = Lost(None, Interval.of("0", MOST_LOST), HOW_KEPT)


@dataclass(frozen=True)
class Degraded:
    """A claim on how something breaks down as it bears on a mixture and the time until use.

    ``covers`` names the parts it is about; ``by_mixing`` tells whether their meeting does it.
    """

    compendium: Compendium
    mixture: Mixture
    asked: Circumstances
    claim: DegradationClaim
    covers: frozenset[str]
    by_mixing: bool
    answered: Answered
    lost: Lost

    @property
    def conditions(self) -> tuple[AnsweredCondition, ...]:
        """Give the conditions of the claim as they were answered."""
        return self.answered.conditions

    @property
    def answer(self) -> Answer:
        """Tell whether more than a tenth is lost until use: surely, perhaps, or not."""
        return all_of([self.answered.answer, self.lost.answer])

    @property
    def bears(self) -> bool:
        """Tell whether its conditions hold, or may: it is worth telling."""
        if self.claim.supports and self.lost.answer is not Answer.FALSE:
            return self.answered.answer is not Answer.FALSE
        told_so = self.claim.supports or self.lost.is_sure
        return told_so and self.answered.answer is Answer.TRUE and self.lost.answer is Answer.FALSE

    @property
    def text(self) -> str:
        """Say it in one sentence."""
        label = self.compendium.label(self.claim.about)
        others = [self.compendium.label(each) for each in sorted(self.claim.together_with)]
        what = f"{label} with {' and '.join(others)}" if others else label
        match self.answer:
            case _ if not self.claim.supports:
                return f"{what} was found to keep: {self._figure or _time(self.asked)}"
            case Answer.TRUE:
                return f"{what} breaks down: {self._figure}"
            case Answer.UNDETERMINED:
                said = self._figure or f"{told(self.claim).text} How much is lost is not told"
                return f"{what} may break down: {said}{self._open}"
            case _:
                return f"{what}: {self._figure}, not more than a tenth"

    @property
    def _figure(self) -> str:
        """Tell how much is lost until use; nothing where no figure is known."""
        if self.lost.shown is None:
            return ""
        supposed = " if of zero or first order, which is not told" if self.lost.supposed else ""
        return f"{as_range(self.lost.shown)} % lost {_time(self.asked)}{supposed}"

    @property
    def _open(self) -> str:
        """Name the conditions of the claim that are not known to hold."""
        names = [
            each.text.partition(",")[0]
            for each in self.conditions
            if each.answer is Answer.UNDETERMINED
        ]
        return f"; not sure here: {', '.join(names)}" if names else ""

    @cached_property
    def step(self) -> Step:
        """Give the calculation with its inputs, or the claim where it holds no figure."""
        premises = [
            leaf(self.claim, self.conditions),
            *(
                link
                for part in self.mixture
                if part.id in self.covers
                for link in links(self.compendium, self.claim, self._named, part)
            ),
            asked(f"used {_time(self.asked)}"),
            *self._acidity,
            *self.lost.inputs,
        ]
        shown = self.lost.shown
        if shown is None:
            return concluded("breaks-down", self.text, premises, self.lost.how)
        how = self.lost.how if self.claim.supports else f"{self.lost.how}; {HOW_KEPT}"
        return calculated("breaks-down", self.text, premises, how, shown, "%")

    @property
    def reason(self) -> Reason:
        """Tell it as a reason."""
        return Reason(self.text, self.step)

    @property
    def _named(self) -> frozenset[str]:
        return self.claim.together_with | {self.claim.about}

    @property
    def _acidity(self) -> tuple[Step, ...]:
        if not any(each.kind == PH for each in self.claim.conditions):
            return ()
        if len(self.mixture) == 1:
            [part] = self.mixture
            return tuple(measured(part, figure, "pH") for figure in part.preparation.ph)
        state = state_of(self.compendium, self.mixture)
        return () if state.ph is None else (acidity(self.compendium, state),)

    def proof(self, _: Compendium) -> Step:
        """Tell the calculation."""
        return self.step


def degrading(
    compendium: Compendium, mixture: Mixture, asked_: Circumstances
) -> tuple[Degraded, ...]:
    """Give every claim on what breaks down that bears on a mixture, in the order of their ids."""
    near = [_near(compendium, part) for part in mixture]
    claims = {each.id: each for found in near for each in found}
    found = [
        degraded
        for _, claim in sorted(claims.items())
        for degraded in _bearing(compendium, claim, mixture, asked_)
    ]
    return tuple(each for each in found if each.bears)


def _near(compendium: Compendium, part: Part) -> tuple[DegradationClaim, ...]:
    """Give the claims on something that a part holds, looked up once."""
    return compendium.remembered(
        DegradationClaim,
        part.id,
        lambda: tuple(
            claim
            for claim in compendium.claims_of(DegradationClaim)
            if _reaches(compendium, claim, claim.about, part)
        ),
    )


def _reaches(compendium: Compendium, claim: DegradationClaim, named: str, part: Part) -> bool:
    own, moieties, _ = answers_to(compendium, part)
    return named in own or (claim.holds_for_moiety and named in moieties)


def _bearing(
    compendium: Compendium, claim: DegradationClaim, mixture: Mixture, asked_: Circumstances
) -> Iterator[Degraded]:
    holding = [
        [part.id for part in mixture if _reaches(compendium, claim, each, part)]
        for each in sorted(claim.together_with | {claim.about})
    ]
    if not all(holding):
        return
    at = [each for each in claim.conditions if each.kind == PH]
    ph = _ph(compendium, mixture) if at else None
    sets = {frozenset(chosen) for chosen in product(*holding)}
    lost = _lost(compendium, claim, mixture, asked_)
    for covers in sorted(sets, key=sorted):
        parts = tuple(part for part in mixture if part.id in covers)
        by_mixing = len(covers) > 1
        reach = covers
        if at and not by_mixing and len(mixture) > 1:
            by_mixing = _moved_into(compendium, claim, parts)
            reach = frozenset(part.id for part in mixture) if by_mixing else covers
        answered = in_range_answer(claim, mixture, asked_, parts, ph)
        yield Degraded(compendium, mixture, asked_, claim, reach, by_mixing, answered, lost)


def _moved_into(compendium: Compendium, claim: DegradationClaim, parts: Mixture) -> bool:
    """Tell whether it takes the other parts to bring a part to the pH of a claim.

    Where the pH of the part alone is not known it is not laid at the door of mixing.
    """
    own = _ph(compendium, parts)
    stated = [each.value for each in claim.conditions if each.kind == PH]
    return own is not None and not overlap(stated).holds(own)


def _ph(compendium: Compendium, mixture: Mixture) -> Interval | None:
    """Give the pH of one product as it was read, that of a mixture as it is worked out."""
    readings = mixture[0].preparation.ph if len(mixture) == 1 else ()
    if readings:
        return hull(each.value for each in readings)
    return state_of(compendium, mixture).ph


def _lost(
    compendium: Compendium, claim: DegradationClaim, mixture: Mixture, asked_: Circumstances
) -> Lost:
    until, amount = asked_.hours.high, claim.amount
    if until is None:
        return NOT_TOLD
    if amount is None:
        kept = not claim.supports and claim.hours is not None
        is_within = claim.hours and claim.hours.low is not None and until <= claim.hours.low
        return KEPT if kept and is_within else NOT_TOLD
    if amount.unit == "per-hour":
        lost = kinetics.first_order(amount.value, until)
        return Lost(lost, lost, kinetics.HOW_FIRST)
    if amount.unit == "litre-per-mol-hour":
        return _used_up(compendium, claim, mixture, until)
    if claim.hours is None:
        return NOT_TOLD
    if claim.order == "first-order":
        lost = kinetics.from_loss(amount.value, claim.hours, until)
        return Lost(lost, lost, kinetics.HOW_FROM_LOSS)
    sure = kinetics.bounds(amount.value, claim.hours, until)
    assert sure.low is not None
    assert sure.high is not None
    is_told = sure.low > MOST_LOST or sure.high <= MOST_LOST
    if is_told or claim.hours.holds(Interval.exactly(until)):
        return Lost(sure, sure, kinetics.HOW_MONOTONE)
    shown = kinetics.zero_or_first_order(amount.value, claim.hours, until)
    return Lost(shown, sure, kinetics.HOW_SHAPELESS, supposed=True)


def _used_up(
    compendium: Compendium, claim: DegradationClaim, mixture: Mixture, until: Decimal
) -> Lost:
    """Work out a reaction of second order by how much there is of both."""
    assert claim.amount is not None
    held = {each for part in mixture for each in part.preparation.substances}
    own = {
        each: 1
        for each in held
        if each == claim.about or claim.about in compendium.moiety_family(each)
    }
    giving: dict[str, int] = {}
    for each in held:
        known = compendium.substances.get(each)
        parts = dict(known.constituents) if known else {}
        if claim.reactant in parts:
            giving[each] = parts[claim.reactant]
        elif known and known.traits & claim.together_with:
            return NOT_TOLD
    first = molar_strength(compendium, mixture, own, compendium.label(claim.about))
    other = molar_strength(compendium, mixture, giving, compendium.label(claim.reactant or ""))
    if first is None or other is None or first.value is None or other.value is None:
        return NOT_TOLD
    lost = kinetics.second_order(claim.amount.value, first.value, other.value, until)
    return Lost(lost, lost, kinetics.HOW_SECOND, (first, other))


def _time(asked_: Circumstances) -> str:
    until = asked_.hours.high
    if until is None:
        return "until use, of which no time is given"
    if until < 1:
        return f"within {as_number(until * 60)} minutes"
    return f"within {as_number(until)} h"
