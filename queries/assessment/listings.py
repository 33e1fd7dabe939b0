"""The lists that are kept under a programme: their entries and editions, as known on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from ...graph.store import Graph
from ..timeline.listings import ListEntry, Listings
from ..timeline.namesakes import Namesakes
from ..timeline.versions import ListEdition, editions


@dataclass(frozen=True, slots=True)
class _DatasetRow:
    programme: str
    labels: list[str]
    dataset: str


class ProgrammeLists:
    """The lists of all programmes, read when they are first asked for."""

    def __init__(self, graph: Graph, as_of: str) -> None:
        self._graph = graph
        self._as_of = as_of
        self._entries: dict[str, dict[str, list[ListEntry]]] = {}
        self._namesakes = Namesakes(graph, as_of)

    @cached_property
    def by_dataset(self) -> dict[str, list[ListEdition]]:
        """All editions by data set, read once."""
        return editions(self._graph, self._as_of)

    @cached_property
    def _datasets(self) -> dict[tuple[str, str], set[str]]:
        datasets: dict[tuple[str, str], set[str]] = defaultdict(set)
        for row in self._graph.read_as(_DatasetRow, _DATASETS, as_of=self._as_of):
            for label in row.labels:
                datasets[row.programme, label].add(row.dataset)
        return datasets

    def entries(self, programme: str, thing: str, among: Collection[str]) -> Sequence[ListEntry]:
        """Return the entries of a programme's lists about a thing; those of all things in `among` are read with it."""
        if thing not in self._entries:
            self._read({thing, *among} - self._entries.keys())
        return self._entries[thing].get(programme, ())

    def _read(self, things: Collection[str]) -> None:
        listings = Listings(self._graph, things, self._as_of, self.by_dataset)
        for thing in things:
            by_programme: dict[str, list[ListEntry]] = defaultdict(list)
            for entry in listings.entries.get(thing, ()):
                for programme in {version.programme for version in entry.versions if version.programme}:
                    versions = tuple(version for version in entry.versions if version.programme == programme)
                    by_programme[programme].append(ListEntry(versions, entry.editions))
            self._entries[thing] = by_programme

    def why_unknown(self, programme: str, thing: str, kinds: Iterable[str], on: str) -> str | None:
        """Return why a programme's lists that have no entry of a thing on a day may mean it all the same."""
        names = {dataset for kind in kinds for dataset in self._datasets.get((programme, kind), ())}
        unknown = self._namesakes.why_unknown(thing, names, on)
        return unknown.says if unknown else None

    def editions(self, programme: str, kinds: Iterable[str]) -> list[list[ListEdition]]:
        """Return the editions of each data set with entries on things of these kinds under a programme, oldest first.

        Data sets of single entries have no editions and are left out.
        """
        names = {dataset for kind in kinds for dataset in self._datasets.get((programme, kind), ())}
        return [self.by_dataset[name] for name in sorted(names) if name in self.by_dataset]


_DATASETS = (
    "MATCH (l:Statement:Listing)-[:UNDER]->(p:Law) WHERE l.since <= $as_of MATCH (l)-[:ABOUT]->(e:Entity) "
    "RETURN DISTINCT p.id AS programme, labels(e) AS labels, l.dataset AS dataset ORDER BY programme, labels, dataset"
)
