"""Reads an extract of OpenStreetMap, PBF or XML, in a few passes, each of which keeps only what the rail network needs.

Nothing but tracks, places and borders is held, so that memory grows with the network and not with the file.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...schema.errors import InputError
from ...schema.extras import missing_package
from . import tags as words
from .geometry import Point

if TYPE_CHECKING:
    from ...graph.progress import Progress

_RAILWAY = ("railway", *(f"{prefix}:railway" for prefix in ("disused", "abandoned", "construction")))
_ADMIN = ("admin_level", "2")
_UNIT = 10_000_000


@dataclass(slots=True)
class OsmPlace:
    """A station, yard, port or crossing: its key (`n` or `w` and its number), kind, what it is in a word, its tags."""

    key: str
    kind: str
    word: str
    state: str | None
    tags: dict[str, str]
    point: Point | None = None
    refs: array[int] = field(default_factory=lambda: array("q"))


@dataclass(slots=True)
class OsmTrack:
    """A way that trains run on, or did: its nodes, gauges in millimetres, and what else its tags say of it."""

    way: int
    refs: array[int]
    gauges: tuple[int, ...]
    state: str | None
    electrified: str | None
    bridge: str | None


@dataclass(slots=True)
class OsmState:
    """A boundary of a State: its ISO code where stated, and the ways that make it."""

    code: str | None
    ways: array[int]


class Locations:
    """Where nodes are, by number: three arrays in place of an object for each."""

    def __init__(self) -> None:
        self._ids, self._lats, self._lons = array("q"), array("i"), array("i")

    def add(self, ref: int, lat: int, lon: int) -> None:
        """Add a node; coordinates in ten-millionths of a degree."""
        self._ids.append(ref)
        self._lats.append(lat)
        self._lons.append(lon)

    def close(self) -> None:
        """Bring the nodes into order, where the file does not have them in order."""
        ids = self._ids
        if all(ids[n] < ids[n + 1] for n in range(len(ids) - 1)):
            return
        order = sorted(range(len(ids)), key=ids.__getitem__)
        for name in ("_ids", "_lats", "_lons"):
            values = getattr(self, name)
            setattr(self, name, array(values.typecode, (values[n] for n in order)))

    def get(self, ref: int) -> Point | None:
        """Return where a node is; None where the file does not hold it."""
        at = bisect_left(self._ids, ref)
        if at == len(self._ids) or self._ids[at] != ref:
            return None
        return self._lats[at] / _UNIT, self._lons[at] / _UNIT

    def __len__(self) -> int:
        return len(self._ids)


@dataclass
class Extract:
    """What an extract holds of the rail network. `box` is (south, west, north, east), where the header states one."""

    path: Path
    places: list[OsmPlace] = field(default_factory=list)
    tracks: list[OsmTrack] = field(default_factory=list)
    states: list[OsmState] = field(default_factory=list)
    borders: dict[int, array[int]] = field(default_factory=dict)
    locations: Locations = field(default_factory=Locations)
    box: tuple[float, float, float, float] | None = None
    timestamp: str | None = None
    newest: str = ""
    relations: int = 0

    @property
    def clipped(self) -> bool:
        """Whether ways of a State's boundary are not in the file."""
        return any(way not in self.borders for state in self.states for way in state.ways)


def read_extract(path: Path, progress: Progress | None = None) -> Extract:
    """Read an extract. Raises InputError for a file that is none, SanctionsGraphError without `osmium`."""
    try:
        import osmium
    except ImportError as error:
        raise missing_package("osmium", "osm") from error
    if not path.is_file():
        raise InputError(str(path), "no such file", "Check the path.")
    extract = Extract(path)
    try:
        _features(extract)
        _borders(extract)
        _located(extract, progress)
    except (RuntimeError, ValueError, osmium.InvalidLocationError) as error:
        why = " ".join(str(error).split())[:200]
        raise InputError(str(path), f"not an extract of OpenStreetMap ({why})", "Fetch it again.") from error
    return extract


def _passes(path: Path, entities: Any, filter_: Any) -> Iterator[Any]:
    import osmium

    yield from osmium.FileProcessor(str(path), entities).with_filter(filter_)


