"""Rows as points on a map, and as Arrow that other libraries take."""

from __future__ import annotations

import json

import polars
import pytest
import sanctionsgraph as sg


@pytest.fixture(scope="module")
def g(case: sg.Graph) -> sg.Workspace:
    return sg.Workspace(case)


def test_places_of_rows_are_points_with_the_statement_that_gives_the_position(g: sg.Workspace) -> None:
    made = g.cypher("MATCH (e:Entity:RailStation) RETURN e.id AS id, e.name AS name ORDER BY id").to_geojson(g)
    points = {feature["properties"]["id"]: feature for feature in made["features"]}
    station = points["sg:tumangang-station"]
    longitude, latitude = station["geometry"]["coordinates"]
    assert 130 < longitude < 131
    assert 42 < latitude < 43
    assert station["properties"]["position_of"].startswith("location:sg:tumangang-station")
    assert json.loads(json.dumps(made)) == made


def test_what_has_no_position_has_no_point(g: sg.Workspace) -> None:
    assert g.cypher("MATCH (e:Entity:Vessel) RETURN e.id AS id").to_geojson(g)["features"] == []
    before = g.cypher("MATCH (e:Entity:RailStation) RETURN e.id AS id").to_geojson(g, as_of="1950-01-01")
    assert before["features"] == []


def test_rows_are_taken_as_arrow(g: sg.Workspace) -> None:
    result = g.query("traffic", place="Tumangang")
    frame = polars.DataFrame(result)
    assert frame.columns == result.columns
    assert len(frame) == len(result)
    listed = g.listed("Angara", on="2024-09-01")
    assert polars.DataFrame(listed).columns == list(listed.columns)
