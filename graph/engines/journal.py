"""What was written to a large graph file since it was last saved whole: a journal at the end of that file.

A small write costs its own size, and not that of the graph. The engine reads the graph and passes over what follows
it; who opens the file runs the statements of the journal again. A copy, a backup or a move takes both, because they
are one file. The next whole save has everything in the graph itself, and begins anew.

An entry is a line that says where the journal begins and how long the entry is, then JSON, then a line with a
checksum over it and all entries before it. One that was broken off lacks its end: it was never confirmed, and is left
out. One that is whole and does not fit its checksum is damage, and refused.
"""

from __future__ import annotations

import json
import os
import re
import zlib
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from ...schema.errors import GraphError

if TYPE_CHECKING:
    from logging import Logger

#: Smaller files are saved whole: that takes no time, and they stay plain files of the engine.
FLOOR = 8 << 20
#: The journal is at most this part of the graph before it, so that running it again is a small part of opening.
SHARE = 50

_MAGIC = b"\nSGJ1 "
_HEAD = re.compile(_MAGIC + rb"(?P<begin>[0-9a-f]{16}) (?P<length>[0-9a-f]{16}) (?P<check>[0-9a-f]{8})\n")
_HEAD_SIZE = 49
_TAIL = re.compile(rb"\n(?P<checksum>[0-9a-f]{16}) (?P<begin>[0-9a-f]{16}) end\n")
_TAIL_SIZE = 39
#: Bytes that are looked through at once for the last entry.
_BLOCK = 4 << 20
#: A statement that changes a graph has one of these words. One that only reads does no harm if it is run again.
_WRITES = re.compile(r"\b(CREATE|MERGE|SET|DELETE|REMOVE|FOREACH|DROP|CALL)\b", re.IGNORECASE)


class Entry(NamedTuple):
    """One write: its statements in order, and how many nodes and relationships the graph had after it."""

    nodes: int
    relationships: int
    statements: list[tuple[str, dict[str, Any]]]


