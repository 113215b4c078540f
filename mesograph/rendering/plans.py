"""A plan as text, Markdown, a page to print, and JSON."""

from collections.abc import Iterator
from html import escape

from mesograph.model.plans import Line, Plan
from mesograph.model.reasons import Reason
from mesograph.rendering.json import drawn_json, proposals_json
from mesograph.rendering.layout import References, entry, paragraph
from mesograph.rendering.members import Json, headed, named
from mesograph.rendering.text import drawn_from, footer

SIGNS = {"stop": "STOP", "weigh": "mind", "ask": "ask", "": "-"}
"""How a line begins, by its weight; the word alone tells it."""
MOST_IN_WORDS = 2
"""So many sources are told in their words on one line; the others are marked, and told in full."""
MOST_FIELDS = 3
"""More fields of the person than these are counted; JSON names them all."""
NO_DOSE = "This plan gives no dose for a person and takes no decision: who treats does."


def plan_text(plan: Plan, *, full: bool = False) -> str:
    """Tell a plan section by section, every line with its sources."""
    references = References(plan.compendium)
    blocks = ["\n".join(paragraph(each, hang=2) for each in _head(plan))]
    for section in plan.sections:
        lines = [section.title]
        for line in section.lines:
            lines.append(entry(SIGNS[line.weight], _worded(line, references), indent=2, column=8))
            lines += [entry("", each, column=10) for each in _words(line, references, full)]
            if line.note:
                lines.append(entry("", line.note, column=10))
        if not section.lines:
            lines.append(f"  {section.empty}")
        blocks.append("\n".join(lines))
    blocks += [references.listing(), footer(plan.compendium.versions)]
    return "\n\n".join(each for each in blocks if each) + "\n"


def plan_markdown(plan: Plan, *, full: bool = False) -> str:
    """Write the same as Markdown."""
    references = References(plan.compendium)
    blocks = [f"# {_title(plan)}", *_head(plan)]
    for section in plan.sections:
        lines = [f"## {section.title}", ""]
        for line in section.lines:
            sign = f"**{SIGNS[line.weight]}** " if line.weight else ""
            lines.append(f"- {sign}{_worded(line, references)}")
            lines += [f"  - {each}" for each in _words(line, references, full)]
            if line.note:
                lines.append(f"  - *{line.note}*")
        if not section.lines:
            lines.append(section.empty)
        blocks.append("\n".join(lines))
    listing = references.listing().splitlines()[1:]
    if listing:
        blocks.append("\n".join(["## Sources", "", *(f"- {_unwrapped(x)}" for x in listing)]))
    blocks.append(footer(plan.compendium.versions))
    return "\n\n".join(blocks) + "\n"


def plan_html(plan: Plan, *, full: bool = False) -> str:
    """Write a page that reads well on screen and on paper."""
    references = References(plan.compendium)
    blocks = []
    for section in plan.sections:
        items = "".join(_item(line, references, full) for line in section.lines)
        body = f"<ul>{items}</ul>" if items else f"<p>{escape(section.empty)}</p>"
        blocks.append(
            f'<section id="{section.name}">\n<h2>{escape(section.title)}</h2>\n{body}\n</section>'
        )
    listing = "".join(
        f"<li>{escape(_unwrapped(each).partition('] ')[2])}</li>"
        for each in _joined(references.listing().splitlines()[1:])
    )
    *told, no_dose = _head(plan)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(_title(plan))}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"<main>\n<h1>{escape(_title(plan))}</h1>\n"
        + "".join(f"<p>{escape(each)}</p>\n" for each in told)
        + f"<p><strong>{escape(no_dose)}</strong></p>\n"
        + "\n".join(blocks)
        + "\n"
        f'<section id="sources">\n<h2>Sources</h2>\n<ol>{listing}</ol>\n</section>\n</main>\n'
        f"<footer><small>{escape(footer(plan.compendium.versions))}</small></footer>\n"
        "</body>\n</html>\n"
    )


def plan_json(plan: Plan) -> Json:
    """Give the same as a JSON object, the answer of propose in it."""
    answer = proposals_json(plan.proposals)
    sources = dict.fromkeys(
        citation.source
        for _, line in plan.lines
        for said in line.says
        for citation in said.reason.citations
    )
    return headed(
        plan.compendium,
        {
            "is_good": plan.is_good,
            "concerns": answer["concerns"],
            "region": _named(plan.asked.circumstances.region),
            "technique": _named(plan.asked.circumstances.technique),
            "depth": _named(plan.depth),
            **drawn_json(plan.asked),
            "of_a_person": plan.asked.circumstances.person is not None,
            "sections": [
                {
                    "name": section.name,
                    "title": section.title,
                    "person_fields": list(section.fields),
                    "lines": [_line_json(line) for line in section.lines],
                }
                for section in plan.sections
            ],
            "propose": answer,
            "sources": [
                {"id": named(each), "citation": plan.compendium.sources[each].citation}
                for each in sources
            ],
        },
        plan.asked,
    )


