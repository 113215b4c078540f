"""The gates regulatory status and no oil; no policy lifts a failed one."""

from mesograph.formulation.bearing import speaks_of
from mesograph.formulation.case import Case
from mesograph.formulation.checks.joining import off_label, worst
from mesograph.formulation.holding import carried, in_vehicle
from mesograph.model.claims import (
    LawClaim,
    MixingInstruction,
    RegulatoryClaim,
)
from mesograph.model.findings import Caution, Finding, minded
from mesograph.model.reasons import Reason, asked, concluded, leaf, told
from mesograph.model.things import Part
from mesograph.verdicts import Status

DEVICE = "medical-device"
MEDICINE = "authorised-medicine"
MIXING = "mixing-medicines"


def regulatory(case: Case) -> Finding:
    """Ask whether every part, and the mixing of them, is lawful where it is asked."""
    answers = [_status_of(case, part) for part in case.mixture]
    if len(case.mixture) > 1:
        answers.append(_mixing(case))
    return worst("regulatory", answers)


def non_oily(case: Case) -> Finding:
    """Ask whether every part is made with water."""
    return worst("non-oily", [_oiliness_of(case, part) for part in case.mixture])


def _status_of(case: Case, part: Part) -> Finding:
    label = part.preparation.label
    counted = case.compendium.law_of(case.asked.jurisdiction)
    claims = [
        claim
        for claim in case.compendium.claims_of(RegulatoryClaim)
        if claim.about == part.id and claim.jurisdiction in counted
    ]
    lawful = [
        claim for claim in claims if claim.counts_in_favour and claim.status in (DEVICE, MEDICINE)
    ]
    unlawful = [
        claim for claim in claims if claim.supports is (claim.status not in (DEVICE, MEDICINE))
    ]
    if unlawful:
        # A permission of one's own never outranks what the graph says against it.
        disputed = any(not claim.local for claim in lawful)
        return Finding(
            check="regulatory",
            status=Status.UNKNOWN if disputed else Status.FAILED,
            because=tuple(told(claim) for claim in (*unlawful, *lawful))
            + _law_against_injecting(case),
            needs=(f"which status of {label} holds",) if disputed else (),
        )
    if not lawful:
        return Finding(
            check="regulatory",
            status=Status.UNKNOWN,
            because=tuple(told(claim) for claim in claims),
            needs=(f"the legal status of {label} in {_where(case)}",),
        )
    devices = [claim for claim in lawful if claim.status == DEVICE]
    if devices:
        return _intended(case, part, devices)
    return _authorised(case, lawful)


def _intended(case: Case, part: Part, claims: list[RegulatoryClaim]) -> Finding:
    """Judge a device by its intended purpose, which is asked only when a concern is."""
    because = tuple(told(claim) for claim in claims)
    purposes = {each for claim in claims for each in claim.intended_for}
    if not case.concerns:
        return Finding(check="regulatory", status=Status.MET, because=because)
    if not purposes:
        need = f"the intended purpose of {part.preparation.label}"
        return Finding(check="regulatory", status=Status.UNKNOWN, because=because, needs=(need,))
    outside = [each for each in case.concerns if not _covers(case, purposes, each)]
    return Finding(
        check="regulatory",
        status=Status.FAILED if outside else Status.MET,
        because=because + tuple(_outside(case, part, claims, each) for each in outside),
    )


def _outside(case: Case, part: Part, claims: list[RegulatoryClaim], concern: str) -> Reason:
    label, device = case.compendium.label(concern), part.preparation.label
    text = f"{label} is outside the intended purpose of {device}"
    how = "a device may be used for its intended purpose, or a kind of it, and nothing else"
    premises = [asked(f"it is asked for {label}"), *map(leaf, claims)]
    return Reason(text, concluded("intended-purpose", text, premises, how))


def _authorised(case: Case, claims: list[RegulatoryClaim]) -> Finding:
    purposes = {each for claim in claims for each in claim.intended_for}
    outside = [each for each in case.concerns if not _covers(case, purposes, each)]
    cautions = tuple(
        off_label(f"{case.compendium.label(each)} is not a labelled use", claims)
        for each in outside
    )
    return Finding(
        check="regulatory",
        status=Status.MET,
        cautions=cautions,
        because=tuple(told(claim) for claim in claims),
    )


def _covers(case: Case, purposes: set[str], concern: str) -> bool:
    return bool(purposes & set(case.compendium.concern_family(concern)))


def _law_against_injecting(case: Case) -> tuple[Reason, ...]:
    counted = case.compendium.law_of(case.asked.jurisdiction)
    return tuple(
        told(claim)
        for claim in case.compendium.claims_of(LawClaim)
        if claim.act == "injecting-cosmetics"
        and not claim.supports
        and claim.jurisdiction in counted
    )[:1]


