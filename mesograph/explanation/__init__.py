"""Why something follows, why not, what falls with a source, and which way leads where."""
