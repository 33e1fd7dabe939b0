"""What screening keeps of the names that it compared, so that a list is made ready once, and how it is let go."""

from __future__ import annotations

from .candidates import _keys
from .names import normalized
from .short_forms import _ambiguous
from .words import rest_of, word

_KEPT = (normalized, word, rest_of, _ambiguous, _keys)


def names_kept() -> int:
    """Return how many names are kept."""
    return normalized.cache_info().currsize


def let_names_go() -> None:
    """Keep none of them: what is compared next is made ready again."""
    for kept in _KEPT:
        kept.cache_clear()
