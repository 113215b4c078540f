"""What a mixture holds in the end, and what would help it, as text."""

from collections.abc import Sequence

from mesograph.model.answers import Checked, FinalStrength
from mesograph.rendering.layout import References, entry, paragraph

NOTHING_HELPS = (
    "what would help: nothing of what was tried, that is thinning it, another strength, salt or "
    "maker of a part, a syringe of its own, another depth, another order"
)


def strengths_lines(strengths: Sequence[FinalStrength], references: References) -> str:
    """Tell what the mixture holds in the end, a line for each ingredient, one for all ions."""
    lines = [
        entry("", each.proof.text + references.number(each.proof), indent=2, column=4)
        for each in strengths
        if each.kind != "ion"
    ]
    ions = [
        each.proof.text + references.number(each.proof) for each in strengths if each.kind == "ion"
    ]
    if ions:
        lines.append(entry("", f"ions: {'; '.join(ions)}", indent=2, column=4))
    return "\n".join(["in the mixture:", *lines]) if lines else ""


def repairs_lines(answer: Checked, references: References) -> str:
    """Tell what would lift what stands against it."""
    if not answer.repairs:
        return "" if answer.assessed.admissible else paragraph(NOTHING_HELPS, hang=2)
    lines = [
        entry("-", each.proof.text + references.number(each.proof), indent=2, column=4)
        for each in answer.repairs
    ]
    return "\n".join(["what would help (each was tried):", *lines])
