"""What is known of many things at once: matrices of preparations, and counts of everything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from mesograph.errors import UnreadablePart
from mesograph.formulary.explanations import Explanations
from mesograph.formulation.parts import available, fitting_parts, on_shelf
from mesograph.model.things import Circumstances

if TYPE_CHECKING:
    from mesograph.model.matrices import Matrix
    from mesograph.model.statistics import Standing, Statistics

MOST_ROWS = 40


class Surveys(Explanations):
    """Questions on everything there is, or on every two of some."""

    def matrix(self, names: Sequence[str] = (), *, jurisdiction: str = "EU") -> Matrix:
        """Say what is known of every two preparations meeting in a syringe at any ratio.

        Names are read as parts are; without any it is asked of all that stands on the shelf.
        Raises UnreadablePart, UndecidedPart or the errors of names.
        """
        from mesograph.formulation.surveying import cells
        from mesograph.model.matrices import Matrix, Row

        place = self.compendium.names.find(jurisdiction, ("Jurisdiction",), wanted="jurisdiction")
        asked = Circumstances(jurisdiction=place)
        wanted = list(names) or self._on_shelf()
        if not 1 < len(wanted) <= MOST_ROWS:
            raise UnreadablePart(
                ", ".join(wanted) or "nothing", f"name 2 to {MOST_ROWS} preparations, or a shelf"
            )
        rows = []
        for name in wanted:
            found = fitting_parts(self.compendium, name, self.shelf)
            if self.shelf:
                found = on_shelf(self.compendium, name, found, self.shelf)
            found = available(self.compendium, found, place)
            label = found[0].preparation.label if len(found) == 1 else name
            rows.append(Row(asked=name, label=label, parts=found))
        times = Counter(part.id for row in rows for part in row.parts)
        for row in rows:
            if any(times[each] > 1 for each in row.ids):
                raise UnreadablePart(row.asked, "the same preparation is named twice")
        found_cells = cells(self.compendium, rows, asked)
        return Matrix(
            circumstances=asked, compendium=self.compendium, rows=tuple(rows), cells=found_cells
        )

    def statistics(self, standing: Callable[[str], Standing] | None = None) -> Statistics:
        """Count everything that is known; ``standing`` tells what propose answers to a concern."""
        from mesograph.formulary.counting import counted

        return counted(self.compendium, standing or self._standing)

    def _standing(self, concern: str) -> Standing:
        from mesograph.model.statistics import Standing

        answer = self.propose([self.compendium.label(concern)], keep=1)
        return Standing.of(bool(answer.proposals), bool(answer.candidates))

    def _on_shelf(self) -> list[str]:
        if self.shelf is None:
            return []
        return sorted(self.compendium.label(each) for each in self.shelf.usable)
