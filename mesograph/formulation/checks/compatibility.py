"""The check *compatibility*: what is documented on the parts meeting in one syringe."""

from mesograph.formulation.case import Case
from mesograph.formulation.hearing import Heard
from mesograph.formulation.predicting import tested
from mesograph.formulation.telling import (
    as_supplied,
    bearing_order,
    silenced_here,
    unsupported,
    worded,
)
from mesograph.model.claims import MixingInstruction
from mesograph.model.findings import Caution, Finding, minded
from mesograph.model.reasons import Reason, Step, stated
from mesograph.model.things import Part
from mesograph.verdicts import Answer, Coordinates, Scope, compatibility_status, word


def compatibility(case: Case) -> Finding:
    """Ask what is documented, and what rules predict, of these parts in one syringe."""
    status = compatibility_status(case.found)
    if case.found.scope is Scope.LABEL:
        reason = Reason("one product as supplied", as_supplied(case.mixture[0]))
        return Finding(
            check="compatibility",
            status=status,
            cautions=(*_incomplete(case), *_on_mixing(case)),
            because=(reason,),
        )
    if len(case.mixture) == 1:
        need = f"a preparation that answers to {case.mixture[0].preparation.label}"
        return Finding(check="compatibility", status=status, needs=(need,))
    open_pairs = [each for each in case.pairs if each[2].for_ < 2]
    absences = tuple(
        unsupported(case.compendium, (first, second), found, case.heard)
        for first, second, found in open_pairs
    )
    return Finding(
        check="compatibility",
        status=status,
        cautions=_incomplete(case)
        + tuple(
            dict.fromkeys(
                caution
                for each in case.heard
                if each.testimony.supports and each.answered.answer is Answer.TRUE
                for caution in (
                    *each.answered.cautions,
                    *_visual(each),
                )
            )
        ),
        because=(*_asked(case), *_heard(case)),
        needs=tuple(_need(*each) for each in zip(open_pairs, absences, strict=True)),
        absences=absences,
    )


def _heard(case: Case) -> tuple[Reason, ...]:
    ordered = sorted(case.heard, key=bearing_order)
    quiet = silenced_here(case.compendium, case.mixture, ordered)
    return tuple(
        dict.fromkeys(
            worded(
                case.compendium,
                case.mixture,
                each,
                is_silenced=(each.testimony.id, each.covers) in quiet,
            )
            for each in ordered
        )
    )


def _asked(case: Case) -> tuple[Reason, ...]:
    """Tell the rules that were asked and predict nothing, where nothing more is known."""
    if case.found.for_ != 1:
        return ()
    step = tested(case.compendium, case.mixture)
    return (Reason(step.text, step),)


def _need(pair: tuple[Part, Part, Coordinates], absence: Step) -> str:
    first, second, found = pair
    if found.against:
        return f"{first.preparation.label} with {second.preparation.label}: {word(found)}"
    return absence.text


def _incomplete(case: Case) -> tuple[Caution, ...]:
    return tuple(
        _partly(f"not all ingredients of {part.preparation.label} are known")
        for part in case.mixture
        if part.preparation.partly_known
    )


def _partly(text: str) -> Caution:
    return Caution("partly-known", text, stated("composition", text))


def _on_mixing(case: Case) -> tuple[Caution, ...]:
    """Tell what the label of a product says of mixing or diluting it."""
    return tuple(
        minded("label-on-mixing", claim)
        for claim in case.compendium.claims_of(MixingInstruction)
        if claim.about == case.mixture[0].id
    )


def _visual(heard: Heard) -> tuple[Caution, ...]:
    if heard.testimony.method.word != "visual":
        return ()
    return (Caution("visual-only", "seen by eye only, loss of content was not looked for"),)
