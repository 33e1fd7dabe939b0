"""Who was in office, who met whom, and what was counted, in graphs of several States made for it, on both engines.

Each graph has rows that belong to an answer beside rows that do not: of another State, term, kind or day of knowledge.
"""

from __future__ import annotations

import pytest
import sanctionsgraph as sg
from sanctionsgraph.queries.catalogue.registry import query
from sanctionsgraph.queries.traffic.traffic import traffic

from helpers.small_graph import small_graph
from helpers.snapshots import filled

KNOWN = "2025-01-01"

#: Posts of five States. `aland` has a head of State and one of government; `bland` two heads at one time; `cland` an
#: acting head between two; in `dland` one source alone says when the first left, and he comes back; `eland` and `bland`
#: share a holder.
OFFICES = """
aland :Country
bland :Country
cland :Country
dland :Country
eland :Country
r :Report
r2 :Report
a_head :Position
a_chief :Position
b_head :Position
c_head :Position
c_acting :Position
d_head :Position
e_head :Position
anna :Person
adam :Person
alma :Person
bela :Person
bruno :Person
cora :Person
carl :Person
cyra :Person
dora :Person
dirk :Person
a1 :Occupancy earliest=2020-01-01 latest=2030-01-01 HOLDER>anna POST>a_head COUNTRY>aland IN>r
a2 :Occupancy earliest=2022-05-01 HOLDER>adam POST>a_chief COUNTRY>aland IN>r
a3 :Occupancy earliest=2018-01-01 latest=2022-05-01 HOLDER>alma POST>a_chief COUNTRY>aland IN>r
b1 :Occupancy earliest=2019-01-01 HOLDER>bela POST>b_head COUNTRY>bland IN>r
b2 :Occupancy earliest=2021-01-01 HOLDER>bruno POST>b_head COUNTRY>bland IN>r
c1 :Occupancy earliest=2019-01-01 latest=2024-01-31 HOLDER>cora POST>c_head COUNTRY>cland IN>r
c2 :Occupancy earliest=2024-02-01 latest=2024-03-15 HOLDER>carl POST>c_acting COUNTRY>cland IN>r
c3 :Occupancy earliest=2024-03-15 HOLDER>cyra POST>c_head COUNTRY>cland IN>r
d1 :Occupancy earliest=2016-01-01 HOLDER>dora POST>d_head COUNTRY>dland IN>r
d2 :Occupancy earliest=2016-01-01 latest=2023-12-31 HOLDER>dora POST>d_head COUNTRY>dland IN>r2
d3 :Occupancy earliest=2024-01-01 latest=2024-05-31 HOLDER>dirk POST>d_head COUNTRY>dland IN>r2
d4 :Occupancy earliest=2024-06-01 HOLDER>dora POST>d_head COUNTRY>dland IN>r2
e1 :Occupancy earliest=2021-01-01 HOLDER>bruno POST>e_head COUNTRY>eland IN>r
e2 :Occupancy earliest=2010-01-01 since=2025-06-01 HOLDER>dirk POST>e_head COUNTRY>eland IN>r
e3 :Occupancy earliest=2010-01-01 until=2024-06-01 HOLDER>cora POST>e_head COUNTRY>eland IN>r
""".replace("_", "-")


@pytest.mark.parametrize(
    ("country", "on", "holders"),
    [
        ("aland", "2024-02-15", {("adam", "a-chief"), ("anna", "a-head")}),
        ("aland", "2022-05-01", {("adam", "a-chief"), ("alma", "a-chief"), ("anna", "a-head")}),
        ("aland", "2022-04-30", {("alma", "a-chief"), ("anna", "a-head")}),
        ("bland", "2024-02-15", {("bela", "b-head"), ("bruno", "b-head")}),
        ("bland", "2020-06-01", {("bela", "b-head")}),
        ("cland", "2024-01-31", {("cora", "c-head")}),
        ("cland", "2024-02-15", {("carl", "c-acting")}),
        ("cland", "2024-03-16", {("cyra", "c-head")}),
        ("dland", "2023-06-01", {("dora", "d-head")}),
        ("dland", "2024-02-15", {("dirk", "d-head")}),
        ("dland", "2024-07-01", {("dora", "d-head")}),
        ("eland", "2024-02-15", {("bruno", "e-head")}),
        ("eland", "2015-01-01", set()),
    ],
)
def test_who_held_which_post_of_which_state(
    offices: sg.Graph, country: str, on: str, holders: set[tuple[str, str]]
) -> None:
    rows = query(offices, "in-office", country=country, on=on, as_of=KNOWN)
    assert {(row["holder"], row["post"]) for row in rows} == holders


def test_what_was_not_yet_known_ends_no_term(offices: sg.Graph) -> None:
    on = {"country": "eland", "on": "2024-02-15"}
    assert {row["holder"] for row in query(offices, "in-office", **on, as_of="2024-03-01")} == {"bruno", "cora"}
    assert {row["holder"] for row in query(offices, "in-office", **on, as_of="2025-06-01")} == {"bruno", "dirk"}


