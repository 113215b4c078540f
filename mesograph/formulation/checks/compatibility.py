"""The check *compatibility*: what is documented on the parts meeting in one syringe."""

from mesograph.formulation.case import Case
from mesograph.formulation.hearing import Heard
from mesograph.formulation.telling import as_supplied, unsupported, worded
from mesograph.model.claims import MixingInstruction
from mesograph.model.findings import Caution, Finding, minded
from mesograph.model.reasons import Reason, stated
from mesograph.verdicts import Answer, Scope, compatibility_status


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
    absences = tuple(
        unsupported(case.compendium, (first, second), found)
        for first, second, found in case.pairs
        if found.for_ < 2
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
        because=tuple(
            dict.fromkeys(
                worded(case.compendium, case.mixture, each)
                for each in sorted(case.heard, key=_bearing)
            )
        ),
        needs=tuple(each.text for each in absences),
        absences=absences,
    )


def _bearing(heard: Heard) -> tuple[int, bool]:
    """Order what applies before what may, and that before what does not; hazards first."""
    order = (Answer.TRUE, Answer.UNDETERMINED, Answer.FALSE)
    return order.index(heard.answered.answer), heard.testimony.supports


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
