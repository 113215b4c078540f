"""What is one's own: a shelf read from a list and written back, and bench records."""

from collections.abc import Sequence
from pathlib import Path

from mesograph import __version__
from mesograph.compilation import compile_compendium, read_rules, read_statements, versions_of
from mesograph.errors import AmbiguousName, UnreadableFile
from mesograph.exchange.own import known_shelf
from mesograph.exchange.record import Observation, record_name, recorded
from mesograph.exchange.shelf.reading import read_shelf
from mesograph.exchange.shelf.writing import export_shelf
from mesograph.exchange.turtle import slug
from mesograph.formulary import Formulary, load
from mesograph.formulation.parts import available, fitting_parts
from mesograph.knowledge.files import read_bytes
from mesograph.model.shelves import Imported
from mesograph.model.things import Part


def imported(formulary: Formulary, path: Path, *, name: str, opened: str | None) -> Imported:
    """Read a CSV list as a shelf; raises UnreadableFile where it is none."""
    found = read_shelf(formulary.compendium, name, read_bytes(path), opened=opened)
    _refuse_unsound(path, found.turtle)
    return found


def shelf_named(name: str, data: Sequence[Path] = ()) -> tuple[Path, bytes]:
    """Give a shelf as Turtle: a .ttl or .csv file, or one that was imported, by its name.

    A list is read anew each time, and so that it reads the same on any day. Raises UnknownName, or
    UnreadableFile where a row of a list is not understood.
    """
    path = Path(name)
    if path.suffix.lower() == ".csv":
        found = imported(load(data), path, name=slug(path.stem), opened=None)
        if found.refused:
            first = found.refused[0]
            told = f"row {first.row}, {first.column or 'cells'}: {first.reason}"
            raise UnreadableFile(name, f"{told}; mesograph import tells all")
        return path.with_suffix(".ttl"), found.turtle.encode("utf-8")
    if path.suffix.lower() != ".ttl":
        path = known_shelf(name)
    return path, read_bytes(path)


def exported(path: Path, content: bytes) -> str:
    """Write a shelf as a CSV list; raises what reading it raises."""
    return export_shelf(load((), shelf=(path, content)).compendium)


def parts_for_record(formulary: Formulary, written: Sequence[str]) -> tuple[Part, ...]:
    """Read the parts of a record: each must be one product; raises AmbiguousName or others.

    What stands on one's own shelf is meant before any other product of that name.
    """
    found = []
    shelf = formulary.shelf
    for each in written:
        fitting = fitting_parts(formulary.compendium, each, shelf)
        standing = tuple(part for part in fitting if shelf and part.id in shelf.standing)
        fitting = standing or available(formulary.compendium, fitting, "eu")
        if len(fitting) > 1:
            raise AmbiguousName(each, [part.preparation.label for part in fitting])
        found.append(fitting[0])
    return tuple(found)


def record(
    formulary: Formulary, parts: Sequence[Part], observation: Observation
) -> tuple[str, str]:
    """Write a bench result as Turtle, and give it a name; raises UnreadablePart."""
    turtle = recorded(formulary.compendium, parts, observation)
    name = record_name(parts, observation)
    return name, turtle


def _refuse_unsound(path: Path, turtle: str) -> None:
    """Read what is to be written as it will be read; raises what is wrong with it."""
    files = ((path.with_suffix(".ttl"), turtle.encode("utf-8")),)
    versions = versions_of(files, code=__version__)
    compile_compendium(read_statements(files), read_rules(), versions)
