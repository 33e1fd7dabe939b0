"""The direct relationships of a graph as rows, and those that its statements ask for, worked out without Cypher."""

from __future__ import annotations

import sanctionsgraph as sg
from sanctionsgraph.graph.node_row import NodeRow
from sanctionsgraph.graph.protocols import StoredLink, nodes_in, typed
from sanctionsgraph.schema.direct import DIRECT_TYPES, MEETINGS, DirectLine, lines_of
from sanctionsgraph.schema.family import FAMILIES

COPIED = ("since", "until", "stance", "startDate", "endDate", "earliest", "latest")
OF_SOURCE = ("licence",)
#: Type, both ends, and the properties as sorted pairs.
DirectRow = tuple[str, str, str, tuple[tuple[str, object], ...]]


def laid(graph: sg.Graph) -> list[DirectRow]:
    rows = graph.read("MATCH (a:Entity)-[r]->(b) RETURN type(r) AS type, a.id AS a, b.id AS b, r").rows
    assert {row["type"] for row in rows} <= set(DIRECT_TYPES)
    return sorted((row["type"], row["a"], row["b"], tuple(sorted(row["r"]["properties"].items()))) for row in rows)


def asked_for(graph: sg.Graph) -> list[DirectRow]:
    nodes = {
        (family, node.properties["id"]): NodeRow(tuple(node.labels), node.properties)
        for family in FAMILIES
        for node in nodes_in(graph.read(f"MATCH (n:{family}) RETURN n").rows)
    }
    links = "MATCH (a:Statement)-[r]->(b) RETURN a.id AS start, type(r) AS type, b.id AS end, labels(b) AS labels"
    for link in typed(StoredLink, graph.read(links).rows):
        if link.family:
            nodes["Statement", link.start].links.append((link.type, link.family, link.end))
    rows: list[DirectRow] = []
    for (family, _), row in nodes.items():
        if family == "Statement" and ("Record" in row.labels or row.text("stance") in ("asserts", "suggests")):
            said = row.text("property") or row.text("ftmSchema") or None
            for line in lines_of(list(row.labels), said):
                rows += _rows(line, row, nodes)
    return sorted(rows)


def _rows(line: DirectLine, row: NodeRow, nodes: dict[tuple[str, str], NodeRow]) -> list[DirectRow]:
    starts = [end for type_, family, end in row.links if type_ == line.start and family == "Entity"]
    ends = [end for type_, family, end in row.links if type_ == line.end and family == line.family]
    pairs = [(a, b) for a in starts for b in ends if (a < b if line.both_ways else a != b)]
    if line.meeting is not None:
        met = {b for _, b in pairs if set(MEETINGS) & set(nodes[line.family, b].labels)}
        pairs = [(a, b) for a, b in pairs if (b in met) == line.meeting]
    copied = {name: row.properties[name] for name in COPIED if name in row.properties}
    for source in (nodes["Source", end] for type_, _, end in row.links if type_ == "IN"):
        copied |= {name: source.properties[name] for name in OF_SOURCE if name in source.properties}
    properties = tuple(sorted({"statement": row.id, **copied}.items()))
    return [(line.type, a, b, properties) for a, b in pairs]
