"""How answers on several parts are joined, and what is told alike by several gates."""

from collections.abc import Iterable

from mesograph.model.claims import Claim
from mesograph.model.findings import Caution, Finding
from mesograph.model.reasons import concluded, leaf
from mesograph.verdicts import OFF_LABEL, Status


def off_label(text: str, claims: Iterable[Claim]) -> Caution:
    """Tell that something is not on the label."""
    how = "what a label does not name is off-label"
    return Caution(OFF_LABEL, text, concluded("off-label", text, map(leaf, claims), how))


def worst(check: str, findings: list[Finding]) -> Finding:
    """Join the answers on parts: any failed fails, else any unknown leaves it unknown."""
    statuses = {each.status for each in findings}
    status = next(
        each
        for each in (Status.FAILED, Status.UNKNOWN, Status.MET)
        if each in statuses | {Status.MET}
    )
    deciding = [each for each in findings if each.status is status] or findings
    return Finding(
        check=check,
        status=status,
        cautions=tuple(dict.fromkeys(caution for each in findings for caution in each.cautions)),
        because=tuple(dict.fromkeys(reason for each in deciding for reason in each.because)),
        needs=tuple(dict.fromkeys(need for each in findings for need in each.needs)),
    )
