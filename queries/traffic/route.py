"""Ways by rail between two stations, over the rail links that are known: stations, lengths, gauges, borders.

Links are what sources state, or what was worked out along the tracks of a map. That none is known between two stations
is no evidence that there is none.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import networkx as nx

from ...graph.store import EntityRef, Graph
from ...graph.writing import batches
from ...schema.dates import DayLike, known_by, stood_in_cypher
from ...schema.errors import SanctionsGraphError
from ..evidence.statements import COUNTRIES, CountryOfPlace
from ..results.citations import Citations
from .route_answer import GaugeBreak, RailLeg, RailRoute, RailStop, RouteAnswer

#: Kilometres that a link without a stated length counts in the search, and in no sum.
UNMEASURED = 25.0
#: The links of a way count so much more when another way is looked for, and that one is so much longer at most.
AVOIDED, LONGEST = 2.0, 3.0
#: Searches for another way at most, for each one that is asked for.
TRIES = 4


@dataclass(frozen=True)
class _KnownLink:
    statement: str
    report: str
    gauges: list[int]
    km: float | None
    border: bool | None
    status: str | None
    note: str | None
    crossing: str | None
    crossing_name: str | None
    ends: list[str]


_LINKS = (
    f"MATCH (l:Statement:RailLink)-[:IN]->(r:Source) WHERE {stood_in_cypher('l')} MATCH (l)-[:ENDS_AT]->(e:Entity) "
    "OPTIONAL MATCH (l)-[:OVER]->(o:Entity) WITH l, r, o, e ORDER BY e.id "
    "RETURN l.id AS statement, r.id AS report, coalesce(l.gauges, []) AS gauges, l.km AS km, l.border AS border, "
    "l.status AS status, l.note AS note, o.id AS crossing, o.name AS crossing_name, collect(DISTINCT e.id) AS ends "
    "ORDER BY statement, report, crossing"
)
_NAMES = "UNWIND $ids AS id MATCH (e:Entity {id: id}) RETURN e.id AS id, e.name AS name ORDER BY id"
Pair = tuple[str, str]


def route(
    graph: Graph,
    start: str,
    end: str,
    *,
    as_of: DayLike | None = None,
    limit: int = 3,
    out_of_use: bool = False,
) -> RouteAnswer:
    """Return ways by rail from one place (id or name) to another, the shortest first, at most `limit`.

    Each way after the first avoids the links of those before it, as far as that makes it at most three times as long.
    `as_of` leaves out links that were not yet, or no longer, stated then; links out of use are left out unless
    `out_of_use`. Raises NotFound or Ambiguous for a name, SanctionsGraphError where both are one place.
    """
    if limit < 1:
        raise SanctionsGraphError(f"limit is at least 1, not {limit}.")
    day = known_by(as_of)
    links: dict[Pair, list[_KnownLink]] = defaultdict(list)
    for row in graph.read_as(_KnownLink, _LINKS, as_of=day):
        if len(row.ends) == 2 and (out_of_use or row.status is None):
            links[row.ends[0], row.ends[1]].append(row)
    linked = {id_ for pair in links for id_ in pair}
    first, last = _stop(graph, start, linked), _stop(graph, end, linked)
    if first == last:
        raise SanctionsGraphError(f"{start!r} and {end!r} are one place, {first.id}: give two.")
    ways = _ways(links, first.id, last.id, limit)
    described = _Described(graph, links, {stop for way in ways for stop in way}, day)
    routes = tuple(described.route(way) for way in ways)
    why = None if routes else _why_none(links, first, last)
    return RouteAnswer(first, last, day, len(links), routes, why, described.citations.sources())


def _stop(graph: Graph, name: str, linked: AbstractSet[str]) -> EntityRef:
    """Return the place of a name; of several that bear it the one with rail links. Raises NotFound or Ambiguous."""
    # A settlement is meant before its station, except by rail.
    stops = [place for place in graph.find(name, "Place") if place.id in linked]
    return stops[0] if len(stops) == 1 else graph.entity(name, "Place")


def _ways(links: dict[Pair, list[_KnownLink]], start: str, end: str, limit: int) -> list[list[str]]:
    """Return ways as ids of stations, the shortest first."""
    network: nx.Graph[str] = nx.Graph()
    for (a, b), rows in sorted(links.items()):
        length = min((row.km for row in rows if row.km is not None), default=UNMEASURED)
        network.add_edge(a, b, length=length, cost=length)
    if start not in network or end not in network or not nx.has_path(network, start, end):
        return []
    ways: list[list[str]] = []
    for _ in range(TRIES * limit):
        way = nx.dijkstra_path(network, start, end, weight="cost")
        if way not in ways:
            ways.append(way)
        if len(ways) == limit:
            break
        for a, b in itertools.pairwise(way):
            network[a][b]["cost"] *= AVOIDED
    lengths = [nx.path_weight(network, way, "length") for way in ways]
    return [way for length, way in sorted(zip(lengths, ways, strict=True)) if length <= LONGEST * lengths[0]]


def _why_none(links: dict[Pair, list[_KnownLink]], first: EntityRef, last: EntityRef) -> str:
    linked = {end for pair in links for end in pair}
    alone = [place.name for place in (first, last) if place.id not in linked]
    if alone:
        return f"no rail link of {' and '.join(alone)} is known"
    return "no chain of known rail links leads from one to the other"


class _Described:
    """Ways with what their links state."""

    def __init__(self, graph: Graph, links: dict[Pair, list[_KnownLink]], stops: set[str], as_of: str) -> None:
        self._links = links
        self.citations = Citations(graph)
        self._names: dict[str, str] = {}
        self._states: dict[str, list[str]] = defaultdict(list)
        for batch in batches(sorted(stops)):
            self._names |= {row["id"]: row["name"] for row in graph.read(_NAMES, ids=batch).rows}
            for located in graph.read_as(CountryOfPlace, COUNTRIES, ids=batch, as_of=as_of):
                self._states[located.place].append(located.id)

    def route(self, way: Sequence[str]) -> RailRoute:
        """Return a way with its stations, links and what changes on it."""
        stops = tuple(RailStop(id_, self._names[id_], tuple(self._states[id_])) for id_ in way)
        legs = tuple(self._leg(a, b) for a, b in itertools.pairwise(way))
        measured = all(leg.km for leg in legs)
        return RailRoute(
            stops=stops,
            legs=legs,
            km_least=round(sum(min(leg.km, default=0) for leg in legs), 3),
            km_most=round(sum(max(leg.km) for leg in legs), 3) if measured else None,
            borders=sum(leg.border is True for leg in legs),
            borders_unknown=sum(leg.border is None for leg in legs),
            gauge_breaks=tuple(_breaks(stops, legs)),
        )

    def _leg(self, a: str, b: str) -> RailLeg:
        rows = self._links[min(a, b), max(a, b)]
        crossed = {row.border for row in rows}
        over = next((row for row in rows if row.crossing), None)
        return RailLeg(
            start=a,
            end=b,
            km=tuple(sorted({row.km for row in rows if row.km is not None})),
            gauges_mm=tuple(sorted({gauge for row in rows for gauge in row.gauges})),
            border=True if True in crossed else None if None in crossed else False,
            over=over.crossing if over else None,
            over_name=over.crossing_name if over else None,
            out_of_use=next((row.status for row in rows if row.status), None),
            notes=tuple(dict.fromkeys(row.note for row in rows if row.note)),
            statements=tuple(dict.fromkeys(row.statement for row in rows)),
            sources=tuple(dict.fromkeys(self.citations.number(row.report) for row in rows)),
        )


def _breaks(stops: Sequence[RailStop], legs: Sequence[RailLeg]) -> Iterator[GaugeBreak]:
    """Yield the stations where no gauge of the way so far goes on; links without a stated gauge break nothing."""
    running: set[int] = set()
    for stop, leg in zip(stops, legs, strict=False):
        gauges = set(leg.gauges_mm)
        if running and gauges and not running & gauges:
            yield GaugeBreak(stop.id, stop.name, tuple(sorted(running)), leg.gauges_mm)
            running = gauges
        elif gauges:
            running = running & gauges or gauges
