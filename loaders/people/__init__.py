"""Leaders and their terms of office."""
