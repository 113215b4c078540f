"""Answers as JSON with a fixed order of keys; the schemas lie in ``mesograph/schemas``."""

from mesograph.model.answers import (
    AnsweredPart,
    Asked,
    Assessed,
    Checked,
    FinalStrength,
    Incompatibility,
    Pair,
    Proposals,
    Proposed,
    Repair,
)
from mesograph.model.compendium import Compendium
from mesograph.model.findings import Caution, Finding
from mesograph.model.reasons import Reason, told
from mesograph.model.things import Session
from mesograph.quantities import Interval
from mesograph.rendering.layout import Numbers
from mesograph.rendering.members import (
    Json,
    bounds,
    cited_json,
    figure,
    named,
    opening,
    reasons_json,
    versions_json,
)
from mesograph.rendering.text import DISCLAIMER, checked_text, proposals_text


def proposals_json(answer: Proposals) -> Json:
    """Give the answer of propose as a JSON object, its steps numbered as in the text."""
    compendium = answer.compendium
    numbers = Numbers()
    proposals_text(answer, numbers)
    return {
        **_head(answer.asked, compendium),
        "question": _question("propose", answer.asked, compendium),
        "concerns": [
            {"id": named(each), "label": compendium.label(each)} for each in answer.asked.concerns
        ],
        "complete": answer.gap is None,
        "gap": dict(answer.gap) if answer.gap is not None else None,
        "proposals": [_proposed(each, compendium, numbers) for each in answer.proposals],
        "candidates": [_proposed(each, compendium, numbers) for each in answer.candidates],
        "not_proposed": [
            {
                "id": named(each.id),
                "label": each.label,
                "reasons": reasons_json(each.reasons, numbers),
            }
            for each in answer.not_proposed
        ],
        "comparators": [
            {
                "kind": each.kind,
                "text": each.reason.text,
                "sources": [named(c.source) for c in each.reason.citations],
                **opening(each.reason.proof, numbers),
            }
            for each in answer.comparators
        ],
        **drawn_json(answer.asked),
    }


def checked_json(answer: Checked) -> Json:
    """Give the answer of check as a JSON object, its steps numbered as in the text."""
    compendium = answer.compendium
    assessed = answer.assessed
    numbers = Numbers()
    checked_text(answer, numbers)
    return {
        **_head(answer.asked, compendium),
        "question": _question("check", answer.asked, compendium),
        "concerns": [
            {"id": named(each), "label": compendium.label(each)} for each in answer.asked.concerns
        ],
        **_verdict(assessed, numbers),
        "parts": [_part(each, numbers) for each in assessed.parts],
        "session": _session(answer.asked.circumstances.session),
        "findings": [_finding(each, numbers) for each in assessed.findings],
        "pairs": [_pair(each, numbers) for each in assessed.pairs],
        "incompatibilities": [
            _incompatibility(each, numbers) for each in assessed.incompatibilities
        ],
        "strengths": [_strength(each, numbers) for each in answer.strengths],
        "repairs": [_repair(each, numbers) for each in answer.repairs],
        "cautions": [each.text for each in assessed.cautions],
        "sources": cited_json(_all_reasons(assessed), compendium),
        **drawn_json(answer.asked),
    }


def _strength(final: FinalStrength, numbers: Numbers) -> Json:
    return {
        "id": named(final.substance),
        "kind": final.kind,
        "text": final.proof.text,
        **bounds(final.amount or Interval(None, None)),
        "unit": final.unit or None,
        "mmol_per_L": bounds(final.per_litre) if final.per_litre else None,
        "mEq_per_L": bounds(final.charges) if final.charges else None,
        **opening(final.proof, numbers),
    }


def _repair(repair: Repair, numbers: Numbers) -> Json:
    return {
        "kind": repair.kind,
        "text": repair.text,
        "syringes": [
            [
                {
                    "id": named(part.id),
                    "label": part.preparation.label,
                    "volume_mL": figure(part.volume_ml),
                }
                for part in each
            ]
            for each in repair.syringes
        ],
        "lifts": list(repair.lifts),
        "still": list(repair.still),
        "verdict": repair.verdict,
        "admissible": repair.admissible,
        **opening(repair.proof, numbers),
    }


def _head(asked: Asked, compendium: Compendium) -> Json:
    return {
        **versions_json(compendium.versions),
        "policy": asked.policy.value,
        "jurisdiction": named(asked.circumstances.jurisdiction),
        "route": asked.circumstances.route,
        "assumed": {
            "container": asked.circumstances.container,
            "light": asked.circumstances.light,
            "temperature_C": bounds(asked.circumstances.temperature),
            "hours": bounds(asked.circumstances.hours),
        },
        "disclaimer": DISCLAIMER,
    }


def _verdict(assessed: Assessed, numbers: Numbers) -> Json:
    found = assessed.found
    return {
        "verdict": assessed.verdict,
        "coordinates": {
            "for": found.for_,
            "against": found.against,
            "scope": found.scope.value if found.scope else None,
        },
        "admissible": assessed.admissible,
        **opening(assessed.proof, numbers),
    }


