"""Places of maps, code lists and our own files: what joins them, what is only proposed, and what tells them apart."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import sanctionsgraph as sg
from sanctionsgraph.loaders.registry import load
from sanctionsgraph.queries.identity.resolve import merge, proposals

Place = dict[str, Any]


def place(
    id: str, name: str, lat: float | None, lon: float | None, kind: str = "railway station", **codes: str
) -> Place:
    return {"id": id, "name": name, "kind": kind, "lat": lat, "lon": lon, "codes": codes}


def loaded(graph: sg.Graph, folder: Path, first: list[Place], second: list[Place]) -> None:
    """Two collections of places, of which the second has a source of its own and so is another data set."""
    source = {
        "id": "report:atlas-2024",
        "title": "Atlas",
        "publisher": {"id": "pub:atlas", "name": "Atlas"},
        "url": "https://example.org/atlas",
        "published": "2024-01-05",
    }
    for name, places in (("one", first), ("two", [entry | {"source": source} for entry in second])):
        if not places:
            continue
        path = folder / f"{name}.json"
        path.write_text(json.dumps(places), encoding="utf-8")
        load(graph, "stations", path, "2024-01-01")


def proposed(graph: sg.Graph) -> dict[frozenset[str], tuple[str | None, set[str], set[str]]]:
    return {
        frozenset(p.ids): (p.rule, {f.what for f in p.agrees}, {f.what for f in p.contradicts})
        for p in proposals(graph).proposals
    }


PAIR = frozenset({"stations:a", "two:a"})


@pytest.mark.parametrize(
    ("ours", "theirs", "rule"),
    [
        # One name and nearly one position.
        (("Novo Station", 50.0, 20.0), ("Novo Station", 50.005, 20.005), "station"),
        # One code, and a name in another spelling.
        (("Novoselka", 50.0, 20.0, "UIC"), ("Novosiolka", 50.001, 20.0, "UIC"), "code"),
        # One name and five kilometres: a person decides.
        (("Novo Station", 50.0, 20.0), ("Novo Station", 50.03, 20.0), None),
    ],
)
def test_stations_by_code_and_position(
    graph: sg.Graph, tmp_path: Path, ours: tuple[Any, ...], theirs: tuple[Any, ...], rule: str | None
) -> None:
    def of(id: str, stated: tuple[Any, ...]) -> Place:
        name, lat, lon, *systems = stated
        return place(id, name, lat, lon, **dict.fromkeys(systems, "5100 001"))

    loaded(graph, tmp_path, [of("a", ours)], [of("two:a", theirs)])
    assert proposed(graph)[PAIR][0] == rule


def test_the_joined_station_has_the_links_of_both(graph: sg.Graph, tmp_path: Path) -> None:
    first = [place("a", "Novo Station", 50.0, 20.0)]
    second = [
        place("two:a", "Novo Station", 50.001, 20.0) | {"links": [{"to": "two:b", "km": 7, "gauge_mm": [1435]}]},
        place("two:b", "Far Station", 50.1, 20.0),
    ]
    loaded(graph, tmp_path, first, second)
    before = graph.digest()
    merged = merge(graph, "2024-02-01")
    assert [decision.rule for decision in merged.decisions] == ["station"]
    g = sg.Workspace(graph)
    assert g.route("stations:a", "Far Station").routes[0].km_least == 7
    for decision in merged.decisions:
        g.identity.undo(decision.id)
    assert graph.digest() == before


@pytest.mark.parametrize(
    ("ours", "theirs", "against"),
    [
        # Two towns have stations of one name.
        (place("a", "Novo Station", 50.0, 20.0), place("two:a", "Novo Station", 50.08, 20.0), {"position"}),
        # A station is not the port beside it, though a code list has one code for both.
        (
            place("a", "Novo Harbour", 50.0, 20.0, **{"UN/LOCODE": "XXNOV"}),
            place("two:a", "Novo Harbour", 50.0, 20.0, "port", **{"UN/LOCODE": "XXNOV"}),
            {"kind"},
        ),
    ],
)
def test_what_tells_two_places_apart(
    graph: sg.Graph, tmp_path: Path, ours: Place, theirs: Place, against: set[str]
) -> None:
    loaded(graph, tmp_path, [ours], [theirs])
    rule, _, contradicts = proposed(graph)[PAIR]
    assert rule is None
    assert contradicts == against


def test_two_entries_of_one_collection_are_two_places(graph: sg.Graph, tmp_path: Path) -> None:
    loaded(graph, tmp_path, [place("a", "Novo Station", 50.0, 20.0), place("b", "Novo Station", 50.0, 20.0)], [])
    assert proposed(graph) == {}
