"""A version of a record: what an entry of an edition says, under which id, and in which interval it stood."""

from __future__ import annotations

import hashlib
import marshal
from dataclasses import dataclass
from typing import NamedTuple

from ...schema.node import Value
from ...schema.statements import Claim, Record
from ..node_row import Link, NodeRow
from ..writing import flat

#: Begins the key of a record that follows from others of its edition: a link that one states to another.
LINK_KEY = "#link:"


class Run(NamedTuple):
    """The half-open interval in which a version of a record stood, and the digest of that version."""

    since: str
    until: str
    digest: str


@dataclass(slots=True)
class RecordVersion:
    """A record as it is stored: its row without id and interval, and its parts.

    A loader of many records may pass these instead of models, which take three times as long to make and read. Those
    that are kept until they are written are packed: half a million records would fill the memory with small objects.
    """

    key: str
    name: str
    digest: str
    packed: bytes | list[NodeRow]
    #: Whether it is a record of the input, to be counted in the account; not, where it is a further statement of one.
    counted: bool = True

    @classmethod
    def by(cls, key: str, row: NodeRow, parts: list[NodeRow]) -> RecordVersion:
        """Build from rows; validity dates and the order of links do not affect the digest."""
        return cls(key, str(row.properties["name"]), _digest(row.properties, row.links), [row, *parts])

    @classmethod
    def of(cls, record: Record | Claim, counted: bool = True) -> RecordVersion:
        """Build from a model object. One that names no source is in the edition.

        Validity dates, its locator and the order of its parts do not affect the digest.
        """
        row, *parts = flat([record])
        properties = {k: v for k, v in row.properties.items() if k not in _INTERVAL}
        links = [link for link in row.links if not _in_edition(link)]
        rows = [NodeRow(row.labels, properties, links), *parts]
        hashed = {key: value for key, value in properties.items() if key != "locator"}
        return cls(record.key or "", record.name, _digest(hashed, links), rows, counted)

    def pack(self) -> RecordVersion:
        """Keep its rows as one string of bytes, and return it."""
        if not isinstance(self.packed, bytes):
            self.packed = marshal.dumps([(row.labels, row.properties, row.links) for row in self.packed])
        return self

    def rows(self) -> list[NodeRow]:
        """Return its row, then those of its parts."""
        if isinstance(self.packed, bytes):
            # Bytes of our own making, which never leave the process.
            return [NodeRow(*plain) for plain in marshal.loads(self.packed)]  # noqa: S302
        return self.packed

    def version(self, dataset: str, run: Run) -> list[NodeRow]:
        """Return the rows of the version that stood in an interval."""
        row, *parts = self.rows()
        interval: dict[str, Value] = {"since": run.since, "until": run.until, "digest": self.digest}
        links = row.links
        if not any(type_ == "IN" for type_, _, _ in links):
            links = [*links, ("IN", "Source", edition_id(dataset, run.since))]
        id_ = record_id(dataset, self.key, run.since)
        return [NodeRow(row.labels, {**row.properties, "id": id_, **interval}, links), *parts]


def edition_id(dataset: str, date: str) -> str:
    """Return the id of an edition."""
    return f"edition:{dataset}@{date}"


def edition_of(id_: str) -> str:
    """Return the edition of a version by its id; of one that stands again, the day from which on it does."""
    return id_.rpartition("@")[2].rpartition("+")[2]


def record_id(dataset: str, key: str, since: str) -> str:
    """Return the id of a version: the source's key and the first edition that has it so."""
    return f"{dataset}:{key}@{since}"


def _in_edition(link: Link) -> bool:
    """Whether a link says that the record is in an edition, or in nothing yet; a source of its own is said by it."""
    return link[0] == "IN" and (not link[2] or link[2].startswith("edition:"))


def _digest(properties: dict[str, Value], links: list[Link]) -> str:
    return hashlib.blake2b(repr([properties, sorted(links)]).encode(), digest_size=12).hexdigest()


_INTERVAL = frozenset(("id", "since", "until", "digest"))
