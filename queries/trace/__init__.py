"""The chain behind a place, an event or a person, and what moved in it between two days."""

from . import render as render  # registers the texts
