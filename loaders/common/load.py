"""What every loader does the same way: open, load as one transaction, account, keep the rejections."""

from __future__ import annotations

import itertools
import json
import logging
import os
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from ...graph.editions.editions import load_edition
from ...graph.editions.record_version import LINK_KEY, RecordVersion
from ...graph.identity.naming import Named
from ...graph.load_report import LoadReport
from ...graph.protocols import Transaction
from ...graph.store import Graph
from ...schema.dates import day
from ...schema.entities import Entity
from ...schema.errors import InputError, ValueInvalid
from ...schema.node import Node
from ...schema.sources import Edition
from ...schema.statements import Record
from ..publishers.client import published_on
from .load_cache import remember
from .open_file import opened_text

log = logging.getLogger(__name__)
T = TypeVar("T")
E = TypeVar("E")
R = TypeVar("R", bound=Record | RecordVersion)


@dataclass
class UnreadKeys:
    """Keys of records that are in an edition but could not be read: they are not taken for gone.

    `under` is what such keys begin with, where the whole key could not be read either: "" for any key.
    """

    keys: set[str] = field(default_factory=set)
    under: set[str] = field(default_factory=set)

    def add(self, key: str | None, under: str = "") -> None:
        """Note the key of a record that could not be read; or, without it, what it begins with."""
        if key:
            self.keys.add(key)
        else:
            self.under.add(under)

    def note(self, account: LoadReport) -> None:
        """Note in a load report that keys are not known."""
        # What begins with the key of a row is known by it.
        if self.under - {f"{key}#" for key in self.keys}:
            account.notes.append(
                "the keys of some rejected records could not be read: no record that may be one is taken for gone"
            )


@dataclass
class Rows:
    """What a structured file holds: records of one edition and the things they speak of.

    `finish` writes what else there is in it, in the transaction of the edition, when that is written.
    """

    edition: Edition
    records: list[Record | RecordVersion] = field(default_factory=list)
    entities: list[Entity | Named] = field(default_factory=list)
    stubs: list[Node] = field(default_factory=list)
    unread: UnreadKeys = field(default_factory=UnreadKeys)
    #: What records of a list state of each other: they follow from the records, and are not counted as read.
    links: list[RecordVersion] = field(default_factory=list)
    finish: Callable[[Transaction], None] | None = None


#: Whether the edition that is being loaded may lack more than a tenth of the list.
allow_shrink: ContextVar[bool] = ContextVar("allow_shrink", default=False)
#: Where the mappings of event tables are that come with the package.
SHIPPED_MAPPINGS = Path(__file__).resolve().parents[2] / "data/mappings"
#: The mapping of the event table that is being loaded: a name or a file.
chosen_mapping: ContextVar[str | Path | None] = ContextVar("chosen_mapping", default=None)
#: A record, where it stands, and the things that it speaks of.
Found = tuple[str, Record | RecordVersion, Sequence[Entity | Named]]


def store_rows(graph: Graph, rows: Rows, account: LoadReport) -> LoadReport:
    """Bring an edition into the graph, whole or not at all, and close its account."""
    account.edition = rows.edition.date
    rows.edition.dated = account.dated
    rows.edition.rejected = account.rejected or None
    rows.edition.unread = sorted(rows.unread.keys - {record.key for record in rows.records})
    rows.edition.unreadUnder = sorted(rows.unread.under)
    rows.unread.note(account)
    if rows.links and (rows.edition.unread or rows.edition.unreadUnder):
        # An entry that could not be read may be one that others are linked to.
        rows.edition.unreadUnder = sorted({*rows.edition.unreadUnder, LINK_KEY})
    log.info("%s: %d records of %s, %d rejected", account.file, len(rows.records), rows.edition.id, account.rejected)
    with graph.writing() as tx:
        records, entities = _taken([*rows.records, *rows.links]), _taken(rows.entities)
        rows.records.clear()
        load_edition(tx, rows.edition, records, entities, rows.stubs, account, allow_shrink.get())
        if rows.finish:
            rows.finish(tx)
        remember(tx, rows.edition, account, close(tx, account))
    return account


def _taken(items: list[T]) -> Iterator[T]:
    """The items of a list, each let go as it is taken."""
    items.reverse()
    while items:
        yield items.pop()


def close(tx: Transaction, account: LoadReport) -> str:
    """Check the sum and write the load's line in the log, in the load's own transaction; returns the line's id."""
    account.check()
    now = datetime.now(UTC).isoformat(timespec="microseconds")
    tx.run(
        "MERGE (l:Meta {id: $row.id}) SET l:Load SET l += $row",
        {
            "row": {
                "id": f"load:{now}",
                "name": f"{account.source} {account.file}",
                "at": now,
                "source": account.source,
                "file": account.file,
                "read": account.read,
                "written": account.written,
                "unchanged": account.unchanged,
                "rejected": account.rejected,
            }
        },
    )
    return f"load:{now}"


def keep_rejections(graph: Graph, path: Path, account: LoadReport) -> None:
    """Write rejected records to a file: beside the graph, else here, else in the temporary folder.

    Of a graph in memory nothing is written to disk; its account has them.
    """
    if not account.rejections or graph.uri == ":memory:":
        return
    graph_folder = Path(graph.uri).parent if "://" not in graph.uri else Path()
    folder = next((p for p in (graph_folder, Path()) if os.access(p, os.W_OK)), Path(tempfile.gettempdir()))
    target = folder / f"{path.stem}.rejected.jsonl"
    if target.exists() and not _is_of(target, path):
        mark = blake2b(str(path.absolute()).encode(), digest_size=3).hexdigest()
        target = folder / f"{path.stem}.{mark}.rejected.jsonl"
    account.write_rejections(target)


