"""An index in a file beside the graph's, so that a second process need not work it out from the graph.

The file is a cache and no part of the graph. It bears the state of the graph and the stamp of its file; where neither
fits it is made anew. It is data from outside as any other: SQLite reads it, and what is not of this form is replaced.
"""

from __future__ import annotations

import logging
import os
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from glob import escape
from pathlib import Path
from tempfile import mkstemp

from .file_stamp import FileStamp
from .store import Graph

_log = logging.getLogger(__name__)

#: Marks the file as ours, in SQLite's own header.
APPLICATION = 0x5347_4E49
_META = "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;"


@dataclass(frozen=True)
class KeptIndex:
    """A kind of index: the end of its file's name, its tables, and what fills them before their own indexes are made.

    `form` changes with the form of the tables or with what they are made from.
    """

    name: str
    form: str
    tables: str
    indexes: str
    fill: Callable[[sqlite3.Connection, Graph], None]

    def of(self, graph: Graph) -> sqlite3.Connection:
        """Return the index of a graph, to be closed by the caller: that of its file where it fits, else a new one.

        A graph on a server or in memory, and one in a folder that cannot be written, gets one in memory.
        """
        if graph.file is None:
            return self._made(graph, ":memory:")
        target = graph.file.with_name(f"{graph.file.name}.{self.name}")
        stamp = str(FileStamp.of(os.stat(graph.file))) if graph.file.exists() else ""
        stored = self._stored(target)
        if stored and stamp and _meta(stored, "stamp") == stamp:
            return stored
        if stored:
            if (state := graph.state()) is not None and _meta(stored, "state") == state:
                return stored
            stored.close()
        try:
            self._write(graph, target, stamp)
        except OSError as error:
            _log.info("%s: it is kept in memory (%s)", target, error.strerror)
            return self._made(graph, ":memory:")
        return self._stored(target) or self._made(graph, ":memory:")

    def _stored(self, target: Path) -> sqlite3.Connection | None:
        """Return the index in a file, opened for reading; None where there is none, or it is not of this form."""
        if not target.is_file():
            return None
        index = sqlite3.connect(f"{target.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        try:
            index.execute("PRAGMA trusted_schema = OFF")
            ours = index.execute("PRAGMA application_id").fetchone() == (APPLICATION,)
            tables = {tuple(row) for row in index.execute("SELECT type, name FROM sqlite_master WHERE type <> 'index'")}
            named = re.findall(r"CREATE TABLE (\w+)", _META + self.tables)
            if ours and tables == {("table", name) for name in named} and _meta(index, "form") == self.form:
                return index
        except sqlite3.Error as error:
            _log.info("%s: made anew, because it cannot be read (%s)", target, error)
        index.close()
        return None

    def _write(self, graph: Graph, target: Path, stamp: str) -> None:
        """Write the index whole, or leave what is there. Raises OSError where the folder cannot be written."""
        handle, name = mkstemp(prefix=f".{target.name}.", dir=target.parent)
        os.close(handle)
        try:
            with closing(self._made(graph, name, stamp)):
                pass
            os.chmod(name, graph.file.stat().st_mode & 0o777 if stamp and graph.file else 0o600)
            os.replace(name, target)
        finally:
            with suppress(FileNotFoundError):
                os.unlink(name)

    def _made(self, graph: Graph, where: str, stamp: str = "") -> sqlite3.Connection:
        index = sqlite3.connect(where, check_same_thread=False)
        index.executescript(
            f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA application_id = {APPLICATION};"
        )
        index.executescript(_META + self.tables)
        meta = {"form": self.form, "state": graph.state() or "", "stamp": stamp}
        index.executemany("INSERT INTO meta VALUES (?, ?)", meta.items())
        self.fill(index, graph)
        index.executescript(self.indexes)
        index.commit()
        return index


def remove_kept(graph: Graph) -> None:
    """Remove every index beside a graph's file, after something was removed from the graph for good."""
    for path in graph.file.parent.glob(f"{escape(graph.file.name)}.*") if graph.file else ():
        with path.open("rb") as file:
            head = file.read(72)
        if head.startswith(b"SQLite format 3\0") and head[68:] == APPLICATION.to_bytes(4, "big"):
            path.unlink()


def _meta(index: sqlite3.Connection, key: str) -> str | None:
    rows = index.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchall()
    return str(rows[0][0]) if rows else None
