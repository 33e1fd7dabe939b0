"""Codes of places: one code of one numbering system that is stated of two."""

from __future__ import annotations

from collections.abc import Iterator

from .facts import EntityFacts
from .feature import Feature, feature


def codes(a: EntityFacts, b: EntityFacts) -> Iterator[Feature]:
    """One code of one numbering system is stated of both places."""
    theirs = {code.value: code for code in b.codes}
    for code in a.codes:
        if other := theirs.get(code.value):
            yield feature("code", code.text, (code,), (other,))
            return
