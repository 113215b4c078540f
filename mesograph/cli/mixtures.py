"""What is mixed and given as it is written: part by part, or in a mixture file."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from mesograph.cli.options import MOST_TIMES
from mesograph.errors import UnreadableFile

MIXTURE_SUFFIXES = (".mixture", ".txt")
ALSO, TIMES = "also", "times"
"""The words before a colon with which a mixture file says what is given in the session."""


class Written(NamedTuple):
    """The parts of a mixture, what else is given in the session, and how many times the mixture."""

    parts: list[str]
    also: list[str]
    times: int = 1


def session_of(arguments: Iterable[str], also: Iterable[str], times: int | None) -> Written:
    """Give what arguments, the mixture files they name, and options say is mixed and given.

    A mixture file holds one part a line; # begins a comment, ``also:`` what else is given in the
    session, ``times:`` how many times the mixture is. Raises UnreadableFile.
    """
    found = Written([], [])
    for argument in arguments:
        one = _written(argument)
        found = Written(found.parts + one.parts, found.also + one.also, max(found.times, one.times))
    if times is not None and found.times not in (1, times):
        reason = f"it says times: {found.times}, and --times says {times}"
        raise UnreadableFile("the mixture file", reason)
    return Written(found.parts, [*found.also, *also], found.times if times is None else times)


def parts_of(arguments: Iterable[str]) -> list[str]:
    """Give the parts that arguments are, or those in the mixture files they name.

    Where nothing but the mixture is asked about, what else is given in the session has no part in
    the answer. Raises UnreadableFile.
    """
    return session_of(arguments, (), None).parts


def _written(argument: str) -> Written:
    path = Path(argument)
    if path.suffix.lower() not in MIXTURE_SUFFIXES:
        return Written([argument], [])
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        raise UnreadableFile(argument, "it is not UTF-8 text") from None
    except OSError as error:
        raise UnreadableFile(argument, (error.strerror or "unknown reason").lower()) from None
    found = Written([], [])
    for number, line in enumerate(lines, start=1):
        text = line.partition("#")[0].strip()
        word, colon, rest = (each.strip() for each in text.partition(":"))
        if colon and word.lower() == ALSO:
            found.also.append(rest)
        elif colon and word.lower() == TIMES:
            found = Written(found.parts, found.also, _times(f"{argument}:{number}", rest))
        elif text:
            found.parts.append(text)
    if not found.parts:
        raise UnreadableFile(argument, "it holds no part")
    return found


def _times(place: str, text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= MOST_TIMES:
        raise UnreadableFile(place, f"times is a whole number from 1 to {MOST_TIMES}, not {text!r}")
    return int(text)
