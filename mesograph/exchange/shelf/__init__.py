"""One's own shelf as a list: read from CSV, and written back."""
