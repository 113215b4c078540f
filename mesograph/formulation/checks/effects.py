"""The checks on what the body makes of a mixture: tolerance and efficacy."""

from collections.abc import Iterable

from mesograph.formulation.bearing import by_excipient, claims_about, is_named, speaks_of
from mesograph.formulation.case import Case
from mesograph.formulation.conditions import all_of, reached
from mesograph.formulation.effects import evidence
from mesograph.formulation.mixing import final_strength
from mesograph.model.claims import MechanismClaim, ToleranceClaim
from mesograph.model.findings import Caution, Finding, minded
from mesograph.model.reasons import Reason, asked, kept_apart, told
from mesograph.quantities import Interval
from mesograph.verdicts import Answer, Status

VIABILITY = "CellViability"


def tolerance(case: Case) -> Finding:
    """Ask whether the tissue bears it: pain, nodule, necrosis.

    A lasting harm of any part by this route or under the skin fails; a passing one is a caution,
    and so is a lasting one that was seen with a product undiluted or stronger than here. It is
    met only where just this mixture was well tolerated in people by this route.
    """
    routes = {case.asked.route}
    if case.asked.route == "intradermal":
        routes.add("subcutaneous")
    lasting: list[Reason] = []
    good: list[Reason] = []
    cautions: list[Caution] = []
    possible = False
    bearing = {
        claim.id: claim
        for part in case.mixture
        for claim in claims_about(case.compendium, ToleranceClaim, part)
    }
    for _, claim in sorted(bearing.items()):
        if claim.routes and not claim.routes & routes:
            continue
        if claim.supports:
            if claim.counts_in_favour and case.asked.route in claim.routes:
                good += [told(claim)] if _was_tolerated(case, claim) else []
            continue
        match _harms(case, claim):
            case Answer.TRUE if claim.lasting:
                lasting.append(told(claim))
            case Answer.UNDETERMINED if claim.lasting:
                possible = True
                cautions.append(minded("lasting-harm-possible", claim, _held(case, claim.about)))
            case Answer.TRUE | Answer.UNDETERMINED:
                cautions.append(minded("local-reaction", claim, _held(case, claim.about)))
            case _:
                pass
    cautions += _toxicities(case)
    met = good and not possible
    status = Status.FAILED if lasting else Status.MET if met else Status.UNKNOWN
    return Finding(
        check="tolerance",
        status=status,
        cautions=tuple(sorted(set(cautions))),
        because=tuple(lasting or good),
        needs=() if status is not Status.UNKNOWN else ("a report of how just this was tolerated",),
    )


def efficacy(case: Case) -> Finding:
    """Ask for direct evidence in people on every concern asked."""
    if not case.concerns:
        nothing = asked("no concern was asked for")
        return Finding(check="efficacy", status=Status.NOT_APPLICABLE, absences=(nothing,))
    statuses: list[Status] = []
    because: list[Reason] = []
    needs: list[str] = []
    for concern in case.concerns:
        found = evidence(case.compendium, case.mixture, concern, case.asked)
        label = case.compendium.label(concern)
        if found.certainty is not None:
            statuses.append(Status.MET)
        elif found.is_refuted:
            statuses.append(Status.FAILED)
        else:
            statuses.append(Status.UNKNOWN)
            needs.append(f"evidence in people that just this helps {label}")
        because += [told(claim, "for: ") for claim in found.supporting]
        because += [told(claim, "against: ") for claim in found.refuting]
        because += [kept_apart(each, found.aside(each, case.asked)) for each in found.elsewhere]
    order = (Status.FAILED, Status.UNKNOWN, Status.MET)
    return Finding(
        check="efficacy",
        status=next(each for each in order if each in statuses),
        because=tuple(because),
        needs=tuple(needs),
    )


def _was_tolerated(case: Case, claim: ToleranceClaim) -> bool:
    """Tell whether a report is of just this: the products named, or no stronger solutions."""
    if not all(is_named(case.compendium, claim, claim.about, part) for part in case.mixture):
        return False
    if {part.id for part in case.mixture} <= claim.about:
        return True
    limits = {each.substance: each.value for each in claim.conditions if each.substance}
    actives = {each.substance for part in case.mixture for each in part.preparation.actives}
    return bool(actives) and all(
        substance in limits
        and (final := final_strength(case.mixture, substance)) is not None
        and Interval(None, limits[substance].high).holds(final.amount)
        for substance in actives
    )


def _toxicities(case: Case) -> list[Caution]:
    """Give what any ingredient, whatever its role, is known to do to the cells of the dermis."""
    return [
        minded("toxic-to-cells", claim, _held(case, (claim.agent,)))
        for claim in case.compendium.claims_of(MechanismClaim)
        if VIABILITY in case.compendium.classes_of(claim.process)
        and claim.supports
        and not claim.raises
        and any(speaks_of(case.compendium, claim, claim.agent, part) for part in case.mixture)
    ]


def _held(case: Case, named: Iterable[str]) -> str:
    """Say which part holds, as an excipient, what a claim speaks of; nothing if it is an active."""
    return "".join(by_excipient(case.compendium, named, part) for part in case.mixture)


def _harms(case: Case, claim: ToleranceClaim) -> Answer:
    """Answer whether a harm applies: seen with a product as supplied, it may go on dilution.

    Several substances are one mixture that did harm: which of them did is not known. What was seen
    with some product of a substance is possible with any other.
    """
    answer = all_of([reached(claim.conditions, case.mixture), _vehicle_of(case, claim)])
    mixed = claim.about & set(case.compendium.substances)
    together = all(
        any(speaks_of(case.compendium, claim, each, part) for part in case.mixture)
        for each in mixed
    )
    if answer is Answer.TRUE and (claim.is_generic or (len(mixed) > 1 and not together)):
        return Answer.UNDETERMINED
    as_supplied = claim.about <= {part.id for part in case.mixture}
    if answer is Answer.TRUE and as_supplied and len(case.mixture) > 1:
        return Answer.UNDETERMINED
    return answer


def _vehicle_of(case: Case, claim: ToleranceClaim) -> Answer:
    """Answer whether a part that carries the harm has the vehicle it was seen with."""
    vehicles = {
        part.preparation.vehicle
        for part in case.mixture
        if any(speaks_of(case.compendium, claim, each, part) for each in claim.about)
    }
    if not claim.vehicle or vehicles & claim.vehicle:
        return Answer.TRUE
    return Answer.UNDETERMINED if None in vehicles else Answer.FALSE
