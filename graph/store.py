"""One Graph over every store: open it, read it, find names in it, say what is in it, dump it.

What a read does not need is imported when it is first used, so that a graph is open at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeAlias, cast

from ..schema.argument import text_argument
from ..schema.errors import (
    Ambiguous,
    GraphError,
    GraphUnfinished,
    GraphVersion,
    NotFound,
    QueryError,
    SanctionsGraphError,
)
from ..schema.family import FAMILIES
from ..schema.generated import SCHEMA_STATEMENTS, SCHEMA_VERSION
from .address import ServerAddress, refuse_login
from .cypher_text import reaches_outside
from .protocols import Engine, Row, T, Table, Transaction, typed
from .read_limits import OURS, ReadLimits

if TYPE_CHECKING:
    import neo4j

    from .info import GraphInfo
    from .meant import NameBearers
    from .near_things import NamedEntity

    class Py2neoGraph(Protocol):
        """A `py2neo.Graph`, as far as it is used here."""

        def run(self, cypher: str, parameters: Any = None, **more: Any) -> Any: ...


@dataclass(frozen=True)
class EntityRef:
    """An entity by id, with its kind and name."""

    id: str
    kind: str
    name: str


class _Mark(NamedTuple):
    id: str
    name: str
    version: int


class _WriteMark(NamedTuple):
    state: str | None


#: What a graph is opened from: a path, `:memory:` or a URI; or a connection that the caller made.
Store: TypeAlias = "str | Path | neo4j.Driver | Py2neoGraph"


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
    def file(self) -> Path | None:
        """The file that holds the graph; None for one in memory or on a server."""
        embedded = not self.writes_in_steps and self.uri != ":memory:" and "://" not in self.uri
        return Path(self.uri).resolve() if embedded else None

    @property
    def writes_in_steps(self) -> bool:
        """Whether the store writes in several transactions what is too large for one."""
        return self._engine.writes_in_steps

    def read(self, cypher: str, /, **parameters: Any) -> Table:
        """Run a statement that cannot write. Parameters may bear any name.

        Raises QueryError where the engine refuses it, GraphVersion where the graph is newer than us.
        """
        return self.read_within(OURS, cypher, parameters)

    def read_within(self, limits: ReadLimits, cypher: str, parameters: Mapping[str, Any]) -> Table:
        """Run a statement that cannot write, within limits. Raises as `read`, and QueryError beyond them."""
        self._check_version()
        if words := reaches_outside(cypher):
            raise QueryError(
                f"this command reads the graph alone, and the statement has {words}. Load files with `load`; "
                "run what concerns the server in its own shell."
            )
        return self._engine.read(cypher, parameters, limits)

    def read_as(self, model: type[T], cypher: str, /, **parameters: Any) -> list[T]:
        """Run a statement that cannot write; return its rows as objects of a dataclass whose fields are the columns."""
        return typed(model, self.read(cypher, **parameters).rows)

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        """Open a transaction for loaders: what it writes becomes visible as a whole, or not at all."""
        from .direct_keeping import kept_up, layer_mark
        from .direct_laying import lay_anew
        from .write_mark import mark_write

        self._check_version()
        with self._engine.write(SCHEMA_STATEMENTS) as transaction:
            mark_write(transaction)
            layer = layer_mark(transaction)
            with kept_up(transaction, layer) as kept:
                yield kept
        if layer.stale:
            lay_anew(self._engine)

    @contextmanager
    def trial(self) -> Iterator[Graph]:
        """Yield this graph for a trial: what is loaded there is seen there, and gone at the end."""
        from .trial import trial_engine

        self._check_version()
        with trial_engine(self._engine, SCHEMA_STATEMENTS) as engine:
            yield Graph(engine)

    @contextmanager
    def building(self) -> Iterator[None]:
        """Mark the graph as unfinished until the end: several loads that belong together.

        Where that is broken off, the graph is refused until it is run again. One in memory bears no mark.
        """
        if self.uri == ":memory:":
            yield
            return
        if BUILDING in _marks(self._engine):
            self._checked = True
        with self.writing() as tx:
            tx.run("MERGE (m:Meta {id: $id}) SET m.name = 'init'", {"id": BUILDING})
        yield
        with self.writing() as tx:
            tx.run("MATCH (m:Meta {id: $id}) DELETE m", {"id": BUILDING})

    def derive(self, work: Callable[[Engine], None]) -> None:
        """Let a function write what is derived from the statements, and nothing else: the state stays as it is."""
        self._check_version()
        work(self._engine)

    def state(self) -> str | None:
        """Return a mark that every write changes: what was worked out from the graph is valid while it stays."""
        marks = self.read_as(_WriteMark, "MATCH (m:Meta {id: 'schema'}) RETURN m.state AS state")
        return marks[0].state if marks else None

    def find(self, name: str, kind: str | None = None) -> list[EntityRef]:
        """Return entities by id, name or number, best first: id, whole name, number of a ship or paper, part of a name.

        Any script; case, accents and punctuation do not count. Of several that bear the name, those that reports speak
        of come first, and places of which nothing but their place is stated last. A thing that bears the part in its
        name comes before events with it in their titles. `kind` is a label of the model, such as `Vessel`.
        """
        return _refs(self._bearers(name, kind).everyone)

    def entity(self, name: str, kind: str | None = None) -> EntityRef:
        """Return the one entity that is meant by a name or id, as `find` ranks them.

        Raises NotFound, or Ambiguous where several of the best known bear the name, with what to do.
        """
        bearers = self._bearers(name, kind)
        if not bearers.meant:
            from .near_things import did_you_mean, either_of, how_to_look, near_things

            reason = f"no {kind or 'entity'} of that name or id: {name!r}"
            if kind and (others := self._bearers(name, None).meant):
                raise NotFound(f"{reason}. It is the name of {either_of(others[:1])}: give one of kind {kind}.")
            hint = did_you_mean(near_things(self, name, kind)) or how_to_look(self, name, self.uri)
            raise NotFound(f"{reason}.{hint}")
        if len(bearers.meant) > 1:
            listed = _refs(bearers.everyone[:12])
            raise Ambiguous(name, [(entity.id, entity.kind, entity.name) for entity in listed])
        return _refs(bearers.meant)[0]

    def bearers(self, name: str) -> list[EntityRef]:
        """Return all entities that bear a whole name, or the one of an id or a part of a name. Raises as `entity`."""
        from .named_things import bearers_of_whole

        text_argument(name, "the name or id of an entity", "Tumangang")
        return _refs(bearers_of_whole(self, name)) or [self.entity(name)]

    def _bearers(self, name: str, kind: str | None) -> NameBearers:
        from .meant import bearers_in_order, with_better_known
        from .named_things import named_things

        text_argument(name, "the name or id of an entity", "Tumangang")
        named = named_things(self, name, kind)
        bearers = bearers_in_order(self, named.rows, name, whole=named.whole)
        return bearers if named.by_id else with_better_known(self, name, bearers, kind, whole=named.whole)

    def info(self) -> GraphInfo:
        """Return what the graph holds: counts by label, editions, the log of loads, and the direct relationships."""
        from .info import info

        return info(self, self.uri)

    def dump(self) -> Iterator[str]:
        """Yield the whole graph as sorted JSON lines: equal graphs have equal dumps, on any engine.

        The log of loads, the marks and direct relationships are not part of it.
        """
        from .dump import dump_lines

        yield from dump_lines(self)

    def digest(self) -> str:
        """Return the SHA-256 of the dump."""
        from .dump import dump_digest

        return dump_digest(self)

    def run(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        """Return the rows of a statement that cannot write: `read` in the form that transactions have."""
        return self.read(cypher, **(parameters or {})).rows

    def outsiders(self) -> int:
        """Return how many nodes are of none of the families: another program's, which no copy or export includes."""
        outside = " AND ".join(f"NOT n:{family}" for family in (*FAMILIES, "Meta"))
        return int(self.read(f"MATCH (n) WHERE {outside} RETURN count(n) AS n").rows[0]["n"])

    def close(self) -> None:
        """Release files and connections."""
        self._engine.close()

    def __enter__(self) -> Graph:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Graph({self.uri!r})"

    def _repr_html_(self) -> str:
        """Return where the graph lives and how many nodes it has, for a notebook."""
        from html import escape

        from .info import families

        counts = ", ".join(f"{family} {number:,}" for family, number in families(self).items())
        return f"<p>{escape(self.uri)}: {counts or 'empty'}</p>"

    def _check_version(self) -> None:
        if self._checked:
            return
        marks = _marks(self._engine)
        if moving := marks.get(MOVING):
            raise GraphUnfinished(
                f"{self.uri}: a copy from {moving.name} into this graph was broken off, and it is not whole. "
                "Run it again, with push or pull."
            )
        if BUILDING in marks:
            raise GraphUnfinished(
                f"{self.uri}: `sanctionsgraph init` is under way there or was broken off, and the case is not whole. "
                "Run it again."
            )
        if "schema" not in marks:
            refuse_foreign(self._engine)
        version = marks["schema"].version if "schema" in marks else SCHEMA_VERSION
        if version > SCHEMA_VERSION:
            raise GraphVersion(
                f"{self.uri}: written by schema version {version}, this program knows "
                f"{SCHEMA_VERSION}. Upgrade sanctionsgraph, or build the graph again from its sources."
            )
        if version < SCHEMA_VERSION:
            raise GraphVersion(
                f"{self.uri}: written by schema version {version}, this program reads {SCHEMA_VERSION}. "
                f"Run `sanctionsgraph --graph {self.uri} upgrade`."
            )
        self._checked = True


