"""GraphML, which Gephi, yEd and Cytoscape open, through networkx."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from ..graph.networkx_graphml import write_graphml
from ..schema.family import FAMILIES, Value
from .snapshot import snapshot

if TYPE_CHECKING:
    from ..graph.progress import Progress
    from ..graph.store import Graph


def write(graph: Graph, out: Path, form: str, as_of: str | None, progress: Progress | None) -> dict[str, int]:
    """Write a whole graph, with labels as `:Entity:Person` and the type of a relationship as its `label`.

    A node is `Family id`; a list is JSON text, because GraphML has none.
    """
    import networkx as nx

    nodes = snapshot(graph, as_of).nodes
    net: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    rows = [(family, row) for family in FAMILIES for _, row in sorted(nodes[family].items())]
    for count, (family, row) in enumerate(rows):
        values = {name: _text(value) for name, value in sorted(row.properties.items()) if name != "nameKeys"}
        net.add_node(f"{family} {row.id}", labels=f":{':'.join(row.labels)}", **values)
        if progress and count % 5000 == 0:
            progress(count)
    for family, row in rows:
        for type_, end, id_ in sorted(row.links):
            net.add_edge(f"{family} {row.id}", f"{end} {id_}", label=type_)
    write_graphml(net, out)
    return {"nodes": net.number_of_nodes(), "relationships": net.number_of_edges()}


def _text(value: Value) -> str | int | float | bool:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value
