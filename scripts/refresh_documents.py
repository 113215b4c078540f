"""Write into the documents what their commands really print; the tests compare both."""

import re
import shlex
from pathlib import Path

import nbformat
from click.testing import CliRunner
from nbclient import NotebookClient

from mesograph.cli import cli

ROOT = Path(__file__).parent.parent
TUTORIAL = ROOT / "docs" / "tutorial.ipynb"
COMMAND = re.compile(
    r"(?P<asked>.*?)(?: \| head -(?P<most>[0-9]+))?(?:  # exit (?P<status>[0-9]+))?"
)
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def main() -> None:
    """Refresh the README, everything in docs/, and what the tutorial shows."""
    for path in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]:
        before = path.read_text("utf-8")
        after = BLOCK.sub(refreshed, before)
        if after != before:
            path.write_text(after, "utf-8")
            print(f"refreshed {path.relative_to(ROOT)}")
    executed = executed_tutorial()
    if executed != TUTORIAL.read_text("utf-8"):
        TUTORIAL.write_text(executed, "utf-8")
        print(f"refreshed {TUTORIAL.relative_to(ROOT)}")


def executed_tutorial() -> str:
    """Run the tutorial and give it with its outputs, without counts and times of any machine."""
    notebook = nbformat.reads(TUTORIAL.read_text("utf-8"), as_version=4)
    NotebookClient(notebook, timeout=300, kernel_name="python3").execute()
    for cell in notebook.cells:
        cell.metadata = {}
        if cell.cell_type == "code":
            cell.execution_count = None
            for output in cell.outputs:
                output.pop("execution_count", None)
                if output.output_type == "execute_result":
                    output.execution_count = None
                    output.data = {"text/html": output.data["text/html"]}
    return str(nbformat.writes(notebook)) + "\n"


def refreshed(block: re.Match[str]) -> str:
    """Run the mesograph commands of a block and write their output and exit status."""
    commands = re.findall(r"^\$ (.*)$", block[1], re.MULTILINE)
    if not all(each.startswith("mesograph") for each in commands):
        return block[0]
    parts = []
    for command in commands:
        asked = COMMAND.fullmatch(command)
        assert asked, command
        found = CliRunner().invoke(cli, shlex.split(asked["asked"])[1:], prog_name="mesograph")
        most = int(asked["most"]) if asked["most"] else None
        output = "\n".join(found.output.splitlines()[:most]).rstrip()
        piped = f" | head -{most}" if most else ""
        status = f"  # exit {found.exit_code}" if found.exit_code and not most else ""
        parts.append(f"$ {asked['asked']}{piped}{status}\n{output}\n")
    return "```console\n" + "\n".join(parts) + "```"


if __name__ == "__main__":
    main()
