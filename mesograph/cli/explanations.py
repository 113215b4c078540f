"""The commands why, why-not, path and doubt."""

from pathlib import Path

import click

from mesograph.cli.mixtures import parts_of
from mesograph.cli.options import (
    data_option,
    format_option,
    jurisdiction_option,
    opening,
    person_options,
    policy_option,
    route_option,
    say,
    shelf_options,
)
from mesograph.errors import UnknownStatement
from mesograph.model.explanations import Explanation
from mesograph.rendering.members import dumped
from mesograph.rendering.proofs.json import (
    doubted_json,
    explanation_json,
    paths_json,
    refusal_json,
)
from mesograph.rendering.proofs.text import (
    LEVELS,
    brief_text,
    doubted_text,
    explanation_text,
    paths_text,
    refusal_text,
)
from mesograph.verdicts import Policy

WHY_FORMATS = ("text", "json", "md", "dot", "svg", "html", "turtle")


@click.command(
    "why",
    epilog='Example: mesograph why indicated "tranexamic acid" melasma',
)
@click.argument("statement", nargs=-1, required=True, metavar="STATEMENT...")
@click.option(
    "--in",
    "saved",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="An answer saved as JSON; the statement is then a number in it, or a proof_id.",
)
@click.option("--for", "concerns", multiple=True, metavar="CONCERN", help="What a mixture is for.")
@click.option("--brief", "depth", flag_value="brief", help="One sentence.")
@click.option("--full", "depth", flag_value="full", help="Every step down to the sources.")
@click.option(
    "--all", "depth", flag_value="all", help="Every step, every other way, every smallest reason."
)
@click.option(
    "--bibliography",
    type=click.Choice(["bibtex", "ris"]),
    help="Write only the sources of the proof, in this form.",
)
@policy_option
@route_option
@jurisdiction_option
@data_option
@shelf_options
@format_option(*WHY_FORMATS)
@click.pass_context
def why_command(
    ctx: click.Context,
    statement: tuple[str, ...],
    saved: Path | None,
    concerns: tuple[str, ...],
    depth: str | None,
    bibliography: str | None,
    policy: str,
    route: str,
    jurisdiction: str,
    data: tuple[Path, ...],
    shelf: str | None,
    as_of: str | None,
    format_: str,
) -> None:
    """Show the proof of a STATEMENT, or of a number of a saved answer.

    A statement is: indicated AGENT CONCERN, aggravates AGENT CONCERN, synergy AGENT AGENT,
    verdict PART PART..., or check NAME PART.... Exit status 1 if it does not follow; what is known
    is then shown.
    """
    formulary = opening(data, shelf, as_of)
    if saved is not None:
        from mesograph.cli.saved import opened

        _refuse_settings(ctx)
        if len(statement) != 1:
            raise UnknownStatement(" ".join(statement), ("N --in FILE",))
        answer = opened(formulary, saved, statement[0])
    else:
        answer = formulary.why(
            _with_parts(statement),
            concerns,
            policy=Policy(policy),
            route=route,
            jurisdiction=jurisdiction,
        )
    if bibliography is not None:
        from mesograph.rendering.proofs.markdown import bibliography as written

        say(written([answer.proof, *answer.others], answer.compendium, bibliography))
    else:
        say(_rendered(answer, format_, depth))
    ctx.exit(0 if answer.follows else 1)


def _with_parts(statement: tuple[str, ...]) -> list[str]:
    """Read mixture files where a statement speaks of parts."""
    kept = {"verdict": 1, "check": 2}.get(statement[0], len(statement))
    return [*statement[:kept], *parts_of(statement[kept:])]


def _refuse_settings(ctx: click.Context) -> None:
    """Refuse to change the question that a saved answer holds."""
    for name in ("policy", "route", "jurisdiction", "concerns"):
        if ctx.get_parameter_source(name) is not click.core.ParameterSource.DEFAULT:
            option = "--for" if name == "concerns" else f"--{name}"
            raise click.UsageError(f"{option} does not go with --in: the file holds its question.")


def _rendered(answer: Explanation, format_: str, depth: str | None) -> str:
    """Write an explanation in a format; the drawings are imported only when they are asked for."""
    levels = None if depth in ("full", "all") else LEVELS
    match format_:
        case "json":
            return dumped(explanation_json(answer))
        case "md":
            from mesograph.rendering.proofs.markdown import explanation_markdown

            return explanation_markdown(answer, levels)
        case "dot" | "svg" | "html":
            from mesograph.rendering.proofs import drawing

            draw = {
                "dot": drawing.explanation_dot,
                "svg": drawing.explanation_svg,
                "html": drawing.explanation_html,
            }
            return draw[format_](answer)
        case "turtle":
            from mesograph.rendering.proofs.turtle import explanation_turtle

            return explanation_turtle(answer)
        case _ if depth == "brief":
            return brief_text(answer)
        case _:
            return explanation_text(answer, levels=levels, everything=depth == "all")


@click.command(
    "why-not",
    epilog='Example: mesograph why-not "tranexamic acid 5% 1 mL" --for melasma',
)
@click.argument("parts", nargs=-1, required=True, metavar="THING [PART...]")
@click.option(
    "--for", "concerns", multiple=True, required=True, metavar="CONCERN", help="What it is for."
)
@policy_option
@route_option
@jurisdiction_option
@person_options
@data_option
@shelf_options
@format_option("text", "json")
@click.pass_context
def why_not_command(
    ctx: click.Context,
    parts: tuple[str, ...],
    concerns: tuple[str, ...],
    policy: str,
    route: str,
    jurisdiction: str,
    region: str | None,
    technique: str | None,
    person: Path | None,
    data: tuple[Path, ...],
    shelf: str | None,
    as_of: str | None,
    format_: str,
) -> None:
    """Say why THING, alone or with other parts, is refused for a concern, and what would lift it.

    Every check that is failed or unknown is shown with its proof. Exit status 1 if nothing is
    refused.
    """
    answer = opening(data, shelf, as_of).why_not(
        parts_of(parts),
        concerns,
        policy=Policy(policy),
        route=route,
        jurisdiction=jurisdiction,
        region=region,
        technique=technique,
        person=person,
    )
    say(dumped(refusal_json(answer)) if format_ == "json" else refusal_text(answer))
    ctx.exit(1 if answer.is_admissible else 0)


@click.command("path", epilog='Example: mesograph path "ascorbic acid" melasma')
@click.argument("substance")
@click.argument("concern")
@data_option
@format_option("text", "json")
@click.pass_context
def path_command(
    ctx: click.Context, substance: str, concern: str, data: tuple[Path, ...], format_: str
) -> None:
    """Show the signed chains of mechanisms from a SUBSTANCE or preparation to a CONCERN.

    Exit status 1 if there is none.
    """
    answer = opening(data).path(substance, concern)
    say(dumped(paths_json(answer)) if format_ == "json" else paths_text(answer))
    ctx.exit(0 if answer.chains else 1)


@click.command("doubt", epilog='Example: mesograph doubt "Brandis 2011"')
@click.argument("source")
@data_option
@format_option("text", "json")
def doubt_command(source: str, data: tuple[Path, ...], format_: str) -> None:
    """Show what falls, appears or stands when nothing that SOURCE says is believed."""
    answer = opening(data).doubt(source)
    say(dumped(doubted_json(answer)) if format_ == "json" else doubted_text(answer))
