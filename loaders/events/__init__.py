"""Summits, trips and timelines."""
