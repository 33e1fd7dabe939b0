"""Who met whom, and what was seen after."""

from __future__ import annotations

from ...graph.store import Graph
from ..results.result import Result
from .registry import query


def meetings(graph: Graph, a: str, b: str, as_of: str | None = None) -> Result:
    """When two people met, where and on what matters; one row a source."""
    return query(graph, "meetings", as_of, a=a, b=b)


def after_meeting(graph: Graph, a: str, b: str, days: int = 60, as_of: str | None = None) -> Result:
    """What was observed, within `days` after two leaders met, at a rail border between their States.

    That one thing came after another is no proof that it came from it.
    """
    return query(graph, "after-meeting", as_of, a=a, b=b, days=days)


def in_office(graph: Graph, country: str, on: str, as_of: str | None = None) -> Result:
    """Who held which post of a State on a day."""
    return query(graph, "in-office", as_of, country=country, on=on)


def met_before(graph: Graph, days: int = 60, as_of: str | None = None) -> Result:
    """Who of the States concerned met whom within `days` before a change in trade or traffic was seen.

    That one thing came before another is no proof that it led to it.
    """
    return query(graph, "met-before", as_of, days=days)
