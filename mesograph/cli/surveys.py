"""The commands stats and matrix."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mesograph.cli.options import (
    data_option,
    format_option,
    jurisdiction_option,
    opening,
    say,
    shelf_options,
)
from mesograph.rendering.members import dumped

if TYPE_CHECKING:
    from mesograph.model.statistics import Standing


@click.command("stats", epilog="Example: mesograph stats")
@data_option
@format_option("text", "json")
def stats_command(data: tuple[Path, ...], format_: str) -> None:
    """Count what is known, what is not, and what of the founding texts could be sourced."""
    from mesograph.rendering.statistics import statistics_json, statistics_text

    formulary = opening(data)
    found = formulary.statistics(None if data else _kept_standing)
    say(dumped(statistics_json(found)) if format_ == "json" else statistics_text(found))


def _kept_standing(concern: str) -> Standing:
    """Read what propose answers to a concern from the answer that is kept."""
    from mesograph.cli.proposing import Question, answered
    from mesograph.model.statistics import Standing

    answer = json.loads(answered(Question((f"mg:{concern}",), format_="json"))[0])
    return Standing.of(bool(answer["proposals"]), bool(answer["candidates"]))


@click.command(
    "matrix",
    epilog='Example: mesograph matrix "procaine hydrochloride 2% (Lavoisier)" '
    '"sodium bicarbonate 8.4%"',
)
@click.argument("names", nargs=-1, metavar="[NAME]...")
@jurisdiction_option
@shelf_options
@data_option
@format_option("text", "json", "csv", "html", "svg")
def matrix_command(
    names: tuple[str, ...],
    jurisdiction: str,
    shelf: str | None,
    as_of: str | None,
    data: tuple[Path, ...],
    format_: str,
) -> None:
    """Show what is known of every two preparations meeting in one syringe, at any ratio.

    Each NAME is read like a part of check; without names it is asked of a whole --shelf.
    """
    from mesograph.rendering import matrices

    found = opening(data, shelf, as_of).matrix(names, jurisdiction=jurisdiction)
    match format_:
        case "json":
            say(dumped(matrices.matrix_json(found)))
        case "csv":
            say(matrices.matrix_csv(found))
        case "html":
            say(matrices.matrix_html(found))
        case "svg":
            say(matrices.matrix_svg(found))
        case _:
            say(matrices.matrix_text(found))
