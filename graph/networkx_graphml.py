"""Any networkx graph as GraphML, which Gephi, yEd and Cytoscape open; and values that all of its writers take."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from ..schema.xml_text import xml_text
from .output import GRAPHML, output

if TYPE_CHECKING:
    import networkx

    Net = TypeVar("Net", bound=networkx.Graph[str])


def write_graphml(graph: networkx.Graph[str], path: str | Path) -> Path:
    """Write a networkx graph, and return the path. Lists are joined by `; `, missing values are left out."""
    import networkx as nx

    plain: networkx.MultiDiGraph[str] = nx.MultiDiGraph()
    plain.graph.update(_scalars(graph.graph))
    for node in sorted(graph.nodes, key=str):
        plain.add_node(node, **_scalars(graph.nodes[node]))
    for n, (start, end, properties) in enumerate(graph.edges(data=True)):
        plain.add_edge(start, end, key=f"e{n}", **_scalars(properties))
    with output(path, GRAPHML) as target:
        nx.write_graphml(plain, str(target), named_key_ids=True)
    return Path(path)


def with_plain_values(graph: Net) -> Net:
    """Return a graph whose values every writer of networkx takes: without missing ones, lists joined by `; `."""
    attributes = [
        graph.graph,
        *(graph.nodes[node] for node in graph.nodes),
        *(data for *_, data in graph.edges(data=True)),
    ]
    for properties in attributes:
        plain = _scalars(properties)
        properties.clear()
        properties.update(plain)
    return graph


def _scalars(properties: Mapping[str, Any]) -> dict[str, str | int | float | bool]:
    return {str(name): _scalar(value) for name, value in properties.items() if value is not None}


def _scalar(value: Any) -> str | int | float | bool:
    if isinstance(value, bool | int | float):
        return value
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {_scalar(item)}" for name, item in value.items() if item is not None)
    if isinstance(value, list | tuple | set | frozenset):
        return "; ".join(str(_scalar(item)) for item in value)
    return xml_text(str(value))
