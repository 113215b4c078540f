"""Reasons, cautions and findings: the answer of one check and what it rests on."""

from dataclasses import dataclass, field

from mesograph.model.claims import Claim, CompatibilityClaim
from mesograph.quantities import Interval
from mesograph.verdicts import Standing, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A place in a source, with how far what stands there can be trusted."""

    source: str
    locator: str
    certainty: str | None = None
    method: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One sentence and the places it was read; ``proof_id`` stays None until proofs exist."""

    text: str
    citations: tuple[Citation, ...] = ()
    claims: tuple[str, ...] = ()
    proof_id: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class Caution:
    """Something to mind although a check is not failed."""

    code: str
    text: str
    citations: tuple[Citation, ...] = field(default=(), compare=False)
    claims: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """The answer of one check.

    ``needs`` says what would have to be known to turn an unknown into an answer.
    """

    check: str
    status: Status
    value: Interval | None = None
    unit: str | None = None
    limit: Interval | None = None
    cautions: tuple[Caution, ...] = ()
    because: tuple[Reason, ...] = ()
    needs: tuple[str, ...] = ()

    @property
    def standing(self) -> Standing:
        """Give what a policy looks at."""
        return Standing(self.status, frozenset(each.code for each in self.cautions))


def cite(claim: Claim) -> Citation:
    """Give the place a claim was read."""
    return Citation(
        source=claim.source,
        locator=claim.locator,
        certainty=claim.certainty.word if claim.certainty else None,
        method=claim.method.word if isinstance(claim, CompatibilityClaim) else None,
    )


def told(claim: Claim, prefix: str = "") -> Reason:
    """Tell a claim as a reason, marked where it is only a mention or a user's own."""
    marks = ("own record: " if claim.local else "") + (
        "only mentioned: " if claim.read_as == "mention" else ""
    )
    return Reason(
        text=f"{prefix}{marks}{claim.statement}", citations=(cite(claim),), claims=(claim.id,)
    )


def minded(code: str, claim: Claim, prefix: str = "") -> Caution:
    """Tell a claim as something to mind."""
    reason = told(claim, prefix)
    return Caution(code, reason.text, reason.citations, reason.claims)
