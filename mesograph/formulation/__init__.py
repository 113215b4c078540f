"""The pharmacy wing: mixing, conditions, checks and the search for mixtures."""
