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
STATED = (
    "MATCH (o:Statement:Occurrence {dataset: 'csis-timeline'})-[:ABOUT]->(e:Entity) "
    "OPTIONAL MATCH (m:Statement:Mention)-[:ABOUT]->(e) WITH o, e, m OPTIONAL MATCH (m)-[:REFERS_TO]->(p:Entity) "
    "WITH o, e, p ORDER BY p.name "
    "RETURN o.key AS key, e.id AS event, o.startDate AS date, o.name AS name, o.url AS url, o.sourceType AS type, "
    "o.topics AS topics, collect(p.name) AS people ORDER BY key"
)


def test_every_row_is_one_statement_and_people_in_it_are_mentioned(graph: sg.Graph, shared: Path) -> None:
    rows = json.loads((shared / FILE).read_bytes())
    account = load(graph, "events", shared / FILE)
    assert (account.read, account.written, account.rejected) == (277, 277, 0)
    assert account.edition == "2026-02-24"
    stored = graph.read(STATED).rows
    assert stored == sorted(
        (
            {
                "key": row.get("event_id") or str(row["id"]),
                "event": f"csis-timeline:{(row.get('event_id') or str(row['id'])).lower()}",
                "date": f"{row['year']}-{row['month']:02}-{row['day']:02}",
                "name": " ".join(row["headline"].split()),
                "url": row["source"].strip() or None,
                "type": row.get("src_type") or None,
                "topics": [row["tag"]],
                "people": sorted(row.get("figures", [])),
            }
            for row in rows
        ),
        key=lambda row: str(row["key"]),
    )
    assert sum(bool(row["people"]) for row in stored) == 94
    assert not graph.read("MATCH (:Statement:Occurrence)-[:PARTICIPANT]->(p:Entity) RETURN p.id AS id").rows
    # A row without an address is said by the publisher of the table, one with an address by its source.
    speakers = (
        "MATCH (c:Claim {property: 'exists'})-[:SAID_BY]->(s) RETURN s.name = 'CSIS Korea Chair' AS own, count(*) AS n "
        "ORDER BY own"
    )
    assert [tuple(r.values()) for r in graph.read(speakers).rows] == [(False, 222), (True, 55)]
    # What a dated source said is known since then, not since the table.
    early = "MATCH (o:Occurrence) WHERE o.since <= '2024-06-30' RETURN count(*) AS n"
    assert graph.read(early).rows == [{"n": 31}]


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
        (row(id=2, source=["https://x.test", "b"]), "`source` holds a list of 2"),
        (row(id=2, headline="\u200b"), "neither a title, a kind nor a text"),
        (row(id=2, month=13), "not a day of the calendar"),
        (row(id=2, day=31), "not a day of the calendar"),
        (row(id=2, day="x"), "cannot be read: `year` holds no year"),
        (row(id=2, year=...), "cannot be read: `year` holds no year"),
        (row(id=2, figures={"a": 1}), "`figures` holds a mapping"),
        (row(id=...), "no key in `event_id`, `id`"),
        ("They met", "not a mapping"),
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
        (b'[{"headline": "x"}]', "no column `event_id`"),
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
