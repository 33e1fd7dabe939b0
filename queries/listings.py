"""What is on a list."""

from __future__ import annotations

from ..graph.store import Graph
from .catalogue import query
from .result import Result


def listed(graph: Graph, list: str = "UN", as_of: str | None = None) -> Result:
    """The entries of a list as the edition of a day had them."""
    return query(graph, "listed", as_of, list=list)
