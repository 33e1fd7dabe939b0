"""One Graph over every store: open it, read it, find names in it, say what is in it, dump it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from ..schema.errors import Ambiguous, GraphUnfinished, GraphVersion, NotFound, SanctionsGraphError
from ..schema.family import FAMILIES
from ..schema.generated import SCHEMA_STATEMENTS, SCHEMA_VERSION
from ..schema.names import name_key
from ..schema.vocabulary import kind_of
from .dump import dump_digest, dump_lines
from .protocols import Engine, Row, T, Table, Transaction, typed
from .writing import PROJECTED

if TYPE_CHECKING:
    from .projection import Projection


class Graph:
    """A sanctions graph. Reads cannot write; writes go through `writing()`, whole or not at all.

    with open_graph("case.kgl") as graph:
        graph.read("MATCH (e:Entity:RailStation) RETURN e.name AS name ORDER BY name").rows
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._checked = False

    @property
    def uri(self) -> str:
        """Where the graph lives; never with a password."""
        return self._engine.uri

    @property
    def in_pieces(self) -> bool:
        """Whether the store writes in several transactions what is too large for one."""
        return self._engine.in_pieces

    def read(self, cypher: str, /, **parameters: Any) -> Table:
        """Run a statement that cannot write. Parameters may bear any name.

        Raises QueryError where the engine refuses it, GraphVersion where the graph is newer than us.
        """
        self._check_version()
        return self._engine.read(cypher, parameters)

    def read_as(self, model: type[T], cypher: str, /, **parameters: Any) -> list[T]:
        """Run a statement that cannot write; return its rows as objects of a dataclass whose fields are the columns."""
        return typed(model, self.read(cypher, **parameters).rows)

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        """A transaction for loaders: what it writes becomes visible as a whole, or not at all."""
        self._check_version()
        with self._engine.write(SCHEMA_STATEMENTS) as transaction:
            transaction.run(
                "MERGE (m:Meta {id: 'schema'}) SET m.name = 'schema', m.version = $version, m.state = $state",
                {"version": SCHEMA_VERSION, "state": uuid4().hex},
            )
            yield transaction

    def state(self) -> str | None:
        """A mark that every write changes, whoever wrote: what was worked out from the graph holds while it stays."""
        rows = self.read("MATCH (m:Meta {id: 'schema'}) RETURN m.state AS state").rows
        return rows[0]["state"] if rows else None

    def find(self, name: str, kind: str | None = None) -> list[Row]:
        """Entities by id or name, best first: id, then whole name, then part of a name.

        Each has `id`, `kind`, `name`. Any script; case, accents and punctuation do not count.
        """
        by_id = self.read(_FIND_BY_ID, id=name).rows or self.read(_FIND_SAME, id=name, given=f"ABOUT {name}").rows
        key = name_key(name)
        rows = by_id or (self.read(_FIND_WHOLE, key=key).rows if key else [])
        if kind:
            rows = [row for row in rows if kind in row["labels"]]
        if not rows and key:
            rows = self.read(_FIND_PART, key=key).rows
        return [
            {"id": row["id"], "kind": kind_of(row["labels"]), "name": row["name"]}
            for row in rows
            if kind is None or kind in row["labels"]
        ]

    def one(self, name: str, kind: str | None = None) -> Row:
        """The one entity of that name or id. Raises NotFound or Ambiguous, with what to do."""
        found = self.find(name, kind)
        if not found:
            what = f"no {kind or 'thing'} of that name or id: {name!r}"
            raise NotFound(f"{what}. `sanctionsgraph info` says what the graph {self.uri} holds.")
        if len(found) > 1:
            raise Ambiguous(name, [(r["id"], r["kind"], r["name"]) for r in found[:12]])
        return found[0]

    def project(self, as_of: str | None = None, on: str | None = None) -> Projection:
        """Things joined directly, as known on a day (ISO; without it, all that is known): one edge for each relation.

        A statement about a thing joins it with each other thing that it names; one that is about none joins all that it
        names in different roles. Who says it is no relation, and what is denied, doubted or declined is none. `on`
        (ISO day) leaves out what is stated to have begun after that day or ended before it; what bears no date stays.
        `.to_networkx()` gives a graph, `.write()` puts it into this one, `.drop()` takes it out again.
        """
        from .projection import project

        return project(self, as_of, on)

    def info(self) -> dict[str, Any]:
        """What the graph holds: counts by label, editions, reports, the log of loads, and a projection in it."""
        from .projection import written

        counts: dict[str, int] = {}
        relationships: dict[str, int] = {}
        for family in FAMILIES:
            rows = self.read(f"MATCH (n:{family}) RETURN labels(n) AS labels, count(*) AS n").rows
            for row in rows:
                for label in row["labels"]:
                    counts[label] = counts.get(label, 0) + row["n"]
            for row in self.read(f"MATCH (a:{family})-[r]->(b) RETURN type(r) AS type, count(*) AS n").rows:
                if row["type"] != PROJECTED:
                    relationships[row["type"]] = relationships.get(row["type"], 0) + row["n"]
        return {
            "graph": self.uri,
            "schema": SCHEMA_VERSION,
            "nodes": dict(sorted(counts.items())),
            "relationships": dict(sorted(relationships.items())),
            "projection": written(self),
            "editions": self.read(_EDITIONS).rows,
            "loads": self.read(_LOADS).rows,
        }

    def dump(self) -> Iterator[str]:
        """The whole graph as sorted JSON lines: equal graphs have equal dumps, on any engine.

        The log of loads, the schema mark and a written projection are not part of it.
        """
        yield from dump_lines(self)

    def digest(self) -> str:
        """SHA-256 of the dump."""
        return dump_digest(self)

    def run(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        """The rows of a statement that cannot write: `read` in the form that transactions have."""
        return self.read(cypher, **(parameters or {})).rows

    def outsiders(self) -> int:
        """How many nodes are of none of the families: another program's, which no move or export takes along."""
        outside = " AND ".join(f"NOT n:{family}" for family in (*FAMILIES, "Meta"))
        return int(self.read(f"MATCH (n) WHERE {outside} RETURN count(n) AS n").rows[0]["n"])

    def close(self) -> None:
        """Let go of files and connections."""
        self._engine.close()

    def __enter__(self) -> Graph:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Graph({self.uri!r})"

    def _check_version(self) -> None:
        if self._checked:
            return
        marks = {row["id"]: row for row in self._engine.read(_MARKS, {}).rows}
        if MOVING in marks:
            raise GraphUnfinished(
                f"{self.uri}: a move from {marks[MOVING]['name']} into this graph was broken off, and it is not whole. "
                "Run the move again, with push or pull."
            )
        version = marks["schema"]["version"] if "schema" in marks else SCHEMA_VERSION
        if version > SCHEMA_VERSION:
            raise GraphVersion(
                f"{self.uri}: written by schema version {version}, this program knows "
                f"{SCHEMA_VERSION}. Upgrade sanctionsgraph, or build the graph again from its sources."
            )
        self._checked = True


def open_graph(where: Any = None) -> Graph:
    """Open a graph: a file path or `:memory:` (embedded), a `bolt://` or `neo4j://` URI, a
    `neo4j.Driver`, or a `py2neo.Graph`. A file that is not there yet is made by the first write.

    For Neo4j the login comes from the URI or from NEO4J_USER and NEO4J_PASSWORD.
    Raises GraphUnavailable where nothing answers or the login is refused.
    """
    module = type(where).__module__.partition(".")[0]
    if module == "py2neo":
        from .engines.py2neo import Py2neoEngine

        return Graph(Py2neoEngine(where))
    if module == "neo4j":
        from .engines.neo4j import ServerEngine

        return Graph(ServerEngine(driver=where))
    if where in (None, ":memory:"):
        from .engines.kglite import EmbeddedEngine

        return Graph(EmbeddedEngine(None))
    if not isinstance(where, str | Path):
        raise SanctionsGraphError(f"cannot open a graph from {type(where).__name__}: give a path or URI.")
    text = str(where)
    if "://" in text:
        from .engines.neo4j import SCHEMES, ServerEngine

        if text.partition("://")[0] not in SCHEMES:
            raise SanctionsGraphError(f"{text}: not a graph URI. Use one of {', '.join(SCHEMES)}, or a path.")
        return Graph(ServerEngine(text))
    from .engines.kglite import EmbeddedEngine

    return Graph(EmbeddedEngine(Path(text)))


#: Id of the mark that stands while a graph is moved into another in pieces.
MOVING = "moving"
_MARKS = "MATCH (m:Meta) WHERE m.id IN ['schema', 'moving'] RETURN m.id AS id, m.name AS name, m.version AS version"
_RETURN = "RETURN e.id AS id, labels(e) AS labels, e.name AS name"
_FIND_BY_ID = f"MATCH (e:Entity {{id: $id}}) {_RETURN}"
_FIND_SAME = (
    "MATCH (i:Statement:Identity)-[:ABOUT]->(e:Entity) "
    "WHERE $id IN coalesce(i.sameAs, []) OR $given IN coalesce(i.given, []) "
    "RETURN DISTINCT e.id AS id, labels(e) AS labels, e.name AS name ORDER BY id"
)
_FIND_WHOLE = f"MATCH (e:Entity) WHERE $key IN e.nameKeys {_RETURN} ORDER BY id"
_FIND_PART = (
    f"MATCH (e:Entity) WHERE any(k IN e.nameKeys WHERE k CONTAINS $key) {_RETURN} ORDER BY size(e.name), id LIMIT 50"
)
_EDITIONS = (
    "MATCH (e:Source:Edition) RETURN e.dataset AS dataset, e.date AS date, e.name AS name ORDER BY dataset, date"
)
_LOADS = (
    "MATCH (l:Meta:Load) RETURN l.at AS at, l.source AS source, l.file AS file, l.read AS read, "
    "l.written AS written, l.unchanged AS unchanged, l.rejected AS rejected ORDER BY at, l.id"
)
