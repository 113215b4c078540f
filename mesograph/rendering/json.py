"""Answers as JSON with a fixed order of keys; the schemas lie in ``mesograph/schemas``."""

import json
from collections.abc import Iterable
from decimal import Decimal

from mesograph.model.answers import (
    AnsweredPart,
    Asked,
    Assessed,
    Checked,
    Incompatibility,
    Pair,
    Proposals,
    Proposed,
)
from mesograph.model.compendium import Compendium
from mesograph.model.findings import Caution, Finding
from mesograph.model.reasons import Citation, Reason
from mesograph.quantities import Interval
from mesograph.rendering.text import DISCLAIMER

SCHEMA_VERSION = "1"

Json = dict[str, object]


def proposals_json(answer: Proposals) -> Json:
    """Give the answer of propose as a JSON object."""
    compendium = answer.compendium
    return {
        **_head(answer.asked, compendium),
        "concerns": [
            {"id": _id(each), "label": compendium.label(each)} for each in answer.asked.concerns
        ],
        "complete": answer.gap is None,
        "gap": dict(answer.gap) if answer.gap is not None else None,
        "proposals": [_proposed(each, compendium) for each in answer.proposals],
        "candidates": [_proposed(each, compendium) for each in answer.candidates],
        "not_proposed": [
            {"id": _id(each.id), "label": each.label, "reasons": _reasons(each.reasons)}
            for each in answer.not_proposed
        ],
        "comparators": [
            {
                "kind": each.kind,
                "text": each.reason.text,
                "sources": [_id(c.source) for c in each.reason.citations],
            }
            for each in answer.comparators
        ],
        "as_of": None,
    }


def checked_json(answer: Checked) -> Json:
    """Give the answer of check as a JSON object."""
    compendium = answer.compendium
    assessed = answer.assessed
    return {
        **_head(answer.asked, compendium),
        "concerns": [
            {"id": _id(each), "label": compendium.label(each)} for each in answer.asked.concerns
        ],
        **_verdict(assessed),
        "parts": [_part(each) for each in assessed.parts],
        "findings": [_finding(each) for each in assessed.findings],
        "pairs": [_pair(each) for each in assessed.pairs],
        "incompatibilities": [_incompatibility(each) for each in assessed.incompatibilities],
        "repairs": [],
        "cautions": [each.text for each in assessed.cautions],
        "sources": _sources(_all_reasons(assessed), compendium),
    }


