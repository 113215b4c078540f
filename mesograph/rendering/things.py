"""Things of the graph as text and JSON: what a name stands for and what is claimed of it."""

from collections.abc import Sequence

from mesograph.model.claims import Amount, Claim
from mesograph.model.compendium import Compendium
from mesograph.model.reasons import told
from mesograph.model.things import (
    Concern,
    Constant,
    Figure,
    Preparation,
    Process,
    Region,
    Requirement,
    Source,
    Substance,
    TeachingPoint,
    Thing,
)
from mesograph.quantities import as_number, as_range, unit_word
from mesograph.rendering.layout import WIDTH, References, entry, paragraph
from mesograph.rendering.members import figure as json_figure
from mesograph.rendering.text import footer


def claims_on(compendium: Compendium, id_: str) -> list[Claim]:
    """Give the claims that name a thing in any of their fields, for and against."""
    found = []
    for _, claim in sorted(compendium.claims.items()):
        for field in claim.__dataclass_fields__:
            value = getattr(claim, field)
            if field not in ("id", "kind") and (
                value == id_ or (isinstance(value, frozenset) and id_ in value)
            ):
                found.append(claim)
                break
    return found


def thing_text(compendium: Compendium, thing: Thing) -> str:
    """Tell all that is known of a thing."""
    references = References(compendium)
    lines = [paragraph(f"{thing.label} · {_kind(thing)} · {thing.curie}", hang=2)]
    elsewhere = {each.curie for each in thing.matches}
    other = [
        each
        for each in thing.names
        if "://" not in each and not each.startswith("mg:") and each not in elsewhere
    ]
    if other:
        lines.append(entry("also", ", ".join(other), column=16))
    if thing.definition:
        lines.append(entry("is", thing.definition, column=16))
    lines += _own_lines(compendium, thing)
    lines += [entry("note", each, column=16) for each in thing.notes]
    lines += [
        entry("elsewhere", f"{each.curie} {each.label} ({_spaced(each.how)})", column=16)
        for each in thing.matches
    ]
    claims = claims_on(compendium, thing.id)
    kinds = sorted({each.kind for each in claims})
    blocks = ["\n".join(lines)]
    for kind in kinds:
        told_of = [
            _worded(each, references, compendium)
            for each in sorted(claims, key=lambda each: _order(each, compendium))
            if each.kind == kind
        ]
        blocks.append("\n".join([_spaced(kind) + "s", *told_of]))
    blocks += [references.listing(), footer(compendium.versions)]
    return "\n\n".join(each for each in blocks if each) + "\n"


def thing_json(compendium: Compendium, thing: Thing) -> dict[str, object]:
    """Give a thing as a JSON object with the claims on it."""
    found: dict[str, object] = {
        "id": f"{thing.curie}",
        "label": thing.label,
        "kind": thing.kind,
        "names": list(thing.names),
        "definition": thing.definition,
        "notes": list(thing.notes),
        "matches": [
            {"match": each.how, "id": each.curie, "label": each.label} for each in thing.matches
        ],
        "claims": [claim_json(each) for each in claims_on(compendium, thing.id)],
    }
    if isinstance(thing, Preparation):
        found["ingredients"] = [
            {
                "substance": f"mg:{each.substance}",
                "role": each.role,
                "strength": str(each.strength) if each.strength else None,
            }
            for each in thing.ingredients
        ]
        found["vehicle"] = thing.vehicle
        found["figures"] = [
            {"quantity": quantity, **_figure_json(each)}
            for quantity, figures in (
                ("ph", thing.ph),
                ("osmolality", thing.osmolality),
                ("osmolarity", thing.osmolarity),
                ("titratable_acidity", thing.titratable_acidity),
            )
            for each in figures
        ]
    if isinstance(thing, Substance):
        found["identifiers"] = dict(thing.identifiers)
        found["traits"] = sorted(thing.traits)
        found["constants"] = [_constant_json(each) for each in thing.constants]
    if isinstance(thing, Process):
        found["tissues"] = sorted(thing.tissues)
    if isinstance(thing, Region):
        found["part_of"] = sorted(f"mg:{each}" for each in thing.part_of)
    if isinstance(thing, TeachingPoint):
        found |= {
            "quotes": list(thing.quotes),
            "teaches": sorted(f"mg:{each}" for each in thing.teaches),
            "questions": list(thing.questions),
            "commands": list(thing.commands),
        }
    if isinstance(thing, Source):
        found |= {
            "citation": thing.citation,
            "url": thing.url,
            "doi": thing.doi,
            "pmid": thing.pmid,
        }
    return found


