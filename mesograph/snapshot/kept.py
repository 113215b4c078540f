"""Answers that were worked out before, for questions made of nothing but shipped names.

An answer depends on the knowledge, the code and the question alone, so it is kept under all three.
Nothing of a person, a mixture or a user's file is ever kept.
"""

from collections.abc import Sequence

from mesograph.errors import BrokenSnapshot
from mesograph.snapshot.file import hashed, opened, write_whole, written
from mesograph.snapshot.places import cache, prune, shipped

MOST_KEPT = 64


class Kept:
    """The place of one question among the kept answers."""

    def __init__(self, key: str, question: Sequence[str]) -> None:
        asked = "\n".join(question).casefold()
        self._key = f"{key} {asked}"
        self._name = f"{hashed(self._key.encode('utf-8', 'surrogateescape'))}.answer"

    def recalled(self) -> tuple[str, int] | None:
        """Give the answer with its exit status, None where there is none as it was written."""
        for folder in (shipped, cache):
            try:
                found = opened((folder() / self._name).read_bytes(), self._key)
                return found["text"].decode(), int(found["status"])
            except (OSError, BrokenSnapshot, KeyError, ValueError):
                continue
        return None

    def keep(self, text: str, status: int) -> None:
        """Keep an answer where that is possible."""
        sections = {"text": text.encode(), "status": str(status).encode()}
        if write_whole(cache() / self._name, written(self._key, sections)):
            prune("*.answer", MOST_KEPT)
