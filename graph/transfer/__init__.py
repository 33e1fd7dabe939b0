"""Copies of a whole graph into another."""
