"""Which editions of the lists under a programme are in the graph, as known on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from ...graph.store import Graph


@dataclass(frozen=True, slots=True)
class _EditionRow:
    programme: str
    labels: list[str]
    day: str


class ProgrammeLists:
    """The days of the editions that a graph has of a programme's lists, by the kinds of thing that are on them."""

    def __init__(self, graph: Graph, as_of: str) -> None:
        self._graph = graph
        self._as_of = as_of

    @cached_property
    def _days(self) -> dict[tuple[str, str], set[str]]:
        days: dict[tuple[str, str], set[str]] = defaultdict(set)
        for row in self._graph.read_as(_EditionRow, _EDITIONS, as_of=self._as_of):
            for label in row.labels:
                days[row.programme, label].add(row.day)
        return days

    def days(self, programme: str, kinds: Iterable[str]) -> list[str]:
        """Return the days of the editions of lists under a programme that hold things of these kinds, oldest first."""
        return sorted({day for kind in kinds for day in self._days.get((programme, kind), ())})


_EDITIONS = (
    "MATCH (l:Statement:Listing)-[:UNDER]->(p:Law) WHERE l.since <= $as_of MATCH (l)-[:ABOUT]->(e:Entity) "
    "MATCH (d:Source:Edition {dataset: l.dataset}) WHERE d.date <= $as_of "
    "RETURN DISTINCT p.id AS programme, labels(e) AS labels, d.date AS day ORDER BY programme, labels, day"
)
