"""The outline of a proof: its steps in reading order, numbered, shared ones told once."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from mesograph.model.reasons import Absence, AnsweredCondition, Citation, Kind, Step
from mesograph.quantities import as_range
from mesograph.verdicts import Answer

KINDS = {
    Kind.CLAIM: "claim",
    Kind.STATEMENT: "on record",
    Kind.QUESTION: "as asked",
    Kind.ABSENCE: "absent",
    Kind.RULE: "follows",
    Kind.CALCULATION: "calculated",
}
ANSWERS = {
    Answer.TRUE: "holds",
    Answer.FALSE: "does not hold",
    Answer.UNDETERMINED: "not known",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A step at its depth; ``again`` where it was told before, ``hidden`` counts steps left out."""

    number: int
    depth: int
    step: Step
    again: bool = False
    hidden: int = 0


def outline(proof: Step, levels: int | None = None) -> list[Line]:
    """Give the steps of a proof numbered in reading order, down to some levels (None for all)."""
    numbers: dict[str, int] = {}
    lines: list[Line] = []
    waiting = [(proof, 0)]
    while waiting:
        step, depth = waiting.pop()
        again = step.id in numbers
        number = numbers.setdefault(step.id, len(numbers) + 1)
        lines.append(Line(number, depth, step, again))
        if not again:
            waiting += [(each, depth + 1) for each in reversed(step.premises)]
    return lines if levels is None else _cut(lines, levels)


def _cut(lines: list[Line], levels: int) -> list[Line]:
    """Leave out what lies deeper; every step keeps the number it has in the whole proof."""
    kept: list[Line] = []
    told: set[str] = set()
    for line in lines:
        if line.depth > levels:
            continue
        step = line.step
        cut_here = line.depth == levels or line.again
        is_cut = cut_here and bool(step.premises) and step.id not in told
        hidden = len(step.steps) - 1 if is_cut else 0
        kept.append(replace(line, again=step.id in told, hidden=hidden))
        told.add(step.id)
    return kept


def told_step(step: Step) -> str:
    """Tell a step in its sentence, with what kind of step it is and how far it can be trusted."""
    kind = "" if step.kind in (Kind.RULE, Kind.ABSENCE) else KINDS[step.kind]
    about = ", ".join(each for each in (kind, quality(step)) if each)
    text = step.text.rstrip(".")
    if step.kind is Kind.ABSENCE:
        text = f"absent: {text}"
    return f"{text} ({about})" if about else text


def cited_with(step: Step) -> tuple[Citation, ...]:
    """Give the places a sentence is marked with; those of a rule stand with how it holds."""
    return () if step.kind is Kind.RULE else step.citations


def details(step: Step, told: set[str] | None = None) -> Iterator[str]:
    """Tell what is to be known of a step beside its sentence; how a rule holds once in ``told``."""
    if step.kind is Kind.CLAIM and step.supports is False:
        yield "polarity: against"
    if step.absence is not None:
        yield _absence(step)
    if step.value is not None:
        unit = f" {step.unit}" if step.unit else ""
        yield f"result: {as_range(step.value)}{unit}"
    if step.kind is Kind.CLAIM:
        if step.how:
            yield step.how
    elif step.how and (told is None or step.how not in told):
        if told is not None:
            told.add(step.how)
        yield f"{'formula' if step.kind is Kind.CALCULATION else 'how'}: {step.how.rstrip('.')}"
    for each in step.conditions:
        yield condition(each)


def condition(answered: AnsweredCondition) -> str:
    """Tell a condition and how it was answered."""
    told = f"condition: {answered.text}: {ANSWERS[answered.answer]}"
    is_new = answered.hindrance and answered.note not in ("", answered.text)
    return f"{told} ({answered.note})" if is_new else told


def _absence(step: Step) -> str:
    word = step.absence.value if step.absence else ""
    consulted, searched = len(step.claims), len(step.searches)
    told = [f"{searched} {'search' if searched == 1 else 'searches'} of the literature on record"]
    if step.absence is Absence.KNOWN_NOT:
        return f"{word}: the contrary is claimed"
    if step.absence is not Absence.NOT_FOUND:
        told = ["no search of the literature on record"]
    if consulted:
        told.append(f"{consulted} {'claim' if consulted == 1 else 'claims'} here looked through")
    return f"{word}: {', '.join(told)}"


def quality(step: Step) -> str:
    """Tell the certainty and the method of a claim, and how it was read; empty for all else."""
    if step.kind is not Kind.CLAIM:
        return f"certainty {step.certainty.word}" if step.certainty else ""
    methods = [each.method for each in step.citations if each.method]
    return ", ".join([*([step.certainty.word] if step.certainty else []), *methods])
