"""The DPRK-Russia timeline: the whole real file, by an independent count, and what happens to a broken one."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest
import sanctionsgraph as sg
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.loaders.registry import load
from sanctionsgraph.schema.errors import InputError

from helpers.timeline_file import put, row

FILE = Path("summits/dprk_russia_timeline.json")
TOLD = (
    "MATCH (o:Statement:Occurrence {dataset: 'csis-timeline'})-[:ABOUT]->(e:Entity) "
    "OPTIONAL MATCH (o)-[:PARTICIPANT]->(p:Entity) WITH o, e, p ORDER BY p.name "
    "RETURN o.key AS key, e.id AS event, o.startDate AS date, o.name AS name, o.url AS url, o.sourceType AS type, "
    "o.topics AS topics, collect(p.name) AS people ORDER BY key"
)


def test_every_row_with_a_source_is_one_statement_and_the_others_are_rejected(
    graph: sg.Graph, shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # a server's rejections go to the working folder
    rows = json.loads((shared / FILE).read_bytes())
    with_source = [row for row in rows if row["source"].strip()]
    account = load(graph, "events", shared / FILE)
    assert (account.read, account.written, account.rejected) == (277, 222, 55)
    assert (len(rows), len(with_source)) == (277, 222)
    assert {rejection.reason for rejection in account.rejections} == {"`source`: is empty"}
    assert account.edition == "2026-02-23"
    stored = graph.read(TOLD).rows
    assert stored == sorted(
        (
            {
                "key": row.get("event_id") or str(row["id"]),
                "event": f"csis-timeline:{(row.get('event_id') or str(row['id'])).lower()}",
                "date": f"{row['year']}-{row['month']:02}-{row['day']:02}",
                "name": " ".join(row["headline"].split()),
                "url": row["source"].strip(),
                "type": row.get("src_type"),
                "topics": [row["tag"]],
                "people": sorted(row.get("figures", [])),
            }
            for row in with_source
        ),
        key=lambda row: str(row["key"]),
    )
    assert sum(bool(row["people"]) for row in stored) == sum(bool(row.get("figures")) for row in with_source) == 77
    assert not graph.read("MATCH (:Statement:Occurrence)-[:PLACE]->(p:Entity) RETURN p.id AS id").rows


def test_editions_in_all_orders_are_one_graph(tmp_path: Path) -> None:
    files = {
        "2024-01-01": put(tmp_path, row(), row(id=2), name="1.json"),
        "2024-02-01": put(tmp_path, row(headline="They met again"), name="2.json"),
        "2024-03-01": put(tmp_path, row(), row(id=2, figures=["Ann"]), name="3.json"),
    }
    digests = set()
    for order in itertools.permutations(files):
        with open_graph(":memory:") as graph:
            for date in order:
                load(graph, "events", files[date], edition=date)
            digests.add(graph.digest())
    assert len(digests) == 1


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        (row(id=2, source=" \n"), "`source`: is empty"),
        (row(id=2, source=...), "`source` is missing"),
        (row(id=2, source=["https://x.test"]), "`source`: not a text but a list"),
        (row(id=2, headline="\u200b"), "no headline"),
        (row(id=2, month=13), "not a day of the calendar"),
        (row(id=2, day=31), "not a day of the calendar"),
        (row(id=2, day="12"), "`day`: '12' is no whole number"),
        (row(id=2, year=...), "`year` is missing"),
        (row(id=2, figures="Kim Jong-un"), "`figures`: not a list"),
        (row(id=...), "no id"),
        ("They met", "not a mapping"),
        (row(id=2, txet="They met."), "unknown key `txet`: did you mean `text`?"),
        (row(), "key '1' is used twice"),
    ],
)
def test_a_broken_row_is_rejected_with_its_place_and_the_rest_is_loaded(
    tmp_path: Path, broken: object, reason: str
) -> None:
    path = put(tmp_path, row(), broken, row(id=3))
    with open_graph(":memory:") as graph:
        account = load(graph, "events", path)
    assert (account.read, account.written, account.rejected) == (3, 2, 1)
    assert account.rejections[0].place == f"{path}: [1]"
    assert reason in account.rejections[0].reason


def test_a_row_that_lost_its_source_is_not_taken_for_gone(tmp_path: Path) -> None:
    with open_graph(":memory:") as graph:
        load(graph, "events", put(tmp_path, row(), row(id=2)), edition="2024-01-01")
        account = load(graph, "events", put(tmp_path, row(), row(id=2, source="")), edition="2024-02-01")
    assert (account.unchanged, account.rejected, account.ended) == (1, 1, 0)


def test_a_half_known_date_is_an_interval(tmp_path: Path) -> None:
    with open_graph(":memory:") as graph:
        load(graph, "events", put(tmp_path, row(day=...), row(id=2, month=None, day=None)))
        rows = graph.read(
            "MATCH (o:Occurrence) RETURN o.startDate AS d, o.earliest AS e, o.latest AS l ORDER BY d"
        ).rows
    assert [tuple(r.values()) for r in rows] == [
        ("2023", "2023-01-01", "2023-12-31"),
        ("2023-09", "2023-09-01", "2023-09-30"),
    ]


def test_participants_are_only_who_is_given(tmp_path: Path) -> None:
    with open_graph(":memory:") as graph:
        load(
            graph, "events", put(tmp_path, row(headline="Kim Jong Un met Putin"), row(id=2, figures=["A\u202enn", " "]))
        )
        assert [r["people"] for r in graph.read(TOLD).rows] == [[], ["Ann"]]


def test_a_very_long_headline_is_stored_whole(tmp_path: Path) -> None:
    with open_graph(":memory:") as graph:
        load(graph, "events", put(tmp_path, row(headline="N" * 100_000)))
        assert len(graph.entity("csis-timeline:1").name) == 100_000


@pytest.mark.parametrize(
    ("content", "match"),
    [
        (b"[]", "no list `trips` in it"),
        (b"[1]", "no list `trips` in it"),
        (b'[{"headline": "caf\xe9"}]', r"not UTF-8 \(byte 0xe9\)"),
        (
            b'[{"headline": "x"}]',
            "no record of the file could be read; of the first: `year` is missing; `source` is missing",
        ),
        (b'[{"headline": ', "not JSON"),
    ],
)
def test_a_broken_file_is_one_clear_error_and_writes_nothing(tmp_path: Path, content: bytes, match: str) -> None:
    path = tmp_path / "t.json"
    path.write_bytes(content)
    with open_graph(":memory:") as graph:
        with pytest.raises(InputError, match=match):
            load(graph, "events", path)
        assert not graph.info().nodes
