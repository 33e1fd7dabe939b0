"""What a server takes in with `--write`: notes, and reports by way of their review; from its own pages alone."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sanctionsgraph as sg
from fastapi.testclient import TestClient
from mcp import Client
from sanctionsgraph.graph.transfer.copy import copy_graph
from sanctionsgraph.serve.http import application
from sanctionsgraph.serve.mcp import server

from helpers import ftm_file

STORY = {
    "text": "North Korean wagons seen again at the border\n\nSEOUL - Satellite images of October 2, 2023 showed about "
    "60 freight cars at Tumangang Station, the Harbour Institute said on Friday (Oct 6).\n",
    "publisher": "Made Press",
    "published": "2023-10-06",
    "url": "https://example.org/cars",
}
CLAIMS = "MATCH (c:Statement:Claim)-[:IN]->(r:Source:Report {url: $url}) RETURN c.value AS value"


@pytest.fixture(scope="module")
def g(embedded_case: sg.Graph) -> Iterator[sg.Workspace]:
    with sg.open() as opened:
        copy_graph(embedded_case, opened.graph)
        yield opened


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("written") / "reports"


@pytest.fixture(scope="module")
def client(g: sg.Workspace, folder: Path) -> Iterator[TestClient]:
    with TestClient(application(g, write=folder), raise_server_exceptions=False) as opened:
        yield opened


def test_a_note_is_taken_and_shown(graph: sg.Graph, tmp_path: Path) -> None:
    g = sg.Workspace(graph)
    g.load("ftm", ftm_file.write(tmp_path / "a" / "entities.ftm.json", [ftm_file.entity("one", name="Person one")]))
    client = TestClient(application(g, write=tmp_path / "reports"))
    note = {"subject": "ftm:one", "text": "<script>alert(1)</script>", "status": "to check", "by": "Ann"}
    assert client.post("/api/notes", json=note).status_code == 201
    assert client.get("/api/notes?subject=ftm:one").json()["cases"][0]["status"] == "to check"
    page = client.get("/thing/ftm:one").text
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert(1)" not in page
    assert "to check" in client.get("/").text
    assert client.post("/api/notes", json={**note, "subject": "ftm:none"}).status_code == 404
    assert client.post("/api/notes", json={**note, "status": "done"}).status_code == 404
    assert len(g.notes().notes) == 1


def test_a_report_is_entered_reviewed_and_loaded(client: TestClient, g: sg.Workspace, folder: Path) -> None:
    entered = client.post("/api/reports", json=STORY).json()
    assert entered["suggested"] > 0
    review = client.get(entered["review"])
    assert "connect-src &#39;self&#39;" in review.text
    assert "content-security-policy" not in review.headers
    assert entered["name"] in client.get("/reports").text
    data = json.loads(re.search(r'id="data">(.*?)</script>', review.text).group(1))  # type: ignore[union-attr]
    quantity = next(id_ for id_ in re.findall(r'data-id="([^"]+)"', review.text) if "quantity" in id_)
    sent = {"suggested": data["suggested"], "text_sha256": data["text_sha256"]}
    decided = {**sent, "decisions": [{"id": quantity, "decision": "accept"}]}
    done = client.post(data["send"], json=decided)
    assert (done.status_code, done.json()["accepted"]) == (201, 1), done.json()
    assert done.json()["refused"] == [], done.json()
    assert [row["value"] for row in g.cypher(CLAIMS, url=STORY["url"]).rows] == ["60"]
    # What is rejected after all is no claim any more.
    rejected = {**sent, "decisions": [{"id": quantity, "decision": "reject"}]}
    assert client.post(data["send"], json=rejected).json()["rejected"] == 1
    assert g.cypher(CLAIMS, url=STORY["url"]).rows == []
    stale = client.post(data["send"], json={**decided, "text_sha256": "0" * 64})
    assert (stale.status_code, "anew" in stale.json()["message"]) == (422, True)


def test_what_another_page_or_no_page_sends_is_refused(client: TestClient, g: sg.Workspace, folder: Path) -> None:
    before, files = g.graph.state(), sorted(folder.glob("*"))
    note = {"subject": "sg:angara", "text": "x", "by": "Ann"}
    for headers in ({"origin": "https://evil.example"}, {"origin": "null"}):
        assert client.post("/api/notes", json=note, headers=headers).status_code == 422
    plain = {"content-type": "text/plain"}
    assert client.post("/api/notes", content=json.dumps(note), headers=plain).status_code == 422
    assert client.post("/api/notes", content=iter([b"{}"])).status_code == 411
    for wrong in ({"url": "javascript:alert(1)"}, {"published": "soon"}, {"publisher": ""}, {"more": "x"}):
        assert client.post("/api/reports", json={**STORY, **wrong}).status_code == 422
    assert client.post("/api/notes", json={**note, "text": "x" * 70_000}).status_code == 413
    for name in ("nothing", "..%2f..%2fetc%2fpasswd", "%00"):
        assert client.get(f"/review/{name}").status_code == 404
    assert (g.graph.state(), sorted(folder.glob("*"))) == (before, files)


def test_without_write_nothing_is_taken(g: sg.Workspace) -> None:
    client = TestClient(application(g))
    assert client.post("/api/notes", json={}).status_code == 405
    for path in ("/api/reports", "/api/reports/x/decisions"):
        assert client.post(path, json={}).status_code == 404
    assert client.get("/reports").status_code == 404
    assert 'class="line sends"' not in client.get("/thing/sg:angara").text


def test_a_model_notes_only_where_the_server_was_started_so(g: sg.Workspace) -> None:
    async def asked(write: bool) -> Any:
        async with Client(server(g, write=write)) as client:
            tools = {tool.name: tool for tool in (await client.list_tools()).tools}
            if not write:
                return tools.get("note")
            assert not tools["note"].annotations.read_only_hint  # type: ignore[union-attr]
            return await client.call_tool("note", {"subject": "Angara", "by": "A model", "text": "x"})

    assert asyncio.run(asked(False)) is None
    assert not asyncio.run(asked(True)).is_error
    assert g.notes("Angara").notes[-1].by == "A model"
