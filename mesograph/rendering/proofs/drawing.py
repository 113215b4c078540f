"""A proof as a drawing: DOT for Graphviz, SVG laid out here, and a page with both views."""

import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape

from mesograph.model.explanations import Explanation
from mesograph.model.reasons import Citation, Kind, Step
from mesograph.rendering.proofs.outline import (
    KINDS,
    Line,
    cited_with,
    details,
    outline,
    quality,
    told_step,
)
from mesograph.rendering.text import DISCLAIMER

COLUMN, GAP, ROW_GAP, LINE, PADDING = 230, 50, 16, 15, 10
CHARACTERS = 31
_SHAPES = {
    Kind.CLAIM: "box",
    Kind.STATEMENT: "note",
    Kind.QUESTION: "cds",
    Kind.ABSENCE: "box",
    Kind.RULE: "box",
    Kind.CALCULATION: "component",
}


def explanation_dot(answer: Explanation) -> str:
    """Write a proof in the language of Graphviz, from left to right."""
    numbers = _numbers(answer.proof)
    lines = ["digraph proof {", "  rankdir=LR;", '  node [fontname="sans-serif", shape=box];']
    for step in answer.proof.steps:
        text = "\\n".join(_quoted(each) for each in _wrapped(step, numbers))
        style = "dashed" if step.kind is Kind.ABSENCE else "rounded" if step.premises else "solid"
        lines.append(f'  s{step.id} [label="{text}", shape={_SHAPES[step.kind]}, style="{style}"];')
    for step in answer.proof.steps:
        lines += [f"  s{step.id} -> s{each.id};" for each in step.premises]
    return "\n".join([*lines, "}", ""])


@dataclass(frozen=True, slots=True)
class _Box:
    x: int
    y: int
    height: int


def explanation_svg(answer: Explanation) -> str:
    """Draw a proof from left to right: conclusion first, every step once, leaves at the right."""
    numbers = _numbers(answer.proof)
    boxes = _laid_out(answer.proof, numbers)
    width = max(each.x for each in boxes.values()) + COLUMN + GAP
    height = max(each.y + each.height for each in boxes.values()) + GAP
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" font-family="sans-serif" font-size="12">',
        f"<title>{escape(answer.proof.text)}</title>",
        f"<desc>{escape(answer.statement)}: {len(boxes)} steps, the conclusion at the left and "
        "what it rests on to the right of it.</desc>",
    ]
    for step in answer.proof.steps:
        parts += [_edge(boxes[step.id], boxes[each.id]) for each in step.premises]
    for step in answer.proof.steps:
        parts.append(_node(step, boxes[step.id], numbers))
    return "\n".join([*parts, "</svg>", ""])


def explanation_html(answer: Explanation) -> str:
    """Write a page that needs nothing else: the proof as a list and as a drawing."""
    versions = answer.compendium.versions
    return _PAGE.format(
        title=escape(answer.statement),
        body=explanation_fragment(answer),
        versions=f"mesograph {versions.code}, data {versions.data}",
        disclaimer=DISCLAIMER,
    )


def explanation_fragment(answer: Explanation) -> str:
    """Write the proof as a list, as a drawing and with its sources, to stand in a page."""
    places: dict[tuple[str, str], int] = {}
    conclusion = _told(answer.proof, places)
    noted = "; ".join(_noted(answer.proof, places))
    listed = _list(outline(answer.proof), places)
    sources = []
    for (source, locator), number in places.items():
        known = answer.compendium.sources.get(source)
        cited = escape(known.citation if known else source)
        link = f' <a href="{escape(known.url)}">read</a>' if known and known.url else ""
        at = f", {escape(locator)}" if locator else ""
        sources.append(f'<li id="source-{number}">{cited.rstrip(".")}{at}.{link}</li>')
    return _FRAGMENT.format(
        title=escape(answer.statement),
        conclusion=conclusion,
        noted=noted,
        listed=listed,
        drawing=explanation_svg(answer),
        sources="\n".join(sources),
    )


_FRAGMENT = """\
<h1>{title}</h1>
<p><strong>{conclusion}</strong><br><span class="about">{noted}</span></p>
<h2>Because</h2>
{listed}
<h2>Drawing</h2>
<figure tabindex="0" aria-label="The proof as a drawing">
{drawing}</figure>
<h2>Sources</h2>
<ol>
{sources}
</ol>
"""

_PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font-family: sans-serif; line-height: 1.45; margin: 2rem auto; max-width: 60rem;
  padding: 0 1rem; color: #1a1a1a; background: #fff; }}
