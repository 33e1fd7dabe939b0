"""What is linked to what, with the statement that carries each hop."""

from __future__ import annotations

from ..graph.store import Graph
from .catalogue import query
from .result import Result


def within_hops(graph: Graph, id: str, hops: int = 2, as_of: str | None = None) -> Result:
    """Things within one to three hops; States are ends, not ways through. Every hop has its statement."""
    return query(graph, "within-hops", as_of, id=id, hops=hops)
