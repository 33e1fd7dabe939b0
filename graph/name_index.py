"""An index of names in a file beside the graph's, so that a second process need not read the graph.

The file is a cache and no part of the graph. It bears the state of the graph and the stamp of its file; where neither
fits it is made anew. It is data from outside as any other: SQLite reads it, and what is not of this form is replaced.
"""

from __future__ import annotations

import logging
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkstemp

from ..schema.names import name_key
from ..schema.numbers import number_key
from ..schema.vocabulary import kind_of
from .meant import Described, described_by
from .store import Graph

_log = logging.getLogger(__name__)

#: Changes with the form of the file or with what it is made from.
FORM = "1"
#: Marks the file as ours, in SQLite's own header.
APPLICATION = 0x5347_4E49
#: Kinds of law that are named by an analyst; steps, duties and conditions are parts of these.
LAW = ("Provision", "Measure", "Programme", "Instrument", "Exemption")
_TABLES = {"meta", "thing", "name", "word", "number"}
_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE thing (n INTEGER PRIMARY KEY, id TEXT, kind TEXT, labels TEXT, name TEXT, described INTEGER);
CREATE TABLE name (key TEXT, n INTEGER, shown TEXT);
CREATE TABLE word (word TEXT, n INTEGER);
CREATE TABLE number (key TEXT, n INTEGER, shown TEXT);
"""
_INDEXES = """
CREATE INDEX thing_id ON thing (id);
CREATE INDEX name_key ON name (key);
CREATE INDEX word_word ON word (word, n);
CREATE INDEX number_key ON number (key);
"""


def name_index(graph: Graph) -> sqlite3.Connection:
    """Return the index of a graph, to be closed by the caller: that of its file where it fits, else a new one.

    A graph on a server or in memory, and one in a folder that cannot be written, gets one in memory.
    """
    if graph.file is None:
        return _made(graph, ":memory:")
    target = graph.file.with_name(f"{graph.file.name}.names")
    stamp = _stamp(graph.file)
    stored = _stored(target)
    if stored and _meta(stored, "stamp") == stamp:
        return stored
    if stored:
        if (state := graph.state()) is not None and _meta(stored, "state") == state:
            return stored
        stored.close()
    try:
        _write(graph, target, stamp)
    except OSError as error:
        _log.info("%s: the index of names is kept in memory (%s)", target, error.strerror)
        return _made(graph, ":memory:")
    return _stored(target) or _made(graph, ":memory:")


def _stamp(file: Path) -> str:
    status = os.stat(file)
    return f"{status.st_ino} {status.st_size} {status.st_mtime_ns}"


def _meta(index: sqlite3.Connection, key: str) -> str | None:
    rows = index.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchall()
    return str(rows[0][0]) if rows else None


def _stored(target: Path) -> sqlite3.Connection | None:
    """Return the index in a file, opened for reading; None where there is none, or it is not of this form."""
    if not target.is_file():
        return None
    index = sqlite3.connect(f"{target.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        index.execute("PRAGMA trusted_schema = OFF")
        ours = index.execute("PRAGMA application_id").fetchone() == (APPLICATION,)
        tables = {tuple(row) for row in index.execute("SELECT type, name FROM sqlite_master WHERE type <> 'index'")}
        if ours and tables == {("table", name) for name in _TABLES} and _meta(index, "form") == FORM:
            return index
    except sqlite3.Error as error:
        _log.info("%s: made anew, because it cannot be read (%s)", target, error)
    index.close()
    return None


def _write(graph: Graph, target: Path, stamp: str) -> None:
    """Write the index whole, or leave what is there. Raises OSError where the folder cannot be written."""
    handle, name = mkstemp(prefix=f".{target.name}.", dir=target.parent)
    os.close(handle)
    try:
        with closing(_made(graph, name, stamp)):
            pass
        os.chmod(name, graph.file.stat().st_mode & 0o777 if graph.file else 0o600)
        os.replace(name, target)
    finally:
        with suppress(FileNotFoundError):
            os.unlink(name)


def _made(graph: Graph, where: str, stamp: str = "") -> sqlite3.Connection:
    index = sqlite3.connect(where)
    index.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA application_id = {APPLICATION};")
    index.executescript(_SCHEMA)
    meta = {"form": FORM, "state": graph.state() or "", "stamp": stamp}
    index.executemany("INSERT INTO meta VALUES (?, ?)", meta.items())
    number_of: dict[str, int] = {}
    for n, thing in enumerate(_things(graph)):
        number_of[thing.id] = n
        _insert(index, n, thing)
    for row in graph.read(_OTHER_IDS).rows:
        index.execute("INSERT INTO number VALUES (?, ?, ?)", (row["other"], number_of[row["id"]], row["other"]))
    numbers = graph.read(_NUMBERS).rows
    rows = [(number_key(row["number"]), number_of[row["id"]], _shown(row)) for row in numbers if row["number"]]
    index.executemany("INSERT INTO number VALUES (?, ?, ?)", sorted(set(rows)))
    index.executescript(_INDEXES)
    index.commit()
    return index


def _insert(index: sqlite3.Connection, n: int, thing: _Indexed) -> None:
    index.execute(
        "INSERT INTO thing VALUES (?, ?, ?, ?, ?, ?)",
        (n, thing.id, thing.kind, " ".join(thing.labels), thing.name, thing.described),
    )
    shown: dict[str, str] = {}
    for name in thing.names:
        shown.setdefault(name_key(name), name)
    index.executemany("INSERT INTO name VALUES (?, ?, ?)", [(key, n, name) for key, name in shown.items() if key])
    words = {word for key in shown for word in key.split()}
    index.executemany("INSERT INTO word VALUES (?, ?)", [(word, n) for word in sorted(words)])


@dataclass(frozen=True)
class _Indexed:
    """A thing as it is indexed: what bears which names, and by what it is described."""

    id: str
    kind: str
    labels: tuple[str, ...]
    name: str
    names: tuple[str, ...]
    described: int


def _things(graph: Graph) -> Iterator[_Indexed]:
    ranks = described_by(graph)
    for row in graph.read(_ENTITIES).rows:
        names = tuple(dict.fromkeys((row["name"], *(row["names"] or ()))))
        rank = ranks.get(row["id"], Described.BARE_PLACE)
        yield _Indexed(row["id"], kind_of(row["labels"]), tuple(row["labels"]), row["name"], names, rank)
    for row in graph.read(_LAW, kinds=list(LAW)).rows:
        kind = next(kind for kind in LAW if kind in row["labels"])
        # The id of a paragraph says of which resolution it is, and its name may not.
        names = (row["name"], row["id"])
        yield _Indexed(row["id"], kind, tuple(row["labels"]), row["name"], names, Described.BY_REPORT)


def _shown(row: dict[str, str | None]) -> str:
    return " ".join(filter(None, (row["what"], row["number"])))


_ENTITIES = "MATCH (e:Entity) RETURN e.id AS id, labels(e) AS labels, e.name AS name, e.names AS names ORDER BY id"
_LAW = (
    "MATCH (l:Law) WHERE any(kind IN $kinds WHERE kind IN labels(l)) "
    "RETURN l.id AS id, labels(l) AS labels, l.name AS name ORDER BY id"
)
_OTHER_IDS = (
    "MATCH (i:Statement:Identity)-[:ABOUT]->(e:Entity) UNWIND coalesce(i.sameAs, []) AS other "
    "WITH e, other WHERE other <> e.id RETURN DISTINCT e.id AS id, other ORDER BY other, id"
)
_NUMBERS = (
    "MATCH (r:Statement:Record)-[:PART]->(p:Statement) WHERE p:Identification OR p:Code "
    "MATCH (r)-[:ABOUT]->(e:Entity) RETURN DISTINCT e.id AS id, coalesce(p.number, p.value) AS number, "
    "coalesce(p.documentType, p.system) AS what ORDER BY id, number, what"
)
