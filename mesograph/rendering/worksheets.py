"""A worksheet as text, Markdown, a page to print, and JSON."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from html import escape

from mesograph.model.findings import Finding
from mesograph.model.shelves import told_lots
from mesograph.model.worksheets import Drawn, Held, Worksheet
from mesograph.quantities import as_number, as_range
from mesograph.rendering.json import checked_json
from mesograph.rendering.layout import References, entry, paragraph
from mesograph.rendering.members import Json, headed, named
from mesograph.rendering.members import figure as json_figure
from mesograph.rendering.text import footer
from mesograph.verdicts import Status

AT_ONCE = "use at once and discard what is left"
BENCH_ONLY = "NOT ADMISSIBLE: bench test only, not for injection"
ORDER = "as given; none is worked out, and what labels read here say of mixing follows"
LOOK = "clear, no cloud, crystals, gas, layers or change of colour, against black and against white"
HANDS = ("drawn up by", "checked by a second person", "date and time")
NOT_ON_LABEL = frozenset(("vehicle", "water-vehicle", "ph-adjuster"))
NOT_KNOWN = "strength not known"
_LINE = "_" * 24


def worksheet_text(sheet: Worksheet) -> str:
    """Write the sheet with blanks for what is filled in by hand."""
    compendium = sheet.checked.compendium
    references = References(compendium)
    blocks = [paragraph(_head(sheet), hang=2)]
    for title, lines in _blocks(sheet, references):
        blocks.append(
            "\n".join([title, *(entry(head, text, indent=2, column=26) for head, text in lines)])
        )
    blocks += [references.listing(), footer(compendium.versions)]
    return "\n\n".join(each for each in blocks if each) + "\n"


def worksheet_markdown(sheet: Worksheet) -> str:
    """Write the same as Markdown."""
    compendium = sheet.checked.compendium
    references = References(compendium)
    blocks = ["# Worksheet", _head(sheet)]
    for title, lines in _blocks(sheet, references):
        rows = [f"| {head} | {text} |" for head, text in lines]
        blocks.append("\n".join([f"## {title}", "", "| | |", "| --- | --- |", *rows]))
    listing = [" ".join(each.split()) for each in references.listing().splitlines()[1:]]
    if listing:
        blocks.append("\n".join(["## Sources", "", *(f"- {each}" for each in listing)]))
    return "\n\n".join([*blocks, footer(compendium.versions)]) + "\n"


def worksheet_html(sheet: Worksheet) -> str:
    """Write a page to print and fill in."""
    compendium = sheet.checked.compendium
    references = References(compendium)
    blocks = []
    for title, lines in _blocks(sheet, references):
        rows = "".join(_row(head, text) for head, text in lines)
        blocks.append(f"<h2>{escape(title)}</h2>\n<table>\n{rows}</table>")
    listing = escape(references.listing())
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Worksheet</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"<h1>Worksheet</h1>\n<p><strong>{escape(_head(sheet))}</strong></p>\n"
        + "\n".join(blocks)
        + f"\n<pre>{listing}</pre>\n"
        f"<footer><small>{escape(footer(compendium.versions))}</small></footer>\n"
        "</body>\n</html>\n"
    )


def _row(head: str, text: str) -> str:
    if not head:
        return f'<tr><td colspan="2">{escape(text)}</td></tr>\n'
    return f'<tr><th scope="row">{escape(head)}</th><td>{escape(text)}</td></tr>\n'


def worksheet_json(sheet: Worksheet) -> Json:
    """Give the same as a JSON object, the answer of check in it."""
    checked = sheet.checked
    return headed(
        checked.compendium,
        {
            "admissible": checked.is_good,
            "volume_mL": json_figure(sheet.volume),
            "parts": [
                {
                    "id": named(each.part.id),
                    "label": each.part.preparation.label,
                    "volume_mL": json_figure(each.part.volume_ml),
                    "share": json_figure(each.share),
                    "lots": [
                        {"number": lot.number, "expires_on": lot.expires_on} for lot in each.lots
                    ],
                }
                for each in sheet.drawn
            ],
            "holds": [_held_json(each) for each in sheet.held],
            "order": ORDER,
            "instructions": [
                {"text": each.text, "sources": [named(c.source) for c in each.citations]}
                for each in sheet.instructions
            ],
            "in_use": {
                "rule": _in_use(sheet),
                "hours": json_figure(sheet.hours),
                "sources": [
                    named(c.source) for each in sheet.hours_because for c in each.citations
                ],
            },
            "label": list(_label(sheet)),
            "check": checked_json(checked),
        },
        checked.asked,
    )


def _held_json(held: Held) -> Json:
    unit = held.strength.unit if held.strength else None
    return {
        "substance": named(held.substance),
        "roles": list(held.roles),
        "low": json_figure(held.strength.amount.low) if held.strength else None,
        "high": json_figure(held.strength.amount.high) if held.strength else None,
        "unit": unit,
        "amount_low": json_figure(held.amount.low) if held.amount else None,
        "amount_high": json_figure(held.amount.high) if held.amount else None,
    }


def _head(sheet: Worksheet) -> str:
    checked = sheet.checked
    standing = f"ADMISSIBLE under {checked.asked.policy.value}" if checked.is_good else BENCH_ONLY
    label = checked.compendium.label
    where = f"{label(checked.asked.circumstances.jurisdiction)} · " + label(
        checked.asked.circumstances.route
    )
    return f"{standing} · compatibility: {checked.assessed.verdict} · {where}"


def _blocks(
    sheet: Worksheet, references: References
) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    checked = sheet.checked
    label = checked.compendium.label
    against = [
        each
        for each in checked.assessed.findings
        if each.status is Status.FAILED or (not checked.is_good and each.check in checked.deciding)
    ]
    if against:
        yield "What stands against it", [_refusal(each, references) for each in against]
    yield "Parts, in the order in which they are drawn", [_part(each) for each in sheet.drawn]
    yield (
        f"What the {as_number(sheet.volume)} mL hold",
        [(label(each.substance), _held(each, label)) for each in sheet.held],
    )
    yield (
        "Drawing up",
        [
            ("order", ORDER),
            *(("label", references.told(each)) for each in sheet.instructions),
            ("look at it", f"{LOOK}: {_LINE}"),
            *((each, _LINE) for each in HANDS),
        ],
    )
    yield (
        "In use",
        [
            ("rule", _in_use(sheet)),
            *(("because", references.told(each)) for each in sheet.hours_because),
        ],
    )
    yield "Label", [("", each) for each in _label(sheet)]


def _refusal(finding: Finding, references: References) -> tuple[str, str]:
    reasons = [references.told(each) for each in finding.because]
    open_ = [f"needs {each}" for each in finding.needs]
    return finding.check, "; ".join([str(finding.status.value), *reasons, *open_])


def _part(drawn: Drawn) -> tuple[str, str]:
    lots = told_lots(drawn.lots) or f"lot {_LINE} expiry {_LINE}"
    share = as_number(drawn.share * 100, 1)
    volume = as_number(drawn.part.volume_ml or Decimal(0))
    return f"{volume} mL ({share} %)", f"{drawn.part.preparation.label}; {lots}"


def _held(held: Held, label: Callable[[str], str]) -> str:
    roles = ", ".join(map(label, held.roles))
    if held.strength is None or held.amount is None or _is_open(held):
        return f"{NOT_KNOWN} ({roles})"
    unit = held.strength.unit.partition("/")[0]
    return f"{held.strength}, {as_range(held.amount)} {unit} in all ({roles})"


def _is_open(held: Held) -> bool:
    """Tell whether nothing is known of a strength: from none at all to any."""
    amount = held.strength.amount if held.strength else None
    return amount is not None and not amount.low and amount.high is None


def _in_use(sheet: Worksheet) -> str:
    if not sheet.hours:
        return AT_ONCE
    hours = as_number(sheet.hours)
    return f"{AT_ONCE}; a source gives {hours} h for a part once opened, and none for the mixture"


def _label(sheet: Worksheet) -> Iterator[str]:
    """Give what is written on the syringe."""
    label = sheet.checked.compendium.label
    for each in sheet.held:
        if not NOT_ON_LABEL & {*each.roles}:
            known = each.strength is not None and not _is_open(each)
            yield f"{label(each.substance)} {each.strength if known else NOT_KNOWN}"
    yield f"{as_number(sheet.volume)} mL"
    if not sheet.checked.is_good:
        yield BENCH_ONLY
    route = label(sheet.checked.asked.circumstances.route)
    yield f"for {route} use; {AT_ONCE}" if sheet.checked.is_good else AT_ONCE
    yield f"drawn up on {_LINE} by {_LINE}"


_STYLE = (
    "body{font:15px/1.45 system-ui,sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%}th,td{border:1px solid #888;padding:.3rem .5rem;"
    "text-align:left;vertical-align:top}th{width:14rem;font-weight:600}pre{white-space:pre-wrap;"
    "font-size:.85em}h2{font-size:1.05rem;margin:1.2rem 0 .3rem}"
    "@media print{body{margin:0;max-width:none;font-size:10pt}tr{break-inside:avoid}}"
)
