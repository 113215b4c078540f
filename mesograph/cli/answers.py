"""The commands propose and check."""

from pathlib import Path

import click

from mesograph.cli.mixtures import parts_of
from mesograph.cli.options import (
    data_option,
    format_option,
    jurisdiction_option,
    policy_option,
    route_option,
    say,
)
from mesograph.cli.saved import MOST_ANSWERS, MOST_PARTS
from mesograph.formulary import load
from mesograph.rendering.json import checked_json, dumped, headed, proposals_json
from mesograph.rendering.text import checked_text, proposals_text
from mesograph.rendering.things import list_text, summary_json
from mesograph.verdicts import Policy


@click.command("propose", epilog='Example: mesograph propose "fine wrinkles"')
@click.argument("concerns", nargs=-1, metavar="CONCERN...")
@policy_option
@route_option
@jurisdiction_option
@click.option(
    "--at-most",
    type=click.IntRange(1, MOST_PARTS),
    default=3,
    show_default=True,
    help="Most parts in one syringe.",
)
@click.option(
    "--top",
    type=click.IntRange(1, MOST_ANSWERS),
    default=3,
    show_default=True,
    help="How many proposals and candidates to give.",
)
@data_option
@format_option("text", "json")
@click.pass_context
def propose_command(
    ctx: click.Context,
    concerns: tuple[str, ...],
    policy: str,
    route: str,
    jurisdiction: str,
    at_most: int,
    top: int,
    data: tuple[Path, ...],
    format_: str,
) -> None:
    """Propose mixtures for one or more CONCERNs, and say why and why not.

    Without a concern it lists those it knows. Exit status 1 if nothing is admissible.
    """
    formulary = load(data)
    if not concerns:
        things = formulary.things("concerns")
        summaries = [summary_json(each) for each in things]
        found = headed(formulary.compendium, {"kind": "concerns", "things": summaries})
        say(dumped(found) if format_ == "json" else list_text(things))
        return
    answer = formulary.propose(
        concerns,
        policy=Policy(policy),
        route=route,
        jurisdiction=jurisdiction,
        at_most=at_most,
        keep=top,
    )
    say(dumped(proposals_json(answer)) if format_ == "json" else proposals_text(answer))
    ctx.exit(0 if answer.is_good else 1)


@click.command(
    "check",
    epilog='Example: mesograph check "procaine hydrochloride 2% 1 mL" "sodium chloride 0.9% 1 mL"',
)
@click.argument("parts", nargs=-1, required=True, metavar="PART...")
@click.option("--for", "concerns", multiple=True, metavar="CONCERN", help="What it is for.")
@policy_option
@route_option
@jurisdiction_option
@data_option
@format_option("text", "json")
@click.pass_context
def check_command(
    ctx: click.Context,
    parts: tuple[str, ...],
    concerns: tuple[str, ...],
    policy: str,
    route: str,
    jurisdiction: str,
    data: tuple[Path, ...],
    format_: str,
) -> None:
    """Check a mixture of PARTs: a name, a strength and a volume each, or a mixture file.

    A mixture file (.mixture or .txt) holds one part a line; # begins a comment. Exit status 1 if
    the mixture is not admissible.
    """
    answer = load(data).check(
        parts_of(parts),
        concerns,
        policy=Policy(policy),
        route=route,
        jurisdiction=jurisdiction,
    )
    say(dumped(checked_json(answer)) if format_ == "json" else checked_text(answer))
    ctx.exit(0 if answer.is_good else 1)
