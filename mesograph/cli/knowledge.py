"""The commands show, list, search and query."""

import json
from collections.abc import Sequence
from pathlib import Path

import click

from mesograph.cli.options import data_option, format_option, opening, say
from mesograph.errors import BrokenQuery
from mesograph.formulary import KINDS, Formulary
from mesograph.model.things import Thing
from mesograph.rendering.members import dumped, headed
from mesograph.rendering.things import (
    found_text,
    list_text,
    rows,
    summary_json,
    thing_json,
    thing_text,
)


@click.command("show", epilog='Example: mesograph show "vitamin C"')
@click.argument("name")
@data_option
@format_option("text", "json")
def show_command(name: str, data: tuple[Path, ...], format_: str) -> None:
    """Show all that is known of NAME: a substance, preparation, concern, source or else."""
    formulary = opening(data)
    thing = formulary.resolve(name)
    compendium = formulary.compendium
    if format_ == "json":
        say(dumped(headed(compendium, thing_json(compendium, thing))))
    else:
        say(thing_text(compendium, thing))


@click.command("list", epilog="Example: mesograph list preparations")
@click.argument("kind", required=False)
@data_option
@format_option("text", "json", "jsonl", "csv", "tsv")
def list_command(kind: str | None, data: tuple[Path, ...], format_: str) -> None:
    """List all things of a KIND, such as concerns or preparations; without one, the kinds."""
    if kind is None:
        if format_ == "json":
            say(dumped(headed(opening(data).compendium, {"kinds": sorted(KINDS)})))
        else:
            say("\n".join(sorted(KINDS)) + "\n")
        return
    formulary = opening(data)
    things = formulary.things(kind)
    _say_things(formulary, things, format_, {"kind": kind}, list_text(things))


@click.command("search", epilog="Example: mesograph search sodium")
@click.argument("text")
@data_option
@format_option("text", "json", "jsonl", "csv", "tsv")
def search_command(text: str, data: tuple[Path, ...], format_: str) -> None:
    """Find everything with a name that holds all words of TEXT, else what comes nearest."""
    formulary = opening(data)
    match, things = formulary.search(text)
    asked: dict[str, object] = {"text": text, "match": match if things else None}
    _say_things(formulary, things, format_, asked, found_text(things, fuzzy=match == "fuzzy"))


def _say_things(
    formulary: Formulary,
    things: Sequence[Thing],
    format_: str,
    asked: dict[str, object],
    told: str,
) -> None:
    found = [summary_json(each) for each in things]
    match format_:
        case "json":
            say(dumped(headed(formulary.compendium, {**asked, "things": found})))
        case "jsonl":
            say("".join(json.dumps(each, ensure_ascii=False) + "\n" for each in found))
        case "csv" | "tsv":
            say(rows(things, between="," if format_ == "csv" else "\t"))
        case _:
            say(told)


@click.command(
    "query",
    epilog='Example: mesograph query "SELECT ?name { ?s a meso:Concern ; rdfs:label ?name }"',
)
@click.argument("sparql")
@data_option
@format_option("text", "json", "csv", "tsv", "xml", "turtle")
def query_command(sparql: str, data: tuple[Path, ...], format_: str) -> None:
    """Run a SPARQL query; the prefixes meso, mg, rdfs, skos, dcterms, owl, rdf, xsd are bound.

    SPARQL is the query itself or the name of a .rq file. Nothing is ever fetched: SERVICE and
    LOAD are refused.
    """
    import pyoxigraph

    if sparql.endswith(".rq"):
        from mesograph.knowledge.files import read_bytes

        sparql = read_bytes(Path(sparql)).decode("utf-8", "replace")
    found = opening(data).query(sparql)
    if isinstance(found, pyoxigraph.QueryTriples):
        if format_ not in ("text", "turtle"):
            raise BrokenQuery(f"its answer is a graph, which is not written as {format_}")
        say((found.serialize(format=pyoxigraph.RdfFormat.TURTLE) or b"").decode("utf-8"))
        return
    formats = {
        "json": pyoxigraph.QueryResultsFormat.JSON,
        "csv": pyoxigraph.QueryResultsFormat.CSV,
        "tsv": pyoxigraph.QueryResultsFormat.TSV,
        "xml": pyoxigraph.QueryResultsFormat.XML,
        "text": pyoxigraph.QueryResultsFormat.JSON,
    }
    if format_ == "turtle":
        raise BrokenQuery("its answer is a table, which is not written as turtle")
    if isinstance(found, pyoxigraph.QueryBoolean) and format_ in ("csv", "tsv"):
        raise BrokenQuery(f"its answer is yes or no, which is not written as {format_}")
    written = (found.serialize(format=formats[format_]) or b"").decode("utf-8")
    # CSV ends its lines with two characters, of which a terminal wants one.
    lines = written.replace("\r\n", "\n")
    say(_table(json.loads(written)) if format_ == "text" else lines.rstrip("\n") + "\n")


def _table(results: dict[str, dict[str, list[dict[str, dict[str, str]]]]]) -> str:
    """Set SPARQL results in columns; yes or no for an ASK."""
    from mesograph.vocabulary import curie

    if "boolean" in results:
        return "yes\n" if results["boolean"] else "no\n"
    names = [str(each) for each in results["head"]["vars"]]
    rows = [
        [curie(str(row[name]["value"])) if name in row else "" for name in names]
        for row in results["results"]["bindings"]
    ]
    widths = [
        max(len(name), *(len(row[at]) for row in rows)) if rows else len(name)
        for at, name in enumerate(names)
    ]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in [names, ["-" * width for width in widths], *rows]
    ]
    return "\n".join(lines) + "\n"
