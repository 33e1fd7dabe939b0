"""The questions that are Cypher files, by name."""
