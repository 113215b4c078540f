"""The RDF wing: reading Turtle, holding the graphs, running queries (pyoxigraph only)."""