def _figure_json(figure: Figure) -> dict[str, object]:
    """Give a figure as a JSON object; bounds that are open are null."""
    return {
        "value": json_figure(figure.value.nominal),
        "low": json_figure(figure.value.low),
        "high": json_figure(figure.value.high),
        "unit": unit_word(figure.unit) or None,
        "obtained": figure.obtained,
        "source": f"mg:{figure.source}" if figure.source else None,
        "locator": figure.locator,
    }


def _constant_json(constant: Constant) -> dict[str, object]:
    return {
        "quantity": constant.quantity,
        **_figure_json(constant),
        "at_strength_mg_per_mL": json_figure(constant.strength),
        "at_temperature_celsius": json_figure(constant.temperature),
        "at_ionic_strength_mol_per_L": json_figure(constant.ionic_strength),
        "step": constant.step,
        "dissociates_as": constant.dissociates_as,
        "notes": list(constant.notes),
    }


def claim_json(claim: Claim) -> dict[str, object]:
    """Give a claim as a JSON object."""
    return {
        "id": f"mg:{claim.id}",
        "kind": claim.kind,
        "statement": claim.statement,
        "polarity": "for" if claim.supports else "against",
        "certainty": claim.certainty.word if claim.certainty else None,
        "source": f"mg:{claim.source}",
        "locator": claim.locator,
        "read_as": claim.read_as,
        "curation_state": claim.curation_state,
        "local": claim.local,
        **_practice_json(claim),
    }


def _practice_json(claim: Claim) -> dict[str, object]:
    """Give what claims of practice carry besides."""
    amount: Amount | None = getattr(claim, "amount", None)
    found: dict[str, object] = {
        each: f"meso:{value}"
        for each in ("parameter", "facet", "phase")
        if (value := getattr(claim, each, None))
    }
    measure = getattr(claim, "measure", None)
    if measure:
        found["measure"] = f"mg:{measure}"
    if amount:
        found["amount"] = {
            "value": json_figure(amount.value.nominal),
            "low": json_figure(amount.value.low),
            "high": json_figure(amount.value.high),
            "unit": unit_word(amount.unit) or None,
        }
    return found


def list_text(things: Sequence[Thing]) -> str:
    """Tell labels in a column beside what the things are."""
    width = min(max((len(each.label) for each in things), default=0) + 4, 40)
    lines = []
    for each in things:
        about = each.citation if isinstance(each, Source) else each.definition or each.curie
        if len(each.label) + 2 > width:
            lines.append(paragraph(each.label, hang=2))
            # What cannot be broken, such as an id, begins further left.
            longest = max(map(len, about.split()), default=0)
            lines.append(entry("", about, column=min(width, max(2, WIDTH - longest))))
        else:
            lines.append(entry(each.label, about, column=width))
    return "\n".join(lines) + "\n" if lines else ""


def found_text(things: Sequence[Thing], *, fuzzy: bool = False) -> str:
    """Tell what a search found: label, kind, id; and say if none of it is called so."""
    told = "Nothing is called so; what comes nearest:\n" if fuzzy and things else ""
    return told + "".join(
        paragraph(f"{each.label} · {_kind(each)} · {each.curie}", hang=2) + "\n" for each in things
    )


def rows(things: Sequence[Thing], *, between: str) -> str:
    """Give things as separated values with a head: id, label, kind."""
    import csv
    import io

    out = io.StringIO()
    writer = csv.writer(out, delimiter=between, lineterminator="\n")
    writer.writerow(["id", "label", "kind"])
    writer.writerows([each.curie, each.label, each.kind] for each in things)
    return out.getvalue()


def summary_json(thing: Thing) -> dict[str, object]:
    """Give a thing in three fields."""
    return {"id": f"{thing.curie}", "label": thing.label, "kind": thing.kind}