def _named(id_: str | None) -> str | None:
    return named(id_) if id_ else None


def _line_json(line: Line) -> Json:
    return {
        "text": line.text,
        "weight": line.weight or None,
        "person_fields": list(line.fields),
        "note": line.note or None,
        "says": [
            {
                "amount": each.amount or None,
                "text": each.reason.text,
                "proof_id": each.reason.proof.id,
                "sources": [named(c.source) for c in each.reason.citations],
            }
            for each in line.says
        ],
    }


def _title(plan: Plan) -> str:
    concerns = " and ".join(map(plan.compendium.label, plan.asked.concerns))
    return f"Plan for {concerns}"


def _head(plan: Plan) -> list[str]:
    """Tell how it stands under what was asked, from which shelf, and that it gives no dose."""
    given = plan.asked.circumstances
    label = plan.compendium.label
    places = (given.jurisdiction, given.route, given.region, given.technique, plan.depth)
    told = [plan.asked.policy.value, *(label(each) for each in places if each)]
    standing = "NOTHING IS ADMISSIBLE"
    if plan.is_good:
        left = plan.open_questions
        questions = f", with {left} question{'s' if left > 1 else ''} open" if left else ""
        standing = f"something is admissible{questions}"
    person = "for the person given" if given.person else "for nobody in particular"
    drawn = drawn_from(plan.asked, plan.compendium)
    head = " · ".join([_title(plan), standing, *told, person])
    return [head, drawn, NO_DOSE] if drawn else [head, NO_DOSE]


def _worded(line: Line, references: References) -> str:
    """Write a line with the figures that sources give, each with its marks."""
    figures: dict[str, list[Reason]] = {}
    for said in line.says:
        if said.amount or _is_itself(line, said.reason):
            figures.setdefault(said.amount, []).append(said.reason)
    marked = [
        amount + references.mark([c for each in reasons for c in each.citations])
        for amount, reasons in figures.items()
    ]
    own = [each for each in marked if each.startswith(" ")]
    others = [each for each in marked if not each.startswith(" ")]
    text = line.text.rstrip(".") + "".join(own)
    text = f"{text}: {' · '.join(others)}" if others else text
    if len(line.fields) > MOST_FIELDS:
        return f"{text} (person: {len(line.fields)} answers)"
    return f"{text} (person: {', '.join(line.fields)})" if line.fields else text


def _in_words(line: Line) -> Iterator[Reason]:
    """Give what is said in words only, and is not the line itself."""
    return (
        each.reason for each in line.says if not each.amount and not _is_itself(line, each.reason)
    )


def _is_itself(line: Line, reason: Reason) -> bool:
    return reason.text.rstrip(".") in line.text


def _words(line: Line, references: References, full: bool) -> Iterator[str]:
    """Tell what is said in words: all of it, or the first, and how many sources say more."""
    reasons = list(_in_words(line))
    most = len(reasons) if full else MOST_IN_WORDS
    yield from map(references.told, reasons[:most])
    if reasons[most:]:
        marks = references.mark([c for each in reasons[most:] for c in each.citations])
        yield f"and {len(reasons) - most} more, told with --full:{marks}"


def _item(line: Line, references: References, full: bool) -> str:
    sign = f"<strong>{SIGNS[line.weight]}</strong> " if line.weight else ""
    more = "".join(f"<li>{escape(each)}</li>" for each in _words(line, references, full))
    note = f"<p><em>{escape(line.note)}</em></p>" if line.note else ""
    kind = f' class="{line.weight}"' if line.weight else ""
    return (
        f"<li{kind}>{sign}{escape(_worded(line, references))}"
        f"{f'<ul>{more}</ul>' if more else ''}{note}</li>\n"
    )


def _joined(lines: list[str]) -> Iterator[str]:
    """Join the wrapped lines of a listing to one line an entry."""
    current = ""
    for each in lines:
        if each.lstrip().startswith("[") and current:
            yield current
            current = ""
        current = f"{current} {each.strip()}".strip()
    if current:
        yield current


def _unwrapped(text: str) -> str:
    return " ".join(text.split())


_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem;"
    "color:#1a1a1a;background:#fff}h1{font-size:1.6rem}h2{font-size:1.15rem;margin-top:1.8rem;"
    "border-bottom:1px solid #999}li{margin:.25rem 0}ul ul{font-size:.92em;color:#333}"
    "li.stop>strong{border:2px solid #a00;color:#a00;padding:0 .3rem}"
    "li.weigh>strong,li.ask>strong{border:1px solid #555;padding:0 .3rem}"
    "@media print{body{font-size:10.5pt;margin:0;max-width:none}h2{break-after:avoid}"
    "li{break-inside:avoid}}"
    "@media (prefers-color-scheme:dark){@media screen{body{background:#161616;color:#eee}"
    "ul ul{color:#ccc}li.stop>strong{border-color:#f88;color:#f88}}}"
)
