"""The smallest click program: what any command of ours costs before it does anything."""

import click


@click.command()
@click.argument("words", nargs=-1)
def main(words: tuple[str, ...]) -> None:
    """Say what was said."""
    click.echo(" ".join(words))


if __name__ == "__main__":
    main()
