"""What the log of loads says of files: which entities, publishers and reports each defined; and that some were purged.

A statement names its source, but that a file defines an entity is no statement. Without it nothing would tell an entity
that a purged report's file defined from one that another file defines.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from ..protocols import Transaction, typed
from ..writing import ids_there
from .target import Target


@dataclass(frozen=True)
class _Load:
    """A load of a file: the ids that the file defines, and from which day on."""

    defines: list[str]
    since: str


@dataclass(frozen=True)
class Definitions:
    """Ids that files define. `void`: by files alone all of whose reports are gone.

    `renewed` has the ids that such a file defines besides another one, with the day from which on that one does.
    """

    current: frozenset[str]
    void: frozenset[str]
    renewed: dict[str, str]


def definitions(tx: Transaction) -> Definitions:
    """Return what the files in the log define. A file whose reports are all gone counts no longer."""
    loads = typed(_Load, tx.run(_LOADS))
    reports = {id_ for load in loads for id_ in load.defines if id_.startswith("report:")}
    there = ids_there(tx, "Source", sorted(reports))
    current, void = dict[str, str](), set[str]()
    for load in loads:
        mine = reports.intersection(load.defines)
        if mine and not mine & there:
            void.update(load.defines)
        else:
            current |= dict.fromkeys(load.defines, load.since)
    renewed = {id_: since for id_, since in current.items() if id_ in void}
    return Definitions(frozenset(current), frozenset(void - current.keys()), renewed)


def note_definitions(tx: Transaction, load: str, ids: Iterable[str], since: str) -> None:
    """Note in the log which ids the file of a load defines, and from which ISO day on."""
    row = {"defines": sorted(set(ids)), "since": since}
    tx.run("MATCH (l:Meta {id: $id}) SET l += $row", {"id": load, "row": row})


def log_purge(tx: Transaction, target: Target, statements: int) -> None:
    """Write a purge into the log: what was purged, when, and how many statements it had."""
    now = datetime.now(UTC).isoformat(timespec="microseconds")
    counts = dict.fromkeys(("written", "unchanged", "rejected"), 0)
    row = {"id": f"load:{now}", "name": f"purge {target.id}", "at": now, "source": "purge", "file": target.id}
    tx.run("MERGE (l:Meta {id: $row.id}) SET l:Load SET l += $row", {"row": {**row, "read": statements, **counts}})


_LOADS = "MATCH (l:Meta:Load) WHERE l.defines IS NOT NULL RETURN l.defines AS defines, l.since AS since ORDER BY l.id"
