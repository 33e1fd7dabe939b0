"""Names compared and screened: how well two go together, and who in a graph may be meant."""
