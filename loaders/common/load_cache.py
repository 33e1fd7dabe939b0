"""A file that was loaded before: the same bytes, read by the same code, say the same.

The log of loads keeps a fingerprint of what was read, and which edition came of it. Where the graph still has that
edition as the load left it, reading the file again would only find that nothing has changed; so it is not read.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict
from functools import cache
from hashlib import blake2b, file_digest
from pathlib import Path

from ...graph.load_report import LoadReport, Rejection
from ...graph.protocols import Transaction
from ...graph.store import Graph
from ...schema.sources import Edition

#: A load with more rejected records than this is not remembered: the log would outgrow the graph.
REJECTIONS = 200
_PACKAGE = Path(__file__).resolve().parents[2]
_content: ContextVar[str | None] = ContextVar("content", default=None)


@contextmanager
def reading(content: str | None) -> Iterator[None]:
    """Say what is being read, for `remember`."""
    token = _content.set(content)
    try:
        yield
    finally:
        _content.reset(token)


def fingerprint(source: str, path: Path, edition: str | None, mapping: str = "") -> str | None:
    """What a load would read: the file (of a folder, its files), those beside it, and our own code. None: not there.

    `mapping` is the text of what says how to read it. Of files beside it and of the code, size and time of change
    count. A file that was moved is another one.
    """
    state = blake2b(repr((source, str(path.absolute()), edition, mapping, _code())).encode(), digest_size=16)
    try:
        for file in sorted(path.iterdir()) if path.is_dir() else [path]:
            if file.is_file():
                with file.open("rb") as content:
                    state.update(f"{file.name}\0".encode() + file_digest(content, blake2b).digest())
        # What a loader may look at besides: data beside what it reads, and the index above it.
        state.update(_stats(path.parent, (".csv", "delta.json")))
        if not path.is_dir():
            state.update(_stats(path.parent.parent, ("delta.json",)))
    except OSError:
        return None
    return state.hexdigest()


@cache
def _code() -> bytes:
    """The modules that take part in a load, as they were when this process first loaded something."""
    folders = (folder for name in ("loaders", "graph", "schema") for folder, _, _ in os.walk(_PACKAGE / name))
    return b"".join(_stats(Path(folder), (".py",)) for folder in sorted(folders) if "__pycache__" not in folder)


def _stats(folder: Path, ends: tuple[str, ...]) -> bytes:
    """Names, sizes and times of change of the files in a folder whose names end so."""
    with os.scandir(folder) as entries:
        files = [(e.name, e.stat().st_size, e.stat().st_mtime_ns) for e in entries if e.name.endswith(ends)]
    return repr(sorted(files)).encode()


def remember(tx: Transaction, edition: Edition, account: LoadReport, load: str) -> None:
    """Keep in the log of loads what was read and what came of it."""
    content = _content.get()
    if content is None or account.rejected > REJECTIONS:
        return
    digest = tx.run("MATCH (e:Source {id: $id}) RETURN e.digest AS digest", {"id": edition.id})[0]["digest"]
    row = {"content": content, "edition": edition.id, "digest": digest, "account": json.dumps(asdict(account))}
    tx.run("MATCH (l:Meta {id: $id}) SET l += $row", {"id": load, "row": row})


def repeated(graph: Graph, content: str | None) -> LoadReport | None:
    """The account of reading the same again, if the graph has what came of it; else None."""
    if content is None or not graph.read("MATCH (l:Meta:Load) RETURN l.id AS id LIMIT 1").rows:
        return None
    rows = graph.read(_SAME, content=content).rows
    if not rows:
        return None
    stored = json.loads(rows[0]["account"])
    stored["rejections"] = [Rejection(**rejection) for rejection in stored["rejections"]]
    account = LoadReport(**stored)
    account.unchanged, account.written, account.ended = account.unchanged + account.written, 0, 0
    return account


_SAME = (
    "MATCH (l:Meta:Load) WHERE l.content = $content MATCH (e:Source:Edition {id: l.edition}) "
    "WHERE e.digest = l.digest AND e.withdrawn IS NULL RETURN l.account AS account, l.at AS at ORDER BY at DESC LIMIT 1"
)
