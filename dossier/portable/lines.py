"""Lines of a dump as they are read back: a node with labels and properties, or a link."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from ...schema.errors import InputError
from ...schema.family import Value

_REMEDY = "Ask whoever made the case for the file again."


@dataclass(frozen=True)
class DumpLine:
    """A node, or in `link` the family and id of its start, its type, and the family and id of its end."""

    place: str
    labels: tuple[str, ...] = ()
    properties: dict[str, Value] = field(default_factory=dict)
    link: tuple[str, ...] = ()


def parsed_lines(place: str, content: bytes) -> Iterator[DumpLine]:
    """Yield the lines of a dump. Raises InputError, naming the line, for what is none."""
    for number, raw in enumerate(content.splitlines(), 1):
        where = f"{place}:{number}"
        try:
            value = json.loads(raw)
        except (ValueError, RecursionError) as error:
            raise InputError(where, "is not JSON", _REMEDY) from error
        if isinstance(value, list) and len(value) == 5 and all(isinstance(part, str) for part in value):
            yield DumpLine(where, link=tuple(value))
        elif isinstance(value, dict) and isinstance(value.get("id"), str) and _texts(value.get("labels")):
            labels = tuple(value.pop("labels"))
            yield DumpLine(where, labels, value)
        else:
            raise InputError(where, "is neither a node nor a link", _REMEDY)


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)
