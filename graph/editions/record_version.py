"""A version of a record: what an entry of an edition says, under which id, and in which interval it stood."""

from __future__ import annotations

import hashlib
import marshal
from dataclasses import dataclass
from typing import NamedTuple

from ...schema.node import Value
from ...schema.statements import Record
from ..node_row import Link, NodeRow
from ..writing import flat


class Run(NamedTuple):
    """A version of a record: the interval in which it stood, and what tells it from others."""

    since: str
    until: str
    digest: str


@dataclass(slots=True)
class RecordVersion:
    """What a record says, as it is stored: its row without id and interval, and its parts.

    A loader of many records may give these instead of models, which take three times as long to make and read. Who
    keeps them until they are written packs them, or half a million records would fill the memory with small objects.
    """

    key: str
    name: str
    digest: str
    held: bytes | list[NodeRow]

    @classmethod
    def by(cls, key: str, row: NodeRow, parts: list[NodeRow]) -> RecordVersion:
        """By its rows; when it stood does not count for the digest, nor the order of its links."""
        return cls(key, str(row.properties["name"]), _digest(row.properties, row.links), [row, *parts])

    @classmethod
    def of(cls, record: Record) -> RecordVersion:
        """What a model object says."""
        row, *parts = flat([record])
        stated = {k: v for k, v in row.properties.items() if k not in _INTERVAL}
        links = [link for link in row.links if link[0] != "IN"]
        return cls(record.key, record.name, digest(record), [NodeRow(row.labels, stated, links), *parts])

    def pack(self) -> RecordVersion:
        """The same, its rows as one string of bytes."""
        if not isinstance(self.held, bytes):
            self.held = marshal.dumps([(row.labels, row.properties, row.links) for row in self.held])
        return self

    def rows(self) -> list[NodeRow]:
        """Its row, then those of its parts."""
        if isinstance(self.held, bytes):
            # Bytes of our own making, which never leave the process.
            return [NodeRow(*plain) for plain in marshal.loads(self.held)]  # noqa: S302
        return self.held

    def version(self, dataset: str, run: Run) -> list[NodeRow]:
        """The rows of the version that stood in an interval."""
        row, *parts = self.pack().rows()
        row.properties.update(
            id=record_id(dataset, self.key, run.since), since=run.since, until=run.until, digest=self.digest
        )
        row.links.append(("IN", "Source", edition_id(dataset, run.since)))
        return [row, *parts]


def edition_id(dataset: str, date: str) -> str:
    """The id of an edition."""
    return f"edition:{dataset}@{date}"


def record_id(dataset: str, key: str, since: str) -> str:
    """The id of a version: the source's key and the first edition that has it so."""
    return f"{dataset}:{key}@{since}"


def digest(record: Record) -> str:
    """What a record says, as a short hash; when it stood does not count, nor the order of its parts."""
    said = {k: v for k, v in record.properties().items() if k not in (*_INTERVAL, "locator")}
    return _digest(said, [link for link in record.relationships() if link[0] != "IN"])


def _digest(properties: dict[str, Value], links: list[Link]) -> str:
    return hashlib.blake2b(repr([properties, sorted(links)]).encode(), digest_size=12).hexdigest()


_INTERVAL = frozenset(("id", "since", "until", "digest"))
