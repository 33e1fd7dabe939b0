"""Any networkx graph as GraphML, which Gephi, yEd and Cytoscape open."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx

#: What XML cannot hold.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


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


def _plain(said: dict[str, Any]) -> dict[str, Any]:
    return {str(name): _scalar(value) for name, value in said.items() if value is not None}


def _scalar(value: Any) -> str | int | float | bool:
    if isinstance(value, bool | int | float):
        return value
    if isinstance(value, list | tuple | set | frozenset):
        return "; ".join(str(_scalar(item)) for item in value)
    return _FORBIDDEN.sub("", str(value))
