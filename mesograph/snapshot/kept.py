"""Answers that were worked out before, for questions made of nothing but shipped names.

An answer depends on the knowledge, the code and the question alone, so it is kept under all three.
Nothing of a person, a mixture or a user's file is ever kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from mesograph.errors import BrokenSnapshot
from mesograph.snapshot.file import hashed, opened, write_whole, written
from mesograph.snapshot.places import cache, prune, shipped

MOST_KEPT = 64


class Kept:
    """The place of one question among the kept answers."""

    def __init__(self, key: str, question: Sequence[str]) -> None:
        asked = "\n".join(question).casefold()
        self._key = f"{key} {asked}"

    @property
    def _name(self) -> str:
        return f"{hashed(self._key.encode('utf-8', 'surrogateescape'))}.answer"

    def recalled(self) -> tuple[str, int] | None:
        """Give the answer with its exit status, None where there is none as it was written."""
        for folder in (shipped, cache):
            try:
                found = self._opened_in(folder())
                if "like" in found:
                    found = _of_key(found["like"].decode())._opened_in(folder())
                return found["text"].decode(), int(found["status"])
            except (OSError, BrokenSnapshot, KeyError, ValueError):
                continue
        return None

    def keep(self, text: str, status: int, *, most: int | None = MOST_KEPT) -> None:
        """Keep an answer where that is possible; of those in the cache the latest ``most`` stay."""
        sections = {"text": text.encode(), "status": str(status).encode()}
        if write_whole(cache() / self._name, written(self._key, sections)) and most is not None:
            prune("*.answer", most)

    def keep_like(self, other: Kept) -> None:
        """Keep that this question has the answer of another one, without writing it again."""
        sections = {"like": other._key.encode()}
        write_whole(cache() / self._name, written(self._key, sections))

    def _opened_in(self, folder: Path) -> dict[str, bytes]:
        return opened((folder / self._name).read_bytes(), self._key)


def _of_key(key: str) -> Kept:
    found = Kept.__new__(Kept)
    found._key = key
    return found
