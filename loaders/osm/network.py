"""Rail links between neighbouring stations, worked out along the tracks of an extract.

The tracks become a network of what lies between junctions and stations. From each station the shortest ways are
followed until they meet another station. Trains may turn round at a junction here, as no map says where they may not.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from .borders import Borders
from .extract import Extract, OsmPlace, OsmTrack
from .geometry import Point, metres
from .stops import Occurrences, Stops, find_stops, pieces

#: A link has a gauge where a way of it is at most so much longer than the shortest way of any gauge.
_DETOUR, _SPARE = 1.2, 1000.0
#: States of tracks out of use, the firmest last.
_STATES = ("construction", "disused", "abandoned")


@dataclass(slots=True)
class _Stretch:
    """What lies between two junctions or stations: metres, and what its track is like."""

    ends: tuple[int, int]
    length: float
    track: int
    borders: int
    unknown: bool


@dataclass(frozen=True)
class OsmLink:
    """A link between two stations (their numbers): metres along the tracks, and what is known of them.

    `gauges` are those on which a train can run all the way; empty where they are not stated, or change on the way
    (`changing`). `border` is None where that is not known. `bridge` is the track on which a border is crossed.
    """

    ends: tuple[int, int]
    length: float
    gauges: tuple[int, ...]
    changing: tuple[int, ...]
    border: bool | None
    state: str | None
    electrified: str | None
    bridge: OsmTrack | None = None
    crossed_at: Point | None = None


@dataclass
class RailNetwork:
    """The stretches of an extract, between junctions (the numbers of their nodes) and stations (-1, -2 …)."""

    tracks: Sequence[OsmTrack]
    stretches: list[_Stretch] = field(default_factory=list)
    at: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    crossed_at: dict[int, Point] = field(default_factory=dict)

    def add(self, stretch: _Stretch) -> None:
        """Add a stretch. One that leads back to its start is none."""
        if stretch.ends[0] == stretch.ends[1]:
            return
        number = len(self.stretches)
        self.stretches.append(stretch)
        for end in stretch.ends:
            self.at[end].append(number)

    def neighbours(self, station: int, usable: Callable[[_Stretch], bool]) -> Iterator[tuple[int, list[_Stretch]]]:
        """Yield each station that can be reached from one without passing a third, with the shortest way."""
        start = -station - 1
        lengths: dict[int, float] = {start: 0.0}
        came: dict[int, int] = {}
        queue = [(0.0, start)]
        while queue:
            length, node = heapq.heappop(queue)
            if length > lengths[node]:
                continue
            if node < 0 and node != start:
                yield -node - 1, self._way(node, came)
                continue
            for number in self.at.get(node, ()):
                stretch = self.stretches[number]
                other = stretch.ends[1] if stretch.ends[0] == node else stretch.ends[0]
                reached = length + stretch.length
                if usable(stretch) and reached < lengths.get(other, float("inf")):
                    lengths[other] = reached
                    came[other] = number
                    heapq.heappush(queue, (reached, other))

    def _way(self, node: int, came: dict[int, int]) -> list[_Stretch]:
        way = []
        while node in came:
            stretch = self.stretches[came[node]]
            way.append(stretch)
            node = stretch.ends[1] if stretch.ends[0] == node else stretch.ends[0]
        return way


def build_network(extract: Extract, places: Sequence[OsmPlace], borders: Borders) -> RailNetwork:
    """Cut the tracks at junctions and stations. `places` are the stations, each with a point."""
    tracks = [track for track in extract.tracks if len(track.refs) > 1]
    nodes = Occurrences(tracks)
    stops = find_stops([place.point for place in places if place.point], tracks, extract.locations, nodes)
    network = RailNetwork(tracks)
    for number, track in enumerate(tracks):
        _cut(number, track, extract, borders, nodes, stops, network)
    return network


def _cut(
    number: int,
    track: OsmTrack,
    extract: Extract,
    borders: Borders,
    nodes: Occurrences,
    stops: Stops,
    network: RailNetwork,
) -> None:
    """Add the stretches of one track."""
    last: int | None = None
    before = -2
    length, crossed, unknown = 0.0, 0, False

    def end(node: int) -> None:
        nonlocal last, length, crossed, unknown
        if last is not None:
            network.add(_Stretch((last, node), length, number, crossed, unknown))
        last, length, crossed, unknown = node, 0.0, 0, False

    for piece, a, b in pieces(track, extract.locations):
        if piece != before + 1:
            # The file does not hold what lies between: nothing leads over it.
            last = None
        before = piece
        if last is None:
            end(_node(track.refs[piece], stops))
        whole, done = metres(a, b), 0.0
        crossings = borders.crossings(a, b)
        if crossings:
            t = crossings[0]
            network.crossed_at.setdefault(number, (a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])))
        unknown = unknown or borders.unknown(a) or borders.unknown(b)
        for along, station in [*sorted(stops.inside.get((number, piece), ())), (1.0, None)]:
            crossed += sum(done <= t < along or t == along == 1.0 for t in crossings)
            length += (along - done) * whole
            done = along
            if station is not None:
                end(-station - 1)
                unknown = borders.unknown(a) or borders.unknown(b)
        ref = track.refs[piece + 1]
        if ref in stops.nodes or nodes.joins(ref):
            end(_node(ref, stops))


def _node(ref: int, stops: Stops) -> int:
    station = stops.nodes.get(ref)
    return ref if station is None else -station - 1


def links(network: RailNetwork, stations: int) -> Iterator[OsmLink]:
    """Yield each link between neighbouring stations once, those on tracks in use first; ends in order."""
    tracks = network.tracks
    gauges = sorted({gauge for track in tracks for gauge in track.gauges})
    used: set[tuple[int, int]] = set()
    for station in range(stations):
        by_gauge: dict[int, dict[int, float]] = {}
        for other, way in network.neighbours(station, lambda s: tracks[s.track].state is None):
            if other < station:
                continue
            if not by_gauge:
                by_gauge = {gauge: _reach(network, station, gauge) for gauge in gauges}
            used.add((station, other))
            yield _link(network, (station, other), way, by_gauge)
    if all(track.state is None for track in tracks):
        return
    for station in range(stations):
        for other, way in network.neighbours(station, lambda s: True):
            if other > station and (station, other) not in used and any(tracks[s.track].state for s in way):
                yield _link(network, (station, other), way, {})


def _reach(network: RailNetwork, station: int, gauge: int) -> dict[int, float]:
    """Return the neighbours of a station on tracks in use that state a gauge, with the lengths."""
    tracks = network.tracks
    ways = network.neighbours(station, lambda s: tracks[s.track].state is None and gauge in tracks[s.track].gauges)
    return {other: sum(stretch.length for stretch in way) for other, way in ways}


def _link(
    network: RailNetwork, ends: tuple[int, int], way: list[_Stretch], by_gauge: dict[int, dict[int, float]]
) -> OsmLink:
    tracks = [network.tracks[stretch.track] for stretch in way]
    length = sum(stretch.length for stretch in way)
    longest = _DETOUR * length + _SPARE
    through = tuple(g for g, reach in by_gauge.items() if reach.get(ends[1], float("inf")) <= longest)
    if not by_gauge and all(track.gauges for track in tracks):
        through = tuple(sorted(set.intersection(*(set(track.gauges) for track in tracks))))
    on_way = tuple(sorted({gauge for track in tracks for gauge in track.gauges}))
    changing = on_way if not through and len(on_way) > 1 and all(track.gauges for track in tracks) else ()
    border = True if any(s.borders for s in way) else None if any(s.unknown for s in way) else False
    over = next((stretch for stretch in way if stretch.borders), None)
    states = [track.state for track in tracks if track.state]
    power = {track.electrified for track in tracks}
    return OsmLink(
        ends,
        length,
        through,
        changing,
        border,
        max(states, key=_STATES.index, default=None),
        power.pop() if len(power) == 1 else None,
        network.tracks[over.track] if over else None,
        network.crossed_at.get(over.track) if over else None,
    )