def _is_of(target: Path, path: Path) -> bool:
    """Whether a file of rejections is of another load of the same file, and not of another file of that name."""
    try:
        with target.open(encoding="utf-8") as file:
            return str(json.loads(file.readline())["place"]).startswith(str(path))
    except (OSError, ValueError, KeyError, TypeError):
        return False


def unique(account: LoadReport, parsed_records: Iterable[Found], rows: Rows) -> Rows:
    """Put records into `rows`, with the things that they speak of. A second record of a key is rejected."""
    for _, record, entities in distinct(account, parsed_records):
        rows.records.append(record.pack() if isinstance(record, RecordVersion) else record)
        rows.entities += entities
    return rows


def distinct(account: LoadReport, parsed_records: Iterable[tuple[str, R, E]]) -> Iterator[tuple[str, R, E]]:
    """The same without those whose key was used before, which are rejected."""
    first: dict[str, str] = {}
    for place, record, entities in parsed_records:
        if record.key in first:
            account.reject(place, f"key {record.key!r} is used twice, first at {first[record.key]}", record.name)
            continue
        first[record.key] = place
        yield place, record, entities


def compact(parsed_records: Iterable[Found]) -> Iterator[Found]:
    """The same records and things without their models: of a hundred thousand those would fill the memory."""
    for place, record, entities in parsed_records:
        things = [Named(e.id, e.kind, e.name, e.names, e.nameKeys) for e in entities]
        yield place, (record if isinstance(record, RecordVersion) else RecordVersion.of(record)).pack(), things


def edition_date(
    path: Path,
    edition: str | None,
    header: str | None,
    texts: Iterable[str],
    account: LoadReport,
    may_guess: bool = True,
) -> str:
    """The date of an edition: as given, as the file's header or its server says, else the latest day it mentions.

    An undated file cannot be older than the latest day in it, and may be younger: the account and the edition mark that
    the date was guessed. `may_guess` is False for lists of sanctions, where a wrong day makes a wrong answer. Raises
    InputError where there is no date, or it would be guessed and must not be.
    """
    if edition:
        return day(edition)
    if header:
        return day(header[:10])
    if published := published_on(path):
        account.notes.append(f"the file bears no date; its server stated {published} as the day of its last change")
        return published
    days = set(filter(_is_day, itertools.chain.from_iterable(_DAYS.findall(text) for text in texts)))
    if not days and account.rejections:
        first = account.rejections[0]
        raise InputError(
            first.place, f"no record of the file could be read; of the first: {first.reason}", "Correct it."
        )
    if not days:
        raise InputError(str(path), "the file has no date", "Give the day of its publication with --edition.")
    latest: str = max(days)
    if not may_guess:
        raise InputError(
            str(path),
            f"the file bears no date, and may be younger than the latest day in it, {latest}",
            "Give the day of its publication with --edition.",
        )
    account.dated = "guessed"
    account.notes.append(
        f"the file bears no date; the latest day in it is {latest}, taken as its edition (--edition sets another)"
    )
    return latest


def _is_day(text: str) -> bool:
    try:
        return bool(day(text))
    except ValueInvalid:
        return False


def read_text(path: Path) -> str:
    """A text file as UTF-8. Raises InputError for a missing, empty, or otherwise encoded file."""
    with opened_text(path) as file:
        data = file.read()
    if not data.strip():
        raise InputError(str(path), "the file is empty", "Fetch it again.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(
            f"{path}:{line}",
            f"not UTF-8 (byte 0x{data[error.start]:02x})",
            "Save it as UTF-8 and load it again.",
        ) from error


def read_json(path: Path) -> object:
    """A JSON file. Raises InputError with the line of the first error."""
    try:
        content = json.loads(read_text(path))
        json.dumps(content, ensure_ascii=False).encode()
        return content
    except UnicodeEncodeError as error:
        raise InputError(str(path), "half a character (a lone surrogate) in it", "Fetch it again.") from error
    except json.JSONDecodeError as error:
        begins = error.doc.strip().partition("\n")[0][:40]
        problem = error.msg if error.pos > len(begins) else f"it begins {begins!r}"
        raise InputError(f"{path}:{error.lineno}", f"not JSON: {problem}", "Fetch it again.") from error
    except RecursionError as error:
        raise InputError(str(path), "nested too deeply", "This is not a file of that source.") from error
    except ValueError as error:
        raise InputError(str(path), f"not JSON that can be read: {error}", "Fetch it again.") from error


def texts(item: dict[str, Any], key: str) -> list[str]:
    """The texts under a key. Raises ValueInvalid for one text, which would be read letter by letter."""
    entries = item.get(key) or []
    if not isinstance(entries, list):
        raise ValueInvalid(f"`{key}` is not a list")
    return [str(text) for text in entries]


def reason(error: Exception) -> str:
    """A validation error in one line."""
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        position = ".".join(str(part) for part in first["loc"])
        return f"{position}: {first['msg']}".removeprefix(": ")
    if isinstance(error, KeyError):
        return f"`{error.args[0]}` is missing"
    return str(error)


_DAYS = re.compile(r"\b(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])\b")
