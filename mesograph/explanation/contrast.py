"""Why not: every check that stands in the way, with its proof and what would lift it."""

from collections.abc import Iterator

from mesograph.formulation.assessing import assess, deciding, in_full
from mesograph.formulation.case import Case, open_case
from mesograph.formulation.desk import Desk
from mesograph.formulation.mixing import Mixture
from mesograph.formulation.serving import covering
from mesograph.model.answers import Asked, Assessed
from mesograph.model.claims import ContraindicationClaim
from mesograph.model.compendium import Compendium
from mesograph.model.explanations import Hindrance, Refusal
from mesograph.model.findings import Finding
from mesograph.model.reasons import Step
from mesograph.verdicts import Policy, Status

SEPARATE = "separate syringes or sessions"
NOTHING = "nothing in the mixture: the concern or the route itself forbids it"
ANOTHER = "another preparation: what fails here is a property of this one"


def refused(compendium: Compendium, mixture: Mixture, asked: Asked) -> Refusal:
    """Explain why a mixture is not admissible, and what would lift each hindrance.

    What would lift it is tried, not guessed: the mixture is asked again with one part fewer.
    """
    case = open_case(compendium, mixture, asked.circumstances, asked.concerns)
    assessed = in_full(case, assess(case, asked.policy))
    decisive = deciding(assessed, asked.policy)
    standing_in_the_way = [
        each
        for each in assessed.findings
        if (each.check in decisive and not assessed.admissible) or _is_answered_no(each)
    ]
    ordered = sorted(
        standing_in_the_way,
        key=lambda each: (each.check not in decisive, each.status is not Status.FAILED),
    )
    return Refusal(
        compendium=compendium,
        asked=asked,
        assessed=assessed,
        unserved=tuple(_unserved(compendium, mixture, asked)),
        not_computed=tuple(each.check for each in assessed.findings if each.is_not_computed),
        hindrances=tuple(
            Hindrance(
                check=each.check,
                status=each.status,
                proof=each.proof,
                lifted_by=tuple(_lifts(case, each, asked.policy)),
                decides=each.check in decisive and not assessed.admissible,
            )
            for each in ordered
        ),
    )


def _is_answered_no(finding: Finding) -> bool:
    return not finding.status.is_met and not finding.is_not_computed


def _lifts(case: Case, finding: Finding, policy: Policy) -> Iterator[str]:
    """Name what would lift a hindrance: what is to be known, or the part to leave out."""
    if finding.check == "compatibility":
        for first, second, found in case.pairs:
            if found.for_ < 2:
                labels = f"{first.preparation.label} with {second.preparation.label}"
                yield f"a test of {labels} in one syringe, or a label on it"
    elif finding.status is Status.UNKNOWN:
        for need in finding.needs:
            yield f"to know {need}"
        return
    if len(case.mixture) > 1:
        for part in case.mixture:
            without = tuple(each for each in case.mixture if each.id != part.id)
            fewer = open_case(case.compendium, without, case.asked, case.concerns)
            after = _status(assess(fewer, policy), finding.check)
            if after.is_met:
                yield f"to leave out {part.preparation.label}"
        if finding.check == "compatibility":
            yield SEPARATE
    elif finding.check == "contraindication" and _forbids_all(case, finding):
        yield NOTHING
    elif finding.status is Status.FAILED:
        yield ANOTHER
    if finding.status.is_met:
        yield f"the policy {Policy.CAUTIOUS.value}, which asks less of this check"


def _forbids_all(case: Case, finding: Finding) -> bool:
    """Tell whether some claim forbids not a part but any injection."""
    claims = (case.compendium.claims.get(id_) for each in finding.because for id_ in each.claims)
    return any(isinstance(each, ContraindicationClaim) and not each.about for each in claims)


def _status(assessed: Assessed, check: str) -> Status:
    return next(each.status for each in assessed.findings if each.check == check)


def _unserved(compendium: Compendium, mixture: Mixture, asked: Asked) -> Iterator[Step]:
    """Tell the processes of the concerns that the parts do not serve."""
    desk = Desk(compendium, asked)
    for target in desk.all_targets:
        certainty = desk.served(mixture, target)
        if certainty is None:
            services = [(part, desk.service(part, target)) for part in mixture]
            yield covering(compendium, target, certainty, services, asked.concerns)
