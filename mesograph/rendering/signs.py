"""ASCII twins of the signs that answers are written with."""

_TWINS = str.maketrans(
    {
        "·": "-",
        "–": "-",
        "—": "-",
        "≤": "<=",
        "≥": ">=",
        "×": "x",
        "µ": "u",
        "°": " deg ",
        "…": "...",
    }
)


def ascii_twin(text: str) -> str:
    """Write a text with ASCII characters only, for terminals that know no others.

    >>> ascii_twin("melasma · ≤ 4 µm")
    'melasma - <= 4 um'
    """
    return text.translate(_TWINS).encode("ascii", "replace").decode("ascii")
