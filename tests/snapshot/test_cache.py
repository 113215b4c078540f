"""A snapshot is used when it is what it should be, and made anew when it is not."""

import json
import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import platformdirs
import pytest

from mesograph.errors import BrokenSnapshot
from mesograph.snapshot import cache as kept_snapshots
from mesograph.snapshot.cache import MOST_KEPT, MOST_OPEN, snapshot_of
from mesograph.snapshot.file import FORMAT, opened, write_whole, written
from mesograph.snapshot.kept import Kept
from mesograph.snapshot.key import key_of
from mesograph.snapshot.places import cache, prune
from tests.conftest import ROOT

SECTIONS = {"compendium": b"[1]", "facts": b"{}"}
GOOD = written("k", SECTIONS)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("MESOGRAPH_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_it_is_made_once_and_read_afterwards(folder):
    made = []
    for _ in range(3):
        snapshot_of("k", lambda: made.append(1) or SECTIONS)
    assert made == [1]
    assert [each.name for each in folder.iterdir()] == ["k.snapshot"]


def test_it_is_opened_once_while_its_file_stays_the_same(folder):
    snapshot_of("k", lambda: SECTIONS)
    first = snapshot_of("k", pytest.fail)
    assert snapshot_of("k", pytest.fail) is first
    path = folder / "k.snapshot"
    path.write_bytes(written("k", {**SECTIONS, "facts": b"{ }"}))
    assert snapshot_of("k", pytest.fail) is not first
    for key in "abc":
        snapshot_of(key, lambda: SECTIONS)
        snapshot_of(key, pytest.fail)
    assert len(kept_snapshots._opened) == MOST_OPEN


BROKEN = {
    "empty": b"",
    "cut short": GOOD[:-1],
    "longer": GOOD + b"x",
    "foreign": b"\x89PNG\r\n" + GOOD,
    "older": GOOD.replace(b"snapshot 1", b"snapshot 0"),
    "one byte of a section": GOOD.replace(b"[1]", b"[2]"),
    "contents": GOOD.replace(b'"sections"', b'"sectoins"'),
    "no contents": FORMAT,
    "contents of another kind": FORMAT + b"[1]\n",
    "other knowledge": written("other", SECTIONS),
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_what_is_not_as_it_was_written_is_made_anew_with_one_line(content, folder, caplog):
    with pytest.raises(BrokenSnapshot):
        opened(content, "k")
    folder.mkdir()
    (folder / "k.snapshot").write_bytes(content)
    made = []
    snapshot_of("k", lambda: made.append(1) or SECTIONS)
    assert made == [1]
    assert (folder / "k.snapshot").read_bytes() == GOOD
    (line,) = caplog.messages
    assert "k.snapshot" in line
    assert "made anew" in line
    assert "\n" not in line


def test_a_section_that_is_missing_or_no_json_is_told_as_that(folder):
    with pytest.raises(BrokenSnapshot):
        _ = snapshot_of("k", lambda: {"rules": b"{"}).rules
    with pytest.raises(BrokenSnapshot):
        _ = snapshot_of("k", dict).compendium


def test_nothing_is_written_where_nothing_can_be(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("not a folder", "utf-8")
    monkeypatch.setenv("MESOGRAPH_CACHE", str(tmp_path / "file" / "cache"))
    assert snapshot_of("k", lambda: SECTIONS) is not None
    Kept("k", ["q"]).keep("text", 0)
    assert Kept("k", ["q"]).recalled() is None
    assert not write_whole(tmp_path / "file" / "x", b"")
    prune("*", 0)


def test_a_file_that_cannot_be_put_in_place_leaves_nothing_behind(tmp_path):
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "y").touch()
    assert not write_whole(tmp_path / "x", b"content")
    assert [each.name for each in tmp_path.iterdir()] == ["x"]


def test_only_the_latest_are_kept(folder):
    for number in range(MOST_KEPT + 3):
        snapshot_of(f"k{number}", lambda: SECTIONS)
        os.utime(folder / f"k{number}.snapshot", (number, number))
    snapshot_of("last", lambda: SECTIONS)
    names = {each.name for each in folder.iterdir()}
    assert len(names) == MOST_KEPT
    assert "last.snapshot" in names
    assert "k0.snapshot" not in names


def test_the_one_in_the_wheel_comes_first(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(kept_snapshots, "shipped", lambda: tmp_path)
    (tmp_path / "knowledge.snapshot").write_bytes(GOOD)
    snapshot_of("k", lambda: pytest.fail("it was there"))
    assert not folder.exists()


def test_the_cache_is_where_the_platform_wants_it(monkeypatch, tmp_path):
    monkeypatch.delenv("MESOGRAPH_CACHE")
    for base in ("", str(tmp_path)):
        monkeypatch.setenv("XDG_CACHE_HOME", base)
        assert cache() == platformdirs.user_cache_path("mesograph", appauthor=False)
    monkeypatch.setattr(sys, "platform", "darwin")
    assert cache() == platformdirs.user_cache_path("mesograph", appauthor=False)


def test_a_kept_answer_is_that_of_its_question_and_key(folder):
    Kept("k", ["propose", "a"]).keep("the answer\n", 1)
    assert Kept("k", ["propose", "A"]).recalled() == ("the answer\n", 1)
    assert Kept("k", ["propose", "b"]).recalled() is None
    assert Kept("other", ["propose", "a"]).recalled() is None
    (file,) = folder.iterdir()
    file.write_bytes(file.read_bytes().replace(b"answer\n", b"ANSWER\n"))
    assert Kept("k", ["propose", "a"]).recalled() is None


def test_the_key_is_that_of_all_content_and_of_user_files(tmp_path):
    one = key_of("code", ((tmp_path / "a.ttl", b"1"),))
    assert key_of("code", ((tmp_path / "a.ttl", b"1"),)) == one
    others = [
        key_of("code"),
        key_of("other", ((tmp_path / "a.ttl", b"1"),)),
        key_of("code", ((tmp_path / "a.ttl", b"2"),)),
        key_of("code", ((tmp_path / "b.ttl", b"1"),)),
    ]
    assert len({one, *others}) == 5


# --- As it is installed -----------------------------------------------------


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """Lay the package out as a wheel does, without what a wheel is built with."""
    place = tmp_path_factory.mktemp("installed")
    skip = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "mesograph", place / "mesograph", ignore=skip)
    for each in ("ontology", "data", "examples"):
        shutil.copytree(ROOT / each, place / "mesograph" / "_bundled" / each)
    return place


def run(place, cache_folder, *arguments):
    environment = {
        **os.environ,
        "PYTHONPATH": str(place),
        "MESOGRAPH_CACHE": str(cache_folder),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    command = [sys.executable, "-m", "mesograph", *arguments]
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False, cwd=place
    )


FIGURE = "mg:sodium-bicarbonate-1-4-percent-biosedra-osmolality"
CHECK = ("check", "mg:sodium-bicarbonate-1-4-percent-biosedra 1 mL", "--format", "json")


def test_one_digit_changed_with_size_and_time_kept_changes_the_answer(installed, tmp_path):
    def osmolality():
        told = json.loads(run(installed, tmp_path, *CHECK).stdout)
        found = next(each for each in told["findings"] if each["check"] == "isotonicity")
        return found["value"], told["versions"]["data"]

    before = osmolality()
    (file,) = (
        path
        for path in (installed / "mesograph" / "_bundled" / "data").rglob("*.ttl")
        if f"\n{FIGURE} a " in path.read_text("utf-8")
    )
    stat, content = file.stat(), file.read_text("utf-8")
    block = re.search(rf"^{FIGURE} a .*?nominalValue (\d)", content, re.M | re.S)
    at = block.start(1)
    file.write_text(content[:at] + str(9 - int(content[at])) + content[at + 1 :], "utf-8")
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert file.stat().st_size == stat.st_size
    after = osmolality()
    file.write_text(content, "utf-8")
    assert before[0] != after[0]
    assert before[1] != after[1]


def test_many_writers_at_once_leave_one_whole_snapshot(installed, tmp_path):
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: run(installed, tmp_path, "show", "melasma"), range(4)))
    assert len({each.stdout for each in found}) == 1
    assert all((each.returncode, each.stderr) == (0, "") for each in found)
    (snapshot,) = tmp_path.iterdir()
    assert snapshot.suffix == ".snapshot"


