"""Write docs/teaching.md, every point of the founding texts with what answers it."""

from collections.abc import Iterator
from pathlib import Path

from mesograph.formulary import load
from mesograph.model.compendium import Compendium
from mesograph.model.things import TEACHING_KINDS, FoundingItem, TeachingPoint

PAGE = Path(__file__).parent.parent / "docs" / "teaching.md"
QUESTIONS = {
    "after a session": "after-care-of-different-length",
    "before a session": "aspirin-stopped-or-not",
    "classes of depth": "depth-classes-that-overlap",
    "cost and worth": "what-a-session-costs",
    "drug classes": "vasodilators-for-poor-circulation",
    "ingredients": "preparations-labelled-intradermal",
    "materials": "disinfectants-not-near-the-eye",
    "medical aesthetics": "concerns-with-their-processes",
    "performing it": "techniques-that-reach-the-dermis",
    "requirements": "preparations-more-acid-than-ph-4",
    "risks": "complications-in-case-reports",
    "sessions": "sessions-against-melasma",
    "skin concerns of the course": "concerns-with-their-processes",
    "skin conditions": "concerns-with-their-processes",
    "statements": "misconceptions-and-their-rebuttals",
    "techniques": "how-deep-nappage-goes",
}
"""The competency question nearest to each group of founding items."""
TITLES = {
    "LearningOutcome": "Learning outcomes",
    "AssessmentCriterion": "Assessment criteria",
    "ExamTip": "Exam tips",
    "CommonMistake": "Common mistakes",
}
HEAD = """# Every point of the founding texts, and what answers it

Written by `scripts/write_teaching.py`. A point may stand for nothing here: then it says so. What a
text says is quoted and not vouched for; `mesograph stats` tells for each how much speaks for it and
how much against it.
"""


def main() -> None:
    """Write the page."""
    PAGE.write_text(written(load().compendium), "utf-8")


def written(compendium: Compendium) -> str:
    """Give the page as it should be."""
    return "\n".join([HEAD, *_teaching(compendium), *_founding(compendium)]) + "\n"


def _teaching(compendium: Compendium) -> Iterator[str]:
    points = [each for _, each in sorted(compendium.things.items())]
    for kind in TEACHING_KINDS:
        yield f"## {TITLES[kind]}\n"
        yield "| point | terms | question | command |\n| --- | --- | --- | --- |"
        for each in points:
            if isinstance(each, TeachingPoint) and each.kind == kind:
                terms = _labels(compendium, each.teaches)
                questions = ", ".join(each.questions)
                commands = "<br>".join(f"`{one}`" for one in each.commands)
                yield f"| {each.label} | {terms} | {questions} | {commands} |"
        yield ""


def _founding(compendium: Compendium) -> Iterator[str]:
    items = [each for each in compendium.things.values() if isinstance(each, FoundingItem)]
    for group in sorted({each.group for each in items}):
        yield f"## {group.capitalize()}\n"
        yield f"Question: {QUESTIONS[group]}\n"
        yield "| point | terms | command |\n| --- | --- | --- |"
        for each in sorted(items, key=lambda item: (item.label.casefold(), item.id)):
            if each.group == group:
                meant = each.stands_for | each.stands_against
                label = each.label.removesuffix(f" ({group})").replace("|", "\\|")
                command = f"`mesograph show {_curie(compendium, min(meant))}`" if meant else "–"
                yield f"| {label} | {_labels(compendium, meant) or 'nothing here'} | {command} |"
        yield ""


def _labels(compendium: Compendium, ids: frozenset[str]) -> str:
    return ", ".join(sorted(map(compendium.label, ids)))


def _curie(compendium: Compendium, id_: str) -> str:
    return compendium.things[id_].curie


if __name__ == "__main__":
    main()
