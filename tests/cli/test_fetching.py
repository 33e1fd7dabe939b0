"""`fetch`, and `load` of a web address, from a local server."""

from __future__ import annotations

import functools
import json
import threading
from collections.abc import Iterator
from hashlib import sha256
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from sanctionsgraph import api
from sanctionsgraph.cli import app
from sanctionsgraph.loaders.publishers import registry
from sanctionsgraph.loaders.publishers.registry import Publication, PublishedFile, publications
from typer.testing import CliRunner

LIST = """<?xml version="1.0"?><CONSOLIDATED_LIST dateGenerated="2026-02-27T00:00:00Z"><INDIVIDUALS><INDIVIDUAL>
<DATAID>1</DATAID><VERSIONNUM>1</VERSIONNUM><FIRST_NAME>TESTA</FIRST_NAME><SECOND_NAME>TESTOVA</SECOND_NAME>
<UN_LIST_TYPE>DPRK</UN_LIST_TYPE><REFERENCE_NUMBER>KPi.901</REFERENCE_NUMBER><LISTED_ON>2017-06-02</LISTED_ON>
</INDIVIDUAL></INDIVIDUALS><ENTITIES/></CONSOLIDATED_LIST>"""


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "list.xml").write_text(LIST, encoding="utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_fetch_says_what_it_downloaded_and_from_where(
    site: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Publication(
        "un-list", "A list", "A publisher", "page", (PublishedFile(f"{site}/list.xml", "un.xml", "xml"),), "", ""
    )
    monkeypatch.setattr(registry, "publications", lambda: {"un-list": made})
    folder = tmp_path / "lists"
    for unchanged in (False, True):
        done = CliRunner().invoke(app, ["fetch", "un-list", "--to", str(folder), "--format", "json"])
        assert done.exit_code == 0, done.output
        (row,) = json.loads(done.stdout)
        assert row["sha256"] == sha256(LIST.encode()).hexdigest()
        assert (row["path"], row["url"]) == (str(folder / "un.xml"), f"{site}/list.xml")
        assert row["unchanged"] is unchanged


def test_without_a_source_it_shows_which_there_are() -> None:
    done = CliRunner().invoke(app, ["fetch", "--format", "json"])
    assert [row["source"] for row in json.loads(done.stdout)] == list(publications())


def test_load_takes_a_web_address(site: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with api.open(":memory:") as g:
        report = g.load("un-list", f"{site}/list.xml")
        assert (report.read, report.rejected) == (1, 0)
    assert (tmp_path / "list.xml").read_text(encoding="utf-8") == LIST


def test_an_unknown_list_is_an_error_that_names_the_known() -> None:
    done = CliRunner().invoke(app, ["fetch", "ofec"])
    assert done.exit_code == 1
    assert "un-list" in str(done.exception)


def test_each_publication_has_its_source_and_day() -> None:
    for publication in publications().values():
        assert publication.seen_in.startswith("https://")
        assert len(publication.checked) == 10
        assert all(file.url.startswith("https://") for file in publication.files)
