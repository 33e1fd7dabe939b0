"""The lists that are kept under a programme: their entries and editions, as known on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from ...graph.store import Graph
from ...schema.dates import stood_in_cypher
from ..timeline.listing_status import ListingStatus, status_during
from ..timeline.listings import ListEntry, Listings
from ..timeline.namesakes import Namesakes
from ..timeline.versions import ListEdition, editions


@dataclass(frozen=True, slots=True)
class _DatasetRow:
    programme: str | None
    labels: list[str]
    dataset: str


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation of a thing with another, as a record has it."""

    thing: str
    other: str
    name: str
    words: str
    statement: str


class ProgrammeLists:
    """The lists of all programmes, read when they are first asked for."""

    def __init__(self, graph: Graph, as_of: str) -> None:
        self._graph = graph
        self._as_of = as_of
        self._entries: dict[str, dict[str, list[ListEntry]]] = {}
        self._namesakes = Namesakes(graph, as_of)
        self._ties: dict[str, list[Tie]] = {}

    @cached_property
    def by_dataset(self) -> dict[str, list[ListEdition]]:
        """All editions by data set, read once."""
        return editions(self._graph, self._as_of)

    @cached_property
    def _datasets(self) -> dict[tuple[str, str], set[str]]:
        datasets: dict[tuple[str, str], set[str]] = defaultdict(set)
        for row in self._graph.read_as(_DatasetRow, _DATASETS, as_of=self._as_of):
            for label in row.labels if row.programme else ():
                datasets[row.programme or "", label].add(row.dataset)
        return datasets

    def entries(self, programme: str, thing: str, among: Collection[str]) -> Sequence[ListEntry]:
        """Return the entries of a programme's lists about a thing; those of all things in `among` are read with it."""
        if thing not in self._entries:
            self._read({thing, *among} - self._entries.keys())
        return self._entries[thing].get(programme, ())

    def listed_throughout(self, programme: str, thing: str, first: str, last: str) -> bool:
        """Whether a programme's lists have a thing on all days from `first` to `last`, both included."""
        entries = self.entries(programme, thing, among=())
        return any(status_during(entry, first, last) is ListingStatus.YES for entry in entries)

    def ties(self, thing: str, among: Collection[str]) -> Sequence[Tie]:
        """Return the ties of a party with others; those of all parties in `among` are read with it."""
        if thing not in self._ties:
            unread = sorted({thing, *among} - self._ties.keys())
            self._ties.update({id_: [] for id_ in unread})
            for tie in self._graph.read_as(Tie, _TIES, ids=unread, as_of=self._as_of):
                self._ties[tie.thing].append(tie)
        return self._ties[thing]

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
    "MATCH (l:Statement:Listing)-[:ABOUT]->(e:Entity) WHERE l.since <= $as_of OPTIONAL MATCH (l)-[:UNDER]->(p:Law) "
    "WITH DISTINCT l.list AS list, l.listType AS type, l.dataset AS dataset, labels(e) AS labels, p.id AS under "
    "OPTIONAL MATCH (j:Law:Programme) WHERE (list + '/' + type) IN coalesce(j.listTypes, []) "
    "RETURN DISTINCT coalesce(j.id, under) AS programme, labels, dataset ORDER BY programme, labels, dataset"
)
_TIES = (
    "UNWIND $ids AS id MATCH (a:Entity {id: id})<-[:SUBJECT|OBJECT]-(r:Statement:Relation) "
    "MATCH (r)-[:SUBJECT|OBJECT]->(b:Entity) "
    f"WHERE b.id <> a.id AND {stood_in_cypher('r')} "
    "RETURN DISTINCT id AS thing, b.id AS other, b.name AS name, coalesce(r.role, r.ftmSchema) AS words, "
    "r.id AS statement ORDER BY thing, other, statement"
)
