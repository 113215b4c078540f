"""What was heard of a mixture, and the verdict on it, told as reasons with their proofs."""

from collections.abc import Iterable

from mesograph.formulation.bearing import searches_for
from mesograph.formulation.hearing import Heard
from mesograph.formulation.holding import links
from mesograph.formulation.mixing import Mixture
from mesograph.model.claims import (
    Claim,
    CompatibilityClaim,
    MixingInstruction,
    VetoClaim,
)
from mesograph.model.compendium import Compendium
from mesograph.model.reasons import Reason, Step, absent, concluded, leaf, told
from mesograph.model.things import Part
from mesograph.verdicts import Answer, Coordinates, Scope, word

HOW_A_CLAIM_BEARS = (
    "a claim bears on parts where all it names is a part, an ingredient or a trait of one, and as "
    "far as its conditions hold for what is mixed"
)
HOW_A_VERDICT_IS_WORDED = (
    "against: 3 documented or vetoed, 2 predicted, 1 conditions undetermined; for: 2 documented in "
    "one syringe or by label, 1 nothing predicted by models that could all run; the verdict is the "
    "first of disputed (3, 2), incompatible (3), predicted-incompatible (2), conditional (1), "
    "compatible (for 2), no-incompatibility-predicted (for 1), unknown"
)


def worded(compendium: Compendium, mixture: Mixture, heard: Heard) -> Reason:
    """Tell what was heard with whether it bears on this mixture."""
    mark = heard.side
    match heard.answered.answer:
        case Answer.UNDETERMINED:
            mark += ", conditions undetermined"
        case Answer.FALSE:
            why = "; ".join(heard.answered.why) or "other conditions"
            mark += f", does not apply here ({why})"
        case _:
            pass
    if heard.predicted:
        proof = heard.predicted.proof(compendium)
        return Reason(f"{mark}: {proof.text}", proof)
    assert heard.claim is not None
    text = told(heard.claim, f"{mark}: ").text
    premises = [leaf(heard.claim, heard.answered.conditions)]
    for part in mixture:
        if part.id in heard.covers:
            premises += links(compendium, heard.claim, _names(heard.claim), part)
    return Reason(text, concluded("claim-on-parts", text, premises, HOW_A_CLAIM_BEARS))


def verdict_proof(
    compendium: Compendium, mixture: Mixture, heard: Iterable[Heard], found: Coordinates
) -> Step:
    """Tell how a verdict was come to: everything heard, and what was looked for and is absent."""
    labels = " with ".join(part.preparation.label for part in mixture)
    scope = f", {found.scope.value}" if found.scope else ""
    text = f"{labels}: {word(found)} (against {found.against}, for {found.for_}{scope})"
    premises = [worded(compendium, mixture, each).proof for each in heard]
    if found.scope is Scope.LABEL:
        premises.append(as_supplied(mixture[0]))
    elif found.for_ < 2 and len(mixture) == 2:
        premises.append(unsupported(compendium, mixture, found))
    return concluded("verdict", text, premises, HOW_A_VERDICT_IS_WORDED)


def as_supplied(part: Part) -> Step:
    """Tell that one product as supplied is compatible by its label."""
    return concluded(
        "one-product",
        "one product as supplied",
        [],
        f"what stands together in {part.preparation.label} is compatible as labelled",
    )


def unsupported(compendium: Compendium, pair: Mixture, found: Coordinates) -> Step:
    """Say what is known of a pair without documented support: searched in vain, or not searched."""
    first, second = pair
    labels = f"{first.preparation.label} with {second.preparation.label}"
    if found.against:
        return absent(f"{labels}: {word(found)}", known_not=found.against == 3)
    consulted = _consulted(compendium, pair)
    records = searches_for(compendium, pair)
    if records:
        latest = max(records, key=lambda each: each.searched_on)
        text = f"{labels}: no evidence found (searched {latest.searched_on})"
        return absent(text, consulted=consulted, searches=[each.id for each in records])
    return absent(f"{labels}: not searched", consulted=consulted)


def _consulted(compendium: Compendium, pair: Mixture) -> tuple[str, ...]:
    """Name the supporting claims that were looked through for a pair, worked out once."""
    key = frozenset(part.id for part in pair)
    if key not in compendium.consulted:
        compendium.consulted[key] = tuple(
            claim.id
            for claim in compendium.claims_of(CompatibilityClaim)
            if claim.supports and _touches(compendium, claim, pair)
        )
    return compendium.consulted[key]


def _touches(compendium: Compendium, claim: CompatibilityClaim, pair: Mixture) -> bool:
    """Tell whether a claim speaks of something in each of two parts."""
    families = [
        {part.id}.union(*map(compendium.moiety_family, part.preparation.substances))
        for part in pair
    ]
    return all(claim.between & each for each in families)


def _names(claim: Claim) -> frozenset[str]:
    if isinstance(claim, CompatibilityClaim):
        return claim.between
    if isinstance(claim, VetoClaim):
        return claim.about | claim.between
    assert isinstance(claim, MixingInstruction)
    return frozenset({claim.about}) | claim.between