class Journal(NamedTuple):
    """Where the journal of a file begins and ends, and the checksum that the next entry goes on.

    `size` is that of the file: what is behind the end was broken off.
    """

    begin: int
    end: int
    size: int
    checksum: bytes = b""

    @property
    def room(self) -> int:
        """How many bytes the next entry may have; 0 where the file is saved whole."""
        return max(0, self.begin // SHARE - (self.end - self.begin)) if self.begin >= FLOOR else 0


class Recording:
    """The statements of one write, as long as there is room for them."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._statements: list[bytes] = []

    @property
    def whole(self) -> bool:
        """Whether it has everything that was written."""
        return self._room > 0

    def take(self, cypher: str, parameters: Mapping[str, Any]) -> None:
        """Take note of a statement that is about to be run."""
        if not self.whole or not _WRITES.search(cypher):
            return
        try:
            statement = json.dumps([cypher, dict(parameters)], ensure_ascii=False, separators=(",", ":")).encode()
        except (TypeError, ValueError):
            # Nothing that JSON has: if the engine takes it, the file is saved whole.
            self._room = 0
        else:
            self._room -= len(statement)
            self._statements.append(statement)
        if not self.whole:
            self._statements.clear()

    def entry(self, nodes: int, relationships: int) -> bytes:
        """Return the write as an entry."""
        counts = b'{"nodes":%d,"relationships":%d' % (nodes, relationships)
        return counts + b',"statements":[' + b",".join(self._statements) + b"]}"


def journal_of(path: Path, file: BinaryIO) -> tuple[Journal, list[Entry]]:
    """Read the journal at the end of an open graph file, and its entries. Raises GraphError where it is damaged."""
    size = os.fstat(file.fileno()).st_size
    begin = _beginning(file, size)
    checksum, at = b"", begin
    entries: list[Entry] = []
    file.seek(begin)
    while head := file.read(_HEAD_SIZE):
        if len(head) < _HEAD_SIZE:
            break
        if not (fields := _HEAD.fullmatch(head)) or head != _head(begin, length := int(fields["length"], 16)):
            # After a power cut a disk may have nothing where something was being written.
            if not any(head) and not any(file.read()):
                break
            raise _damaged(path, at)
        content, tail = file.read(length), file.read(_TAIL_SIZE)
        if len(tail) < _TAIL_SIZE:
            break
        checksum = _checksum(checksum, content)
        if tail != _tail(begin, checksum):
            raise _damaged(path, at)
        at += len(head) + len(content) + len(tail)
        if content:
            entries.append(_entry(content))
    if at < size:
        _log().info("%s: its last write was broken off; %d bytes of it are left out", path, size - at)
    return Journal(begin, at, size, checksum), entries


def append(path: Path, journal: Journal, content: bytes) -> Journal:
    """Write an entry behind the journal, wait until it is on the disk, and return the journal with it.

    Raises OSError where that fails; then the entry is not there.
    """
    checksum = _checksum(journal.checksum, content)
    written = _head(journal.begin, len(content)) + content + _tail(journal.begin, checksum)
    end = journal.end + len(written)
    with path.open("r+b", buffering=0) as file:
        try:
            file.truncate(journal.end)
            file.seek(journal.end)
            while written:
                written = written[file.write(written) :]
            os.fsync(file.fileno())
        except OSError:
            file.truncate(journal.end)
            raise
    if journal.end < journal.size:
        _log().warning("%s: what a write that was broken off had left at its end was removed", path)
    return Journal(journal.begin, end, end, checksum)


def mark_end(path: Path) -> Journal:
    """Mark the end of a large file that was saved whole, so that nobody need look through it for a journal.

    A file without the mark is as good, and opens a little slower; so a full disk is no error here.
    """
    size = path.stat().st_size
    empty = Journal(size, size, size)
    if size >= FLOOR:
        try:
            return append(path, empty, b"")
        except OSError as error:
            _log().debug("%s: its end bears no mark (%s)", path, error.strerror)
    return empty


def _log() -> Logger:
    """Return the log, which takes longer to import than a small graph to open: there is seldom anything to say."""
    from logging import getLogger

    return getLogger(__name__)


def _head(begin: int, length: int) -> bytes:
    fields = b"%016x %016x" % (begin, length)
    return _MAGIC + fields + b" %08x\n" % zlib.crc32(fields)


def _tail(begin: int, checksum: bytes) -> bytes:
    return b"\n" + checksum + b" %016x end\n" % begin


def _checksum(before: bytes, content: bytes) -> bytes:
    return blake2b(before + content, digest_size=8).hexdigest().encode()


def _entry(content: bytes) -> Entry:
    fields = json.loads(content)
    return Entry(
        fields["nodes"], fields["relationships"], [(cypher, values) for cypher, values in fields["statements"]]
    )


def _damaged(path: Path, at: int) -> GraphError:
    return GraphError(
        f"{path}: what was written to it last is damaged (from byte {at:,}). Put back a copy from before, or build the "
        "graph again from its sources."
    )


def _beginning(file: BinaryIO, size: int) -> int:
    """Return where the journal begins: at the end of the file where it has none."""
    file.seek(max(0, size - _TAIL_SIZE))
    if (tail := _TAIL.fullmatch(file.read(_TAIL_SIZE))) and (begin := int(tail["begin"], 16)) < size:
        return begin
    for at in _heads_backwards(file, size):
        file.seek(at)
        head = file.read(_HEAD_SIZE)
        if (fields := _HEAD.fullmatch(head)) and head == _head(int(fields["begin"], 16), int(fields["length"], 16)):
            return int(fields["begin"], 16)
    return size


def _heads_backwards(file: BinaryIO, size: int) -> Iterator[int]:
    """Yield the places of what may be the head of an entry, from the end of the file."""
    end = size
    while end > 0:
        start = max(0, end - _BLOCK)
        file.seek(start)
        # One that lies across two blocks is in the earlier one.
        block = file.read(end - start + len(_MAGIC) - 1)
        place = block.rfind(_MAGIC)
        while place >= 0:
            yield start + place
            place = block.rfind(_MAGIC, 0, place + len(_MAGIC) - 1)
        end = start
