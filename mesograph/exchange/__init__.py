"""The knowledge in the hands of other libraries: rdflib and owlready2."""
