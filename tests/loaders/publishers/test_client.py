"""Downloads from a local server that breaks off, fails, moves on, or sends something else."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from sanctionsgraph.loaders.publishers.client import download, published_on
from sanctionsgraph.schema.errors import FetchError

BODY = b"<?xml version='1.0'?><LIST>" + b"<ENTRY>x</ENTRY>" * 20_000 + b"</LIST>"
MODIFIED = "Fri, 27 Feb 2026 23:30:00 GMT"


@dataclass
class Site:
    """What the server sends, and what it was asked."""

    body: bytes = BODY
    etag: str | None = '"v1"'
    #: Status of the next replies, before it sends the body.
    failures: list[int] = field(default_factory=list)
    #: After so many bytes the next replies break off.
    cuts: list[int] = field(default_factory=list)
    requests: list[dict[str, str]] = field(default_factory=list)
    url: str = ""


def handler_of(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.requests.append(dict(self.headers))
            if site.failures:
                self.send_error(site.failures.pop(0))
                return
            if site.etag and self.headers.get("If-None-Match") == site.etag:
                self.send_response(304)
                self.end_headers()
                return
            start = 0
            if self.headers.get("If-Range") == site.etag and (asked := self.headers.get("Range")):
                start = int(asked.removeprefix("bytes=").rstrip("-"))
            body = site.body[start:]
            self.send_response(206 if start else 200)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Last-Modified", MODIFIED)
            if site.etag:
                self.send_header("ETag", site.etag)
            self.end_headers()
            self.wfile.write(body[: site.cuts.pop(0)] if site.cuts else body)

        def log_message(self, *_: object) -> None:
            pass

    return Handler


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler_of(site))
    site.url = f"http://127.0.0.1:{server.server_port}/list.xml"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield site
    server.shutdown()
    server.server_close()
    thread.join()


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_file_comes_whole_with_its_digest_and_day(site: Site, tmp_path: Path) -> None:
    received = download(site.url, tmp_path / "list.xml", "xml", pause=0)
    assert received.path.read_bytes() == BODY
    assert received.sha256 == sha256(BODY).hexdigest()
    assert (received.size, received.published, received.unchanged) == (len(BODY), "2026-02-27", False)
    assert published_on(received.path) == "2026-02-27"
    assert names(tmp_path) == {"list.xml", "list.xml.receipt.json"}


def test_the_second_request_asks_for_changes_only(site: Site, tmp_path: Path) -> None:
    first = download(site.url, tmp_path / "list.xml", "xml", pause=0)
    again = download(site.url, tmp_path / "list.xml", "xml", pause=0)
    assert again.unchanged
    assert again.sha256 == first.sha256
    site.body, site.etag = b"<LIST/>", '"v2"'
    assert download(site.url, tmp_path / "list.xml", "xml", pause=0).size == 7


def test_a_file_that_was_edited_is_fetched_again(site: Site, tmp_path: Path) -> None:
    file = download(site.url, tmp_path / "list.xml", "xml", pause=0).path
    file.write_bytes(b"<LIST>mine</LIST>")
    assert published_on(file) is None
    assert not download(site.url, file, "xml", pause=0).unchanged
    assert file.read_bytes() == BODY


def test_what_broke_off_goes_on_where_it_stopped(site: Site, tmp_path: Path) -> None:
    site.cuts = [100_000, 50_000]
    assert download(site.url, tmp_path / "list.xml", "xml", pause=0).path.read_bytes() == BODY
    starts = [int(asked["Range"].removeprefix("bytes=").rstrip("-")) for asked in site.requests if "Range" in asked]
    assert len(starts) == 2
    assert 0 < starts[0] < starts[1] < len(BODY)


def test_a_version_that_changed_meanwhile_is_not_glued_to_the_old_one(site: Site, tmp_path: Path) -> None:
    site.cuts = [100_000]
    with pytest.raises(FetchError, match="broke 1 times"):
        download(site.url, tmp_path / "list.xml", "xml", retries=0)
    site.body, site.etag = b"<LIST>" + b"new" * 60_000 + b"</LIST>", '"v2"'
    assert download(site.url, tmp_path / "list.xml", "xml", pause=0).path.read_bytes() == site.body


def test_a_server_without_versions_is_asked_for_the_whole_again(site: Site, tmp_path: Path) -> None:
    site.etag, site.cuts = 'W/"weak"', [100_000]
    assert download(site.url, tmp_path / "list.xml", "xml", pause=0).path.read_bytes() == BODY
    assert not any("Range" in asked for asked in site.requests)


def test_a_server_that_recovers_is_asked_again(site: Site, tmp_path: Path) -> None:
    site.failures = [503, 429]
    assert download(site.url, tmp_path / "list.xml", "xml", pause=0).size == len(BODY)


@pytest.mark.parametrize(
    ("failures", "said"),
    [([404], "answered 404"), ([403], "answered 403"), ([503] * 3, "the server fails")],
)
def test_a_failure_names_the_address_and_leaves_the_old_file(
    site: Site, tmp_path: Path, failures: list[int], said: str
) -> None:
    (tmp_path / "list.xml").write_text("<OLD/>", encoding="utf-8")
    site.failures = failures
    with pytest.raises(FetchError, match=said) as caught:
        download(site.url, tmp_path / "list.xml", "xml", retries=2, pause=0)
    assert site.url in str(caught.value)
    assert "\n" not in str(caught.value)
    assert (tmp_path / "list.xml").read_text(encoding="utf-8") == "<OLD/>"


@pytest.mark.parametrize(
    ("form", "body"),
    [
        ("xml", b"<!DOCTYPE html><html><body>Please log in</body></html>"),
        ("csv", b"\xef\xbb\xbf\n <html>We moved</html>"),
        ("json", b"<error/>"),
        ("xml", b""),
        ("xml", b"version https://git-lfs.github.com/spec/v1"),
    ],
)
def test_a_page_in_place_of_a_list_is_refused(site: Site, tmp_path: Path, form: str, body: bytes) -> None:
    site.body = body
    with pytest.raises(FetchError, match="the server sent"):
        download(site.url, tmp_path / "list", form, pause=0)
    assert names(tmp_path) == set()


@pytest.mark.parametrize("url", ["ftp://127.0.0.1/x", "file:///etc/passwd", "un-list.xml"])
def test_only_web_addresses_are_fetched(tmp_path: Path, url: str) -> None:
    with pytest.raises(FetchError, match="not a web address"):
        download(url, tmp_path / "x")


def test_a_server_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FetchError, match="cannot be reached"):
        download("http://127.0.0.1:9/x", tmp_path / "x", retries=0)