#: Heads of four States, and what they took part in by one source or by both.
MEETINGS = """
aland :Country
bland :Country
cland :Country
dland :Country
p :Position
s :PublicBody
r :Report
r2 :Report
anna :Person
former :Person
bela :Person
cora :Person
acting :Person
dora :Person
ta :Occupancy earliest=2022-01-01 HOLDER>anna POST>p COUNTRY>aland IN>r
tf :Occupancy earliest=2010-01-01 latest=2021-12-31 HOLDER>former POST>p COUNTRY>aland IN>r
tb :Occupancy earliest=2020-01-01 HOLDER>bela POST>p COUNTRY>bland IN>r
tc :Occupancy earliest=2020-01-01 latest=2024-02-01 HOLDER>cora POST>p COUNTRY>cland IN>r
tx :Occupancy earliest=2024-02-02 latest=2024-06-01 HOLDER>acting POST>p COUNTRY>cland IN>r
td :Occupancy earliest=2020-01-01 HOLDER>dora POST>p COUNTRY>dland IN>r
summit :Summit
visit :Trip
talks :Meeting
split :Meeting
letter :Letter
speech :Announcement
late :Meeting
old :Meeting
ex :Meeting
change :Meeting
o1 :Occurrence earliest=2024-03-01 latest=2024-03-02 ABOUT>summit PARTICIPANT>anna,bela,cora,acting IN>r
o2 :Occurrence earliest=2024-03-01 latest=2024-03-01 ABOUT>summit PARTICIPANT>anna,bela IN>r2
o3 :Occurrence earliest=2024-03-10 latest=2024-03-12 ABOUT>visit PARTICIPANT>bela,dora IN>r2
o4 :Occurrence earliest=2024-03-05 latest=2024-03-05 ABOUT>talks PARTICIPANT>anna,dora IN>r
o5 :Occurrence earliest=2024-03-06 latest=2024-03-06 ABOUT>split PARTICIPANT>anna IN>r
o6 :Occurrence earliest=2024-03-06 latest=2024-03-06 ABOUT>split PARTICIPANT>bela IN>r2
o7 :Occurrence earliest=2024-03-07 latest=2024-03-07 ABOUT>letter PARTICIPANT>anna,bela IN>r
o8 :Occurrence earliest=2024-03-08 latest=2024-03-08 ABOUT>speech PARTICIPANT>anna,bela IN>r
o9 :Occurrence earliest=2024-03-09 latest=2024-03-09 since=2026-01-01 ABOUT>late PARTICIPANT>anna,bela IN>r
o10 :Occurrence earliest=2023-01-01 latest=2023-01-01 ABOUT>old PARTICIPANT>anna,bela IN>r
o11 :Occurrence earliest=2024-03-03 latest=2024-03-03 ABOUT>ex PARTICIPANT>former,bela IN>r
x :Observation
station :RailStation
beyond :RailStation
c1 :Claim property=change value=more ABOUT>x SAID_BY>s IN>r
c2 :Claim property=date value=2024-03-20 earliest=2024-03-20 latest=2024-03-20 ABOUT>x SAID_BY>s IN>r
c3 :Claim property=place ABOUT>x VALUE>station SAID_BY>s IN>r
l1 :Location ABOUT>station COUNTRY>aland IN>r
l2 :Location ABOUT>beyond COUNTRY>bland IN>r
track :RailLink border=true ENDS_AT>station,beyond IN>r
y :Observation
quay :Port
c4 :Claim property=change value=less ABOUT>y SAID_BY>s IN>r
c5 :Claim property=date value=2024-03-20 earliest=2024-03-20 latest=2024-03-20 ABOUT>y SAID_BY>s IN>r
c6 :Claim property=from ABOUT>y VALUE>cland SAID_BY>s IN>r
c7 :Claim property=to ABOUT>y VALUE>dland SAID_BY>s IN>r
c8 :Claim property=route ABOUT>y VALUE>quay SAID_BY>s IN>r
l3 :Location ABOUT>quay COUNTRY>bland IN>r
"""


@pytest.mark.parametrize(
    ("a", "b", "rows"),
    [
        ("anna", "bela", [("old", "r"), ("summit", "r"), ("summit", "r2")]),
        ("bela", "anna", [("old", "r"), ("summit", "r"), ("summit", "r2")]),
        ("bela", "dora", [("visit", "r2")]),
        ("anna", "dora", [("talks", "r")]),
        ("anna", "cora", [("summit", "r")]),
        ("bela", "former", [("ex", "r")]),
        ("cora", "dora", []),
    ],
)
def test_two_met_where_one_source_has_both_at_a_meeting(
    meetings: sg.Graph, a: str, b: str, rows: list[tuple[str, str]]
) -> None:
    answer = query(meetings, "meetings", a=a, b=b, as_of=KNOWN)
    assert [(row["event"], row["source"]) for row in answer] == rows


