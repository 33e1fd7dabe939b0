"""Entities joined directly, as of a day: one edge for each relation that stood, with the ids of its statements.

In the graph, statements stand between entities. Graph algorithms and pictures want entities joined to entities; a
projection is that view in memory, as of a day. For Cypher the graph has the like laid over it (direct/).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..schema.dates import LATEST, DayLike, HalfDate, known_by, stood_in_cypher
from ..schema.vocabulary import LINKING, kind_of
from .day_asked import day_asked
from .networkx_graphml import with_plain_values, write_graphml
from .store import Graph
from .writing import batches

if TYPE_CHECKING:
    import networkx

#: From which role an edge leads to which: the role that comes first here. Other roles follow by the alphabet.
_FIRST = ("ABOUT", "SUBJECT", "HOLDER", "MEMBER", "ENDS_AT", "POST", "OBJECT")
#: The roles in which a statement joins the entities that share it; two owners of one company are not joined.
_SYMMETRIC = ("ENDS_AT",)
#: Labels that do not say what a record records.
_WIDER = frozenset(("Statement", "Record", "Relation"))


@dataclass(frozen=True, order=True)
class ProjectedRelation:
    """One edge between two entities: what the relation is, and the ids of the statements that assert it.

    `relation` is the property of a claim (`from`, `carrier` …), the kind of a record (`ownership`, `occupancy`,
    FollowTheMoney's name of a relation), or `rests on`. `leaves` and `arrives` are the roles of the two ends in the
    statements; `stances` are those of its claims, `since` the day from which the first of its statements stands.
    """

    start: str
    end: str
    relation: str
    leaves: str
    arrives: str
    statements: tuple[str, ...]
    stances: tuple[str, ...]
    since: str

    @property
    def key(self) -> str:
        """Distinguishes the edge from others between the same two entities."""
        return f"{self.relation}: {self.leaves}, {self.arrives}"


@dataclass(frozen=True)
class ProjectedEntity:
    """An entity of a projection."""

    name: str
    kind: str


@dataclass(frozen=True)
class Projection:
    """The entities and relations that stood on a day; returned by `project`.

    `as_of` is the day of knowledge, `on` the day on which the relations held by their stated dates (None: any day).
    `things` are the entities by id that a relation joins to another.
    """

    graph: Graph
    as_of: str
    on: str | None
    things: dict[str, ProjectedEntity]
    relations: list[ProjectedRelation]

    def __len__(self) -> int:
        return len(self.relations)

    @property
    def name(self) -> str:
        """What it is a projection of."""
        knowledge = "all that is known" if self.as_of == LATEST else f"as known on {self.as_of}"
        return f"Projection, {knowledge}" + (f", of what was so on {self.on}" if self.on else "")

    def to_networkx(self) -> networkx.MultiDiGraph[str]:
        """Return entities by id with `name` and `kind`; edges with the fields of their relation, `as_of` and `on`.

        Lists are joined by `; ` and missing values left out, so that every writer of networkx takes it.
        """
        import networkx as nx

        net: networkx.MultiDiGraph[str] = nx.MultiDiGraph(name=self.name, as_of=self.as_of, on=self.on)
        net.add_nodes_from((id_, asdict(entity)) for id_, entity in self.things.items())
        for edge in self.relations:
            net.add_edge(edge.start, edge.end, key=edge.key, **self._properties(edge))
        return with_plain_values(net)

    def to_graphml(self, path: str | Path) -> Path:
        """Write the graph of `to_networkx` as GraphML, and return the path."""
        return write_graphml(self.to_networkx(), path)

    def _repr_html_(self) -> str:
        from html import escape

        return f"<p>{escape(self.name)}: {len(self.things):,} entities, {len(self.relations):,} relations.</p>"

    def __repr__(self) -> str:
        return f"<{self.name}: {len(self.things)} entities, {len(self.relations)} relations>"

    def _properties(self, edge: ProjectedRelation) -> dict[str, str | bool | list[str]]:
        """Return the properties of an edge. It is marked as derived: no source stated it in this form."""
        on: dict[str, str | bool | list[str]] = {"on": self.on} if self.on else {}
        return {
            **{"derived": True, "as_of": self.as_of, **on},
            **{"relation": edge.relation, "leaves": edge.leaves, "arrives": edge.arrives, "since": edge.since},
            **{"statements": list(edge.statements), "stances": list(edge.stances)},
        }


@dataclass(slots=True)
class _Participation:
    """An entity that a statement names, in one role."""

    statement: str
    labels: list[str]
    role: str
    thing: str
    property: str | None
    stance: str | None
    schema: str | None
    since: str
    start: str | None
    end: str | None
    earliest: str | None
    latest: str | None

    def possible_on(self, on: str) -> bool:
        return held_on(on, earliest=self.earliest, latest=self.latest, start=self.start, end=self.end)

    def relation(self) -> str:
        if self.property:
            return self.property
        narrow = max((label for label in self.labels if label not in _WIDER), default="")
        return (narrow if narrow and narrow != "Profile" else self.schema or narrow or "Relation").lower()


@dataclass(frozen=True)
class _Resting:
    """A claim that rests on another."""

    claim: str
    base: str


@dataclass(frozen=True)
class _NamedEntity:
    id: str
    name: str
    labels: list[str]


def project(
    graph: Graph, *, as_of: DayLike | None = None, on: DayLike | None = None, bare_places: bool = True
) -> Projection:
    """Return entities joined directly, as known on a day (None: all that is known): one edge for each relation.

    A statement about an entity joins it with each other entity that it names; one without a subject joins all that
    it names in different roles. Speaking is no relation, and what is denied, doubted or declined is none. `on` leaves
    out relations whose stated dates begin after that day or end before it; relations without dates stay.
    `bare_places` false leaves out places of which a code list or a timetable says where they lie, and nothing else is
    stated. `.to_networkx()` gives a graph, `.to_graphml()` writes it to a file. Raises ValueInvalid for a day that is
    none.
    """
    knowledge, held_day = known_by(as_of), None if on is None else day_asked(graph, on)
    parameters = {"as_of": knowledge, "forward": [str(stance) for stance in LINKING]}
    statements: dict[str, _Participation] = {}
    roles: dict[str, list[End]] = defaultdict(list)
    for row in _participations(graph, parameters, bare_places):
        if held_day is None or row.possible_on(held_day):
            statements[row.statement] = row
            roles[row.statement].append((row.role, row.thing))
    edges: dict[_EdgeKey, set[str]] = defaultdict(set)
    for id_, row in statements.items():
        for (leaves, start), (arrives, end) in _pairs(roles[id_]):
            edges[start, end, row.relation(), leaves, arrives].add(id_)
    for link in graph.read_as(_Resting, _RESTS, as_of=knowledge):
        if link.claim in statements and link.base in statements:
            for (_, start), (_, end) in _across(roles[link.claim], roles[link.base]):
                edges[start, end, "rests on", "ABOUT", "RESTS_ON/ABOUT"].update((link.claim, link.base))
    relations = [_edge(key, [statements[id_] for id_ in sorted(ids)]) for key, ids in sorted(edges.items())]
    return Projection(graph, knowledge, held_day, dict(_entities(graph, relations)), relations)


def _participations(graph: Graph, parameters: Mapping[str, Any], bare_places: bool) -> Iterator[_Participation]:
    if bare_places:
        yield from graph.read_as(_Participation, STATEMENTS, **parameters)
        return
    yield from graph.read_as(_Participation, STATEMENTS_OF_ALL_BUT_PLACES, **parameters)
    described = sorted({row["id"] for cypher in _DESCRIBED_PLACES for row in graph.read(cypher).rows})
    for ids in batches(described):
        yield from graph.read_as(_Participation, _OF_PLACES, ids=ids, **parameters)


def held_on(on: str, *, earliest: str | None, latest: str | None, start: str | None, end: str | None) -> bool:
    """Return whether what a statement states may have held on an ISO day, by its dates (valid time).

    Half-known dates count at their widest; without a date it may. `earliest` and `latest` are the interval of a
    claim's date, `start` and `end` the dates of a record.
    """
    begin = earliest if earliest is not None or not start else HalfDate.parse(start).earliest
    last = latest if latest is not None or not end else HalfDate.parse(end).latest
    return (begin is None or begin <= on) and (last is None or last >= on)


#: A role and the id of the entity in it.
End = tuple[str, str]
#: Start, end, relation, and the roles of both ends.
_EdgeKey = tuple[str, str, str, str, str]


def _pairs(ends: Iterable[End]) -> Iterator[tuple[End, End]]:
    """Yield the ends that a statement joins: its subject with each other end; without a subject, all ends."""
    ranked = sorted(set(ends), key=lambda end: (_FIRST.index(end[0]) if end[0] in _FIRST else len(_FIRST), *end))
    about = any(role == "ABOUT" for role, _ in ranked)
    for n, first in enumerate(ranked):
        for second in ranked[n + 1 :]:
            apart = first[0] != second[0] or first[0] in _SYMMETRIC
            if apart and first[1] != second[1] and (first[0] == "ABOUT" or not about):
                yield first, second


def _across(claim: Iterable[End], base: Iterable[End]) -> Iterator[tuple[End, End]]:
    """Yield the subjects of a claim with those of the claim that it rests on."""
    for first in claim:
        for second in base:
            if first[0] == second[0] == "ABOUT" and first[1] != second[1]:
                yield first, second


def _edge(key: _EdgeKey, statements: list[_Participation]) -> ProjectedRelation:
    ids = tuple(row.statement for row in statements)
    stances = {row.stance for row in statements if row.stance is not None}
    return ProjectedRelation(*key, ids, tuple(sorted(stances)), min(row.since for row in statements))


def _entities(graph: Graph, relations: Iterable[ProjectedRelation]) -> Iterator[tuple[str, ProjectedEntity]]:
    ids = sorted({end for edge in relations for end in (edge.start, edge.end)})
    for batch in batches(ids):
        for row in sorted(graph.read_as(_NamedEntity, _NAMES, ids=batch), key=lambda row: row.id):
            yield row.id, ProjectedEntity(row.name, kind_of(row.labels))


_RETURN = (
    "RETURN s.id AS statement, labels(s) AS labels, type(x) AS role, e.id AS thing, s.property AS property, "
    "s.stance AS stance, s.ftmSchema AS schema, s.since AS since, s.startDate AS start, s.endDate AS end, "
    "s.earliest AS earliest, s.latest AS latest"
)
#: What a projection is worked out from: each entity that a standing statement names, with its role in it.
STATEMENTS = (
    f"MATCH (s:Statement)-[x]->(e:Entity) WHERE {stood_in_cypher('s')} AND type(x) <> 'SAID_BY' "
    f"AND (s:Record OR s.stance IN $forward) {_RETURN}"
)
#: The same without what only says where places lie.
STATEMENTS_OF_ALL_BUT_PLACES = STATEMENTS.replace("(s:Record OR", "NOT s:Location AND (s:Record OR")
#: Places of which something else is stated, or of which a report says where they lie.
_DESCRIBED_PLACES = (
    "MATCH (e:Entity:Place)<--(s:Statement) WHERE NOT s:Location AND NOT s:Identity AND NOT s:CaseNote "
    "RETURN DISTINCT e.id AS id",
    "MATCH (:Source:Report)<-[:IN]-(s:Statement:Location)-[:ABOUT]->(e:Entity) RETURN DISTINCT e.id AS id",
)
_OF_PLACES = (
    "UNWIND $ids AS id MATCH (:Entity {id: id})<-[:ABOUT]-(s:Statement:Location) WITH s MATCH (s)-[x]->(e:Entity) "
    f"WHERE {stood_in_cypher('s')} {_RETURN}"
)
_RESTS = (
    f"MATCH (c:Statement:Claim)-[:RESTS_ON]->(b:Statement:Claim) WHERE {stood_in_cypher('c', 'b')} "
    "RETURN c.id AS claim, b.id AS base"
)
_NAMES = "UNWIND $ids AS id MATCH (e:Entity {id: id}) RETURN e.id AS id, e.name AS name, labels(e) AS labels"
