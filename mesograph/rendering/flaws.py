"""What validate has found, as text and JSON."""

from collections.abc import Iterable

from mesograph.model.flaws import Flaw, Report, Severity
from mesograph.rendering.layout import paragraph
from mesograph.rendering.members import versions_json
from mesograph.rendering.text import DISCLAIMER


def report_text(report: Report) -> str:
    """Tell every flaw by file, line and subject, with how to mend it, then what was looked at."""
    blocks = [
        "\n".join(
            [
                paragraph(f"{_place(each)}: {_said(each)}", hang=2),
                paragraph(f"mend: {each.mend}", indent=2, hang=2),
            ]
        )
        for each in report.flaws
    ]
    counted = ", ".join(f"{report.count(each)} {each.value}" for each in Severity)
    files = len(report.files)
    lines = [
        f"{files} file{'' if files == 1 else 's'}: {counted}",
        paragraph(f"looked at: {', '.join(report.passed)}", indent=2, hang=2),
        *(
            paragraph(f"left out: {', '.join(names)} ({reason})", indent=2, hang=2)
            for reason, names in _by_reason(report.left_out).items()
        ),
    ]
    return "\n".join([*blocks, "\n".join(lines)]) + "\n"


def report_json(report: Report, *, valid: bool) -> dict[str, object]:
    """Give the report as a JSON object."""
    return {
        **versions_json(report.versions),
        "policy": None,
        "jurisdiction": None,
        "route": None,
        "disclaimer": DISCLAIMER,
        "valid": valid,
        "files": list(report.files),
        "counts": {each.value: report.count(each) for each in Severity},
        "flaws": [
            {
                "file": each.file,
                "line": each.line,
                "subject": each.subject,
                "severity": each.severity.value,
                "check": each.check,
                "message": each.message,
                "mend": each.mend,
            }
            for each in report.flaws
        ],
        "looked_at": list(report.passed),
        "left_out": [{"check": name, "reason": reason} for name, reason in report.left_out],
    }


def _by_reason(left_out: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, reason in left_out:
        found.setdefault(reason, []).append(name)
    return found


def _place(flaw: Flaw) -> str:
    return flaw.file if flaw.line is None else f"{flaw.file}:{flaw.line}"


def _said(flaw: Flaw) -> str:
    told = f"{flaw.subject} {flaw.message}" if flaw.subject else flaw.message
    return f"{flaw.severity.value} [{flaw.check}] {told}"
