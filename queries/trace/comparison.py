"""What a trace says on one day that it did not say on an earlier one, and what that moved."""

from __future__ import annotations

from typing import Any

from ...graph.store import Graph
from ...schema.dates import day
from ...schema.errors import SanctionsGraphError
from ..results.dict_answer import Answer
from .render import CLAIM, claim_rows, claims_of, tell_between
from .trace import trace


def between(graph: Graph, what: str, since: str, until: str) -> Answer:
    """What a trace says on `until` that it did not say on `since`, and what that moved.

    Keys: what, since, until, arrived (claims), events (that came into the trace), moved (elements whose
    status or roots changed, with the claims through which), sources.
    """
    if day(since) > day(until):
        raise SanctionsGraphError(f"{since} is after {until}: give the earlier day first.")
    start, end = trace(graph, what, since), trace(graph, what, until)
    known = {claim["id"] for claim in claims_of(start)}
    arrived = [claim for claim in claims_of(end) if claim["id"] not in known and claim["since"] > since]
    before = {(e["event"], x["element"]): x for e in start["may_be"] for x in e["elements"]}
    moved = []
    for event in end["may_be"]:
        for element in event["elements"]:
            old = before.get((event["event"], element["element"]))
            new_claims = [
                c["id"] for c in arrived if c["event"] == event["event"] and c["property"] == element["element"]
            ]
            was, now = _standing(old), _standing(element)
            if was != now:
                moved.append(
                    {
                        "event": event["event"],
                        "name": event["name"],
                        "element": element["element"],
                        "before": was,
                        "after": now,
                        "through": new_claims,
                    }
                )
    events = {e["event"] for part in ("seen", "may_be") for e in start[part]}
    told = {
        "what": end["what"],
        "since": since,
        "until": until,
        "arrived": arrived,
        "events": [
            {"event": e["event"], "name": e["name"]}
            for part in ("seen", "may_be")
            for e in end[part]
            if e["event"] not in events
        ],
        "moved": moved,
        "sources": end["sources"],
    }
    return Answer(told, "between", CLAIM, claim_rows, tell_between)


def _standing(element: dict[str, Any] | None) -> dict[str, Any]:
    return {"status": element["status"], "roots": len(element["roots"])} if element else {"status": None, "roots": 0}
