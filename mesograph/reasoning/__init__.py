"""What follows from what is said: rules as files, an engine that keeps to them, derivations."""
