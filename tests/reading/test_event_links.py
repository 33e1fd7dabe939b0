"""Rows of event tables linked with what they name, on rows of our own."""

from __future__ import annotations

from pathlib import Path

import pytest
import sanctionsgraph as sg
from sanctionsgraph.graph.withdrawal.ending import undo, withdraw
from sanctionsgraph.loaders.registry import load
from sanctionsgraph.reading.event_links import LinkReport, link_events
from sanctionsgraph.schema.errors import NotFound

from helpers.shipped import demo
from helpers.timeline_file import put, row

THINGS = """
things:
  - {id: "sg:wonsan", kind: Port, name: Wonsan Port}
  - {id: "sg:ann-lee", kind: Person, name: Ann Lee}
  - {id: "goods:artillery-systems", kind: Goods, name: Artillery systems}
  - {id: "goods:workers", kind: Goods, name: Workers}
  - {id: "iso:RU", kind: Country, name: Russia}
  - {id: "iso:VN", kind: Country, name: Viet Nam}
identities: []
"""
GOODS = ("artillery-ammunition", "military-training")
ROWS = (
    row(headline="Vietnam delivered 40 howitzers to Russia", text="Ann Lee saw them at Wonsan Port."),
    row(id=2, headline="Vietnam denied that it delivered howitzers to Russia"),
    row(id=3, headline="Vietnam-Russia talks were held"),
    row(id=4, headline="Vietnam has sent 300 workers to Russia"),
)
MENTIONED = (
    "MATCH (m:Statement:Mention)-[:ABOUT]->(e:Entity) MATCH (m)-[:REFERS_TO]->(t:Entity) "
    "RETURN e.id AS event, t.id AS thing, m.words AS words, m.field AS field, m.spanStart AS first, m.spanEnd AS last "
    "ORDER BY event, field, first"
)
SUGGESTED = (
    "MATCH (c:Statement:Claim)-[:ABOUT]->(e:Entity) WHERE c.id STARTS WITH 'link:' MATCH (c)-[:VALUE]->(v:Entity) "
    "RETURN e.id AS event, c.property AS property, v.id AS value, c.stance AS stance, c.basis AS basis "
    "ORDER BY event, property, value"
)


@pytest.fixture
def linked(graph: sg.Graph, tmp_path: Path) -> sg.Graph:
    things = tmp_path / "things.yaml"
    things.write_text(THINGS)
    load(graph, "identities", things)
    load(graph, "events", put(tmp_path, *ROWS), edition="2024-01-01")
    link_events(graph)
    return graph


def test_words_that_name_one_thing_are_mentions_with_their_place(linked: sg.Graph) -> None:
    rows = [row for row in linked.read(MENTIONED).rows if row["event"] == "csis-timeline:1"]
    assert [(r["thing"], r["words"], r["field"]) for r in rows] == [
        ("sg:ann-lee", "Ann Lee", "text"),
        ("sg:wonsan", "Wonsan Port", "text"),
        ("iso:VN", "Vietnam", "title"),
        ("goods:artillery-systems", "howitzers", "title"),
        ("iso:RU", "Russia", "title"),
    ]
    texts = {"title": ROWS[0]["headline"], "text": ROWS[0]["text"]}
    assert all(texts[r["field"]][r["first"] : r["last"]] == r["words"] for r in rows)


def test_what_passed_is_suggested_by_inference_where_words_say_that_it_did(linked: sg.Graph) -> None:
    suggested = [(r["event"][-1], r["property"], r["value"]) for r in linked.read(SUGGESTED).rows]
    assert suggested == [
        ("1", "from", "iso:VN"),
        ("1", "goods", "goods:artillery-systems"),
        ("1", "to", "iso:RU"),
        ("4", "from", "iso:VN"),
        ("4", "goods", "goods:workers"),
        ("4", "to", "iso:RU"),
    ]
    assert {(r["stance"], r["basis"]) for r in linked.read(SUGGESTED).rows} == {("suggests", "inference")}
    assert not linked.read("MATCH (:Occurrence)-[:PARTICIPANT]->(p) RETURN p.id AS id").rows


