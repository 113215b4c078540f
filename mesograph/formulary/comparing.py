"""Two versions of the knowledge, read from folders or snapshots, and what differs."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from mesograph import __version__
from mesograph.errors import BrokenSnapshot, UnreadableFile
from mesograph.explanation.comparison import followed, said, verdicts
from mesograph.formulary.answers import Answers
from mesograph.knowledge.files import read_bytes
from mesograph.model.answers import Asked, Checked, Proposals
from mesograph.model.changes import AnswersOfTwo, Difference
from mesograph.model.things import Circumstances
from mesograph.snapshot.cache import snapshot_of
from mesograph.snapshot.compiled import Snapshot, sections_of
from mesograph.snapshot.file import opened
from mesograph.snapshot.key import code_identity, key_of
from mesograph.verdicts import Policy


class Version(Answers):
    """Knowledge that lies elsewhere: a folder with ``ontology`` and ``data``, or a snapshot."""

    def __init__(self, place: Path) -> None:
        super().__init__()
        self._place = place

    @cached_property
    def _snapshot(self) -> Snapshot:
        """Open it; raises UnreadableFile, BrokenTurtle, BrokenKnowledge or BrokenRule."""
        place = self._place
        if not place.is_dir():
            return _kept(place)
        for folder in ("ontology", "data"):
            if not (place / folder).is_dir():
                reason = f"a version of the knowledge has a folder {folder}, and here is none"
                raise UnreadableFile(str(place), reason)
        return snapshot_of(key_of(code_identity(__version__), root=place), self._compiled)

    def _compiled(self) -> dict[str, bytes]:
        from mesograph.compilation import compile_everything

        return sections_of(compile_everything(code=__version__, root=self._place))


def difference(before: Answers, after: Answers) -> Difference:
    """Compare two versions of the knowledge: what is said, what follows, and what is answered.

    Every preparation that both know is checked alone, and its verdict with every other compared at
    any ratio; answers are those of ``propose`` to every concern that both know, without any option.
    Where the same is said and the same follows nothing is asked: every answer is then the same.
    """
    old, new = before.compendium, after.compendium
    found = Difference(
        before=old.versions,
        after=new.versions,
        said=said(old, new, (before.rules, after.rules)),
        fallen=followed(old, before.inferences, after.inferences),
        appeared=followed(new, after.inferences, before.inferences),
    )
    if found.is_same:
        return found
    concerns = sorted(old.concerns.keys() & new.concerns.keys())
    return replace(
        found,
        singles=tuple(_singles(before, after)),
        verdicts=tuple(verdicts(old, new)),
        answers=tuple(_answers(before, after, each) for each in concerns),
    )


def _singles(before: Answers, after: Answers) -> Iterator[tuple[Checked, Checked]]:
    asked = Asked(policy=Policy.CAUTIOUS, circumstances=Circumstances())
    for each in before.compendium.preparations:
        old, new = before.check_again([each], asked), after.check_again([each], asked)
        if old and new:
            yield old, new


def _answers(before: Answers, after: Answers, concern: str) -> AnswersOfTwo:
    old, new = (each.propose([f"mg:{concern}"]) for each in (before, after))
    still = {frozenset(each) for each in _mixtures(new)}
    again = (
        after.check_again(each, new.asked)
        for each in _mixtures(old)
        if frozenset(each) not in still
    )
    return AnswersOfTwo(before=old, after=new, gone=tuple(filter(None, again)))


def _mixtures(answer: Proposals) -> list[tuple[str, ...]]:
    return [
        tuple(answered.part.id for answered in each.assessed.parts)
        for each in (*answer.proposals, *answer.candidates)
    ]


def _kept(path: Path) -> Snapshot:
    try:
        return _whole(Snapshot(opened(read_bytes(path))))
    except BrokenSnapshot as error:
        raise UnreadableFile(str(path), error.reason) from None


def _whole(snapshot: Snapshot) -> Snapshot:
    """Decode every section at once, so that what is broken shows here."""
    _ = snapshot.compendium, snapshot.rules, snapshot.inferences
    return snapshot