def _mixing(case: Case) -> Finding:
    """Judge the mixing itself: what the products' own texts say, and the law on medicines."""
    findings = [_instructions(case, part) for part in case.mixture]
    devices = [part for part in case.mixture if _is_device(case, part)]
    if len(devices) < len(case.mixture):
        findings.append(_law_on_mixing(case))
    return worst("regulatory", findings)


def _is_device(case: Case, part: Part) -> bool:
    counted = case.compendium.law_of(case.asked.jurisdiction)
    return any(
        claim.status == DEVICE and claim.supports and claim.jurisdiction in counted
        for claim in case.compendium.claims_of(RegulatoryClaim)
        if claim.about == part.id
    )


def _instructions(case: Case, part: Part) -> Finding:
    """Judge what a product's text says on mixing; only of a device must it say something."""
    others = [each for each in case.mixture if each.id != part.id]
    said = [
        claim for claim in case.compendium.claims_of(MixingInstruction) if claim.about == part.id
    ]

    def names(claim: MixingInstruction, other: Part) -> bool:
        return not claim.between or any(
            speaks_of(case.compendium, claim, each, other) for each in claim.between
        )

    forbidding = [
        told(claim)
        for claim in said
        if not claim.supports and any(names(claim, other) for other in others)
    ]
    permitting = [
        told(claim)
        for claim in said
        if claim.counts_in_favour and all(names(claim, other) for other in others)
    ]
    if forbidding:
        return Finding(check="regulatory", status=Status.FAILED, because=tuple(forbidding))
    if permitting or not _is_device(case, part):
        return Finding(check="regulatory", status=Status.MET, because=tuple(permitting))
    need = f"what the instructions of {part.preparation.label} say on mixing"
    return Finding(check="regulatory", status=Status.UNKNOWN, needs=(need,))


def _law_on_mixing(case: Case) -> Finding:
    """Judge mixing medicines by the law of the place asked; a member state binds only itself."""
    known = case.compendium.jurisdictions.get(case.asked.jurisdiction)
    binding = {case.asked.jurisdiction} | (known.member_of if known else frozenset())
    laws = [
        claim
        for claim in case.compendium.claims_of(LawClaim)
        if claim.act == MIXING and claim.jurisdiction in binding
    ]
    forbidding = [claim for claim in laws if not claim.supports]
    members = [
        claim
        for claim in case.compendium.claims_of(LawClaim)
        if claim.act == MIXING
        and not claim.supports
        and claim.jurisdiction in case.compendium.law_of(case.asked.jurisdiction) - binding
    ]
    text = "unlicensed mixture, prescriber's responsibility"
    how = "authorised medicines mixed are one more medicine, which nobody has authorised"
    labels = " with ".join(part.preparation.label for part in case.mixture)
    proof = concluded(
        "unlicensed-mixture", text, [asked(f"to mix {labels}"), *map(leaf, laws)], how
    )
    caution = Caution("unlicensed-mixture", text, proof)
    return Finding(
        check="regulatory",
        status=Status.FAILED if forbidding else Status.MET,
        cautions=(
            caution,
            *(
                minded("member-state-law", claim, f"{case.compendium.label(claim.jurisdiction)}: ")
                for claim in members
            ),
        ),
        because=tuple(told(claim) for claim in forbidding or laws),
    )


def _oiliness_of(case: Case, part: Part) -> Finding:
    preparation = part.preparation
    oily = [
        known
        for each in sorted(preparation.substances)
        if (known := case.compendium.substances.get(each)) and "oily" in known.traits
    ]
    names = ", ".join(each.label for each in oily)
    vehicle = in_vehicle(case.compendium, part)
    carriers = [carried(case.compendium, part, each.id, "oily") for each in oily]
    kinds = case.compendium.classes_of(preparation.vehicle or "")
    if "OilyVehicle" in kinds:
        named = f" ({names})" if oily else ""
        reason = Reason(f"{vehicle.text}{named}", vehicle)
        return Finding(check="non-oily", status=Status.FAILED, because=(reason,))
    if "AqueousVehicle" in kinds:
        reason = Reason(vehicle.text, vehicle)
        return Finding(check="non-oily", status=Status.MET, because=(reason,))
    if oily:
        text = f"{names} is oily and no watery vehicle is known"
        how = "what is oily is taken to be in oil unless a watery vehicle is known"
        proof = concluded("oily-substance", text, [*carriers, vehicle], how)
        reason = Reason(text, proof)
        return Finding(check="non-oily", status=Status.FAILED, because=(reason,))
    need = f"the vehicle of {preparation.label}"
    return Finding(check="non-oily", status=Status.UNKNOWN, needs=(need,))


def _where(case: Case) -> str:
    return case.compendium.label(case.asked.jurisdiction)
