"""What was heard of a mixture, and the verdict on it, told as reasons with their proofs."""

from collections.abc import Iterable

from mesograph.formulation.bearing import labile_parts, searches_for
from mesograph.formulation.hearing import Heard
from mesograph.formulation.holding import links
from mesograph.formulation.mixing import Mixture
from mesograph.formulation.predicting import tested
from mesograph.model.claims import (
    Claim,
    CompatibilityClaim,
    MixingInstruction,
    VetoClaim,
)
from mesograph.model.compendium import Compendium
from mesograph.model.reasons import Reason, Step, absent, asked, concluded, leaf, told
from mesograph.model.things import Part
from mesograph.verdicts import Answer, Basis, Coordinates, Method, Scope, silenced, word

HOW_A_CLAIM_BEARS = (
    "a claim bears on parts where all it names is a part, an ingredient or a trait of one, and as "
    "far as its conditions hold for what is mixed"
)
HOW_A_VERDICT_IS_WORDED = (
    "the worst that applies decides: documented harm before predicted, predicted before possible; "
    "only a test in one syringe or a label speaks for it, and a prediction is no finding"
)
_ANSWERED = (Answer.TRUE, Answer.UNDETERMINED, Answer.FALSE)


SILENCED = (
    "a label, or an assay with particles, on just this mixture outweighs what a rule predicts; the "
    "prediction is still told"
)


def worded(
    compendium: Compendium, mixture: Mixture, heard: Heard, *, is_silenced: bool = False
) -> Reason:
    """Tell what was heard with whether it bears on this mixture.

    It is told once for all mixtures in which the same parts meet under the same conditions.
    """
    reason = _remembered(compendium, mixture, heard)
    if not is_silenced:
        return reason
    text = f"silenced, {reason.text}"
    return Reason(text, concluded("silenced", text, [reason.proof], SILENCED))


def silenced_here(
    compendium: Compendium, mixture: Mixture, heard: Iterable[Heard]
) -> frozenset[tuple[str, frozenset[str]]]:
    """Name the predictions on a mixture that something documented silences."""
    parts = frozenset(part.id for part in mixture)
    testimonies = [each.testimony for each in heard]
    return silenced(parts, testimonies, labile_parts(compendium, mixture))


def _remembered(compendium: Compendium, mixture: Mixture, heard: Heard) -> Reason:
    parts = tuple(part.id for part in mixture if part.id in heard.covers)
    if heard.testimony.basis is Basis.CALCULATED:
        return _worded(compendium, mixture, heard)
    key = (heard.testimony.id, heard.side, parts, heard.answered.answer, heard.answered.conditions)
    if key not in compendium.told:
        compendium.told[key] = _worded(compendium, mixture, heard)
    return compendium.told[key]


def _worded(compendium: Compendium, mixture: Mixture, heard: Heard) -> Reason:
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
    place = compendium.label(heard.claim.source)
    spoken_of = [part.preparation.label for part in mixture if part.id in heard.covers]
    short = f"{mark}: {place}, on {' with '.join(spoken_of)}"
    return Reason(text, concluded("claim-on-parts", short, premises, HOW_A_CLAIM_BEARS))


def bearing_order(heard: Heard) -> tuple[int, bool, bool]:
    """Order what applies before what may, and that before what does not; hazards first."""
    documented = heard.predicted is None
    return _ANSWERED.index(heard.answered.answer), heard.testimony.supports, not documented


def verdict_proof(
    compendium: Compendium, mixture: Mixture, heard: Iterable[Heard], found: Coordinates
) -> Step:
    """Tell how a verdict was come to: everything heard, and what was looked for and is absent."""
    labels = " with ".join(part.preparation.label for part in mixture)
    scope = f", {found.scope.value}" if found.scope else ""
    text = f"{labels}: {word(found)} (against {found.against}, for {found.for_}{scope})"
    ordered = sorted(heard, key=bearing_order)
    quiet = silenced_here(compendium, mixture, ordered)
    premises = [
        worded(
            compendium,
            mixture,
            each,
            is_silenced=(each.testimony.id, each.covers) in quiet,
        ).proof
        for each in ordered
    ]
    if found.scope is Scope.LABEL:
        premises.append(as_supplied(mixture[0]))
    elif found.for_ == 1:
        premises.append(tested(compendium, mixture))
    elif found.for_ < 2 and len(mixture) == 2:
        premises.append(unsupported(compendium, mixture, found, ordered))
    return concluded("verdict", text, premises, HOW_A_VERDICT_IS_WORDED)


def as_supplied(part: Part) -> Step:
    """Tell that one product as supplied is compatible by its label."""
    return concluded(
        "one-product",
        "one product as supplied",
        [asked(f"{part.preparation.label} alone, nothing mixed with it")],
        f"what stands together in {part.preparation.label} is compatible as labelled",
    )


def unsupported(
    compendium: Compendium, pair: Mixture, found: Coordinates, heard: Iterable[Heard]
) -> Step:
    """Say what is known of a pair without documented support.

    It was searched in vain, or not searched; or what speaks for it does not tell how much is left
    of what breaks down.
    """
    first, second = pair
    labels = f"{first.preparation.label} with {second.preparation.label}"
    consulted = _consulted(compendium, pair)
    records = searches_for(compendium, pair)
    searched = f" (searched {max(each.searched_on for each in records)})" if records else ""
    if found.against:
        return absent(
            f"{labels}: nothing documented in one syringe speaks for it{searched}",
            consulted=consulted,
            searches=[each.id for each in records],
            known_not=found.against == 3,
        )
    labile = labile_parts(compendium, pair)
    if labile and any(_speaks_for(each, pair) for each in heard):
        names = " and ".join(each.preparation.label for each in pair if each.id in labile)
        text = f"{labels}: {names} may break down, and no assay found at least 90 % left of it"
        return absent(text, consulted=consulted)
    if records:
        text = f"{labels}: no evidence found{searched}"
        return absent(text, consulted=consulted, searches=[each.id for each in records])
    return absent(f"{labels}: not searched", consulted=consulted)


def _speaks_for(heard: Heard, pair: Mixture) -> bool:
    """Tell whether somebody looked at just this pair under these conditions and saw nothing."""
    testimony = heard.testimony
    applies = heard.answered.answer is Answer.TRUE and testimony.supports
    looked = testimony.method >= Method.VISUAL
    return applies and looked and heard.covers >= {part.id for part in pair}


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
