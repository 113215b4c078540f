"""How it is done: technique and depth, what to keep clear of, drawing up, and the sessions."""

from collections.abc import Iterable, Iterator

from mesograph.model.claims import (
    DangerClaim,
    InUseClaim,
    MixingInstruction,
    TechniqueClaim,
)
from mesograph.model.plans import Line, Said
from mesograph.model.reasons import told
from mesograph.planning.scope import Scope, as_said, stated_lines

SCHEDULE = (
    "session-interval",
    "session-count",
    "maintenance-interval",
    "onset-of-effect",
    "duration-of-effect",
)
"""Parameters of the sessions; all others are of the hand."""
REACHES = "layer-reached"


def technique_lines(scope: Scope) -> Iterator[Line]:
    """Give techniques with depth and how they are done, each source's figure beside the others."""
    claims = [
        each
        for each in scope.compendium.claims_of(TechniqueClaim)
        if each.parameter not in SCHEDULE and scope.bears(each)
    ]
    label = scope.compendium.label
    for technique in _techniques(scope, claims):
        own = [each for each in claims if technique in each.about]
        yield from _reasons_for(scope, technique, own)
        for parameter in sorted({each.parameter for each in own}, key=label):
            of = [each for each in own if each.parameter == parameter]
            for polarity, word in ((True, ""), (False, "not so: ")):
                said = [each for each in of if each.supports is polarity]
                if said:
                    yield Line(
                        text=f"{label(technique)}: {word}{label(parameter)}", says=as_said(said)
                    )


def _techniques(scope: Scope, claims: Iterable[TechniqueClaim]) -> list[str]:
    """Name the techniques of the plan: those asked for, else those that claims choose for it."""
    asked = [each for each in (scope.asked.circumstances.technique, scope.depth) if each]
    if asked:
        return asked
    things = scope.compendium.things
    chosen: dict[str, int] = {}
    for each in claims:
        on_concern = bool(each.concerns) or bool(each.regions)
        in_tissue = each.parameter == REACHES and bool(each.tissues & scope.tissues)
        for about in each.about:
            if about in things and things[about].kind == "Technique" and each.supports:
                weight = 2 if on_concern else 1 if in_tissue else 0
                chosen[about] = max(weight, chosen.get(about, 0))
    found = [each for each, weight in chosen.items() if weight]
    return sorted(found, key=lambda each: (-chosen[each], each))


def _reasons_for(scope: Scope, technique: str, claims: Iterable[TechniqueClaim]) -> Iterator[Line]:
    """Say why a technique is here: it was used for the concern, or reaches where it arises."""
    label = scope.compendium.label
    for each in claims:
        tissues = each.tissues & scope.tissues if each.parameter == REACHES else frozenset[str]()
        if tissues and each.supports:
            names = " and ".join(sorted(map(label, tissues)))
            concerns = " and ".join(map(label, scope.asked.concerns))
            yield Line(
                text=f"{label(technique)} reaches the {names}, where processes of {concerns} run",
                says=(Said(amount="", reason=told(each)),),
            )
            return


def danger_lines(scope: Scope) -> Iterator[Line]:
    """Tell what is at risk in the region asked, in those around it and those within it."""
    region = scope.asked.circumstances.region
    if region is None:
        text = "no region was given: ask with --region to be told what is at risk there"
        yield Line(text=text, weight="ask")
        return
    inside = {
        id_
        for id_, each in scope.compendium.things.items()
        if each.kind == "Region" and region in scope.compendium.region_family(id_)
    }
    label = scope.compendium.label
    for claim in scope.compendium.claims_of(DangerClaim):
        if claim.regions & (scope.regions | inside):
            where = ", ".join(sorted(map(label, claim.regions)))
            at_risk = ", ".join(sorted(map(label, claim.at_risk)))
            avoid = ", ".join(sorted(map(label, claim.avoids)))
            told_of = f"{where}: {at_risk}" if at_risk else where
            yield Line(
                text=f"{told_of}; avoid {avoid}" if avoid else told_of,
                says=(Said(amount="", reason=told(claim)),),
                weight="weigh" if claim.supports else "",
            )


def preparing_lines(scope: Scope) -> Iterator[Line]:
    """Tell what labels say on drawing up the parts of the proposals, and how long they keep."""
    for part in scope.parts:
        instructions = [
            each
            for each in scope.compendium.claims_of(MixingInstruction)
            if each.about in {part.id, *part.preparation.substances}
        ]
        yield from stated_lines(instructions)
        for claim in scope.compendium.claims_of(InUseClaim):
            if claim.about == part.id:
                yield from stated_lines([claim])
    if any(len(each.assessed.parts) == 1 for each in scope.proposals.proposals):
        yield Line(text="a product alone is used as supplied: nothing is mixed into it")


def session_lines(scope: Scope) -> Iterator[Line]:
    """Tell how many sessions sources give for the concern, how far apart, and for how long."""
    label = scope.compendium.label
    claims = [
        each
        for each in scope.compendium.claims_of(TechniqueClaim)
        if each.parameter in SCHEDULE and scope.bears(each)
    ]
    for parameter in SCHEDULE:
        for on_concern in (True, False):
            said = [
                each
                for each in claims
                if each.parameter == parameter and bool(each.concerns) is on_concern
            ]
            if said:
                where = "" if on_concern else ", for no concern in particular"
                yield Line(text=f"{label(parameter)}{where}", says=as_said(said))
