"""The checks a mixture must stand, in the order a pharmacist would ask."""

from collections.abc import Callable

from mesograph.formulation.case import Case
from mesograph.formulation.checks.compatibility import compatibility
from mesograph.formulation.checks.doses import dose
from mesograph.formulation.checks.effects import efficacy, tolerance
from mesograph.formulation.checks.gates import non_oily, regulatory
from mesograph.formulation.checks.measures import in_use_time, isotonicity, volume
from mesograph.formulation.checks.persons import allergy, contraindication
from mesograph.formulation.checks.routes import route
from mesograph.formulation.checks.solutions import ph, precipitation
from mesograph.model.findings import Finding
from mesograph.model.reasons import stated
from mesograph.verdicts import Status

Check = Callable[[Case], Finding]


def not_computed(name: str, needs: str) -> Check:
    """Make a check that says it is not computed, so that its silence is never taken for a yes."""

    def check(case: Case) -> Finding:
        lacking = stated("not-computed", needs)
        return Finding(check=name, status=Status.UNKNOWN, needs=(needs,), absences=(lacking,))

    return check


CHECKS: tuple[Check, ...] = (
    regulatory,
    route,
    non_oily,
    contraindication,
    compatibility,
    precipitation,
    isotonicity,
    ph,
    tolerance,
    not_computed("tissue-integration", "integration with the tissue is not computed"),
    not_computed("sterility", "sterility after mixing is not computed"),
    in_use_time,
    allergy,
    dose,
    volume,
    efficacy,
)


HOW = {
    "dose": (
        "the shares of the cited maxima of all local anaesthetics, added; above all of it by every "
        "source is failed, met only with a weight and within the strictest; a share is no amount "
        "to give"
    ),
    "ph": (
        "inside what all sources give for the route is met, outside what any of them gives "
        "is failed; reckoned from what the parts hold, and read for one product alone"
    ),
    "precipitation": (
        "seen to fall out, or reckoned to be above what dissolves, is failed; seen to stay clear, "
        "or one product as supplied, is met; that nothing is reckoned against it proves nothing"
    ),
    "regulatory": (
        "every part has a lawful status where it is asked, and mixing is forbidden by no text and "
        "no law; a cosmetic is not injected"
    ),
    "route": "a label names the route, or another one for injection and does not exclude this one",
    "non-oily": "the vehicle of every part is watery",
    "contraindication": (
        "neither concern, region nor route itself forbids a part, and no state of the person that "
        "was asked after; what speaks against it is for the prescriber to weigh"
    ),
    "allergy": (
        "a part that holds what the person is allergic to fails; met only where allergies were "
        "asked after and all that the parts hold is known"
    ),
    "compatibility": (
        "met where documented and nothing is against it; failed where a clash is documented or "
        "predicted; else unknown"
    ),
    "isotonicity": (
        "inside what all sources call isotonic or tolerated is met, outside what any source allows "
        "is failed"
    ),
    "tolerance": (
        "a lasting harm by this route fails; met only where just this was well tolerated in people"
    ),
    "in-use-time": (
        "a label's limit that is shorter than the time until use fails; one product within its own "
        "limit is met; at once means within a quarter of an hour"
    ),
    "volume": "how the volume is spread over points is not asked here",
    "efficacy": (
        "evidence in people for just this, by this route, that is not outweighed; refuting "
        "evidence of the same or more certainty alone fails"
    ),
}
"""How each check that is computed decides, in one sentence."""


def run(case: Case) -> tuple[Finding, ...]:
    """Run every check on a case."""
    return tuple(check(case) for check in CHECKS)
