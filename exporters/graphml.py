"""GraphML, which Gephi, yEd and Cytoscape open, through networkx."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..schema.family import FAMILIES, Value
from .snapshot import contents

if TYPE_CHECKING:
    import networkx

    from ..graph.store import Graph
    from .registry import Progress

#: What XML cannot hold.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


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


def write_graphml(graph: networkx.Graph[str], path: str | Path) -> Path:
    """Write a graph of networkx, and give the path back. Lists are joined by `; `, what is not stated is left out."""
    import networkx as nx

    made: networkx.MultiDiGraph[str] = nx.MultiDiGraph(**_plain(graph.graph))
    for node in sorted(graph.nodes, key=str):
        made.add_node(node, **_plain(graph.nodes[node]))
    for n, (start, end, said) in enumerate(graph.edges(data=True)):
        made.add_edge(start, end, key=f"e{n}", **_plain(said))
    nx.write_graphml(made, str(path), named_key_ids=True)
    return Path(path)


def _text(value: Value) -> str | int | float | bool:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value


def _plain(said: dict[str, Any]) -> dict[str, Any]:
    return {str(name): _scalar(value) for name, value in said.items() if value is not None}


def _scalar(value: Any) -> str | int | float | bool:
    if isinstance(value, bool | int | float):
        return value
    if isinstance(value, list | tuple | set | frozenset):
        return "; ".join(str(_scalar(item)) for item in value)
    return _FORBIDDEN.sub("", str(value))
