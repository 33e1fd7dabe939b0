"""The law as an assessment reads it: every step of every measure, its exemptions, and the lists of its programmes."""

from __future__ import annotations

from collections import defaultdict
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
class _GoodsRow:
    id: str
    goods: str


@dataclass(frozen=True, slots=True)
class _DutyRow:
    id: str
    step: str
    bearer: str
    act: str
    nexus: list[str]


@dataclass(frozen=True, slots=True)
class _ProvisionRow:
    id: str
    step: str
    name: str
    force: str
    checked: str
    seen: bool


@dataclass(frozen=True, slots=True)
class _ExemptionRow:
    id: str
    name: str
    measure: str
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class _ConditionRow:
    id: str
    exemption: str
    text: str


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
        goods, excepted = self._goods_of(_GOODS), self._goods_of(_EXCEPTED)
        duties: dict[str, list[MeasureDuty]] = defaultdict(list)
        for row in self._graph.read_as(_DutyRow, _DUTIES):
            nexus = tuple(map(Nexus, row.nexus))
            duties[row.step].append(MeasureDuty(Bearer(row.bearer), Act(row.act), nexus))
        provisions: dict[str, list[_ProvisionRow]] = defaultdict(list)
        for provision in self._graph.read_as(_ProvisionRow, _PROVISIONS):
            provisions[provision.step].append(provision)
        steps: dict[str, list[MeasureStep]] = defaultdict(list)
        for scope in self._graph.read_as(_ScopeRow, _STEPS):
            steps[scope.measure].append(
                _step(scope, goods[scope.id], excepted[scope.id], duties[scope.id], provisions[scope.id])
            )
        return dict(steps)

    @cached_property
    def exemptions(self) -> dict[str, list[MeasureExemption]]:
        """The exemptions from each measure."""
        goods = self._goods_of(_EXEMPT_GOODS)
        conditions: dict[str, list[ExemptionCondition]] = defaultdict(list)
        for condition in self._graph.read_as(_ConditionRow, _CONDITIONS):
            conditions[condition.exemption].append(ExemptionCondition(condition.id, condition.text))
        exemptions: dict[str, list[MeasureExemption]] = defaultdict(list)
        for row in self._graph.read_as(_ExemptionRow, _EXEMPTIONS):
            exemptions[row.measure].append(
                MeasureExemption(
                    *(row.id, row.name, row.measure, row.since, row.until),
                    goods=goods[row.id],
                    conditions=tuple(conditions[row.id]),
                )
            )
        return exemptions

    def _goods_of(self, query: str) -> dict[str, tuple[str, ...]]:
        goods: dict[str, tuple[str, ...]] = defaultdict(tuple)
        for row in self._graph.read_as(_GoodsRow, query):
            goods[row.id] += (row.goods,)
        return goods


def _step(
    scope: _ScopeRow,
    goods: tuple[str, ...],
    excepted: tuple[str, ...],
    duties: list[MeasureDuty],
    provisions: list[_ProvisionRow],
) -> MeasureStep:
    return MeasureStep(
        *(scope.id, scope.measure, scope.name, scope.programme, scope.target, scope.since, scope.until),
        direction=Direction(scope.direction),
        summary=scope.summary,
        threshold=scope.threshold,
        cap=None if scope.cap is None else Cap(scope.cap, scope.unit, scope.months, scope.start),
        designated=tuple(scope.designated),
        effect_of=scope.effect_of,
        goods=goods,
        excepted=excepted,
        duties=tuple(duties),
        provisions=tuple(p.name if p.seen else f"{p.name} (number not seen)" for p in provisions),
        binds=any(p.force == Force.DECIDES for p in provisions),
        checked=min((p.checked for p in provisions), key=_LEAST_CHECKED.index, default="unchecked"),
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
_GOODS = "MATCH (s:Law:Scope)-[:GOODS]->(g:Entity) RETURN s.id AS id, g.id AS goods ORDER BY id, goods"
_EXCEPTED = "MATCH (s:Law:Scope)-[:EXCEPT]->(g:Entity) RETURN s.id AS id, g.id AS goods ORDER BY id, goods"
_EXEMPT_GOODS = "MATCH (x:Law:Exemption)-[:GOODS]->(g:Entity) RETURN x.id AS id, g.id AS goods ORDER BY id, goods"
_DUTIES = (
    "MATCH (s:Law:Scope)-[:DUTY]->(d:Law:Duty) RETURN s.id AS step, d.bearer AS bearer, d.act AS act, "
    "coalesce(d.nexus, []) AS nexus, d.id AS id ORDER BY step, id"
)
_PROVISIONS = (
    "MATCH (s:Law:Scope)-[:BY]->(p:Law:Provision) RETURN s.id AS step, p.name AS name, p.force AS force, "
    "p.checked AS checked, p.numberSeen AS seen, p.id AS id ORDER BY step, id"
)
_EXEMPTIONS = (
    "MATCH (x:Law:Exemption)-[:EXEMPTS_FROM]->(m:Law) RETURN x.id AS id, x.name AS name, m.id AS measure, "
    "x.since AS since, x.until AS until ORDER BY measure, id"
)
_CONDITIONS = (
    "MATCH (x:Law:Exemption)-[:CONDITION]->(c:Law:Condition) "
    "RETURN x.id AS exemption, c.id AS id, c.name AS text ORDER BY exemption, id"
)
