"""A large FollowTheMoney file, read by a second process while the first one writes what was read.

Both cores of a small machine have work then. The second process reads, checks and makes rows; it gives them in pieces,
and at the end what is to be said of the file as a whole. Whatever goes wrong there (a broken file, a date that shows
only at the end, a process that is killed) the first one drops what it wrote and reads the file in the ordinary way,
which knows what to say. So the outcome is always that of the ordinary way.
"""

from __future__ import annotations

import gc
import marshal
import mmap
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from ...graph.editions.bulk_edition import BulkEdition, EditionChunk, NotBulkLoadable, holds
from ...graph.editions.editions import digest_of
from ...graph.editions.record_version import edition_id
from ...graph.identity.links import canonical_ids
from ...graph.load_report import LoadReport, Rejection
from ...graph.progress import Progress
from ...graph.store import Graph
from ...schema.sources import Edition
from ..common.load import close, distinct, edition_date
from ..common.load_cache import remember
from .file import State, lines
from .reader import FtmReader, Referred, edition_of_whole, entities_of

#: Bytes of a file for which a second process is worth its start.
LEAST = 4_000_000
#: Bytes of a file for each node that comes of it, at most.
BYTES = 200
#: Records of a piece.
PIECE = 1000
_LAST_SEEN = re.compile(rb'"last_seen":\s*"(\d{4}-\d\d-\d\d)')


def load(graph: Graph, path: Path, state: State, progress: Progress | None) -> LoadReport | None:
    """Load a whole file; None where that must be done in the ordinary way."""
    if not sys.executable or not path.is_file() or (size := path.stat().st_size) < LEAST:
        return None
    # Asked before the second process is started, and again under the lock, where nobody else can write meanwhile.
    if holds(graph, state.dataset):
        return None
    same_as = canonical_ids(graph)
    try:
        with (
            _reader((PIECE, str(path), state.name, state.version, state.date, same_as)) as reader,
            graph.writing() as tx,
        ):
            tx.expect(size // BYTES)
            if canonical_ids(tx) != same_as or not (tx.creates or tx.stage):
                raise NotBulkLoadable
            date = _receive(reader)
            begun = Edition(id=edition_id(state.dataset, date), name="", dataset=state.dataset, date=date)
            pieces, read = BulkEdition(tx, begun, same_as), 0
            while (plain := _receive(reader)) is not None:
                piece = EditionChunk(*plain)
                pieces.write(piece)
                read += piece.size
                if progress:
                    progress(read)
            edition, stubs, report = _receive(reader)
            pieces.close(Edition(**edition), map(Referred.by, stubs))
            account = LoadReport(**report)
            account.rejections = [Rejection(**rejection) for rejection in report["rejections"]]
            remember(tx, Edition(**edition), account, close(tx, account))
    except NotBulkLoadable:
        return None
    return account


@contextmanager
def _reader(asked: tuple[Any, ...]) -> Iterator[IO[bytes]]:
    """What the second process says. It ends with this one: what it says leads nowhere then."""
    with tempfile.TemporaryFile() as question:
        marshal.dump(asked, question)
        question.seek(0)
        # Without the folder that we happen to be in among the places of modules.
        command = [sys.executable, "-P", "-m", __name__]
        quiet = subprocess.DEVNULL
        with subprocess.Popen(command, stdin=question, stdout=subprocess.PIPE, stderr=quiet) as process:  # noqa: S603
            try:
                yield process.stdout  # type: ignore[misc]
            finally:
                process.kill()


def _receive(reader: IO[bytes]) -> Any:
    size = int.from_bytes(reader.read(8), "big")
    content = reader.read(size)
    if not size or len(content) < size:
        raise NotBulkLoadable
    # Bytes of our own making.
    return marshal.loads(content)  # noqa: S302


# -- the second process ----------------------------------------------------------------------------


def main() -> int:
    """Read a file ahead: say its date, its pieces, None, and what is to be said of it as a whole."""
    gc.disable()
    many, name, *state_fields, same_as = marshal.load(sys.stdin.buffer)  # noqa: S302
    path, state, account = Path(name), State(*state_fields), LoadReport("ftm", name)
    # What most likely is the date of the edition, before the file is read.
    date = edition_date(path, None, state.date or _newest(path), [], account)
    _send(date)
    reader, piece = FtmReader(state.dataset, account), EditionChunk()
    digests: dict[str, str] = {}
    things: set[str] = set()
    for _, record, entities_of_record in distinct(account, entities_of(reader, lines(path, account))):
        digests[record.key] = record.digest
        things.update(thing.id for thing in entities_of_record)
        piece.add(state.dataset, date, record, entities_of_record, same_as)
        if piece.size == many:
            _send(piece.plain())
            piece = EditionChunk()
    _send(piece.plain())
    edition, stubs = edition_of_whole(path, state, reader, things)
    if edition.date != date or not digests:
        return 1
    edition.rejected = account.rejected or None
    edition.unread = sorted(reader.unread.keys - digests.keys())
    edition.unreadUnder = sorted(reader.unread.under)
    reader.unread.note(account)
    edition.digest = digest_of(digests, edition)
    account.edition, account.written = date, len(digests)
    _send(None)
    _send((edition.model_dump(), stubs, asdict(account)))
    return 0


def _newest(path: Path) -> str | None:
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        return max({match[1] for match in _LAST_SEEN.finditer(content)}, default=b"").decode() or None


def _send(message: Any) -> None:
    content = marshal.dumps(message)
    sys.stdout.buffer.write(len(content).to_bytes(8, "big") + content)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    sys.exit(main())
