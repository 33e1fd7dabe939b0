"""Where two JSON values differ."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any


def unequal(before: Any, after: Any, where: str = "") -> Iterator[tuple[str, Any, Any]]:
    """Yield the places at which two JSON values differ, such as `names[0].hits`, with both values."""
    if isinstance(before, dict) and isinstance(after, dict):
        for key in sorted(before.keys() | after.keys()):
            yield from unequal(before.get(key), after.get(key), f"{where}.{key}" if where else key)
    elif isinstance(before, list) and isinstance(after, list):
        for n, (first, other) in enumerate(zip_longest(before, after)):
            yield from unequal(first, other, f"{where}[{n}]")
    elif before != after:
        yield where, before, after
