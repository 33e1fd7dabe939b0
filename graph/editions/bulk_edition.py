"""The first edition of a data set, written chunk by chunk while its file is still being read.

Nothing of such an edition depends on stored versions, so its records need not be read together. The reader prepares
each chunk as plain values, which can go from one process to another; a link whose end has not been read yet waits for
the end. The graph is the one that `load_edition` makes, row by row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from ...schema.dates import FOREVER
from ...schema.entities import Entity
from ...schema.node import Node, Value
from ...schema.sources import Edition
from ..identity.links import redirect_links
from ..identity.naming import Named, missing_stubs
from ..node_row import Ends, NodeRow
from ..protocols import RowReader, Transaction
from ..watched import written
from ..writing import Direct, flush_staged, ids_there, write_links, write_new, write_nodes
from .editions import write_entities
from .licences import licensed
from .record_version import RecordVersion, record_id

#: Rows of a statement, by what they have in common.
Grouped = dict[tuple[str, ...], list[dict[str, Any]]]
Pairs = dict[tuple[str, str, str], list[tuple[str, str]]]


class NotBulkLoadable(Exception):
    """The edition cannot be written chunk by chunk; as a whole it may be."""


@dataclass
class EditionChunk:
    """Some records of an edition, as rows of statements."""

    #: By kind: `id`, `name`, `names`, `nameKeys`.
    things: Grouped = field(default_factory=lambda: defaultdict(list))
    #: By labels and by what the first link of each type leads to: properties, without those that all records of the
    #: edition share, and the ends of those links as `to0`, `to1` and so on.
    records: dict[tuple[tuple[str, ...], Ends], list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    #: By labels: properties.
    parts: Grouped = field(default_factory=lambda: defaultdict(list))
    #: By label, type and label: pairs of ids.
    links: Pairs = field(default_factory=lambda: defaultdict(list))
    #: How many records.
    size: int = 0

    def add(
        self, dataset: str, date: str, version: RecordVersion, things: Iterable[Entity | Named], same_as: dict[str, str]
    ) -> None:
        """Add a record, whose rows the chunk may change, and the entities that it mentions."""
        for thing in things:
            named = {"id": thing.id, "name": thing.name, "names": thing.names, "nameKeys": thing.nameKeys}
            self.things[thing.kind,].append(named)
        rows = version.rows()
        redirect_links(rows, same_as)
        record, *parts = rows
        properties = record.properties
        del properties["dataset"]
        properties |= {"id": record_id(dataset, version.key, date), "digest": version.digest}
        first: dict[str, str] = {}
        for type_, family, end in dict.fromkeys(record.links):
            if type_ in first:
                self.links[record.labels[0], type_, family].append((record.id, end))
            else:
                properties[f"to{len(first)}"] = end
                first[type_] = family
        self.records[record.labels, tuple(first.items())].append(properties)
        for part in parts:
            self.parts[part.labels].append(part.properties)
            for type_, family, end in dict.fromkeys(part.links):
                self.links[part.labels[0], type_, family].append((part.id, end))
        self.size += 1

    def plain(self) -> tuple[Any, ...]:
        """Return its values, of which `EditionChunk(*plain)` makes a chunk again."""
        return dict(self.things), dict(self.records), dict(self.parts), dict(self.links), self.size


def holds(reader: RowReader, dataset: str) -> bool:
    """Return whether the graph has anything of a data set."""
    queries = (f"MATCH (n:{family} {{dataset: $id}}) RETURN n.id AS id LIMIT 1" for family in ("Statement", "Source"))
    return any(reader.run(query, {"id": dataset}) for query in queries)


class BulkEdition:
    """Writes the chunks of one edition. Raises NotBulkLoadable where the graph has something of its data set."""

    def __init__(self, tx: Transaction, edition: Edition, same_as: dict[str, str]) -> None:
        dataset = edition.dataset
        if holds(tx, dataset):
            raise NotBulkLoadable
        self._tx, self._edition, self._same_as = tx, edition, same_as
        self._into = tx.stage or Direct(tx)
        self._joined = {*same_as, *same_as.values()}
        #: Entities that links can lead to.
        self._there: set[str] = set()
        self._waiting: Pairs = defaultdict(list)
        self._shared: dict[str, Value] = {"dataset": dataset, "since": edition.date, "until": FOREVER}
        self._occupied = {f: bool(tx.run(f"MATCH (n:{f}) RETURN n.id AS id LIMIT 1")) for f in ("Entity", "Statement")}
        write_new(tx, [NodeRow.of(licensed(edition))])

    def write(self, chunk: EditionChunk) -> None:
        """Write one chunk."""
        for (kind,), rows in chunk.things.items():
            self._write_things(kind, rows)
        for labels, rows in chunk.parts.items():
            self._refuse_stored(labels[0], rows)
            self._into.create_nodes(labels, rows)
        for (labels, ends), rows in chunk.records.items():
            self._write_records(labels, rows, ends)
        for link, pairs in chunk.links.items():
            ready = pairs
            if link[2] == "Entity":
                ready = [pair for pair in pairs if pair[1] in self._there]
                if len(ready) < len(pairs):
                    self._waiting[link] += [pair for pair in pairs if pair[1] not in self._there]
            self._into.create_links(*link, ready)

    def close(self, edition: Edition, stubs: Iterable[Node]) -> None:
        """Write the links that had to wait, and the edition with its final properties."""
        write_nodes(self._tx, missing_stubs(self._tx, stubs, self._same_as))
        for link, pairs in self._waiting.items():
            self._into.create_links(*link, pairs)
        flush_staged(self._tx)
        row = NodeRow.of(licensed(edition))
        write_nodes(self._tx, [row])
        write_links(self._tx, [row])

    def _write_things(self, kind: str, rows: list[dict[str, Any]]) -> None:
        ids = [row["id"] for row in rows]
        self._there.update(ids)
        stored = self._stored("Entity", rows) | self._joined.intersection(ids)
        if stored:
            named = [Named(kind=kind, **row) for row in rows if row["id"] in stored]
            write_entities(self._tx, self._edition.dataset, self._edition.date, [], named, self._same_as)
            self._there -= self._joined
            rows = [row for row in rows if row["id"] not in stored]
        if rows:
            self._into.create_nodes(Named(kind=kind, **rows[0]).all_labels(), rows)

    def _write_records(self, labels: tuple[str, ...], rows: list[dict[str, Any]], ends: Ends) -> None:
        """Create records in the edition, each with its first links, unless the end of one has not been read yet."""
        self._refuse_stored(labels[0], rows)
        written(self._tx, labels, [row["id"] for row in rows])
        things = [f"to{n}" for n, (_, family) in enumerate(ends) if family == "Entity"]
        ready, early = list[dict[str, Any]](), list[dict[str, Any]]()
        for row in rows:
            (ready if all(row[to] in self._there for to in things) else early).append(row)
        if ready:
            self._into.create_nodes(labels, ready, self._shared, self._edition.id, ends)
        for n, (type_, family) in enumerate(ends):
            self._waiting[labels[0], type_, family] += [(row["id"], row.pop(f"to{n}")) for row in early]
        if early:
            self._into.create_nodes(labels, early, self._shared, self._edition.id)

    def _refuse_stored(self, family: str, rows: list[dict[str, Any]]) -> None:
        if self._stored(family, rows):
            raise NotBulkLoadable

    def _stored(self, family: str, rows: list[dict[str, Any]]) -> set[str]:
        """Return the ids that the graph had before; of a family that it had nothing of it is not asked."""
        return ids_there(self._tx, family, [row["id"] for row in rows]) if self._occupied[family] else set()
