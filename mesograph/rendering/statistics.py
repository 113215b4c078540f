"""Counts of what is known, as text and JSON."""

from collections.abc import Iterable, Mapping

from mesograph.model.compendium import Compendium
from mesograph.model.statistics import ItemCount, Sourced, Standing, Statistics
from mesograph.rendering.layout import entry, paragraph
from mesograph.rendering.members import headed, named
from mesograph.rendering.text import footer

HOW_PAIRS = "of all pairs of preparations, under the defaults, at any ratio"
HOW_CONCERNS = "what propose answers under its defaults"
HOW_ITEMS = "claims on effects that were read as a passage, for and against"


def statistics_text(found: Statistics) -> str:
    """Tell the counts, table by table."""
    compendium = found.compendium
    claims = [
        f"{'':<26}{'for':>7}{'against':>9}{'mention':>9}{'reviewed':>10}",
        *(
            f"  {_spaced(each.kind):<24}{each.supporting:>7}{each.refuting:>9}"
            f"{each.mentions:>9}{each.reviewed:>10}"
            for each in found.claims
        ),
    ]
    sources = [(compendium.label(kind) or "other", count) for kind, count in found.sources.items()]
    figures = [(compendium.label(kind), count) for kind, count in found.figures.items()]
    blocks = [
        _table("Things", [(_spaced(kind), count) for kind, count in found.things.items()]),
        "\n".join(["Claims", *claims]),
        _table("Sources", sources),
        _table("Figures", figures),
        _table(f"Pairs, {HOW_PAIRS}", [(each.value, count) for each, count in found.pairs.items()]),
        _concerns(compendium, found.concerns),
        _items(found.items),
        footer(compendium.versions),
    ]
    return "\n\n".join(each for each in blocks if each) + "\n"


def statistics_json(found: Statistics) -> dict[str, object]:
    """Give the counts as a JSON object."""
    return headed(
        found.compendium,
        {
            "things": {_spaced(kind): count for kind, count in found.things.items()},
            "claims": [
                {
                    "kind": each.kind,
                    "for": each.supporting,
                    "against": each.refuting,
                    "mentions": each.mentions,
                    "reviewed": each.reviewed,
                }
                for each in found.claims
            ],
            "sources": dict(found.sources),
            "figures": dict(found.figures),
            "pairs": {each.value: count for each, count in found.pairs.items()},
            "concerns": [
                {
                    "id": named(each),
                    "label": found.compendium.label(each),
                    "standing": standing.value,
                }
                for each, standing in found.concerns.items()
            ],
            "founding_items": [
                {
                    "id": named(each.id),
                    "label": each.label,
                    "group": each.group,
                    "status": each.sourced.value,
                    "for": each.supporting,
                    "against": each.refuting,
                }
                for each in found.items
            ],
        },
    )


def _table(head: str, rows: Iterable[tuple[str, int]]) -> str:
    lines = [f"  {label:<34}{count:>7}" for label, count in rows]
    return "\n".join([head, *lines]) if lines else ""


def _concerns(compendium: Compendium, concerns: Mapping[str, Standing]) -> str:
    lines = [f"Concerns, by {HOW_CONCERNS}"]
    for standing in Standing:
        labels = sorted(compendium.label(each) for each, got in concerns.items() if got is standing)
        lines.append(f"  {standing.value:<34}{len(labels):>7}")
        if labels:
            lines.append(paragraph(", ".join(labels), indent=4, hang=0))
    return "\n".join(lines) if concerns else ""


def _items(items: Iterable[ItemCount]) -> str:
    found = list(items)
    lines = [f"Items of the founding texts, by {HOW_ITEMS}"]
    for group in dict.fromkeys(each.group for each in found):
        lines.append(f"  {group}")
        for each in found:
            if each.group != group:
                continue
            count = f" ({each.supporting} for, {each.refuting} against)"
            told = each.sourced.value + (count if each.sourced is not Sourced.NOT_FOUND else "")
            lines.append(entry(each.label, told, indent=4, column=48))
    totals = [(each.value, sum(item.sourced is each for item in found)) for each in Sourced]
    lines += [f"  {label:<34}{count:>7}" for label, count in totals]
    return "\n".join(lines) if found else ""


def _spaced(kind: str) -> str:
    return "".join(f" {each.lower()}" if each.isupper() else each for each in kind).strip()
