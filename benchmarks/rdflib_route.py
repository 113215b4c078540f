"""The same knowledge by way of rdflib: read every file, then ask one query like propose's first."""

import sys

import rdflib

from mesograph.knowledge.files import shipped_files

QUERY = """
PREFIX meso: <https://w3id.org/mesograph/ontology#>
SELECT DISTINCT ?preparation ?process {
    ?need a meso:PhysiologyClaim ; meso:concern ?concern ; meso:onProcess ?process .
    ?concern rdfs:label ?label . FILTER (str(?label) = "fine wrinkles")
    ?claim a meso:MechanismClaim ; meso:onProcess ?process ; meso:agent ?substance .
    ?preparation meso:ingredient/meso:substance ?substance
}
"""


def main() -> None:
    """Print how many rows there are."""
    graph = rdflib.Graph()
    for path in shipped_files():
        graph.parse(path, format="turtle")
    print(len(list(graph.query(QUERY))), "rows", file=sys.stdout)


if __name__ == "__main__":
    main()
