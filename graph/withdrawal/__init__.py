"""Taking statements out of a graph: from a day on, which can be undone, or for good."""
