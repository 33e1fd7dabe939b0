"""Things joined directly, as of a day: one edge for each relation that stood, with the ids of its statements.

Statements stand between things in the graph. Graph algorithms and pictures want things joined to things; a projection
is that view, worked out from the statements and never part of the truth: a written one is no part of a dump.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..schema.dates import LATEST, HalfDate, day
from ..schema.vocabulary import LINKING
from .protocols import Row
from .writing import PROJECTED, batches

if TYPE_CHECKING:
    import networkx

    from .store import Graph

#: From which role an edge leads to which: the role that comes first here. Others follow by the alphabet.
_FIRST = ("ABOUT", "SUBJECT", "HOLDER", "MEMBER", "ENDS_AT", "POST", "OBJECT")
#: The roles in which a statement joins the things that share it; two owners of one thing are not joined.
_SYMMETRIC = ("ENDS_AT",)
#: Labels that say nothing of what a record records.
_WIDER = frozenset(("Statement", "Record", "Relation"))


@dataclass(frozen=True, order=True)
class ProjectedRelation:
    """One edge: from a thing to a thing, what the relation is, and the statements that say so.

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
        """Tells it from the other edges between the same two things."""
        return f"{self.relation}: {self.leaves}, {self.arrives}"


@dataclass(frozen=True)
class Projection:
    """The things and relations that stood on a day; made by `Graph.project`.

    `as_of` is the day of knowledge, `on` the day on which what is said was so, as far as dates are stated (None: any).
    `things` has `name` and `kind` by id, of those that are joined to another.
    """

    graph: Graph
    as_of: str
    on: str | None
    things: dict[str, Row]
    relations: list[ProjectedRelation]

    def __len__(self) -> int:
        return len(self.relations)

    @property
    def name(self) -> str:
        """What it is a projection of."""
        known = "all that is known" if self.as_of == LATEST else f"as known on {self.as_of}"
        return f"Projection, {known}" + (f", of what was so on {self.on}" if self.on else "")

    def to_networkx(self) -> networkx.MultiDiGraph[str]:
        """Things by id with `name` and `kind`; edges with the fields of Relation, `derived`, `as_of` and `on`."""
        import networkx as nx

        made: networkx.MultiDiGraph[str] = nx.MultiDiGraph(name=self.name, as_of=self.as_of, on=self.on)
        made.add_nodes_from(self.things.items())
        for edge in self.relations:
            made.add_edge(edge.start, edge.end, key=edge.key, **self._properties(edge))
        return made

    def to_graphml(self, path: str | Path) -> Path:
        """Write the graph of `to_networkx` as GraphML. Gives the path back."""
        from .networkx_graphml import write_graphml

        return write_graphml(self.to_networkx(), path)

    def write(self) -> int:
        """Write it into the graph as relationships PROJECTED between things, in place of one written before.

        Each bears `derived`, `as_of`, `on` where given, `relation`, `leaves`, `arrives`, `statements`, `stances` and
        `since`. Gives their number. They are no part of a dump, and `info()` says that they are there; a load after
        it makes them stale.
        """
        rows = [{"a": edge.start, "b": edge.end, "said": self._properties(edge)} for edge in self.relations]
        with self.graph.writing() as tx:
            tx.run(_DROP)
            for batch in batches(rows):
                tx.run(_WRITE, {"rows": batch})
            # No count: the embedded engine is not to be trusted with one inside a transaction.
            loads = len(tx.run(_LOADS))
            mark = {"name": "projection", "as_of": self.as_of, "on": self.on or "", "relations": len(rows)}
            tx.run("MERGE (m:Meta {id: 'projection'}) SET m += $mark", {"mark": mark | {"loads": loads}})
        return len(rows)

    def drop(self) -> None:
        """Take out of the graph whichever projection is written into it."""
        drop(self.graph)

    def _repr_html_(self) -> str:
        from html import escape

        return f"<p>{escape(self.name)}: {len(self.things):,} things, {len(self.relations):,} relations.</p>"

    def __repr__(self) -> str:
        return f"<{self.name}: {len(self.things)} things, {len(self.relations)} relations>"

    def _properties(self, edge: ProjectedRelation) -> dict[str, Any]:
        """What an edge bears. It is marked as derived: nobody said it in this form."""
        said: dict[str, Any] = {"derived": True, "as_of": self.as_of} | ({"on": self.on} if self.on else {})
        for name in ("relation", "leaves", "arrives", "since"):
            said[name] = getattr(edge, name)
        return said | {"statements": list(edge.statements), "stances": list(edge.stances)}


def project(graph: Graph, as_of: str | None = None, on: str | None = None) -> Projection:
    """The relations between things that stood on a day; see `Graph.project`."""
    known, so = day(as_of) if as_of else LATEST, day(on) if on else None
    forward = [str(stance) for stance in LINKING]
    said: dict[str, Row] = {}
    roles: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in graph.read(STATEMENTS, as_of=known, forward=forward).rows:
        if so is None or was_so(row, so):
            said[row["statement"]] = row
            roles[row["statement"]].append((row["role"], row["thing"]))
    found: dict[tuple[str, str, str, str, str], set[str]] = defaultdict(set)
    for statement, row in said.items():
        for (leaves, start), (arrives, end) in _pairs(roles[statement]):
            found[start, end, _relation(row), leaves, arrives].add(statement)
    for row in graph.read(_RESTS, as_of=known).rows:
        if row["claim"] in said and row["base"] in said:
            for (_, start), (_, end) in _across(roles[row["claim"]], roles[row["base"]]):
                found[start, end, "rests on", "ABOUT", "RESTS_ON/ABOUT"].update((row["claim"], row["base"]))
    relations = [_made(key, statements, said) for key, statements in sorted(found.items())]
    return Projection(graph, known, so, dict(_things(graph, relations)), relations)


