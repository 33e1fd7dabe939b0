"""Which measures touch goods between two countries, and which transfers are alleged."""

from __future__ import annotations

from ...graph.store import Graph
from ..results.result import Result
from .registry import query


def measures(graph: Graph, sender: str, receiver: str, goods: str, date: str, as_of: str | None = None) -> Result:
    """Measures in force on `date` that touch goods going from `sender` to `receiver` (ids or names).

    `as_of` is what was known of which goods are of which kind.
    """
    return query(graph, "measures", as_of, **{"from": sender, "to": receiver, "goods": goods, "date": date})