def test_goods_by_words_of_their_own_and_a_sender_by_his_office(graph: sg.Graph, tmp_path: Path) -> None:
    things = tmp_path / "things.yaml"
    goods = "".join(f'  - {{id: "goods:{id_}", kind: Goods, name: {id_}}}\n' for id_ in GOODS)
    things.write_text(THINGS.replace("identities:", f"{goods}identities:"), "utf-8")
    load(graph, "identities", things)
    leaders = tmp_path / "leaders.csv"
    header = "countryid,country,position,positionLabel,officeholder,officeholderLabel,start_year,end_year"
    leaders.write_text(f"{header}\nQ881,Vietnam,Q1,President of Vietnam,Q2,Bo Ekman,2020,\n", "utf-8")
    load(graph, "leaders", leaders)
    rows = (
        row(headline="Vietnam: Bo Ekman Sent Artillery Shells To Russia Last Month", text="Last month he sent shells."),
        row(id=2, headline="Russia training Vietnamese drone pilots"),
    )
    load(graph, "events", put(tmp_path, *rows), edition="2024-01-01")
    link_events(graph)
    suggested = {(r["event"][-1], r["property"], r["value"]) for r in graph.read(SUGGESTED).rows}
    assert suggested == {
        ("1", "goods", "goods:artillery-ammunition"),
        ("1", "from", "iso:VN"),
        ("1", "to", "iso:RU"),
        ("2", "goods", "goods:military-training"),
        ("2", "from", "iso:RU"),
        ("2", "to", "iso:VN"),
    }
    assert [r["words"] for r in graph.read(MENTIONED).rows if r["field"] == "title"][:2] == ["Vietnam", "Bo Ekman"]


def test_of_several_goods_the_kind_that_holds_them_all_is_suggested(tmp_path: Path) -> None:
    with sg.Workspace(demo()) as g:
        g.load("events", put(tmp_path, row(headline="Russia sent barrels of oil to North Korea")))
        asked = [g.assess("csis-timeline:1", measure=f"un-dprk:{oil}") for oil in ("crude-oil", "refined-petroleum")]
        assert {(r["property"], r["value"]) for r in g.cypher(SUGGESTED).rows} >= {("goods", "goods:petroleum")}
    assert [str(answer.assessments[0].outcome) for answer in asked] == ["unknown", "unknown"]


def test_linking_again_changes_nothing_and_loading_takes_links_away(linked: sg.Graph, tmp_path: Path) -> None:
    before = linked.digest()
    report = link_events(linked, "csis-timeline")
    assert linked.digest() == before
    assert (report.rows, report.located, report.datasets) == (4, 4, ["csis-timeline"])
    load(linked, "events", put(tmp_path, *ROWS[1:], name="2.json"), edition="2024-02-01")
    assert not linked.read(SUGGESTED).rows
    link_events(linked)
    assert {r["event"] for r in linked.read(SUGGESTED).rows} == {"csis-timeline:1", "csis-timeline:4"}
    until = (
        "MATCH (c:Claim)-[:ABOUT]->(e) WHERE c.id STARTS WITH 'link:' "
        "RETURN DISTINCT e.id AS id, c.until AS u ORDER BY id"
    )
    assert [r["u"] for r in linked.read(until).rows] == ["2024-02-01", "9999-12-31"]


def test_links_are_withdrawn_with_their_table_and_come_back(linked: sg.Graph) -> None:
    before = linked.digest()
    withdraw(linked, "csis-timeline", "2025-01-01")
    stood = "MATCH (s:Statement) WHERE s.id STARTS WITH 'link:' AND s.until > '2025-01-01' RETURN s.id AS id"
    assert not linked.read(stood).rows
    undo(linked, "csis-timeline")
    assert linked.digest() == before


def test_a_table_that_is_not_there_is_an_error_with_near_names(linked: sg.Graph) -> None:
    with pytest.raises(NotFound, match=r"no event table 'csis-timelin'.*csis-timeline"):
        link_events(linked, "csis-timelin")
    assert isinstance(link_events(linked), LinkReport)
