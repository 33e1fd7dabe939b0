"""What changed in data sets with editions between two days: added, amended property by property, removed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from ...graph.editions.record_version import LINK_KEY
from ...graph.store import Graph
from ...graph.writing import batches
from ...schema.dates import DayLike, day, known_by
from ...schema.errors import NotFound, SanctionsGraphError
from ...schema.near_names import no_such
from .list_changes import (
    COUNTS,
    AddedEntry,
    AmendedEntry,
    ChangeCounts,
    DatasetChanges,
    EditionRef,
    InterruptedEntry,
    ListChanges,
    PassingEntry,
    RemovedEntry,
    UnreadEntry,
)
from .versions import BOOKKEEPING, ListEdition, Version, around, bounds, differences, editions, runs


def changes(
    graph: Graph, since: DayLike, until: DayLike, *, list_name: str | None = None, as_of: DayLike | None = None
) -> ListChanges:
    """Return what changed between the editions that stood on two days, for each data set, or those of one list.

    `list_name` is the name of a list (UN, EU …) or of a data set. With an earlier `as_of` only the editions up to that
    day count, and `until` in the answer is that day. Raises NotFound for a list without editions.
    """
    since, until = day(since), min(day(until), known_by(as_of))
    if until < since:
        raise SanctionsGraphError(f"{until} is before {since}: give the earlier day first")
    by_dataset = editions(graph, until)
    lists: dict[str, list[str]] = defaultdict(list)
    for row in graph.read_as(_ListOf, _LISTS, as_of=until):
        lists[row.dataset].append(row.list_name)
    asked = [name for name in by_dataset if list_name is None or list_name.casefold() in _folded(name, *lists[name])]
    if list_name is not None and not by_dataset:
        raise NotFound(
            f"no list has an edition up to {until} in this graph: `sanctionsgraph fetch` and `load` bring one in."
        )
    if list_name is not None and not asked:
        names = sorted({*by_dataset, *(name for dataset in by_dataset for name in lists[dataset])})
        raise no_such(f"list or data set with an edition up to {until}:", list_name, names)
    datasets = tuple(_compared(graph, by_dataset[name], lists[name], since, until) for name in asked)
    totals = {count: sum(getattr(dataset.counts, count) for dataset in datasets) for count in COUNTS}
    return ListChanges(since, until, list_name, datasets, ChangeCounts(**totals))


def _folded(*names: str) -> set[str]:
    return {name.casefold() for name in names}


def _compared(
    graph: Graph, of_dataset: Sequence[ListEdition], lists: Sequence[str], since: str, until: str
) -> DatasetChanges:
    before, after = around(of_dataset, since)[0], around(of_dataset, until)[0]
    dataset = of_dataset[0].dataset
    if after is None or before is None:
        note = f"no edition in this graph stood on {since}; the first is of {of_dataset[0].date}: nothing is compared"
        return DatasetChanges(dataset, lists, _ref(before), _ref(after), [], notes=(note,))
    moves = _Moves(graph, of_dataset, before, after, since, until)
    unread = {
        key: ", ".join(e.date for e in (before, after) if key in e.unread)
        for key in sorted({*before.unread, *after.unread})
    }
    changed = DatasetChanges(
        dataset,
        lists,
        _ref(before),
        _ref(after),
        editions=[e.date for e in of_dataset if e.date >= before.date],
        added=tuple(moves.added),
        amended=tuple(moves.amended),
        removed=tuple(moves.removed),
        passing=tuple(moves.passing),
        interrupted=tuple(moves.interrupted),
        unknown=tuple(
            UnreadEntry(key, f"it could not be read in the edition of {which}") for key, which in unread.items()
        ),
        notes=tuple(_notes(before, after)),
    )
    return replace(changed, counts=_counts(graph, changed, since, until))


def _ref(edition: ListEdition | None) -> EditionRef | None:
    return EditionRef(edition.id, edition.date, edition.name, edition.rejected) if edition else None


def _notes(before: ListEdition, after: ListEdition) -> list[str]:
    notes = [
        f"{e.rejected} records of the edition of {e.date} could not be read" for e in (before, after) if e.rejected
    ]
    if before.date == after.date:
        notes.append(f"one edition stood on both days, that of {after.date}")
    return notes


class _Moves:
    """What became of the records of a data set that began or ended between two days."""

    def __init__(
        self,
        graph: Graph,
        editions: Sequence[ListEdition],
        before: ListEdition,
        after: ListEdition,
        since: str,
        until: str,
    ) -> None:
        self._editions = editions
        self.added: list[AddedEntry] = []
        self.passing: list[PassingEntry] = []
        self.removed: list[RemovedEntry] = []
        self.interrupted: list[InterruptedEntry] = []
        by_key = _touched(graph, before.dataset, since, until)
        for key in {*before.unread, *after.unread}:
            by_key.pop(key, None)
        self._earlier = {row.key for row in graph.read_as(_Key, _EARLIER, dataset=before.dataset, since=since)}
        self._about = _about(graph, (version.id for versions in by_key.values() for version in versions))
        amended = []
        for _, versions in sorted(by_key.items()):
            old = next((v for v in versions if v.stood(since)), None)
            new = next((v for v in versions if v.stood(until)), None)
            last = max(versions, key=lambda v: v.since)
            if old and new:
                self.interrupted += [self._interruption(a[-1], b[0]) for a, b in pairwise(runs(versions))]
                if old.digest != new.digest:
                    amended.append((old, new))
            elif new:
                self.added.append(self._addition(versions, new))
            elif old:
                self.removed.append(self._removal(last))
            else:
                bounded = bounds(self._editions, last)
                self.passing.append(PassingEntry(**vars(self._addition(versions, last)), **vars(bounded)))
        self.amended = list(self._amendments(graph, amended))

    def _addition(self, versions: list[Version], new: Version) -> AddedEntry:
        unbroken = runs(versions)
        first = next(run for run in unbroken if new in run)[0]
        without = [e.date for e in self._editions if e.date < first.since and new.key not in e.unread]
        added_after, about = without[-1] if without else None, self._of(new)
        listed_on = about.listed_on
        return AddedEntry(
            *(new.key, new.name, new.id),
            added_after=added_after,
            added_before=first.since,
            came_back=new.key in self._earlier or unbroken[0][0] is not first,
            id=about.id,
            listed_on=listed_on,
            dated_back=bool(listed_on and added_after and listed_on < added_after[: len(listed_on)]),
        )

    def _removal(self, last: Version) -> RemovedEntry:
        bounded, about = bounds(self._editions, last), self._of(last)
        return RemovedEntry(last.key, last.name, last.id, **vars(bounded), id=about.id, listed_on=about.listed_on)

    def _interruption(self, last: Version, back: Version) -> InterruptedEntry:
        bounded, about = bounds(self._editions, last), self._of(back)
        listed_on = about.listed_on
        return InterruptedEntry(
            *(last.key, back.name, back.id), **vars(bounded), id=about.id, listed_on=listed_on, back=back.since
        )

    def _amendments(self, graph: Graph, pairs: Sequence[tuple[Version, Version]]) -> Iterator[AmendedEntry]:
        changed = differences(graph, ((old.id, new.id) for old, new in pairs))
        for old, new in pairs:
            if of_pair := tuple(changed[old.id, new.id]):
                about, bookkeeping = self._of(new), all(change.property in BOOKKEEPING for change in of_pair)
                ids = {"id": about.id, "listed_on": about.listed_on}
                yield AmendedEntry(new.key, new.name, old.id, new.id, bookkeeping, of_pair, **ids)

    def _of(self, version: Version) -> _About:
        return self._about.get(version.id, _About(version.id, None, None))


def _touched(graph: Graph, dataset: str, since: str, until: str) -> dict[str, list[Version]]:
    """Return the versions that begin or end between the days, by key: no other record can have changed."""
    by_key: dict[str, list[Version]] = defaultdict(list)
    for version in graph.read_as(Version, _TOUCHED, dataset=dataset, since=since, until=until):
        by_key[version.key].append(version)
    return by_key


def _about(graph: Graph, records: Iterable[str]) -> dict[str, _About]:
    rows = (row for batch in batches(sorted(records)) for row in graph.read_as(_About, _ABOUT, ids=batch))
    return {row.record: row for row in rows}


def _counts(graph: Graph, changed: DatasetChanges, since: str, until: str) -> ChangeCounts:
    def number_of(on: str, cypher: str = _STANDING, **parameters: Any) -> int:
        (row,) = graph.read_as(_Number, cypher, dataset=changed.dataset, on=on, **parameters)
        return row.n

    after, unread = number_of(until), number_of(until, _UNREAD, keys=[entry.key for entry in changed.unknown])
    return ChangeCounts(
        before=number_of(since),
        after=after,
        added=len(changed.added),
        amended=len(changed.amended),
        removed=len(changed.removed),
        unchanged=after - len(changed.added) - len(changed.amended) - unread,
        bookkeeping=sum(entry.bookkeeping for entry in changed.amended),
        unknown=len(changed.unknown),
    )


@dataclass(frozen=True)
class _About:
    """The entity that a record is about, and the day that the list states."""

    record: str
    listed_on: str | None
    id: str | None


@dataclass(frozen=True)
class _ListOf:
    dataset: str
    list_name: str


@dataclass(frozen=True)
class _Key:
    key: str


@dataclass(frozen=True)
class _Number:
    n: int


_LISTS = (
    "MATCH (l:Statement:Listing) WHERE l.since <= $as_of "
    "RETURN DISTINCT l.dataset AS dataset, l.list AS list_name ORDER BY dataset, list_name"
)
#: Records of a data set that are its entries: a link between two follows from what they say.
_ENTRIES = f"MATCH (r:Statement {{dataset: $dataset}}) WHERE r:Record AND NOT r.key STARTS WITH '{LINK_KEY}' AND "
_TOUCHED = (
    f"{_ENTRIES}((r.since > $since AND r.since <= $until) "
    "OR (r.until > $since AND r.until <= $until)) RETURN r.id AS id, r.key AS key, r.since AS since, "
    "r.until AS until, r.digest AS digest, r.name AS name ORDER BY key, since"
)
_EARLIER = f"{_ENTRIES}r.until <= $since RETURN DISTINCT r.key AS key"
_STANDING = f"{_ENTRIES}r.since <= $on AND $on < r.until RETURN count(r) AS n"
_UNREAD = (
    "MATCH (r:Statement {dataset: $dataset}) WHERE r:Record AND r.key IN $keys AND r.since <= $on AND $on < r.until "
    "RETURN count(r) AS n"
)
_ABOUT = (
    "UNWIND $ids AS record MATCH (r:Statement {id: record})-[role]->(e:Entity) "
    "WHERE type(role) IN ['ABOUT', 'HOLDER', 'SUBJECT', 'MEMBER'] "
    "RETURN record, r.listedOn AS listed_on, min(e.id) AS id"
)
