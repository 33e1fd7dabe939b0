"""Notes on cases and how far the work on them is: records of the work, which no other answer reads."""
