"""The checks a mixture must stand, in the order a pharmacist would ask."""

from collections.abc import Callable

from mesograph.formulation.case import Case
from mesograph.formulation.checks.compatibility import compatibility
from mesograph.formulation.checks.effects import efficacy, tolerance
from mesograph.formulation.checks.gates import contraindication, non_oily, regulatory, route
from mesograph.formulation.checks.measures import isotonicity, volume
from mesograph.model.reasons import Finding
from mesograph.verdicts import Status

Check = Callable[[Case], Finding]


def not_computed(name: str, needs: str) -> Check:
    """Make a check that says it is not computed, so that its silence is never taken for a yes."""

    def check(case: Case) -> Finding:
        return Finding(check=name, status=Status.UNKNOWN, needs=(needs,))

    return check


CHECKS: tuple[Check, ...] = (
    regulatory,
    route,
    non_oily,
    contraindication,
    compatibility,
    not_computed("precipitation", "precipitation is not computed"),
    isotonicity,
    not_computed("ph", "the pH of the mixture is not computed"),
    tolerance,
    not_computed("tissue-integration", "integration with the tissue is not computed"),
    not_computed("sterility", "sterility after mixing is not computed"),
    not_computed("in-use-time", "the in-use time is not computed"),
    not_computed("allergy", "allergy is not computed, the person must be asked"),
    not_computed("dose", "the dose is not computed"),
    volume,
    efficacy,
)


def run(case: Case) -> tuple[Finding, ...]:
    """Run every check on a case."""
    return tuple(check(case) for check in CHECKS)
