"""What is wrong with a file of knowledge, where, and how to mend it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from mesograph.model.things import Versions


class Severity(Enum):
    """How bad a flaw is: an error is refused, a warning asks for a look, the rest is told."""

    ERROR = "ERROR"
    WARN = "WARN"
    INFO = "INFO"


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """One thing that is wrong; ``line`` is None where it cannot be pinned to one."""

    file: str
    line: int | None
    subject: str | None
    severity: Severity
    check: str
    message: str
    mend: str

    @property
    def order(self) -> tuple[str, int, str, str]:
        """Give the place in a report: by file, line and check."""
        return self.file, self.line or 0, self.check, self.message


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All flaws of some files, and what was looked at."""

    versions: Versions
    files: tuple[str, ...]
    flaws: tuple[Flaw, ...]
    passed: tuple[str, ...]
    left_out: tuple[tuple[str, str], ...] = ()
    """Checks that could not be run, each with the reason."""

    def count(self, severity: Severity) -> int:
        """Count the flaws of a severity."""
        return sum(each.severity is severity for each in self.flaws)

    def is_valid(self, *, strict: bool = False) -> bool:
        """Tell whether nothing is wrong that is refused; strict refuses warnings too."""
        refused = {Severity.ERROR, *([Severity.WARN] if strict else [])}
        return not any(each.severity in refused for each in self.flaws)


def in_order(flaws: Iterable[Flaw]) -> tuple[Flaw, ...]:
    """Give each flaw once, in the order of a report."""
    return tuple(sorted(dict.fromkeys(flaws), key=lambda each: each.order))
