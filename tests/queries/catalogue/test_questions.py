"""The newer questions of the catalogue, each against an independent count in Python over plain rows."""

from __future__ import annotations

import inspect
import keyword
import math
import re
from collections import defaultdict
from pathlib import Path

import pytest
import sanctionsgraph as sg
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.loaders.registry import load
from sanctionsgraph.queries.catalogue import generate
from sanctionsgraph.queries.catalogue.registry import catalogue, query
from sanctionsgraph.queries.catalogue.shipped_questions import ShippedQuestions

TODAY = "2026-11-24"


def test_every_question_can_be_asked_as_of_a_day() -> None:
    for name, question in catalogue().items():
        assert "as_of" in {parameter.name for parameter in question.parameters}, name
        assert re.search(r"(since|date) <= \$as_of", question.cypher), name


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_each_has_a_typed_method_of_the_same_parameters(embedded_case: sg.Graph, name: str) -> None:
    ask = getattr(ShippedQuestions(embedded_case), name.replace("-", "_"))
    example = catalogue()[name].example()
    named = {key + "_" * keyword.iskeyword(key): value for key, value in example.items()}
    assert list(inspect.signature(ask).parameters) == list(named)
    assert ask(**named) == query(embedded_case, name, **example)
    assert ask.__doc__.startswith(catalogue()[name].question)


def test_the_methods_are_generated_anew_when_a_question_changes() -> None:
    assert generate.TARGET.read_text(encoding="utf-8") == generate.module()


def test_law_and_news_after_the_day_are_left_out(case: sg.Graph) -> None:
    def found(as_of: str | None) -> set[str]:
        return {row["provision"] for row in query(case, "amendments", provision="unscr:1718/8(a)(i)", as_of=as_of)}

    assert found("2009-06-11") == set() < found("2009-06-12") < found("2016-03-02") <= found(None)
    week = {"since": "2023-10-05", "until": "2023-10-14"}
    late, early = (query(case, "became-known", as_of=day, **week).rows for day in (None, "2023-10-06"))
    assert early == [row for row in late if row["known"] <= "2023-10-06"] != late


def haversine(a: tuple[float, float], b: tuple[float, float]) -> float:
    (p, q), (r, s) = (tuple(map(math.radians, point)) for point in (a, b))
    half = math.sin((r - p) / 2) ** 2 + math.cos(p) * math.cos(r) * math.sin((s - q) / 2) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(half))


@pytest.mark.parametrize("km", [1, 2, 3, 10, 37, 250, 21000])
def test_near_equals_the_distances_worked_out_apart(case: sg.Graph, km: int) -> None:
    rows = case.read(
        "MATCH (l:Statement:Location)-[:ABOUT]->(e:Entity) WHERE l.latitude IS NOT NULL "
        "RETURN e.id AS id, labels(e) AS kinds, l.latitude AS lat, l.longitude AS lon ORDER BY l.id"
    ).rows
    points: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for row in rows:
        if row["id"] == "sg:friendship-bridge" or {"RailStation", "Port", "BorderCrossing"} & set(row["kinds"]):
            points[row["id"]].append((row["lat"], row["lon"]))
    origin = points.pop("sg:friendship-bridge")
    expected = {id_: min(haversine(a, b) for a in origin for b in at) for id_, at in points.items()}
    found = {row["id"]: row["km"] for row in query(case, "near", place="sg:friendship-bridge", km=km, as_of=TODAY)}
    assert found.keys() == {id_ for id_, distance in expected.items() if distance <= km}
    assert all(abs(found[id_] - expected[id_]) <= 0.06 for id_ in found)


def test_near_finds_places_of_which_a_code_list_knows_the_function(tmp_path: Path) -> None:
    rows = (
        ",RU,KHS,Khasan,Khasan,PRI,-2------,QQ,9207,,4226N 13039E,\n"
        ",RU,POS,Posyet,Posyet,PRI,1-------,QQ,9207,,4239N 13048E,\n"
        ",RU,ROA,Road,Road,PRI,--3-----,QQ,9207,,4226N 13039E,\n"
        ",CN,HUN,Hunchun,Hunchun,,-------B,QQ,9207,,4252N 13022E,\n"
    )
    path = tmp_path / "extract.csv"
    path.write_text(rows, encoding="utf-8")
    with open_graph(":memory:") as graph:
        load(graph, "stations", path)
        found = query(graph, "near", place="unlocode:RUPOS", km=60, as_of=TODAY).rows
    assert [(row["id"], row["functions"], row["kinds"]) for row in found] == [
        ("unlocode:RUKHS", ["rail"], []),
        ("unlocode:CNHUN", ["border crossing"], []),
    ]


