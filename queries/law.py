"""Which measures touch goods between two countries, and which transfers are alleged."""

from __future__ import annotations

from ..graph.store import Graph
from .catalogue import query
from .result import Result


def measures(graph: Graph, sender: str, receiver: str, goods: str, date: str) -> Result:
    """Measures in force on `date` that touch goods going from `sender` to `receiver` (ids or names)."""
    return query(graph, "measures", **{"from": sender, "to": receiver, "goods": goods, "date": date})


def alleged(graph: Graph, as_of: str | None = None) -> Result:
    """Transfers that are alleged, with how many claims assert, suggest, doubt and deny each."""
    return query(graph, "alleged", as_of)
