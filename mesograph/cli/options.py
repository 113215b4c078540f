"""Options that several commands share, and how answers reach the terminal."""

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from mesograph.rendering.signs import ascii_twin

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

MOST_PARTS, MOST_ANSWERS = 5, 50
POLICIES = ("strict", "cautious", "exploratory")
"""Spelled out, so that a kept answer is given without what answers are made of."""

Command = TypeVar("Command", bound=Callable[..., object])

policy_option = click.option(
    "--policy",
    type=click.Choice(POLICIES),
    default="cautious",
    show_default=True,
    help="How much must be known before a mixture passes.",
)
route_option = click.option(
    "--route", default="intradermal", show_default=True, help="Where it is to be injected."
)
jurisdiction_option = click.option(
    "--jurisdiction", default="EU", show_default=True, help="Whose law holds."
)
data_option = click.option(
    "--data",
    "data",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Turtle of your own to add; may be given more than once.",
)


def format_option(*formats: str) -> Callable[[Command], Command]:
    """Make the option --format with these choices, the first being the default."""
    return click.option(
        "--format",
        "format_",
        type=click.Choice(formats),
        default=formats[0],
        show_default=True,
        help="How to write the answer.",
    )


def say(text: str) -> None:
    """Write an answer to stdout, with ASCII twins where the terminal knows no others."""
    encoding = getattr(sys.stdout, "encoding", None) or "ascii"
    try:
        text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        text = ascii_twin(text)
    click.echo(_CONTROLS.sub("?", text), nl=False)
