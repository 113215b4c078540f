"""The check *dose*: what a session gives against the most that sources allow, summed over likes.

Toxic effects of local anaesthetics add up, so the shares of their maxima are added: over all parts
of a mixture, as often as it is given, and over all that is given beside it. Every source counts;
the strictest gives the upper end, the most lenient the lower. A share is no amount to give.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from mesograph.formulation.bearing import by_excipient, claims_about
from mesograph.formulation.case import Case
from mesograph.formulation.dosing.constricting import is_constricted
from mesograph.formulation.dosing.giving import Given, given_in, root
from mesograph.formulation.dosing.maxima import Maximum, bounded
from mesograph.formulation.dosing.sharing import (
    WHOLE,
    Share,
    cream_share,
    rounded,
    shares_of,
    shown,
)
from mesograph.model.claims import AdditivityClaim, WarningClaim
from mesograph.model.findings import Caution, Finding, minded
from mesograph.model.reasons import Reason, Step, asked, calculated, concluded, leaf, reasons_in
from mesograph.model.things import Part
from mesograph.quantities import Interval
from mesograph.verdicts import Status

HOW_SUM = "shares of several local anaesthetics are added, since their toxic effects are"
THIS_SYRINGE = (
    "only this syringe is counted: what else is given in the session, numbing cream included, adds "
    "to it"
)
ONLY_NAMED = "only what is named is counted: anything else in the session adds to it"
NO_MAXIMUM = "a cited maximum for what the mixture holds"
WEIGHT = "the weight of the person, by which maxima are lower in the light"
AGE = "the age of the person, since an adult is taken"
UPTAKE = "which share of the cream is taken up: from none to all of it is counted"


def dose(case: Case) -> Finding:
    """Compare what a session gives with the most that sources allow at one time."""
    given = given_in(case)
    warnings = tuple(_warnings(case, given))
    adding = _adding(case)
    moieties = sorted(_held(case, given) & (adding | bounded(case.compendium)))
    if not moieties:
        needs = (NO_MAXIMUM,)
        return Finding(check="dose", status=Status.UNKNOWN, cautions=warnings, needs=needs)
    if not case.asked.session.is_more and all(each.volume_ml is None for each in case.mixture):
        needs = ("the volumes of the parts",)
        return Finding(
            check="dose", status=Status.UNKNOWN, unit="%", cautions=warnings, needs=needs
        )
    return _weighed(case, given, moieties, adding, warnings)


def _weighed(
    case: Case,
    given: tuple[Given, ...],
    moieties: list[str],
    adding: frozenset[str],
    warnings: tuple[Caution, ...],
) -> Finding:
    together: list[Share] = []
    apart: list[Share] = []
    for thing in given:
        for moiety in moieties:
            found = shares_of(case.compendium, case.asked, thing, moiety)
            if found is not None and moiety in adding:
                together.append(found)
            elif found is not None:
                apart.append(_alone(found))
        cream = cream_share(case.compendium, case.asked, thing)
        apart += [cream] if cream else []
    shares = [*together, *apart]
    total = _total(together, apart)
    value = rounded(total) if total else None
    needs = tuple(dict.fromkeys(_needs(case, given, shares, value)))
    because = [*_summed(case, together, apart), *_set_aside(shares)]
    return Finding(
        check="dose",
        status=_status(value, bool(needs)),
        value=value,
        unit="%",
        limit=Interval(None, WHOLE),
        cautions=(_counted(case), *_constricted(case, given), *warnings),
        because=tuple(because),
        needs=needs,
    )


def _alone(share: Share) -> Share:
    """Ask for nothing where no maximum holds for what adds to nothing, such as adrenaline."""
    held = any(each.may_hold for each in share.maxima)
    return share if held else replace(share, lacks=())


def _counted(case: Case) -> Caution:
    """Say what is counted, and that anything else adds to it."""
    if case.asked.session.is_more:
        return Caution("only-named", ONLY_NAMED, asked(ONLY_NAMED))
    return Caution("this-syringe-only", THIS_SYRINGE, asked(THIS_SYRINGE))


def _held(case: Case, given: Iterable[Given]) -> frozenset[str]:
    """Give the moieties of all that is given."""
    return frozenset(
        root(case.compendium, substance)
        for each in given
        for mixture in each.mixtures
        for part in mixture
        for substance in part.preparation.substances
    )


def _adding(case: Case) -> frozenset[str]:
    """Give the moieties whose toxic effects are said to add up."""
    return frozenset(
        root(case.compendium, each)
        for claim in case.compendium.claims_of(AdditivityClaim)
        if claim.supports
        for each in claim.about
    )


def _total(together: Iterable[Share], apart: Iterable[Share]) -> Interval | None:
    """Add what adds up, and give the larger of that and of each share that does not."""
    values = [each.value for each in apart if each.value is not None]
    adding = [each.value for each in together if each.value is not None]
    if adding:
        total = Interval.exactly(0)
        for each in adding:
            total = total + each
        values.append(total)
    if not values:
        return None
    highs = [each.high for each in values]
    return Interval(
        max(each.low for each in values if each.low is not None),
        None if None in highs else max(high for high in highs if high is not None),
    )


def _status(value: Interval | None, is_lacking: bool) -> Status:
    if value is not None and value.low is not None and value.low > WHOLE:
        return Status.FAILED
    is_within = value is not None and value.high is not None and value.high <= WHOLE
    return Status.MET if is_within and not is_lacking else Status.UNKNOWN


def _needs(
    case: Case, given: Iterable[Given], shares: Iterable[Share], value: Interval | None
) -> Iterator[str]:
    """Say what would have to be known for an answer."""
    person = case.asked.person
    for each in shares:
        yield from each.lacks
    if person is None or person.weight is None:
        yield WEIGHT
    if person is None or person.age is None:
        yield AGE
    if value is not None and (value.high is None or value.high > WHOLE):
        if any(each.grams is not None for each in given):
            yield UPTAKE
        for each in shares:
            yield from each.open


def _summed(case: Case, together: list[Share], apart: list[Share]) -> Iterator[Reason]:
    """Tell the shares, and their sum where there are several."""
    steps = [each.step for each in together if each.step is not None]
    others = [each.step for each in apart if each.step is not None]
    if len(steps) > 1:
        total = _total(together, ())
        assert total is not None
        adding = [leaf(each) for each in case.compendium.claims_of(AdditivityClaim)]
        text = f"{shown(total)} % of what sources allow in all"
        whole = calculated("shares-summed", text, [*steps, *adding], HOW_SUM, rounded(total), "%")
        yield Reason(f"{text}: {'; '.join(each.text for each in steps)}", whole)
    else:
        yield from reasons_in(steps)
    yield from reasons_in(others)


def _set_aside(shares: Iterable[Share]) -> Iterator[Reason]:
    """Tell which maxima do not hold here, counted by what stands in their way."""
    left: dict[str, Maximum] = {}
    kept: set[str] = set()
    for share in shares:
        for each in share.maxima:
            (kept.add(each.claim.id) if each.may_hold else left.setdefault(each.claim.id, each))
    aside = [each for id_, each in sorted(left.items()) if id_ not in kept]
    if not aside:
        return
    counted = Counter(each.why_not for each in aside)
    told = "; ".join(f"{text} ({counted[text]})" for text in sorted(counted))
    text = f"maxima that do not apply here: {told}"
    steps: list[Step] = [leaf(each.claim, each.conditions) for each in aside]
    yield Reason(text, concluded("kept-apart", text, steps))


def _constricted(case: Case, given: Iterable[Given]) -> Iterator[Caution]:
    """Tell of vasoconstrictors, by which maxima with one are read."""
    for each in given:
        answer, steps = is_constricted(case.compendium, each)
        if steps:
            word = {"true": "are", "false": "are not", "undetermined": "may be"}[answer.value]
            text = f"{each.label} holds a vasoconstrictor: maxima with one {word} those that count"
            yield Caution("vasoconstrictor", text, concluded("vasoconstrictor", text, steps))


def _warnings(case: Case, given: Iterable[Given]) -> Iterator[Caution]:
    """Give what sources warn of in anything that is given, each once."""
    parts: dict[str, Part] = {
        part.id: part for each in given for mixture in each.mixtures for part in mixture
    }
    told: set[str] = set()
    for part in parts.values():
        for claim in claims_about(case.compendium, WarningClaim, part):
            if claim.supports and claim.id not in told:
                told.add(claim.id)
                yield minded("warning", claim, by_excipient(case.compendium, claim.about, part))
