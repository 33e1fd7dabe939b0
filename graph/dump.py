"""The dump of a graph: sorted JSON lines, equal on every engine for equal graphs."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from ..schema.family import FAMILIES
from .protocols import RowReader
from .writing import PROJECTED

_ENCODE = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def dump_lines(reader: RowReader) -> Iterator[str]:
    """The dump of what is read through a graph or a transaction."""
    lines = []
    for family in FAMILIES:
        for row in reader.run(f"MATCH (n:{family}) RETURN n"):
            node = row["n"]
            lines.append(as_json({"labels": node["labels"], **node["properties"]}))
        links = reader.run(
            f"MATCH (a:{family})-[r]->(b) WHERE type(r) <> '{PROJECTED}' "
            "RETURN a.id AS a, type(r) AS type, b.id AS b, labels(b) AS labels"
        )
        for link in links:
            end = next((label for label in FAMILIES if label in link["labels"]), None)
            if end is not None:
                lines.append(as_json([family, link["a"], link["type"], end, link["b"]]))
    yield from sorted(lines)


def dump_digest(reader: RowReader) -> str:
    """SHA-256 of that dump."""
    state = hashlib.sha256()
    for line in dump_lines(reader):
        state.update(line.encode() + b"\n")
    return state.hexdigest()


def as_json(value: Mapping[str, Any] | list[Any]) -> str:
    """A line of a dump."""
    return _ENCODE(value)
