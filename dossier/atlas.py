"""Maps of the places of a case, without tiles: outlines where they are fine enough, a grid and a scale always.

One map shows all places; where some lie too close together to be told apart, a second one shows those. Coordinates
are those of the statement that is cited; a place without coordinates is named as such and not drawn.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ..schema.vocabulary import Property
from . import labels as words
from .case import Case
from .outline import Point, Window, lands
from .places import CasePlace

#: Size of a map in pixels; it is as wide as a phone, and two stand side by side on a desk.
WIDTH, HEIGHT = 380, 340
_EDGE = 46
#: A degree of latitude in kilometres.
_KM = 111.195
#: Outlines at 1:50 million are off by some kilometres: below this width of a map they would mislead.
_TOO_FINE_KM = 120
#: No map shows less than this, in kilometres across.
_LEAST_KM = 4.0
#: Places nearer than this, in pixels, are not told apart.
_NEAR = 20
_LETTER, _LINE = 6.1, 14


@dataclass
class Label:
    """A text at a point; `leader` is where its line to the mark begins."""

    text: str
    x: float
    y: float
    anchor: str
    leader: Point | None = None


@dataclass(frozen=True)
class Position:
    """A place with its number in the table and its coordinates in degrees."""

    number: int
    id: str
    name: str
    kind: str
    latitude: float
    longitude: float


@dataclass
class Mark:
    """A place on the map."""

    number: int
    name: str
    kind: str
    x: float
    y: float
    label: Label | None = None


@dataclass(frozen=True)
class GridLine:
    """A line of longitude (upright) or latitude; `at` in pixels."""

    upright: bool
    at: float
    text: str


@dataclass
class Map:
    """One map, in pixels."""

    title: str
    marks: list[Mark]
    shapes: list[tuple[str, str]] = field(default_factory=list)
    states: list[Label] = field(default_factory=list)
    grid: list[GridLine] = field(default_factory=list)
    lines: list[tuple[Point, Point]] = field(default_factory=list)
    scale_px: float = 0
    scale_text: str = ""
    outlined: bool = True
    width: int = WIDTH
    height: int = HEIGHT


def maps(case: Case) -> list[Map]:
    """Return a map of all places with coordinates, and one of those that lie close together."""
    placed = [
        Position(n, place.id, place.name, place.kind, place.latitude, place.longitude)
        for n, place in enumerate(case.places, 1)
        if place.latitude is not None and place.longitude is not None
    ]
    if not placed:
        return []
    links = _rail(case)
    over = _map("All places", placed, links)
    near = _closest(over, placed)
    return [over, _map("Close up", near, links)] if near and len(near) < len(placed) else [over]


def _rail(case: Case) -> list[tuple[str, str]]:
    """Return the pairs of stations that a rail link over a border joins."""
    claims = (claim for event in case.trace.seen for claim in event.claims)
    places = (claim.entity for claim in claims if claim.property == Property.PLACE and claim.entity)
    here = next(places, case.trace.what.id)
    return [(here, across.station) for across in case.trace.leads_to]


def _map(title: str, placed: Sequence[Position], links: list[tuple[str, str]]) -> Map:
    lats, lons = [p.latitude for p in placed], [p.longitude for p in placed]
    mid_lat, mid_lon = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
    squeeze = max(0.05, math.cos(math.radians(mid_lat)))
    high = max((max(lats) - min(lats)) * _KM, 0)
    wide = max((max(lons) - min(lons)) * _KM * squeeze, 0)
    km_px = max(wide / (WIDTH - 2 * _EDGE), high / (HEIGHT - 2 * _EDGE), _LEAST_KM / WIDTH)

    def at(lon: float, lat: float) -> Point:
        x = WIDTH / 2 + (lon - mid_lon) * _KM * squeeze / km_px
        return round(x, 1), round(HEIGHT / 2 - (lat - mid_lat) * _KM / km_px, 1)

    half_lon, half_lat = WIDTH / 2 * km_px / _KM / squeeze, HEIGHT / 2 * km_px / _KM
    window = Window(mid_lon - half_lon, mid_lat - half_lat, mid_lon + half_lon, mid_lat + half_lat)
    marks = [Mark(p.number, p.name, p.kind, *at(p.longitude, p.latitude)) for p in placed]
    drawn = Map(title, marks, outlined=km_px * WIDTH >= _TOO_FINE_KM)
    points = {p.id: (mark.x, mark.y) for mark, p in zip(marks, placed, strict=True)}
    drawn.lines = [(points[a], points[b]) for a, b in links if a in points and b in points]
    _graticule(drawn, window, at)
    _scale(drawn, km_px)
    taken = [(m.x - 8, m.y - 8, m.x + 8, m.y + 8) for m in marks]
    taken.append((0, HEIGHT - 34, drawn.scale_px + 70, HEIGHT))
    for mark in sorted(marks, key=lambda m: (m.y, m.x)):
        mark.label = _place(mark, taken)
    if drawn.outlined:
        for name, rings in lands(window):
            pixels = [[at(*point) for point in ring] for ring in rings]
            drawn.shapes.append((name, " ".join(_path(ring) for ring in pixels)))
            big = max(pixels, key=_area)
            if _area(big) > WIDTH * HEIGHT / 60:
                _state(drawn, name, big, taken)
    return drawn


def _closest(over: Map, placed: Sequence[Position]) -> list[Position]:
    """Return the largest group of places that the map of all does not tell apart."""
    groups: list[set[int]] = []
    for i, a in enumerate(over.marks):
        near = {i} | {j for j, b in enumerate(over.marks) if math.dist((a.x, a.y), (b.x, b.y)) < _NEAR}
        apart = [group for group in groups if not group & near]
        groups = [*apart, near.union(*(group for group in groups if group & near))]
    most = max(groups, key=len)
    return [placed[i] for i in sorted(most)] if len(most) > 1 else []


def _graticule(drawn: Map, window: Window, at: Callable[[float, float], Point]) -> None:
    """Draw lines of latitude and longitude, some three of each."""
    for low, high, letters, upright in (
        (window.west, window.east, "EW", True),
        (window.south, window.north, "NS", False),
    ):
        step = _round_step((high - low) / 3)
        digits = max(0, -math.floor(math.log10(step)))
        for n in range(math.ceil(low / step), math.floor(high / step) + 1):
            value = n * step
            x, y = at(value, window.south) if upright else at(window.west, value)
            # A line so near the edge that its name would be cut off has none.
            room = x < WIDTH - 48 if upright else 24 < y < HEIGHT - 40
            text = f"{abs(value):.{digits}f}°{letters[0] if value >= 0 else letters[1]}" if room else ""
            drawn.grid.append(GridLine(upright, x if upright else y, text))


def _round_step(most: float) -> float:
    """Return the largest of 1, 2, 5, 10 and so on that is not above `most`."""
    size: float = 10 ** math.floor(math.log10(most))
    return size * (5 if most / size >= 5 else 2 if most / size >= 2 else 1)


def _scale(drawn: Map, km_px: float) -> None:
    """Draw a bar of a round number of kilometres, at most a quarter of the map."""
    km = _round_step(km_px * WIDTH / 4)
    drawn.scale_px = round(km / km_px, 1)
    drawn.scale_text = f"{km:,.0f} km" if km >= 1 else f"{km * 1000:,.0f} m"


Box = tuple[float, float, float, float]


def _place(mark: Mark, taken: list[Box]) -> Label:
    """Return a label at the first free spot around a mark, nearer ones first; a line leads there from farther away."""
    text = mark.name if len(mark.name) <= 34 else f"{mark.name[:33]}…"
    wide = len(text) * _LETTER
    spots: list[tuple[float, float, str]] = []
    for far in (12, 26, 42, 60, 80, 104, 130):
        spots += [
            (mark.x + far, mark.y + 4, "start"),
            (mark.x - far, mark.y + 4, "end"),
            (mark.x, mark.y - far, "middle"),
            (mark.x, mark.y + far + 8, "middle"),
            (mark.x + far * 0.7, mark.y - far * 0.7, "start"),
            (mark.x + far * 0.7, mark.y + far * 0.7 + 8, "start"),
            (mark.x - far * 0.7, mark.y - far * 0.7, "end"),
            (mark.x - far * 0.7, mark.y + far * 0.7 + 8, "end"),
        ]
    for x, y, anchor in spots:
        box = _box(x, y, anchor, wide)
        if _free(box, taken):
            taken.append(box)
            near = abs(x - mark.x) <= 12 and abs(y - mark.y) <= 21
            return Label(text, round(x, 1), round(y, 1), anchor, None if near else (x, y - 4))
    # Nowhere is free: the number leads to the table.
    return Label(str(mark.number), mark.x + 9, mark.y - 7, "start")


def _state(drawn: Map, name: str, ring: list[Point], taken: list[Box]) -> None:
    """Write a State's name where its land has most room for it, if anywhere."""
    wide = len(name) * _LETTER * 1.3
    best: tuple[float, Point, Box] | None = None
    for x in range(30, WIDTH - 29, 20):
        for y in range(30, HEIGHT - 29, 20):
            box = _box(x, y, "middle", wide)
            corners = [(box[0], box[1]), (box[2], box[1]), (box[0], box[3]), (box[2], box[3])]
            if not _free(box, taken) or not all(_inside(corner, ring) for corner in corners):
                continue
            room = min(math.dist((x, y), point) for point in ring)
            if best is None or room > best[0]:
                best = (room, (x, y), box)
    if best:
        taken.append(best[2])
        drawn.states.append(Label(name, *best[1], "middle"))


