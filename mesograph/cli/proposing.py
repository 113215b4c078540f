"""The question that propose puts, and its answer: kept from before, or worked out now."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mesograph import __version__
from mesograph.snapshot.kept import Kept
from mesograph.snapshot.key import code_identity, key_of

if TYPE_CHECKING:
    from pathlib import Path

    from mesograph.formulary import Formulary
    from mesograph.model.answers import Proposals

Answer = tuple[str, int]
"""What is printed, and the exit status."""


class Question(NamedTuple):
    """Everything an answer to propose depends on, besides the knowledge."""

    concerns: tuple[str, ...]
    policy: str = "cautious"
    route: str = "intradermal"
    jurisdiction: str = "EU"
    at_most: int = 3
    top: int = 3
    format_: str = "text"
    region: str | None = None
    technique: str | None = None


def answered(question: Question) -> Answer:
    """Answer from shipped knowledge alone: as it was kept, else worked out and kept."""
    kept = _place_of(question)
    found = kept.recalled()
    if found is None:
        from mesograph.formulary import load

        found = worked_out(question, load())
        kept.keep(*found)
    return found


def worked_out(question: Question, formulary: Formulary, person: Path | None = None) -> Answer:
    """Search for the answer and write it out; what is said of a person is kept nowhere."""
    return _written(question, _asked_of(question, formulary, person))


def _asked_of(question: Question, formulary: Formulary, person: Path | None = None) -> Proposals:
    from mesograph.verdicts import Policy

    return formulary.propose(
        question.concerns,
        policy=Policy(question.policy),
        route=question.route,
        jurisdiction=question.jurisdiction,
        region=question.region,
        technique=question.technique,
        person=person,
        at_most=question.at_most,
        keep=question.top,
    )


def _written(question: Question, answer: Proposals) -> Answer:
    from mesograph.rendering.json import proposals_json
    from mesograph.rendering.members import dumped
    from mesograph.rendering.text import proposals_text

    is_json = question.format_ == "json"
    text = dumped(proposals_json(answer)) if is_json else proposals_text(answer)
    return text, 0 if answer.is_good else 1


def keep_first_answers(formulary: Formulary) -> None:
    """Keep the answers to every concern by each of its names, asked without any option."""
    for concern in formulary.things("concerns"):
        answer = _asked_of(Question((concern.label,)), formulary)
        for format_ in ("text", "json"):
            question = Question((concern.label,), format_=format_)
            first = _place_of(question)
            first.keep(*_written(question, answer), most=None)
            for name in concern.names:
                if name.casefold() != concern.label.casefold():
                    _place_of(question._replace(concerns=(name,))).keep_like(first)


def _place_of(question: Question) -> Kept:
    key = key_of(code_identity(__version__))
    return Kept(key, ["propose", *(repr(each) for each in question)])
