"""Findings: the answer of one check, what it rests on, and what to mind."""

from dataclasses import dataclass, field
from functools import cached_property

from mesograph.model.claims import Claim
from mesograph.model.reasons import Citation, Reason, Step, absent, concluded, told
from mesograph.quantities import Interval, as_range
from mesograph.verdicts import Standing, Status

_STANDING = {
    Status.MET: "is met",
    Status.FAILED: "is failed",
    Status.UNKNOWN: "is not known to be met",
    Status.NOT_APPLICABLE: "does not apply",
}


@dataclass(frozen=True, slots=True, order=True)
class Caution:
    """Something to mind although a check is not failed."""

    code: str
    text: str
    proof: Step | None = field(default=None, compare=False)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Give the places it was read at."""
        return self.proof.near_citations if self.proof else ()

    @property
    def claims(self) -> tuple[str, ...]:
        """Give the claims it rests on."""
        return self.proof.all_claims if self.proof else ()


@dataclass(frozen=True, kw_only=True)
class Finding:
    """The answer of one check.

    ``how`` says in one sentence how the check decides. ``needs`` says what would have to be known
    to turn an unknown into an answer; ``absences`` tell the same as steps of a proof, where more is
    known than that it is missing.
    """

    check: str
    status: Status
    how: str = ""
    value: Interval | None = None
    unit: str | None = None
    limit: Interval | None = None
    cautions: tuple[Caution, ...] = ()
    because: tuple[Reason, ...] = ()
    needs: tuple[str, ...] = ()
    absences: tuple[Step, ...] = ()

    @property
    def standing(self) -> Standing:
        """Give what a policy looks at."""
        return Standing(self.status, frozenset(each.code for each in self.cautions))

    @property
    def is_not_computed(self) -> bool:
        """Tell whether this version has no answer to the check at all."""
        return any(each.name == "not-computed" for each in self.absences)

    @cached_property
    def proof(self) -> Step:
        """Give the proof that the check has this status."""
        figure = f", {as_range(self.value, 1)} {self.unit}," if self.value is not None else ""
        return concluded(
            f"check-{self.check}",
            f"the check {self.check}{figure} {_STANDING[self.status]}",
            [
                *(each.proof for each in self.because),
                *(self.absences or map(absent, self.needs)),
            ],
            self.how or None,
        )


def minded(code: str, claim: Claim, prefix: str = "") -> Caution:
    """Tell a claim as something to mind."""
    reason = told(claim, prefix)
    return Caution(code, reason.text, reason.proof)
