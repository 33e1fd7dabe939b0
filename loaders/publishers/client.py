"""Download one file over HTTP: retried, resumed where it broke off, and in place only when it is whole."""

from __future__ import annotations

import json
import logging
import os
import re
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from ...schema.errors import FetchError

if TYPE_CHECKING:
    import urllib3
    from urllib3.response import BaseHTTPResponse

    from ...graph.progress import Progress

log = logging.getLogger(__name__)

#: Bytes a read.
_CHUNK = 1 << 14
#: What a file of a form begins with, after a byte order mark and white space. CSV begins with anything but a page.
_BEGINS = {
    "xml": re.compile(rb"<(?!!doctype\s+html|html)", re.I),
    "html": re.compile(rb"<"),
    "json": re.compile(rb"[\[{]"),
    "csv": re.compile(rb"(?!<!doctype\s+html|<html)", re.I),
}


@dataclass(frozen=True)
class Download:
    """A file as it came from its publisher.

    `published` is the day of the server's Last-Modified header, None where it sends none; `fetched` is the time of the
    request in UTC. `unchanged`: the server said that the file at `path` is the current one.
    """

    path: Path
    url: str
    size: int
    sha256: str
    published: str | None
    fetched: str
    unchanged: bool = False


@dataclass(frozen=True)
class _Receipt:
    """What is kept beside a file: the next request asks whether it changed, and `load` can tell its day."""

    url: str
    sha256: str
    fetched: str
    etag: str | None
    last_modified: str | None


def download(
    url: str,
    path: Path,
    form: str = "csv",
    progress: Progress | None = None,
    *,
    retries: int = 4,
    timeout: float = 30.0,
    pause: float = 0.5,
) -> Download:
    """Download `url` to `path`. What stood there stays until the new file is whole.

    Tries `retries` times more where the connection breaks or the server fails, after `pause` seconds and twice as many
    each time; `timeout` seconds without a byte count as broken. What has arrived is kept as `<path>.part`, and the
    next attempt, or the next call, asks for the rest of the same version. `form` is xml, csv, json or html: a web page
    in place of a list is refused. Raises FetchError where the server cannot be reached, refuses, or sends another file.
    """

    if not url.lower().startswith(("http://", "https://")):
        raise FetchError(f"{url}: not a web address. Give one that begins with https://.")
    path.parent.mkdir(parents=True, exist_ok=True)
    receipt, part = _receipt_of(path, url), _Part(path)
    fetched = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    reply = _transferred(url, part, receipt, progress, retries, timeout, pause)
    if reply.status == 304 and receipt:
        published = _day(receipt.last_modified)
        return Download(path, url, path.stat().st_size, receipt.sha256, published, fetched, unchanged=True)
    digest = part.checked(url, form)
    received = _Receipt(url, digest, fetched, reply.headers.get("ETag"), reply.headers.get("Last-Modified"))
    part.install(received)
    return Download(path, url, path.stat().st_size, digest, _day(received.last_modified), fetched)


def _transferred(
    url: str,
    part: _Part,
    receipt: _Receipt | None,
    progress: Progress | None,
    retries: int,
    timeout: float,
    pause: float,
) -> BaseHTTPResponse:
    """Receive the file into its part, in as many attempts as it takes, and return the last reply."""
    import urllib3

    retry = urllib3.Retry(retries, backoff_factor=pause, status_forcelist=(429, 500, 502, 503, 504))
    with urllib3.PoolManager(retries=retry, timeout=urllib3.Timeout(timeout)) as pool:
        for _ in range(retries + 1):
            try:
                reply = pool.request("GET", url, headers=part.headers(receipt), preload_content=False)
                if reply.status in (200, 206):
                    part.receive(reply, progress)
                if reply.status in (200, 206, 304):
                    return reply
                if reply.status != 416:
                    problem = f"the server answered {reply.status} {reply.reason}"
                    raise FetchError(f"{url}: {problem}. Look on the publisher's page for a new address.")
                part.drop()
            except urllib3.exceptions.MaxRetryError as error:
                raise FetchError(f"{url}: {_cause(error)}. Check the connection, and run the command again.") from error
            except (urllib3.exceptions.HTTPError, ConnectionError) as error:
                log.info("%s: the connection broke (%s)", url, error)
    raise FetchError(f"{url}: the connection broke {retries + 1} times. Run the command again to go on from there.")


