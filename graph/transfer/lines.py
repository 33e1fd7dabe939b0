"""Lines of a dump as they are read back: nodes with labels and properties, and links."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from ...schema.errors import InputError
from ...schema.family import FAMILIES, Value
from ...schema.generated import LABELS, PROPERTIES, RELATIONSHIPS
from ..node_row import NodeRow

_REMEDY = "Ask whoever made the file for it again."


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


def rows_of(place: str, content: bytes) -> Iterator[NodeRow]:
    """Yield the nodes of a dump with their links."""
    nodes: dict[tuple[str, str], NodeRow] = {}
    for line in parsed_lines(place, content):
        if line.link:
            family, start, type_, end_family, end = line.link
            row = nodes.setdefault((family, start), NodeRow((family,), {"id": start}))
            _refuse(type_ not in RELATIONSHIPS or end_family not in FAMILIES, line.place, f"no relationship {type_!r}")
            row.links.append((type_, end_family, end))
            continue
        labels, properties = line.labels, line.properties
        family = next((label for label in FAMILIES if label in labels), "")
        _refuse(not family or bool(set(labels) - set(LABELS)), line.place, f"labels {', '.join(labels)}")
        _refuse(bool(properties.keys() - PROPERTIES[family].keys()), line.place, "a property that the model lacks")
        row = nodes.setdefault((family, str(properties["id"])), NodeRow((family,), {}))
        row.labels = (family, *(label for label in labels if label != family))
        row.properties = properties
    yield from nodes.values()


def _refuse(wrong: bool, place: str, problem: str) -> None:
    if wrong:
        raise InputError(place, f"is no line of a graph: {problem}", _REMEDY)