def _own_lines(compendium: Compendium, thing: Thing) -> list[str]:
    match thing:
        case Preparation():
            lines = []
            for each in thing.ingredients:
                amount = f" {each.strength}" if each.strength else ", strength not known"
                text = f"{compendium.label(each.substance)}{amount}"
                lines.append(entry(compendium.label(each.role), text, column=16 + 8))
            for name, figures in (
                ("pH", thing.ph),
                ("osmolality", thing.osmolality),
                ("osmolarity", thing.osmolarity),
                ("titratable acidity", thing.titratable_acidity),
            ):
                lines += [entry(name, _figure(compendium, each), column=16) for each in figures]
            vehicle = compendium.label(thing.vehicle) if thing.vehicle else "not known"
            return [entry("vehicle", vehicle, column=16), *lines]
        case Substance():
            lines = [entry(name, text, column=16) for name, text in thing.identifiers]
            if thing.moiety:
                lines.append(entry("active moiety", compendium.label(thing.moiety), column=16))
            traits = ", ".join(sorted(compendium.label(each) for each in thing.traits))
            known = traits or "none entered"
            missing = "" if thing.traits_reviewed else " (not reviewed: others may be missing)"
            lines.append(entry("traits", known + missing, column=16))
            return lines + [
                entry(compendium.label(each.quantity), _constant(compendium, each), column=32)
                for each in thing.constants
            ]
        case Source():
            lines = [paragraph(thing.citation, indent=2)]
            doi = f"https://doi.org/{thing.doi}" if thing.doi else None
            pubmed = f"https://pubmed.ncbi.nlm.nih.gov/{thing.pmid}/" if thing.pmid else None
            places = (("DOI", doi), ("PubMed", pubmed), ("read at", thing.url))
            return lines + [entry(head, place, column=16) for head, place in places if place]
        case Concern():
            broader = ", ".join(sorted(compendium.label(each) for each in thing.broader))
            return [entry("broader", broader, column=16)] if broader else []
        case Process():
            tissues = ", ".join(sorted(compendium.label(each) for each in thing.tissues))
            return [entry("in", tissues, column=16)] if tissues else []
        case Region():
            around = ", ".join(sorted(compendium.label(each) for each in thing.part_of))
            return [entry("part of", around, column=16)] if around else []
        case TeachingPoint():
            teaches = ", ".join(sorted(compendium.label(each) for each in thing.teaches))
            return [
                *(entry("text", each, column=16) for each in thing.quotes),
                *([entry("teaches", teaches, column=16)] if teaches else []),
                *(entry("question", each, column=16) for each in thing.questions),
                *(entry("try", each, column=16) for each in thing.commands),
            ]
        case Requirement():
            return [entry("answered by", ", ".join(thing.answered_by), column=16)]
        case _:
            return []


def _figure(compendium: Compendium, figure: Figure) -> str:
    obtained = f", {figure.obtained}" if figure.obtained else ""
    source = f" ({compendium.label(figure.source)}, {figure.locator})" if figure.source else ""
    return f"{as_range(figure.value)} {unit_word(figure.unit)}".rstrip() + obtained + source


def _constant(compendium: Compendium, constant: Constant) -> str:
    step = f"step {constant.step}" if constant.step is not None else ""
    kind = compendium.label(constant.dissociates_as) if constant.dissociates_as else ""
    at = [
        f"{as_number(value)} {unit}"
        for value, unit in (
            (constant.strength, "mg/mL"),
            (constant.temperature, "°C"),
            (constant.ionic_strength, "mol/L ionic strength"),
        )
        if value is not None
    ]
    how = ", ".join(each for each in (step, kind, f"at {', '.join(at)}" if at else "") if each)
    figure = f"{as_range(constant.value)} {unit_word(constant.unit)}".rstrip()
    source = f"{compendium.label(constant.source)}, {constant.locator}" if constant.source else ""
    return f"{figure}{f', {how}' if how else ''} ({source})"


def _worded(claim: Claim, references: References, compendium: Compendium) -> str:
    side = "for" if claim.supports else "against"
    lead = _lead(claim, compendium)
    text = references.told(told(claim))
    return entry(side, f"{lead}: {text}" if lead else text, indent=2, column=12)


def _order(claim: Claim, compendium: Compendium) -> tuple[str, str, float]:
    """Order claims of practice by what they are on, then by unit and figure."""
    amount: Amount | None = getattr(claim, "amount", None)
    low = amount.value.low if amount and amount.value.low is not None else 0
    return _on(claim, compendium), amount.unit if amount else "", float(low)


def _on(claim: Claim, compendium: Compendium) -> str:
    """Name what a claim of practice is on; nothing for any other claim."""
    fields = (getattr(claim, each, None) for each in ("parameter", "facet", "measure", "phase"))
    return ", ".join(compendium.label(each) for each in fields if each)


def _lead(claim: Claim, compendium: Compendium) -> str:
    """Give what a claim of practice is on, with its figure; nothing for any other claim."""
    amount: Amount | None = getattr(claim, "amount", None)
    figure = f"{as_range(amount.value)} {unit_word(amount.unit)}".strip() if amount else ""
    return f"{_on(claim, compendium)} {figure}".strip()


def _kind(thing: Thing) -> str:
    return _spaced(thing.kind)


def _spaced(kind: str) -> str:
    return "".join(f" {each.lower()}" if each.isupper() else each for each in kind).strip()
