"""Who says what, and on whom it rests."""

from __future__ import annotations

from ...graph.store import Graph
from ..results.result import Result
from .registry import query


def roots(graph: Graph, report: str, as_of: str | None = None) -> Result:
    """On whom a report rests, claim by claim, down to claims that rest on nothing else."""
    return query(graph, "roots", as_of, report=report)


def claims(graph: Graph, event: str, as_of: str | None = None) -> Result:
    """All claims on an event with stance, hedge, basis, speaker, and what they answer."""
    return query(graph, "claims", as_of, event=event)


def single_root(graph: Graph, as_of: str | None = None) -> Result:
    """Events that rest on one report alone, however many repeat it."""
    return query(graph, "single-root", as_of)


def reports(graph: Graph, as_of: str | None = None) -> Result:
    """The reports in the graph and how they were read."""
    return query(graph, "reports", as_of)


def became_known(graph: Graph, since: str, until: str, as_of: str | None = None) -> Result:
    """What became known after `since`, up to `until` (ISO days), and no later than `as_of`."""
    return query(graph, "became-known", as_of, since=since, until=until)


def history(graph: Graph, id: str, as_of: str | None = None) -> Result:
    """All statements about a thing through time."""
    return query(graph, "history", as_of, id=id)


def one_source(graph: Graph, id: str, as_of: str | None = None) -> Result:
    """Statements about a thing or event that only one source makes, however many repeat it."""
    return query(graph, "one-source", as_of, id=id)


def said_by(graph: Graph, speaker: str, as_of: str | None = None) -> Result:
    """The claims of a speaker, in whoever's report they stand."""
    return query(graph, "said-by", as_of, speaker=speaker)


def denials(graph: Graph, as_of: str | None = None) -> Result:
    """Denials, and the claims that they answer."""
    return query(graph, "denials", as_of)
