"""The embedded engine: kglite, in process, one file. Its traps are handled here and nowhere else.

1. `fuse_match_return_aggregate` silently returns 0 for some counts, so that pass is off in every read. A
   transaction has no such switch: what runs in one must not count.
2. The first label of a node cannot change, and only it has indexes: nodes are written family first.
3. `title` and `type` appear among properties though they were not stored: they are stripped.
4. A match on a property that no node of the family ever had is refused: all are declared in a new graph.
5. A warning about an unknown property goes to stderr: a missing property is null here as in Neo4j.
6. Readers take a snapshot of the file and no lock. A writer holds the lease of the file only while it
   writes, changes a copy in memory, and publishes it by one atomic save.
"""

from __future__ import annotations

import os
import stat
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import kglite

from ...schema.errors import GraphError, GraphLocked, GraphUnavailable, InputError, QueryError, SanctionsGraphError
from ...schema.generated import PROPERTIES
from ..protocols import Row, Stage, Table, node_value, relationship_value

_OFF = ["fuse_match_return_aggregate"]
_STRUCTURAL = ("title", "type")

kglite.set_query_warning_policy("silent")


class EmbeddedEngine:
    """A kglite graph in a file, or in memory where `path` is None."""

    writes_in_steps = False

    def __init__(self, path: Path | None) -> None:
        self.uri = str(path) if path else ":memory:"
        # A link stays one: what it leads to is written.
        self._path = Path(os.path.realpath(path)) if path else None
        self._stamp: tuple[int, int] | None = None
        self._graph: Any = None if path else kglite.KnowledgeGraph()
        if path is not None and not path.parent.is_dir():
            raise GraphUnavailable(f"{path}: there is no folder {path.parent}. Make it first.")

    def read(self, cypher: str, parameters: Mapping[str, Any]) -> Table:
        """Run a statement on the newest saved state; a write is refused."""
        graph = self._newest()
        try:
            return self._ask(graph, cypher, parameters)
        except QueryError as error:
            if not isinstance(error.__cause__, kglite.SchemaError):
                raise
            _declare(graph, PROPERTIES)
            return self._ask(graph, cypher, parameters)

    def _ask(self, graph: Any, cypher: str, parameters: Mapping[str, Any]) -> Table:
        graph.read_only(True)
        try:
            return _run(graph, cypher, parameters, disabled_passes=_OFF)
        finally:
            graph.read_only(False)

    @contextmanager
    def write(self, schema: Sequence[str]) -> Iterator[_KgliteTransaction]:
        """Hold the file's lease, work on a copy, publish it whole at the end or drop it."""
        if self._path is None:
            with self._changing(self._graph, schema) as transaction:
                yield transaction
            return
        try:
            graph = kglite.open(str(self._path), durable="off")
        except kglite.WriterLeaseHeldError as error:
            raise GraphLocked(
                f"{self._path}: another process is writing this graph. Try again when it has ended."
            ) from error
        except (kglite.KgError, OSError) as error:
            raise _unusable(self._path, error, "written") from error
        # Asked under the lease: another process may have made the file a moment ago.
        mode = stat.S_IMODE(self._path.stat().st_mode) if self._path.exists() else None
        done = False
        try:
            with self._changing(graph, schema) as transaction:
                yield transaction
            done = True
        finally:
            # Only close() releases the lease, and it saves: after a failure the state before, or, where there was no
            # graph, a file that must go.
            with _saved(self._path, mode):
                graph.close()
            if not done and mode is None:
                self._path.unlink(missing_ok=True)
            self._graph = None

    def close(self) -> None:
        """Release the snapshot."""
        if self._path is not None:
            self._graph = None

    @contextmanager
    def _changing(self, graph: Any, schema: Sequence[str]) -> Iterator[_KgliteTransaction]:
        # In a new graph the constraints are made last: checking them row by row doubles the time of a load.
        new = not graph.cypher("MATCH (m:Meta) RETURN m.id LIMIT 1")
        if new:
            _declare(graph, {family: {"dataset": "", "key": ""} for family in PROPERTIES})
        try:
            with graph.begin() as transaction:
                yield _KgliteTransaction(transaction)
        except kglite.TransactionConflictError as error:
            raise GraphLocked(f"{self.uri}: another thread wrote to this graph meanwhile. Try again.") from error
        if new:
            for statement in schema:
                graph.cypher(statement)

    def _newest(self) -> Any:
        """Return the graph as last saved: read again only when the file has changed."""
        if self._path is None:
            return self._graph
        try:
            stat = os.stat(self._path)
        except FileNotFoundError:
            self._graph, self._stamp = kglite.KnowledgeGraph(), None
            return self._graph
        stamp = (stat.st_mtime_ns, stat.st_size)
        if self._graph is None or stamp != self._stamp:
            try:
                self._graph = kglite.load(str(self._path))
            except (kglite.KgError, OSError) as error:
                raise _unusable(self._path, error, "read") from error
            self._stamp = stamp
        return self._graph