def stored_version(engine: Engine) -> int:
    """Return the version of the model that a graph was written with; of a graph without a mark, ours."""
    marks = _marks(engine)
    return marks["schema"].version if "schema" in marks else SCHEMA_VERSION


def refuse_foreign(engine: Engine) -> None:
    """Raise GraphError for a store that another program wrote: it has nodes of our families, and no mark of ours."""
    if "schema" in _marks(engine):
        return
    for family in FAMILIES:
        if engine.read(f"MATCH (n:{family}) RETURN n.id AS id LIMIT 1", {}).rows:
            raise GraphError(
                f"{engine.uri}: it holds nodes labelled {family} of another program. Use a database of its own."
            )


def _marks(engine: Engine) -> dict[str, _Mark]:
    return {mark.id: mark for mark in typed(_Mark, engine.read(_MARKS, {}).rows)}


def open_graph(target: Store | None = None) -> Graph:
    """Open a graph: a file path or `:memory:` (embedded), a `bolt://` or `neo4j://` URI, a `neo4j.Driver`, a
    `py2neo.Graph`, or what an engine of another package opens. A file that is missing is made by the first write.

    For Neo4j the login comes from the URI or from NEO4J_USER and NEO4J_PASSWORD.
    Raises GraphUnavailable if no server answers or the login is refused.
    """
    if target in (None, ":memory:"):
        return Graph(_engine("kglite")(None))
    if not isinstance(target, str | Path):
        return Graph(_engine_of_object(target))
    scheme, separator, _ = str(target).strip().partition("://")
    if separator:
        return Graph(_engine_of_uri(scheme, str(target)))
    refuse_login(str(target))
    return Graph(_engine("kglite")(Path(target)))


