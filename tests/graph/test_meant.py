"""Which of several bearers of a name is meant, and the plain names of the trade in the shipped case."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
import sanctionsgraph as sg
from sanctionsgraph.graph.meant import Described, described, officeholder
from sanctionsgraph.loaders.registry import load
from sanctionsgraph.schema.errors import Ambiguous, NotFound

from helpers import ftm_file, unlocode_file
from helpers.engines import ROOT
from helpers.small_graph import small_graph
from helpers.snapshots import filled

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


def test_goods_are_meant_by_the_plain_word_of_their_id(graph: sg.Graph, tmp_path: Path) -> None:
    things = tmp_path / "things.yaml"
    things.write_text(
        "things:\n"
        '  - {id: "goods:divers", kind: Goods, name: People who earn a living under water}\n'
        '  - {id: "goods:pearl-divers", kind: Goods, name: Divers for pearls}\n'
        '  - {id: "goods:pearls", kind: Goods, name: Mussels}\n'
        '  - {id: "sg:divers-union", kind: Organization, name: Union of Divers}\n'
        "identities: []\n"
    )
    load(graph, "identities", things)
    assert graph.entity("divers", "Goods").id == "goods:divers"
    assert graph.entity("Pearl divers", "Goods").id == "goods:pearl-divers"
    assert graph.entity("mussels", "Goods").id == "goods:pearls"
    with pytest.raises(Ambiguous, match=r"sg:divers-union .*goods:pearl-divers"):
        graph.entity("divers")


def test_the_kind_asked_for_counts_first(harbours: sg.Graph) -> None:
    assert harbours.entity("Shared Bay", "Place").id == "unlocode:RUHAB"
    with pytest.raises(
        NotFound,
        match=r"no Country .*'Freedonia'\. It is the name of Freedonia \(Company ftm:land\): give one of kind Country",
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
    assert len(rows) > 100
    assert {row["name"]: case.entity(row["name"]).id for row in rows} == {row["name"]: row["id"] for row in rows}
    for row in rows:
        if row["kind"] == "Country":
            assert case.entity(row["name"], "Country").id == row["id"]


#: A name and who bears it: reports speak of some, posts are stated of some.
BEARERS = """
k :Country
p :Position
s :PublicBody
r :Report
d :Edition
anna :Person name="Anna Orlova" nameKeys=["anna_orlova"]
boris :Person name="Boris Orlova" nameKeys=["boris_orlova"]
ship :Vessel name=Orlova nameKeys=[orlova]
carl :Person name="Carl Sandor" nameKeys=["carl_sandor"]
past :Person name=Sandor nameKeys=[sandor]
dora :Person name="Dora Sandor" nameKeys=["dora_sandor"]
first :Person name="Eva Tamm" nameKeys=["eva_tamm"]
second :Person name="Finn Tamm" nameKeys=["finn_tamm"]
ann :Person name="Kim Ann" nameKeys=["kim_ann"]
bell :Vessel name=Bellona nameKeys=[bellona]
bellona :Company name="Bellona Line" nameKeys=["bellona_line",bellona]
commerce :Company name="House of Commerce" nameKeys=["house_of_commerce"]
omm :Company name="Ocean Management OMM" nameKeys=["ocean_management_omm"]
oa :Occupancy latest=2020-01-01 HOLDER>anna POST>p COUNTRY>k IN>r
oc :Occupancy HOLDER>carl POST>p COUNTRY>k IN>d
op :Occupancy latest=2015-12-31 HOLDER>past POST>p COUNTRY>k IN>d
o1 :Occupancy HOLDER>first POST>p COUNTRY>k IN>r
o2 :Occupancy HOLDER>second POST>p COUNTRY>k IN>r
o3 :Occupancy HOLDER>ann POST>p COUNTRY>k IN>r
c1 :Claim property=nationality ABOUT>boris VALUE>k SAID_BY>s IN>r
c2 :Claim property=flag ABOUT>bell VALUE>k SAID_BY>s IN>r
bay :Place name="Quiet Bay" nameKeys=["quiet_bay"]
quay :Port name="Quiet Bay Port" nameKeys=["quiet_bay_port"]
yard :Facility name="Yard at Quiet Bay Port" nameKeys=["yard_at_quiet_bay_port"]
lonely :Place name="Lonely Bay" nameKeys=["lonely_bay"]
unsaid :Port name="Lonely Bay Port" nameKeys=["lonely_bay_port"]
at :Location ABOUT>bay COUNTRY>k IN>d
c4 :Claim property=country ABOUT>quay VALUE>k SAID_BY>s IN>r
c5 :Claim property=country ABOUT>yard VALUE>k SAID_BY>s IN>r
c3 :Claim property=country ABOUT>bellona VALUE>k SAID_BY>s IN>r
l1 :Listing list=EU reference=1 ABOUT>ship IN>d
l2 :Listing list=EU reference=2 ABOUT>dora IN>d
l3 :Listing list=EU reference=3 ABOUT>commerce IN>d
l4 :Listing list=EU reference=4 ABOUT>omm IN>d
programme :Programme
measure :Measure OF>programme
mill :Company name="Delta Mill" nameKeys=["delta_mill"]
delta :Company name="Mill,_Delta" nameKeys=["mill_delta","delta_mill"]
l5 :Listing list=UN reference=5 ABOUT>mill UNDER>programme IN>d
l6 :Listing list=US reference=6 ABOUT>delta IN>d
ira :Person name="Ira_Lund" nameKeys=["ira_lund"]
lund :Person name="Ira_P_Lund" nameKeys=["ira_p_lund","ira_lund"]
l7 :Listing list=UN reference=7 ABOUT>ira UNDER>programme IN>d
l8 :Listing list=US reference=8 ABOUT>lund IN>d
trading :Company name="Test_Trading_Bank_(TTB)" nameKeys=["test_trading_bank_ttb"]
branch :Company name="Test_Trading_Bank_(TTB)-South_Branch" nameKeys=["test_trading_bank_ttb_south_branch"]
l10 :Listing list=UN reference=10 ABOUT>branch IN>d
ttb :Settlement name="TTB_Bay" nameKeys=["ttb_bay"]
l9 :Listing list=UN reference=9 ABOUT>trading IN>d
haven :Place name=Haven nameKeys=[haven]
halt :RailStation name=Haven nameKeys=[haven]
at2 :Location functions=["port"] ABOUT>haven COUNTRY>k IN>d
at3 :Location functions=["road_terminal"] ABOUT>halt COUNTRY>k IN>d
ends :BorderCrossing name="Quiet-Lonely_rail_crossing" nameKeys=["quiet_lonely_rail_crossing"]
winter :Observation name="Trains_at_the_Quiet-Lonely_crossing" nameKeys=["trains_at_the_quiet_lonely_crossing"]
""".replace("_", " ")


@pytest.fixture
def bearers(graph: sg.Graph) -> sg.Graph:
    return filled(graph, small_graph(BEARERS))


def test_a_surname_means_the_officeholder_of_whom_reports_speak(
    bearers: sg.Graph, caplog: pytest.LogCaptureFixture
) -> None:
    assert bearers.entity("Orlova").id == "anna"
    assert "'Orlova' is read as Anna Orlova (anna), of whom more is known; it may be Orlova (ship)" in caplog.text
    assert [thing.id for thing in bearers.find("Orlova")] == ["anna", "ship"]
    assert bearers.entity("Orlova", "Vessel").id == "ship"


def test_without_reports_a_surname_means_who_is_in_office(bearers: sg.Graph) -> None:
    assert bearers.entity("Sandor").id == "carl"


def test_two_officeholders_of_one_surname_leave_it_open(bearers: sg.Graph) -> None:
    with pytest.raises(Ambiguous):
        bearers.entity("Tamm")


def test_a_given_name_or_a_short_word_is_no_surname(bearers: sg.Graph) -> None:
    assert officeholder(bearers, "Anna") is None
    assert officeholder(bearers, "Ann") is None


def test_what_bears_a_name_comes_before_what_bears_it_as_another_name(bearers: sg.Graph) -> None:
    assert bearers.entity("Bellona").id == "bell"
    assert [thing.id for thing in bearers.find("Bellona")] == ["bell", "bellona"]


def test_whole_words_of_a_name_come_before_a_part_of_a_word(bearers: sg.Graph) -> None:
    assert bearers.entity("omm").id == "omm"
    assert bearers.entity("ommerc").id == "commerce"


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("TTB", "trading"),
        ("Delta Mill", "mill"),
        ("Haven", "haven"),
        ("Quiet-Lonely crossing", "ends"),
        ("South Test Bank", "branch"),
        ("Quietbay", "bay"),
        ("Belllona", None),
    ],
)
def test_names_as_people_write_them(bearers: sg.Graph, name: str, meant: str | None) -> None:
    """An acronym in brackets, a body on two lists, a port, a crossing by its ends, words apart, no space; no such."""
    if meant:
        assert bearers.entity(name).id == meant
    else:
        with pytest.raises(NotFound):
            bearers.entity(name)


def test_two_people_on_two_lists_may_be_two(bearers: sg.Graph) -> None:
    with pytest.raises(Ambiguous):
        bearers.entity("Ira Lund")


def test_the_name_of_a_bare_place_means_its_port_of_which_reports_speak(
    bearers: sg.Graph, caplog: pytest.LogCaptureFixture
) -> None:
    assert bearers.entity("Quiet Bay").id == "quay"
    assert "it may be Quiet Bay (bay)" in caplog.text
    assert bearers.entity("Quiet Bay", "Facility").id == "yard"
    assert bearers.entity("Lonely Bay").id == "lonely"
