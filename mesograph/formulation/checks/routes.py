"""The gate route: whether the labels allow it; no policy lifts it once it has failed."""

from mesograph.formulation.bearing import speaks_of
from mesograph.formulation.case import Case
from mesograph.formulation.checks.joining import off_label, worst
from mesograph.model.claims import RouteClaim
from mesograph.model.compendium import Compendium
from mesograph.model.findings import Finding
from mesograph.model.reasons import Reason, concluded, leaf, told
from mesograph.model.things import Part
from mesograph.verdicts import Status

DILUENT = "as-diluent"
INJECTED = (
    "intradermal",
    "subcutaneous",
    "intramuscular",
    "intravenous",
    "infiltration",
    "perineural",
    "intralesional",
    "intra-articular",
    "epidural",
)


def route(case: Case) -> Finding:
    """Ask whether the labels allow the route."""
    return worst("route", [_route_of(case, part) for part in case.mixture])


def _route_of(case: Case, part: Part) -> Finding:
    label = part.preparation.label
    asked = case.asked.route
    counted = case.compendium.law_of(case.asked.jurisdiction)
    claims = [
        each
        for each in case.compendium.claims_of(RouteClaim)
        if each.jurisdiction is None or each.jurisdiction in counted
    ]
    # What is labelled as a diluent goes by the route of what is dissolved in it.
    wanted = {asked, DILUENT} if len(case.mixture) > 1 else {asked}
    excluding = [
        each
        for each in claims
        if speaks_of(case.compendium, each, each.about, part) and _excludes(each, asked, wanted)
    ]
    favouring = [each for each in claims if each.counts_in_favour and each.about == part.id]
    labelled = [each for each in favouring if {*each.routes, each.only_route} & wanted]
    others = [each for each in favouring if asked in INJECTED and each.routes & frozenset(INJECTED)]
    if excluding:
        return Finding(
            check="route",
            status=Status.FAILED,
            because=tuple(told(each) for each in excluding),
        )
    if labelled:
        return Finding(
            check="route", status=Status.MET, because=tuple(told(each) for each in labelled)
        )
    if others:
        routes = sorted({each for claim in others for each in claim.routes})
        names = ", ".join(case.compendium.label(each) for each in routes)
        return Finding(
            check="route",
            status=Status.MET,
            cautions=(off_label(f"{label} is labelled for another route ({names})", others),),
            because=tuple(told(each) for each in others),
        )
    if favouring:
        return Finding(
            check="route",
            status=Status.FAILED,
            because=tuple(_not_injected(case, label, each) for each in favouring),
        )
    return Finding(check="route", status=Status.UNKNOWN, needs=(f"the labelled routes of {label}",))


def _not_injected(case: Case, label: str, claim: RouteClaim) -> Reason:
    named = claim.routes if claim.only_route is None else {claim.only_route}
    routes = ", ".join(sorted(map(case.compendium.label, named)))
    text = f"{label} is labelled for no injection: {routes}"
    how = (
        "what a label names for the outside, the mouth or as a diluent only is not injected itself"
    )
    return Reason(text, concluded("no-injection", text, [leaf(claim)], how))


def is_diluent(compendium: Compendium, part: Part) -> bool:
    """Tell whether any label speaks of a part as a diluent."""
    of_diluents = compendium.remembered(
        RouteClaim,
        DILUENT,
        lambda: tuple(
            each
            for each in compendium.claims_of(RouteClaim)
            if DILUENT in {*each.routes, each.only_route}
        ),
    )
    return any(speaks_of(compendium, each, each.about, part) for each in of_diluents)


def _excludes(claim: RouteClaim, asked: str, wanted: set[str]) -> bool:
    """Tell whether a label excludes a route; what it excludes under the skin, it does within."""
    if claim.only_route is not None:
        return claim.only_route not in wanted
    near = {asked, "subcutaneous"} if asked == "intradermal" else {asked}
    return not claim.supports and bool(claim.routes & near)
