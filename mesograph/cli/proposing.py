"""The question that propose puts, and its answer: kept from before, or worked out now."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mesograph import __version__
from mesograph.snapshot.kept import Kept
from mesograph.snapshot.key import code_identity, key_of

if TYPE_CHECKING:
    from mesograph.formulary import Formulary

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


def answered(question: Question) -> Answer:
    """Answer from shipped knowledge alone: as it was kept, else worked out and kept."""
    kept = _place_of(question)
    found = kept.recalled()
    if found is None:
        from mesograph.formulary import load

        found = worked_out(question, load())
        kept.keep(*found)
    return found


def worked_out(question: Question, formulary: Formulary) -> Answer:
    """Search for the answer and write it out."""
    from mesograph.rendering.json import dumped, proposals_json
    from mesograph.rendering.text import proposals_text
    from mesograph.verdicts import Policy

    answer = formulary.propose(
        question.concerns,
        policy=Policy(question.policy),
        route=question.route,
        jurisdiction=question.jurisdiction,
        at_most=question.at_most,
        keep=question.top,
    )
    is_json = question.format_ == "json"
    text = dumped(proposals_json(answer)) if is_json else proposals_text(answer)
    return text, 0 if answer.is_good else 1


def keep_first_answers(formulary: Formulary) -> None:
    """Keep the answers to every concern by each of its names, asked without any option."""
    for concern in formulary.things("concerns"):
        for format_ in ("text", "json"):
            found = worked_out(Question((concern.label,), format_=format_), formulary)
            for name in (concern.label, *concern.names):
                _place_of(Question((name,), format_=format_)).keep(*found)


def _place_of(question: Question) -> Kept:
    key = key_of(code_identity(__version__))
    return Kept(key, ["propose", *(repr(each) for each in question)])
