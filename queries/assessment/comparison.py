"""What assessments say on one day that they did not say on an earlier one."""

from __future__ import annotations

from typing import Any

from ...graph.store import Graph
from ...schema.dates import day
from ...schema.errors import NothingClaimed, SanctionsGraphError
from ..results.dict_answer import Answer
from .assess import assess
from .render import MOVED, moved_rows, tell_moved


def assess_between(
    graph: Graph, since: str, until: str, event: str | None = None, measure: str | None = None
) -> Answer:
    """What an assessment says on `until` that it did not say on `since`.

    Keys: what, since, until, outcomes (of event and measure, before and after), moved (elements whose status or
    roots changed, with the claims that came between through which they did), claims, sources.
    """
    if day(since) > day(until):
        raise SanctionsGraphError(f"{since} is after {until}: give the earlier day first.")
    end = assess(graph, event, measure, until)
    try:
        start = {(a["event"], a["measure"]): a for a in assess(graph, event, measure, since)["assessments"]}
    except NothingClaimed:
        start = {}
    outcomes, moved = [], []
    for made in end["assessments"]:
        old = start.get((made["event"], made["measure"]))
        named = {key: made[key] for key in ("event", "name", "measure", "measure_name")}
        if (old and old["outcome"]) != made["outcome"]:
            outcomes.append(named | {"before": old and old["outcome"], "after": made["outcome"]})
        before = {element["element"]: element for element in old["elements"]} if old else {}
        for element in made["elements"]:
            was, now = _standing(before.get(element["element"])), _standing(element)
            if was != now:
                through = [c for c in element["claims"] if c in end["claims"] and end["claims"][c]["since"] > since]
                moved.append(
                    named
                    | {"element": element["element"], "before": was, "through": through}
                    | {"after": now | {"because": element["because"]}}
                )
    still = {(made["event"], made["measure"]) for made in end["assessments"]}
    for key, gone in start.items():
        if key not in still:
            named = {name: gone[name] for name in ("event", "name", "measure", "measure_name")}
            outcomes.append(named | {"before": gone["outcome"], "after": None})
    told = {
        "what": end["what"],
        "since": since,
        "until": until,
        "outcomes": outcomes,
        "moved": moved,
        "claims": end["claims"],
        "sources": end["sources"],
    }
    return Answer(told, "moved", MOVED, moved_rows, tell_moved)


def _standing(element: dict[str, Any] | None) -> dict[str, Any]:
    return {"status": element["status"], "roots": len(element["roots"])} if element else {"status": None, "roots": 0}