def test_a_damaged_snapshot_costs_one_line_on_stderr(installed, tmp_path):
    good = run(installed, tmp_path, "show", "melasma")
    (snapshot,) = tmp_path.iterdir()
    snapshot.write_bytes(snapshot.read_bytes()[:-100])
    again = run(installed, tmp_path, "show", "melasma")
    assert again.stdout == good.stdout
    assert again.stderr.count("\n") == 1
    assert "it is cut short" in again.stderr
    assert run(installed, tmp_path, "show", "melasma").stderr == ""


HEAVY = (
    "rdflib",
    "pyoxigraph",
    "owlready2",
    "networkx",
    "numpy",
    "phreeqpython",
    "pyshacl",
    "rich",
)
QUESTIONS = [
    ["propose", "fine wrinkles"],
    ["propose", "fine wrinkles", "--format", "json"],
    ["check", "procaine hydrochloride 2% (Lavoisier)", "sodium bicarbonate 8.4% (B. Braun)"],
    ["why", "indicated", "tranexamic acid", "melasma"],
    ["why", "verdict", "procaine hydrochloride 2% (Lavoisier)"],
    ["why-not", "sodium bicarbonate 8.4% (B. Braun)", "--for", "melasma"],
    ["show", "vitamin C"],
]


@pytest.mark.parametrize("question", QUESTIONS, ids=" ".join)
def test_answers_need_no_heavy_library(question, tmp_path, monkeypatch):
    """Once compiled, nothing is imported that answering does not need."""
    program = (
        "import sys; from click.testing import CliRunner; from mesograph.cli import cli\n"
        f"found = CliRunner().invoke(cli, {question!r})\n"
        "assert found.exit_code in (0, 1), found.output\n"
        f"print([each for each in {HEAVY!r} if each in sys.modules])"
    )

    def heavy():
        found = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, check=False
        )
        assert found.returncode == 0, found.stderr
        return found.stdout.strip()

    heavy()
    assert heavy() == "[]"
    # The same without any kept answer: the search itself needs none of them either.
    for each in cache().glob("*.answer"):
        each.unlink()
    assert heavy() == "[]"
