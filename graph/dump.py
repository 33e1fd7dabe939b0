"""The dump of a graph: sorted JSON lines, equal on every engine for equal graphs."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from ..schema.family import FAMILIES
from .protocols import RowReader, nodes_in
from .sorted_lines import in_order
from .writing import batches, read_links, read_nodes, stored_ids

_ENCODE = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def dump_lines(reader: RowReader) -> Iterator[str]:
    """Yield the lines of the dump of a graph or a transaction."""
    return (line[:-1].decode() for line in in_order(_lines(reader)))


def dump_digest(reader: RowReader) -> str:
    """Return the SHA-256 of that dump."""
    state = hashlib.sha256()
    for line in in_order(_lines(reader)):
        state.update(line)
    return state.hexdigest()


def _lines(reader: RowReader) -> Iterator[bytes]:
    """Yield the lines in no order, each with its end; ids are held in memory, and one batch of nodes."""
    for family in FAMILIES:
        for ids in batches(stored_ids(reader, family)):
            for row in read_nodes(reader, family, ids):
                yield _line({"labels": sorted(row.labels), **row.properties})
            for start, (type_, end_family, end) in read_links(reader, family, ids):
                yield _line([family, start, type_, end_family, end])
        # Another program's, which have no id.
        for node in nodes_in(reader.run(f"MATCH (n:{family}) WHERE n.id IS NULL RETURN n")):
            yield _line({"labels": node.labels, **node.properties})


def _line(value: Mapping[str, Any] | list[Any]) -> bytes:
    return as_json(value).encode() + b"\n"


def as_json(value: Mapping[str, Any] | list[Any]) -> str:
    """Return a line of a dump."""
    return _ENCODE(value)
