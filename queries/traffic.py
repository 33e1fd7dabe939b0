"""Traffic at a place."""

from __future__ import annotations

from ..graph.store import Graph
from .catalogue import query
from .result import Result


def traffic(graph: Graph, place: str, as_of: str | None = None) -> Result:
    """What was counted at a place over time, by whom, on what basis; one row a root claim.

    `place` is an id or name. `number` is a count in `unit`; only equal units can be compared.
    """
    return query(graph, "traffic", as_of, place=place)


def links(graph: Graph, place: str, as_of: str | None = None) -> Result:
    """Rail links from a station; gauges in millimetres, lengths in kilometres as each source has them."""
    return query(graph, "links", as_of, place=place)
