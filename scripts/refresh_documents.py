"""Write into the documents what their commands really print; the tests compare both."""

import re
import shlex
from pathlib import Path

from click.testing import CliRunner

from mesograph.cli import cli

ROOT = Path(__file__).parent.parent
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def main() -> None:
    """Refresh the README and everything in docs/."""
    for path in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]:
        before = path.read_text("utf-8")
        after = BLOCK.sub(refreshed, before)
        if after != before:
            path.write_text(after, "utf-8")
            print(f"refreshed {path.relative_to(ROOT)}")


def refreshed(block: re.Match[str]) -> str:
    """Run the mesograph commands of a block and write their output and exit status."""
    commands = re.findall(r"^\$ (.*)$", block[1], re.MULTILINE)
    if not all(each.startswith("mesograph") for each in commands):
        return block[0]
    parts = []
    for command in commands:
        asked = command.partition("  # exit ")[0]
        found = CliRunner().invoke(cli, shlex.split(asked)[1:], prog_name="mesograph")
        status = f"  # exit {found.exit_code}" if found.exit_code else ""
        parts.append(f"$ {asked}{status}\n{found.output.rstrip()}\n")
    return "```console\n" + "\n".join(parts) + "```"


if __name__ == "__main__":
    main()
