"""Matrices as text, csv, JSON, HTML and SVG: a sign in every cell, and colour beside it."""

import csv
import io
from collections.abc import Iterable
from html import escape

from mesograph.model.matrices import Cell, Known, Matrix
from mesograph.model.reasons import Citation
from mesograph.rendering.layout import References, paragraph
from mesograph.rendering.members import headed, named
from mesograph.rendering.text import DISCLAIMER, footer

SIGNS = {
    "compatible": ("+", "#cfe8d5"),
    "no-incompatibility-predicted": ("o", "#e6efe8"),
    "unknown": ("?", "#ffffff"),
    "conditional": ("!", "#fff3c4"),
    "predicted-incompatible": ("(x)", "#ffe0c2"),
    "incompatible": ("x", "#f7c6c5"),
    "disputed": ("+/x", "#e3d3f0"),
}
"""The sign and the colour of each verdict; the sign alone tells it."""
SEARCHED = "?*"
"""The sign of a pair of which nothing is known although it was looked for."""
NOT_FOR = "What holds for two parts need not hold for more of them in one syringe."
_CELL, _GAP, _LETTER = 34, 12, 6.4


def matrix_text(matrix: Matrix) -> str:
    """Write the lower half of a matrix, then what is known of each pair, with its sources."""
    labels = [row.label for row in matrix.rows]
    width = max(map(len, labels)) + 6
    lines = ["Two at a time, at any ratio, in one syringe", ""]
    for at, label in enumerate(labels):
        signs = "".join(f"{_sign(matrix.cell(at, other)):>5}" for other in range(at))
        lines.append(f"{at + 1:>3}  {label:<{width - 5}}{signs}".rstrip())
    lines.append(" " * width + "".join(f"{at + 1:>5}" for at in range(len(labels) - 1)))
    present = {cell.verdict for cell in matrix.cells}
    legend = [f"{sign} {verdict}" for verdict, (sign, _) in SIGNS.items() if verdict in present]
    if any(_sign(cell) == SEARCHED for cell in matrix.cells):
        legend.append(f"{SEARCHED} looked for, nothing found")
    lines += ["", paragraph("   ".join(legend))]
    references = References(matrix.compendium)
    told = []
    for cell in matrix.cells:
        one, other = cell.between
        if cell.because:
            told.append(f"{other + 1} with {one + 1}: {cell.verdict}")
            told += [paragraph(references.told(each), indent=4, hang=2) for each in cell.because]
    known = ["What is known", *told] if told else []
    blocks = ["\n".join(lines), "\n".join(known), references.listing()]
    blocks.append(f"{NOT_FOR}\n{footer(matrix.compendium.versions)}")
    return "\n\n".join(each for each in blocks if each) + "\n"


