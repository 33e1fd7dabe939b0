"""Where stations touch the tracks: the points of the tracks that are nearest to a station, one on each track beside it.

A double line beside a platform has two such points, so that no way along the second track passes the station by.
"""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from .extract import Locations, OsmTrack
from .geometry import Point, cells, projected

#: Metres from a station within which a track passes through it, and within which one is looked for where none does.
NEAR, FAR = 250.0, 1000.0
#: How near an end of a piece the nearest point must be to count as that end.
_END = 1e-9
#: Metres within which a station is a node of the track itself.
_AT = 1.0


@dataclass(slots=True)
class _Nearest:
    """The nearest points of tracks to one station."""

    #: On a piece of track: track, piece, how far along, metres.
    inside: list[tuple[int, int, float, float]] = field(default_factory=list)
    #: At a node: metres, and where the pieces lead that end there and are nearest there.
    nodes: dict[int, tuple[float, list[Point]]] = field(default_factory=dict)


class Occurrences:
    """How often each node is in a track, and how often it ends one."""

    def __init__(self, tracks: Iterable[OsmTrack]) -> None:
        refs, ends = array("q"), Counter[int]()
        for track in tracks:
            refs.extend(track.refs)
            ends.update((track.refs[0], track.refs[-1]))
        self._refs, self._ends = array("q", sorted(refs)), ends

    def times(self, ref: int) -> int:
        """Return in how many places of tracks a node is."""
        at = bisect_left(self._refs, ref)
        count = 0
        while at + count < len(self._refs) and self._refs[at + count] == ref:
            count += 1
        return count

    def joins(self, ref: int) -> bool:
        """Whether tracks meet or end at a node."""
        return ref in self._ends or self.times(ref) > 1

    def degree(self, ref: int) -> int:
        """Return how many pieces of track end at a node."""
        return 2 * self.times(ref) - self._ends[ref]


@dataclass
class Stops:
    """Where the stations are on the tracks: on pieces by (track, piece), as (how far along, station), and at nodes."""

    inside: dict[tuple[int, int], list[tuple[float, int]]]
    nodes: dict[int, int]


def find_stops(
    stations: Sequence[Point], tracks: Sequence[OsmTrack], locations: Locations, nodes: Occurrences
) -> Stops:
    """Find where stations, given by their points, are on tracks. A station without a track near has no stop."""
    grid: dict[tuple[int, int], list[int]] = defaultdict(list)
    for station, point in enumerate(stations):
        for cell in cells(point, point, FAR):
            grid[cell].append(station)
    nearest = [_Nearest() for _ in stations]
    for number, track in enumerate(tracks):
        for piece, a, b in pieces(track, locations):
            near = {station for cell in cells(a, b) for station in grid.get(cell, ())}
            for station in near:
                along, distance = projected(stations[station], a, b)
                if distance <= FAR:
                    if _END < along < 1 - _END:
                        nearest[station].inside.append((number, piece, along, distance))
                    else:
                        ref, leads = (track.refs[piece], b) if along <= _END else (track.refs[piece + 1], a)
                        nearest[station].nodes.setdefault(ref, (distance, []))[1].append(leads)
    stops = Stops(defaultdict(list), {})
    for station, points in enumerate(nearest):
        _choose(station, points, nodes, locations, stops)
    return stops


def pieces(track: OsmTrack, locations: Locations) -> Iterator[tuple[int, Point, Point]]:
    """Yield the pieces of a track whose both ends the file holds, each with its number."""
    before = locations.get(track.refs[0])
    for number in range(1, len(track.refs)):
        point = locations.get(track.refs[number])
        if before and point:
            yield number - 1, before, point
        before = point


def _choose(station: int, nearest: _Nearest, nodes: Occurrences, locations: Locations, stops: Stops) -> None:
    """Take the points that are nearer than what is to both sides of them; where none is near, the nearest of all."""
    at_nodes = {
        ref: distance
        for ref, (distance, leads) in nearest.nodes.items()
        if distance < _AT or len(leads) >= nodes.degree(ref) or _through(locations.get(ref), leads)
    }
    distances = [*(distance for *_, distance in nearest.inside), *at_nodes.values()]
    if not distances:
        return
    bound = NEAR if min(distances) <= NEAR else min(distances)
    for track, piece, along, distance in nearest.inside:
        if distance <= bound:
            stops.inside[track, piece].append((along, station))
    for ref, distance in at_nodes.items():
        if distance <= bound:
            stops.nodes.setdefault(ref, station)


def _through(at: Point | None, leads: list[Point]) -> bool:
    """Whether a train can go through a point from one of the pieces of track into another without turning round."""
    if at is None:
        return False
    east = math.cos(math.radians(at[0]))
    ways = [((point[1] - at[1]) * east, point[0] - at[0]) for point in leads]
    return any(a[0] * b[0] + a[1] * b[1] < 0 for a, b in combinations(ways, 2))
