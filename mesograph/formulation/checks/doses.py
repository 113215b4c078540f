"""The check *dose*: what a syringe holds against the most that sources allow, summed over likes.

Toxic effects of local anaesthetics add up, so the shares of their maxima are added. Every source
counts; the strictest gives the upper end, the most lenient the lower. A share is no amount to give.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from mesograph.formulation.bearing import traits
from mesograph.formulation.case import Case
from mesograph.formulation.mixing import final_strength, total_volume
from mesograph.model.claims import AdditivityClaim, DoseClaim
from mesograph.model.findings import Caution, Finding
from mesograph.model.reasons import Reason, Step, asked, calculated, leaf
from mesograph.quantities import Interval, as_number, as_range
from mesograph.verdicts import Status

CONSTRICTS = "catecholamine"
"""The trait of what narrows vessels, such as adrenaline."""
HOW_SHARE = "amount / most that a source allows, for every source"
HOW_SUM = "shares of several local anaesthetics are added, since their toxic effects are"
WHOLE = Decimal(100)
THIS_SYRINGE = (
    "only this syringe is counted: what else is given in the session, numbing cream included, adds "
    "to it"
)


@dataclass(frozen=True, slots=True)
class Share:
    """How much there is of one substance, and the share of each maximum that bounds it."""

    substance: str
    amount: Interval
    shares: tuple[tuple[DoseClaim, Decimal], ...]

    @property
    def range(self) -> Interval:
        """Give the share by the most lenient and by the strictest source, in percent."""
        found = [share for _, share in self.shares]
        return Interval(min(found), max(found))


def dose(case: Case) -> Finding:
    """Compare what the mixture holds with the most that sources allow at one time."""
    limited = sorted({each for each, _ in _limited(case)})
    if not limited:
        need = "a cited maximum for what the mixture holds"
        return Finding(check="dose", status=Status.UNKNOWN, needs=(need,))
    if total_volume(case.mixture) is None:
        need = "the volumes of the parts"
        return Finding(check="dose", status=Status.UNKNOWN, unit="%", needs=(need,))
    shares = [found for each in limited if (found := _shared(case, each)) is not None]
    weight = case.asked.person.weight if case.asked.person else None
    needs = tuple(
        f"the strength of {case.compendium.label(each)}, or a maximum in mg for it"
        for each in limited
        if each not in {share.substance for share in shares}
    )
    if weight is None:
        needs = (*needs, "the weight of the person, by which maxima are lower in the light")
    if not shares:
        return Finding(check="dose", status=Status.UNKNOWN, unit="%", needs=needs)
    total = Interval.exactly(0)
    for each in shares:
        total = total + each.range
    value = Interval(_cut(total.low), _cut(total.high))
    return Finding(
        check="dose",
        status=_status(value, weight is not None and not needs),
        value=value,
        unit="%",
        limit=Interval(None, WHOLE),
        cautions=(Caution("this-syringe-only", THIS_SYRINGE, asked(THIS_SYRINGE)),),
        because=(_told(case, shares, value),),
        needs=needs,
    )


def _status(value: Interval, is_known: bool) -> Status:
    assert value.low is not None
    assert value.high is not None
    if value.low > WHOLE:
        return Status.FAILED
    return Status.MET if is_known and value.high <= WHOLE else Status.UNKNOWN


def _limited(case: Case) -> Iterator[tuple[str, DoseClaim]]:
    """Give every substance of the mixture with the maxima that hold for it here."""
    held = {each for part in case.mixture for each in part.preparation.substances}
    families = {each: case.compendium.moiety_family(each) for each in held}
    tightened = any(CONSTRICTS in traits(case.compendium, each) for each in held)
    region = case.asked.region
    inside = case.compendium.region_family(region) if region else frozenset[str]()
    for claim in case.compendium.claims_of(DoseClaim):
        if not claim.counts_in_favour or (claim.regions and not claim.regions & inside):
            continue
        if claim.with_vasoconstrictor not in (None, tightened):
            continue
        family = case.compendium.moiety_family(claim.about)
        for each in held:
            if families[each] & family:
                yield each, claim


def _shared(case: Case, substance: str) -> Share | None:
    strength = final_strength(case.mixture, substance)
    volume = total_volume(case.mixture)
    if strength is None or strength.unit != "mg/mL" or volume is None:
        return None
    amount = strength.amount.scaled(volume)
    if amount.high is None:
        return None
    weight = case.asked.person.weight if case.asked.person else None
    found = []
    for each, claim in _limited(case):
        bounds = [claim.most] if claim.most is not None else []
        if weight is not None and claim.most_per_kg is not None:
            bounds.append(claim.most_per_kg * weight)
        if each == substance and bounds:
            found.append((claim, amount.high / min(bounds) * WHOLE))
    return Share(substance, amount, tuple(found)) if found else None


def _told(case: Case, shares: list[Share], value: Interval) -> Reason:
    label = case.compendium.label
    steps: list[Step] = []
    for each in shares:
        own = Interval(_cut(each.range.low), _cut(each.range.high))
        text = (
            f"{as_range(each.amount)} mg of {label(each.substance)} are {as_range(own)} % of the "
            "maxima that sources give"
        )
        premises = [leaf(claim) for claim, _ in each.shares]
        person = case.asked.person
        if person and person.weight is not None:
            premises.append(asked(f"a weight of {as_number(person.weight)} kg"))
        steps.append(calculated("share-of-maximum", text, premises, HOW_SHARE, own, "%"))
    if len(steps) == 1:
        return Reason(steps[0].text, steps[0])
    text = f"{as_range(value)} % of what sources allow in all"
    additive = map(leaf, case.compendium.claims_of(AdditivityClaim))
    step = calculated("shares-summed", text, [*steps, *additive], HOW_SUM, value, "%")
    return Reason(f"{text}: {'; '.join(each.text for each in steps)}", step)


def _cut(value: Decimal | None) -> Decimal:
    assert value is not None
    return Decimal(f"{value:.3g}")
