"""Checks a graph, or the graph in a backup, and says what is wrong in it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from ...graph.faults import GraphFault, faults
from ...graph.output import has_graph_head
from ...graph.store import Graph
from ...graph.transfer.backup import graph_of_backup
from ..results.answer import Answer, text_of

#: Faults that the text shows.
MOST = 20


@dataclass(frozen=True, repr=False)
class GraphCheck(Answer):
    """What a check of a graph came to. `sha256` is that of its file, where it has one; `digest` that of its dump."""

    name_of_result: ClassVar[str] = "verify"
    columns: ClassVar[Sequence[str]] = ("place", "problem")

    graph: str
    sha256: str | None
    nodes: int
    relationships: int
    digest: str
    made: str | None
    faults: tuple[GraphFault, ...]

    @property
    def verified(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults

    def rows(self) -> Sequence[Mapping[str, Any]]:
        """Return a row for each fault."""
        return [vars(fault) for fault in self.faults]


def check_graph(graph: Graph) -> GraphCheck:
    """Check a stored graph against the model. Raises GraphError for one that is not whole, InputError for no graph."""
    return _checked(graph, graph.uri, graph.file, None)


def is_graph_file(path: str | Path) -> bool:
    """Whether a file is a graph by its name or its first bytes: a cut one too."""
    path = Path(path)
    return path.is_file() and (path.suffix == ".kgl" or has_graph_head(path))


def check_backup(path: str | Path) -> GraphCheck:
    """Check a backup, byte by byte, and the graph in it. Raises InputError where a byte is not as it was written."""
    with graph_of_backup(path) as (graph, report):
        return _checked(graph, str(path), Path(path), report.made)


def _checked(graph: Graph, name: str, file: Path | None, made: str | None) -> GraphCheck:
    state, digest, nodes, relationships = hashlib.sha256(), hashlib.sha256(), 0, 0
    for line in graph.dump():
        digest.update(line.encode() + b"\n")
        nodes, relationships = nodes + line.startswith("{"), relationships + line.startswith("[")
    if file is not None and file.is_file():
        with file.open("rb") as content:
            while block := content.read(1 << 20):
                state.update(block)
    sha256 = state.hexdigest() if file is not None and file.is_file() else None
    return GraphCheck(name, sha256, nodes, relationships, digest.hexdigest(), made, tuple(faults(graph)))


@text_of.register
def _(check: GraphCheck, width: int) -> str:
    made = f", made {check.made}" if check.made else ""
    lines = [f"{check.graph}: {check.nodes:,} nodes, {check.relationships:,} relationships{made}"]
    lines += [f"digest of the dump  {check.digest}"]
    if check.sha256:
        lines += [f"SHA-256 of the file  {check.sha256}"]
    if check.verified:
        return "\n".join([*lines, "verified: every node, property and link is as the model has it"])
    number = len(check.faults)
    lines += ["NOT verified:"]
    lines += [f"  {fault.place}: {fault.problem}" for fault in check.faults[:MOST]]
    return "\n".join([*lines, *([f"  and {number - MOST:,} more"] if number > MOST else [])])
