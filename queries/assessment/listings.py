"""Which lists are kept under a programme, and their editions, as known on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from ...graph.store import Graph
from ..timeline.versions import ListEdition, editions


@dataclass(frozen=True, slots=True)
class _DatasetRow:
    programme: str
    labels: list[str]
    dataset: str


class ProgrammeLists:
    """The editions that a graph has of a programme's lists, by the kinds of thing that are on them."""

    def __init__(self, graph: Graph, as_of: str) -> None:
        self._graph = graph
        self._as_of = as_of

    @cached_property
    def _editions(self) -> dict[str, list[ListEdition]]:
        return editions(self._graph, self._as_of)

    @cached_property
    def _datasets(self) -> dict[tuple[str, str], set[str]]:
        datasets: dict[tuple[str, str], set[str]] = defaultdict(set)
        for row in self._graph.read_as(_DatasetRow, _DATASETS, as_of=self._as_of):
            for label in row.labels:
                datasets[row.programme, label].add(row.dataset)
        return datasets

    def editions(self, programme: str, kinds: Iterable[str]) -> list[list[ListEdition]]:
        """Return the editions of each data set with entries on things of these kinds under a programme, oldest first.

        Data sets of single entries have no editions and are left out.
        """
        names = {dataset for kind in kinds for dataset in self._datasets.get((programme, kind), ())}
        return [self._editions[name] for name in sorted(names) if name in self._editions]


_DATASETS = (
    "MATCH (l:Statement:Listing)-[:UNDER]->(p:Law) WHERE l.since <= $as_of MATCH (l)-[:ABOUT]->(e:Entity) "
    "RETURN DISTINCT p.id AS programme, labels(e) AS labels, l.dataset AS dataset ORDER BY programme, labels, dataset"
)
