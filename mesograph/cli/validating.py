"""The command validate."""

from pathlib import Path

import click

from mesograph.cli.options import format_option, opening, say


@click.command("validate", epilog="Example: mesograph validate examples/own-product.ttl")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]...")
@click.option("--strict", is_flag=True, help="Refuse warnings too.")
@click.option(
    "--owl/--no-owl",
    default=True,
    show_default=True,
    help="Ask HermiT for consistency; that takes most of the time.",
)
@click.option(
    "--predictions",
    is_flag=True,
    help="Hold what is predicted against what laboratories saw, instead of looking at files.",
)
@format_option("text", "json")
@click.pass_context
def validate_command(
    ctx: click.Context,
    files: tuple[Path, ...],
    strict: bool,
    owl: bool,
    predictions: bool,
    format_: str,
) -> None:
    """Look for everything that is wrong with Turtle FILEs of your own, or the shipped ones.

    Syntax, words, datatypes, shapes, pitfalls, what follows, and OWL consistency: by file and line,
    with what is wrong and how to mend it. Exit status 1 with an ERROR (with --strict also a WARN),
    2 if a file cannot be read.

    With --predictions every documented claim is silenced, each mixture that a laboratory tells of
    is predicted anew, and hits and misses are told.
    """
    if predictions:
        _say_predictions(files, format_)
        return
    from mesograph.formulary.validating import validate
    from mesograph.rendering.flaws import report_json, report_text
    from mesograph.rendering.members import dumped

    report = validate(files, owl=owl)
    valid = report.is_valid(strict=strict)
    if format_ == "json":
        say(dumped(report_json(report, valid=valid)))
    else:
        say(report_text(report))
    ctx.exit(0 if valid else 1)


def _say_predictions(files: tuple[Path, ...], format_: str) -> None:
    from mesograph.rendering.members import dumped
    from mesograph.rendering.trials import trials_json, trials_text

    trials = opening(files).predictions()
    say(dumped(trials_json(trials)) if format_ == "json" else trials_text(trials))
