"""Claims as known on a day, and the rules by which they are weighed."""
