"""Neo4j through its official driver: 5.26 or later, single servers, clusters and Aura."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any

import neo4j
from neo4j.exceptions import AuthError, ClientError, DriverError, Neo4jError, ServiceUnavailable
from neo4j.graph import Node, Path, Relationship

from ...schema.errors import GraphError, GraphUnavailable, QueryError
from .. import protocols as engine
from ..address import ServerAddress
from ..protocols import Row, Table, node_value, relationship_value
from ..read_limits import OURS, ReadLimits
from ..writing import flush_staged
from .interrupt import interruptible, uninterrupted
from .neo4j_staging import CLEAR, LEAST, LEFT_OVER, Neo4jStage

_log = logging.getLogger(__name__)

# Its warnings come as errors of ours.
logging.getLogger("neo4j").addHandler(logging.NullHandler())

#: Seconds: a server that is gone is reported soon.
_DRIVER_OPTIONS: dict[str, Any] = {
    "notifications_min_severity": "OFF",
    "connection_timeout": 10,
    "connection_acquisition_timeout": 15,
    "max_transaction_retry_time": 4,
}
#: Nodes of a load after which the plans that the server made before it no longer fit.
MANY = 1_000
_ONLINE = "SHOW INDEXES YIELD name, state WHERE state = 'ONLINE' RETURN name"


class ServerEngine:
    """A Neo4j database, by a URI or by a driver that the caller keeps and closes."""

    writes_in_steps = True

    def __init__(self, uri: str | None = None, driver: neo4j.Driver | None = None) -> None:
        self._owns_driver = driver is None
        self._prepared = False
        self.uri, self._driver = ("neo4j driver", driver) if driver else _connect(uri or "")
        # In a cluster a read waits until its member has the writes of this graph.
        self._bookmarks = neo4j.GraphDatabase.bookmark_manager()

    def read(self, cypher: str, parameters: Mapping[str, Any], limits: ReadLimits = OURS) -> Table:
        """Run in a read transaction, which the server itself keeps from writing."""

        @neo4j.unit_of_work(timeout=limits.seconds)
        def work(transaction: neo4j.ManagedTransaction) -> Table:
            result = transaction.run(_text(cypher), dict(parameters))
            columns = list(result.keys())
            rows: list[Row] = []
            for record in result:
                if len(rows) == limits.rows:
                    raise limits.too_many()
                rows.append(_row(record))
            return Table(columns, rows)

        with _errors(self.uri, limits), interruptible(), self._session(neo4j.READ_ACCESS) as session:
            return session.execute_read(work)

    @contextmanager
    def write(self, schema: Sequence[str]) -> Iterator[_Neo4jTransaction]:
        """Open one transaction. Another load into the same database waits for its end."""
        with _errors(self.uri), self._session(neo4j.WRITE_ACCESS) as session:
            with uninterrupted():
                self._prepare(session, schema)
                opened = session.begin_transaction()
                opened.run("MERGE (m:Meta {id: 'lock'}) SET m.name = 'lock'").consume()
            with opened as transaction, self._session(neo4j.WRITE_ACCESS) as ahead, Neo4jStage(ahead) as stage:
                with uninterrupted():
                    if transaction.run(LEFT_OVER).single():
                        # Of a load that was cut off: under the lock no other load is staging.
                        _log.info("%s: removing what a load that was cut off left behind", self.uri)
                        ahead.run(CLEAR).consume()
                ours = _Neo4jTransaction(transaction, stage)
                yield ours
                flush_staged(ours)
                with uninterrupted():
                    transaction.commit()
                    if ours.expected >= MANY:
                        _forget_plans(ahead)

    def _prepare(self, session: neo4j.Session, schema: Sequence[str]) -> None:
        if self._prepared:
            return
        # Each has an index of its name. Asking for these is one message; creating each took most of a small load.
        names = {statement.split()[2] for statement in schema}
        if not names <= {row["name"] for row in session.run(_ONLINE)}:
            _log.debug("%s: creating constraints and indexes", self.uri)
            for statement in schema:
                session.run(_text(statement)).consume()
            session.run("CALL db.awaitIndexes(60)").consume()
        self._prepared = True

    def _session(self, mode: str) -> neo4j.Session:
        # For a driver of the caller's too: what a label or property lacks is no news for our own statements.
        return self._driver.session(
            default_access_mode=mode,
            bookmark_manager=self._bookmarks,
            notifications_min_severity=neo4j.NotificationMinimumSeverity.OFF,
        )

    def close(self) -> None:
        """Close the driver, unless it is the caller's."""
        if self._owns_driver:
            self._driver.close()


def _forget_plans(session: neo4j.Session) -> None:
    """Have the server plan anew: a plan of a moment at which the graph was small looks through all of a large one."""
    with suppress(ClientError):  # The user may not be allowed to.
        session.run("CALL db.clearQueryCaches()").consume()


