"""A whole graph as a stream of rows, in batches and in an order that depends on ids alone.

Ids are held in memory, and one batch of nodes. Labels, properties and types that the model lacks are refused here,
because they become part of statements and of file headers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...schema.errors import GraphError
from ...schema.generated import LABELS, PROPERTIES, RELATIONSHIPS
from ...schema.node import FAMILIES, Value
from ..node_row import NodeRow
from ..protocols import RowReader, Transaction, nodes_in
from ..writing import batches, read_links, read_nodes, stored_ids

_LABELS, _RELATIONSHIPS = frozenset(LABELS), frozenset(RELATIONSHIPS)
_REMEDY = "Remove it there, or load the sources anew."


def node_batches(reader: RowReader) -> Iterator[list[NodeRow]]:
    """Yield all nodes without links. Raises GraphError for a label or property that the model lacks."""
    for family in FAMILIES:
        for ids in batches(_ids(reader, family)):
            rows = sorted(read_nodes(reader, family, ids), key=lambda row: row.id)
            for row in rows:
                _refuse_unknown(row.id, "label", frozenset(row.labels) - _LABELS)
                _refuse_unknown(row.id, "property", row.properties.keys() - PROPERTIES[family].keys())
            yield rows


def link_batches(reader: RowReader) -> Iterator[list[NodeRow]]:
    """Yield all links, as rows that hold no more than an id and its links out.

    Raises GraphError for a relationship that the model lacks.
    """
    for family in FAMILIES:
        for ids in batches(_ids(reader, family)):
            rows: dict[str, NodeRow] = {}
            for id_, link in read_links(reader, family, ids):
                _refuse_unknown(id_, "relationship", {link[0]} - _RELATIONSHIPS)
                rows.setdefault(id_, NodeRow((family,), {"id": id_})).links.append(link)
            for row in rows.values():
                row.links.sort()
            yield [rows[id_] for id_ in sorted(rows)]


def load_log(reader: RowReader) -> list[dict[str, Value]]:
    """Return the properties of the log of loads: what was loaded when, from which file; no part of a dump."""
    return [node.properties for node in nodes_in(reader.run("MATCH (l:Meta:Load) RETURN l ORDER BY l.id"))]


def write_log(tx: Transaction, rows: Sequence[dict[str, Value]]) -> None:
    """Write the log of loads as `load_log` returns it."""
    for batch in batches(list(rows)):
        tx.run("UNWIND $rows AS row MERGE (l:Meta {id: row.id}) SET l:Load SET l += row", {"rows": batch})


def _ids(reader: RowReader, family: str) -> list[str]:
    if reader.run(f"MATCH (n:{family}) WHERE n.id IS NULL RETURN n LIMIT 1"):
        raise GraphError(f"a node with the label {family} has no id, so it is not of the model. {_REMEDY}")
    return stored_ids(reader, family)


def _refuse_unknown(id_: str, part: str, unknown: frozenset[str] | set[str]) -> None:
    if unknown:
        raise GraphError(f"{id_} has a {part} that the model lacks: {', '.join(sorted(unknown))}. {_REMEDY}")