@pytest.mark.parametrize("as_of", ["2012-01-01", "2023-10-06", TODAY])
@pytest.mark.parametrize("start", ["sg:friendship-bridge", "sg:tumangang-station", "sg:rajin-port"])
def test_rail_reach_equals_a_search_step_by_step(case: sg.Graph, start: str, as_of: str) -> None:
    rows = case.read(
        "MATCH (e:Entity)<-[r]-(l:Statement:RailLink) WHERE l.since <= $as_of AND $as_of < l.until "
        "AND type(r) IN ['ENDS_AT', 'OVER'] RETURN l.id AS link, type(r) AS role, e.id AS id",
        as_of=as_of,
    ).rows
    ends: dict[str, set[str]] = defaultdict(set)
    over: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        (ends if row["role"] == "ENDS_AT" else over)[row["link"]].add(row["id"])
    distance = {start: 0}
    edge = {start}
    for step in (1, 2, 3, 4):
        beside = {
            station
            for link, stations in ends.items()
            if stations & edge or (step == 1 and start in over[link])
            for station in stations
        }
        edge = beside - distance.keys()
        distance.update(dict.fromkeys(edge, step))
    for most in (1, 2, 4):
        found = {row["id"]: row["links"] for row in query(case, "rail-reach", place=start, links=most, as_of=as_of)}
        assert found == {id_: n for id_, n in distance.items() if 0 < n <= most}


def test_two_lists_disagree_in_what_one_alone_has(case: sg.Graph) -> None:
    def on(day: str) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for row in query(case, "lists-disagree", a="US", b="EU", as_of=day):
            found[row["listed_by"]].add(row["thing"])
        return found

    owners = {"sg:m-leasing", "sg:marine-trans-shipping", "sg:transmorflot"}
    assert on("2023-10-16") == {"US": owners | {"sg:angara", "sg:lady-r"}}
    # Published on the 24th, in force from the 25th.
    assert on("2024-06-24") == on("2023-10-16")
    assert on("2024-06-25") == {"US": owners, "EU": {"sg:maria"}}
    assert on("2022-05-07") == {}


def test_ships_in_an_event_keep_the_future_out(case: sg.Graph) -> None:
    early = query(case, "listed-ships", event="sg:kp-ru-munitions-2023-sea-dunay", as_of="2023-10-16").rows
    assert {(row["ship"], row["list"]) for row in early} == {
        *(("sg:angara", "US"), ("sg:lady-r", "US"), ("sg:maria", None)),
    }
    assert {row["until"] for row in early if row["list"]} == {"9999-12-31"}


def test_a_statement_that_many_repeat_is_still_of_one_source(case: sg.Graph) -> None:
    rows = query(case, "one-source", id="sg:tumangang-2023-10-05", as_of="2023-10-31").rows
    count = next(row for row in rows if row["property"] == "quantity" and row["value"] == "73")
    assert count["origin"] == "report:csis-2023-10-06"
    assert len(count["statements"]) >= 5


def test_a_listing_that_one_source_tells_of_is_a_statement_of_one_source(case: sg.Graph) -> None:
    rows = query(case, "one-source", id="sg:angara", as_of="2024-12-31").rows
    assert [(row["value"], row["origin"]) for row in rows if row["kind"] == "Listing"] == [
        ("EU", "report:eu-2024-1745"),
        ("US", "report:rusi-2023-10-16"),
    ]


def test_a_post_without_a_start_is_held_from_the_day_on_which_it_was_said(case: sg.Graph) -> None:
    undated = [
        {
            row["holder"]
            for row in query(case, "in-office", country="iso:KP", on=on, as_of=TODAY)
            if row["start"] is None
        }
        for on in ("1994-07-07", "2023-09-13")
    ]
    assert undated[0] == set() < undated[1]