def _features(extract: Extract) -> None:
    """Read tracks, places, and the boundaries of States."""
    import osmium
    from osmium.filter import KeyFilter, TagFilter

    header = osmium.io.Reader(str(extract.path), osmium.osm.NOTHING).header()
    extract.timestamp = header.get("osmosis_replication_timestamp") or header.get("timestamp") or None
    box = header.box()
    if box.valid():
        extract.box = (box.bottom_left.lat, box.bottom_left.lon, box.top_right.lat, box.top_right.lon)
    everything = osmium.osm.NODE | osmium.osm.WAY | osmium.osm.RELATION
    for item in _passes(extract.path, everything, KeyFilter(*_RAILWAY)):
        _feature(extract, item, dict(item.tags))
    for item in _passes(extract.path, everything, TagFilter(*words.place_tags(), _ADMIN)):
        tags = dict(item.tags)
        if tags.get("admin_level") == "2" and _boundary(extract, item, tags):
            continue
        if not any(key in tags for key in _RAILWAY):
            _feature(extract, item, tags)


def _feature(extract: Extract, item: Any, tags: dict[str, str]) -> None:
    track, state = words.track_state(tags)
    place = words.place_of(tags)
    if item.is_relation():
        extract.relations += place is not None
        return
    if not track and place is None:
        return
    extract.newest = max(extract.newest, item.timestamp.date().isoformat() if item.timestamp.year > 1970 else "")
    if place is not None:
        kind, word, out_of_use = place
        if item.is_node():
            point = (item.location.lat, item.location.lon) if item.location.valid() else None
            extract.places.append(OsmPlace(f"n{item.id}", kind, word, out_of_use, tags, point))
        else:
            extract.places.append(OsmPlace(f"w{item.id}", kind, word, out_of_use, tags, refs=_refs(item)))
    elif item.is_way():
        bridge = tags.get("bridge:name") or tags.get("name") if tags.get("bridge", "no") != "no" else None
        extract.tracks.append(
            OsmTrack(item.id, _refs(item), words.gauges_of(tags), state, words.electrified(tags), bridge)
        )


def _refs(way: Any) -> array[int]:
    return array("q", (node.ref for node in way.nodes))


def _boundary(extract: Extract, item: Any, tags: dict[str, str]) -> bool:
    """Take the boundary of a State, or a way of one; return whether it is one."""
    if tags.get("boundary") != "administrative":
        return False
    if item.is_relation():
        code = tags.get("ISO3166-1:alpha2") or tags.get("ISO3166-1")
        extract.states.append(OsmState(code, array("q", (m.ref for m in item.members if m.type == "w"))))
    elif item.is_way():
        extract.borders[item.id] = _refs(item)
    return True


def _borders(extract: Extract) -> None:
    """Read the ways of boundaries that do not say themselves what they are."""
    import osmium
    from osmium.filter import IdFilter

    missing = sorted({way for state in extract.states for way in state.ways} - extract.borders.keys())
    if missing:
        for way in _passes(extract.path, osmium.osm.WAY, IdFilter(missing)):
            extract.borders[way.id] = _refs(way)


def _located(extract: Extract, progress: Progress | None) -> None:
    """Read where the nodes of tracks, places and borders are."""
    import osmium
    from osmium.filter import IdFilter

    wanted: set[int] = set()
    for refs in _all_refs(extract):
        wanted.update(refs)
    if wanted:
        add = extract.locations.add
        for count, node in enumerate(_passes(extract.path, osmium.osm.NODE, IdFilter(wanted))):
            location = node.location
            if location.valid():
                add(node.id, round(location.lat * _UNIT), round(location.lon * _UNIT))
            if progress and count % 100_000 == 0:
                progress(count)
    extract.locations.close()
    for place in extract.places:
        if place.point is None:
            points = [point for ref in place.refs if (point := extract.locations.get(ref))]
            place.point = _middle(points)


def _all_refs(extract: Extract) -> Iterable[array[int]]:
    yield from (track.refs for track in extract.tracks)
    yield from (place.refs for place in extract.places)
    yield from extract.borders.values()


def _middle(points: list[Point]) -> Point | None:
    """Return the middle of the box around points."""
    if not points:
        return None
    lats, lons = [point[0] for point in points], [point[1] for point in points]
    return (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
