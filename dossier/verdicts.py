"""The assessments that a case file shows: of the thing's events, of what they may be, of what they are a leg of.

An event is matched with every measure in force on its day, and most have nothing to do with it. Shown are those that
may be touched. Where none is, shown is what the whole is held against of which the event is said to be a leg; and
what was matched besides is counted.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from ..graph.store import Graph
from ..queries.assessment.assess import assess
from ..queries.trace.answer import EARLIER, NAMED
from ..schema.errors import NotFound, SanctionsGraphError

Json = dict[str, Any]

_PARENTS = (
    "UNWIND $ids AS id MATCH (e:Entity {id: id})<-[:VALUE]-(c:Statement:Claim)-[:ABOUT]->(t:Entity:Transfer) "
    "WHERE c.property = 'leg' AND c.since <= $as_of AND $as_of < c.until MATCH (c)-[:IN]->(r:Source) "
    "RETURN DISTINCT e.id AS leg, t.id AS id, r.id AS report ORDER BY leg, id, report"
)
#: Of an event that no measure may touch, at most so many are shown.
_CLOSEST = 2
#: The weightiest outcome first.
_ORDER = ("met", "exempt", "contested", "suggested", "unknown", "not met")
#: Elements that decide first, then those that are told beside.
_ELEMENTS = ("act", "object", "direction", "nexus", "in-force", "threshold", "place", "date", "quantity")


def gather(graph: Graph, traced: Json, as_of: str | None) -> Json:
    """One assessment of all events of a case, with what is not shown counted under `left_out`."""
    wanted = [traced["what"]["id"]]
    wanted += [event["event"] for event in traced["may_be"] if event["link"] not in (EARLIER, NAMED)]
    legs = graph.read(_PARENTS, ids=wanted, as_of=traced["as_of"]).rows
    wholes = list(dict.fromkeys(row["id"] for row in legs))
    answers = [_assess(graph, event, as_of) for event in dict.fromkeys([*wanted, *wholes])]
    entries: dict[tuple[str, str], Json] = {}
    for answer in answers:
        for entry in answer["assessments"]:
            entries.setdefault((entry["event"], entry["measure"]), entry)
    order = list(dict.fromkeys([*_events(traced), *wholes, *(event for event, _ in entries)]))
    shown, left_out = [], {}
    touched = {entry["measure"] for entry in entries.values() if entry["touches"]}
    for event in order:
        mine = [entry for (of, _), entry in entries.items() if of == event]
        kept = _kept(mine, touched)
        shown += [{**entry, "elements": sorted(entry["elements"], key=_element)} for entry in kept]
        rest = Counter(entry["outcome"] for entry in mine if entry not in kept)
        left_out[event] = dict(sorted(rest.items(), key=lambda item: _ORDER.index(item[0])))
    return {
        "as_of": traced["as_of"],
        "events": len({event for event, _ in entries}),
        "assessments": shown,
        "left_out": {event: rest for event, rest in left_out.items() if rest},
        "legs": legs,
        "settle": _settle(shown),
        "claims": {id_: claim for answer in answers for id_, claim in answer["claims"].items()},
        "tree": {id_: rests for answer in answers for id_, rests in answer["tree"].items()},
        "sources": list({s["id"]: s for answer in answers for s in answer["sources"]}.values()),
    }


_NOTHING: Json = {"assessments": [], "claims": {}, "tree": {}, "sources": []}


def _assess(graph: Graph, event: str, as_of: str | None) -> Json:
    try:
        return assess(graph, event, as_of=as_of).to_dict()
    except NotFound:
        raise
    except SanctionsGraphError:
        # Nothing is claimed of an event with it by then; the trace shows what is recorded.
        return _NOTHING


def _events(traced: Json) -> list[str]:
    """Events in the order in which the trace tells them."""
    return [event["event"] for part in ("seen", "may_be") for event in traced[part]]


def _kept(entries: list[Json], touched: set[str]) -> list[Json]:
    kept = [entry for entry in entries if entry["touches"]]
    if not kept:
        asked = [entry for entry in entries if entry["measure"] in touched and entry["outcome"] != "not met"]
        kept = sorted(asked, key=_closeness)[:_CLOSEST]
    return sorted(kept, key=lambda entry: (_ORDER.index(entry["outcome"]), _closeness(entry)))


def _closeness(entry: Json) -> tuple[int, str]:
    """Fewer open elements first."""
    return sum(element["status"] == "unknown" for element in entry["elements"]), entry["measure"]


def _element(element: Json) -> int:
    name = element["element"]
    return _ELEMENTS.index(name) if name in _ELEMENTS else len(_ELEMENTS)


def _settle(shown: list[Json]) -> list[Json]:
    """What would close open elements of what is shown, whatever closes most of them first."""
    closes: dict[str, list[str]] = {}
    for entry in shown:
        for element in entry["elements"]:
            for what in element["settle_by"]:
                closes.setdefault(what, []).append(f"{entry['event']} {entry['measure']} {element['element']}")
    told = [{"what": what, "closes": elements} for what, elements in closes.items()]
    return sorted(told, key=lambda step: (-len(step["closes"]), step["what"]))
