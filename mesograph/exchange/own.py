"""The user's own folder: shelves that were imported, and records of one's own bench."""

import os
from collections.abc import Container
from pathlib import Path

from mesograph.errors import UnknownName, UnwritableFile
from mesograph.knowledge.files import read_bytes
from mesograph.knowledge.parse import statements_of
from mesograph.naming import closest
from mesograph.vocabulary import INDIVIDUAL, meso

BETWEEN = meso("between")


def own_folder() -> Path:
    """Give the folder of the user's own data; MESOGRAPH_HOME names another one."""
    own = os.environ.get("MESOGRAPH_HOME")
    if own:
        return Path(own)
    from platformdirs import user_data_path

    return user_data_path("mesograph", appauthor=False)


def shelf_path(name: str) -> Path:
    """Give the place of a shelf by its name."""
    return own_folder() / "shelves" / f"{name}.ttl"


def record_path(name: str) -> Path:
    """Give the place of a bench record by its name."""
    return own_folder() / "records" / f"{name}.ttl"


def records() -> tuple[Path, ...]:
    """Give every bench record in the user's own folder, in the order of their names."""
    return tuple(sorted((own_folder() / "records").glob("*.ttl")))


def records_about(
    known: Container[str],
) -> tuple[tuple[Path, ...], tuple[tuple[Path, str], ...]]:
    """Part the records on what is known, by id, from those that speak of something else.

    Of the latter each comes with the first name that is not known. Raises BrokenTurtle.
    """
    usable, set_aside = [], []
    for path in records():
        mixed = (
            str(each.object).removeprefix(INDIVIDUAL)
            for each in statements_of(path, read_bytes(path), called=str(path))
            if each.predicate == BETWEEN
        )
        unknown = next((each for each in mixed if each not in known), None)
        if unknown:
            set_aside.append((path, f"mg:{unknown}"))
        else:
            usable.append(path)
    return tuple(usable), tuple(set_aside)


def known_shelf(name: str) -> Path:
    """Find an imported shelf by its name; raises UnknownName with the nearest."""
    path = shelf_path(name)
    if not path.is_file():
        known = sorted(each.stem for each in path.parent.glob("*.ttl"))
        raise UnknownName(name, "shelf", closest(name, known))
    return path


def write_own(path: Path, content: str, *, replace: bool | None = None) -> None:
    """Write a file of one's own whole or not at all, and in the place of another only if asked.

    ``replace`` is None where that is not offered. Raises UnwritableFile.
    """
    from mesograph.snapshot.file import write_whole

    if not path.parent.is_dir() and own_folder() not in path.parents:
        raise UnwritableFile(str(path), f"there is no folder {path.parent}")
    if path.exists() and not replace:
        hint = "" if replace is None else "; --replace puts this in its place"
        raise UnwritableFile(str(path), f"it is there already{hint}")
    if not write_whole(path, content.encode("utf-8")):
        raise UnwritableFile(str(path), "the folder or the disk does not allow it")
