"""Which claims bear on a mixture, on which of its parts, and whether their conditions hold."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import product

from mesograph.formulation.bearing import (
    MEDIUM,
    answers_to,
    is_named,
    is_substance,
    speaks_of,
    traits,
)
from mesograph.formulation.chemistry.answering import answered_by
from mesograph.formulation.chemistry.precipitating import Reckoned
from mesograph.formulation.chemistry.reckoning import reckon
from mesograph.formulation.chemistry.state import state_of
from mesograph.formulation.conditions import (
    PH,
    Answered,
    against_answer,
    for_answer,
    undetermined,
)
from mesograph.formulation.degrading import LEAST_REMAINING, Degraded, degrading
from mesograph.formulation.mixing import Mixture, has_volumes
from mesograph.formulation.predicting import Predicted, predict
from mesograph.model.claims import (
    Claim,
    CompatibilityClaim,
    MixingInstruction,
    VetoClaim,
)
from mesograph.model.compendium import Compendium
from mesograph.model.findings import Caution
from mesograph.model.things import Circumstances, Part
from mesograph.quantities import Interval
from mesograph.verdicts import Answer, Aspect, Basis, Method, Testimony


@dataclass(frozen=True, slots=True)
class Heard:
    """What bears on a mixture: a claim or a prediction, and how its conditions were answered."""

    testimony: Testimony
    answered: Answered
    claim: Claim | None = None
    predicted: Predicted | Reckoned | Degraded | None = None
    veto: bool = False

    @property
    def covers(self) -> frozenset[str]:
        """Give the ids of the parts it speaks of."""
        return self.testimony.covers

    @property
    def side(self) -> str:
        """Say on which side it speaks: for, against, predicted or veto."""
        if self.veto:
            return "veto"
        if self.predicted:
            return "predicted"
        return "for" if self.testimony.supports else "against"


def hear(compendium: Compendium, mixture: Mixture, asked: Circumstances) -> tuple[Heard, ...]:
    """Give everything that is claimed or predicted of these parts meeting each other."""
    found: list[Heard] = []
    named: frozenset[str] = frozenset()
    for part in mixture:
        named = named.union(*answers_to(compendium, part))
    for claim in compendium.claims_of(CompatibilityClaim) if len(mixture) > 1 else ():
        if not claim.between <= named:
            continue
        if not claim.supports:
            found += _hazards(compendium, claim, mixture, asked)
        elif claim.counts_in_favour:
            found += _supports(compendium, claim, mixture, asked)
    forbidding: list[VetoClaim | MixingInstruction] = [
        *compendium.claims_of(VetoClaim),
        *compendium.claims_of(MixingInstruction),
    ]
    for veto in forbidding:
        if not veto.supports:
            found += _vetoes(compendium, veto, mixture)
    reckoned = reckon(compendium, mixture) if len(mixture) > 1 and has_volumes(mixture) else ()
    for each in predict(compendium, mixture):
        found.append(_foretold(answered_by(compendium, each, reckoned)))
    found += _calculated(reckoned)
    if len(mixture) > 1:
        found += _breaking_down(compendium, mixture, asked)
    return tuple(sorted(found, key=_order))


def _order(heard: Heard) -> tuple[bool, str, list[str]]:
    """Order claims by their ids, and predictions by those of their rules after them."""
    return heard.predicted is not None, heard.testimony.id, sorted(heard.covers)


def _foretold(predicted: Predicted) -> Heard:
    testimony = Testimony(
        id=f"rule:{predicted.rule.text.name}",
        supports=False,
        covers=predicted.covers,
        answer=predicted.answer,
        basis=Basis.INFERRED,
        aspects=frozenset({predicted.rule.aspect}),
    )
    return Heard(testimony, Answered(predicted.answer, predicted.conditions), predicted=predicted)


def _calculated(reckoned: Iterable[Reckoned]) -> Iterator[Heard]:
    """Give what is reckoned to fall out, or perhaps to."""
    for each in reckoned:
        if each.answer is not Answer.FALSE:
            testimony = Testimony(
                id=f"calculation:{each.name}:{each.substance}",
                supports=False,
                covers=each.covers,
                answer=each.answer,
                basis=Basis.CALCULATED,
                aspects=frozenset({Aspect.PHYSICAL}),
            )
            yield Heard(testimony, Answered(each.answer, each.conditions), predicted=each)


def _breaking_down(
    compendium: Compendium, mixture: Mixture, asked: Circumstances
) -> Iterator[Heard]:
    """Give what breaks down because of mixing; what a product does alone is no incompatibility."""
    for each in degrading(compendium, mixture, asked):
        if each.by_mixing and each.claim.supports and each.answer is not Answer.FALSE:
            testimony = Testimony(
                id=f"calculation:breaks-down:{each.claim.id}",
                supports=False,
                covers=each.covers,
                answer=each.answer,
                basis=Basis.CALCULATED,
                aspects=frozenset({Aspect.CHEMICAL}),
            )
            yield Heard(testimony, Answered(each.answer, each.conditions), predicted=each)


def _hazards(
    compendium: Compendium, claim: CompatibilityClaim, mixture: Mixture, asked: Circumstances
) -> Iterator[Heard]:
    for covers in _matched_sets(compendium, claim, claim.between, mixture):
        parts = tuple(part for part in mixture if part.id in covers)
        answered = against_answer(claim, mixture, asked, parts, _ph_for(compendium, claim, mixture))
        guessed = any(_only_perhaps(compendium, claim, part) for part in parts)
        if guessed and answered.answer is Answer.TRUE:
            answered = undetermined(answered, "that salt", "which salt it is is not known")
        yield Heard(_testimony(claim, covers, answered.answer), answered, claim)


def _ph_for(compendium: Compendium, claim: CompatibilityClaim, mixture: Mixture) -> Interval | None:
    """Work out the pH of a mixture for a claim that depends on it; None where it is not known."""
    if not has_volumes(mixture) or all(each.kind != PH for each in claim.conditions):
        return None
    return state_of(compendium, mixture).ph


def _only_perhaps(compendium: Compendium, claim: CompatibilityClaim, part: Part) -> bool:
    """Tell whether a claim reaches an ad-hoc part only if it is a certain salt of that name."""
    own, moieties, _ = answers_to(compendium, part)
    return part.preparation.ad_hoc and not (
        claim.between & own or (claim.holds_for_moiety and claim.between & moieties)
    )


def _supports(
    compendium: Compendium, claim: CompatibilityClaim, mixture: Mixture, asked: Circumstances
) -> Iterator[Heard]:
    for covers in _matched_sets(compendium, claim, claim.between, mixture):
        parts = [part for part in mixture if part.id in covers]
        if not all(is_named(compendium, claim, claim.between, part) for part in parts):
            continue
        if any(_reactive_excipients(compendium, claim, part) for part in parts):
            continue
        ph = _ph_for(compendium, claim, mixture)
        answered = for_answer(claim, mixture, asked, tuple(parts), ph)
        unreviewed = tuple(
            Caution("unreviewed-excipient", f"the traits of {compendium.label(each)} are unknown")
            for part in parts
            for each in sorted(_unreviewed_excipients(compendium, claim, part))
        )
        answered = replace(answered, cautions=answered.cautions + unreviewed)
        yield Heard(_testimony(claim, covers, answered.answer), answered, claim)


def _testimony(claim: CompatibilityClaim, covers: frozenset[str], answer: Answer) -> Testimony:
    aspects = claim.aspects
    if claim.supports and not _keeps_content(claim):
        aspects = aspects - {Aspect.CHEMICAL}
    return Testimony(
        id=claim.id,
        supports=claim.supports,
        covers=covers,
        answer=answer,
        method=claim.method,
        aspects=aspects,
    )


def _keeps_content(claim: CompatibilityClaim) -> bool:
    """Tell whether a support shows that enough is left: by a label, or an assay of 90 % or more."""
    if claim.method is Method.LABEL:
        return True
    left = claim.remaining_percent.low if claim.remaining_percent else None
    return claim.method >= Method.ASSAY and left is not None and left >= LEAST_REMAINING


def _vetoes(
    compendium: Compendium, claim: VetoClaim | MixingInstruction, mixture: Mixture
) -> Iterator[Heard]:
    named = claim.about if isinstance(claim, VetoClaim) else frozenset({claim.about})
    for part in mixture:
        if not any(speaks_of(compendium, claim, each, part) for each in named):
            continue
        for other in mixture:
            if other.id == part.id:
                continue
            forbidden = not claim.between or any(
                speaks_of(compendium, claim, each, other) for each in claim.between
            )
            if forbidden:
                covers = frozenset({part.id, other.id})
                testimony = Testimony(
                    id=claim.id,
                    supports=False,
                    covers=covers,
                    answer=Answer.TRUE,
                    method=Method.LABEL,
                )
                yield Heard(testimony, Answered(Answer.TRUE), claim, veto=True)


def _matched_sets(
    compendium: Compendium, claim: Claim, named: frozenset[str], mixture: Mixture
) -> list[frozenset[str]]:
    """Give every set of two or more parts that between them hold all that is named.

    What stands together in one product is compatible as labelled, so one part is no set.
    """
    candidates = [
        [part.id for part in mixture if speaks_of(compendium, claim, each, part)]
        for each in sorted(named)
    ]
    found = {frozenset(chosen) for chosen in product(*candidates)}
    return sorted((each for each in found if len(each) > 1), key=sorted)


def _excipients(compendium: Compendium, claim: CompatibilityClaim, part: Part) -> set[str]:
    """Give the ingredients of a part that a claim names neither directly nor by the product."""
    if part.id in claim.between:
        return set()
    return {
        each.substance
        for each in part.preparation.ingredients
        if each.role != MEDIUM
        and not any(
            is_substance(compendium, claim, named, each.substance) for named in claim.between
        )
    }


def _reactive_excipients(compendium: Compendium, claim: CompatibilityClaim, part: Part) -> set[str]:
    return {
        each
        for each in _excipients(compendium, claim, part)
        if any(
            compendium.things[trait].kind == "ReactiveTrait"
            for trait in traits(compendium, each)
            if trait in compendium.things
        )
    }


def _unreviewed_excipients(
    compendium: Compendium, claim: CompatibilityClaim, part: Part
) -> set[str]:
    return {
        each
        for each in _excipients(compendium, claim, part)
        if each not in compendium.substances or not compendium.substances[each].traits_reviewed
    }