#: Makes an engine of what a graph is opened from.
EngineFactory: TypeAlias = Callable[[Any], Engine]
#: Schemes of URIs that the engine for Neo4j opens.
SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")


def _engine(module: str) -> EngineFactory:
    """Return what makes an engine of ours, by its module: each imports its library when it is first needed."""
    return cast(EngineFactory, import_module(f".engines.{module}", __package__).open_engine)


def _engine_of_object(target: object) -> Engine:
    """Return the engine for a driver or a graph object, which the package of its class names."""
    from .extensions import extensions, load_extension

    package = type(target).__module__.partition(".")[0]
    if package in ("neo4j", "py2neo"):
        return _engine(package)(target)
    if point := extensions("engines").get(package):
        return cast(EngineFactory, load_extension(point))(target)
    raise SanctionsGraphError(f"cannot open a graph from {type(target).__name__}: give a path or URI.")


def _engine_of_uri(scheme: str, uri: str) -> Engine:
    from .extensions import extensions, load_extension

    if scheme.lower() in SCHEMES:
        return _engine("neo4j")(uri)
    if point := extensions("engines").get(scheme):
        return cast(EngineFactory, load_extension(point))(uri)
    raise SanctionsGraphError(
        f"{ServerAddress.parse(uri).shown}: not a graph URI. Use one of {', '.join(SCHEMES)}, or a path."
    )


@contextmanager
def using(store: Store | Graph) -> Iterator[Graph]:
    """Yield a graph that is open, or a store that is opened and closed again."""
    if isinstance(store, Graph):
        yield store
    else:
        with open_graph(store) as graph:
            yield graph


#: Id of the mark that stands while the shipped case is loaded.
BUILDING = "building"
#: Id of the mark that stands while a graph is copied into another in several transactions.
MOVING = "moving"
_MARKS = (
    "MATCH (m:Meta) WHERE m.id IN ['schema', 'moving', 'building'] "
    "RETURN m.id AS id, m.name AS name, m.version AS version"
)


def _refs(rows: Iterable[NamedEntity]) -> list[EntityRef]:
    from ..schema.vocabulary import kind_of

    return [EntityRef(row.id, kind_of(row.labels), row.name) for row in rows]
