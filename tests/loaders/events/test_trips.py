"""Trips: the places of a row."""

from __future__ import annotations

import json
from pathlib import Path

from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.loaders.registry import load


def test_a_semicolon_in_brackets_does_not_split_a_place(tmp_path: Path) -> None:
    path = tmp_path / "trips.json"
    place = "Hue (the old town; by train); Da Nang"
    path.write_text(json.dumps({"trips": [{"start": "2019-03-01", "country": "VN", "place": place, "met": []}]}))
    with open_graph(":memory:") as graph:
        load(graph, "events", path)
        places = graph.read("MATCH (:Occurrence)-[:PLACE]->(p) RETURN p.name AS name ORDER BY name").rows
        assert [row["name"] for row in places] == ["Da Nang", "Hue"]
