"""The door for Python users: a formulary whose answers show themselves in notebooks."""

from collections.abc import Iterable
from pathlib import Path

from mesograph.formulary import Formulary
from mesograph.formulary import load as load_formulary
from mesograph.rendering.html import register


def load(user_files: Iterable[str | Path] = ()) -> Formulary:
    """Read the shipped knowledge, and user Turtle files beside it.

    Raises UnreadableFile, BrokenTurtle, ForbiddenStatement or BrokenKnowledge.

    >>> load().why(["indicated", "tranexamic acid", "melasma"]).follows
    True
    """
    register()
    return load_formulary(user_files)
