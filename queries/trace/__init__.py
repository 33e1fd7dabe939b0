"""The chain behind a place, an event or a person."""
