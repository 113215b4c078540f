"""Care before, during and after a session, complications to watch for, and how success is seen."""

from collections.abc import Iterable, Iterator

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
    """Give every measure of a phase once, and what is used for it, with what each source says."""
    label = scope.compendium.label
    claims = [
        each
        for each in scope.compendium.claims_of(CareClaim)
        if each.phase == phase and scope.bears(each) and scope.state_fits(each.states) is not False
    ]
    groups: dict[tuple[str, str, bool], list[CareClaim]] = {}
    for each in claims:
        used = ", ".join(sorted(map(label, each.about)))
        groups.setdefault((each.measure, used, each.supports), []).append(each)
    for measure, used, supports in sorted(groups, key=lambda it: (label(it[0]), it[1], not it[2])):
        said = groups[measure, used, supports]
        is_prescribers = scope.compendium.things[measure].kind == PRESCRIBER
        word = _PRESCRIBED[supports] if is_prescribers else _DONE[supports]
        thing = f"{label(measure)} with {used}" if used else label(measure)
        yield Line(
            text=f"{thing}: {word}",
            says=as_said(said),
            fields=_fields(scope, said),
            note=NOT_AN_INSTRUCTION if is_prescribers else "",
        )


_DONE = {True: "do", False: "keep from it"}
_PRESCRIBED = {True: "said", False: "said against"}


def complication_lines(scope: Scope) -> Iterator[Line]:
    """Give for every complication by what it is noticed, when, and what is done first, or is not.

    What a source warns of among first measures stands beside what others tell to do.
    """
    label = scope.compendium.label
    claims = [
        each
        for each in scope.compendium.claims_of(ComplicationClaim)
        if each.facet in WATCHED
        and scope.bears(each)
        and scope.state_fits(each.states) is not False
    ]
    for complication in sorted({id_ for each in claims for id_ in each.complications}, key=label):
        for facet in WATCHED:
            for supports in (True, False):
                said = [
                    each
                    for each in claims
                    if complication in each.complications
                    and each.facet == facet
                    and each.supports is supports
                ]
                if said:
                    word = "" if supports else "against: "
                    yield Line(
                        text=f"{label(complication)}: {word}{label(facet)}",
                        says=as_said(said),
                        fields=_fields(scope, said),
                        weight="" if supports else "weigh",
                    )


def _fields(scope: Scope, claims: Iterable[CareClaim | ComplicationClaim]) -> tuple[str, ...]:
    """Name the fields that tell of the states for which something is said."""
    states = {state for each in claims for state in each.states}
    return tuple(sorted({field for state in states for field in scope.fields_of(state)}))
