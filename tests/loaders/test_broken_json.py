"""Broken JSON of places, trips and timelines: a rejection with its reason, and the rest is loaded."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.loaders import load
from sanctionsgraph.schema.errors import InputError

SOURCE = {
    "id": "report:made",
    "publisher": {"id": "pub:made", "name": "Made"},
    "title": "T",
    "published": "2020",
    "url": "u",
}
HALT = {"id": "sg:halt", "name": "Halt", "kind": "railway station", "country": "RU", "source": SOURCE}
JUNCTION = {"id": "sg:junction", "name": "Junction", "kind": "railway station", "source": SOURCE}


def load_places(folder: Path, *places: Any) -> tuple[int, list[str]]:
    path = folder / "places.json"
    path.write_text(json.dumps(places), encoding="utf-8")
    report = load(open_graph(":memory:"), "stations", path)
    assert report.read == report.written + report.rejected
    return report.written, [rejection.reason for rejection in report.rejections]


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"latt": 42.5}, "unknown key `latt`: did you mean `lat`?"),
        ({"guage_mm": [1520]}, "unknown key `guage_mm`: did you mean `gauge_mm`?"),
        ({"link": []}, "unknown key `link`: did you mean `links`?"),
        ({"links": [{"to": "sg:junction", "bordr": True}]}, "unknown key `bordr`: did you mean `border`?"),
        ({"links": {"to": "sg:junction"}}, "`links`: not a list"),
        ({"links": [3]}, "`links 1`: not a mapping"),
        ({"links": 3}, "`links`: not a list"),
        ({"gauge_mm": [10**30]}, "is no gauge in millimetres"),
        ({"names": {"": "Halt"}}, "`names`: an empty key"),
        ({"names": ["Halt"]}, "`names`: not a mapping"),
        ({"codes": {"esr": [1]}}, "`codes`: not a mapping to texts"),
        ({"lat": "42,5"}, "`lat`: '42,5' is no number"),
        ({"lon": 200}, "longitude 200 is not within"),
        ({"country": "Russia"}, "is not an ISO 3166-1 alpha-2 code"),
        ({"name": None}, "`name` is missing"),
    ],
)
def test_a_broken_place_is_rejected_with_what_is_wrong(tmp_path: Path, changed: dict[str, Any], says: str) -> None:
    written, (reason,) = load_places(tmp_path, {**HALT, **changed}, JUNCTION)
    assert (written, says in reason) == (1, True), reason


def test_two_errors_of_a_place_come_together(tmp_path: Path) -> None:
    _, (reason,) = load_places(tmp_path, {**HALT, "kind": "halt", "lat": 91, "note": 5}, JUNCTION)
    assert all(
        says in reason for says in ("kind 'halt' is none of", "latitude 91 is not within", "`note`: 5 is not a text")
    )


@pytest.mark.parametrize(
    "trip",
    [{"start": "2020-01-01", "place": None}, {"start": "2020-01-01", "place": "Hanoi", "mett": ["Ann"]}, 3, None],
)
def test_a_broken_trip_is_rejected(tmp_path: Path, trip: object) -> None:
    path = tmp_path / "trips.json"
    path.write_text(json.dumps({"trips": [{"start": "2019-01-01", "place": "Beijing"}, trip]}))
    graph = open_graph(":memory:")
    assert (load(graph, "events", path).rejected, len(graph.read("MATCH (p:Place) RETURN p.id AS id").rows)) == (1, 1)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
_KEYS = st.sampled_from(
    [*HALT, "links", "names", "codes", "gauge_mm", "lat", "neighbours", "connects", "aka_in_reports"]
)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(_KEYS, _JSON, max_size=4), st.sampled_from([HALT, {k: v for k, v in HALT.items() if k != "source"}])
)
def test_any_value_in_a_place_is_read_or_rejected(
    tmp_path: Path, changed: dict[str, Any], place: dict[str, Any]
) -> None:
    path = tmp_path / "any.json"
    path.write_text(json.dumps([{**place, **changed}, {**place, "id": "sg:other"}]))
    try:
        report = load(open_graph(":memory:"), "stations", path, "2020-01-01")
    except InputError as error:
        assert "\n" not in str(error)  # noqa: PT017
    else:
        report.check()


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.sampled_from(["id", "year", "month", "day", "headline", "text", "source", "figures"]), _JSON, max_size=4
    )
)
def test_any_value_in_a_timeline_is_read_or_rejected(tmp_path: Path, changed: dict[str, Any]) -> None:
    event = {"id": 1, "year": 2020, "month": 2, "day": 3, "headline": "H", "source": "s"}
    path = tmp_path / "any.json"
    path.write_text(json.dumps([{**event, "id": 7}, {**event, **changed}]))
    load(open_graph(":memory:"), "events", path, "2024-01-01").check()
