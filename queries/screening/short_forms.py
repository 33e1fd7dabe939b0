"""Abbreviations that stand for more than one word: which is meant shows in the name that they are compared with."""

from __future__ import annotations

import re
from functools import lru_cache

from .names import Name, normalized
from .wordlists import OTHER_READINGS

_WORD = re.compile(r"[^\W\d_]+")


def read_by(name: Name, other: Name) -> Name:
    """Return a name of a body, its ambiguous abbreviations read as the word that the other name has instead."""
    if name.kind != "body" or not (short := _ambiguous(name.original)):
        return name
    there = {word.text for word in other.words}
    text = name.original
    for abbreviation in short:
        for reading in OTHER_READINGS[abbreviation]:
            if reading in there:
                text = re.sub(rf"\b{abbreviation}\b\.?", reading, text, flags=re.IGNORECASE)
    return normalized(text, name.kind) if text != name.original else name


@lru_cache(maxsize=1 << 16)
def _ambiguous(name: str) -> tuple[str, ...]:
    return tuple(word for word in map(str.lower, _WORD.findall(name)) if word in OTHER_READINGS)
