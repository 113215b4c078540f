"""Write ontology/alignments.ttl from the SSSOM table beside it; a test compares."""

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

from mesograph.exchange.turtle import text
from mesograph.vocabulary import EXTERNAL, PREFIXES

ONTOLOGY = Path(__file__).parent.parent / "ontology"
TABLE = ONTOLOGY / "alignments.sssom.tsv"
TURTLE = ONTOLOGY / "alignments.ttl"
MATCHES = (
    "skos:exactMatch",
    "skos:closeMatch",
    "skos:broadMatch",
    "skos:narrowMatch",
    "skos:relatedMatch",
)
OURS = ("meso", "mg")


def main() -> None:
    """Write the Turtle."""
    TURTLE.write_text(written(TABLE), "utf-8")


def rows(table: Path) -> Iterator[dict[str, str]]:
    """Give the mappings of a table, without its header of comments."""
    with table.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(
            (line for line in lines if not line.startswith("#")), delimiter="\t"
        )


def written(table: Path) -> str:
    """Give a table as Turtle: what is matched, subject by subject, then the labels."""
    matched: dict[str, dict[str, list[str]]] = {}
    labels: dict[str, str] = {}
    for row in rows(table):
        of_subject = matched.setdefault(row["subject_id"], {})
        of_subject.setdefault(row["predicate_id"], []).append(row["object_id"])
        labels[row["object_id"]] = row["object_label"]
    blocks = [_block(subject, matched[subject]) for subject in sorted(matched)]
    named = [f"{_term(each)} rdfs:label {text(labels[each], 'en')} .\n" for each in sorted(labels)]
    body = "\n".join(
        ["# --- Matches " + "-" * 62 + "\n", *blocks, "# --- Labels " + "-" * 63 + "\n", *named]
    )
    known = PREFIXES | EXTERNAL
    used = [each for each in (*OURS, *sorted(set(known) - set(OURS))) if f"{each}:" in body]
    prefixes = [f"@prefix {f'{each}:':<8} <{known[each]}> ." for each in used]
    head = "# What things here are called elsewhere; written by scripts/write_alignments.py."
    ours = sum(each in OURS for each in used)
    return "\n".join([head, "", *prefixes[:ours], "", *prefixes[ours:], "", body])


def _block(subject: str, matches: dict[str, list[str]]) -> str:
    said = [
        f"    {match} " + " ,\n        ".join(map(_term, sorted(matches[match])))
        for match in MATCHES
        if match in matches
    ]
    return f"{subject}\n" + " ;\n".join(said) + " .\n"


def _term(curie: str) -> str:
    """Write a CURIE, or the whole IRI where its local part has a sign Turtle does not take."""
    prefix, _, local = curie.partition(":")
    if local.replace("-", "").replace("_", "").isalnum():
        return curie
    return f"<{(PREFIXES | EXTERNAL)[prefix]}{local}>"


if __name__ == "__main__":
    sys.exit(main())
