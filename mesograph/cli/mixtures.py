"""Parts as they are written on the command line: each by itself, or in a mixture file."""

from collections.abc import Iterable
from pathlib import Path

from mesograph.errors import UnreadableFile

MIXTURE_SUFFIXES = (".mixture", ".txt")


def parts_of(arguments: Iterable[str]) -> list[str]:
    """Give the parts that arguments are, or those in the mixture files they name.

    A mixture file holds one part a line; # begins a comment. Raises UnreadableFile.
    """
    return [part for argument in arguments for part in _parts_in(argument)]


def _parts_in(argument: str) -> list[str]:
    path = Path(argument)
    if path.suffix.lower() not in MIXTURE_SUFFIXES:
        return [argument]
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        raise UnreadableFile(argument, "it is not UTF-8 text") from None
    except OSError as error:
        raise UnreadableFile(argument, (error.strerror or "unknown reason").lower()) from None
    parts = [text for line in lines if (text := line.partition("#")[0].strip())]
    if not parts:
        raise UnreadableFile(argument, "it holds no part")
    return parts
