"""Answers saved as JSON: which proof a number in them stands for, and the question they answer."""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from mesograph.cli.options import MOST_ANSWERS, MOST_PARTS, MOST_TIMES
from mesograph.errors import ChangedKnowledge, UnknownName, UnreadableFile
from mesograph.formulary import Formulary
from mesograph.knowledge.files import read_bytes
from mesograph.model.answers import Checked, Proposals
from mesograph.model.explanations import Explanation
from mesograph.model.things import Until
from mesograph.quantities import Interval
from mesograph.verdicts import Policy

_HASH = re.compile(r"[0-9a-f]{16}")


def opened(formulary: Formulary, path: Path, number: str) -> Explanation:
    """Open the proof of a number, or of a proof_id, of an answer that was saved as JSON.

    The question is asked again. Raises UnreadableFile, UnknownName where the answer has no such
    number, or ChangedKnowledge where the reason no longer follows.
    """
    saved = read_saved(path)
    wanted = _proof_id(saved, path, number)
    found = formulary.why_step(asked_again(formulary, saved, path), wanted)
    if found is None and wanted not in set(_hashes(saved)):
        raise UnknownName(number[:20], f"reason of {path}")
    if found is None:
        versions = saved.get("versions")
        before = versions.get("data", "?") if isinstance(versions, dict) else "?"
        raise ChangedKnowledge(number, str(before), formulary.compendium.versions.data)
    return found


def read_saved(path: Path) -> dict[str, object]:
    """Read an answer of propose or check that was saved as JSON; raises UnreadableFile."""
    try:
        saved = json.loads(read_bytes(path))
    except (ValueError, RecursionError):
        raise UnreadableFile(str(path), "it is not JSON") from None
    question = saved.get("question") if isinstance(saved, dict) else None
    if not isinstance(question, dict) or question.get("command") not in ("propose", "check"):
        reason = "it is no answer of propose or check saved with --format json"
        raise UnreadableFile(str(path), reason)
    return dict(saved)


def _proof_id(saved: object, path: Path, number: str) -> str:
    ids = dict(_numbered(saved))
    if _HASH.fullmatch(number):
        return number
    known = {str(each): proof_id for each, proof_id in ids.items()}
    if number not in known:
        raise UnknownName(number[:20], f"reason of {path}", [str(max(ids))] if ids else [])
    return known[number]


def _numbered(value: object) -> Iterator[tuple[int, str]]:
    """Give every number in an answer with the proof_id beside it."""
    if isinstance(value, dict):
        number, proof_id = value.get("number"), value.get("proof_id")
        if isinstance(number, int) and isinstance(proof_id, str):
            yield number, proof_id
        for each in value.values():
            yield from _numbered(each)
    elif isinstance(value, list):
        for each in value:
            yield from _numbered(each)


def _hashes(value: object) -> Iterator[str]:
    """Give every proof_id that an answer holds."""
    if isinstance(value, dict):
        for key, each in value.items():
            if isinstance(each, str) and key.endswith("proof_id"):
                yield each
            yield from _hashes(each)
    elif isinstance(value, list):
        for each in value:
            yield from _hashes(each)


def asked_again(formulary: Formulary, saved: dict[str, object], path: Path) -> Proposals | Checked:
    """Put the question of a saved answer again; raises UnreadableFile where it was spoilt."""
    try:
        question = saved["question"]
        assert isinstance(question, dict)
        policy = Policy(saved["policy"])
        route, jurisdiction = str(saved["route"]), str(saved["jurisdiction"])
        parts = [str(each) for each in question["parts"]]
        concerns = [str(each) for each in question["concerns"]]
        if question.get("of_a_person"):
            reason = "it was asked of a person, of whom nothing was kept; ask it with --person"
            raise UnreadableFile(str(path), reason)
        region, technique = (_name_or_none(question, each) for each in ("region", "technique"))
        if question["command"] == "check":
            return formulary.check(
                parts,
                concerns,
                policy=policy,
                route=route,
                jurisdiction=jurisdiction,
                region=region,
                technique=technique,
                until=_until(saved),
                also=[str(each) for each in question.get("also", [])],
                times=_times(question),
            )
        at_most, keep = int(question["at_most"]), int(question["top"])
        if not (1 <= at_most <= MOST_PARTS and 1 <= keep <= MOST_ANSWERS):
            raise ValueError
        return formulary.propose(
            concerns,
            policy=policy,
            route=route,
            jurisdiction=jurisdiction,
            region=region,
            technique=technique,
            at_most=at_most,
            keep=keep,
        )
    except (KeyError, TypeError, ValueError, ArithmeticError, AssertionError):
        raise UnreadableFile(str(path), "its question was changed by hand") from None


def _until(saved: dict[str, object]) -> Until:
    """Give how the mixture was to be kept until it is used."""
    assumed = saved["assumed"]
    assert isinstance(assumed, dict)
    celsius = assumed["temperature_C"]
    return Until(
        hours=Decimal(str(assumed["hours"]["high"])),
        light=str(assumed["light"]),
        temperature=Interval.of(str(celsius["low"]), str(celsius["high"])),
    )


def _times(question: dict[str, object]) -> int:
    """Give how many times a mixture was given; answers that were saved earlier hold nothing."""
    found = question.get("times", 1)
    if not isinstance(found, int) or not 1 <= found <= MOST_TIMES:
        raise ValueError
    return found


def _name_or_none(question: dict[str, object], key: str) -> str | None:
    """Give a name that a question may hold; answers that were saved earlier hold none."""
    found = question.get(key)
    return None if found is None else str(found)
