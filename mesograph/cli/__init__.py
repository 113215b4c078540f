"""The door for the terminal: parse, one call, one rendering, echo."""

import os
import sys

import click

from mesograph import __version__
from mesograph.errors import MesographError

EXAMPLES = """\
Try:
  mesograph propose "fine wrinkles"
  mesograph check "procaine hydrochloride 2% 1 mL" "sodium bicarbonate 8.4% 1 mL"
  mesograph show "vitamin C"

mesograph --help lists all commands.
"""


class Door(click.Group):
    """Say our own errors in one plain line and exit as the error says; let bugs show."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; an error of ours goes to stderr."""
        try:
            return super().invoke(ctx)
        except MesographError as error:
            click.echo(f"Error: {' '.join(str(error).split())}", err=True)
            ctx.exit(error.exit_status)
        except KeyboardInterrupt:
            ctx.exit(130)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Give the commands in the order a newcomer needs them."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command only when it is asked for."""
        if cmd_name not in _COMMANDS:
            return None
        from importlib import import_module

        name = f"{cmd_name.replace('-', '_')}_command"
        command = getattr(import_module(_COMMANDS[cmd_name]), name)
        assert isinstance(command, click.Command)
        return command


_COMMANDS = {
    "propose": "mesograph.cli.answers",
    "check": "mesograph.cli.answers",
    "plan": "mesograph.cli.planning",
    "mix": "mesograph.cli.planning",
    "isotonic": "mesograph.cli.tonicities",
    "why": "mesograph.cli.explanations",
    "why-not": "mesograph.cli.explanations",
    "path": "mesograph.cli.explanations",
    "doubt": "mesograph.cli.explanations",
    "show": "mesograph.cli.knowledge",
    "list": "mesograph.cli.knowledge",
    "search": "mesograph.cli.knowledge",
    "query": "mesograph.cli.knowledge",
    "stats": "mesograph.cli.surveys",
    "matrix": "mesograph.cli.surveys",
    "import": "mesograph.cli.shelves",
    "export": "mesograph.cli.shelves",
    "record": "mesograph.cli.shelves",
    "validate": "mesograph.cli.validating",
    "diff": "mesograph.cli.rechecking",
}


@click.group(cls=Door, invoke_without_command=True)
@click.version_option(__version__, prog_name="mesograph")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Which injectable preparations go together for a skin concern, and why.

    Exit status: 0 the answer is good, 1 the answer is no, 2 the question could not be understood.
    """
    if ctx.invoked_subcommand is None:
        click.echo(EXAMPLES, nl=False)


def main() -> None:
    """Run the command line."""
    try:
        cli(prog_name="mesograph")
    except BrokenPipeError:
        # The reader went away; keep Python from complaining once more while it shuts down.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:
        print(f"Error: Cannot write the answer: {error.strerror}.", file=sys.stderr)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(2)
