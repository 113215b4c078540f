"""The command isotonic."""

from pathlib import Path

import click

from mesograph.cli.options import data_option, format_option, opening, say

FIGURES = ("e-value", "freezing-point", "particles", "molar-mass")


@click.command(
    "isotonic",
    epilog='Example: mesograph isotonic "procaine hydrochloride 0.6 g" --volume "60 mL"',
)
@click.argument("solutes", nargs=-1, required=True, metavar="SOLUTE...")
@click.option("--volume", required=True, metavar="VOLUME", help="The final volume, like '60 mL'.")
@click.option(
    "--agent",
    default="sodium chloride",
    show_default=True,
    metavar="NAME",
    help="What is added to make it iso-osmotic.",
)
@click.option(
    "--method",
    type=click.Choice(["osmolality", "e-value", "freezing-point", "v-value", "osmolarity"]),
    help="By which figures; the first method whose figures are all known if not given.",
)
@click.option(
    "--e-value",
    multiple=True,
    metavar="NAME=E",
    help="Grams of sodium chloride that count as one gram of it.",
)
@click.option(
    "--freezing-point",
    multiple=True,
    metavar="NAME=D",
    help="By how many degrees a 1 % solution lowers the freezing point.",
)
@click.option(
    "--particles", multiple=True, metavar="NAME=N", help="Particles of a formula unit in water."
)
@click.option("--molar-mass", multiple=True, metavar="NAME=M", help="Grams in a mole.")
@click.option(
    "--route",
    type=click.Choice(["injection", "ophthalmic"]),
    default="injection",
    show_default=True,
    help="What it is for.",
)
@data_option
@format_option("text", "json")
@click.pass_context
def isotonic_command(
    ctx: click.Context,
    solutes: tuple[str, ...],
    volume: str,
    agent: str,
    method: str | None,
    e_value: tuple[str, ...],
    freezing_point: tuple[str, ...],
    particles: tuple[str, ...],
    molar_mass: tuple[str, ...],
    route: str,
    data: tuple[Path, ...],
    format_: str,
) -> None:
    """Work out how much of an agent makes SOLUTEs in a volume iso-osmotic, step by step.

    A SOLUTE is written NAME AMOUNT, in g, mg, % or mg/mL. One that is not known here needs its
    figure: --e-value, --freezing-point, or --particles and --molar-mass. Exit status 1 if it is
    hypertonic already, or the agent is refused.
    """
    from mesograph.rendering.members import dumped
    from mesograph.rendering.tonicities import adjusted_json, adjusted_text

    given = dict(zip(FIGURES, (e_value, freezing_point, particles, molar_mass), strict=True))
    answer = opening(data).isotonic(
        solutes, volume=volume, agent=agent, method=method, route=route, given=dict(given)
    )
    say(dumped(adjusted_json(answer)) if format_ == "json" else adjusted_text(answer))
    ctx.exit(0 if answer.is_good else 1)
