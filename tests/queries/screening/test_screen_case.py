"""Screening against the shipped case, on both engines: the same hits, and places that share a name."""

from __future__ import annotations

import sanctionsgraph as sg
from sanctionsgraph.queries.screening.screen import screen


def test_places_of_one_name_are_told_apart_by_schema(case: sg.Graph, embedded_case: sg.Graph) -> None:
    for name, schema in (("Tumangang", "RailStation"), ("두만강역", "RailStation"), ("Vostochny", "Spaceport")):
        rows = screen(case, name, schema=schema, min_score=0.0)
        assert rows
        assert {row.kind for row in rows} == {schema}
        assert rows == screen(embedded_case, name, schema=schema, min_score=0.0)
    assert "Spaceport" not in {row.kind for row in screen(case, "Vostochny Port", schema="Port", min_score=0.0)}


def test_a_place_of_another_kind_is_no_alert_under_its_whole_name(case: sg.Graph) -> None:
    hits = screen(case, "Vostochny Port", schema="Spaceport", min_score=0.0)
    assert hits
    assert not any(row.alert for row in hits)


def test_the_shipped_case_gives_the_same_hits_on_both_engines(case: sg.Graph, embedded_case: sg.Graph) -> None:
    asked = ["Kim Jong Un", "Владимир Путин", "최선희", "Angara", "Maria", "Choe Ryong Hae", "Shoigu Sergei"]
    rows = screen(case, asked, as_of="2024-01-01")
    assert rows == screen(embedded_case, asked, as_of="2024-01-01")
    assert {"Kim Jong Un", "Владимир Путин"} <= {row.asked for row in rows if row.alert}


def test_the_text_of_an_answer_is_the_table_of_the_command_line(embedded_case: sg.Graph) -> None:
    found = screen(embedded_case, "Angra")
    head, row = str(found).splitlines()
    assert head.split() == ["asked", "rank", "score", "alert", "id", "kind", "name", "matched", "lists", "why"]
    assert "0.91   alert  sg:angara" in row
    assert "points" not in row + found._repr_html_(), "how a score is put together stands in the rows"
    assert found.to_result().rows[0]["parts"]
