"""Care before, during and after a session, complications to watch for, and how success is seen."""

from collections.abc import Iterator

from mesograph.model.claims import CareClaim, ComplicationClaim
from mesograph.model.plans import Line
from mesograph.planning.scope import Scope, as_said

PRESCRIBER = "PrescriberMeasure"
NOT_AN_INSTRUCTION = (
    "these are the sources' words and no instruction: do not stop a prescribed antiplatelet, "
    "anticoagulant or other medicine without the prescriber"
)
WATCHED = ("sign", "onset", "first-measure", "referral")
"""What a plan tells of a complication; show tells the rest."""


def care_lines(scope: Scope, phase: str) -> Iterator[Line]:
    """Give every measure of a phase once, with what each source says of it."""
    label = scope.compendium.label
    claims = [
        each
        for each in scope.compendium.claims_of(CareClaim)
        if each.phase == phase and scope.bears(each)
    ]
    for measure in sorted({each.measure for each in claims}, key=label):
        for supports, word in ((True, "do"), (False, "keep from it")):
            said = [
                each
                for each in claims
                if each.measure == measure
                and each.supports is supports
                and scope.state_fits(each.states) is not False
            ]
            if said:
                thing = scope.compendium.things[measure]
                fields = {_field(scope, state) for each in said for state in each.states}
                is_prescribers = thing.kind == PRESCRIBER
                yield Line(
                    text=f"{label(measure)}: {'said' if is_prescribers else word}"
                    if supports
                    else f"{label(measure)}: {'said against' if is_prescribers else word}",
                    says=as_said(said),
                    fields=tuple(sorted(fields)),
                    note=NOT_AN_INSTRUCTION if is_prescribers else "",
                )


def complication_lines(scope: Scope) -> Iterator[Line]:
    """Give for every complication by what it is noticed, when, and what is done first."""
    label = scope.compendium.label
    claims = [
        each
        for each in scope.compendium.claims_of(ComplicationClaim)
        if each.facet in WATCHED and scope.bears(each)
    ]
    for complication in sorted({id_ for each in claims for id_ in each.complications}, key=label):
        for facet in WATCHED:
            said = [
                each
                for each in claims
                if complication in each.complications
                and each.facet == facet
                and each.supports
                and scope.state_fits(each.states) is not False
            ]
            if said:
                fields = {_field(scope, state) for each in said for state in each.states}
                yield Line(
                    text=f"{label(complication)}: {label(facet)}",
                    says=as_said(said),
                    fields=tuple(sorted(fields)),
                )


def _field(scope: Scope, state: str) -> str:
    from mesograph.planning.asking import field_for

    return field_for(state)
