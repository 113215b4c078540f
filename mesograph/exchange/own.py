"""The user's own folder: shelves that were imported, and records of one's own bench."""

import os
from pathlib import Path

from mesograph.errors import UnknownName, UnwritableFile
from mesograph.naming import closest


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


def known_shelf(name: str) -> Path:
    """Find an imported shelf by its name; raises UnknownName with the nearest."""
    path = shelf_path(name)
    if not path.is_file():
        known = sorted(each.stem for each in path.parent.glob("*.ttl"))
        raise UnknownName(name, "shelf", closest(name, known))
    return path


def write_own(path: Path, content: str) -> None:
    """Write a file of one's own whole or not at all; raises UnwritableFile where it cannot be."""
    from mesograph.snapshot.file import write_whole

    if not write_whole(path, content.encode("utf-8")):
        raise UnwritableFile(str(path), "the folder or the disk does not allow it")
