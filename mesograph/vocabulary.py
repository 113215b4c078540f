"""The IRIs of the ontology, each spelled once, and the prefixes of the house."""

ONTOLOGY = "https://w3id.org/mesograph/ontology#"
INDIVIDUAL = "https://w3id.org/mesograph/id/"
GRAPH = "https://w3id.org/mesograph/graph/"
RULE = "https://w3id.org/mesograph/rule/"
PROOF = "https://w3id.org/mesograph/proof/"

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
XSD = "http://www.w3.org/2001/XMLSchema#"
SH = "http://www.w3.org/ns/shacl#"
PROV = "http://www.w3.org/ns/prov#"

PREFIXES = {
    "meso": ONTOLOGY,
    "mg": INDIVIDUAL,
    "dcterms": DCTERMS,
    "owl": OWL,
    "rdf": RDF,
    "rdfs": RDFS,
    "skos": SKOS,
    "xsd": XSD,
}

_OBO = "http://purl.obolibrary.org/obo/"
EXTERNAL = {
    "BFO": _OBO + "BFO_",
    "CHEBI": _OBO + "CHEBI_",
    "ECO": _OBO + "ECO_",
    "GO": _OBO + "GO_",
    "HP": _OBO + "HP_",
    "MONDO": _OBO + "MONDO_",
    "RO": _OBO + "RO_",
    "UBERON": _OBO + "UBERON_",
    "atc": "http://purl.bioontology.org/ontology/ATC/",
    "mesh": "http://id.nlm.nih.gov/mesh/",
    "unii": "http://identifiers.org/unii/",
    "unit": "http://qudt.org/vocab/unit/",
}
"""The prefixes of the vocabularies that things here are matched to."""
MATCHES = tuple(
    SKOS + each
    for each in ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")
)

TYPE = RDF + "type"
LABEL = RDFS + "label"
ALT_LABEL = SKOS + "altLabel"
DEFINITION = SKOS + "definition"
SCOPE_NOTE = SKOS + "scopeNote"
BROADER = SKOS + "broader"
SOURCE = DCTERMS + "source"
CITATION = DCTERMS + "bibliographicCitation"


def meso(name: str) -> str:
    """Give the IRI of a term of the ontology."""
    return ONTOLOGY + name


def is_elsewhere(iri: str) -> bool:
    """Tell whether an IRI is of a vocabulary that things here are only matched to.

    >>> is_elsewhere("http://purl.obolibrary.org/obo/CHEBI_8431")
    True
    """
    return iri.startswith(tuple(EXTERNAL.values()))


def curie(iri: str) -> str:
    """Shorten an IRI with the prefixes of the house.

    >>> curie("https://w3id.org/mesograph/id/procaine")
    'mg:procaine'
    """
    for prefix, namespace in (PREFIXES | EXTERNAL).items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def expand(name: str) -> str:
    """Write out a CURIE of the house; anything else comes back as it is.

    >>> expand("mg:procaine")
    'https://w3id.org/mesograph/id/procaine'
    """
    prefix, colon, local = name.partition(":")
    known = PREFIXES | EXTERNAL
    return known[prefix] + local if colon and prefix in known else name
