"""A list is a sequence of editions; the graph keeps each version of a record once, with its interval.

The result is a function of which editions were loaded, not of their order: a record's versions are the
maximal runs of editions in which it reads the same. `since` is the first edition of a run, `until` the
first edition after it in which the record is gone or reads otherwise.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from ...schema.dates import FOREVER, days_between
from ...schema.entities import Entity
from ...schema.errors import InputError
from ...schema.node import Node
from ...schema.sources import Edition
from ...schema.statements import Record
from ..identity.links import canonical_ids, redirect_links
from ..identity.naming import Named, mentions, merge_entities, missing_stubs, named_by_decision
from ..load_report import LoadReport
from ..node_row import NodeRow
from ..protocols import Transaction, typed
from ..watched import about_to_change, written
from ..writing import BATCH, batches, cut_links, delete_nodes, flush_staged, read_rows, write_new, write_nodes
from .licences import licensed
from .record_version import LINK_KEY, RecordVersion, Run, edition_id, edition_of, record_id
from .withdrawn import refuse_withdrawn_list

#: An edition that lacks more than a tenth of what stood for each year since the edition before it, in all more than
#: half, is refused; not for fewer than three records.
SHRINK, SHRINK_MOST, SHRINK_LEAST = 0.1, 0.5, 3
#: So many records of an edition are kept as they are until they are written; those after them are packed.
UNPACKED = 10_000


def insert(runs: list[Run], dates: list[str], date: str, digest: str | None) -> list[Run]:
    """Return the runs of one record after one more edition, dated `date`, in which it has `digest` (None: not in it).

    `dates` are those of all editions before, sorted, without `date`.
    """
    if not dates:
        return [Run(date, FOREVER, digest)] if digest else []
    states: list[tuple[str, str | None]] = []
    for day in sorted([*dates, date]):
        here = next((run.digest for run in runs if run.since <= day < run.until), None)
        states.append((day, digest if day == date else here))
    return _grouped(states)


def without(runs: list[Run], dates: list[str], date: str) -> list[Run]:
    """Return the runs of one record as they would be without the edition of a day; `dates` are those of all, sorted."""
    return _grouped(
        [
            (day, next((run.digest for run in runs if run.since <= day < run.until), None))
            for day in dates
            if day != date
        ]
    )


def _grouped(states: list[tuple[str, str | None]]) -> list[Run]:
    """Return the runs of a record from what each edition says of it, by day in order."""
    days = [day for day, _ in states]
    runs: list[Run] = []
    for state, group in groupby(states, key=lambda pair: pair[1]):
        inside = [day for day, _ in group]
        if state is not None:
            after = bisect_left(days, inside[-1]) + 1
            runs.append(Run(inside[0], days[after] if after < len(days) else FOREVER, state))
    return runs


@dataclass(frozen=True)
class _LoadedEdition:
    """An edition that the graph has: its digest, the keys of which nothing could be read, how many were rejected."""

    id: str
    date: str
    digest: str
    unread: list[str]
    unread_under: list[str]
    rejected: int


@dataclass(slots=True)
class _StoredRun:
    key: str
    id: str
    until: str
    digest: str


def load_edition(
    tx: Transaction,
    edition: Edition,
    records: Iterable[Record | RecordVersion],
    entities: Iterable[Entity | Named],
    stubs: Iterable[Node],
    account: LoadReport,
    allow_shrink: bool = True,
    replaceable: bool = False,
) -> None:
    """Write one edition into the graph. `records` come without id, since and until; keys are distinct.

    `entities` are those that the records mention; `stubs` other nodes that they link to, written only
    where they are missing. Counts go to `account`. Raises InputError where an edition of that date is
    already there with other content and is not `replaceable`; and, unless `allow_shrink`, where it lacks more than
    a tenth of the records that stood until then (for each year since): it may be a part of a list.
    """
    dataset, date = edition.dataset, edition.date
    refuse_withdrawn_list(tx, dataset, account.file)
    same_as = canonical_ids(tx)
    versions = (r if isinstance(r, RecordVersion) else RecordVersion.of(r) for r in records)
    new = {v.key: v if number < UNPACKED else v.pack() for number, v in enumerate(versions)}
    whole = digest_of({key: version.digest for key, version in new.items()}, edition)
    editions = {row.date: row for row in typed(_LoadedEdition, tx.run(_EDITIONS, {"dataset": dataset}))}
    # What an incomplete edition of this date said is replaced by what this one says.
    if (earlier := editions.pop(date, None)) and earlier.digest != whole and not earlier.rejected and not replaceable:
        raise InputError(
            account.file,
            f"the graph already has an edition of {dataset} dated {date} that reads otherwise",
            "Give the right date with --edition, or build the graph again with the edition that is right.",
        )
    if earlier and earlier.digest == whole:
        account.unchanged += sum(version.counted for version in new.values())
        if edition.dated is None:
            tx.run("MATCH (e:Source:Edition {id: $id}) REMOVE e.dated", {"id": earlier.id})
        return
    stored = runs_of(tx, dataset)
    dates = sorted(editions)
    _widen_unread(tx, editions.values(), new.keys() - stored.keys())
    lacking = [key for key in stored.keys() - new.keys() if key.startswith(tuple(edition.unreadUnder))]
    edition = edition.model_copy(update={"unread": sorted({*edition.unread, *lacking})})
    if not allow_shrink:
        before = max((day for day in dates if day < date), default=date)
        refuse_shrinking(account, edition, 1 + days_between(before, date) // 366, stored, new.keys())
    tx.expect(sum(1 for key, version in new.items() if version.digest not in _digests(stored.get(key, []))))
    write_entities(tx, dataset, date, dates, entities, same_as)
    write_nodes(tx, missing_stubs(tx, stubs, same_as))
    cut_links(tx, "Source", [edition.id])
    write_new(tx, [NodeRow.of(licensed(edition).model_copy(update={"digest": whole}))])
    _write_records(tx, edition, new, stored, editions, same_as, account)


def _write_records(
    tx: Transaction,
    edition: Edition,
    new: dict[str, RecordVersion],
    stored: dict[str, list[Run]],
    editions: dict[str, _LoadedEdition],
    same_as: dict[str, str],
    account: LoadReport,
) -> None:
    """Write what the edition changes of the records, and count it. `editions` are the others that the graph has."""
    dataset, date = edition.dataset, edition.date
    unread = {day: set(other.unread) for day, other in editions.items()}
    changes, fresh = Changes(dataset, same_as), list[NodeRow]()
    silent = set(edition.unread)
    for key in sorted({*stored, *new}):
        if key in silent:
            continue
        # Packed rows are let go as they are written.
        runs, version = stored.get(key, []), new.pop(key, None)
        read = [day for day in sorted(editions) if key not in unread[day]]
        if not runs and version:
            until = next((day for day in read if day > date), FOREVER)
            fresh += version.version(dataset, Run(date, until, version.digest))
            account.written += version.counted
            # Nothing of what is new depends on what is stored, so it is not kept until the end.
            if len(fresh) >= BATCH:
                _write_versions(tx, fresh, same_as)
                fresh = []
            continue
        covering = next((run for run in runs if run.since <= date < run.until), None)
        if covering and version and covering.digest == version.digest:
            account.unchanged += version.counted
            continue
        if covering is None and version is None:
            continue
        changes.add(key, runs, insert(runs, read, date, version.digest if version else None), version)
        if version:
            account.written += version.counted
        else:
            account.ended += not key.startswith(LINK_KEY)
    changes.apply(tx, fresh)
    flush_staged(tx)


def runs_of(tx: Transaction, dataset: str) -> dict[str, list[Run]]:
    """Return the versions of each record of a data set that the graph has, in their order, by key."""
    runs: dict[str, list[Run]] = defaultdict(list)
    for row in typed(_StoredRun, tx.run(_RUNS, {"dataset": dataset})):
        # A statement may stand since before the edition that has it; its id bears the edition.
        runs[row.key].append(Run(edition_of(row.id), row.until, row.digest))
    return {key: sorted(of_key) for key, of_key in runs.items()}


def _widen_unread(tx: Transaction, editions: Iterable[_LoadedEdition], keys: Iterable[str]) -> None:
    """Add keys that are new to a data set to what is unread in editions that may have had them."""
    keys = sorted(keys)
    for edition in editions:
        lacking = [key for key in keys if key.startswith(tuple(edition.unread_under))]
        if lacking:
            edition.unread[:] = sorted({*edition.unread, *lacking})
            query = "MATCH (e:Source:Edition {id: $id}) SET e.unread = $unread"
            tx.run(query, {"id": edition.id, "unread": edition.unread})


def refuse_shrinking(
    account: LoadReport, edition: Edition, years: int, standing: dict[str, list[Run]], keys: Collection[str]
) -> None:
    """Raise InputError for an edition that lacks too many of the records that stood, by the years since then.

    `standing` are the versions of the records by key, `keys` those of the edition.
    """
    stood = [
        key
        for key, runs in standing.items()
        if not key.startswith(LINK_KEY) and any(run.since <= edition.date < run.until for run in runs)
    ]
    silent = set(edition.unread)
    lost = sum(key not in keys and key not in silent for key in stood)
    if lost >= SHRINK_LEAST and lost > min(SHRINK * years, SHRINK_MOST) * len(stood):
        raise InputError(
            account.file,
            f"{lost} of the {len(stood)} records that stood in {edition.dataset} until {edition.date} are not in it: "
            "it may be a part of the list",
            "Fetch it again; or, if so many are gone, load it with --allow-shrink.",
        )


def digest_of(digests: dict[str, str], edition: Edition) -> str:
    """Return the digest of an edition: those of its records by key, and the keys that could not be read."""
    content = [
        *(f"{key}={digest};" for key, digest in digests.items()),
        *(f"{key}?" for key in edition.unread),
        *(f"{prefix}*?" for prefix in edition.unreadUnder),
    ]
    return hashlib.blake2b("".join(sorted(content)).encode(), digest_size=12).hexdigest()


def _write_versions(tx: Transaction, rows: list[NodeRow], same_as: dict[str, str]) -> None:
    """Write new versions and their parts."""
    redirect_links(rows, same_as)
    write_new(tx, rows)


def _digests(runs: list[Run]) -> list[str]:
    return [run.digest for run in runs]


class Changes:
    """Versions to end, to copy under another interval, to write anew and to drop."""

    def __init__(self, dataset: str, same_as: dict[str, str]) -> None:
        self._dataset = dataset
        self._same_as = same_as
        self._written: list[NodeRow] = []
        self._until: list[dict[str, str]] = []
        self._copies: list[tuple[str, str, str]] = []
        self._dropped: list[str] = []

    def add(self, key: str, before: list[Run], after: list[Run], version: RecordVersion | None) -> None:
        """Note what leads from the runs before to the runs after; `version` is that of the new edition."""
        old = {run.since: run for run in before}
        kept = set()
        for run in after:
            id_ = record_id(self._dataset, key, run.since)
            same = old.get(run.since)
            if same and same.digest == run.digest:
                kept.add(run.since)
                if same.until != run.until:
                    self._until.append({"id": id_, "until": run.until})
            elif version is not None and run.digest == version.digest:
                self._written += version.version(self._dataset, run)
            else:
                origin = next(r for r in before if r.digest == run.digest)
                self._copies.append((record_id(self._dataset, key, origin.since), run.since, run.until))
        self._dropped += [record_id(self._dataset, key, r.since) for r in before if r.since not in kept]

    def apply(self, tx: Transaction, fresh: Sequence[NodeRow] = ()) -> None:
        """Write the changes, and `fresh` with them. Copies are read first: what they copy may be dropped."""
        origins = read_rows(tx, "Statement", {origin for origin, _, _ in self._copies})
        copies = [self._copy(origins[origin], since, until) for origin, since, until in self._copies]
        stale = read_rows(tx, "Statement", self._dropped) if self._dropped else {}
        delete_nodes(tx, "Statement", self._dropped)
        _write_versions(tx, [*fresh, *self._written, *copies], self._same_as)
        ended = [row["id"] for row in self._until]
        about_to_change(tx, ("Statement",), ended)
        for batch in batches(self._until):
            tx.run(
                "UNWIND $rows AS row MATCH (s:Statement {id: row.id}) SET s.until = row.until",
                {"rows": batch},
            )
        written(tx, ("Statement",), ended)
        if stale:
            flush_staged(tx)
        parts = {end for row in stale.values() for type_, _, end in row.links if type_ == "PART"}
        for ids in batches(sorted(parts)):
            orphans = tx.run(
                "UNWIND $ids AS id MATCH (p:Statement {id: id}) WHERE NOT (p)<-[:PART]-() RETURN p.id AS id",
                {"ids": ids},
            )
            delete_nodes(tx, "Statement", [row["id"] for row in orphans])

    def _copy(self, origin: NodeRow, since: str, until: str) -> NodeRow:
        key = str(origin.properties["key"])
        properties = {
            **origin.properties,
            "id": record_id(self._dataset, key, since),
            "since": since,
            "until": until,
        }
        own = edition_id(self._dataset, since)
        links = [(t, f, own if t == "IN" and i.startswith("edition:") else i) for t, f, i in origin.links]
        return NodeRow(origin.labels, properties, links)


def write_entities(
    tx: Transaction,
    dataset: str,
    date: str,
    dates: list[str],
    entities: Iterable[Entity | Named],
    same_as: dict[str, str],
) -> None:
    """Write the entities of an edition; `dates` are those of the data set's other editions."""

    def may_name(ids: list[str]) -> set[str]:
        decided = named_by_decision(tx, ids)
        mentions_of = mentions(tx, ids, same_as)
        ours = set()
        for id_ in set(ids) - decided:
            ends = [mention.until for mention in mentions_of[id_] if mention.dataset == dataset]
            last = max((day for day in dates for until in ends if day < until), default="")
            if date >= last and not any(mention.dataset < dataset for mention in mentions_of[id_]):
                ours.add(id_)
        return ours

    merge_entities(tx, entities, may_name, same_as)


_EDITIONS = (
    "MATCH (e:Source:Edition {dataset: $dataset}) "
    "RETURN e.id AS id, e.date AS date, coalesce(e.unreadUnder, []) AS unread_under, "
    "e.digest AS digest, coalesce(e.unread, []) AS unread, "
    "coalesce(e.rejected, 0) AS rejected"
)
_RUNS = (
    "MATCH (r:Statement {dataset: $dataset}) WHERE r:Record OR r:Claim "
    "RETURN r.key AS key, r.id AS id, r.until AS until, r.digest AS digest"
)
