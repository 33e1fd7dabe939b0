"""The dump of a graph: sorted JSON lines, equal on every engine for equal graphs."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from ..schema.direct import not_laid
from ..schema.family import FAMILIES
from .protocols import RowReader, StoredLink, nodes_in, typed

_ENCODE = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def dump_lines(reader: RowReader) -> Iterator[str]:
    """Yield the lines of the dump of a graph or a transaction."""
    lines = []
    for family in FAMILIES:
        for node in nodes_in(reader.run(f"MATCH (n:{family}) RETURN n")):
            lines.append(as_json({"labels": node.labels, **node.properties}))
        links = reader.run(
            f"MATCH (a:{family})-[r]->(b){not_laid(family)} "
            "RETURN a.id AS start, type(r) AS type, b.id AS end, labels(b) AS labels"
        )
        for link in typed(StoredLink, links):
            if (end_family := link.family) is not None:
                lines.append(as_json([family, link.start, link.type, end_family, link.end]))
    yield from sorted(lines)


def dump_digest(reader: RowReader) -> str:
    """Return the SHA-256 of that dump."""
    state = hashlib.sha256()
    for line in dump_lines(reader):
        state.update(line.encode() + b"\n")
    return state.hexdigest()


def as_json(value: Mapping[str, Any] | list[Any]) -> str:
    """Return a line of a dump."""
    return _ENCODE(value)
