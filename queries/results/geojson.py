"""Rows on a map: GeoJSON (RFC 7946), which QGIS, kepler.gl and web maps open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...graph.store import Graph
from ...graph.writing import batches
from ...schema.dates import known_by, stood_in_cypher
from .tables import looks_like_id, show

_POSITIONS = (
    f"UNWIND $ids AS id MATCH (e:Entity {{id: id}})<-[:ABOUT]-(s:Statement:Location) WHERE {stood_in_cypher('s')} "
    "AND s.latitude IS NOT NULL AND s.longitude IS NOT NULL "
    "RETURN e.id AS id, e.name AS name, s.id AS statement, s.latitude AS latitude, s.longitude AS longitude"
)


@dataclass(frozen=True)
class _Position:
    id: str
    name: str
    statement: str
    latitude: float
    longitude: float


def feature_collection(
    columns: Sequence[str], rows: Sequence[Mapping[str, Any]], graph: Graph, as_of: str | None
) -> Mapping[str, Any]:
    """Return a feature for each row and each place that it names, where a source gives its position.

    Of several positions the one of the statement whose id sorts first, which the feature names. Rows that name no place
    with a position are left out.
    """
    ids = {cell for row in rows for cell in _ids(row)}
    positions: dict[str, _Position] = {}
    for batch in batches(sorted(ids)):
        read = graph.read_as(_Position, _POSITIONS, ids=batch, as_of=known_by(as_of))
        for position in sorted(read, key=lambda row: row.statement):
            positions.setdefault(position.id, position)
    features = [feature for row in rows for feature in _features(columns, row, positions)]
    return {"type": "FeatureCollection", "features": features}


def _features(
    columns: Sequence[str], row: Mapping[str, Any], positions: Mapping[str, _Position]
) -> Iterator[Mapping[str, Any]]:
    for id_ in dict.fromkeys(_ids(row)):
        if place := positions.get(id_):
            stated = {column: show(row.get(column)) for column in columns}
            yield {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [place.longitude, place.latitude]},
                "properties": {**stated, "place": id_, "place_name": place.name, "position_of": place.statement},
            }


def _ids(row: Mapping[str, Any]) -> Iterable[str]:
    for value in row.values():
        for cell in value if isinstance(value, list | tuple) else (value,):
            if isinstance(cell, str) and looks_like_id(cell):
                yield cell
