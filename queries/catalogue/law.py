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


def in_force(graph: Graph, programme: str, on: str, as_of: str | None = None) -> Result:
    """The measures of a programme (id) on a day, by which paragraphs, and the claims for and against where disputed."""
    return query(graph, "in-force", as_of, programme=programme, on=on)


def exemptions(graph: Graph, measure: str, on: str, as_of: str | None = None) -> Result:
    """What is exempt from a measure (id) on a day, condition by condition, with the claims that speak to each."""
    return query(graph, "exemptions", as_of, measure=measure, on=on)


def amendments(graph: Graph, provision: str, as_of: str | None = None) -> Result:
    """Provisions up to a day that extend, replace or end a provision (id), in one step or more."""
    return query(graph, "amendments", as_of, provision=provision)


def alleged(graph: Graph, as_of: str | None = None) -> Result:
    """Transfers that are alleged, with how many claims assert, suggest, doubt and deny each."""
    return query(graph, "alleged", as_of)


def events_of_goods(graph: Graph, goods: str, as_of: str | None = None) -> Result:
    """Events that are said to be of a kind of goods, or of a narrower kind, with the claims for and against."""
    return query(graph, "events-of-goods", as_of, goods=goods)
