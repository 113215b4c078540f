"""Predictions held against what laboratories saw, with every documented claim silenced."""

from collections.abc import Iterator
from decimal import Decimal

from mesograph.formulation.bearing import UNDISSOLVED
from mesograph.formulation.chemistry.reckoning import reckon
from mesograph.formulation.chemistry.state import State, state_of
from mesograph.formulation.chemistry.telling import acidity
from mesograph.formulation.hearing import Heard, hear
from mesograph.formulation.mixing import Mixture, has_volumes
from mesograph.formulation.predicting import models_ran
from mesograph.formulation.rebuilding import Rebuilt, as_mixed, circumstances_of, rebuilt, shown
from mesograph.model.claims import (
    CompatibilityClaim,
    CoUseReport,
    MixingInstruction,
    VetoClaim,
)
from mesograph.model.compendium import Compendium
from mesograph.model.laboratory import LaboratoryMixture
from mesograph.model.reasons import Reason, Step, cite
from mesograph.model.trials import Acidity, Fit, Foretold, Trial, Trials, Want
from mesograph.quantities import Interval, hull
from mesograph.verdicts import Answer, Aspect, Basis, Method

SEEN = (Method.VISUAL, Method.ASSAY, Method.ASSAY_AND_PARTICLES)
"""The methods of a laboratory: labels, extrapolations and opinions are no observation."""
DOCUMENTED = (CompatibilityClaim, VetoClaim, MixingInstruction, CoUseReport, LaboratoryMixture)
"""What is silenced before anything is predicted."""

MODEL, FIGURES, CLEAR = (
    "no rule or calculation for this kind",
    "composition or constants",
    "no clear solution from the start",
)
"""What else may stand in the way of a prediction."""
RULES_KNOW_NO_STRENGTH = (
    "a rule over traits knows no strengths; what was worked out beside it stays dissolved"
)
_OF_THE_MIXTURE = frozenset(("composition", "pH"))
"""Steps that tell what was mixed: that they are from the paper itself is as it should be."""


def try_all(compendium: Compendium) -> Trials:
    """Hold predictions against every claim of a laboratory and every measured pH."""
    silent = silenced(compendium)
    claims = [each for each in compendium.claims_of(CompatibilityClaim) if each.method in SEEN]
    return Trials(
        compendium=compendium,
        trials=tuple(each for claim in claims for each in _tried(compendium, silent, claim)),
        acidities=tuple(
            _acidity(compendium, silent, each, each.ph.value)
            for each in compendium.claims_of(LaboratoryMixture)
            if each.ph is not None
        ),
    )


def silenced(compendium: Compendium) -> Compendium:
    """Give the same knowledge without anything that was ever said of things meeting."""
    claims = {
        id_: each for id_, each in compendium.claims.items() if not isinstance(each, DOCUMENTED)
    }
    return Compendium(
        compendium.things,
        claims,
        compendium.versions,
        compendium.rules,
        compendium.pair_rules,
    )


def foretold(silent: Compendium, mixture: Mixture, claim: CompatibilityClaim) -> tuple[Heard, ...]:
    """Give everything that is predicted of a mixture under the circumstances of a claim."""
    heard = hear(silent, mixture, circumstances_of(claim))
    return tuple(each for each in heard if each.predicted is not None)


def _tried(
    compendium: Compendium, silent: Compendium, claim: CompatibilityClaim
) -> Iterator[Trial]:
    """Try one claim for each kind of compatibility it speaks of."""
    built = rebuilt(compendium, claim)
    heard = [each for mixture in built.mixtures for each in foretold(silent, mixture, claim)]
    for aspect in sorted(claim.aspects, key=list(Aspect).index):
        of_it = sorted(
            (each for each in heard if aspect in each.testimony.aspects),
            key=lambda each: each.answered.answer is not Answer.TRUE,
        )
        wants = tuple(dict.fromkeys(_wants(silent, claim, built, aspect)))
        against = tuple(dict.fromkeys(_told(silent, each) for each in of_it))
        reckoned = _reckoned(silent, built) if aspect is Aspect.PHYSICAL else []
        quiet = tuple(each for each in dict.fromkeys(reckoned) if each not in against)
        yield Trial(
            claim=claim,
            aspect=aspect,
            foretold=_surest(of_it, wants),
            mixed=tuple(map(shown, built.mixtures)),
            against=against,
            reckoned=quiet,
            wants=wants,
            all_reviewed=all(models_ran(silent, each) for each in built.mixtures),
            shares_source=any(_rests_on(each.proof, claim.source) for each in against),
            hindrance=_hindrance(of_it, quiet, wants),
        )


