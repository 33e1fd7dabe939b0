"""Outlines of States at 1:50 million (Natural Earth, public domain), cut to a window.

The file is TopoJSON as the npm package world-atlas ships it: arcs are shared by neighbours, and each is a first
point and steps from it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

Point = tuple[float, float]
Ring = list[Point]


@dataclass(frozen=True)
class Window:
    """West, south, east, north in degrees."""

    west: float
    south: float
    east: float
    north: float

    def meets(self, ring: Ring) -> bool:
        """Whether the box around a ring touches the window."""
        xs, ys = [x for x, _ in ring], [y for _, y in ring]
        return min(xs) <= self.east and max(xs) >= self.west and min(ys) <= self.north and max(ys) >= self.south


def lands(window: Window) -> list[tuple[str, list[Ring]]]:
    """Return the States in a window: name, and their outlines cut to it."""
    states = []
    for name, rings in _states():
        cut = [piece for ring in rings if window.meets(ring) and (piece := _cut(ring, window))]
        if cut:
            states.append((name, cut))
    return states


@cache
def _states() -> tuple[tuple[str, list[Ring]], ...]:
    text = files(__name__.rpartition(".")[0]).joinpath("static/countries-50m.json").read_text(encoding="utf-8")
    topology = json.loads(text)
    (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs: list[Ring] = []
    for steps in topology["arcs"]:
        x = y = 0
        arc = []
        for step_x, step_y in steps:
            x, y = x + step_x, y + step_y
            arc.append((x * kx + dx, y * ky + dy))
        arcs.append(arc)

    def ring(indices: list[int]) -> Ring:
        points: Ring = []
        for index in indices:
            arc = arcs[index] if index >= 0 else arcs[~index][::-1]
            points += arc if not points else arc[1:]
        return points

    states = []
    for state in topology["objects"]["countries"]["geometries"]:
        polygons = {"Polygon": [state.get("arcs")], "MultiPolygon": state.get("arcs")}.get(state.get("type"), [])
        # Only outer rings: holes are other States, and those are drawn over it.
        states.append((state["properties"]["name"], [ring(polygon[0]) for polygon in polygons]))
    return tuple(states)


def _cut(ring: Ring, window: Window) -> Ring:
    """Cut a ring to a window, side by side (Sutherland and Hodgman)."""
    for axis, limit, keep_above in (
        (0, window.west, True),
        (0, window.east, False),
        (1, window.south, True),
        (1, window.north, False),
    ):
        if not ring:
            break
        kept: Ring = []
        for a, b in pairwise([ring[-1], *ring]):
            inside_a, inside_b = ((p[axis] >= limit) == keep_above for p in (a, b))
            if inside_a != inside_b:
                share = (limit - a[axis]) / (b[axis] - a[axis])
                kept.append((a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])))
            if inside_b:
                kept.append(b)
        ring = kept
    return ring