def test_whom_each_met_before_trade_between_their_states_changed(meetings: sg.Graph) -> None:
    rows = query(meetings, "met-before", days=30, as_of=KNOWN).rows
    found = {(row["event"], row["meeting"], row["a"], row["b"]) for row in rows}
    assert found == {
        # At the station of one State, on a line into the other: the third and fourth are not concerned.
        ("x", "summit", "anna", "bela"),
        # From the third State to the fourth by a port of the second; who was acting met the second, the former did not.
        ("y", "summit", "bela", "acting"),
        ("y", "visit", "bela", "dora"),
    }
    assert [row["sources"] for row in rows if row["event"] == "x"] == [["r", "r2"]]
    assert query(meetings, "met-before", days=7, as_of=KNOWN).rows == []


def test_more_days_let_older_meetings_in(meetings: sg.Graph) -> None:
    rows = query(meetings, "met-before", days=500, as_of=KNOWN).rows
    assert ("x", "old", "anna", "bela") in {(row["event"], row["meeting"], row["a"], row["b"]) for row in rows}


#: Counts at places of several States: a yard that is part of a station, a crossing that the station is part of, ports.
COUNTS = """
station :RailStation
yard :Facility
crossing :BorderCrossing
north :Port
south :Port
far :RailStation
lab :PublicBody
paper :PublicBody
r :Report
r2 :Report
p1 :Claim property=part-of ABOUT>yard VALUE>station SAID_BY>lab IN>r
p2 :Claim property=part-of ABOUT>station VALUE>crossing SAID_BY>lab IN>r
p3 :Claim property=part-of stance=denies ABOUT>far VALUE>station SAID_BY>lab IN>r
"""


def counted(event: str, place: str, day: str, number: int, by: str, report: str, more: str = "") -> str:
    said = f"ABOUT>{event} SAID_BY>{by} IN>{report}"
    claims = (
        f"{event}_at :Claim property=place VALUE>{place} {said}",
        f"{event}_on :Claim property=date value={day} earliest={day} latest={day} {said}",
        f"{event}_n :Claim property=quantity number={number} value={number} unit=cars basis=imagery {said} {more}",
    )
    return "\n".join((f"{event} :Observation", *claims, ""))


COUNTS += "".join(
    (
        counted("e1", "station", "2024-01-01", 70, "lab", "r"),
        counted("e2", "station", "2024-02-01", 10, "lab", "r"),
        counted("e3", "yard", "2024-03-01", 8, "lab", "r"),
        counted("e4", "crossing", "2024-04-01", 225, "lab", "r"),
        counted("e5", "station", "2024-01-02", 60, "paper", "r2"),
        counted("e6", "far", "2024-01-03", 33, "lab", "r"),
        counted("e7", "north", "2024-01-04", 5, "lab", "r"),
        counted("e8", "south", "2024-01-05", 6, "paper", "r2"),
        counted("e9", "station", "2024-05-01", 99, "lab", "r", "stance=denies"),
        counted("e10", "station", "2024-06-01", 98, "lab", "r", "since=2026-01-01"),
        # The paper repeats what the laboratory counted: no count of its own.
        "rep :Claim property=quantity number=70 unit=cars basis=hearsay ABOUT>e1 SAID_BY>paper RESTS_ON>e1_n IN>r2\n",
    )
)


@pytest.mark.parametrize(
    ("place", "here", "all_counts"),
    [
        ("station", [70, 60, 10], {70, 60, 10, 8, 225}),
        ("yard", [8], {8, 70, 60, 10, 225}),
        ("crossing", [225], {225, 70, 60, 10, 8}),
        ("far", [33], {33}),
        ("north", [5], {5}),
        ("south", [6], {6}),
    ],
)
def test_each_count_once_at_its_place(counts: sg.Graph, place: str, here: list[int], all_counts: set[int]) -> None:
    rows = query(counts, "traffic", place=place, as_of=KNOWN).rows
    assert [row["number"] for row in rows if row["place"] == place] == here
    assert {row["number"] for row in rows} == all_counts
    series = traffic(counts, place, as_of=KNOWN)
    assert {count.number for count in series.counts} == all_counts
    assert {count.number for count in series.counts if count.places == (place,)} == set(here)
    assert all(len({(count.places, count.speaker_id) for count in group.counts}) == 1 for group in series.groups)


def test_a_count_that_another_repeats_is_one_count_of_its_counter(counts: sg.Graph) -> None:
    (row,) = [row for row in query(counts, "traffic", place="station", as_of=KNOWN) if row["number"] == 70]
    assert (row["speaker"], row["carried_by"]) == ("lab", 1)


@pytest.fixture
def offices(graph: sg.Graph) -> sg.Graph:
    return filled(graph, small_graph(OFFICES))


@pytest.fixture
def meetings(graph: sg.Graph) -> sg.Graph:
    return filled(graph, small_graph(MEETINGS))


@pytest.fixture
def counts(graph: sg.Graph) -> sg.Graph:
    return filled(graph, small_graph(COUNTS))
