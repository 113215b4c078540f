"""What is wrong with knowledge: its form, its words, its figures, and what contradicts itself."""
