"""A mixture as chemistry: pH, uncharged forms, solids, tonicity and dose, every figure shown."""
