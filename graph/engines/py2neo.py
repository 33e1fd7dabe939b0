"""A thin adapter for notebooks that already hold a `py2neo.Graph`.

py2neo is at its end: it is no longer maintained, and its repository is gone. New code should pass a `neo4j.Driver` or
a URI; this adapter stays as long as py2neo still runs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from ...schema.errors import QueryError
from ..protocols import Row, Stage, Table, node_value, relationship_value
from ..read_limits import OURS, ReadLimits


class Py2neoEngine:
    """Reads and writes through the caller's py2neo.Graph."""

    writes_in_steps = True

    def __init__(self, graph: Any) -> None:
        self.uri = "py2neo graph"
        self._graph = graph

    def read(self, cypher: str, parameters: Mapping[str, Any], limits: ReadLimits = OURS) -> Table:
        """Run in a transaction that is rolled back and marked as reading. py2neo has no limit of time."""
        transaction = self._graph.begin(readonly=True)
        try:
            with _errors():
                cursor = transaction.run(cypher, dict(parameters))
                columns = list(cursor.keys())
                rows: list[Row] = []
                for record in cursor:
                    if len(rows) == limits.rows:
                        raise limits.too_many()
                    rows.append({c: _plain(record[c]) for c in columns})
        finally:
            if not transaction.closed:
                self._graph.rollback(transaction)
        return Table(columns, rows)

    @contextmanager
    def write(self, schema: Sequence[str]) -> Iterator[_Py2neoTransaction]:
        """Open one transaction, rolled back on any error."""
        with _errors():
            for statement in schema:
                self._graph.run(statement)
        transaction = self._graph.begin()
        try:
            yield _Py2neoTransaction(transaction)
        except BaseException:
            self._graph.rollback(transaction)
            raise
        self._graph.commit(transaction)

    def close(self) -> None:
        """Do nothing: the graph is the caller's."""


def open_engine(graph: Any) -> Py2neoEngine:
    """Return the engine of the caller's py2neo.Graph."""
    return Py2neoEngine(graph)


class _Py2neoTransaction:
    creates = False

    def __init__(self, transaction: Any) -> None:
        self._transaction = transaction
        self.stage: Stage | None = None

    def expect(self, nodes: int) -> None:
        """Do nothing: any number fits."""

    def run(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        with _errors():
            cursor = self._transaction.run(cypher, dict(parameters or {}))
            return [{k: _plain(v) for k, v in record.items()} for record in cursor]


@contextmanager
def _errors() -> Iterator[None]:
    from py2neo.errors import Neo4jError

    try:
        yield
    except Neo4jError as error:
        if "access mode" in str(error).lower():
            raise QueryError(
                "Cypher is read-only here, and this statement would change the graph. Use `load` to add data"
            ) from error
        raise QueryError(f"Neo4j refuses the statement: {' '.join(str(error).split())[:300]}") from error


def _plain(value: Any) -> Any:
    from py2neo.data import Node, Path, Relationship

    if isinstance(value, Node):
        return node_value(list(value.labels), {k: _plain(v) for k, v in value.items()})
    if isinstance(value, Relationship):
        return relationship_value(type(value).__name__, {k: _plain(v) for k, v in value.items()})
    if isinstance(value, Path):
        return {
            "nodes": [_plain(n) for n in value.nodes],
            "relationships": [_plain(r) for r in value.relationships],
        }
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
