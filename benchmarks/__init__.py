"""What things cost: ratios within one run, never seconds that a test would depend on."""
