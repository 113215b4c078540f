"""Saved answers asked again, and the command diff."""

from pathlib import Path
from typing import cast

import click

from mesograph.cli.options import format_option, say
from mesograph.cli.saved import asked_again, read_saved
from mesograph.errors import QuestionError, UnreadableFile
from mesograph.formulary import Formulary, load
from mesograph.formulary.comparing import Version, difference
from mesograph.model.answers import Checked, Proposals
from mesograph.model.changes import Change
from mesograph.rendering.changes import (
    Rechecked,
    difference_json,
    difference_markdown,
    difference_text,
    rechecked_json,
    rechecked_text,
)
from mesograph.rendering.json import checked_json, proposals_json
from mesograph.rendering.members import Json, dumped
from mesograph.rendering.outcomes import changes, parts_of, placed

LeftOut = tuple[str, str]
"""A file that was not asked again, and why."""


def recheck(formulary: Formulary, place: Path, format_: str) -> tuple[str, int]:
    """Ask every saved answer in a folder again; give what has changed, and the exit status.

    Raises UnreadableFile where there is nothing to ask again.
    """
    found: list[Rechecked] = []
    left_out: list[LeftOut] = []
    for path in _files(place):
        name = path.name if place == path else path.relative_to(place).as_posix()
        try:
            found.append(_rechecked(formulary, path, name))
        except UnreadableFile as error:
            left_out.append((name, error.reason))
    if not found:
        name, reason = left_out[0]
        raise UnreadableFile(str(place), f"no answer in it can be asked again, {name}: {reason}")
    versions = formulary.compendium.versions
    if format_ == "json":
        text = dumped(rechecked_json(found, left_out, versions))
    else:
        text = rechecked_text(found, left_out, versions)
    return text, int(any(each.is_another for each in found))


def _files(place: Path) -> list[Path]:
    if not place.is_dir():
        return [place]
    files = sorted(place.rglob("*.json"))
    if not files:
        raise UnreadableFile(str(place), "no .json file is in it; save answers with --format json")
    return files


def _rechecked(formulary: Formulary, path: Path, name: str) -> Rechecked:
    saved = read_saved(path)
    question = _question(saved, path)
    _refuse_other_shelf(formulary, saved, path)
    _refuse_missing_data(formulary, saved, path)
    found: list[Change] = []
    refusal = None
    try:
        again = asked_again(formulary, saved, path)
    except UnreadableFile:
        raise
    except QuestionError as error:
        refusal = str(error)
    else:
        try:
            found = _changes(formulary, saved, again)
        except (KeyError, TypeError, AttributeError, ValueError):
            raise UnreadableFile(str(path), "its answer was changed by hand") from None
    return Rechecked(
        file=name,
        question=question,
        versions=saved.get("versions"),
        changes=tuple(found),
        refusal=refusal,
    )


def _changes(formulary: Formulary, saved: Json, again: Proposals | Checked) -> list[Change]:
    if isinstance(again, Checked):
        return changes(saved, checked_json(again), {})
    now = proposals_json(again)
    still = set(placed(now))
    checked = (
        formulary.check_again([each.removeprefix("mg:") for each in parts], again.asked)
        for parts in placed(saved)
        if parts not in still
    )
    gone = [checked_json(each) for each in checked if each]
    return changes(saved, now, {parts_of(each): each for each in gone})


def _refuse_other_shelf(formulary: Formulary, saved: Json, path: Path) -> None:
    """Refuse to ask again what was asked of a shelf without that shelf, or the other way round."""
    shelf = saved.get("shelf")
    name = shelf.get("name") if isinstance(shelf, dict) else None
    here = formulary.shelf.name if formulary.shelf else None
    if name != here:
        reason = "it was drawn from no shelf; ask it again without --shelf"
        if name:
            reason = f"it was drawn from the shelf {name}; ask it again with that --shelf"
        raise UnreadableFile(str(path), reason)


def _refuse_missing_data(formulary: Formulary, saved: Json, path: Path) -> None:
    """Refuse to ask again without files of one's own what was asked with them."""
    question = saved["question"]
    named = question.get("data", []) if isinstance(question, dict) else []
    missing = [str(each) for each in named if each not in formulary.own_files]
    if missing:
        reason = f"it was asked with {', '.join(missing)}; ask it again with that --data"
        raise UnreadableFile(str(path), reason)


def _question(saved: Json, path: Path) -> str:
    """Give what was asked, roughly as it was typed."""
    try:
        question = cast("dict[str, list[str]]", saved["question"])
        words = [str(question["command"]), *(f'"{each}"' for each in question["parts"])]
        for each in cast("list[dict[str, str]]", saved["concerns"]):
            words += ["--for"] if words[0] == "check" else []
            words.append(f'"{each["label"]}"')
        words += [f'--also "{each}"' for each in question.get("also", [])]
        times = question.get("times", 1)
        words += [f"--times {times}"] if times != 1 else []
        return " ".join([*words, f"--policy {saved['policy']}"])
    except (KeyError, TypeError):
        raise UnreadableFile(str(path), "its question was changed by hand") from None


@click.command("diff", epilog="Example: mesograph diff ../last-release .")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path), required=False)
@format_option("text", "json", "md")
def diff_command(old: Path, new: Path | None, format_: str) -> None:
    """Tell how two versions of the knowledge differ: what is said, follows, and is answered.

    OLD and NEW are folders with ontology/ and data/ in them, such as a checkout, or .snapshot
    files; without NEW it is the knowledge in use. All pairs of preparations are compared, and what
    propose answers to every concern.
    """
    after = Version(new) if new else load()
    found = difference(Version(old), after)
    if format_ == "json":
        say(dumped(difference_json(found)))
    else:
        say(difference_markdown(found) if format_ == "md" else difference_text(found))
