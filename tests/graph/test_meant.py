"""Which of several bearers of a name is meant, and the plain names of the trade in the shipped case."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
import sanctionsgraph as sg
from sanctionsgraph.graph.meant import Described, described
from sanctionsgraph.loaders.registry import load
from sanctionsgraph.schema.errors import Ambiguous, NotFound

from helpers import ftm_file, unlocode_file
from helpers.engines import ROOT

NAMES = ROOT / "benchmarks" / "trade_names.csv"


@pytest.fixture
def harbours(graph: sg.Graph, tmp_path: Path) -> sg.Graph:
    """Two bare places, a company on a data set, and a State, that share names."""
    names = ("HAA", "Lonely Bay"), ("HAB", "Shared Bay"), ("HAC", "Freedonia"), ("HAD", "Twin Bay"), ("HAE", "Twin Bay")
    places = tmp_path / "codes.csv"
    places.write_text("".join(unlocode_file.ROW.format(code=c, name=n, date="0101") for c, n in names), "utf-8")
    load(graph, "stations", places, edition="2024-01-01")
    entities = [
        ftm_file.entity("bay", "Company", name="Shared Bay"),
        ftm_file.entity("pak-1", name="Pak Same"),
        ftm_file.entity("pak-2", name="Pak Same"),
        ftm_file.entity("land", "Company", name="Freedonia"),
    ]
    load(graph, "ftm", ftm_file.write(tmp_path / "made.ftm.json", entities), edition="2024-01-01")
    return graph


def test_a_bare_place_is_meant_only_where_nothing_else_bears_the_name(harbours: sg.Graph) -> None:
    assert harbours.entity("Lonely Bay").id == "unlocode:RUHAA"
    assert [thing.kind for thing in harbours.find("Shared Bay")] == ["Company", "Place"]
    assert harbours.entity("Shared Bay").kind == "Company"


def test_the_kind_asked_for_counts_first(harbours: sg.Graph) -> None:
    assert harbours.entity("Shared Bay", "Place").id == "unlocode:RUHAB"
    with pytest.raises(
        NotFound, match=r"no Country of that name or id: 'Freedonia'\. Did you mean Freedonia \(Company"
    ):
        harbours.entity("Freedonia", "Country")


@pytest.mark.parametrize("name", ["Pak Same", "Twin Bay"])
def test_equals_are_refused_with_their_ids(harbours: sg.Graph, name: str) -> None:
    with pytest.raises(Ambiguous) as error:
        harbours.entity(name)
    assert len(error.value.candidates) == 2


def test_a_part_of_a_name_prefers_all_but_bare_places(harbours: sg.Graph) -> None:
    assert harbours.entity("Shared").kind == "Company"
    with pytest.raises(Ambiguous):
        harbours.entity("Pak")


def test_what_describes_a_thing(harbours: sg.Graph) -> None:
    company = harbours.entity("Shared Bay").id
    ranks = described(harbours, ["unlocode:RUHAB", company, "iso:RU", "no:such"])
    assert ranks == {
        "unlocode:RUHAB": Described.BARE_PLACE,
        company: Described.BY_LIST,
        "iso:RU": Described.BY_LIST,
        "no:such": Described.BARE_PLACE,
    }


def test_a_report_counts_before_a_list(case: sg.Graph) -> None:
    assert set(described(case, ["sg:maria", "iso:KP", "sg:tumangang-station"]).values()) == {Described.BY_REPORT}


def test_every_plain_name_of_the_trade_is_found_in_the_shipped_case(case: sg.Graph) -> None:
    with NAMES.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if case.find(row["id"])]
    assert len(rows) == 83
    assert {row["name"]: case.entity(row["name"]).id for row in rows} == {row["name"]: row["id"] for row in rows}
    for row in rows:
        if row["kind"] == "Country":
            assert case.entity(row["name"], "Country").id == row["id"]
