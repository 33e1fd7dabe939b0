"""What `route` answers: ways by rail, and how they are shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from ...graph.store import EntityRef
from ...schema.dates import LATEST, as_known
from ..results.answer import Answer, text_of
from ..results.citations import CitedSource
from ..results.text_layout import Lines, text_with_sources


@dataclass(frozen=True, slots=True)
class RailStop:
    """A station on the way, with the ids of the States in which it is recorded to lie."""

    id: str
    name: str
    countries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RailLeg:
    """A link between two stations as all sources state it: each stated length, in kilometres; gauges in millimetres.

    `border` is None where it is not known whether it crosses one, `over` the crossing that it uses. `sources` are
    numbers of the answer's sources.
    """

    start: str = field(metadata={"key": "from"})
    end: str = field(metadata={"key": "to"})
    km: tuple[float, ...]
    gauges_mm: tuple[int, ...]
    border: bool | None
    over: str | None
    over_name: str | None
    out_of_use: str | None
    notes: tuple[str, ...]
    statements: tuple[str, ...]
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class GaugeBreak:
    """A station at which no gauge of the way so far goes on."""

    at: str
    name: str
    before_mm: tuple[int, ...]
    after_mm: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RailRoute:
    """A way: `km_least` is the sum of the least stated lengths, `km_most` of the greatest; None where one has none.

    `borders` are the links that cross a border, `borders_unknown` those of which that is not known.
    """

    stops: tuple[RailStop, ...]
    legs: tuple[RailLeg, ...]
    km_least: float
    km_most: float | None
    borders: int
    borders_unknown: int
    gauge_breaks: tuple[GaugeBreak, ...]

    @property
    def length(self) -> str:
        """The length in words, in kilometres."""
        if self.km_most is None:
            return f"at least {self.km_least:,g} km (a link has no stated length)"
        if self.km_most > self.km_least:
            return f"{self.km_least:,g} to {self.km_most:,g} km"
        return f"{self.km_least:,g} km"


@dataclass(frozen=True, repr=False)
class RouteAnswer(Answer):
    """Ways by rail from one place to another, as known on `as_of`; `links` is how many links were known in all."""

    name_of_result: ClassVar[str] = "route"
    columns: ClassVar[Sequence[str]] = (
        *("route", "leg", "from", "from_name", "to", "to_name", "km", "gauges_mm", "border", "over", "statements"),
    )

    start: EntityRef = field(metadata={"key": "from"})
    end: EntityRef = field(metadata={"key": "to"})
    as_of: str
    links: int
    routes: tuple[RailRoute, ...]
    why_none: str | None
    sources: tuple[CitedSource, ...]

    def rows(self) -> Sequence[Mapping[str, Any]]:
        """Return a row for each link of each way."""
        return [
            {
                "route": number,
                "leg": leg_number,
                "from": leg.start,
                "from_name": route.stops[leg_number - 1].name,
                "to": leg.end,
                "to_name": route.stops[leg_number].name,
                "km": list(leg.km),
                "gauges_mm": list(leg.gauges_mm),
                "border": leg.border,
                "over": leg.over,
                "statements": list(leg.statements),
            }
            for number, route in enumerate(self.routes, 1)
            for leg_number, leg in enumerate(route.legs, 1)
        ]


@text_of.register
def _(answer: RouteAnswer, width: int) -> str:
    day = f", {as_known(answer.as_of)}" if answer.as_of != LATEST else ""
    lines = [("", f"By rail from {answer.start.name} to {answer.end.name}{day}")]
    if answer.why_none:
        lines += [("", ""), ("UNKNOWN", f"{answer.why_none} ({answer.links:,} links between stations are known)")]
    for number, way in enumerate(answer.routes, 1):
        lines += [("", ""), (f"WAY {number}", f"{way.length}; {', '.join(_counts(way))}"), *_legs(way)]
    return text_with_sources(lines, answer.sources, width)


def _counts(way: RailRoute) -> Iterator[str]:
    yield f"{len(way.stops)} stations"
    yield _number(way.borders, "border")
    if way.borders_unknown:
        yield f"of {_number(way.borders_unknown, 'link')} it is not known whether a border is crossed"
    yield _number(len(way.gauge_breaks), "break") + " of gauge"


def _number(count: int, noun: str) -> str:
    return f"{count or 'no'} {noun}{'' if count == 1 else 's'}"


def _legs(way: RailRoute) -> Lines:
    breaks = {broken.at: broken for broken in way.gauge_breaks}
    for stop, leg in zip(way.stops, (*way.legs, None), strict=True):
        states = f" ({', '.join(stop.countries)})" if stop.countries else ""
        broken = breaks.get(stop.id)
        change = f": gauge {_gauges(broken.before_mm)} to {_gauges(broken.after_mm)}" if broken else ""
        yield "", f"{stop.name}{states}{change}"
        if leg:
            yield "", f"  {', '.join(_leg(leg))} {''.join(f'[{n}]' for n in leg.sources)}"


def _leg(leg: RailLeg) -> Iterator[str]:
    yield f"{' or '.join(f'{km:,g}' for km in leg.km)} km" if leg.km else "length not stated"
    yield _gauges(leg.gauges_mm) if leg.gauges_mm else "gauge not stated"
    if leg.border:
        yield f"over a border by {leg.over_name}" if leg.over_name else "over a border"
    if leg.out_of_use:
        yield leg.out_of_use


def _gauges(gauges: Sequence[int]) -> str:
    return f"{' and '.join(map(str, gauges))} mm"