def drawn_json(asked: Asked) -> Json:
    """Give the day by which lots must be good, and what of the shelf is not; null without one."""
    shelf = asked.shelf
    if shelf is None:
        return {"as_of": asked.as_of, "shelf": None}
    return {
        "as_of": asked.as_of,
        "shelf": {
            "name": shelf.name,
            "preparations": sorted(map(named, shelf.usable)),
            "expired": [
                {
                    "id": named(each.preparation),
                    "lot": each.number,
                    "expires_on": each.expires_on,
                }
                for each in shelf.expired
            ],
        },
    }


def _session(session: Session) -> Json:
    """Give how many times a mixture is given, and what else in the session as it was understood."""
    return {
        "times": session.times,
        "also": [
            {
                "text": each.text,
                "preparations": [one.label for one in each.preparations],
                "volume_mL": figure(each.volume_ml),
                "grams": figure(each.grams),
            }
            for each in session.besides
        ],
    }


def _question(command: str, asked: Asked, compendium: Compendium) -> Json:
    """Give what was asked in the words of the command line, so that it can be asked again."""
    given = asked.circumstances
    return {
        "command": command,
        "parts": list(asked.parts),
        "concerns": [named(each) for each in asked.concerns],
        "at_most": asked.at_most,
        "top": asked.keep,
        "data": list(asked.data),
        "region": named(given.region) if given.region else None,
        "technique": named(given.technique) if given.technique else None,
        "of_a_person": given.person is not None,
        "also": [each.text for each in given.session.besides],
        "times": given.session.times,
    }


def _proposed(proposed: Proposed, compendium: Compendium, numbers: Numbers) -> Json:
    assessed = proposed.assessed
    verdict = _verdict(assessed, numbers)
    reasons = [*_all_reasons(assessed), *proposed.co_used]
    return {
        "rank": proposed.rank,
        "score": dict(proposed.score),
        "score_proof_id": proposed.proof.id,
        "optimal": proposed.optimal,
        "admissible": verdict["admissible"],
        "verdict": verdict["verdict"],
        "coordinates": verdict["coordinates"],
        "proof_id": verdict["proof_id"],
        "number": verdict["number"],
        "parts": [_part(each, numbers) for each in assessed.parts],
        "findings": [_finding(each, numbers) for each in assessed.findings],
        "pairs": [_pair(each, numbers) for each in assessed.pairs],
        "coverage": [
            {
                "process": named(each.process),
                "label": compendium.label(each.process),
                "wanted": "up" if each.raise_it else "down",
                "certainty": each.certainty.word if each.certainty else None,
                "supporting": [named(claim.id) for claim in each.supporting],
                "refuting": [named(claim.id) for claim in each.refuting],
                "because": reasons_json(
                    [told(claim) for claim in (*each.supporting, *each.refuting)], numbers
                ),
                **opening(each.proof, numbers),
            }
            for each in proposed.coverage
        ],
        "adds": [named(each) for each in proposed.adds],
        "co_used": reasons_json(proposed.co_used, numbers),
        "needs": list(assessed.needs),
        "cautions": [each.text for each in assessed.cautions],
        "sources": cited_json(reasons, compendium),
    }


def _part(answered: AnsweredPart, numbers: Numbers) -> Json:
    part = answered.part
    return {
        "id": named(part.id),
        "label": part.preparation.label,
        "volume_mL": figure(part.volume_ml),
        "because": reasons_json(answered.because, numbers),
        "alternatives": list(answered.alternatives),
        "set_aside": list(answered.set_aside),
    }


def _finding(finding: Finding, numbers: Numbers) -> Json:
    value = finding.value or Interval(None, None)
    limit = finding.limit
    return {
        "check": finding.check,
        "status": finding.status.value,
        "value": figure(value.nominal),
        "low": figure(value.low),
        "high": figure(value.high),
        "unit": finding.unit,
        "limit": {
            "low": figure(limit.low),
            "high": figure(limit.high),
            "unit": finding.unit,
        }
        if limit
        else None,
        "cautions": [
            {
                "code": each.code,
                "text": each.text,
                "sources": [named(citation.source) for citation in each.citations],
                **opening(each.proof, numbers),
            }
            for each in finding.cautions
        ],
        "because": reasons_json(finding.because, numbers),
        "needs": list(finding.needs),
        **opening(finding.proof, numbers),
    }


def _pair(pair: Pair, numbers: Numbers) -> Json:
    return {
        "between": [named(each) for each in pair.between],
        "verdict": pair.verdict,
        "because": reasons_json(pair.because, numbers),
        **opening(pair.proof, numbers),
    }


def _incompatibility(found: Incompatibility, numbers: Numbers) -> Json:
    return {
        "between": [named(each) for each in found.between],
        "kind": found.kind,
        "verdict": found.verdict,
        "basis": found.basis,
        "conditions": found.conditions,
        "because": reasons_json([found.because], numbers),
        "sources": [named(each.source) for each in found.because.citations],
    }


def _all_reasons(assessed: Assessed) -> list[Reason | Caution]:
    return [
        *assessed.cautions,
        *(reason for each in assessed.parts for reason in each.because),
        *(reason for each in assessed.findings for reason in each.because),
        *(reason for each in assessed.pairs for reason in each.because),
    ]
