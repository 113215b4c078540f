"""Proofs as text, JSON, Markdown, DOT, SVG, HTML and RDF: one structure, many renderings."""
