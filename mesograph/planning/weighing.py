"""What may be done instead, what it costs, and what the law says."""

from collections.abc import Iterator

from mesograph.model.claims import CostClaim, LawClaim
from mesograph.model.plans import Line, Said
from mesograph.planning.scope import Scope, as_said, stated_lines


def alternative_lines(scope: Scope) -> Iterator[Line]:
    """Give what the graph knows to do instead."""
    for each in scope.proposals.comparators:
        yield Line(
            text=f"{scope.compendium.label(each.kind)}: {each.reason.text}",
            says=(Said(amount="", reason=each.reason),),
        )


def cost_lines(scope: Scope) -> Iterator[Line]:
    """Give what treatments cost as reported, those of the jurisdiction asked first."""
    label = scope.compendium.label
    here = scope.compendium.law_of(scope.asked.circumstances.jurisdiction)
    claims = [each for each in scope.compendium.claims_of(CostClaim) if scope.bears(each)]
    places = {each.jurisdiction for each in claims}
    for place in sorted(places, key=lambda each: (each not in here, label(each))):
        for parameter in sorted({each.parameter for each in claims}):
            said = [
                each
                for each in claims
                if each.jurisdiction == place and each.parameter == parameter
            ]
            if said:
                yield Line(text=f"{label(parameter)}, {label(place)}", says=as_said(said))


def law_lines(scope: Scope) -> Iterator[Line]:
    """Give what the law of the jurisdiction asked allows and forbids."""
    here = scope.compendium.law_of(scope.asked.circumstances.jurisdiction)
    yield from stated_lines(
        each for each in scope.compendium.claims_of(LawClaim) if each.jurisdiction in here
    )
