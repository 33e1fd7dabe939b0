"""The embedded engine: kglite, in process, one file. Its traps are handled here and nowhere else.

1. `fuse_match_return_aggregate` silently returns 0 for some counts, so that pass is off in every read. A
   transaction has no such switch: what runs in one must not count.
2. The first label of a node cannot change, and only it has indexes: nodes are written family first.
3. `title` and `type` appear among properties though they were not stored: they are stripped.
4. A match on a property that no node of the family ever had is refused: all are declared in a new graph.
5. A warning about an unknown property goes to stderr: a missing property is null here as in Neo4j.
6. Readers take a snapshot of the file and no lock. A writer holds the lease of the file only while it
   writes, changes a copy in memory, and publishes it by one atomic save, or by an entry in the journal of the file.
7. Large columns are read from the file while they are used, and a change to one panics where the file has grown
   since. So what was read so is let go after an entry, and a file that has entries is read into memory.
"""

from __future__ import annotations

import os
import stat
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import kglite

from ...schema.errors import GraphError, GraphLocked, GraphUnavailable, InputError, QueryError, SanctionsGraphError
from ...schema.generated import PROPERTIES
from ..file_stamp import FileStamp
from ..protocols import Row, Stage, Table, node_value, relationship_value
from ..read_limits import OURS, ReadLimits
from .journal import Journal, Recording, append, journal_of, mark_end
from .lease import lease

_OFF = ["fuse_match_return_aggregate"]
_STRUCTURAL = ("title", "type")
_IN_MEMORY: Mapping[str, Any] = {"columns": "memory", "embeddings": "memory", "topology": "memory"}

# For the process, because filters that are set for one statement are set for all threads. That rows were cut is an
# error of ours; which columns a later load may map is no matter.
kglite.set_query_warning_policy("silent")
warnings.filterwarnings("ignore", category=kglite.MappedFallbackWarning)


class EmbeddedEngine:
    """A kglite graph in a file, or in memory where `path` is None."""

    writes_in_steps = False

    def __init__(self, path: Path | None) -> None:
        self.uri = str(path) if path else ":memory:"
        # A link stays one: what it leads to is written.
        self._path = Path(os.path.realpath(path)) if path else None
        self._stamp: FileStamp | None = None
        self._journal: Journal | None = None
        #: Whether the graph reads its columns from the file as it is now.
        self._mapped = False
        self._graph: Any = None if path else kglite.KnowledgeGraph()
        if path is not None and not path.parent.is_dir():
            raise GraphUnavailable(f"{path}: there is no folder {path.parent}. Make it first.")

    def read(self, cypher: str, parameters: Mapping[str, Any], limits: ReadLimits = OURS) -> Table:
        """Run a statement on the newest saved state; a write is refused, and so is what Neo4j answers otherwise."""
        notes = () if limits is OURS else _differences(cypher)
        graph = self._newest()
        try:
            table = self._ask(graph, cypher, parameters, limits)
        except QueryError as error:
            if not isinstance(error.__cause__, kglite.SchemaError):
                raise
            _declare(graph, PROPERTIES)
            table = self._ask(graph, cypher, parameters, limits)
        return replace(table, notes=notes) if notes else table

    def _ask(self, graph: Any, cypher: str, parameters: Mapping[str, Any], limits: ReadLimits) -> Table:
        options = {} if limits is OURS else {"row_limit": limits.rows}
        graph.read_only(True)
        try:
            return _run(
                graph, cypher, parameters, limits, disabled_passes=_OFF, timeout_ms=limits.milliseconds, **options
            )
        finally:
            graph.read_only(False)

    @contextmanager
    def write(self, schema: Sequence[str]) -> Iterator[_KgliteTransaction]:
        """Hold the file's lease, work on a copy, publish it whole at the end or drop it."""
        if self._path is None:
            with self._changing(self._graph, schema, Recording(0)) as transaction:
                yield transaction
            return
        with self._leased(self._path):
            # The copy shares with the graph what neither changes.
            graph, journal = self._newest().copy(), self._journal
            recording = Recording(journal.room if journal else 0)
            with self._changing(graph, schema, recording) as transaction:
                yield transaction
            # Until it is known to be on the disk, the next read looks there.
            self._graph = None
            self._journal = self._appended(journal, recording, graph)
            if self._journal is None:
                self._journal, self._mapped = _saved_whole(self._path, graph), False
            elif self._mapped:
                return
            self._graph, self._stamp = graph, FileStamp.of(os.stat(self._path))

    def _appended(self, journal: Journal | None, recording: Recording, graph: Any) -> Journal | None:
        """Return the journal with the write in it; None where the file is to be saved whole."""
        if self._path is None or journal is None or not recording.whole:
            return None
        try:
            return append(self._path, journal, recording.entry(*_counts(graph)))
        except PermissionError:
            # A file that cannot be written may yet be replaced, in a folder that can.
            return None
        except OSError as error:
            raise _unusable(self._path, error, "saved") from error

    @contextmanager
    def _leased(self, path: Path) -> Iterator[None]:
        with ExitStack() as stack:
            try:
                stack.enter_context(lease(path))
            except (kglite.KgError, OSError) as error:
                raise _unusable(path, error, "written") from error
            yield

    def in_memory(self) -> EmbeddedEngine:
        """Return an engine on a copy of the newest saved state."""
        engine, newest = EmbeddedEngine(None), self._newest()
        engine._graph = _read(self._path, whole=True)[0] if self._path and self._mapped else newest.copy()
        return engine

    def rewrite(self) -> None:
        """Save the file whole, without what was deleted since."""
        if self._path is not None and self._path.exists():
            with self._leased(self._path):
                graph, self._graph = self._newest(), None
                self._journal, self._mapped = _saved_whole(self._path, graph), False

    def close(self) -> None:
        """Release the snapshot."""
        if self._path is not None:
            self._graph = None

    @contextmanager
    def _changing(self, graph: Any, schema: Sequence[str], recording: Recording) -> Iterator[_KgliteTransaction]:
        # In a new graph the constraints are made last: checking them row by row doubles the time of a load.
        new = not graph.cypher("MATCH (m:Meta) RETURN m.id LIMIT 1")
        if new:
            _declare(graph, {family: {"dataset": "", "key": ""} for family in PROPERTIES})
        try:
            with graph.begin() as transaction:
                yield _KgliteTransaction(transaction, recording)
        except kglite.TransactionConflictError as error:
            raise GraphLocked(f"{self.uri}: another thread wrote to this graph meanwhile. Try again.") from error
        if new:
            for statement in schema:
                graph.cypher(statement)

    def _newest(self) -> Any:
        """Return the graph as it was last written: read again only when the file has changed."""
        if self._path is None:
            return self._graph
        try:
            stamp = FileStamp.of(os.stat(self._path))
        except FileNotFoundError:
            self._graph, self._stamp, self._journal = kglite.KnowledgeGraph(), None, None
            return self._graph
        if self._graph is None or stamp != self._stamp:
            try:
                self._graph, self._stamp, self._journal, self._mapped = _read(self._path)
            except (kglite.KgError, OSError) as error:
                raise _unusable(self._path, error, "read") from error
        return self._graph


