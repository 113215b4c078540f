"""Counts of what is known, and what of the founding texts could be sourced."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from mesograph.model.compendium import Compendium
from mesograph.model.matrices import Known


class Standing(Enum):
    """What propose answers to a concern under its defaults."""

    ADMISSIBLE = "admissible proposal"
    CANDIDATE = "candidate only"
    NONE = "neither"

    @classmethod
    def of(cls, has_proposals: bool, has_candidates: bool) -> "Standing":
        """Name the best that an answer holds."""
        if has_proposals:
            return cls.ADMISSIBLE
        return cls.CANDIDATE if has_candidates else cls.NONE


class Sourced(Enum):
    """What was found of an item of the founding texts."""

    SOURCED = "sourced"
    CONTRADICTED = "sourced but contradicted"
    NOT_FOUND = "no source found"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimCount:
    """How many claims of a kind there are, and how they were read."""

    kind: str
    supporting: int
    refuting: int
    mentions: int
    reviewed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemCount:
    """An item of a founding text with the claims on what it stands for."""

    id: str
    label: str
    group: str
    sourced: Sourced
    supporting: int
    refuting: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """Everything that is known, in numbers."""

    compendium: Compendium
    things: Mapping[str, int]
    claims: tuple[ClaimCount, ...]
    sources: Mapping[str, int]
    figures: Mapping[str, int]
    pairs: Mapping[Known, int]
    concerns: Mapping[str, Standing]
    items: tuple[ItemCount, ...]
