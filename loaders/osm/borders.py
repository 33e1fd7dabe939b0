"""Borders of States in an extract: which pieces of track cross one, and in which State a place lies.

What the file does not hold is not known: without a boundary of a State in it, or beyond the box of the extract,
nothing is said of a crossing; a State whose boundary is not whole has no inside.
"""

from __future__ import annotations

import itertools
from array import array
from collections import Counter, defaultdict
from dataclasses import dataclass

from ...schema.countries import is_code
from .extract import Extract
from .geometry import Point, cells, crossing

#: Degrees of latitude of a row, by which the inside of a State is looked up.
_ROW = 0.05
Segment = tuple[Point, Point]


@dataclass
class _Outline:
    """The whole boundary of a State by rows of latitude."""

    code: str
    rows: dict[int, list[Segment]]

    def holds(self, point: Point) -> bool:
        """Whether a point lies inside: a line to the east crosses the boundary an odd number of times."""
        inside = False
        for a, b in self.rows.get(int(point[0] // _ROW), ()):
            if (a[0] > point[0]) != (b[0] > point[0]):
                east = a[1] + (point[0] - a[0]) / (b[0] - a[0]) * (b[1] - a[1])
                inside ^= point[1] < east
        return inside


class Borders:
    """The borders of an extract."""

    def __init__(self, extract: Extract) -> None:
        self._grid: dict[tuple[int, int], list[Segment]] = defaultdict(list)
        self._box, self._clipped = extract.box, extract.clipped
        self.any_border = bool(extract.borders)
        for refs in extract.borders.values():
            for segment in _segments(extract, refs):
                for cell in cells(*segment):
                    self._grid[cell].append(segment)
        self._outlines = [
            outline
            for state in extract.states
            if state.code and is_code(state.code) and (outline := _outline(extract, state.code, state.ways))
        ]

    def crossings(self, a: Point, b: Point) -> list[float]:
        """Return how far along a piece of track, from 0 to 1, it crosses borders."""
        if not self._grid:
            return []
        near = {segment for cell in cells(a, b) for segment in self._grid.get(cell, ())}
        return sorted(t for segment in near if (t := crossing(a, b, *segment)) is not None)

    def unknown(self, point: Point) -> bool:
        """Whether a border may be at a point without being in the file."""
        if not self.any_border:
            return True
        if self._box is None:
            return self._clipped
        south, west, north, east = self._box
        return not (south <= point[0] <= north and west <= point[1] <= east)

    def state(self, point: Point) -> str | None:
        """Return the ISO code of the one State whose whole boundary is around a point; else None."""
        codes = {outline.code for outline in self._outlines if outline.holds(point)}
        return codes.pop() if len(codes) == 1 else None


def _segments(extract: Extract, refs: array[int]) -> list[Segment]:
    points = [extract.locations.get(ref) for ref in refs]
    return [(a, b) for a, b in itertools.pairwise(points) if a and b]


def _outline(extract: Extract, code: str, ways: array[int]) -> _Outline | None:
    """Return the boundary of a State; None where a way or a node of it is missing, or it is not closed."""
    rows: dict[int, list[Segment]] = defaultdict(list)
    ends: Counter[int] = Counter()
    for way in ways:
        refs = extract.borders.get(way)
        segments = _segments(extract, refs) if refs else []
        if refs is None or len(segments) != len(refs) - 1:
            return None
        ends.update((refs[0], refs[-1]))
        for a, b in segments:
            for row in range(int(min(a[0], b[0]) // _ROW), int(max(a[0], b[0]) // _ROW) + 1):
                rows[row].append((a, b))
    if not ends or any(count % 2 for count in ends.values()):
        return None
    return _Outline(code, rows)