def _hindrance(
    heard: list[Heard], reckoned: tuple[Reason, ...], wants: tuple[Want, ...]
) -> str | None:
    """Say what rules that spoke did not know; None where nothing spoke, or a calculation did."""
    if not heard or any(each.testimony.basis is Basis.CALCULATED for each in heard):
        return None
    if wants:
        missing = ", ".join(each.text for each in wants)
        return f"only rules over traits could be asked, for want of {missing}"
    return RULES_KNOW_NO_STRENGTH if reckoned else None


def _surest(heard: list[Heard], wants: tuple[Want, ...]) -> Foretold:
    if not heard:
        return Foretold.NOT_COMPUTED if wants else Foretold.NOTHING
    sure = any(each.answered.answer is Answer.TRUE for each in heard)
    return Foretold.PREDICTED if sure else Foretold.LEFT_OPEN


def _told(silent: Compendium, heard: Heard) -> Reason:
    assert heard.predicted is not None
    step = heard.predicted.proof(silent)
    return Reason(step.text, step)


def _reckoned(silent: Compendium, built: Rebuilt) -> list[Reason]:
    """Tell what was worked out, whether or not it speaks against the mixture."""
    return [
        Reason(each.text, each.step)
        for mixture in built.mixtures
        if has_volumes(mixture)
        for each in reckon(silent, mixture)
    ]


def _wants(
    silent: Compendium, claim: CompatibilityClaim, built: Rebuilt, aspect: Aspect
) -> Iterator[Want]:
    """Tell what would have to be known for nothing predicted to mean anything."""
    if not built.mixtures:
        yield from built.wants
    elif aspect is Aspect.PHYSICAL:
        if claim.vehicle & UNDISSOLVED:
            vehicles = ", ".join(sorted(map(silent.label, claim.vehicle & UNDISSOLVED)))
            yield Want(kind=CLEAR, text=vehicles)
        yield from built.wants
        if not built.wants:
            for mixture in built.mixtures:
                yield from _of_figures(state_of(silent, mixture))
    elif not any(rule.aspect is aspect for rule in silent.pair_rules):
        yield Want(kind=MODEL, text=f"a rule on {aspect.value} incompatibility")


def _of_figures(state: State) -> Iterator[Want]:
    for each in state.lacking:
        yield Want(kind=FIGURES, text=each)


def _rests_on(step: Step, source: str) -> bool:
    """Tell whether anything but what was mixed was read in a source."""
    return any(
        citation.source == source
        for each in step.steps
        if each.name not in _OF_THE_MIXTURE
        for citation in each.citations
    )


def _acidity(
    compendium: Compendium, silent: Compendium, mixture: LaboratoryMixture, measured: Interval
) -> Acidity:
    """Hold the pH that is worked out against the measured one."""
    built = as_mixed(compendium, mixture)
    states = [state_of(silent, each) for each in built.mixtures] if not built.wants else []
    wants = (*built.wants, *(want for each in states for want in _of_figures(each)))
    mixed = tuple(map(shown, built.mixtures))
    citation = cite(mixture)
    if wants:
        return Acidity(
            mixture=mixture,
            measured=measured,
            fit=Fit.NOT_COMPUTED,
            citation=citation,
            mixed=mixed,
            wants=tuple(dict.fromkeys(wants)),
        )
    predicted = hull(each.ph for each in states if each.ph is not None)
    step = acidity(silent, states[0])
    fit, off_by = _fit(predicted, measured)
    return Acidity(
        mixture=mixture,
        measured=measured,
        fit=fit,
        citation=citation,
        mixed=mixed,
        because=Reason(step.text, step),
        predicted=predicted,
        off_by=off_by,
    )


def _fit(predicted: Interval, measured: Interval) -> tuple[Fit, Decimal]:
    """Tell how two intervals stand to each other, and the gap between them."""
    if predicted.holds(measured):
        return Fit.CONTAINS, Decimal(0)
    if not predicted.misses(measured):
        return Fit.OVERLAPS, Decimal(0)
    assert predicted.low is not None
    assert predicted.high is not None
    assert measured.low is not None
    assert measured.high is not None
    return Fit.MISSES, max(measured.low - predicted.high, predicted.low - measured.high)