def _inside(point: Point, ring: list[Point]) -> bool:
    """Whether a point lies in a ring: a ray to the right crosses its sides an odd number of times."""
    x, y = point
    sides = zip(ring, [*ring[1:], ring[0]], strict=True)
    return (
        sum((a[1] > y) != (b[1] > y) and x < a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0]) for a, b in sides) % 2
        == 1
    )


def _box(x: float, y: float, anchor: str, wide: float) -> Box:
    left = {"start": x, "middle": x - wide / 2, "end": x - wide}[anchor]
    return left, y - _LINE + 3, left + wide, y + 3


def _free(box: Box, taken: list[Box]) -> bool:
    inside = box[0] >= 4 and box[1] >= 4 and box[2] <= WIDTH - 4 and box[3] <= HEIGHT - 4
    return inside and all(box[2] <= b[0] or box[0] >= b[2] or box[3] <= b[1] or box[1] >= b[3] for b in taken)


def _path(ring: list[Point]) -> str:
    return "M" + "L".join(f"{x:g},{y:g}" for x, y in ring) + "Z"


def _area(ring: list[Point]) -> float:
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2


@dataclass(frozen=True)
class PlaceRow:
    """A place in the table; `at` are its coordinates in words, None where no statement gives them."""

    n: int
    name: str
    kind: str
    at: str | None
    note: str | None
    later: bool
    stated: str | None
    cites: tuple[int, ...]


def table(case: Case) -> list[PlaceRow]:
    """Return every place, with its coordinates or that there are none, and on whose word."""
    return [
        PlaceRow(
            *(n, place.name, words.kind(place.kind), _degrees(place), place.note, place.later, place.stated),
            cites=(place.source,) if place.source else (),
        )
        for n, place in enumerate(case.places, 1)
    ]


def _degrees(place: CasePlace) -> str | None:
    north, east = place.latitude, place.longitude
    if north is None or east is None:
        return None
    return f"{abs(north):.4f}° {'N' if north >= 0 else 'S'}, {abs(east):.4f}° {'E' if east >= 0 else 'W'}"
