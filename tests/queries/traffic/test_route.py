"""Ways by rail: what is on the way, lengths, breaks of gauge and borders, alternatives, and what is not known."""

from __future__ import annotations

from pathlib import Path

import pytest
import sanctionsgraph as sg
from sanctionsgraph.loaders.registry import load
from sanctionsgraph.queries.traffic.route import route
from sanctionsgraph.queries.traffic.route_answer import RailRoute
from sanctionsgraph.schema.errors import NotFound, SanctionsGraphError

from helpers.osm_file import two_states

pytest.importorskip("osmium")


def loaded(graph: sg.Graph, folder: Path, day: str = "2024-03-06", **changed: object) -> None:
    made = two_states()
    for way, tags in changed.items():
        made.ways[int(way[1:])][1].update(tags)  # type: ignore[arg-type]
    load(graph, "stations", made.write(folder / "area.osm"), day)


def names(way: RailRoute) -> str:
    return " ".join(stop.name for stop in way.stops)


def test_the_way_over_the_border(graph: sg.Graph, tmp_path: Path) -> None:
    loaded(graph, tmp_path)
    answer = route(graph, "Alfa", "Echo Yard")
    assert [(names(way), way.km_least, way.km_most) for way in answer.routes] == [
        ("Alfa Beta Gamma Delta Echo Echo Yard", 40.8, 40.8),
        ("Alfa Beta Fork Gamma Delta Echo Echo Yard", 52.966, 52.966),
    ]
    way = answer.routes[0]
    assert [stop.countries for stop in way.stops] == [("iso:PL",)] * 3 + [("iso:UA",)] * 3
    assert (way.borders, way.borders_unknown) == (1, 0)
    assert [(leg.over, leg.over_name) for leg in way.legs if leg.border] == [("osm:w107", "Friendship Bridge")]
    assert [(broken.name, broken.before_mm, broken.after_mm) for broken in way.gauge_breaks] == [
        ("Delta", (1435,), (1520,))
    ]
    assert "WAY 1      40.8 km; 6 stations, 1 border, 1 break of gauge" in str(answer)
    assert "Delta (iso:UA): gauge 1435 mm to 1520 mm" in str(answer)
    assert len(answer.rows()) == 5 + 6
    assert answer.to_dict()["from"] == {"id": "osm:n1", "kind": "RailStation", "name": "Alfa"}


def test_the_other_way_round_is_the_same_way(graph: sg.Graph, tmp_path: Path) -> None:
    loaded(graph, tmp_path)
    (there, *_), (back, *_) = route(graph, "Alfa", "Echo").routes, route(graph, "Echo", "Alfa").routes
    assert there.stops == back.stops[::-1]
    assert there.km_least == back.km_least
    assert [broken.name for broken in back.gauge_breaks] == ["Gamma"]


def test_at_most_so_many_ways(graph: sg.Graph, tmp_path: Path) -> None:
    loaded(graph, tmp_path)
    assert len(route(graph, "Alfa", "Gamma", limit=1).routes) == 1
    assert len(route(graph, "Alfa", "Gamma", limit=5).routes) == 2


def test_links_out_of_use_are_asked_for(graph: sg.Graph, tmp_path: Path) -> None:
    loaded(graph, tmp_path)
    without = route(graph, "Alfa", "Old Mill")
    assert without.routes == ()
    assert without.why_none == "no rail link of Old Mill is known"
    assert "UNKNOWN" in str(without)
    (way,) = route(graph, "Alfa", "Old Mill", out_of_use=True).routes
    assert [leg.out_of_use for leg in way.legs] == [None, "disused"]


def test_two_parts_that_no_link_joins(graph: sg.Graph, tmp_path: Path) -> None:
    loaded(graph, tmp_path, w107={"railway": "razed"})
    answer = route(graph, "Alfa", "Echo")
    assert answer.why_none == "no chain of known rail links leads from one to the other"


def test_as_of_before_the_map_nothing_is_known(graph: sg.Graph, tmp_path: Path) -> None:
    loaded(graph, tmp_path, "2024-03-06", w107={"railway": "construction", "construction": "rail"})
    loaded(graph, tmp_path, "2024-06-06")
    assert route(graph, "Alfa", "Echo", as_of="2024-03-05").links == 0
    assert route(graph, "Alfa", "Echo", as_of="2024-04-01").routes == ()
    assert len(route(graph, "Alfa", "Echo", as_of="2024-06-06").routes) == 2


def test_what_two_sources_state_of_a_link_stands_beside_each_other(case: sg.Graph) -> None:
    (way,) = route(case, "sg:tumangang-station", "sg:khasan-station").routes
    (leg,) = way.legs
    assert leg.border is True
    assert leg.over == "sg:friendship-bridge"
    assert len(leg.statements) >= 1
    assert set(leg.sources) <= {source.n for source in route(case, way.stops[0].id, way.stops[1].id).sources}


def test_unknown_borders_and_gauges_are_counted(graph: sg.Graph, tmp_path: Path) -> None:
    made = two_states()
    made.relations.clear()
    for number in (200, 201, 202):
        del made.ways[number]
    del made.ways[109][1]["gauge"]
    load(graph, "stations", made.write(tmp_path / "area.osm"), "2024-03-06")
    way = route(graph, "Alfa", "Echo Yard").routes[0]
    assert (way.borders, way.borders_unknown) == (0, 5)
    # Between Delta and Echo the gauge is not stated: the break is at Echo at the latest.
    assert [(broken.name, broken.before_mm) for broken in way.gauge_breaks] == [("Echo", (1435,))]
    assert "gauge not stated" in str(route(graph, "Alfa", "Echo Yard"))


def test_questions_that_make_no_sense(graph: sg.Graph, tmp_path: Path) -> None:
    loaded(graph, tmp_path)
    with pytest.raises(SanctionsGraphError, match="are one place"):
        route(graph, "Alfa", "osm:n1")
    with pytest.raises(SanctionsGraphError, match="limit is at least 1"):
        route(graph, "Alfa", "Echo", limit=0)
    with pytest.raises(NotFound):
        route(graph, "Alfa", "Zulu")


def test_rail_reach_follows_the_links_in_use(graph: sg.Graph, tmp_path: Path) -> None:
    loaded(graph, tmp_path)
    with sg.Workspace(graph) as g:
        rows = g.query("rail-reach", place="osm:n2", links=2, as_of="2024-04-01").rows
    assert [(row["links"], row["name"]) for row in rows] == [(1, "Alfa"), (1, "Gamma"), (1, "Fork"), (2, "Delta")]


def test_of_two_places_of_a_name_the_one_with_rail_links_is_meant(case: sg.Graph) -> None:
    answer = route(case, "Tumangang", "Khasan")
    assert {way.stops[-1].id for way in answer.routes} == {"sg:khasan-station"}
