"""Counts at a place through time."""
