"""Writing Turtle in the style of the house: one subject, one block, one place."""

import re
from collections.abc import Iterable, Sequence

from mesograph.vocabulary import DCTERMS, INDIVIDUAL, ONTOLOGY, RDFS, XSD

Block = tuple[str, str, Sequence[tuple[str, str]]]
"""A subject, its class, and what is said of it: predicate and value, ready to be written."""

_PREFIXES = (("meso", ONTOLOGY), ("mg", INDIVIDUAL))
_OTHERS = (("dcterms", DCTERMS), ("rdfs", RDFS), ("xsd", XSD))


def written(title: str, blocks: Iterable[Block]) -> str:
    """Write blocks under a comment that says what the file holds.

    >>> print(written("One.", [("mg:a", "meso:Lot", [("rdfs:label", text("a lot", "en"))])]))
    # One.
    <BLANKLINE>
    @prefix meso: <https://w3id.org/mesograph/ontology#> .
    @prefix mg: <https://w3id.org/mesograph/id/> .
    <BLANKLINE>
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    <BLANKLINE>
    mg:a a meso:Lot ;
        rdfs:label "a lot"@en .
    <BLANKLINE>
    """
    body = "\n".join(_block(*each) for each in blocks)
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in _PREFIXES)
    others = "".join(
        f"@prefix {name}: <{iri}> .\n" for name, iri in _OTHERS if re.search(rf"\b{name}:", body)
    )
    return f"# {title}\n\n{prefixes}\n{others}\n{body}"


def text(value: str, language: str = "") -> str:
    """Write a text as a literal, with a language where it has one."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    escaped = escaped.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")
    return f'"{escaped}"@{language}' if language else f'"{escaped}"'


def slug(value: str) -> str:
    """Write a name as the local part of an IRI.

    >>> slug("Procaïne HCl 2 %")
    'procaine-hcl-2-percent'
    """
    import unicodedata

    bare = unicodedata.normalize("NFKD", value.casefold().replace("%", " percent "))
    ascii_only = "".join(each for each in bare if not unicodedata.combining(each))
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-") or "nameless"


def _block(subject: str, kind: str, said: Sequence[tuple[str, str]]) -> str:
    lines = [f"{subject} a {kind}", *(f"    {predicate} {value}" for predicate, value in said)]
    return " ;\n".join(lines) + " .\n"
