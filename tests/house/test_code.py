"""The house checks its own code: format, lint, types, imports, public names, documentation."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import mesograph
from tests.conftest import ROOT

MODULES = sorted((ROOT / "mesograph").rglob("*.py"))
BIN = Path(sys.executable).parent


@pytest.mark.parametrize(
    "command",
    [
        ["ruff", "format", "--check", "."],
        ["ruff", "check", "."],
        ["mypy"],
        ["lint-imports", "--no-cache"],
    ],
    ids=["format", "lint", "types", "imports"],
)
def test_the_tools_find_nothing(command):
    tool = BIN / command[0]
    found = subprocess.run(
        [str(tool), *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stdout + found.stderr


def test_all_names_the_public_names():
    assert mesograph.__all__ == sorted(mesograph.__all__)
    for name in mesograph.__all__:
        assert getattr(mesograph, name) is not None
    with pytest.raises(AttributeError):
        _ = mesograph.nothing


def test_importing_mesograph_imports_nothing_else():
    program = "import sys, mesograph; print([m for m in sys.modules if m.startswith('mesograph.')])"
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert found.stdout.decode().strip() == "[]"


@pytest.mark.parametrize("path", MODULES, ids=[str(each.relative_to(ROOT)) for each in MODULES])
def test_modules_are_small_and_open_with_one_sentence(path):
    text = path.read_text("utf-8")
    assert text.count("\n") <= 400
    opening = (ast.get_docstring(ast.parse(text)) or "").partition("\n")[0]
    assert opening.endswith((".", ":")), opening or "no docstring"
    assert "TODO" not in text


def test_public_functions_open_with_an_order():
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                opening = (ast.get_docstring(node) or "").partition("\n")[0]
                if opening:
                    first = opening.split()[0]
                    assert not first.endswith("s") or first in ("Assess", "Pass"), (
                        f"{path.name}: {node.name}: {opening}"
                    )


def test_nothing_shipped_speaks_of_the_place_it_was_made():
    machine = re.compile(r"(?<![\w.:/-])/(?:home|root|tmp|work)/|fact[ ]pack")
    assert machine.search("read in " + "/".join(("", "home", "me", "notes")))
    assert not machine.search("https://example.org/work/abc")
    tracked = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    ).stdout.split()
    assert tracked
    for path in (ROOT / name for name in tracked):
        if path.is_file():
            assert not machine.search(path.read_text("utf-8")), path
