"""What two JSON answers to one question differ in: verdicts, policy, checks, places, reasons."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypedDict, cast

from mesograph.model.changes import Change
from mesograph.rendering.members import Json

Parts = tuple[str, ...]
"""What a mixture is known by: the ids of its parts, sorted."""

_PLACES = {"proposals": "proposal", "candidates": "candidate"}
ELSEWHERE = "neither proposal nor candidate"
OUTRANKED = "no check stands worse: others now rank before it"


class _Reason(TypedDict):
    text: str


class _Outcome(TypedDict):
    what: str
    value: str
    because: list[str]


def changes(before: Json, after: Json, gone: Mapping[Parts, Json]) -> list[Change]:
    """Give every outcome that differs between two answers to the same question.

    Answers of check are compared as they are, those of propose mixture by mixture. ``gone`` are the
    mixtures that are no longer among the answers, as they are checked now.
    """
    if "verdict" in before:
        return list(_in_mixture(before, after))
    old, new = placed(before), placed(after)
    found: list[Change] = []
    for key in dict.fromkeys([*old, *new]):
        was, now = old.get(key), new.get(key)
        if was and now:
            found += _moved(was[1], was[0], now[0])
            found += _in_mixture(was[1], now[1])
        elif was:
            found += _gone(was[1], was[0], gone.get(key))
        elif now:
            reasons = _texts(now[1]["parts"])
            found.append(_place(now[1], ELSEWHERE, now[0], _refused(before, key), reasons))
    return found


def parts_of(mixture: Json) -> Parts:
    """Give what a mixture of an answer is known by."""
    return tuple(sorted(str(each["id"]) for each in _dicts(mixture["parts"])))


def placed(answer: Json) -> dict[Parts, tuple[str, Json]]:
    """Give every mixture of an answer of propose by its parts, with where it stands."""
    return {
        parts_of(each): (place, each)
        for name, place in _PLACES.items()
        for each in _dicts(answer[name])
    }


def _moved(mixture: Json, before: str, after: str) -> list[Change]:
    return [_place(mixture, before, after)] if before != after else []


def _gone(mixture: Json, place: str, now: Json | None) -> list[Change]:
    """Tell that a mixture is no longer among the answers, and what has changed about it."""
    if now is None:
        return [_place(mixture, place, "cannot be asked any more")]
    found = list(_in_mixture(mixture, now))
    gained = () if found else (OUTRANKED,)
    return [_place(mixture, place, ELSEWHERE, gained=gained), *found]


def _place(
    mixture: Json,
    before: str,
    after: str,
    lost: Iterable[str] = (),
    gained: Iterable[str] = (),
) -> Change:
    return Change(
        of=_called(mixture),
        what="place",
        before=before,
        after=after,
        lost=tuple(lost),
        gained=tuple(gained),
    )


def _refused(answer: Json, key: Parts) -> list[str]:
    """Give why parts were not proposed before."""
    return [
        text
        for each in _dicts(answer["not_proposed"])
        if each["id"] in key
        for text in _texts([{"because": each["reasons"]}])
    ]


def _in_mixture(before: Json, after: Json) -> Iterator[Change]:
    """Compare one mixture, as it was answered and as it is."""
    old = {(each["what"], of): each for of, each in _outcomes(before)}
    new = {(each["what"], of): each for of, each in _outcomes(after)}
    for what, of in dict.fromkeys([*old, *new]):
        was, now = old.get((what, of)), new.get((what, of))
        before_value = was["value"] if was else "not answered"
        after_value = now["value"] if now else "not answered"
        lost = _without(was, now)
        gained = _without(now, was)
        if before_value != after_value or (what == "cautions" and (lost or gained)):
            yield Change(
                of=of, what=what, before=before_value, after=after_value, lost=lost, gained=gained
            )


def _without(one: _Outcome | None, other: _Outcome | None) -> tuple[str, ...]:
    known = other["because"] if other else []
    return tuple(each for each in (one["because"] if one else []) if each not in known)


def _outcomes(mixture: Json) -> Iterator[tuple[str, _Outcome]]:
    """Give what is said of a mixture, with its reasons: of the whole, then of each pair."""
    whole = _called(mixture)
    findings = _dicts(mixture["findings"])
    pairs = _dicts(mixture["pairs"])
    compatibility = [each for each in findings if each["check"] == "compatibility"]
    because = _texts([*pairs, *compatibility])
    yield whole, {"what": "verdict", "value": _worded(mixture), "because": because}
    statuses = [f"{each['check']}: {each['status']}" for each in findings]
    passes = "admissible" if mixture["admissible"] else "not admissible"
    yield whole, {"what": "policy", "value": passes, "because": statuses}
    for each in findings:
        told = [*_texts([each]), *(str(need) for need in cast("list[object]", each["needs"]))]
        yield whole, {"what": str(each["check"]), "value": str(each["status"]), "because": told}
    labels = {str(each["id"]): str(each["label"]) for each in _dicts(mixture["parts"])}
    for each in pairs if len(labels) > 2 else ():
        ids = [str(id_) for id_ in cast("list[object]", each["between"])]
        of = " with ".join(labels.get(id_, id_) for id_ in ids)
        yield of, {"what": "verdict", "value": str(each["verdict"]), "because": _texts([each])}
    cautions = [str(each) for each in cast("list[object]", mixture["cautions"])]
    yield whole, {"what": "cautions", "value": str(len(cautions)), "because": cautions}


def _worded(mixture: Json) -> str:
    scope = cast("Json", mixture["coordinates"])["scope"]
    return f"{mixture['verdict']} ({scope})" if scope else str(mixture["verdict"])


def _called(mixture: Json) -> str:
    return " with ".join(str(each["label"]) for each in _dicts(mixture["parts"]))


def _texts(holders: object) -> list[str]:
    """Give the reasons that stand under ``because`` in JSON objects, each once."""
    found = (
        reason for each in _dicts(holders) for reason in cast("list[_Reason]", each["because"])
    )
    return list(dict.fromkeys(str(each["text"]) for each in found))


def _dicts(value: object) -> list[Json]:
    return cast("list[Json]", value)
