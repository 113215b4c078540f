"""Plain-text layout: numbered references, hanging paragraphs and columns."""

import textwrap
from collections.abc import Iterable, Sequence

from mesograph.model.compendium import Compendium
from mesograph.model.reasons import Citation, Reason, Step

WIDTH = 100


def paragraph(text: str, *, indent: int = 0, hang: int = 0) -> str:
    """Wrap a text to the width, later lines hanging further in."""
    return textwrap.fill(
        text,
        WIDTH,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + hang),
        break_long_words=False,
        break_on_hyphens=False,
    )


def entry(head: str, text: str, *, indent: int = 0, column: int = 0) -> str:
    """Set a text beside its head, wrapped lines standing under the text."""
    width = max(column, indent + len(head) + 2)
    lines = textwrap.wrap(
        text, max(WIDTH - width, 30), break_long_words=False, break_on_hyphens=False
    ) or [""]
    first = (" " * indent + head).ljust(width) + lines[0]
    return "\n".join([first.rstrip(), *(" " * width + line for line in lines[1:])])


def flow(items: Iterable[str], *, indent: int = 0) -> str:
    """Set short items in a row, three blanks apart, breaking lines between items only."""
    lines: list[str] = []
    current = ""
    for item in items:
        if current and len(current) + 3 + len(item) > WIDTH:
            lines.append(current)
            current = ""
        current = f"{current}   {item}" if current else " " * indent + item
    return "\n".join([*lines, current]) if current.strip() else ""


class Numbers:
    """Numbers for the steps that an answer prints, in the order of first mention."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def of(self, step: Step) -> int:
        """Give the number of a step; the same step always has the same."""
        return self._numbers.setdefault(step.id, len(self._numbers) + 1)


class References:
    """Numbers for places in sources, and for the steps told, in the order of first mention."""

    def __init__(self, compendium: Compendium, numbers: Numbers | None = None) -> None:
        self._compendium = compendium
        self._numbers: dict[tuple[str, str], int] = {}
        self._steps = numbers

    def mark(self, citations: Sequence[Citation]) -> str:
        """Give the marks of citations, like `` [1] [3]``; empty without any."""
        numbers = dict.fromkeys(self._number(each) for each in citations)
        return "".join(f" [{number}]" for number in numbers)

    def told(self, reason: Reason) -> str:
        """Give the text of a reason with its marks and the number its proof opens by."""
        return reason.text.rstrip(".") + self.mark(reason.citations) + self.number(reason.proof)

    def number(self, step: Step | None) -> str:
        """Give the number a step opens by, like `` (7)``; nothing where none are given."""
        return f" ({self._steps.of(step)})" if self._steps and step else ""

    def listing(self) -> str:
        """Give the list of all places mentioned so far."""
        lines = ["Sources"] if self._numbers else []
        for (source, locator), number in self._numbers.items():
            label = self._compendium.label(source)
            lines.append(
                entry(f"[{number}]", f"{label}, {locator}" if locator else label, indent=1)
            )
        return "\n".join(lines)

    def _number(self, citation: Citation) -> int:
        key = (citation.source, citation.locator)
        return self._numbers.setdefault(key, len(self._numbers) + 1)
