"""The commands import, export and record: one's own shelf and one's own bench."""

import math
from decimal import Decimal
from pathlib import Path

import click

from mesograph.cli.options import data_option, format_option, opening, read_day, say
from mesograph.exchange.own import record_path, shelf_path, write_own
from mesograph.exchange.record import METHODS, SEEN, Observation
from mesograph.exchange.turtle import slug
from mesograph.formulary.own import exported, imported, parts_for_record, record, shelf_named
from mesograph.naming import refuse_deceptive
from mesograph.quantities import Interval
from mesograph.rendering.members import dumped, headed
from mesograph.rendering.shelves import exported_json, imported_json, imported_text

_replace_option = click.option(
    "--replace", is_flag=True, help="Put it in the place of a file that is there already."
)


@click.command("import", epilog="Example: mesograph import examples/shelf.csv --out shelf.ttl")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--name", help="What to call the shelf; the name of the file if not given.")
@click.option("--out", type=click.Path(path_type=Path), help="Write here, not in your own folder.")
@_replace_option
@click.option("--partial", is_flag=True, help="Write the rows that were understood all the same.")
@data_option
@format_option("text", "json")
@click.pass_context
def import_command(
    ctx: click.Context,
    file: Path,
    name: str | None,
    out: Path | None,
    replace: bool,
    partial: bool,
    data: tuple[Path, ...],
    format_: str,
) -> None:
    """Read a CSV list of what stands on your shelf, for propose and check with --shelf.

    Columns: name, strength, salt, manufacturer, pack, lot, expiry, pH, osmolality, vehicle, route,
    status, jurisdiction. Exit status 1 if a row is not understood; nothing is then written without
    --partial.
    """
    formulary = opening(data)
    shelf = slug(name or file.stem)
    found = imported(formulary, file, name=shelf, opened=_today())
    place = None
    if found.understood and (partial or not found.refused):
        place = out or shelf_path(shelf)
        write_own(place, found.turtle, replace=replace)
    if format_ == "json":
        told = imported_json(found, str(place) if place else None)
        say(dumped(headed(formulary.compendium, told)))
    else:
        say(imported_text(found, str(place) if place else None, str(out) if out else shelf))
    ctx.exit(1 if found.refused or not found.understood else 0)


@click.command("export", epilog="Example: mesograph export shelf.ttl")
@click.argument("shelf", metavar="FILE|NAME")
@click.option("--out", type=click.Path(path_type=Path), help="Write here, not to the terminal.")
@_replace_option
@format_option("csv", "json")
def export_command(shelf: str, out: Path | None, replace: bool, format_: str) -> None:
    """Write a shelf of your own as a CSV list that import reads again."""
    path, content = shelf_named(shelf)
    text = exported(path, content)
    if format_ == "json":
        text = dumped(headed(opening(()).compendium, exported_json(path.stem, text)))
    if out is None:
        say(text)
    else:
        write_own(out, text, replace=replace)


@click.command(
    "record",
    epilog='Example: mesograph record "lidocaine hydrochloride 1 % (Aguettant) 1 mL" '
    '"sodium bicarbonate 8.4 % (B. Braun) 1 mL" --saw cloudiness --hours 0.5 --who "A. Reader"',
)
@click.argument("parts", nargs=-1, required=True, metavar="PART PART...")
@click.option("--saw", required=True, type=click.Choice(list(SEEN)), help="What was seen.")
@click.option(
    "--method",
    type=click.Choice(list(METHODS)),
    default="visual",
    show_default=True,
    help="How it was looked at; a result is never stronger than this.",
)
@click.option(
    "--hours", required=True, type=click.FloatRange(0, 8760), help="Hours it was watched."
)
@click.option(
    "--left", type=click.FloatRange(0, 120), help="Percent left of the ingredient, by assay."
)
@click.option("--temperature", nargs=2, type=click.FloatRange(-30, 60), help="From and to, in °C.")
@click.option("--container", type=click.Choice(["plastic", "glass"]), help="What it stood in.")
@click.option(
    "--light",
    type=click.Choice(["dark", "room-light", "sunlight"]),
    help="Which light it stood in.",
)
@click.option("--lot", "lots", multiple=True, help="A lot number; may be given more than once.")
@click.option("--who", required=True, help="Who looked.")
@click.option("--on", help="The day; today if not given.")
@click.option("--note", default="", help="Anything else that was seen.")
@click.option("--out", type=click.Path(path_type=Path), help="Write here, not in your own folder.")
@data_option
@click.option("--shelf", metavar="FILE|NAME", help="A shelf of your own on which the parts stand.")
@format_option("text", "json")
def record_command(
    parts: tuple[str, ...],
    saw: str,
    method: str,
    hours: float,
    left: float | None,
    temperature: tuple[float, float] | None,
    container: str | None,
    light: str | None,
    lots: tuple[str, ...],
    who: str,
    on: str | None,
    note: str,
    out: Path | None,
    data: tuple[Path, ...],
    shelf: str | None,
    format_: str,
) -> None:
    """Write down what was seen when PARTs, each with its volume, were mixed at your own bench.

    It becomes a claim that counts with --data, under just the conditions that were tested, and
    never satisfies the policy strict.
    """
    if (left is None) is (method != "visual"):
        raise click.UsageError("--left goes with --method assay, and assay needs --left.")
    if temperature and temperature[0] > temperature[1]:
        raise click.UsageError("--temperature goes from the lower to the higher.")
    if not (math.isfinite(hours) and all(map(math.isfinite, (left or 0, *(temperature or ()))))):
        raise click.UsageError("NaN is no number.")
    for each in (who, note, *lots):
        refuse_deceptive(each)
    if not who.strip():
        raise click.UsageError("--who is empty: say who looked.")
    day = read_day(on) if on else _today()
    if day > _today():
        raise click.UsageError(f"--on {day} is still to come.")
    formulary = opening(data, shelf)
    observation = Observation(
        seen=saw,
        method=method,
        hours=Decimal(str(hours)),
        who=who,
        on=day,
        lots=lots,
        left_percent=None if left is None else Decimal(str(left)),
        temperature=Interval.of(*map(str, temperature)) if temperature else None,
        container=container,
        light=light,
        note=note,
    )
    name, turtle = record(formulary, parts_for_record(formulary, parts), observation)
    place = out or record_path(name)
    write_own(place, turtle)
    speaks = "for" if observation.supports else "against"
    if format_ == "json":
        told: dict[str, object] = {"name": name, "speaks": speaks, "written_to": str(place)}
        say(dumped(headed(formulary.compendium, told)))
        return
    say(f"Recorded in {place}; it speaks {speaks} the mixture.\n")
    use = "records" if out is None else str(place)
    say(f"It counts where it is named: mesograph check ... --data {use}\n")


def _today() -> str:
    from datetime import date

    return date.today().isoformat()
