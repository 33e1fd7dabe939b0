"""Stations, ports and code lists of places."""