def open_engine(path: Path | None) -> EmbeddedEngine:
    """Return the engine of a file, or of a graph in memory."""
    return EmbeddedEngine(path)


class _KgliteTransaction:
    creates = True

    def __init__(self, transaction: Any, recording: Recording) -> None:
        self._transaction = transaction
        self._recording = recording
        self.stage: Stage | None = None

    def expect(self, nodes: int) -> None:
        """Do nothing: any number fits."""

    def run(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        self._recording.take(cypher, parameters or {})
        return _run(self._transaction, cypher, parameters or {}, OURS).rows


def _declare(graph: Any, families: Mapping[str, Mapping[str, object]]) -> None:
    for family, properties in families.items():
        graph.cypher(
            f"MERGE (n:{family} {{id: 'declared'}}) SET n += $properties",
            params={"properties": {k: v for k, v in properties.items() if k != "id"}},
        )
        graph.cypher(f"MATCH (n:{family} {{id: 'declared'}}) DETACH DELETE n")


def _run(target: Any, cypher: str, parameters: Mapping[str, Any], limits: ReadLimits, **options: Any) -> Table:
    try:
        result = target.cypher(cypher, params=dict(parameters), **options)
    except (OverflowError, UnicodeError, TypeError) as error:
        # The engine says of half a character that its type is unsupported.
        reason = "a text is not UTF-8" if "type 'str'" in str(error) else _one_line(error)
        raise QueryError(f"a parameter is no value of a graph: {reason}") from error
    except kglite.TransactionConflictError:
        raise
    except kglite.CypherTimeoutError as error:
        raise limits.too_long() from error
    except kglite.ReadOnlyError as error:
        raise QueryError(
            "Cypher is read-only here, and this statement would change the graph. Use `load` to add data"
        ) from error
    except kglite.KgError as error:
        raise QueryError(f"the embedded engine refuses the statement: {_one_line(error)}") from error
    if result is None:
        return Table([], [])
    if limits is not OURS and ((result.diagnostics or {}).get("total_rows") or 0) > limits.rows:
        raise limits.too_many()
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
    if isinstance(value, date):
        return _as_neo4j_writes(value)
    return value


def _as_neo4j_writes(moment: date) -> str:
    """Return a day or moment as Neo4j gives it: a moment to the billionth of a second."""
    if not isinstance(moment, datetime):
        return moment.isoformat()
    whole = moment.replace(tzinfo=None, microsecond=0).isoformat()
    return f"{whole}.{moment.microsecond:06}000{moment.isoformat()[-6:] if moment.tzinfo else ''}"


def _without_structural(properties: Mapping[str, Any]) -> Mapping[str, Any]:
    return {k: v if type(v) is str else _plain(v) for k, v in properties.items() if k not in _STRUCTURAL}


def _read(path: Path, whole: bool = False) -> tuple[Any, FileStamp, Journal, bool]:
    """Return the graph of a file with what its journal has, its stamp, its journal, and if it reads on in the file.

    It does not where it is read `whole`, or is changed by what the journal has.
    """
    while True:
        with path.open("rb") as file:
            stamp = FileStamp.of(os.fstat(file.fileno()))
            journal, entries = journal_of(path, file)
            whole = whole or bool(entries)
            graph = kglite.load(str(path), **(_IN_MEMORY if whole else {}))
            # Else it was saved whole meanwhile, and the graph may be of another file than the journal.
            if os.stat(path).st_ino == stamp.inode:
                break
    for entry in entries:
        try:
            for cypher, parameters in entry.statements:
                _run_again(graph, cypher, parameters)
        except kglite.KgError as error:
            raise GraphError(f"{path}: what was written last cannot be run again ({_one_line(error)})") from error
        if _counts(graph) != (entry.nodes, entry.relationships):
            raise GraphError(
                f"{path}: what was written last does not fit the graph before it. Put back a copy from before, or "
                "build the graph again from its sources."
            )
    return graph, stamp, journal, not whole


def _run_again(graph: Any, cypher: str, parameters: Mapping[str, Any]) -> None:
    try:
        graph.cypher(cypher, params=dict(parameters))
    except kglite.SchemaError:
        # The graph on which it ran first had read statements before, for which all was declared.
        _declare(graph, PROPERTIES)
        graph.cypher(cypher, params=dict(parameters))


def _counts(graph: Any) -> tuple[int, int]:
    counts = graph.graph_info()
    return counts["node_count"], counts["edge_count"]


def _saved_whole(path: Path, graph: Any) -> Journal:
    """Save a graph in place of its file, with the mode of that, also while it is written; return its empty journal."""
    mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else None
    before = os.umask(0o777 & ~mode) if mode is not None else None
    # Not to the path itself: the engine would find it leased. What a killed process left is written over.
    new = path.with_name(f"{path.name}.new")
    try:
        graph.save(str(new))
        if mode is not None:
            new.chmod(mode)
        journal = mark_end(new)
        new.replace(path)
        _sync_folder(path.parent)
    except (kglite.KgError, OSError) as error:
        new.unlink(missing_ok=True)
        raise _unusable(path, error, "saved") from error
    finally:
        if before is not None:
            os.umask(before)
    return journal


def _sync_folder(folder: Path) -> None:
    """Wait until the folder on the disk has the new file; where folders cannot be opened, the system sees to it."""
    with suppress(PermissionError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _differences(cypher: str) -> tuple[str, ...]:
    """Refuse a statement of a user's own that Neo4j answers otherwise; return notes on what it may."""
    from ..engine_differences import refuse_different

    return refuse_different(cypher)


def _unusable(path: Path, error: Exception, doing: str) -> SanctionsGraphError:
    """Return the error of a file: that of the disk, which says nothing against the graph, or that it is no graph."""
    reason = _one_line(error)
    if (isinstance(error, OSError) and not path.is_dir()) or "(os error" in reason:
        strerror = error.strerror if isinstance(error, OSError) else None
        reason = strerror or reason.removeprefix("File I/O error: ").partition(" (os error")[0]
        kept = "; it is as it was before" if path.exists() and doing == "saved" else ""
        return GraphError(
            f"{path}: cannot be {doing} ({reason}){kept}. Make room or give permission, or use another --graph."
        )
    what = "is a folder, not a graph file" if path.is_dir() else f"not a graph file ({_first_sentence(reason)})"
    return InputError(str(path), what, "Give another --graph.")


def _first_sentence(reason: str) -> str:
    """Return what the engine says in short: of a file that never was a graph it tells the first bytes and the like."""
    if "too small" in reason:
        return "it is empty, or was cut off"
    return "it does not begin as one" if "container magic" in reason else reason


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:300]