ul {{ list-style: none; padding-left: 1.2rem; border-left: 1px solid #bbb; }}
.about {{ color: #444; font-size: 0.9em; }}
figure {{ overflow-x: auto; margin: 2rem 0; border: 1px solid #bbb; }}
@media print {{ figure {{ overflow: visible; border: 0; }} figure svg {{ max-width: 100%;
  height: auto; }} ul, li {{ break-inside: auto; }} }}
@media (prefers-color-scheme: dark) {{
  body {{ color: #eee; background: #181818; }} .about {{ color: #bbb; }}
  a {{ color: #9cf; }} figure {{ background: #fff; }}
}}
</style>
</head>
<body>
<main>
{body}<p class="about">{versions}. {disclaimer}</p>
</main>
</body>
</html>
"""


def _list(lines: list[Line], places: dict[tuple[str, str], int]) -> str:
    """Nest the steps as lists: what a step rests on stands inside its item."""
    found: list[str] = []
    depth = 0
    for line in lines[1:]:
        if line.depth > depth:
            found.append("<ul>")
        else:
            found.append("</li>" + "</ul></li>" * (depth - line.depth))
        depth = line.depth
        found.append(_item(line, places))
    return "\n".join([*found, "</li></ul>" * depth])


def _item(line: Line, places: dict[tuple[str, str], int]) -> str:
    """Open the item of a step; it is closed after what the step rests on."""
    if line.again:
        return f'<li><a href="#step-{line.number}">({line.number})</a> told above'
    noted = "; ".join(_noted(line.step, places))
    return (
        f'<li id="step-{line.number}">({line.number}) {_told(line.step, places)}'
        f'<br><span class="about">{noted}</span>'
    )


def _told(step: Step, places: dict[tuple[str, str], int]) -> str:
    return escape(told_step(step)) + _marks(places, cited_with(step))


def _noted(step: Step, places: dict[tuple[str, str], int]) -> list[str]:
    """Give the details of a step; how a rule holds is marked with where that was read."""
    return [
        escape(each.rstrip("."))
        + _marks(places, step.citations if each.startswith("how: ") else ())
        for each in details(step)
    ]


def _marks(places: dict[tuple[str, str], int], citations: Iterable[Citation]) -> str:
    numbers = [places.setdefault((c.source, c.locator), len(places) + 1) for c in citations]
    return "".join(f' <a href="#source-{each}">[{each}]</a>' for each in numbers)


def _laid_out(proof: Step, numbers: Mapping[str, int]) -> dict[str, _Box]:
    """Place every step once: in the column of its longest way from the conclusion, top down."""
    column: dict[str, int] = {}
    for step in reversed(proof.steps):
        column.setdefault(step.id, 0)
        for each in step.premises:
            column[each.id] = max(column.get(each.id, 0), column[step.id] + 1)
    free: dict[int, int] = {}
    boxes: dict[str, _Box] = {}
    for step in sorted(proof.steps, key=lambda each: numbers[each.id]):
        at = column[step.id]
        height = LINE * len(_wrapped(step, numbers)) + 2 * PADDING
        above = [boxes[p.id].y for p in proof.steps if step in p.premises and p.id in boxes]
        y = max(free.get(at, GAP), min(above, default=GAP))
        boxes[step.id] = _Box(GAP + at * (COLUMN + GAP), y, height)
        free[at] = y + height + ROW_GAP
    return boxes


def _edge(one: _Box, other: _Box) -> str:
    x1, y1 = one.x + COLUMN, one.y + one.height // 2
    x2, y2 = other.x, other.y + other.height // 2
    middle = (x1 + x2) // 2
    return (
        f'<path d="M{x1} {y1} C{middle} {y1} {middle} {y2} {x2} {y2}" fill="none" '
        'stroke="#777" stroke-width="1.2"/>'
    )


def _node(step: Step, box: _Box, numbers: Mapping[str, int]) -> str:
    dashed = ' stroke-dasharray="5 4"' if step.kind is Kind.ABSENCE else ""
    corner = 10 if step.premises else 0
    heavy = 2.4 if step.kind is Kind.CALCULATION else 1.2
    lines = [
        f'<tspan x="{box.x + PADDING}" dy="{LINE if number else 0}">{escape(each)}</tspan>'
        for number, each in enumerate(_wrapped(step, numbers))
    ]
    return (
        f"<g><title>{escape(step.text)}</title>"
        f'<rect x="{box.x}" y="{box.y}" width="{COLUMN}" height="{box.height}" rx="{corner}" '
        f'fill="#fff" stroke="#333" stroke-width="{heavy}"{dashed}/>'
        f'<text x="{box.x + PADDING}" y="{box.y + PADDING + 11}" fill="#1a1a1a">'
        f"{''.join(lines)}</text></g>"
    )


def _wrapped(step: Step, numbers: Mapping[str, int]) -> list[str]:
    about = ", ".join(each for each in (KINDS[step.kind], quality(step)) if each)
    shown = textwrap.wrap(f"({numbers[step.id]}) {step.text}", CHARACTERS)
    if len(shown) > 6:
        shown = [*shown[:5], shown[5][: CHARACTERS - 1] + "…"]
    return [*shown, *textwrap.wrap(about, CHARACTERS)]


def _numbers(proof: Step) -> dict[str, int]:
    return {each.step.id: each.number for each in outline(proof)}


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