def open_engine(target: str | neo4j.Driver) -> ServerEngine:
    """Return the engine of a URI or of the caller's driver."""
    return ServerEngine(target) if isinstance(target, str) else ServerEngine(driver=target)


class _Neo4jTransaction:
    creates = False

    def __init__(self, transaction: neo4j.Transaction, stage: engine.Stage) -> None:
        self._transaction = transaction
        self._stage = stage
        self.stage: engine.Stage | None = None
        #: Nodes that the load will write, as far as it says so.
        self.expected = 0

    def expect(self, nodes: int) -> None:
        self.expected += nodes
        if nodes >= LEAST:
            self.stage = self._stage

    def run(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        with uninterrupted():
            result = self._transaction.run(_text(cypher), dict(parameters or {}))
            return [_row(record) for record in result]


def _connect(uri: str) -> tuple[str, neo4j.Driver]:
    """Return the URI without its password, for messages, and a driver for it."""
    address = ServerAddress.parse(uri)
    shown = address.shown
    user = address.user or os.environ.get("NEO4J_USER", "neo4j")
    password = address.password or os.environ.get("NEO4J_PASSWORD")
    try:
        driver = neo4j.GraphDatabase.driver(
            f"{shown}{address.query}", auth=(user, password) if password else None, **_DRIVER_OPTIONS
        )
    except (DriverError, ValueError):
        # The error would repeat the whole address.
        raise GraphUnavailable(
            f"{shown}: Neo4j's driver does not take what follows the host. Correct --graph or SANCTIONSGRAPH_URI."
        ) from None
    try:
        with _errors(shown):
            driver.verify_connectivity()
    except GraphError:
        driver.close()
        raise
    if password and "+" not in address.scheme and not address.local:
        _log.warning("%s: the password went there unencrypted. Use %s+s:// if the server can.", shown, address.scheme)
    _log.debug("connected to %s", shown)
    return shown, driver


@contextmanager
def _errors(uri: str, limits: ReadLimits = OURS) -> Iterator[None]:
    """Raise errors of the driver as ours, each with its remedy."""
    try:
        yield
    except (OverflowError, UnicodeError) as error:
        reason = "a text is not UTF-8" if isinstance(error, UnicodeError) else _one_line(str(error))
        raise QueryError(f"a parameter is no value of a graph: {reason}") from error
    except AuthError as error:
        raise GraphUnavailable(
            f"{uri}: Neo4j refuses the user or password. Set NEO4J_USER and NEO4J_PASSWORD."
        ) from error
    except (ServiceUnavailable, OSError) as error:
        raise GraphUnavailable(
            f"{uri}: no Neo4j answers there. Start it (make neo4j), or correct --graph or SANCTIONSGRAPH_URI."
        ) from error
    except ClientError as error:
        if "TransactionTimedOut" in (error.code or ""):
            raise limits.too_long() from error
        if "access mode" in (error.message or "").lower():
            raise QueryError(
                "Cypher is read-only here, and this statement would change the graph. Use `load` to add data"
            ) from error
        raise QueryError(f"Neo4j refuses the statement: {_one_line(error.message)}") from error
    except (Neo4jError, DriverError) as error:
        if "MemoryPoolOutOfMemoryError" in (getattr(error, "code", None) or ""):
            raise GraphError(
                f"{uri}: the load is larger than the server's memory for transactions; nothing of it was written. "
                "Give it more (about 2 kB for each new node: server.memory.heap.max_size, "
                "dbms.memory.transaction.total.max), or load into a file and `sanctionsgraph push` that."
            ) from error
        raise GraphError(f"{uri}: {_one_line(str(error))}") from error


#: Nearly every value of a row is of one of these types.
_AS_THEY_ARE = frozenset({type(None), bool, int, float, str})


def _row(record: neo4j.Record) -> Row:
    # By position: looking each column up by its name takes as long as all else.
    values = zip(record.keys(), record.values(), strict=True)
    return {key: value if type(value) in _AS_THEY_ARE else _plain(value) for key, value in values}


def _plain(value: Any) -> Any:
    if isinstance(value, Node):
        return node_value(list(value.labels), {k: _plain(v) for k, v in value.items()})
    if isinstance(value, Relationship):
        return relationship_value(value.type, {k: _plain(v) for k, v in value.items()})
    if isinstance(value, Path):
        return {
            "nodes": [_plain(n) for n in value.nodes],
            "relationships": [_plain(r) for r in value.relationships],
        }
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    if isinstance(value, list):
        return [item if type(item) in _AS_THEY_ARE else _plain(item) for item in value]
    if type(value) in _AS_THEY_ARE:
        return value
    return value.iso_format() if hasattr(value, "iso_format") else str(value)


def _text(cypher: str) -> Any:
    """Return a statement for the driver, whose types demand literal strings; ours come from files and users."""
    return cypher


def _one_line(text: str | None) -> str:
    return " ".join((text or "").split())[:300]
