"""The commands propose and check."""

from pathlib import Path

import click
from click.core import ParameterSource

from mesograph.cli.options import (
    MOST_ANSWERS,
    MOST_PARTS,
    data_option,
    format_option,
    jurisdiction_option,
    keeping_options,
    opening,
    person_options,
    policy_option,
    route_option,
    say,
    session_options,
    shelf_options,
)
from mesograph.cli.proposing import Question, answered, worked_out


@click.command("propose", epilog='Example: mesograph propose "fine wrinkles"')
@click.argument("concerns", nargs=-1, metavar="CONCERN...")
@policy_option
@route_option
@jurisdiction_option
@person_options
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
@shelf_options
@format_option("text", "json")
@click.pass_context
def propose_command(
    ctx: click.Context,
    concerns: tuple[str, ...],
    policy: str,
    route: str,
    jurisdiction: str,
    region: str | None,
    technique: str | None,
    person: Path | None,
    at_most: int,
    top: int,
    data: tuple[Path, ...],
    shelf: str | None,
    as_of: str | None,
    format_: str,
) -> None:
    """Propose mixtures for one or more CONCERNs, and say why and why not.

    Without a concern it lists those it knows. Exit status 1 if nothing is admissible.
    """
    if not concerns:
        _list_concerns(data, format_)
        return
    question = Question(
        concerns, policy, route, jurisdiction, at_most, top, format_, region, technique
    )
    if data or shelf or as_of or person:
        text, status = worked_out(question, opening(data, shelf, as_of), person)
    else:
        text, status = answered(question)
    say(text)
    ctx.exit(status)


def _list_concerns(data: tuple[Path, ...], format_: str) -> None:
    from mesograph.rendering.members import dumped, headed
    from mesograph.rendering.things import list_text, summary_json

    formulary = opening(data)
    things = formulary.things("concerns")
    summaries = [summary_json(each) for each in things]
    found = headed(formulary.compendium, {"kind": "concerns", "things": summaries})
    say(dumped(found) if format_ == "json" else list_text(things))


@click.command(
    "check",
    epilog='Example: mesograph check "procaine hydrochloride 2% 1 mL" "sodium chloride 0.9% 1 mL"',
)
@click.argument("parts", nargs=-1, metavar="PART...")
@click.option(
    "--saved",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Ask the answers again that were saved there as JSON, and tell what has changed.",
)
@click.option("--for", "concerns", multiple=True, metavar="CONCERN", help="What it is for.")
@policy_option
@route_option
@jurisdiction_option
@person_options
@keeping_options
@session_options
@data_option
@shelf_options
@format_option("text", "json")
@click.pass_context
def check_command(
    ctx: click.Context,
    parts: tuple[str, ...],
    saved: Path | None,
    concerns: tuple[str, ...],
    policy: str,
    route: str,
    jurisdiction: str,
    region: str | None,
    technique: str | None,
    person: Path | None,
    hours: float | None,
    light: str | None,
    temperature: tuple[str, str] | None,
    also: tuple[str, ...],
    times: int | None,
    data: tuple[Path, ...],
    shelf: str | None,
    as_of: str | None,
    format_: str,
) -> None:
    """Check a mixture of PARTs: a name, a strength and a volume each, or a mixture file.

    A mixture file (.mixture or .txt) holds one part a line; # begins a comment, and lines such as
    'also: lidocaine 5% cream 10 g' or 'times: 2' say what else is given in the session. Exit status
    1 if the mixture is not admissible. With --saved it is 1 if an answer has another verdict,
    passes where it did not, or does no longer.
    """
    if saved is not None:
        _refuse_beside_saved(ctx, parts)
        from mesograph.cli.rechecking import recheck

        text, status = recheck(opening(data, shelf, as_of), saved, format_)
        say(text)
        ctx.exit(status)
    if not parts:
        raise click.UsageError("Missing argument 'PART...': name what is mixed, or use --saved.")
    from decimal import Decimal

    from mesograph.cli.mixtures import session_of
    from mesograph.model.things import Until
    from mesograph.quantities import Interval
    from mesograph.rendering.json import checked_json
    from mesograph.rendering.members import dumped
    from mesograph.rendering.text import checked_text
    from mesograph.verdicts import Policy

    written = session_of(parts, also, times)
    answer = opening(data, shelf, as_of).check(
        written.parts,
        concerns,
        policy=Policy(policy),
        route=route,
        jurisdiction=jurisdiction,
        region=region,
        technique=technique,
        person=person,
        until=Until(
            hours=None if hours is None else Decimal(str(hours)),
            light=light,
            temperature=Interval.of(*temperature) if temperature else None,
        ),
        also=written.also,
        times=written.times,
    )
    say(dumped(checked_json(answer)) if format_ == "json" else checked_text(answer))
    ctx.exit(0 if answer.is_good else 1)


def _refuse_beside_saved(ctx: click.Context, parts: tuple[str, ...]) -> None:
    """Refuse to put anything of one's own into questions that were saved with their options."""
    asked = {"concerns": "--for", "policy": "--policy", "route": "--route"}
    names = ("jurisdiction", "region", "technique", "person", "hours", "light", "temperature")
    asked |= {each: f"--{each}" for each in (*names, "also", "times")}
    given = [
        option
        for name, option in asked.items()
        if ctx.get_parameter_source(name) is not ParameterSource.DEFAULT
    ]
    if parts or given:
        beside = parts[0] if parts else given[0]
        raise click.UsageError(f"{beside!r} does not go with --saved: it asks what was asked then.")
