"""Answers that a notebook can show: who draws them is told from above, this floor draws nothing."""

from collections.abc import Callable
from html import escape
from typing import Any

RENDERERS: dict[type, Callable[[Any], str]] = {}
"""How each kind of answer is written as HTML; filled by the room that renders."""


class Shown:
    """An answer with a picture of itself for notebooks."""

    __slots__ = ()

    def __repr__(self) -> str:
        """Give the kind of answer only: its content is shown, or asked for by name."""
        return f"<{type(self).__name__}>"

    def _repr_html_(self) -> str:
        """Give the answer as HTML, or its plain form where nobody draws it."""
        render = RENDERERS.get(type(self))
        return render(self) if render else f"<pre>{escape(repr(self))}</pre>"
