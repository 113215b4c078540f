"""The commands plan and mix."""

from pathlib import Path

import click

from mesograph.cli.options import (
    MOST_ANSWERS,
    MOST_PARTS,
    data_option,
    format_option,
    jurisdiction_option,
    opening,
    person_options,
    policy_option,
    route_option,
    say,
    session_options,
    shelf_options,
)
from mesograph.verdicts import Policy


@click.command("plan", epilog="Example: mesograph plan melasma --region cheek")
@click.argument("concerns", nargs=-1, required=True, metavar="CONCERN...")
@policy_option
@route_option
@jurisdiction_option
@person_options
@click.option("--depth", metavar="CLASS", help="A class of depth, such as IDS.")
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
    help="How many proposals to give.",
)
@click.option("--full", is_flag=True, help="Tell every source in its words.")
@data_option
@shelf_options
@format_option("text", "md", "html", "json")
@click.pass_context
def plan_command(
    ctx: click.Context,
    concerns: tuple[str, ...],
    policy: str,
    route: str,
    jurisdiction: str,
    region: str | None,
    technique: str | None,
    person: Path | None,
    depth: str | None,
    at_most: int,
    top: int,
    full: bool,
    data: tuple[Path, ...],
    shelf: str | None,
    as_of: str | None,
    format_: str,
) -> None:
    """Plan a treatment of CONCERNs for a person: what to ask, what forbids it, what, how and after.

    Exit status 1 if nothing is admissible. What the person file says is kept nowhere.
    """
    from mesograph.rendering.members import dumped
    from mesograph.rendering.plans import plan_html, plan_json, plan_markdown, plan_text

    answer = opening(data, shelf, as_of).plan(
        concerns,
        policy=Policy(policy),
        route=route,
        jurisdiction=jurisdiction,
        region=region,
        technique=technique,
        depth=depth,
        person=person,
        at_most=at_most,
        keep=top,
    )
    if format_ == "json":
        say(dumped(plan_json(answer)))
    else:
        write = {"text": plan_text, "md": plan_markdown, "html": plan_html}
        say(write[format_](answer, full=full))
    ctx.exit(0 if answer.is_good else 1)


@click.command(
    "mix",
    epilog='Example: mesograph mix "procaine hydrochloride 2% (Lavoisier) 1 mL" '
    '"sodium chloride 0.9% 1 mL"',
)
@click.argument("parts", nargs=-1, required=True, metavar="PART...")
@click.option("--for", "concerns", multiple=True, metavar="CONCERN", help="What it is for.")
@policy_option
@route_option
@jurisdiction_option
@person_options
@session_options
@data_option
@shelf_options
@format_option("text", "md", "html", "json")
def mix_command(
    parts: tuple[str, ...],
    concerns: tuple[str, ...],
    policy: str,
    route: str,
    jurisdiction: str,
    region: str | None,
    technique: str | None,
    person: Path | None,
    also: tuple[str, ...],
    times: int | None,
    data: tuple[Path, ...],
    shelf: str | None,
    as_of: str | None,
    format_: str,
) -> None:
    """Write a worksheet for drawing up PARTs, each with its volume.

    It says what each millilitre holds, in which order, how long it may be used, and what is written
    on the syringe. What is not admissible is marked so on the sheet and on the label.
    """
    from mesograph.cli.mixtures import session_of
    from mesograph.rendering.members import dumped
    from mesograph.rendering.worksheets import (
        worksheet_html,
        worksheet_json,
        worksheet_markdown,
        worksheet_text,
    )

    written = session_of(parts, also, times)
    sheet = opening(data, shelf, as_of).mix(
        written.parts,
        concerns,
        policy=Policy(policy),
        route=route,
        jurisdiction=jurisdiction,
        region=region,
        technique=technique,
        person=person,
        also=written.also,
        times=written.times,
    )
    if format_ == "json":
        say(dumped(worksheet_json(sheet)))
    else:
        write = {"text": worksheet_text, "md": worksheet_markdown, "html": worksheet_html}
        say(write[format_](sheet))
