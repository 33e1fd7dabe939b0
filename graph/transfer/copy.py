"""Copy a whole graph from one store to another: streamed, whole or not at all, and compared at the end.

A file is changed in a copy and saved at the end. A server takes the graph in many transactions: as long as a mark says
that a copy is under way, our programs refuse to read there, and another copy may start over.
"""

from __future__ import annotations

import logging
import time
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from functools import partial
from secrets import token_hex

from ...schema.errors import GraphError
from ...schema.node import FAMILIES
from ..direct_keeping import LayerMark, layer_mark, set_mark
from ..direct_laying import lay_all
from ..dump import dump_digest
from ..gc_pause import gc_paused
from ..progress import Progress
from ..protocols import Transaction
from ..steps import Step, steps
from ..store import MOVING, Graph, refuse_foreign
from ..text_report import TextReport
from ..write_mark import mark_write
from ..writing import BATCH, write_links, write_nodes
from .streams import link_batches, load_log, node_batches, write_log

_log = logging.getLogger(__name__)


@dataclass
class TransferReport(TextReport):
    """The report of a copy. `loads` are entries of the log of loads; `digest` is the same at both ends."""

    source: str
    target: str
    nodes: int = 0
    relationships: int = 0
    loads: int = 0
    digest: str = ""
    seconds: float = 0.0
    notes: list[str] = field(default_factory=list)

    def to_dict(self) -> dict[str, object]:
        """Return the fields as plain values for JSON."""
        return {**asdict(self), "seconds": round(self.seconds, 1)}

    def __str__(self) -> str:
        copied = f"{self.nodes:,} nodes and {self.relationships:,} relationships from {self.source} to {self.target}"
        return "\n".join([f"{copied}, digest {self.digest[:16]}", *(f"note: {note}" for note in self.notes)])


@gc_paused()
def copy_graph(source: Graph, target: Graph, replace: bool = False, progress: Progress | None = None) -> TransferReport:
    """Write the whole graph of `source` into `target`, and compare the digests of their dumps.

    The target must be empty, or hold the remains of a broken copy; with `replace` its graph is deleted first. The log
    of loads is copied too. Raises GraphError where the target is not empty, is the source itself, or does not equal
    it at the end; then a file is as before, and a server keeps the mark of a broken copy.
    """
    began = time.monotonic()
    report = TransferReport(source.uri, target.uri)
    _log.info("copying %s into %s", source.uri, target.uri)
    if outside := source.outsiders():
        report.notes.append(f"{outside} nodes are not of the model and were left in {source.uri}")
    _make_room(source, target, replace)
    with steps(target._engine) as step:
        _mark(step, source, target)
        target._checked = False  # Reads through this object are refused too, until the copy is done.
        _empty(step)
        done = 0
        for rows in node_batches(source):
            step(partial(write_nodes, rows=rows))
            report.nodes += len(rows)
            done = _reported(progress, done + len(rows))
        for rows in link_batches(source):
            step(partial(write_links, rows=rows))
            links = sum(len(row.links) for row in rows)
            report.relationships += links
            done = _reported(progress, done + links)
        report.loads = step(partial(_copy_log, source=source, nodes=report.nodes))
        _lay(step, layer_mark(source))
        report.digest = step(partial(_close, source=source, target=target))
    report.seconds = time.monotonic() - began
    _log.info("copied %d nodes and %d relationships", report.nodes, report.relationships)
    return report


def _lay(step: Step, mark: LayerMark) -> None:
    """Lay the direct relationships in the copy, unless they are switched off in the source."""
    if mark.on:
        lay_all(step)
    else:
        step(partial(set_mark, mark=mark))


def _make_room(source: Graph, target: Graph, replace: bool) -> None:
    """Raises GraphError where the source is empty, or the target is the source or holds what may not be deleted."""
    if source.uri == target.uri != ":memory:":
        raise GraphError(f"{source.uri} is both source and target. Give another one.")
    if not _holds(source):
        raise GraphError(f"{source.uri} holds no graph that could be copied. Give another source.")
    broken = target._engine.read("MATCH (m:Meta {id: $id}) RETURN m.id AS id", {"id": MOVING}).rows
    if not broken:
        refuse_foreign(target._engine)
    if broken or replace:
        return
    if _holds(target):
        raise GraphError(f"{target.uri} already holds a graph. Use --replace to delete it, or another target.")


def _holds(graph: Graph) -> bool:
    """Return whether a graph has any node of the model."""
    return any(graph.run(f"MATCH (n:{label}) RETURN n.id AS id LIMIT 1") for label in (*FAMILIES, "Meta:Load"))


def _mark(step: Step, source: Graph, target: Graph) -> None:
    """Mark that a copy is under way. The same server under another name shows the mark in the source too."""
    token = token_hex(8)
    values = {"id": MOVING, "name": source.uri, "at": datetime.now(UTC).isoformat(), "digest": token}
    step(lambda tx: tx.run("MERGE (m:Meta {id: $row.id}) SET m += $row", {"row": values}))
    rows = source._engine.read("MATCH (m:Meta {id: $id}) RETURN m.digest AS token", {"id": MOVING}).rows
    if [row["token"] for row in rows] == [token]:
        step(lambda tx: tx.run("MATCH (m:Meta {id: $id}) DELETE m", {"id": MOVING}))
        raise GraphError(f"{source.uri} and {target.uri} are the same graph. Give another one.")


def _empty(step: Step) -> None:
    """Delete the nodes of the model, batch by batch; those of another program stay."""
    for label in (*FAMILIES, "Meta:Load"):
        while step(partial(_delete_some, label=label)):
            pass


def _delete_some(tx: Transaction, label: str) -> bool:
    tx.run(f"MATCH (n:{label}) WITH n LIMIT {BATCH} DETACH DELETE n")
    return bool(tx.run(f"MATCH (n:{label}) RETURN n.id AS id LIMIT 1"))


def _copy_log(tx: Transaction, source: Graph, nodes: int) -> int:
    # Before the layer and the digest: they are planned for the graph as it is now.
    tx.expect(nodes)
    rows = load_log(source)
    write_log(tx, rows)
    return len(rows)


def _close(tx: Transaction, source: Graph, target: Graph) -> str:
    """Compare, and remove the mark; the target is readable from then on."""
    digest = source.digest()
    if dump_digest(tx) != digest:
        raise GraphError(
            f"{target.uri} does not equal {source.uri}; one of them was written to meanwhile. "
            "Run the same command again."
        )
    tx.run("MATCH (m:Meta {id: $id}) DELETE m", {"id": MOVING})
    # Another state: what was worked out from the graph before, such as an index of its names, is not used again.
    mark_write(tx)
    return digest


def _reported(progress: Progress | None, done: int) -> int:
    if progress:
        progress(done)
    return done
