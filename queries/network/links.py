"""Links between two entities as the graph holds them: what is read for paths, ring by ring."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...graph.projection import held_on
from ...schema.dates import stood_in_cypher
from .ranking import RECORD, strength

#: The ids of two entities, the lower first.
Pair = tuple[str, str]


def pair_of(a: str, b: str) -> Pair:
    """Return two ids in order."""
    return (a, b) if a < b else (b, a)


def _ordered(
    a: str, b: str, statement: str, base: str, x: str, y: str, power: int, side_by_side: bool
) -> tuple[Pair, Link]:
    pair, ends = ((a, b), (x, y)) if a < b else ((b, a), (y, x))
    return pair, Link(statement, base, *ends, power, side_by_side)


@dataclass(frozen=True, order=True)
class Link:
    """A statement between two entities, of which the one with the lower id comes first.

    `side_by_side` where the statement is about none of what it names.
    """

    statement: str
    base: str
    low: str
    high: str
    strength: int
    side_by_side: bool


@dataclass(slots=True)
class LinkRow:
    """A statement that names two entities `a` and `b`, in the roles `x` and `y`."""

    a: str
    b: str
    statement: str
    x: str
    y: str
    about: int
    basis: str | None
    stance: str | None
    start: str | None
    end: str | None
    earliest: str | None
    latest: str | None

    def may_hold(self, on: str) -> bool:
        """Whether what is stated may have held on a day; without a date it may."""
        return held_on(on, earliest=self.earliest, latest=self.latest, start=self.start, end=self.end)

    def link(self) -> tuple[Pair, Link]:
        """Return the two ends in order, and the link between them."""
        power = strength(self.basis or RECORD, self.stance)
        return _ordered(self.a, self.b, self.statement, "", self.x, self.y, power, self.about == 0)


@dataclass(slots=True)
class RestingRow:
    """A claim about `a` that rests on a claim (`base`) about `b`, or the other way round."""

    a: str
    b: str
    statement: str
    base: str
    x: str
    y: str
    basis: str | None
    stance: str | None
    base_basis: str | None
    base_stance: str | None
    start: str | None
    end: str | None
    earliest: str | None
    latest: str | None
    base_start: str | None
    base_end: str | None
    base_earliest: str | None
    base_latest: str | None

    def may_hold(self, on: str) -> bool:
        """Whether what both claims state may have held on a day; without a date it may."""
        claim = held_on(on, earliest=self.earliest, latest=self.latest, start=self.start, end=self.end)
        return claim and held_on(
            on, earliest=self.base_earliest, latest=self.base_latest, start=self.base_start, end=self.base_end
        )

    def link(self) -> tuple[Pair, Link]:
        """Return the two ends in order, and the link between them, which is as strong as the weaker claim."""
        power = min(strength(self.basis or RECORD, self.stance), strength(self.base_basis or RECORD, self.base_stance))
        return _ordered(self.a, self.b, self.statement, self.base, self.x, self.y, power, False)


@dataclass(slots=True)
class StatementRow:
    """A statement as a hop cites it, in one of its sources."""

    statement: str
    labels: Sequence[str]
    name: str
    property: str | None
    stance: str | None
    basis: str | None
    hedge: str | None
    quote: str | None
    since: str
    until: str
    locator: str | None
    speaker: str | None
    report: str | None
    title: str | None
    publisher: str | None
    url: str | None
    published: str | None
    start: str | None
    end: str | None
    earliest: str | None
    latest: str | None


@dataclass(slots=True)
class PassingRow:
    """How many statements lead on from an entity."""

    id: str
    n: int


@dataclass(slots=True)
class EntityRow:
    """An entity with its labels."""

    id: str
    name: str
    labels: list[str]


@dataclass(slots=True)
class BaseRow:
    """A statement, and one that it repeats or builds on."""

    statement: str
    base: str


_LINKING = "({0}:Record OR {0}.stance IN $forward)"
_DATED = "{0}.startDate AS {1}start, {0}.endDate AS {1}end, {0}.earliest AS {1}earliest, {0}.latest AS {1}latest"
LINKS = (
    "UNWIND $ids AS id MATCH (a:Entity {id: id})<-[x]-(s:Statement)-[y]->(b:Entity) "
    f"WHERE b.id <> a.id AND type(x) <> 'SAID_BY' AND type(y) <> 'SAID_BY' "
    f"AND {stood_in_cypher('s')} AND {_LINKING.format('s')} "
    "AND (b.id IN $ends OR NOT any(kind IN $excluded WHERE kind IN labels(b))) "
    "WITH a, b, s, x, y, COUNT { (s)-[:ABOUT]->(:Entity) } AS about "
    "WHERE about = 0 OR type(x) = 'ABOUT' OR type(y) = 'ABOUT' "
    "RETURN a.id AS a, b.id AS b, s.id AS statement, type(x) AS x, type(y) AS y, about, s.basis AS basis, "
    f"s.stance AS stance, {_DATED.format('s', '')}"
)
_RESTING = (
    "RETURN a.id AS a, b.id AS b, c.id AS statement, d.id AS base, c.basis AS basis, c.stance AS stance, "
    f"d.basis AS base_basis, d.stance AS base_stance, {_DATED.format('c', '')}, {_DATED.format('d', 'base_')}"
)
RESTS = (
    "UNWIND $ids AS id MATCH (a:Entity {id: id})<-[:ABOUT]-(c:Statement:Claim)-[:RESTS_ON]->(d:Statement:Claim)"
    f"-[:ABOUT]->(b:Entity) WHERE b.id <> a.id AND {stood_in_cypher('c', 'd')} "
    f"AND {_LINKING.format('c')} AND {_LINKING.format('d')} "
    f"{_RESTING}, 'ABOUT' AS x, 'RESTS_ON/ABOUT' AS y"
)
RESTED_ON = (
    "UNWIND $ids AS id MATCH (a:Entity {id: id})<-[:ABOUT]-(d:Statement:Claim)<-[:RESTS_ON]-(c:Statement:Claim)"
    f"-[:ABOUT]->(b:Entity) WHERE b.id <> a.id AND {stood_in_cypher('c', 'd')} "
    f"AND {_LINKING.format('c')} AND {_LINKING.format('d')} "
    f"{_RESTING}, 'RESTS_ON/ABOUT' AS x, 'ABOUT' AS y"
)
PASSING = (
    "UNWIND $ids AS id MATCH (a:Entity {id: id})<-[x]-(s:Statement)-[y]->(b:Entity) "
    f"WHERE b.id <> a.id AND type(x) <> 'SAID_BY' AND type(y) <> 'SAID_BY' AND {stood_in_cypher('s')} "
    "RETURN a.id AS id, count(DISTINCT s.id) AS n"
)
ENTITIES = "UNWIND $ids AS id MATCH (e:Entity {id: id}) RETURN e.id AS id, e.name AS name, labels(e) AS labels"
STATEMENTS = (
    "UNWIND $ids AS id MATCH (s:Statement {id: id}) OPTIONAL MATCH (s)-[:SAID_BY]->(p:Entity) "
    "OPTIONAL MATCH (s)-[:IN]->(r:Source) OPTIONAL MATCH (r)-[:PUBLISHED_BY]->(u:Source) "
    "RETURN s.id AS statement, labels(s) AS labels, s.name AS name, s.property AS property, s.stance AS stance, "
    "s.basis AS basis, s.hedge AS hedge, s.quote AS quote, s.since AS since, s.until AS until, s.locator AS locator, "
    "p.name AS speaker, "
    f"r.id AS report, r.name AS title, u.name AS publisher, r.url AS url, coalesce(r.published, r.date) AS published, "
    f"{_DATED.format('s', '')}"
)
BASES = (
    "UNWIND $ids AS id MATCH (s:Statement {id: id})-[:RESTS_ON]->(b:Statement) "
    f"WHERE {stood_in_cypher('b')} RETURN s.id AS statement, b.id AS base"
)
