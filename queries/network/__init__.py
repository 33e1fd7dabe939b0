"""Paths, brokers and communities."""