def was_so(row: Row, on: str, prefix: str = "") -> bool:
    """Whether what a statement says may have been so on a day; half-known dates at their widest; without any, it may.

    The row has `earliest`, `latest`, `start`, `end` of the statement, each with the prefix.
    """
    begun, ended = row[f"{prefix}earliest"], row[f"{prefix}latest"]
    if begun is None and row[f"{prefix}start"]:
        begun = HalfDate.parse(row[f"{prefix}start"]).earliest
    if ended is None and row[f"{prefix}end"]:
        ended = HalfDate.parse(row[f"{prefix}end"]).latest
    return (begun is None or begun <= on) and (ended is None or ended >= on)


def drop(graph: Graph) -> None:
    """Take out of a graph the projection that is written into it, if there is one."""
    with graph.writing() as tx:
        tx.run(_DROP)
        tx.run("MATCH (m:Meta {id: 'projection'}) DETACH DELETE m")


def written(graph: Graph) -> Row | None:
    """The projection that is written into a graph: as_of, on, relations, stale (loads came after it); None without."""
    rows = graph.read("MATCH (m:Meta {id: 'projection'}) RETURN m").rows
    if not rows:
        return None
    mark = rows[0]["m"]["properties"]
    stale = len(graph.read(_LOADS).rows) != mark["loads"]
    return {"as_of": mark["as_of"], "on": mark["on"] or None, "relations": mark["relations"], "stale": stale}


End = tuple[str, str]


def _pairs(ends: Iterable[End]) -> Iterator[tuple[End, End]]:
    """The ends that a statement joins: its subject with each other; one that is about nothing, all side by side."""
    ranked = sorted(set(ends), key=lambda end: (_FIRST.index(end[0]) if end[0] in _FIRST else len(_FIRST), *end))
    about = any(role == "ABOUT" for role, _ in ranked)
    for n, first in enumerate(ranked):
        for second in ranked[n + 1 :]:
            apart = first[0] != second[0] or first[0] in _SYMMETRIC
            if apart and first[1] != second[1] and (first[0] == "ABOUT" or not about):
                yield first, second


def _across(claim: Iterable[End], base: Iterable[End]) -> Iterator[tuple[End, End]]:
    """What a claim is about, with what the claim that it rests on is about."""
    for first in claim:
        for second in base:
            if first[0] == second[0] == "ABOUT" and first[1] != second[1]:
                yield first, second


def _relation(row: Row) -> str:
    if row["property"]:
        return str(row["property"])
    narrow = max((label for label in row["labels"] if label not in _WIDER), default="")
    return (narrow if narrow and narrow != "Profile" else row["schema"] or narrow or "Relation").lower()


def _made(key: tuple[str, str, str, str, str], statements: set[str], said: dict[str, Row]) -> ProjectedRelation:
    stances = {said[one]["stance"] for one in statements} - {None}
    since = min(said[one]["since"] for one in statements)
    return ProjectedRelation(*key, tuple(sorted(statements)), tuple(sorted(stances)), since)


def _things(graph: Graph, relations: Iterable[ProjectedRelation]) -> Iterator[tuple[str, Row]]:
    from ..schema.vocabulary import kind_of

    wanted = sorted({end for edge in relations for end in (edge.start, edge.end)})
    for batch in batches(wanted):
        for row in sorted(graph.read(_NAMES, ids=batch).rows, key=lambda row: str(row["id"])):
            yield row["id"], {"name": row["name"], "kind": kind_of(row["labels"])}


#: What a projection is worked out from: each thing that a standing statement names, with its role in it.
STATEMENTS = (
    "MATCH (s:Statement)-[x]->(e:Entity) WHERE s.since <= $as_of AND $as_of < s.until AND type(x) <> 'SAID_BY' "
    "AND (s:Record OR s.stance IN $forward) "
    "RETURN s.id AS statement, labels(s) AS labels, type(x) AS role, e.id AS thing, s.property AS property, "
    "s.stance AS stance, s.ftmSchema AS schema, s.since AS since, s.startDate AS start, s.endDate AS end, "
    "s.earliest AS earliest, s.latest AS latest"
)
_RESTS = (
    "MATCH (c:Statement:Claim)-[:RESTS_ON]->(b:Statement:Claim) WHERE c.since <= $as_of AND $as_of < c.until "
    "AND b.since <= $as_of AND $as_of < b.until RETURN c.id AS claim, b.id AS base"
)
_NAMES = "UNWIND $ids AS id MATCH (e:Entity {id: id}) RETURN e.id AS id, e.name AS name, labels(e) AS labels"
_WRITE = (
    "UNWIND $rows AS row MATCH (a:Entity {id: row.a}) MATCH (b:Entity {id: row.b}) "
    f"CREATE (a)-[r:{PROJECTED}]->(b) SET r = row.said"
)
_DROP = f"MATCH (:Entity)-[r:{PROJECTED}]->(:Entity) DELETE r"
_LOADS = "MATCH (l:Meta:Load) RETURN l.id AS id"
