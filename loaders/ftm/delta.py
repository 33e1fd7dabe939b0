"""Deltas of a data set: the edition of a day is the one before it, changed by operations.

A delta speaks of the entities in it and of no others. Its edition is marked with its version; several versions of one
day are one edition, the day's last, because `since` and `until` are days. Deltas are brought in by their order, each
on top of the edition before it: what a delta does not speak of is as it was there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ...graph.editions.editions import Changes, digest_of, insert, runs_of, write_entities
from ...graph.editions.licences import licensed
from ...graph.editions.record_version import Run
from ...graph.editions.withdrawn import refuse_withdrawn_list
from ...graph.identity.links import canonical_ids
from ...graph.identity.naming import missing_stubs
from ...graph.load_report import LoadReport
from ...graph.node_row import NodeRow
from ...graph.protocols import Transaction
from ...graph.store import Graph
from ...graph.writing import write_nodes
from ...schema.countries import PREFIX
from ...schema.errors import InputError
from ...schema.node import Node
from ...schema.sources import Edition
from ..common.load import Rows, close


@dataclass
class Change:
    """One delta: its edition, what it adds or changes (`added`: keys under ADD), and what it takes
    away, with places.
    """

    file: str
    edition: Edition
    rows: Rows
    stubs: list[Node]
    gone: dict[str, str]
    added: set[str]

    @property
    def mark(self) -> str:
        """By which deltas and editions follow each other."""
        return mark(self.edition.version, self.edition.date)


def mark(version: str | None, date: str) -> str:
    """A version, or the day where there is none, in a form that sorts."""
    return version or date.replace("-", "")


def load_deltas(
    graph: Graph, changes: Iterable[Change], account: LoadReport, missing: Iterable[str] = ()
) -> LoadReport:
    """Bring deltas into the graph in their order, all or none. `missing` are versions that are listed, not there.

    Those that the graph has already are unchanged. Raises InputError where there is no edition to change, where one
    in between is missing, and where the graph has a later edition that was made without this delta.
    """
    with graph.writing() as tx:
        for change in sorted(changes, key=lambda change: change.mark):
            _bring(tx, change, account, missing)
            account.edition = change.edition.date
        close(tx, account)
    return account


def _bring(tx: Transaction, change: Change, account: LoadReport, missing: Iterable[str]) -> None:
    """One delta on top of the newest edition."""
    refuse_withdrawn_list(tx, change.edition.dataset, change.file)
    dataset, date = change.edition.dataset, change.edition.date
    editions = tx.run(_EDITIONS, {"dataset": dataset})
    if not any(row["date"] <= date for row in editions):
        raise InputError(
            change.file,
            f"a delta of {dataset}, and the graph has no edition of it up to {date}",
            "Load the whole file that it changes first; NAME@VERSION with --edition gives both the same name.",
        )
    newest = max(mark(row["version"], row["date"]) for row in editions)
    if change.mark <= newest and not (change.edition.version is None and change.mark == newest):
        if not any(row["date"] == date and mark(row["version"], date) >= change.mark for row in editions):
            raise InputError(
                change.file,
                f"the graph has {dataset} as of {newest}, which was made without this delta of {change.mark}",
                "Build the graph again with all deltas in order, or load the whole file of that version.",
            )
        account.unchanged += len(change.rows.records) + len(change.gone)
        return
    between = sorted(version for version in missing if newest < version < change.mark)
    if between:
        raise InputError(change.file, f"the delta before it is missing: {between[0]}", "Fetch it beside the others.")
    _apply(tx, change, editions, account)


def _apply(tx: Transaction, change: Change, editions: list[dict[str, Any]], account: LoadReport) -> None:
    dataset, date = change.edition.dataset, change.edition.date
    same_as = canonical_ids(tx)
    changed = {record.key: record for record in change.rows.records}
    stored = runs_of(tx, dataset)
    dates = sorted(row["date"] for row in editions)
    unread = {row["date"]: set(row["unread"] or []) for row in editions}
    state = {key: run.digest for key, runs in stored.items() for run in runs if run.since <= date < run.until}
    before = dict(state)

    written = _Written(dataset, date, [day for day in dates if day != date], unread, Changes(dataset, same_as))
    for key, record in sorted(changed.items()):
        if state.get(key) == record.digest:
            account.unchanged += 1
            continue
        written.add(key, stored.get(key, []), record.digest, record)
        state[key] = record.digest
        account.written += 1
    for key, place in sorted(change.gone.items()):
        if key in state:
            written.add(key, stored[key], None, None)
            del state[key]
            account.written += 1
            account.ended += 1
        elif key in stored:
            account.unchanged += 1
        else:
            account.reject(place, f"DEL of an entity that {dataset} never had", key)
    if change.edition.version is None and any(row["date"] == date for row in editions) and state != before:
        raise InputError(
            change.file,
            f"the graph already has an edition of {dataset} dated {date} that reads otherwise",
            "Say which came later: --edition NAME@VERSION, such as sanctions@20240527194702-wnk.",
        )
    modified = sum(key not in before and key not in change.added for key in changed)
    if modified:
        account.notes.append(f"{change.mark}: {modified} MOD of entities that were not there, taken as ADD")
    again = sum(key in before for key in change.added)
    if again:
        account.notes.append(f"{change.mark}: {again} ADD of entities that were there, taken as MOD")

    tx.expect(account.written)
    write_entities(tx, dataset, date, written.dates, change.rows.entities, same_as)
    stubs = missing_stubs(tx, change.stubs, same_as)
    if untold := sum(not stub.id.startswith(PREFIX) for stub in stubs):
        account.notes.append(f"{change.mark}: entities that are referred to and that nothing tells of: {untold:,}")
    here = next((row for row in editions if row["date"] == date), None)
    update: dict[str, Any] = {"digest": digest_of(state, change.edition)}
    if here:
        update["lastSeen"] = sorted({*(here["lastSeen"] or []), *change.edition.lastSeen})
    write_nodes(tx, [*stubs, NodeRow.of(licensed(change.edition).model_copy(update=update))])
    written.changes.apply(tx)


@dataclass
class _Written:
    """What leads from the editions before to the one that a delta makes."""

    dataset: str
    date: str
    dates: list[str]
    unread: dict[str, set[str]]
    changes: Changes

    def add(self, key: str, runs: list[Run], says: str | None, record: Any) -> None:
        """An entity that reads otherwise from this edition on, or is in it no more."""
        known_dates = [day for day in self.dates if key not in self.unread[day]]
        self.changes.add(key, runs, insert(runs, known_dates, self.date, says), record)


_EDITIONS = (
    "MATCH (e:Source:Edition {dataset: $dataset}) RETURN e.date AS date, e.version AS version, "
    "e.unread AS unread, e.lastSeen AS lastSeen ORDER BY date"
)
