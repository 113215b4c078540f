"""The compiled form of the knowledge: a data format that is known by what it was made from."""