def matrix_csv(matrix: Matrix) -> str:
    """Write one line for each pair: both labels and ids, verdict, how much is known, sources."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["one", "other", "one_ids", "other_ids", "verdict", "known", "sources"])
    for cell in matrix.cells:
        one, other = (matrix.rows[each] for each in cell.between)
        writer.writerow(
            [
                one.label,
                other.label,
                " ".join(map(named, one.ids)),
                " ".join(map(named, other.ids)),
                cell.verdict,
                cell.known.value,
                " ".join(named(each) for each in _sources(cell)),
            ]
        )
    return out.getvalue()


def matrix_json(matrix: Matrix) -> dict[str, object]:
    """Give a matrix as a JSON object: rows, and cells that name two of them."""
    return headed(
        matrix.compendium,
        {
            "rows": [
                {"asked": row.asked, "label": row.label, "ids": [named(each) for each in row.ids]}
                for row in matrix.rows
            ],
            "cells": [
                {
                    "between": list(cell.between),
                    "verdict": cell.verdict,
                    "known": cell.known.value,
                    "because": [
                        {
                            "text": each.text,
                            "proof_id": each.proof_id,
                            "sources": [named(c.source) for c in each.citations],
                        }
                        for each in cell.because
                    ],
                    "searches": [named(each) for each in cell.searched],
                }
                for cell in matrix.cells
            ],
        },
    )


def matrix_html(matrix: Matrix) -> str:
    """Write a page with the matrix as a table, and what is known of each pair below it."""
    head = "".join(f'<th scope="col">{at + 1}</th>' for at in range(len(matrix.rows) - 1))
    rows = []
    for at, row in enumerate(matrix.rows):
        cells = "".join(_cell_html(matrix.cell(at, other)) for other in range(at))
        label = f'<th scope="row">{at + 1} {escape(row.label)}</th>'
        rows.append(f"<tr>{label}{cells}</tr>")
    items = []
    for cell in matrix.cells:
        one, other = (matrix.rows[each].label for each in cell.between)
        reasons = "".join(
            f"<li>{escape(each.text)} <small>"
            f"[{escape('; '.join(_labels(matrix, each.citations)))}]</small></li>"
            for each in cell.because
        )
        if reasons:
            items.append(
                f"<dt>{escape(one)} with {escape(other)}: {cell.verdict}</dt>"
                f"<dd><ul>{reasons}</ul></dd>"
            )
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Compatibility matrix</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        "<h1>Two at a time, at any ratio, in one syringe</h1>\n"
        f"<table>\n<tbody>\n{chr(10).join(rows)}\n</tbody>\n"
        f"<tfoot><tr><td></td>{head}</tr></tfoot>\n</table>\n"
        f"<p>{' '.join(_legend_html(matrix))}</p>\n"
        f"<dl>\n{chr(10).join(items)}\n</dl>\n"
        f"<p>{NOT_FOR}</p>\n<p><small>{escape(footer(matrix.compendium.versions))}</small></p>\n"
        "</body>\n</html>\n"
    )


def matrix_svg(matrix: Matrix) -> str:
    """Draw the lower half of a matrix: a sign on a coloured field for each pair."""
    longest = max(len(f"{len(matrix.rows)} {row.label}") for row in matrix.rows)
    left = round(longest * _LETTER) + _GAP
    size = len(matrix.rows)
    wide, high = left + size * _CELL + _GAP, size * _CELL + _CELL + _GAP
    shapes = []
    for at, row in enumerate(matrix.rows):
        top = at * _CELL + _GAP
        shapes.append(
            f'<text x="{left - 6}" y="{top + 21}" text-anchor="end">'
            f"{at + 1} {escape(row.label)}</text>"
        )
        for other in range(at):
            cell = matrix.cell(at, other)
            x, colour = left + other * _CELL, SIGNS[cell.verdict][1]
            shapes.append(
                f"<g><title>{escape(_worded(matrix, cell))}</title>"
                f'<rect x="{x}" y="{top}" width="{_CELL - 2}" height="{_CELL - 2}" '
                f'fill="{colour}" stroke="#777"/>'
                f'<text x="{x + (_CELL - 2) / 2:g}" y="{top + 21}" text-anchor="middle">'
                f"{escape(_sign(cell))}</text></g>"
            )
    shapes += [
        f'<text x="{left + at * _CELL + (_CELL - 2) / 2:g}" y="{size * _CELL + _GAP + 18}" '
        f'text-anchor="middle">{at + 1}</text>'
        for at in range(size - 1)
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{wide}" height="{high}" '
        f'viewBox="0 0 {wide} {high}" font-family="sans-serif" font-size="12">\n'
        f"<title>Compatibility matrix of {size} preparations</title>\n<desc>{DISCLAIMER}</desc>\n"
        + "\n".join(shapes)
        + "\n</svg>\n"
    )


_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse}th[scope=row]{text-align:right;font-weight:400;"
    "padding-right:.6rem}td{width:2.4rem;height:2.2rem;text-align:center;border:1px solid #777;"
    "color:#111}tfoot td{border:0}dt{font-weight:600;margin-top:1rem}"
    "span.sign{display:inline-block;min-width:2rem;text-align:center;border:1px solid #777;"
    "color:#111;margin-right:.3rem}"
)


def _sign(cell: Cell) -> str:
    is_searched = cell.verdict == "unknown" and cell.known is Known.SEARCHED_IN_VAIN
    return SEARCHED if is_searched else SIGNS[cell.verdict][0]


def _worded(matrix: Matrix, cell: Cell) -> str:
    one, other = (matrix.rows[each].label for each in cell.between)
    return f"{one} with {other}: {cell.verdict}, {cell.known.value}"


def _cell_html(cell: Cell) -> str:
    colour = SIGNS[cell.verdict][1]
    said = f"{cell.verdict}, {cell.known.value}"
    return f'<td style="background:{colour}" title="{said}">{escape(_sign(cell))}</td>'


def _legend_html(matrix: Matrix) -> list[str]:
    present = {cell.verdict for cell in matrix.cells}
    signs = [
        f'<span class="sign" style="background:{colour}">{escape(sign)}</span>{verdict}'
        for verdict, (sign, colour) in SIGNS.items()
        if verdict in present
    ]
    return [*signs, f'<span class="sign">{SEARCHED}</span>looked for, nothing found']


def _sources(cell: Cell) -> list[str]:
    return list(dict.fromkeys(c.source for each in cell.because for c in each.citations))


def _labels(matrix: Matrix, citations: Iterable[Citation]) -> list[str]:
    return list(dict.fromkeys(matrix.compendium.label(each.source) for each in citations))