def published_on(path: Path) -> str | None:
    """Return the day of publication that the server stated for a downloaded file; None for any other file."""
    receipt = _receipt_of(path, None)
    return _day(receipt.last_modified) if receipt else None


class _Part:
    """The bytes of a file that have arrived so far, and the mark of the version that they belong to."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._part = path.with_name(path.name + ".part")
        self._mark = path.with_name(path.name + ".part.version")

    def headers(self, receipt: _Receipt | None) -> dict[str, str]:
        """Return the headers that ask for the rest of the part, else for changes to the whole file."""
        headers = {"User-Agent": "sanctionsgraph", "Accept-Encoding": "identity"}
        if self._part.exists() and self._mark.exists():
            version = self._mark.read_text(encoding="utf-8")
            return headers | {"Range": f"bytes={self._part.stat().st_size}-", "If-Range": version}
        if receipt and receipt.etag:
            return headers | {"If-None-Match": receipt.etag}
        if receipt and receipt.last_modified:
            return headers | {"If-Modified-Since": receipt.last_modified}
        return headers

    def receive(self, reply: BaseHTTPResponse, progress: Progress | None) -> None:
        """Append what the server sends; a whole file replaces the part."""
        if reply.status == 200:
            self.drop()
            # Only a strong mark says that two requests speak of the same bytes.
            version = reply.headers.get("ETag") or reply.headers.get("Last-Modified") or "W/"
            if not version.startswith("W/"):
                self._mark.write_text(version, encoding="utf-8")
        with self._part.open("ab") as file:
            for chunk in reply.stream(_CHUNK):
                file.write(chunk)
                if progress:
                    progress(file.tell())

    def drop(self) -> None:
        """Forget what has arrived."""
        self._part.unlink(missing_ok=True)
        self._mark.unlink(missing_ok=True)

    def checked(self, url: str, form: str) -> str:
        """Return the SHA-256 of the whole file. Raises FetchError where it is not of its form."""
        with self._part.open("rb") as file:
            head = file.read(512).removeprefix(b"\xef\xbb\xbf").lstrip()
            file.seek(0)
            state = sha256()
            while chunk := file.read(_CHUNK):
                state.update(chunk)
        if not head or not _BEGINS[form].match(head):
            problem = "an empty file" if not head else f"no {form.upper()} file but one that begins with {head[:40]!r}"
            self.drop()
            raise FetchError(
                f"{url}: the server sent {problem}. Open the address in a browser to see what it asks for."
            )
        return state.hexdigest()

    def install(self, receipt: _Receipt) -> None:
        """Put the file in place, its receipt first removed and then written."""
        receipt_file = _receipt_file(self._path)
        receipt_file.unlink(missing_ok=True)
        os.replace(self._part, self._path)
        self._mark.unlink(missing_ok=True)
        receipt_file.write_text(json.dumps(asdict(receipt), indent=1) + "\n", encoding="utf-8")


def _receipt_file(path: Path) -> Path:
    return path.with_name(path.name + ".receipt.json")


def _receipt_of(path: Path, url: str | None) -> _Receipt | None:
    """Return the receipt of a file that is as it was downloaded (from `url`, if given)."""
    try:
        receipt = _Receipt(**json.loads(_receipt_file(path).read_text(encoding="utf-8")))
        whole = sha256(path.read_bytes()).hexdigest() == receipt.sha256
    except (OSError, ValueError, TypeError):
        return None
    return receipt if whole and url in (None, receipt.url) else None


def _day(last_modified: str | None) -> str | None:
    # Here, because every load imports this module and few files have a receipt.
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(last_modified).astimezone(UTC).date().isoformat() if last_modified else None
    except ValueError:
        return None


def _cause(error: urllib3.exceptions.MaxRetryError) -> str:
    reason = error.reason
    if reason is None:
        return "the server cannot be reached"
    text = str(reason)
    if "too many" in text and "error responses" in text:
        return f"the server fails ({text})"
    return f"the server cannot be reached ({text.rpartition(': ')[2]})"
