"""The check *compatibility*: what is documented on the parts meeting in one syringe."""

from mesograph.formulation.case import Case
from mesograph.formulation.hearing import Heard, searches_for
from mesograph.model.claims import MixingInstruction
from mesograph.model.reasons import Caution, Finding, Reason, minded, told
from mesograph.model.things import Part
from mesograph.verdicts import Answer, Scope, compatibility_status, word


def compatibility(case: Case) -> Finding:
    """Ask what is documented for and against these parts in one syringe."""
    status = compatibility_status(case.found)
    if case.found.scope is Scope.LABEL:
        reason = Reason(text="one product as supplied")
        return Finding(
            check="compatibility",
            status=status,
            cautions=(*_incomplete(case), *_on_mixing(case)),
            because=(reason,),
        )
    if len(case.mixture) == 1:
        need = f"a preparation that answers to {case.mixture[0].preparation.label}"
        return Finding(check="compatibility", status=status, needs=(need,))
    open_pairs = [(first, second) for first, second, found in case.pairs if found.for_ < 2]
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
        because=tuple(dict.fromkeys(map(worded, sorted(case.heard, key=_bearing)))),
        needs=tuple(_need(case, *pair) for pair in open_pairs),
    )


def _bearing(heard: Heard) -> tuple[int, bool]:
    """Order what applies before what may, and that before what does not; hazards first."""
    order = (Answer.TRUE, Answer.UNDETERMINED, Answer.FALSE)
    return order.index(heard.answered.answer), heard.testimony.supports


def _incomplete(case: Case) -> tuple[Caution, ...]:
    return tuple(
        Caution("partly-known", f"not all ingredients of {part.preparation.label} are known")
        for part in case.mixture
        if part.preparation.partly_known
    )


def _on_mixing(case: Case) -> tuple[Caution, ...]:
    """Tell what the label of a product says of mixing or diluting it."""
    return tuple(
        minded("label-on-mixing", claim)
        for claim in case.compendium.claims_of(MixingInstruction)
        if claim.about == case.mixture[0].id
    )


def worded(heard: Heard) -> Reason:
    """Tell a claim with whether it bears on this mixture."""
    side = "for" if heard.testimony.supports else "veto" if heard.veto else "against"
    match heard.answered.answer:
        case Answer.TRUE:
            return told(heard.claim, f"{side}: ")
        case Answer.UNDETERMINED:
            return told(heard.claim, f"{side}, conditions undetermined: ")
        case _:
            why = "; ".join(heard.answered.why) or "other conditions"
            return told(heard.claim, f"{side}, does not apply here ({why}): ")


def _visual(heard: Heard) -> tuple[Caution, ...]:
    if heard.testimony.method.word != "visual":
        return ()
    return (Caution("visual-only", "seen by eye only, loss of content was not looked for"),)


def _need(case: Case, first: Part, second: Part) -> str:
    """Say what is known of a pair without documented support: searched in vain, or not searched."""
    labels = f"{first.preparation.label} with {second.preparation.label}"
    found = next(
        verdict for one, other, verdict in case.pairs if {one.id, other.id} == {first.id, second.id}
    )
    if found.against:
        return f"{labels}: {word(found)}"
    records = searches_for(case.compendium, (first, second))
    if records:
        latest = max(records, key=lambda each: each.searched_on)
        return f"{labels}: no evidence found (searched {latest.searched_on})"
    return f"{labels}: not searched"
