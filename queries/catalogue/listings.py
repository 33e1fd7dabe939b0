"""What is on a list."""

from __future__ import annotations

from ...graph.store import Graph
from ..results.result import Result
from .registry import query


def listed(graph: Graph, list: str = "UN", as_of: str | None = None) -> Result:
    """The entries of a list as the edition of a day had them."""
    return query(graph, "listed", as_of, list=list)


def listed_ships(graph: Graph, event: str, as_of: str | None = None) -> Result:
    """The ships that are named in an event, every list that they were on, and since when."""
    return query(graph, "listed-ships", as_of, event=event)


def listed_at(graph: Graph, place: str, as_of: str | None = None) -> Result:
    """Listed things that an event links to a place, with the statements that do."""
    return query(graph, "listed-at", as_of, place=place)


def lists_disagree(graph: Graph, a: str, b: str, as_of: str | None = None) -> Result:
    """What one of two lists has on a day and the other has not.

    Entries are compared by the thing that they are joined to: entries that no decision joined count as two things.
    """
    return query(graph, "lists-disagree", as_of, a=a, b=b)


def came_back(graph: Graph, as_of: str | None = None) -> Result:
    """Entries of lists, and measures, that came back after they were gone, as far as editions and dates show it."""
    return query(graph, "came-back", as_of)
