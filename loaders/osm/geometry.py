"""Lengths and crossings on the earth, near enough for tracks: points are (latitude, longitude) in degrees, WGS 84."""

from __future__ import annotations

import math
from collections.abc import Iterator

Point = tuple[float, float]

#: Metres of the mean radius of the earth.
RADIUS = 6_371_008.8
#: Degrees of a cell of a grid.
CELL = 0.02
#: Metres of a degree of latitude.
DEGREE = RADIUS * math.pi / 180


def metres(a: Point, b: Point) -> float:
    """Return the length of the great circle between two points."""
    lat1, lat2 = math.radians(a[0]), math.radians(b[0])
    half = math.sin((lat2 - lat1) / 2) ** 2
    half += math.cos(lat1) * math.cos(lat2) * math.sin(math.radians(b[1] - a[1]) / 2) ** 2
    return 2 * RADIUS * math.asin(min(1.0, math.sqrt(half)))


def projected(point: Point, a: Point, b: Point) -> tuple[float, float]:
    """Return how far along a straight piece of track, from 0 to 1, a point is nearest, and how many metres away."""
    east = math.cos(math.radians(point[0])) * DEGREE
    ax, ay = (a[1] - point[1]) * east, (a[0] - point[0]) * DEGREE
    bx, by = (b[1] - point[1]) * east, (b[0] - point[0]) * DEGREE
    dx, dy = bx - ax, by - ay
    length = dx * dx + dy * dy
    along = 0.0 if length == 0 else min(1.0, max(0.0, -(ax * dx + ay * dy) / length))
    return along, math.hypot(ax + along * dx, ay + along * dy)


def crossing(a: Point, b: Point, c: Point, d: Point) -> float | None:
    """Return how far along `a` to `b`, from 0 to 1, `c` to `d` crosses it; None where it does not."""
    ux, uy = b[1] - a[1], b[0] - a[0]
    vx, vy = d[1] - c[1], d[0] - c[0]
    across = ux * vy - uy * vx
    if across == 0:
        return None
    wx, wy = c[1] - a[1], c[0] - a[0]
    t, s = (wx * vy - wy * vx) / across, (wx * uy - wy * ux) / across
    return t if 0 <= t <= 1 and 0 <= s <= 1 else None


def cells(a: Point, b: Point, margin: float = 0.0) -> Iterator[tuple[int, int]]:
    """Yield the cells of a grid that the box around two points touches, widened by a margin in metres."""
    north = margin / DEGREE
    east = north / max(0.01, math.cos(math.radians(max(abs(a[0]), abs(b[0])))))
    for row in range(_cell(min(a[0], b[0]) - north), _cell(max(a[0], b[0]) + north) + 1):
        for column in range(_cell(min(a[1], b[1]) - east), _cell(max(a[1], b[1]) + east) + 1):
            yield row, column


def _cell(degrees: float) -> int:
    return math.floor(degrees / CELL)
