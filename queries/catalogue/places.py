"""What lies near a place, as the crow flies and by rail."""

from __future__ import annotations

from ...graph.store import Graph
from ..results.result import Result
from .registry import query


def near(graph: Graph, place: str, km: int = 50, as_of: str | None = None) -> Result:
    """Stations, ports and crossings within `km` kilometres of a place, by the nearest coordinates that sources give.

    Places that a code list calls a port, a station or a crossing by their functions are among them.
    """
    return query(graph, "near", as_of, place=place, km=km)


def rail_reach(graph: Graph, place: str, links: int = 2, as_of: str | None = None) -> Result:
    """Stations and ports within one to four rail links of a station or of a border crossing."""
    return query(graph, "rail-reach", as_of, place=place, links=links)
