"""What the documents show is what happens, and their words exist."""

import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from mesograph.cli import _COMMANDS, cli
from mesograph.knowledge.files import bundled
from tests.conftest import ROOT

CONSOLE = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(
    r"(?P<asked>.*?)(?: \| head -(?P<most>[0-9]+))?(?:  # exit (?P<status>[0-9]+))?"
)
PYTHON = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
DOCUMENTS = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md"), ROOT / "CONTRIBUTING.md"])


def shown(path):
    """Give each command shown, with its output, how much of it, and its exit status.

    A pipe has the exit status of its end, so none is shown there.
    """
    for block in CONSOLE.findall(path.read_text("utf-8")):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            line, _, output = part.partition("\n")
            if line.startswith("mesograph"):
                found = COMMAND.fullmatch(line)
                most = int(found["most"]) if found["most"] else None
                yield found["asked"], output, most, int(found["status"] or 0)


EXAMPLES = [(path.name, *each) for path in DOCUMENTS for each in shown(path)]


@pytest.mark.parametrize(("name", "command", "output", "most", "status"), EXAMPLES)
def test_what_a_document_shows_is_what_happens(name, command, output, most, status):
    found = CliRunner().invoke(cli, shlex.split(command)[1:], prog_name="mesograph")
    assert found.exit_code in ((0, 1) if most else (status,))
    assert "\n".join(found.output.splitlines()[:most]).rstrip() == output.rstrip()


def test_the_readme_shows_both_commands_of_the_main_job():
    commands = [command for name, command, *_ in EXAMPLES if name == "README.md"]
    assert 'mesograph propose "fine wrinkles"' in commands
    assert any(each.startswith("mesograph check") for each in commands)


def test_python_in_the_readme_runs():
    for block in PYTHON.findall((ROOT / "README.md").read_text("utf-8")):
        exec(compile(block, "README.md", "exec"), {})


def test_every_command_is_documented():
    readme = (ROOT / "README.md").read_text("utf-8")
    for name in _COMMANDS:
        assert f"`{name}" in readme, name


def test_every_word_of_the_glossary_exists_in_the_ontology_or_the_code():
    glossary = (ROOT / "GLOSSARY.md").read_text("utf-8")
    words = re.findall(r"^\| ([a-z][a-z -]+?) \|", glossary, re.MULTILINE)[1:]
    ontology = " ".join(
        each.read_text("utf-8").casefold() for each in bundled("ontology").glob("*.ttl")
    )
    code = " ".join(
        re.sub(r"(?<=[a-z])(?=[A-Z])", " ", each.read_text("utf-8")).casefold()
        for each in (ROOT / "mesograph").rglob("*.py")
    )
    assert len(words) > 40
    labels = set(re.findall(r'rdfs:label "([^"]+)"', ontology))
    names = set(re.findall(r"[a-z][a-z -]*", code.replace("_", " ")))
    identifiers = set(re.findall(r"\b[a-z]+\b", " ".join(names)))
    for word in words:
        assert word in labels or word in identifiers, word


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(path):
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text("utf-8")):
        assert (path.parent / target).exists(), target


def test_licences_are_named_and_there():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    for name in project["license"].split(" AND "):
        assert (ROOT / "LICENSES" / f"{name}.txt").stat().st_size > 5_000


@pytest.mark.parametrize(
    "path", sorted(bundled("examples").glob("*.mixture")), ids=lambda path: path.name
)
def test_every_example_mixture_can_be_checked(path):
    found = CliRunner().invoke(cli, ["check", str(path)])
    assert found.exit_code in (0, 1), found.output


@pytest.mark.parametrize(
    "name",
    sorted((ROOT.parent / "shared" / "seeds").glob("*.txt")) or [None],
    ids=lambda path: path.name if path else "absent",
)
def test_what_the_seeds_ask_of_a_medicine_is_a_requirement(name, formulary):
    if name is None:
        pytest.skip("../shared is not here")
    text = Path(name).read_text("utf-8")
    asked = {
        "Isotonicity": "requirement-isotonicity",
        "Non-use of oily solution": "requirement-non-oily",
        "Efficacy verified": "requirement-efficacy-verified",
    }
    for words, requirement in asked.items():
        assert words not in text or requirement in formulary.compendium.requirements


def test_the_tutorial_shows_what_happens():
    """The notebook is run in a kernel of its own; its outputs must be those it was saved with."""
    program = (
        "import runpy, sys; sys.stdout.reconfigure(encoding='utf-8');"
        "told = runpy.run_path('scripts/refresh_documents.py')['executed_tutorial']();"
        "print(told, end='')"
    )
    found = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, cwd=ROOT
    )
    tutorial = (ROOT / "docs" / "tutorial.ipynb").read_text("utf-8")
    assert found.stdout.decode("utf-8") == tutorial
    assert tutorial.count('"output_type"') > 8
    assert '"output_type": "error"' not in tutorial
