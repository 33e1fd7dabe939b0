"""GraphML, which Gephi, yEd and Cytoscape open, through networkx."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from ..graph.networkx_graphml import write_graphml
from ..schema.family import FAMILIES, Value
from .snapshot import contents

if TYPE_CHECKING:
    from ..graph.progress import Progress
    from ..graph.store import Graph


def write(graph: Graph, out: Path, form: str, as_of: str | None, progress: Progress | None) -> dict[str, int]:
    """Write a whole graph, labels as `:Entity:Person`, relationships with their type as `label`.

    A node is `Family id`; a list is JSON text, because GraphML has none.
    """
    import networkx as nx

    held = contents(graph, as_of)
    drawn: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    rows = [(family, row) for family in FAMILIES for _, row in sorted(held[family].items())]
    for count, (family, row) in enumerate(rows):
        values = {name: _text(value) for name, value in sorted(row.properties.items()) if name != "nameKeys"}
        drawn.add_node(f"{family} {row.id}", labels=f":{':'.join(row.labels)}", **values)
        if progress and count % 5000 == 0:
            progress(count)
    for family, row in rows:
        for type_, end, id_ in sorted(row.links):
            drawn.add_edge(f"{family} {row.id}", f"{end} {id_}", label=type_)
    write_graphml(drawn, out)
    return {"nodes": drawn.number_of_nodes(), "relationships": drawn.number_of_edges()}


def _text(value: Value) -> str | int | float | bool:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value
