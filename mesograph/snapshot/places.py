"""Where snapshots and kept answers lie: in the wheel, and in the user's cache."""

import os
import sys
from pathlib import Path

from mesograph.knowledge.files import bundled


def shipped() -> Path:
    """Give the folder of what the wheel was built with."""
    return bundled("snapshot")


def cache() -> Path:
    """Give the folder of the user's cache; MESOGRAPH_CACHE names another one."""
    own = os.environ.get("MESOGRAPH_CACHE")
    if own:
        return Path(own)
    system = sys.platform
    if system == "linux":
        # What platformdirs says there, without the time that its import takes.
        base = os.environ.get("XDG_CACHE_HOME", "").strip() or os.path.expanduser("~/.cache")
        return Path(base, "mesograph")
    from platformdirs import user_cache_path

    return user_cache_path("mesograph", appauthor=False)


def prune(pattern: str, most: int) -> None:
    """Leave the latest files of a kind; one that another process reads stays readable to it."""
    try:
        found = sorted(cache().glob(pattern), key=lambda each: each.stat().st_mtime, reverse=True)
        for each in found[most:]:
            each.unlink(missing_ok=True)
    except OSError:
        return
