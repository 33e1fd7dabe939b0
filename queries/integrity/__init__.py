"""Whether a graph is whole and as the model has it."""
