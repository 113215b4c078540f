"""One thing that a check has found, before it is known in which file and line it stands."""

from dataclasses import dataclass

from mesograph.model.flaws import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A subject that is wrong in one way; the predicate says with which statement, if any."""

    check: str
    severity: Severity
    subject: str
    message: str
    mend: str
    predicate: str | None = None
