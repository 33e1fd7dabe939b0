"""Where the places of a case lie, each by the first statement with coordinates.

A coordinate is no evidence of what happened, and places do not move. So where nobody whose statement was known on the
day gives one, a later statement may place the mark; the page says so.
"""

from __future__ import annotations

from typing import Any

from ..graph.store import Graph

Json = dict[str, Any]

_KNOWN = "{0}.since <= $as_of AND $as_of < {0}.until"
_LOCATIONS = (
    "UNWIND $ids AS id MATCH (p:Entity:Place {id: id})<-[:ABOUT]-(l:Statement:Location)-[:IN]->(r:Source) "
    "WHERE l.latitude IS NOT NULL AND l.longitude IS NOT NULL OPTIONAL MATCH (r)-[:PUBLISHED_BY]->(b:Source) "
    "RETURN id, l.latitude AS latitude, l.longitude AS longitude, l.note AS note, l.since AS since, l.until AS until, "
    "r.id AS report, r.name AS title, b.name AS publisher, coalesce(r.published, r.date) AS published, "
    "r.url AS url, r.seen AS seen ORDER BY id, since, report"
)
_NAMES = "UNWIND $ids AS id MATCH (p:Entity:Place {id: id}) RETURN p.id AS id, p.name AS name, labels(p) AS labels"
_EVENT_PLACES = (
    "UNWIND $ids AS id MATCH (:Entity {id: id})<-[:ABOUT]-(c:Statement)-[role]->(p:Entity:Place) "
    f"WHERE {_KNOWN.format('c')} AND type(role) IN ['VALUE', 'PLACE'] RETURN DISTINCT p.id AS id ORDER BY id"
)
_CROSSINGS = (
    "UNWIND $ids AS id MATCH (:Entity {id: id})<-[:ENDS_AT]-(l:Statement:RailLink)-[:OVER]->(p:Entity) "
    f"WHERE l.border AND {_KNOWN.format('l')} RETURN DISTINCT p.id AS id ORDER BY id"
)
_KINDS = ("RailStation", "Port", "BorderCrossing", "Spaceport", "Facility", "Settlement")
_SOURCE = ("title", "publisher", "published", "url", "seen")


def gather(graph: Graph, traced: Json, assessed: Json) -> list[Json]:
    """The places that a case names, with coordinates where anybody gives them."""
    as_of = traced["as_of"]
    events = {e["event"] for part in ("seen", "may_be", "before") for e in traced[part]}
    events |= {leg["event"] for e in traced["may_be"] for leg in e["legs"]}
    events |= {entry["event"] for entry in assessed["assessments"]}
    stations = [traced["what"]["id"], *(end["station"] for end in traced["leads_to"])]
    found = [row["id"] for row in graph.read(_CROSSINGS, ids=stations, as_of=as_of).rows]
    found += [row["id"] for row in graph.read(_EVENT_PLACES, ids=sorted(events), as_of=as_of).rows]
    wanted = list(dict.fromkeys([*stations, *found]))
    named = {row["id"]: row for row in graph.read(_NAMES, ids=wanted).rows}
    located: dict[str, Json] = {}
    for row in graph.read(_LOCATIONS, ids=wanted).rows:
        known = row["since"] <= as_of < row["until"]
        if row["id"] not in located or (known and located[row["id"]]["later"]):
            located[row["id"]] = {**row, "later": not known}
    return [_place(named[id_], located.get(id_)) for id_ in wanted if id_ in named]


def _place(named: Json, at: Json | None) -> Json:
    return {
        "id": named["id"],
        "name": named["name"],
        "kind": next((kind for kind in _KINDS if kind in named["labels"]), "Place"),
        "latitude": at and at["latitude"],
        "longitude": at and at["longitude"],
        "note": at and at["note"],
        "stated": at and at["since"],
        "later": bool(at and at["later"]),
        "report": at and at["report"],
        "source": {"id": at["report"], **{key: at[key] for key in _SOURCE}} if at else None,
    }
