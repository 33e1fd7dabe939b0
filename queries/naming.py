"""How far two names agree, for comparing things."""

from __future__ import annotations

from .likeness import plain


def threshold() -> float:
    """From which score on names agree."""
    return 0.85


def names_agree(a: str, b: str, schema: str) -> tuple[float, str]:
    """The score of two names (0 to 1), and in what they agree."""
    return plain(a, b, schema)