def dumped(value: object) -> str:
    """Write a JSON value the one way it is always written."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def headed(compendium: Compendium, answer: Json) -> Json:
    """Put before an answer what every answer says: schema, versions, disclaimer."""
    return {**_versions(compendium), "disclaimer": DISCLAIMER, **answer}


def _head(asked: Asked, compendium: Compendium) -> Json:
    return {
        **_versions(compendium),
        "policy": asked.policy.value,
        "jurisdiction": _id(asked.circumstances.jurisdiction),
        "route": asked.circumstances.route,
        "assumed": {
            "container": asked.circumstances.container,
            "light": asked.circumstances.light,
            "temperature_C": _bounds(asked.circumstances.temperature),
            "hours": _bounds(asked.circumstances.hours),
        },
        "disclaimer": DISCLAIMER,
    }


def _versions(compendium: Compendium) -> Json:
    versions = compendium.versions
    return {
        "schema_version": SCHEMA_VERSION,
        "versions": {
            "code": versions.code,
            "ontology": versions.ontology,
            "data": versions.data,
            "rules": versions.rules,
        },
    }


def _verdict(assessed: Assessed) -> Json:
    found = assessed.found
    return {
        "verdict": assessed.verdict,
        "coordinates": {
            "for": found.for_,
            "against": found.against,
            "scope": found.scope.value if found.scope else None,
        },
        "admissible": assessed.admissible,
    }


def _proposed(proposed: Proposed, compendium: Compendium) -> Json:
    assessed = proposed.assessed
    verdict = _verdict(assessed)
    reasons = [*_all_reasons(assessed), *proposed.co_used]
    return {
        "rank": proposed.rank,
        "score": dict(proposed.score),
        "optimal": proposed.optimal,
        "admissible": verdict["admissible"],
        "verdict": verdict["verdict"],
        "coordinates": verdict["coordinates"],
        "parts": [_part(each) for each in assessed.parts],
        "findings": [_finding(each) for each in assessed.findings],
        "pairs": [_pair(each) for each in assessed.pairs],
        "coverage": [
            {
                "process": _id(each.process),
                "label": compendium.label(each.process),
                "wanted": "up" if each.raise_it else "down",
                "certainty": each.certainty.word if each.certainty else None,
                "supporting": [_id(claim.id) for claim in each.supporting],
                "refuting": [_id(claim.id) for claim in each.refuting],
            }
            for each in proposed.coverage
        ],
        "adds": [_id(each) for each in proposed.adds],
        "co_used": _reasons(proposed.co_used),
        "needs": list(assessed.needs),
        "cautions": [each.text for each in assessed.cautions],
        "sources": _sources(reasons, compendium),
    }


def _part(answered: AnsweredPart) -> Json:
    part = answered.part
    return {
        "id": _id(part.id),
        "label": part.preparation.label,
        "volume_mL": _number(part.volume_ml),
        "because": _reasons(answered.because),
        "alternatives": list(answered.alternatives),
        "set_aside": list(answered.set_aside),
    }


def _finding(finding: Finding) -> Json:
    value = finding.value or Interval(None, None)
    limit = finding.limit
    return {
        "check": finding.check,
        "status": finding.status.value,
        "value": _number(value.nominal),
        "low": _number(value.low),
        "high": _number(value.high),
        "unit": finding.unit,
        "limit": {
            "low": _number(limit.low),
            "high": _number(limit.high),
            "unit": finding.unit,
        }
        if limit
        else None,
        "cautions": [
            {
                "code": each.code,
                "text": each.text,
                "sources": [_id(citation.source) for citation in each.citations],
            }
            for each in finding.cautions
        ],
        "because": _reasons(finding.because),
        "needs": list(finding.needs),
    }


def _bounds(interval: Interval) -> Json:
    return {"low": _number(interval.low), "high": _number(interval.high)}


def _pair(pair: Pair) -> Json:
    return {
        "between": [_id(each) for each in pair.between],
        "verdict": pair.verdict,
        "because": _reasons(pair.because),
    }


def _incompatibility(found: Incompatibility) -> Json:
    return {
        "between": [_id(each) for each in found.between],
        "kind": found.kind,
        "verdict": found.verdict,
        "basis": found.basis,
        "conditions": found.conditions,
        "because": _reasons([found.because]),
        "sources": [_id(each.source) for each in found.because.citations],
    }


def _reasons(reasons: Iterable[Reason]) -> list[Json]:
    return [
        {
            "text": each.text,
            "proof_id": each.proof_id,
            "sources": [_id(citation.source) for citation in each.citations],
        }
        for each in reasons
    ]


def _all_reasons(assessed: Assessed) -> list[Reason | Caution]:
    return [
        *assessed.cautions,
        *(reason for each in assessed.parts for reason in each.because),
        *(reason for each in assessed.findings for reason in each.because),
        *(reason for each in assessed.pairs for reason in each.because),
    ]


def _sources(reasons: Iterable[Reason | Caution], compendium: Compendium) -> list[Json]:
    citations: dict[Citation, None] = {}
    for reason in reasons:
        citations.update(dict.fromkeys(reason.citations))
    found: list[Json] = []
    for each in citations:
        source = compendium.sources.get(each.source)
        found.append(
            {
                "id": _id(each.source),
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


def _id(name: str) -> str:
    return name if ":" in name else f"mg:{name}"


def _number(value: Decimal | None) -> float | int | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(round(value, 6))
