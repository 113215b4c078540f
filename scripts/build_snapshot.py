"""Compile the knowledge when a wheel is built, and answer the first question for every concern."""

import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

BUNDLED = ("ontology", "data", "examples")


class SnapshotHook(BuildHookInterface):
    """Put the snapshot and the kept answers into the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile in a copy that is laid out as it will be installed, so that keys agree."""
        if version == "editable":
            return
        root, place = Path(self.root), Path(tempfile.mkdtemp())
        kept = place / "kept"
        skip = shutil.ignore_patterns("__pycache__", "_bundled")
        shutil.copytree(root / "mesograph", place / "mesograph", ignore=skip)
        for each in BUNDLED:
            shutil.copytree(root / each, place / "mesograph" / "_bundled" / each)
        sys.path.insert(0, str(place))
        os.environ["MESOGRAPH_CACHE"] = str(kept)
        fill(kept)
        build_data["force_include"][str(kept)] = "mesograph/_bundled/snapshot"


def fill(folder: Path) -> None:
    """Write the snapshot, and the answers for every name of every concern."""
    from mesograph.cli.proposing import keep_first_answers
    from mesograph.formulary import load
    from mesograph.snapshot.cache import SHIPPED

    formulary = load()
    keep_first_answers(formulary)
    (snapshot,) = folder.glob("*.snapshot")
    snapshot.rename(folder / SHIPPED)
