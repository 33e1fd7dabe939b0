"""The answers over HTTP: as the schema says, on both engines, read-only, and no page or host that should not ask."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import sanctionsgraph as sg
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from sanctionsgraph.serve.http import application
from sanctionsgraph.serve.operations import OPERATIONS

from helpers import ftm_file

#: A question of each operation.
ASKED = {
    "trace": "subject=Tumangang&as_of=2023-10-06",
    "assess": "subject=Rajin Port&as_of=2024-03-01",
    "listed": "subject=Angara&on=2024-09-01",
    "screen": "name=김정은&limit=3",
    "exposure": "subject=Angara",
    "paths": "start=Kim Jong Un&end=Tumangang Station&as_of=2023-10-06",
    "neighbours": "subject=Angara&limit=3",
    "traffic": "subject=Tumangang",
    "history": "subject=Angara",
    "changes": "since=2023-01-01&until=2024-01-01",
    "brokers": "first=North Korea&second=Russia",
    "communities": "on=2023-10-06",
    "query/traffic": "place=Tumangang&as_of=2023-10-06",
    "questions": "",
    "notes": "subject=Angara",
}
PORTS = "MATCH (e:Entity:Port) RETURN e.id AS id ORDER BY id"


@pytest.fixture(scope="module")
def client(case: sg.Graph) -> Iterator[TestClient]:
    """The shipped case, on each engine."""
    with TestClient(application(sg.Workspace(case)), raise_server_exceptions=False) as opened:
        yield opened


@pytest.fixture(scope="module")
def embedded(embedded_case: sg.Graph) -> Iterator[TestClient]:
    with TestClient(application(sg.Workspace(embedded_case)), raise_server_exceptions=False) as opened:
        yield opened


def described(client: TestClient, path: str) -> Draft202012Validator:
    """What the description says of the answer at a path."""
    document = client.get("/openapi.json").json()
    operation = document["paths"][path].get("get") or document["paths"][path]["post"]
    schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
    return Draft202012Validator({**schema, "components": document["components"]})


def test_every_operation_is_asked_here() -> None:
    assert {name.partition("/")[0] for name in ASKED} | {"cypher"} == set(OPERATIONS)


@pytest.mark.parametrize("name", ASKED)
def test_an_answer_is_of_the_described_form_and_says_what_the_method_says(
    name: str, client: TestClient, case: sg.Graph
) -> None:
    answer = client.get(f"/api/{name}?{ASKED[name]}")
    assert answer.status_code == 200, answer.text
    described(client, "/api/query/{name}" if name.startswith("query") else f"/api/{name}").validate(answer.json())
    if name == "traffic":
        assert answer.json() == sg.Workspace(case).traffic("Tumangang").to_dict()


def test_own_cypher_reads_and_does_nothing_else(client: TestClient) -> None:
    answer = client.post("/api/cypher", json={"statement": PORTS})
    assert "sg:rajin-port" in [row["id"] for row in answer.json()["rows"]]
    for statement in (
        "CREATE (e:Entity {id: 'x'}) RETURN e",
        "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
        "MATCH (e:Entity) DETACH DELETE e",
        "CALL dbms.listConfig()",
        "MATCH (e:Nothing) RETURN e",
        "MATCH (",
    ):
        refused = client.post("/api/cypher", json={"statement": statement})
        assert refused.status_code in (404, 422), statement
        assert refused.json()["message"]
    many = client.post("/api/cypher", json={"statement": "UNWIND range(1, 5000) AS n RETURN n"})
    assert len(many.json()["rows"]) == 1000
    assert many.json()["cut"] is True


@pytest.mark.parametrize(
    ("address", "status", "error"),
    [
        ("/api/trace?subject=Nobody at all", 404, "NotFound"),
        ("/api/listed?subject=Angara&on=2023-02-30", 422, "ValueInvalid"),
        ("/api/query/nothing", 404, "NotFound"),
        ("/api/query/traffic?place=Tumangang&name=x", 422, "SanctionsGraphError"),
        ("/api/query/traffic?place=Tumangang&self=x&queries=/tmp", 422, "SanctionsGraphError"),
        ("/api/neighbours?subject=Angara&limit=0", 422, None),
        ("/api/screen", 422, None),
        ("/api/assess?subject=Tumangang&bearer=Angara", 404, "NotFound"),
        ("/api/assess?subject=Tumangang&as_off=2023-10-06", 422, "SanctionsGraphError"),
        ("/api/trace?subject=Tumangang&as_of=9999-12-31", 422, "ValueInvalid"),
        ("/thing/no:such", 404, None),
        ("/regime/no-such", 404, None),
        ("/compare/sg:tumangang-station", 422, None),
        *((f"/{page}/{'a' * 301}", 422, None) for page in ("thing", "case", "compare", "history", "regime")),
        ("/static/../pyproject.toml", 404, None),
        ("/static/%2e%2e%2fhttp.py", 404, None),
    ],
)
def test_what_cannot_be_answered_says_why(embedded: TestClient, address: str, status: int, error: str | None) -> None:
    answer = embedded.get(address)
    assert answer.status_code == status
    if error:
        assert answer.json()["error"] == error


def test_a_name_of_several_things_gives_them_to_choose_from(tmp_path: Path) -> None:
    with sg.open() as g:
        twice = [ftm_file.entity(id_, name="Kim Twice") for id_ in ("first", "second")]
        g.load("ftm", ftm_file.write(tmp_path / "made" / "entities.ftm.json", twice))
        answer = TestClient(application(g)).get("/api/trace?subject=Kim Twice")
        assert answer.status_code == 409
        assert [one["id"] for one in answer.json()["candidates"]] == ["ftm:first", "ftm:second"]


def test_another_host_is_refused_and_a_token_is_asked_for(embedded_case: sg.Graph) -> None:
    workspace = sg.Workspace(embedded_case)
    plain = TestClient(application(workspace))
    assert plain.get("/", headers={"host": "evil.example"}).status_code == 400
    guarded = TestClient(application(workspace, token="a secret"), follow_redirects=False)
    assert guarded.get("/").status_code == 401
    assert guarded.get("/", headers={"authorization": "Bearer another"}).status_code == 401
    assert guarded.get("/", headers={"authorization": "Bearer a secret"}).status_code == 200
    entered = guarded.get("/?token=a secret")
    assert entered.status_code == 307
    assert "httponly" in entered.headers["set-cookie"].lower()
    assert guarded.get("/").status_code == 200


def test_pages_keep_to_themselves(embedded: TestClient) -> None:
    home = embedded.get("/")
    assert "default-src 'self'" in home.headers["content-security-policy"]
    assert home.headers["x-content-type-options"] == "nosniff"
    case = embedded.get("/case/sg:tumangang-station?as_of=2023-10-06")
    assert "content-security-policy" not in case.headers
    assert 'http-equiv="Content-Security-Policy"' in case.text


def test_nothing_is_written_by_any_request(embedded: TestClient, embedded_case: sg.Graph) -> None:
    before = embedded_case.state()
    for name, asked in ASKED.items():
        embedded.get(f"/api/{name}?{asked}")
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        assert embedded.request(method, "/api/trace?subject=Tumangang").status_code == 405
    assert embedded_case.state() == before


HOSTILE = (
    "<script>alert(1)</script>",
    "' OR 1=1 //",
    "\x00",
    "\u202eabc",
    "=cmd()",
    "../../etc/passwd",
    "%0d%0aX: y",
    "a" * 301,
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_text(embedded: TestClient, text: str) -> None:
    for address in ("/api/trace", "/api/screen", "/search", "/thing/"):
        key = {"/api/screen": "name", "/search": "q"}.get(address, "subject")
        in_path = address == "/thing/" and text.isprintable()
        answer = embedded.get(address + quote(text) if in_path else address, params={key: text})
        assert answer.status_code < 500, address
        assert "<script>alert(1)" not in answer.text or answer.headers["content-type"].startswith("application/json")


#: Signs that Cypher, HTML, a header or a spreadsheet would read.
INJECTED = "x' OR 1=1 RETURN 1 //\r\nSet-Cookie: a=b<script>alert(1)</script>=cmd()`"


def test_what_is_injected_through_any_parameter_is_text(embedded: TestClient, embedded_case: sg.Graph) -> None:
    before, tried = embedded_case.state(), 0
    paths = embedded.get("/openapi.json").json()["paths"]
    for name, asked in ASKED.items():
        query = dict(pair.split("=", 1) for pair in asked.split("&") if pair)
        operation = paths["/api/query/{name}" if name.startswith("query") else f"/api/{name}"]["get"]
        for key in {parameter["name"] for parameter in operation.get("parameters", ())} | query.keys():
            answer = embedded.get(f"/api/{name}", params=query | {key: INJECTED})
            assert answer.status_code in (200, 404, 422), (name, key, answer.text)
            assert answer.headers["content-type"] == "application/json"
            assert "set-cookie" not in answer.headers
            tried += 1
    assert tried > 40
    assert embedded_case.state() == before


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(sorted(ASKED)), data=st.data())
def test_whatever_is_sent_no_answer_is_a_fault_of_the_server(embedded: TestClient, name: str, data: Any) -> None:
    document = embedded.get("/openapi.json").json()
    path = "/api/query/{name}" if name.startswith("query") else f"/api/{name}"
    keys = [parameter["name"] for parameter in document["paths"][path]["get"].get("parameters", ())]
    text = st.one_of(st.text(max_size=40), st.sampled_from(["Kim Jong Un", "2023-10-06", "9999-99-99", "-1", "IR"]))
    params = {key: data.draw(text, label=key) for key in keys if key != "name" and data.draw(st.booleans())}
    answer = embedded.get(f"/api/{name}", params=params)
    assert answer.status_code < 500, (name, params, answer.text)
    if answer.status_code == 200:
        described(embedded, path).validate(answer.json())


def test_many_readers_at_once_get_the_same(embedded_case: sg.Graph) -> None:
    from concurrent.futures import ThreadPoolExecutor

    client = TestClient(application(sg.Workspace(embedded_case)))
    addresses = [f"/api/{name}?{ASKED[name]}" for name in ("listed", "traffic", "neighbours", "history")] * 12
    alone = {address: client.get(address).content for address in set(addresses)}
    random.Random(7).shuffle(addresses)
    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(lambda address: (address, client.get(address).content), addresses))
    assert all(content == alone[address] for address, content in answers)
