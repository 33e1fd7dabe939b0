"""Ownership and control of listed entities."""
