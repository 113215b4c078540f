"""Options that several commands share, and how answers reach the terminal."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from mesograph.rendering.signs import ascii_twin

if TYPE_CHECKING:
    from mesograph.formulary import Formulary

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

_RANGE = re.compile(r"(-?[0-9]{1,3}(?:\.[0-9]{1,2})?)(?:-([0-9]{1,3}(?:\.[0-9]{1,2})?))?")

MOST_PARTS, MOST_ANSWERS, MOST_TIMES = 5, 50, 100
MOST_HOURS = 8760
LEAST_CELSIUS, MOST_CELSIUS = -40, 100
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
    help="Turtle of your own to add, or 'records' for your bench records; may be repeated.",
)
_shelf_option = click.option(
    "--shelf", metavar="FILE|NAME", help="Draw only what stands on this shelf of your own."
)
_as_of_option = click.option(
    "--as-of",
    metavar="DATE",
    callback=lambda ctx, param, value: read_day(value) if value else None,
    help="Refuse lots that have expired by this day; today if not given.",
)


_region_option = click.option("--region", metavar="ZONE", help="Where on the body.")
_technique_option = click.option("--technique", metavar="NAME", help="How it is injected.")
_person_option = click.option(
    "--person",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="YAML or JSON on the person; it is read, and kept nowhere.",
)


def person_options(command: Command) -> Command:
    """Add --region, --technique and --person to a command."""
    return _region_option(_technique_option(_person_option(command)))


_hours_option = click.option(
    "--hours",
    type=click.FloatRange(0, MOST_HOURS),
    callback=lambda ctx, param, value: _no_nan(value),
    help="Hours until it is used.  [default: 0.25]",
)
_light_option = click.option(
    "--light",
    type=click.Choice(("dark", "room-light", "sunlight")),
    help="The light it stands in until then.  [default: room-light]",
)
_temperature_option = click.option(
    "--temperature",
    metavar="LOW-HIGH",
    callback=lambda ctx, param, value: read_range(value) if value else None,
    help="The temperature it stands at in °C, such as 2-8.  [default: 15-25]",
)


def keeping_options(command: Command) -> Command:
    """Add --hours, --light and --temperature to a command."""
    return _hours_option(_light_option(_temperature_option(command)))


def _no_nan(value: float | None) -> float | None:
    if value is not None and value != value:
        raise click.BadParameter("'nan' is no number of hours")
    return value


def read_range(value: str) -> tuple[str, str]:
    """Read a range of temperatures such as 2-8, or one temperature."""
    found = _RANGE.fullmatch(value.strip())
    low, high = (found[1], found[2] or found[1]) if found else ("", "")
    if not found or not LEAST_CELSIUS <= float(low) <= float(high) <= MOST_CELSIUS:
        reason = f"{value!r} is no temperature from {LEAST_CELSIUS} to {MOST_CELSIUS} °C"
        raise click.BadParameter(f"{reason}, write it like 2-8")
    return low, high


_also_option = click.option(
    "--also",
    multiple=True,
    metavar="WHAT",
    help="What else is given in the session, such as 'lidocaine 5% cream 10 g'; may be repeated. "
    "Only the check dose counts it.",
)
_times_option = click.option(
    "--times",
    type=click.IntRange(1, MOST_TIMES),
    metavar="N",
    help="How many times the mixture is given in the session.  [default: 1]",
)


def session_options(command: Command) -> Command:
    """Add --also and --times to a command."""
    return _also_option(_times_option(command))


def shelf_options(command: Command) -> Command:
    """Add --shelf and --as-of to a command."""
    return _shelf_option(_as_of_option(command))


def read_day(value: str) -> str:
    """Read a day such as 2026-11-23."""
    from datetime import date

    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise click.BadParameter(f"{value!r} is no day, write it like 2026-11-23") from None


def opening(
    data: tuple[Path, ...], shelf: str | None = None, as_of: str | None = None
) -> Formulary:
    """Open the formulary with files of one's own, restricted to a shelf where one is named."""
    from mesograph.formulary import load

    named = [each for each in data if str(each) == "records" and not each.exists()]
    files = [each for each in data if each not in named]
    found = None
    if shelf is not None:
        from mesograph.formulary.own import shelf_named

        found = shelf_named(shelf, files)
    formulary = load(files, shelf=found, as_of=as_of)
    if not named:
        return formulary
    usable = _records(formulary)
    return load([*files, *usable], shelf=found, as_of=as_of)


def _records(formulary: Formulary) -> tuple[Path, ...]:
    """Give the bench records that speak of what is known; the others are named on stderr."""
    from mesograph.exchange.own import records_about

    usable, set_aside = records_about(formulary.compendium.things)
    for path, unknown in set_aside:
        told = f"Set aside: {path.name} is on {unknown}, which no shelf or file given here defines."
        click.echo(told, err=True)
    return usable


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
