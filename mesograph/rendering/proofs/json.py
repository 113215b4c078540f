"""Explanations as JSON with a fixed order of keys."""

from collections.abc import Iterable

from mesograph.model.compendium import Compendium
from mesograph.model.explanations import Doubted, Explanation, Paths, Refusal
from mesograph.model.reasons import Step
from mesograph.rendering.members import Json, figure, headed, named, sources_json
from mesograph.rendering.proofs.outline import ANSWERS, outline


def explanation_json(answer: Explanation) -> Json:
    """Give a proof: the conclusion and its inferences, premises named by their numbers."""
    return headed(
        answer.compendium,
        {
            "statement": answer.statement,
            "follows": answer.follows,
            "final_conclusion": answer.proof.text,
            "certainty": answer.proof.certainty.word if answer.proof.certainty else None,
            "proof_id": answer.proof.id,
            "inferences": inferences_json(answer.proof),
            "other_ways": [inferences_json(each) for each in answer.others],
            "justifications": [
                [named(step.claims[0]) if step.claims else step.text for step in each.leaves]
                for each in answer.justifications
            ],
            "complete": answer.complete,
            "sources": _sources([answer.proof, *answer.others], answer.compendium),
        },
        answer.asked,
    )


def inferences_json(proof: Step) -> list[Json]:
    """Give every step of a proof once, the conclusion first."""
    numbers = {each.step.id: each.number for each in outline(proof) if not each.again}
    return [
        _inference(each.step, numbers[each.step.id], numbers)
        for each in outline(proof)
        if not each.again
    ]


def refusal_json(answer: Refusal) -> Json:
    """Give what stands in the way, with proofs and what would lift it."""
    proofs = [*(each.proof for each in answer.hindrances), *answer.unserved]
    return headed(
        answer.compendium,
        {
            "parts": [named(each.part.id) for each in answer.assessed.parts],
            "concerns": [named(each) for each in answer.asked.concerns],
            "admissible": answer.is_admissible,
            "hindrances": [
                {
                    "check": each.check,
                    "status": each.status.value,
                    "decides": each.decides,
                    "lifted_by": list(each.lifted_by),
                    "proof_id": each.proof.id,
                    "inferences": inferences_json(each.proof),
                }
                for each in answer.hindrances
            ],
            "own_only": answer.is_own,
            "not_computed": list(answer.not_computed),
            "unserved": [
                {
                    "text": each.text,
                    "proof_id": each.id,
                    "inferences": inferences_json(each),
                }
                for each in answer.unserved
            ],
            "sources": _sources(proofs, answer.compendium),
        },
        answer.asked,
    )


def paths_json(answer: Paths) -> Json:
    """Give every chain with its sign and certainty."""
    links = [link for chain in answer.chains for link in chain.links]
    steps = [step for link in links for step in (*link.steps, *link.against)]
    return headed(
        answer.compendium,
        {
            "substance": named(answer.origin),
            "concern": named(answer.concern),
            "longest": answer.longest,
            "chains": [
                {
                    "helps": chain.helps,
                    "certainty": chain.certainty.word if chain.certainty else None,
                    "links": [
                        {
                            "from": named(link.origin),
                            "to": named(link.target),
                            "words": link.words,
                            "sign": link.sign,
                            "certainty": link.certainty.word if link.certainty else None,
                            "texts": [step.text for step in link.steps],
                            "claims": [named(each) for step in link.steps for each in step.claims],
                            "sources": [
                                named(each.source) for step in link.steps for each in step.citations
                            ],
                            "against": [named(each) for it in link.against for each in it.claims],
                        }
                        for link in chain.links
                    ],
                }
                for chain in answer.chains
            ],
            "sources": _sources(steps, answer.compendium),
        },
    )


def doubted_json(answer: Doubted) -> Json:
    """Give what falls, appears and stands without a source."""
    return headed(
        answer.compendium,
        {
            "source": named(answer.source),
            "claims": [named(each) for each in answer.claims],
            "rules": list(answer.rules),
            "fallen": {rule: list(told) for rule, told in answer.fallen.items()},
            "appeared": {rule: list(told) for rule, told in answer.appeared.items()},
            "standing": list(answer.standing),
            "verdicts": [
                {"between": [one, other], "before": before, "after": after}
                for one, other, before, after in answer.verdicts
            ],
        },
    )


def _inference(step: Step, number: int, numbers: dict[str, int]) -> Json:
    interval = step.value
    return {
        "rule_name": step.name,
        "conclusion": step.text,
        "premises": [numbers[each.id] for each in step.premises],
        "value": None
        if interval is None
        else {
            "value": figure(interval.nominal),
            "low": figure(interval.low),
            "high": figure(interval.high),
        },
        "unit": step.unit,
        "sources": [{"id": named(each.source), "locator": each.locator} for each in step.citations],
        "certainty": step.certainty.word if step.certainty else None,
        "id": number,
        "proof_id": step.id,
        "kind": step.kind.value,
        "how": step.how,
        "claims": [named(each) for each in step.claims],
        "polarity": None if step.supports is None else "for" if step.supports else "against",
        "conditions": [
            {"text": each.text, "answer": ANSWERS[each.answer], "note": each.note}
            for each in step.conditions
        ],
        "absence": step.absence.value if step.absence else None,
        "searches": [named(each) for each in step.searches],
    }


def _sources(proofs: Iterable[Step], compendium: Compendium) -> list[Json]:
    places = dict.fromkeys(place for each in proofs for place in each.all_citations)
    return sources_json(places, compendium)
