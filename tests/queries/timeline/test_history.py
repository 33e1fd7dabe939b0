"""One thing through time: every version of every record, and the claims about it, on both engines."""

from __future__ import annotations

import json
from pathlib import Path

import sanctionsgraph as sg
from sanctionsgraph.loaders.registry import load
from sanctionsgraph.queries.catalogue.registry import query
from sanctionsgraph.queries.network.paths import paths
from sanctionsgraph.queries.timeline.history import history
from sanctionsgraph.queries.timeline.versions import Removal

from helpers import un_file
from helpers.shipped import demo


def test_history_tells_records_and_claims_in_the_order_in_which_they_became_known(case: sg.Graph) -> None:
    answer = history(case, "Angara")
    assert list(answer.to_dict()) == ["what", "as_of", "records", "claims", "sources"]
    assert [record.dataset for record in answer.records] == ["listings", "listings"]
    days = [claim.since for claim in answer.claims]
    assert days == sorted(days)
    assert {claim.role for claim in answer.claims} == {"ABOUT", "VALUE"}
    numbers = {source.n for source in answer.sources}
    assert {claim.source for claim in answer.claims} <= numbers
    assert len(answer.rows()) == len(answer.claims) + 2
    assert json.loads(json.dumps(answer.to_dict())) == answer.to_dict()


def test_history_keeps_the_future_out(case: sg.Graph) -> None:
    answer = history(case, "sg:angara", as_of="2023-10-15")
    assert answer.records == ()
    assert {claim.since for claim in answer.claims} == {"2023-10-13"}
    told = str(answer)
    assert "as known on 15 Oct 2023" in told
    assert "CSIS" not in told


def test_the_records_of_what_lies_in_a_state_are_no_history_of_it(case: sg.Graph) -> None:
    assert "COUNTRY" not in {record.role for record in history(case, "iso:KP").records}
    assert "COUNTRY" in {row["role"] for row in query(case, "history", id="iso:KP")}


def test_history_is_alike_on_both_engines(case: sg.Graph, embedded_case: sg.Graph) -> None:
    for what in ("Tumangang Station", "Kim Jong Un", "sg:tumangang-2023-10-05", "goods:ammunition", "iso:KP"):
        assert history(case, what, as_of="2024-01-01") == history(embedded_case, what, as_of="2024-01-01")


def test_the_kind_of_a_statement_does_not_hang_on_the_order_of_labels(graph: sg.Graph, tmp_path: Path) -> None:
    ends = [
        {"id": "co", "schema": "Company", "properties": {"name": ["Ursa Trading"]}},
        {"id": "man", "schema": "Person", "properties": {"name": ["Olga Petrova"]}},
        {"id": "link", "schema": "UnknownLink", "properties": {"subject": ["man"], "object": ["co"]}},
        {"id": "own", "schema": "Ownership", "properties": {"owner": ["man"], "asset": ["co"]}},
        {"id": "dir", "schema": "Directorship", "properties": {"director": ["man"], "organization": ["co"]}},
    ]
    file = tmp_path / "entities.ftm.json"
    rows = ({**end, "datasets": ["made"], "last_seen": "2024-02-01T00:00:00"} for end in ends)
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert not load(graph, "ftm", file).rejected
    with graph.writing() as tx:
        # The narrow label is set first, so that an engine that keeps the order of tokens gives it first.
        tx.run("MATCH (s:Statement:Ownership) REMOVE s:Relation, s:Record SET s:Record, s:Relation")
    kinds = {"Directorship", "Ownership", "Relation"}
    assert {record.kind for record in history(graph, "ftm:man").records} == kinds | {"Profile"}
    assert {row["kind"] for row in query(graph, "history", id="ftm:man")} == kinds | {"Profile"}
    assert {row["kind"] for row in query(graph, "one-source", id="ftm:man")} == kinds
    hops = paths(graph, "ftm:man", "ftm:co")[0].hops
    assert {hop.kind for hop in hops[0].evidence} == kinds


def test_an_end_that_came_later_was_not_known(graph: sg.Graph, tmp_path: Path) -> None:
    for day, comment in (("2020-01-01", ""), ("2021-01-01", "<COMMENTS1>Moved.</COMMENTS1>")):
        load(graph, "un-list", un_file.write(tmp_path / f"{day}.xml", un_file.entry(comment), day=day))
    load(graph, "un-list", un_file.write(tmp_path / "last.xml", un_file.entry("", "KPi.2"), day="2022-01-01"))

    def ends(as_of: str) -> tuple[list[str], object]:
        (record,) = history(graph, "un:KPi.901", as_of=as_of).records
        return [version.until for version in record.versions], record.gone

    assert ends("2020-12-31") == (["9999-12-31"], None)
    assert ends("2021-12-31") == (["2021-01-01", "9999-12-31"], None)
    assert ends("2022-01-01") == (["2021-01-01", "2022-01-01"], Removal("2021-01-01", "2022-01-01"))


def test_a_claim_that_was_withdrawn_later_was_not_known_to_end() -> None:
    with demo() as graph:
        with graph.writing() as tx:
            tx.run("MATCH (c:Statement:Claim) WHERE c.since = '2023-10-13' SET c.until = '2023-11-01'")
        for as_of, until in (("2023-10-31", "9999-12-31"), ("2023-11-01", "2023-11-01")):
            claims = history(graph, "sg:angara", as_of=as_of).claims
            assert {claim.until for claim in claims if claim.since == "2023-10-13"} == {until}