@pytest.mark.parametrize(
    ("country", "on", "post", "holders"),
    [
        ("iso:US", "2020-06-01", "wd:Q11696", {"wd:Q22686"}),
        ("iso:US", "2022-06-01", "wd:Q11696", {"wd:Q6279"}),
        ("iso:US", "2025-06-01", "wd:Q11696", {"wd:Q22686"}),
        ("iso:RU", "2024-05-01", "sg:ru-defence-minister", {"sg:sergei-shoigu"}),
        ("iso:RU", "2024-12-04", "sg:ru-defence-minister", {"sg:andrei-belousov"}),
        ("iso:KR", "2023-01-01", "wd:Q6296418", {"wd:Q16090635"}),
        ("iso:KR", "2025-05-01", "wd:Q6296418", set()),
        ("iso:KR", "2025-08-01", "wd:Q6296418", {"sg:lee-jae-myung"}),
        ("iso:KP", "2024-12-01", "sg:kp-defence-minister", {"sg:no-kwang-chol"}),
    ],
)
def test_who_held_a_post_on_a_day_by_all_that_is_said_of_it(
    case: sg.Graph, country: str, on: str, post: str, holders: set[str]
) -> None:
    name = case.read("MATCH (p:Entity {id: $id}) RETURN p.name AS name", id=post).rows[0]["name"]
    rows = query(case, "in-office", country=country, on=on, as_of="2026-11-29")
    assert {row["holder"] for row in rows if row["post"] == name} == holders


def test_measures_that_came_back_are_marked_as_disputed(case: sg.Graph) -> None:
    back = {row["id"] for row in query(case, "came-back", as_of="2025-12-31") if row["what"] == "measure"}
    disputed = {
        row["measure"]: row for row in query(case, "in-force", programme="un-iran", on="2025-10-01", as_of="2025-12-31")
    }
    assert back
    assert back <= disputed.keys()
    assert all(disputed[id_]["affirmed"] and disputed[id_]["denied"] for id_ in back)
    assert query(case, "came-back", as_of="2025-09-27").rows == []
    assert query(case, "in-force", programme="un-iran", on="2025-09-27").rows != []


def test_a_denial_is_shown_with_what_it_answers_if_that_was_known(case: sg.Graph) -> None:
    rows = query(case, "denials", as_of=TODAY).rows
    expected = case.read("MATCH (c:Statement:Claim) WHERE c.stance = 'denies' RETURN count(c) AS n").rows[0]["n"]
    assert len({row["claim"] for row in rows}) == expected
    assert any(row["answers"] for row in rows)
    assert all((row["answers"] is None) == (row["answered_speaker"] is None) for row in rows)


def test_goods_take_in_their_narrower_kinds(case: sg.Graph) -> None:
    wide = {row["event"] for row in query(case, "events-of-goods", goods="goods:arms", as_of=TODAY)}
    narrow = {row["event"] for row in query(case, "events-of-goods", goods="goods:ammunition", as_of=TODAY)}
    assert narrow < wide


def test_measures_take_the_kinds_of_goods_as_they_were_known(case: sg.Graph) -> None:
    def found(as_of: str | None) -> set[str]:
        ends = {"from": "iso:RU", "to": "iso:KP"}
        rows = query(case, "measures", as_of=as_of, goods="goods:luxury-cars", on="2023-10-05", **ends).rows
        return {row["measure"] for row in rows}

    assert found("2012-01-01") < found("2023-10-06") == found(None)


def test_a_term_without_an_end_ends_with_the_end_that_another_entry_gives(embedded_case: sg.Graph) -> None:
    office = sg.Workspace(embedded_case).ask.in_office
    presidents = [row["name"] for row in office(country="United States", on="2022-06-01").rows]
    assert presidents == ["Joe Biden"]
    assert [row["name"] for row in office(country="United States", on="2018-06-01").rows].count("Donald Trump") >= 1
    # What was not yet known does not end it.
    early = office(country="United States", on="2022-06-01", as_of="2018-06-01").rows
    assert [row["name"] for row in early] == ["Donald Trump"]
