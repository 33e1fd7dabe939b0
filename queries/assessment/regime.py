"""The law as an assessment reads it: every step of every measure, its exemptions, and the lists of its programmes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from functools import cached_property

from ...graph.store import Graph
from ...schema.vocabulary import Act, Bearer, Direction, Force, Nexus
from .goods import GoodsKinds
from .listings import ProgrammeLists


@dataclass(frozen=True, slots=True)
class MeasureDuty:
    """Who must do what, and through what it reaches somebody."""

    bearer: Bearer
    act: Act
    nexus: tuple[Nexus, ...]


@dataclass(frozen=True, slots=True)
class Cap:
    """A ceiling for all States together in each accounting period of `months`, counted from `start`."""

    number: float
    unit: str
    months: int
    start: str


@dataclass(frozen=True, slots=True)
class ExemptionCondition:
    """A condition of an exemption, in words."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class MeasureExemption:
    """What a measure does not reach from `since` to before `until`."""

    id: str
    name: str
    measure: str
    since: str
    until: str
    goods: tuple[str, ...]
    conditions: tuple[ExemptionCondition, ...]


@dataclass(frozen=True, slots=True)
class MeasureStep:
    """What a measure covers from `since` to before `until`."""

    id: str
    measure: str
    name: str
    programme: str
    target: str
    since: str
    until: str
    direction: Direction
    summary: str
    threshold: str | None
    cap: Cap | None
    designated: tuple[str, ...]
    effect_of: str | None
    goods: tuple[str, ...]
    excepted: tuple[str, ...]
    duties: tuple[MeasureDuty, ...]
    provisions: tuple[str, ...]
    binds: bool
    checked: str


@dataclass(frozen=True, slots=True)
class _ScopeRow:
    id: str
    measure: str
    name: str
    programme: str
    target: str
    since: str
    until: str
    direction: str
    summary: str
    threshold: str | None
    cap: float | None
    unit: str
    months: int
    start: str
    designated: list[str]
    effect_of: str | None


@dataclass(frozen=True, slots=True)
class _LinkRow:
    """A link of a step or exemption to goods, a duty, a provision or a condition, with what these say."""

    id: str
    link: str
    target: str
    name: str
    bearer: str
    act: str
    nexus: list[str]
    force: str | None
    checked: str | None
    seen: bool | None


@dataclass(frozen=True, slots=True)
class _ExemptionRow:
    id: str
    name: str
    measure: str
    since: str
    until: str


class Regimes:
    """All programmes of a graph, read once; goods and lists as known on the day `as_of`.

    The law itself is whole on any day: the days of an event choose from it.
    """

    def __init__(self, graph: Graph, as_of: str) -> None:
        self._graph = graph
        self.goods = GoodsKinds(graph, as_of)
        self.lists = ProgrammeLists(graph, as_of)

    def known_by(self, as_of: str) -> Regimes:
        """Return the same law with goods and lists as known on another day; what was read of it is not read again."""
        other = copy(self)
        other.goods, other.lists = GoodsKinds(self._graph, as_of), ProgrammeLists(self._graph, as_of)
        return other

    @cached_property
    def measures(self) -> dict[str, list[MeasureStep]]:
        """The steps of each measure in rising order of their dates."""
        links = self._links("Scope")
        steps: dict[str, list[MeasureStep]] = defaultdict(list)
        for scope in self._graph.read_as(_ScopeRow, _STEPS):
            steps[scope.measure].append(_step(scope, links[scope.id]))
        return dict(steps)

    @cached_property
    def exemptions(self) -> dict[str, list[MeasureExemption]]:
        """The exemptions from each measure."""
        links = self._links("Exemption")
        exemptions: dict[str, list[MeasureExemption]] = defaultdict(list)
        for row in self._graph.read_as(_ExemptionRow, _EXEMPTIONS):
            conditions = (ExemptionCondition(link.target, link.name) for link in links[row.id]["CONDITION"])
            exemptions[row.measure].append(
                MeasureExemption(
                    *(row.id, row.name, row.measure, row.since, row.until),
                    goods=tuple(link.target for link in links[row.id]["GOODS"]),
                    conditions=tuple(conditions),
                )
            )
        return exemptions

    def _links(self, label: str) -> Mapping[str, Mapping[str, list[_LinkRow]]]:
        """Return the links of all steps or exemptions, by id and type, in the order of their ends."""
        links: dict[str, dict[str, list[_LinkRow]]] = defaultdict(lambda: defaultdict(list))
        for row in self._graph.read_as(_LinkRow, _LINKS[label]):
            links[row.id][row.link].append(row)
        return links


def _step(scope: _ScopeRow, links: Mapping[str, list[_LinkRow]]) -> MeasureStep:
    provisions = links["BY"]
    return MeasureStep(
        *(scope.id, scope.measure, scope.name, scope.programme, scope.target, scope.since, scope.until),
        direction=Direction(scope.direction),
        summary=scope.summary,
        threshold=scope.threshold,
        cap=None if scope.cap is None else Cap(scope.cap, scope.unit, scope.months, scope.start),
        designated=tuple(scope.designated),
        effect_of=scope.effect_of,
        goods=tuple(link.target for link in links["GOODS"]),
        excepted=tuple(link.target for link in links["EXCEPT"]),
        duties=tuple(MeasureDuty(Bearer(d.bearer), Act(d.act), tuple(map(Nexus, d.nexus))) for d in links["DUTY"]),
        provisions=tuple(p.name if p.seen else f"{p.name} (number not seen)" for p in provisions),
        binds=any(p.force == Force.DECIDES for p in provisions),
        checked=min((p.checked or "unchecked" for p in provisions), key=_LEAST_CHECKED.index, default="unchecked"),
    )


_LEAST_CHECKED = ("unchecked", "one-source", "two-sources")

_STEPS = (
    "MATCH (s:Law:Scope)-[:OF]->(m:Law:Measure)-[:OF]->(p:Law:Programme)-[:TARGET]->(t:Entity) "
    "OPTIONAL MATCH (s)-[:EFFECT_OF]->(e:Entity) "
    "RETURN s.id AS id, m.id AS measure, m.name AS name, p.id AS programme, t.id AS target, s.since AS since, "
    "s.until AS until, s.direction AS direction, s.summary AS summary, s.threshold AS threshold, s.cap AS cap, "
    "s.capUnit AS unit, s.capMonths AS months, s.capFrom AS start, coalesce(s.designated, []) AS designated, "
    "e.id AS effect_of ORDER BY measure, since"
)
_EXEMPTIONS = (
    "MATCH (x:Law:Exemption)-[:EXEMPTS_FROM]->(m:Law) RETURN x.id AS id, x.name AS name, m.id AS measure, "
    "x.since AS since, x.until AS until ORDER BY measure, id"
)
_LINKS = {
    label: (
        f"MATCH (s:Law:{label})-[r]->(x) WHERE type(r) IN ['GOODS', 'EXCEPT', 'DUTY', 'BY', 'CONDITION'] "
        "RETURN s.id AS id, type(r) AS link, x.id AS target, coalesce(x.name, '') AS name, "
        "coalesce(x.bearer, '') AS bearer, coalesce(x.act, '') AS act, "
        "coalesce(x.nexus, []) AS nexus, x.force AS force, x.checked AS checked, x.numberSeen AS seen "
        "ORDER BY id, link, target"
    )
    for label in ("Scope", "Exemption")
}
