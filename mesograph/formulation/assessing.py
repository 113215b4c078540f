"""From a case to an assessed mixture: findings, verdict, pairs, incompatibilities."""

from mesograph.formulation.case import Case
from mesograph.formulation.checks import run
from mesograph.formulation.checks.compatibility import worded
from mesograph.formulation.hearing import Heard
from mesograph.model.answers import AnsweredPart, Assessed, Incompatibility, Pair
from mesograph.model.claims import CompatibilityClaim
from mesograph.model.reasons import Finding
from mesograph.verdicts import GATES, Answer, Policy, Status, admissible, passes, word


def assess(case: Case, policy: Policy) -> Assessed:
    """Run all checks on a case and apply the policy."""
    findings = run(case)
    standings = {each.check: each.standing for each in findings}
    return Assessed(
        parts=tuple(AnsweredPart(part=part) for part in case.mixture),
        found=case.found,
        verdict=word(case.found),
        admissible=admissible(policy, case.found, standings),
        findings=findings,
        pairs=_pairs(case),
        incompatibilities=tuple(
            _incompatibility(each) for each in case.heard if each.testimony.hazard
        ),
    )


def passes_exploratory(assessed: Assessed) -> bool:
    """Tell whether an assessed mixture may at least be tried at the bench."""
    standings = {each.check: each.standing for each in assessed.findings}
    return passes(Policy.EXPLORATORY, assessed.found, standings)


def deciding(assessed: Assessed, policy: Policy) -> frozenset[str]:
    """Name the checks that keep a mixture from being admissible; empty if it is."""
    if assessed.admissible:
        return frozenset()
    failed = {each.check for each in assessed.findings if each.status is Status.FAILED}
    blocking = {
        each.check
        for each in assessed.findings
        if not each.status.is_met and each.check in (*GATES, "compatibility")
    }
    if failed | blocking:
        return frozenset(failed or blocking)
    return frozenset(each.check for each in assessed.findings if _lacks_for_strict(each))


def _lacks_for_strict(finding: Finding) -> bool:
    return not finding.status.is_met or bool(finding.cautions)


def _pairs(case: Case) -> tuple[Pair, ...]:
    return tuple(
        Pair(
            between=(first.id, second.id),
            verdict=word(found),
            because=tuple(
                dict.fromkeys(
                    worded(each)
                    for each in case.heard
                    if each.covers == frozenset({first.id, second.id})
                )
            ),
        )
        for first, second, found in case.pairs
    )


def _incompatibility(heard: Heard) -> Incompatibility:
    undetermined = heard.answered.answer is Answer.UNDETERMINED
    aspects = (
        sorted(each.value for each in heard.claim.aspects)
        if isinstance(heard.claim, CompatibilityClaim)
        else []
    )
    return Incompatibility(
        between=tuple(sorted(heard.covers)),
        kind="veto" if heard.veto else " and ".join(aspects) or "physical",
        verdict="conditional" if undetermined else "incompatible",
        basis=heard.testimony.basis.value,
        conditions="; ".join(heard.answered.why) or "none stated",
        because=worded(heard),
    )
