"""Snapshots as they are kept: the one in the wheel, or the latest few in the user's cache."""

from collections.abc import Callable
from pathlib import Path

from mesograph.errors import BrokenSnapshot
from mesograph.snapshot.compiled import Snapshot
from mesograph.snapshot.file import opened, write_whole, written
from mesograph.snapshot.places import cache, prune, shipped

MOST_KEPT = 8
SHIPPED = "knowledge.snapshot"


def snapshot_of(key: str, build: Callable[[], dict[str, bytes]]) -> Snapshot:
    """Give the snapshot of a key, from where it is kept, else made anew and kept if possible.

    What is damaged, cut short, foreign or of another version is made anew, with a line on stderr.
    """
    kept = cache() / f"{key}.snapshot"
    found = _read(shipped() / SHIPPED, key, warn=False) or _read(kept, key, warn=True)
    if found:
        return found
    sections = build()
    if write_whole(kept, written(key, sections)):
        prune("*.snapshot", MOST_KEPT)
    return Snapshot(sections)


State = tuple[Path, str, int, int]
_opened: dict[State, Snapshot] = {}
"""What was opened last in this process, by file, key, time of change and size."""
MOST_OPEN = 2


def _read(path: Path, key: str, *, warn: bool) -> Snapshot | None:
    try:
        found = path.stat()
        state = (path, key, found.st_mtime_ns, found.st_size)
        if state not in _opened:
            while len(_opened) >= MOST_OPEN:
                del _opened[next(iter(_opened))]
            _opened[state] = Snapshot(opened(path.read_bytes(), key))
        return _opened[state]
    except OSError:
        return None
    except BrokenSnapshot as error:
        if warn:
            import logging

            logging.getLogger("mesograph").warning("%s: %s; it is made anew", path, error.reason)
        return None
