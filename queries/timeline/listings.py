"""Entries of lists about things, with the editions of their data sets, as known on a day."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from ...graph.store import Graph
from ...graph.writing import batches
from ...schema.dates import FOREVER, HalfDate, not_withdrawn_in_cypher
from ...schema.errors import ValueInvalid
from .versions import ListEdition, Version, editions


@dataclass(frozen=True)
class EntryVersion(Version):
    """One version of an entry, as its edition or report has it. `listed_on` is the day of listing that it states."""

    thing: str
    kinds: Sequence[str]
    dataset: str
    list_name: str
    reference: str
    list_type: str
    entry_type: str
    programme: str | None
    programme_name: str | None
    measures: Sequence[str]
    annex: str | None
    reason: str | None
    acts: Sequence[str]
    comments: str | None
    only_measures: Sequence[str]
    scope: str | None
    listed_on: str | None
    delisted_on: str | None
    locator: str | None
    source: str
    title: str

    @cached_property
    def stated_days(self) -> HalfDate | None:
        """The days that `listed_on` may mean; None where none is stated, or it is no date."""
        try:
            return HalfDate.parse(self.listed_on or "")
        except ValueInvalid:
            return None

    @cached_property
    def delisted_days(self) -> HalfDate | None:
        """The days that `delisted_on` may mean; None where none is stated."""
        return HalfDate.parse(self.delisted_on) if self.delisted_on else None

    @cached_property
    def paragraphs(self) -> frozenset[str]:
        """The paragraphs under which its comments say that it stands, as `1970/15`."""
        return paragraphs_in(self.comments or "")


@dataclass(frozen=True)
class ListEntry:
    """One entry of a list about one thing: its versions and the editions of its data set, both oldest first.

    Only what was known on the day of knowledge is in it. `editions` is empty where the list is known by single
    entries alone.
    """

    versions: tuple[EntryVersion, ...]
    editions: tuple[ListEdition, ...] = ()

    @property
    def thing(self) -> str:
        """The id of the entity that is listed."""
        return self.versions[0].thing

    @property
    def list_name(self) -> str:
        """The name of the list."""
        return self.versions[0].list_name

    @property
    def newest(self) -> str:
        """The latest day of which an edition or a report speaks."""
        return self.editions[-1].date if self.editions else max(version.since for version in self.versions)

    def version_on(self, on: str) -> EntryVersion:
        """Return the version that stood on a day, else the next after it, else the last before."""
        stood = [version for version in self.versions if version.stood(on)]
        later = [version for version in self.versions if version.since > on]
        return (stood or later[:1] or self.versions[-1:])[0]

    def turns(self) -> set[str]:
        """Return the days on which its status may change."""
        turns = set[str]()
        for version in self.versions:
            turns |= {version.since, version.until}
            turns |= {version.stated_days.earliest, version.stated_days.latest} if version.stated_days else set()
            turns |= {version.delisted_days.earliest, version.delisted_days.latest} if version.delisted_days else set()
        return turns | {turn for edition in self.editions for turn in edition.turns()}


class Listings:
    """What lists say of some things, as known on `as_of`; `known` are the editions of that day, if they were read."""

    def __init__(
        self, graph: Graph, things: Iterable[str], as_of: str, known: dict[str, list[ListEdition]] | None = None
    ) -> None:
        self._graph, self._as_of = graph, as_of
        self.editions = editions(graph, as_of) if known is None else known
        #: The entries by the id of the thing, by list, data set and key.
        self.entries: dict[str, list[ListEntry]] = defaultdict(list)
        for batch in batches(sorted(set(things))):
            versions = graph.read_as(EntryVersion, _ENTRIES, ids=batch, as_of=as_of, forever=FOREVER)
            for _, group in groupby(versions, key=lambda v: (v.thing, v.list_name, v.dataset, v.key)):
                # A record that stands in two sources is read once.
                of_entry = tuple({version.id: version for version in group}.values())
                of_dataset = self.editions.get(of_entry[0].dataset, [])
                self.entries[of_entry[0].thing].append(ListEntry(of_entry, tuple(of_dataset)))

    @cached_property
    def datasets(self) -> dict[str, list[str]]:
        """The data sets of each list; a FollowTheMoney set has some entries of several, and is none of them."""
        datasets: dict[str, list[str]] = defaultdict(list)
        for row in self._graph.read_as(_ListOfDataset, _LISTS, as_of=self._as_of):
            datasets[row.list_name].append(row.dataset)
        return datasets

    def editions_of(self, list_name: str) -> list[list[ListEdition]]:
        """Return the editions of each data set of a list that has any, the data sets by name."""
        return [self.editions[name] for name in sorted(self.datasets.get(list_name, ())) if name in self.editions]

    def has_entries(self, dataset: str, measures: Sequence[str], other_acts: Sequence[str]) -> bool:
        """Whether a data set has an entry of one of some measures, or that states none, by no act of `other_acts`."""
        asked = {"dataset": dataset, "as_of": self._as_of, "measures": list(measures), "other_acts": list(other_acts)}
        return bool(self._graph.read(_HAS_ENTRIES, **asked).rows)


_PARAGRAPHS = re.compile(r"paragraphs?\s+([\d(][\w\s(),]*?)\s+of\s+(?:Security Council\s+)?resolution\s+(\d{3,4})")
_PARAGRAPH = re.compile(r"(\d+)\s*((?:\([a-z]+\))*)")


def paragraphs_in(text: str) -> frozenset[str]:
    """Return the paragraphs of resolutions that a text names, as `1970/15` or `2293/7(b)`."""
    return frozenset(
        f"{resolution}/{number}{letters}"
        for listed, resolution in _PARAGRAPHS.findall(text)
        for number, letters in _PARAGRAPH.findall(re.sub(r"\s+", "", listed.replace("and", ",")))
    )


@dataclass(frozen=True)
class _ListOfDataset:
    list_name: str
    dataset: str


_HAS_ENTRIES = (
    "MATCH (l:Statement:Listing {dataset: $dataset}) WHERE l.since <= $as_of "
    "AND NOT any(act IN $other_acts WHERE coalesce(l.reference, '') STARTS WITH act) "
    "AND (size($measures) = 0 OR size(coalesce(l.measures, [])) = 0 OR any(m IN $measures WHERE m IN l.measures)) "
    "RETURN l.id AS id LIMIT 1"
)
_LISTS = (
    "MATCH (l:Statement:Listing) WHERE l.since <= $as_of AND NOT l.dataset STARTS WITH 'ftm:' "
    "RETURN DISTINCT l.list AS list_name, l.dataset AS dataset ORDER BY list_name, dataset"
)
#: The programme of an entry: that to which the law joins its list type, else that under which it was loaded.
JOINED = "OPTIONAL MATCH (j:Law:Programme) WHERE (l.list + '/' + l.listType) IN coalesce(j.listTypes, []) "
_ENTRIES = (
    "UNWIND $ids AS id MATCH (e:Entity {id: id})<-[:ABOUT]-(l:Statement:Listing)-[:IN]->(r:Source) "
    f"WHERE l.since <= $as_of AND {not_withdrawn_in_cypher('l')} OPTIONAL MATCH (l)-[:UNDER]->(p:Law) "
    "OPTIONAL MATCH (l)-[:PART]->(a:Statement:Value) WHERE a.property IN ['act', 'amending act'] "
    "WITH e, l, r, p, a ORDER BY a.value WITH e, l, r, p, collect(DISTINCT a.value) AS acts "
    f"{JOINED}WITH e, l, r, p, acts, j ORDER BY j.id "
    "WITH e, l, r, p, acts, collect(j.id) AS joined, collect(j.name) AS joined_names "
    "RETURN e.id AS thing, labels(e) AS kinds, l.id AS id, l.dataset AS dataset, l.key AS key, l.list AS list_name, "
    "l.since AS since, CASE WHEN l.until > $as_of THEN $forever ELSE l.until END AS until, "
    "coalesce(l.digest, '') AS digest, coalesce(l.reference, '') AS reference, l.name AS name, "
    "coalesce(joined[0], p.id) AS programme, coalesce(joined_names[0], p.name) AS programme_name, "
    " l.listType AS list_type, l.entryType AS entry_type, "
    "coalesce(l.measures, []) AS measures, l.annex AS annex, l.reason AS reason, acts, l.comments AS comments, "
    "coalesce(l.onlyMeasures, []) AS only_measures, l.scope AS scope, "
    "l.listedOn AS listed_on, l.delistedOn AS delisted_on, l.locator AS locator, r.id AS source, r.name AS title "
    "ORDER BY thing, list_name, dataset, key, since, id, source DESC"
)
