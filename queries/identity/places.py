"""Where sources say that places lie, and which collections of places tell them apart."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ...graph.store import Graph
from ...graph.writing import batches
from ...schema.names import name_key
from .cited import CitedText, CitedValue

#: Kilometres within which two places of one name lie at one place, and beyond which two stations, or other places of
#: which a code list gives the position in whole minutes or roughly, are two.
NEAR, STATIONS_APART, APART = 2.0, 5.0, 60.0
#: Degrees of a cell in which places of one name are compared.
_CELL = 0.2
#: Letters of a name at least by which places are compared.
_LETTERS = 3


@dataclass(frozen=True)
class StatedPosition:
    """Where a place lies, in degrees, and where that is stated."""

    latitude: float
    longitude: float
    cited: CitedValue

    def km(self, other: StatedPosition) -> float:
        """Return how far another position is, along a great circle."""
        lat1, lat2 = math.radians(self.latitude), math.radians(other.latitude)
        half = math.sin((lat2 - lat1) / 2) ** 2
        half += math.cos(lat1) * math.cos(lat2) * math.sin(math.radians(other.longitude - self.longitude) / 2) ** 2
        return 12_742.0176 * math.asin(min(1.0, math.sqrt(half)))


@dataclass
class PlaceFacts:
    """What is stated of one place: positions, and the collections of places that have an entry of it."""

    positions: list[StatedPosition] = field(default_factory=list)
    entries: dict[str, CitedValue] = field(default_factory=dict)


@dataclass(frozen=True)
class _PositionRow:
    entity: str
    id: str
    source: str
    name: str
    dataset: str
    edition: bool
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True)
class _RegionalPlace:
    id: str
    names: list[str] | None
    latitude: float
    longitude: float


def place_facts(graph: Graph, ids: Iterable[str]) -> dict[str, PlaceFacts]:
    """Return what is stated of those of some entities that are places."""
    facts: dict[str, PlaceFacts] = {}
    for batch in batches(sorted(set(ids))):
        for row in graph.read_as(_PositionRow, _LOCATIONS, ids=batch):
            place = facts.setdefault(row.entity, PlaceFacts())
            cited = CitedValue(row.name, CitedText(row.name, row.id, row.source))
            if row.edition:
                place.entries.setdefault(row.dataset, cited)
            if row.latitude is not None and row.longitude is not None:
                shown = f"{row.latitude:g}, {row.longitude:g}"
                where = CitedValue(shown, CitedText(shown, row.id, row.source))
                place.positions.append(StatedPosition(row.latitude, row.longitude, where))
    return facts


def place_blocks(graph: Graph) -> Iterator[tuple[str, str, str]]:
    """Yield (block, entity, what it shares in words) for stations, ports and crossings of one name in one region."""
    for place in graph.read_as(_RegionalPlace, _PLACES):
        rows, columns = (
            {math.floor(degrees / _CELL), math.floor(degrees / _CELL + 0.5)}
            for degrees in (place.latitude, place.longitude)
        )
        for key in {name_key(name).replace(" ", "") for name in place.names or ()}:
            if len(key) >= _LETTERS:
                for cell in ((row, column) for row in rows for column in columns):
                    yield f"place {key} {cell}", place.id, f"the name {key} in one region"


def nearest(a: PlaceFacts, b: PlaceFacts) -> tuple[float, StatedPosition, StatedPosition] | None:
    """Return the least distance in kilometres between stated positions of two places, with these; None without."""
    pairs = ((x.km(y), x, y) for x in a.positions for y in b.positions)
    return min(pairs, key=lambda pair: pair[0], default=None)


_LOCATIONS = (
    "UNWIND $ids AS id MATCH (e:Entity {id: id})<-[:ABOUT]-(l:Statement:Location)-[:IN]->(s:Source) "
    "RETURN e.id AS entity, l.id AS id, min(s.id) AS source, l.name AS name, l.dataset AS dataset, "
    "'Edition' IN labels(s) AS edition, l.latitude AS latitude, l.longitude AS longitude ORDER BY entity, id"
)
_PLACES = (
    "MATCH (l:Statement:Location)-[:ABOUT]->(e:Entity) WHERE l.latitude IS NOT NULL AND l.longitude IS NOT NULL "
    "AND (e:RailStation OR e:Port OR e:BorderCrossing OR e:Facility) "
    "RETURN DISTINCT e.id AS id, e.names AS names, l.latitude AS latitude, l.longitude AS longitude ORDER BY id"
)
