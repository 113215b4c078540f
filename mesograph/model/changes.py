"""What has changed between two answers, or two versions of the knowledge."""

from collections.abc import Mapping
from dataclasses import dataclass

from mesograph.model.answers import Checked, Proposals
from mesograph.model.things import Versions


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One outcome before and after, with the reasons that are gone and those that are new.

    ``of`` names what it is an outcome of, such as a mixture; ``what`` is ``verdict``, ``policy``,
    ``place`` (among proposals or candidates), ``cautions`` or the name of a check.
    """

    of: str
    what: str
    before: str
    after: str
    lost: tuple[str, ...] = ()
    gained: tuple[str, ...] = ()

    @property
    def is_decisive(self) -> bool:
        """Tell whether the answer is another one, not only its grounds."""
        return self.what in ("verdict", "policy", "place")


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A thing or claim that is said otherwise: each field with what it was and what it is."""

    id: str
    label: str
    fields: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What is said of one kind only before, only after, or otherwise; ids with what they say."""

    added: Mapping[str, str]
    removed: Mapping[str, str]
    edited: tuple[Edit, ...]

    @property
    def is_same(self) -> bool:
        """Tell whether nothing differs."""
        return not (self.added or self.removed or self.edited)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersOfTwo:
    """What propose answers to one concern before and after.

    ``gone`` are the mixtures that are no longer among the answers, as they are judged after.
    """

    before: Proposals
    after: Proposals
    gone: tuple[Checked, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Two versions of the knowledge: what was said, what follows, and what becomes of answers."""

    before: Versions
    after: Versions
    said: Mapping[str, Said]
    fallen: tuple[str, ...]
    appeared: tuple[str, ...]
    singles: tuple[tuple[Checked, Checked], ...] = ()
    """Each preparation checked alone, before and after."""
    verdicts: tuple[Change, ...] = ()
    answers: tuple[AnswersOfTwo, ...] = ()

    @property
    def is_same(self) -> bool:
        """Tell whether the same is said and the same follows, so that every answer is the same."""
        return all(each.is_same for each in self.said.values()) and not (
            self.fallen or self.appeared
        )
