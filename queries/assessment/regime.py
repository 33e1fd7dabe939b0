"""The law as an assessment reads it: every step of every measure, and which goods are within which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ...graph.protocols import Row
from ...graph.store import Graph
from ...schema.vocabulary import Act, Bearer, Direction, Force, Nexus
from ..evidence.statements import LISTS


@dataclass(frozen=True)
class MeasureDuty:
    """Who must do what, and through what it reaches somebody."""

    bearer: Bearer
    act: Act
    nexus: tuple[Nexus, ...]


@dataclass(frozen=True)
class Cap:
    """A ceiling for all States together in each accounting period of `months`, counted from `start`."""

    number: float
    unit: str
    months: int
    start: str


@dataclass(frozen=True)
class MeasureExemption:
    """What a measure does not reach; `conditions` are (id, text)."""

    id: str
    name: str
    measure: str
    since: str
    until: str
    goods: tuple[str, ...]
    conditions: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
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


class Regimes:
    """All programmes of a graph, read once."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._overlaps: dict[tuple[str, str], bool] = {}

    @cached_property
    def measures(self) -> dict[str, list[MeasureStep]]:
        """The steps of each measure in rising order of their dates."""
        goods = self._ends(_GOODS)
        excepted = self._ends(_EXCEPTED)
        duties: dict[str, list[MeasureDuty]] = defaultdict(list)
        for row in self._read(_DUTIES):
            nexus = tuple(Nexus(n) for n in row["nexus"])
            duties[row["step"]].append(MeasureDuty(Bearer(row["bearer"]), Act(row["act"]), nexus))
        provisions: dict[str, list[Row]] = defaultdict(list)
        for row in self._read(_PROVISIONS):
            provisions[row["step"]].append(row)
        found: dict[str, list[MeasureStep]] = defaultdict(list)
        for row in self._read(_STEPS):
            by = provisions[row["id"]]
            cap = Cap(row["cap"], row["unit"], row["months"], row["start"]) if row["cap"] is not None else None
            found[row["measure"]].append(
                MeasureStep(
                    **{key: row[key] for key in _PLAIN},
                    direction=Direction(row["direction"]),
                    cap=cap,
                    designated=tuple(row["designated"]),
                    goods=goods[row["id"]],
                    excepted=excepted[row["id"]],
                    duties=tuple(duties[row["id"]]),
                    provisions=tuple(p["name"] + ("" if p["seen"] else " (number not seen)") for p in by),
                    binds=any(p["force"] == Force.DECIDES for p in by),
                    checked=min((p["checked"] for p in by), key=_LEAST.index, default="unchecked"),
                )
            )
        return dict(found)

    @cached_property
    def exemptions(self) -> dict[str, list[MeasureExemption]]:
        """The exemptions from each measure."""
        goods = self._ends(_EXEMPT_GOODS)
        conditions: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for row in self._read(_CONDITIONS):
            conditions[row["exemption"]].append((row["id"], row["name"]))
        found: dict[str, list[MeasureExemption]] = defaultdict(list)
        for row in self._read(_EXEMPTIONS):
            found[row["measure"]].append(
                MeasureExemption(
                    **{key: row[key] for key in ("id", "name", "measure", "since", "until")},
                    goods=goods[row["id"]],
                    conditions=tuple(conditions[row["id"]]),
                )
            )
        return found

    @cached_property
    def wider(self) -> dict[str, dict[str, tuple[str, ...]]]:
        """Each kind of goods to all kinds that it is within, with the chain of kinds that leads there."""
        above: dict[str, list[str]] = defaultdict(list)
        for row in self._read(_WITHIN):
            above[row["member"]].append(row["within"])
        return {kind: dict(_upwards(kind, above)) for kind in above}

    @cached_property
    def lists(self) -> dict[tuple[str, str], list[str]]:
        """Programme and kind of thing to the days of the editions that are in the graph of a list of such things."""
        found: dict[tuple[str, str], list[str]] = defaultdict(list)
        for row in self._read(LISTS):
            for label in row["labels"]:
                found[row["programme"], label].append(row["day"])
        return found

    @cached_property
    def goods(self) -> dict[str, str]:
        """The names of all kinds of goods."""
        return {row["id"]: row["name"] for row in self._read(_KINDS)}

    def overlap(self, one: str, other: str) -> bool:
        """Whether some kind of goods is within both, so that what is of the one may be of the other."""
        key = (one, other)
        if key not in self._overlaps:
            self._overlaps[key] = any(self.chain(kind, one) and self.chain(kind, other) for kind in self.goods)
        return self._overlaps[key]

    def chain(self, goods: str, kind: str) -> tuple[str, ...] | None:
        """How goods are of a kind: the kinds from the one to the other; None where they are not."""
        return (goods,) if goods == kind else self.wider.get(goods, {}).get(kind)

    def _ends(self, query: str) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = defaultdict(tuple)
        for row in self._read(query):
            found[row["id"]] += (row["goods"],)
        return found

    def _read(self, query: str) -> list[Row]:
        return self._graph.read(query).rows


def _upwards(kind: str, above: dict[str, list[str]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    todo: list[tuple[str, ...]] = [(kind,)]
    seen = {kind}
    while todo:
        chain = todo.pop(0)
        for wider in sorted(above.get(chain[-1], [])):
            if wider not in seen:
                seen.add(wider)
                todo.append((*chain, wider))
                yield wider, (*chain, wider)


_PLAIN = (
    *("id", "measure", "name", "programme", "target", "since", "until", "summary", "threshold"),
    "effect_of",
)
_LEAST = ["unchecked", "one-source", "two-sources"]

_STEPS = (
    "MATCH (s:Law:Scope)-[:OF]->(m:Law:Measure)-[:OF]->(p:Law:Programme)-[:TARGET]->(t:Entity) "
    "OPTIONAL MATCH (s)-[:EFFECT_OF]->(e:Entity) "
    "RETURN s.id AS id, m.id AS measure, m.name AS name, p.id AS programme, t.id AS target, s.since AS since, "
    "s.until AS until, s.direction AS direction, s.summary AS summary, s.threshold AS threshold, s.cap AS cap, "
    "s.capUnit AS unit, s.capMonths AS months, s.capFrom AS start, coalesce(s.designated, []) AS designated, "
    "e.id AS effect_of ORDER BY measure, since"
)
_KINDS = "MATCH (g:Entity:Goods) RETURN g.id AS id, g.name AS name ORDER BY id"
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
    "RETURN x.id AS exemption, c.id AS id, c.name AS name ORDER BY exemption, id"
)
_WITHIN = (
    "MATCH (m:Entity)<-[:MEMBER]-(:Statement:Classification)-[:WITHIN]->(w:Entity) "
    "RETURN DISTINCT m.id AS member, w.id AS within ORDER BY member, within"
)
