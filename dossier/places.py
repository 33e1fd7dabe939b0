"""Where the places of a case lie, each by the first statement with coordinates.

A coordinate is no evidence of what happened, and places do not move. So where no statement known on the day gives one,
a later statement may place the mark; the page says so.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..graph.store import Graph
from ..queries.results.citations import Citations
from ..queries.trace.answer import Trace
from ..schema.dates import stood, stood_in_cypher
from .assessments import CaseAssessments

_LOCATIONS = (
    "UNWIND $ids AS id MATCH (p:Entity:Place {id: id})<-[:ABOUT]-(l:Statement:Location)-[:IN]->(r:Source) "
    "WHERE l.latitude IS NOT NULL AND l.longitude IS NOT NULL "
    "RETURN id, l.latitude AS latitude, l.longitude AS longitude, l.note AS note, l.since AS since, l.until AS until, "
    "r.id AS report ORDER BY id, since, report"
)
_NAMES = "UNWIND $ids AS id MATCH (p:Entity:Place {id: id}) RETURN p.id AS id, p.name AS name, labels(p) AS labels"
_EVENT_PLACES = (
    "UNWIND $ids AS id MATCH (:Entity {id: id})<-[:ABOUT]-(c:Statement)-[role]->(p:Entity:Place) "
    f"WHERE {stood_in_cypher('c')} AND type(role) IN ['VALUE', 'PLACE'] RETURN DISTINCT p.id AS id ORDER BY id"
)
_CROSSINGS = (
    "UNWIND $ids AS id MATCH (:Entity {id: id})<-[:ENDS_AT]-(l:Statement:RailLink)-[:OVER]->(p:Entity) "
    f"WHERE l.border AND {stood_in_cypher('l')} RETURN DISTINCT p.id AS id ORDER BY id"
)
_KINDS = ("RailStation", "Port", "BorderCrossing", "Spaceport", "Facility", "Settlement")


@dataclass(frozen=True, slots=True)
class CasePlace:
    """A place, with coordinates in degrees where a statement gives them.

    `stated` is the day of that statement, `later` whether it came after the day of the case, `source` its number.
    """

    id: str
    name: str
    kind: str
    latitude: float | None = None
    longitude: float | None = None
    note: str | None = None
    stated: str | None = None
    later: bool = False
    report: str | None = None
    source: int | None = None


@dataclass(frozen=True, slots=True)
class _PlaceId:
    id: str


@dataclass(frozen=True, slots=True)
class _NamedPlace:
    id: str
    name: str
    labels: list[str]

    @property
    def kind(self) -> str:
        return next((kind for kind in _KINDS if kind in self.labels), "Place")


@dataclass(frozen=True, slots=True)
class _LocationRow:
    id: str
    latitude: float
    longitude: float
    note: str | None
    since: str
    until: str
    report: str


def places_of(graph: Graph, trace: Trace, assessed: CaseAssessments, citations: Citations) -> tuple[CasePlace, ...]:
    """Return the places that a case names, with coordinates where a statement gives them; number those statements."""
    events = {event.event for part in (trace.seen, trace.may_be, trace.before) for event in part}
    events |= {leg.event for transfer in trace.may_be for leg in transfer.legs}
    events |= {assessment.event for assessment in assessed.assessments}
    stations = [trace.what.id, *(station.station for station in trace.leads_to)]
    crossings = graph.read_as(_PlaceId, _CROSSINGS, ids=stations, as_of=trace.as_of)
    of_events = graph.read_as(_PlaceId, _EVENT_PLACES, ids=sorted(events), as_of=trace.as_of)
    ids = list(dict.fromkeys([*stations, *(place.id for place in (*crossings, *of_events))]))
    names = {place.id: place for place in graph.read_as(_NamedPlace, _NAMES, ids=ids)}
    located: dict[str, _LocationRow] = {}
    stood_then: dict[str, bool] = {}
    for row in graph.read_as(_LocationRow, _LOCATIONS, ids=ids):
        stands = stood(row.since, row.until, trace.as_of)
        if row.id not in located or (stands and not stood_then[row.id]):
            located[row.id], stood_then[row.id] = row, stands
    return tuple(
        _place(names[id_], located.get(id_), not stood_then.get(id_, True), citations) for id_ in ids if id_ in names
    )


def _place(named: _NamedPlace, at: _LocationRow | None, later: bool, citations: Citations) -> CasePlace:
    if at is None:
        return CasePlace(named.id, named.name, named.kind)
    coordinates = (at.latitude, at.longitude)
    source = citations.number(at.report)
    return CasePlace(named.id, named.name, named.kind, *coordinates, at.note, at.since, later, at.report, source)
