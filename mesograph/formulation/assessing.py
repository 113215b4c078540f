"""From a case to an assessed mixture: findings, verdict, pairs, incompatibilities."""

from dataclasses import replace

from mesograph.formulation.case import Case, open_case
from mesograph.formulation.checks import HOW, run
from mesograph.formulation.hearing import Heard
from mesograph.formulation.telling import silenced_here, verdict_proof, worded
from mesograph.model.answers import AnsweredPart, Assessed, Incompatibility, Pair
from mesograph.verdicts import Answer, Policy, Status, admissible, blocking, passes, word


def assess(case: Case, policy: Policy) -> Assessed:
    """Run all checks on a case and apply the policy; what is answered is then told in full."""
    findings = tuple(replace(each, how=HOW.get(each.check, "")) for each in run(case))
    standings = {each.check: each.standing for each in findings}
    return Assessed(
        parts=tuple(AnsweredPart(part=part) for part in case.mixture),
        found=case.found,
        verdict=word(case.found),
        admissible=admissible(policy, case.found, standings)
        and (policy is not Policy.STRICT or _stands_without_local(case)),
        findings=findings,
    )


def in_full(case: Case, assessed: Assessed) -> Assessed:
    """Tell beside the findings the verdict with its proof, the pairs and what is against them."""
    quiet = silenced_here(case.compendium, case.mixture, case.heard)
    return replace(
        assessed,
        proof=verdict_proof(case.compendium, case.mixture, case.heard, case.found),
        pairs=_pairs(case),
        incompatibilities=tuple(
            _incompatibility(case, each, quiet) for each in case.heard if each.testimony.hazard
        ),
    )


def _stands_without_local(case: Case) -> bool:
    """Tell whether strict is satisfied without anything of a user's own in favour."""
    if any(part.preparation.local for part in case.mixture):
        return False
    if not any(each.local for each in case.compendium.claims.values()):
        return True
    shipped = open_case(case.compendium.without_local, case.mixture, case.asked, case.concerns)
    standings = {each.check: each.standing for each in run(shipped)}
    return admissible(Policy.STRICT, shipped.found, standings)


def passes_exploratory(assessed: Assessed) -> bool:
    """Tell whether an assessed mixture may at least be tried at the bench."""
    standings = {each.check: each.standing for each in assessed.findings}
    return passes(Policy.EXPLORATORY, assessed.found, standings)


def deciding(assessed: Assessed, policy: Policy) -> frozenset[str]:
    """Name the checks that keep a mixture from being admissible: failed ones, else all others."""
    wanted = Policy.CAUTIOUS if policy is Policy.EXPLORATORY else policy
    standings = {each.check: each.standing for each in assessed.findings}
    blocked = blocking(wanted, assessed.found, standings)
    failed = [each for each in blocked if standings[each].status is Status.FAILED]
    return frozenset(failed or blocked)


def _pairs(case: Case) -> tuple[Pair, ...]:
    found: list[Pair] = []
    for first, second, coordinates in case.pairs:
        both = frozenset({first.id, second.id})
        heard = [each for each in case.heard if each.covers == both]
        found.append(
            Pair(
                between=(first.id, second.id),
                verdict=word(coordinates),
                because=tuple(
                    dict.fromkeys(worded(case.compendium, case.mixture, each) for each in heard)
                ),
                proof=verdict_proof(case.compendium, (first, second), heard, coordinates),
            )
        )
    return tuple(found)


def _incompatibility(
    case: Case, heard: Heard, quiet: frozenset[tuple[str, frozenset[str]]]
) -> Incompatibility:
    is_silenced = (heard.testimony.id, heard.covers) in quiet
    undetermined = heard.answered.answer is Answer.UNDETERMINED
    aspects = sorted(each.value for each in heard.testimony.aspects)
    standing = "predicted-incompatible" if heard.predicted else "incompatible"
    return Incompatibility(
        between=tuple(sorted(heard.covers)),
        kind="veto" if heard.veto else " and ".join(aspects) or "physical",
        verdict="silenced" if is_silenced else "conditional" if undetermined else standing,
        basis=heard.testimony.basis.value,
        conditions="; ".join(heard.answered.why) or "none stated",
        because=worded(case.compendium, case.mixture, heard, is_silenced=is_silenced),
    )