def open_engine(path: Path | None) -> EmbeddedEngine:
    """Return the engine of a file, or of a graph in memory."""
    return EmbeddedEngine(path)


class _KgliteTransaction:
    creates = True

    def __init__(self, transaction: Any) -> None:
        self._transaction = transaction
        self.stage: Stage | None = None

    def expect(self, nodes: int) -> None:
        """Do nothing: any number fits."""

    def run(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        return _run(self._transaction, cypher, parameters or {}).rows


def _declare(graph: Any, families: Mapping[str, Mapping[str, object]]) -> None:
    for family, properties in families.items():
        graph.cypher(
            f"MERGE (n:{family} {{id: 'declared'}}) SET n += $properties",
            params={"properties": {k: v for k, v in properties.items() if k != "id"}},
        )
        graph.cypher(f"MATCH (n:{family} {{id: 'declared'}}) DETACH DELETE n")


def _run(target: Any, cypher: str, parameters: Mapping[str, Any], **options: Any) -> Table:
    try:
        result = target.cypher(cypher, params=dict(parameters), **options)
    except (OverflowError, UnicodeError, TypeError) as error:
        raise QueryError(f"a parameter is no value of a graph: {_one_line(error)}") from error
    except kglite.TransactionConflictError:
        raise
    except kglite.ReadOnlyError as error:
        raise QueryError(
            "Cypher is read-only here, and this statement would change the graph. Use `load` to add data"
        ) from error
    except kglite.KgError as error:
        raise QueryError(f"the embedded engine refuses the statement: {_one_line(error)}") from error
    if result is None:
        return Table([], [])
    columns = list(result.columns)
    # Nearly every value is a text: leaving these as they are halves the time of large answers.
    return Table(columns, [{c: v if type(v := row[c]) is str else _plain(v) for c in columns} for row in result])


def _plain(value: Any) -> Any:
    """Return nodes, relationships and paths of kglite as plain values, without properties that it adds by itself."""
    if isinstance(value, dict):
        if "labels" in value and "properties" in value:
            return node_value(value["labels"], _without_structural(value["properties"]))
        if "start" in value and "end" in value and "properties" in value:
            return relationship_value(value["type"], _without_structural(value["properties"]))
        if "nodes" in value and "relationships" in value:
            return {k: _plain(value[k]) for k in ("nodes", "relationships")}
        stored = value.get("title") is not None and value.get("title") == value.get("name")
        return {k: _plain(v) for k, v in value.items() if not (stored and k in _STRUCTURAL)}
    if isinstance(value, list | tuple):
        return [item if type(item) is str else _plain(item) for item in value]
    return value


def _without_structural(properties: Mapping[str, Any]) -> Mapping[str, Any]:
    return {k: v if type(v) is str else _plain(v) for k, v in properties.items() if k not in _STRUCTURAL}


@contextmanager
def _saved(path: Path, mode: int | None) -> Iterator[None]:
    """Save within: the file keeps its mode, also while it is written. Raises GraphError where that fails."""
    before = os.umask(0o777 & ~mode) if mode is not None else None
    try:
        with warnings.catch_warnings():
            # About how a later load may map the file; we load into memory.
            warnings.simplefilter("ignore", kglite.MappedFallbackWarning)
            yield
        if mode is not None:
            path.chmod(mode)
    except (kglite.FileIoError, OSError) as error:
        raise _unusable(path, error, "saved") from error
    finally:
        if before is not None:
            os.umask(before)


def _unusable(path: Path, error: Exception, doing: str) -> SanctionsGraphError:
    """Return the error of a file: that of the disk, which says nothing against the graph, or that it is no graph."""
    reason = _one_line(error)
    if isinstance(error, OSError) or "(os error" in reason:
        reason = reason.removeprefix("File I/O error: ").partition(" (os error")[0]
        kept = "; it is as it was before" if path.exists() and doing == "saved" else ""
        return GraphError(
            f"{path}: cannot be {doing} ({reason}){kept}. Make room or give permission, or use another --graph."
        )
    what = "a folder, and no graph file" if path.is_dir() else f"not a graph file ({_first_sentence(reason)})"
    return InputError(str(path), what, "Give another --graph.")


def _first_sentence(reason: str) -> str:
    """Return what the engine says in short: of a file that never was a graph it tells the first bytes and the like."""
    return "it does not begin as one" if "container magic" in reason else reason


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:300]
