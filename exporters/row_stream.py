"""All nodes of a graph in order, read in batches: what grows with the graph are ids alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from ..graph.node_row import NodeRow
from ..graph.store import Graph
from ..graph.writing import batches, read_rows, stored_ids
from ..schema.dates import DayLike
from ..schema.family import FAMILIES
from .snapshot import snapshot


class OrderedRows(Protocol):
    """The nodes of a graph, with their links, in the order of their ids."""

    def __len__(self) -> int: ...

    def rows(self, family: str, ids: list[str] | None = None) -> Iterable[NodeRow]:
        """Return the nodes of a family, or those of the ids."""
        ...

    def by_source(self) -> Mapping[str, list[str]]:
        """Return the ids of statements by their source, the empty text for those that have none."""
        ...


def ordered_rows(graph: Graph, as_of: DayLike | None) -> OrderedRows:
    """Return the nodes of a graph as it is; as it was known on a day they are all held in memory."""
    return snapshot(graph, as_of) if as_of else RowStream(graph)


class RowStream:
    """The nodes of a graph as it is, read as they are asked for."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._ids = {family: stored_ids(graph, family) for family in FAMILIES}

    def __len__(self) -> int:
        return sum(map(len, self._ids.values()))

    def rows(self, family: str, ids: list[str] | None = None) -> Iterator[NodeRow]:
        """Yield the nodes of a family, or those of the ids."""
        for batch in batches(self._ids[family] if ids is None else ids):
            yield from read_rows(self._graph, family, batch).values()

    def by_source(self) -> Mapping[str, list[str]]:
        """Return the ids of statements by their source; those of a part are the sources of its records."""
        by_source: dict[str, list[str]] = defaultdict(list)
        for batch in batches(self._ids["Statement"]):
            sources: dict[str, set[str]] = defaultdict(set)
            for pattern in ("(s)", "(s)<-[:PART]-(:Statement)"):
                query = (
                    "UNWIND $ids AS id MATCH (s:Statement {id: id}) "
                    f"MATCH {pattern}-[:IN]->(source:Source) RETURN id, source.id AS source"
                )
                for row in self._graph.run(query, {"ids": batch}):
                    sources[row["id"]].add(row["source"])
            for id_ in batch:
                for source in sources.get(id_, ("",)):
                    by_source[source].append(id_)
        return by_source
