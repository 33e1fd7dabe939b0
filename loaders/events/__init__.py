"""Summits and trips."""
