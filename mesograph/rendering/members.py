"""What every JSON answer is made of: heads, openings of steps, reasons, sources and figures."""

import json
from collections.abc import Iterable
from decimal import Decimal

from mesograph.model.answers import Asked
from mesograph.model.compendium import Compendium
from mesograph.model.findings import Caution
from mesograph.model.reasons import Citation, Reason, Step
from mesograph.model.things import Versions
from mesograph.quantities import Interval
from mesograph.rendering.layout import Numbers
from mesograph.rendering.text import DISCLAIMER

SCHEMA_VERSION = "1"

Json = dict[str, object]


def dumped(value: object) -> str:
    """Write a JSON value the one way it is always written."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def headed(compendium: Compendium, answer: Json, asked: Asked | None = None) -> Json:
    """Put before an answer what every answer says: schema, versions, circumstances, disclaimer.

    Circumstances are null where the answer does not depend on them.
    """
    return {
        **versions_json(compendium.versions),
        "policy": asked.policy.value if asked else None,
        "jurisdiction": named(asked.circumstances.jurisdiction) if asked else None,
        "route": asked.circumstances.route if asked else None,
        "disclaimer": DISCLAIMER,
        **answer,
    }


def versions_json(versions: Versions) -> Json:
    """Give what every answer begins with: the version of its form, and what it rests on."""
    return {
        "schema_version": SCHEMA_VERSION,
        "versions": {
            "code": versions.code,
            "ontology": versions.ontology,
            "data": versions.data,
            "rules": versions.rules,
        },
    }


def opening(step: Step | None, numbers: Numbers) -> Json:
    """Give the content hash of a step and the number under which the text opens it."""
    if step is None:
        return {"proof_id": None, "number": None}
    return {"proof_id": step.id, "number": numbers.of(step)}


def bounds(interval: Interval) -> Json:
    """Give both ends of an interval, null where one is open."""
    return {"low": figure(interval.low), "high": figure(interval.high)}


def reasons_json(reasons: Iterable[Reason], numbers: Numbers) -> list[Json]:
    """Give reasons, each with its sources and the number that opens its proof."""
    return [
        {
            "text": each.text,
            "proof_id": each.proof_id,
            "sources": [named(citation.source) for citation in each.citations],
            "number": numbers.of(each.proof),
        }
        for each in reasons
    ]


def cited_json(reasons: Iterable[Reason | Caution], compendium: Compendium) -> list[Json]:
    """Give every place in sources that reasons cite, once."""
    citations: dict[Citation, None] = {}
    for reason in reasons:
        citations.update(dict.fromkeys(reason.citations))
    return sources_json(citations, compendium)


def sources_json(citations: Iterable[Citation], compendium: Compendium) -> list[Json]:
    """Give places in sources, each with the document it stands in."""
    found: list[Json] = []
    for each in citations:
        source = compendium.sources.get(each.source)
        found.append(
            {
                "id": named(each.source),
                "citation": source.citation if source else each.source,
                "url": source.url if source else None,
                "doi": source.doi if source else None,
                "pmid": source.pmid if source else None,
                "locator": each.locator,
                "certainty": each.certainty,
                "method": each.method,
            }
        )
    return found


def named(name: str) -> str:
    """Give the CURIE of a thing, or a name that is none as it is."""
    return name if ":" in name else f"mg:{name}"


def figure(value: Decimal | None) -> float | int | None:
    """Give a figure as a JSON number of at most six decimals."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(round(value, 6))
