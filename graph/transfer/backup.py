"""Backups: a whole graph as one ZIP of text that any engine restores, each file with its checksum.

graph.jsonl holds the dump, loads.jsonl the log of loads, manifest.json what they are and their SHA-256.
"""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ...schema.errors import GraphError, InputError
from ...schema.generated import SCHEMA_VERSION
from ..dump import as_json, dump_lines
from ..output import ZIP_BEGINNING_WITH, output
from ..progress import Progress
from ..store import Graph, open_graph
from ..text_report import TextReport
from ..writing import write_links, write_nodes
from .copy import TransferReport, copy_graph
from .lines import rows_of
from .streams import load_log, write_log

FORMAT = "sanctionsgraph backup"
_MANIFEST, _GRAPH, _LOADS = "manifest.json", "graph.jsonl", "loads.jsonl"
_BACKUP = ZIP_BEGINNING_WITH + re.escape(_GRAPH.encode())
#: What a library raises for an archive that was cut or changed.
_UNREADABLE = (
    *(zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError),
    *(KeyError, TypeError, AttributeError, ValueError),
)
_REMEDY = "Take another backup; this one is not whole."


@dataclass(frozen=True)
class BackupReport(TextReport):
    """What a backup holds: `digest` is that of the graph's dump, `made` the moment, `graph` where it came from."""

    file: str
    graph: str
    made: str
    schema: int
    nodes: int
    relationships: int
    loads: int
    digest: str

    def to_dict(self) -> dict[str, object]:
        """Return the fields as plain values for JSON."""
        return asdict(self)

    def __str__(self) -> str:
        content = f"{self.nodes:,} nodes and {self.relationships:,} relationships of {self.graph}"
        return f"{self.file}: {content}, digest {self.digest[:16]}"


def write_backup(graph: Graph, path: str | Path, progress: Progress | None = None) -> BackupReport:
    """Write a graph to a backup: whole or not at all. Raises GraphError where it was written to meanwhile."""
    path = Path(path)
    if path.suffix.casefold() != ".zip":
        raise GraphError(f"{path}: a backup is a ZIP. Give a name that ends in .zip.")
    state, loads = graph.state(), load_log(graph)
    counts = {"nodes": 0, "relationships": 0}

    def counted() -> Iterator[str]:
        for line in dump_lines(graph):
            counts["nodes" if line.startswith("{") else "relationships"] += 1
            if progress and sum(counts.values()) % 5000 == 0:
                progress(sum(counts.values()))
            yield line

    with output(path, _BACKUP) as target:
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            digest = _write_lines(archive, _GRAPH, counted())
            files = {_GRAPH: digest, _LOADS: _write_lines(archive, _LOADS, map(as_json, loads))}
            made = datetime.now(UTC).isoformat(timespec="seconds")
            report = BackupReport(
                str(path), graph.uri, made, SCHEMA_VERSION, counts["nodes"], counts["relationships"], len(loads), digest
            )
            about = {key: value for key, value in report.to_dict().items() if key != "file"}
            archive.writestr(_MANIFEST, json.dumps({"format": FORMAT, **about, "files": files}, indent=2))
        if graph.state() != state:
            raise GraphError(f"{graph.uri} was written to meanwhile. Run the same command again.")
    return report


def is_backup(path: str | Path) -> bool:
    """Whether a file is a ZIP with the manifest of a backup, whole or not."""
    try:
        with zipfile.ZipFile(path) as archive:
            return FORMAT.encode() in archive.read(_MANIFEST)
    except (OSError, KeyError, zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError):
        return False


def read_backup(path: str | Path) -> tuple[BackupReport, dict[str, bytes]]:
    """Return what a backup says of itself, and its files. Raises InputError where a byte of them is not as written."""
    place = str(path)
    try:
        with zipfile.ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in (_MANIFEST, _GRAPH, _LOADS)}
        manifest: Any = json.loads(parts[_MANIFEST])
        files = manifest.pop("files")
        if manifest.pop("format") != FORMAT or set(files) != {_GRAPH, _LOADS}:
            raise InputError(place, "is not a backup of a graph", "Give a file that `backup` wrote.")
        report = BackupReport(place, **manifest)
    except OSError as error:
        raise InputError(place, f"cannot be read ({error.strerror})", "Give the path of a backup.") from error
    except _UNREADABLE as error:
        problem = " ".join(str(error).split())[:120]
        raise InputError(place, f"is not a backup of a graph, or was cut or changed ({problem})", _REMEDY) from error
    for name, digest in files.items():
        if hashlib.sha256(parts[name]).hexdigest() != digest:
            raise InputError(place, f"{name} is not as it was written: its SHA-256 differs", _REMEDY)
    if report.digest != files[_GRAPH]:
        raise InputError(place, f"{_MANIFEST} is not as it was written: two digests of the graph differ", _REMEDY)
    return report, parts


@contextmanager
def graph_of_backup(path: str | Path) -> Iterator[tuple[Graph, BackupReport]]:
    """Yield the graph of a backup, in memory, and what the backup says of itself. Raises InputError."""
    report, parts = read_backup(path)
    if report.schema != SCHEMA_VERSION:
        raise InputError(
            str(path),
            f"written by schema version {report.schema}, this program reads {SCHEMA_VERSION}",
            "Restore it with the program of that version, and `upgrade` the graph.",
        )
    rows = list(rows_of(f"{path}/{_GRAPH}", parts[_GRAPH]))
    log = [json.loads(line) for line in parts[_LOADS].splitlines()]
    with open_graph(":memory:") as graph:
        with graph.writing() as tx:
            write_nodes(tx, rows)
            write_links(tx, rows)
            write_log(tx, log)
        # What is yielded is held for as long as a copy of it takes.
        del parts, rows, log
        if graph.digest() != report.digest:
            raise InputError(str(path), "the graph in it does not have the digest that its manifest names", _REMEDY)
        yield graph, report


def restore_backup(
    path: str | Path, target: Graph, replace: bool = False, progress: Progress | None = None
) -> TransferReport:
    """Write the graph of a backup into a target, on any engine, and compare digests at the end.

    The target must hold no graph; with `replace` its graph is deleted first. Raises InputError for a backup of which a
    byte is not as written, before the target is touched, and GraphError as a copy does.
    """
    with graph_of_backup(path) as (whole, report):
        copied = copy_graph(whole, target, replace, progress)
    copied.source = report.file
    return copied


def _write_lines(archive: zipfile.ZipFile, name: str, lines: Iterable[str]) -> str:
    state = hashlib.sha256()
    with archive.open(name, "w", force_zip64=True) as member:
        for line in lines:
            content = line.encode() + b"\n"
            state.update(content)
            member.write(content)
    return state.hexdigest()
