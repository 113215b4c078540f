"""What an import has read, as text and JSON."""

import csv
import io

from mesograph.model.shelves import Imported
from mesograph.rendering.layout import paragraph


def imported_text(found: Imported, place: str | None, use: str) -> str:
    """Tell which column was taken for what, every cell that was not understood, and the outcome.

    ``place`` is where it was written, if it was, and ``use`` by which name it is to be asked for.
    """
    lines = ["Columns"]
    lines += [
        paragraph(f"{head}: {column or 'not read'}", indent=2, hang=2)
        for head, column in found.columns
    ]
    if found.refused:
        lines.append("Not understood")
        lines += [
            paragraph(f"row {each.row}, {each.column or 'cells'}: {each.reason}", indent=2, hang=2)
            for each in found.refused
        ]
    lines.append("Understood" if found.understood else "No row was understood.")
    lines += [
        paragraph(f"row {number}: {label}", indent=2, hang=2) for number, label in found.understood
    ]
    if place:
        lines.append(paragraph(f"Written to {place}; use it with --shelf {use}", hang=2))
    else:
        lines.append("Nothing was written.")
    return "\n".join(lines) + "\n"


def imported_json(found: Imported, place: str | None) -> dict[str, object]:
    """Give the same as a JSON object."""
    return {
        "name": found.name,
        "columns": [{"head": head, "column": column} for head, column in found.columns],
        "understood": [{"row": row, "label": label} for row, label in found.understood],
        "refused": [
            {"row": each.row, "column": each.column, "reason": each.reason}
            for each in found.refused
        ],
        "written_to": place,
    }


def exported_json(name: str, text: str) -> dict[str, object]:
    """Give a shelf written as a list as a JSON object, cell by cell."""
    return {"name": name, "lots": list(csv.DictReader(io.StringIO(text)))}
