"""The UK lists: a small sample made by hand in the published form, after entries that public copies show.

No whole file is at hand here. Headers are those of the UK Sanctions List of 13 February 2026 and of the Consolidated
List in its forms of 2022 and of 2014. Ids, first names, regimes, days and ship data are those of real entries; further
aliases, measures and details of papers are made up where a case needs them, and texts are shortened.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import sanctionsgraph as sg
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.loaders.common.listing_parts import enumerated, enumerated_pairs
from sanctionsgraph.loaders.registry import load
from sanctionsgraph.loaders.uk.columns import CONSOLIDATED, SANCTIONS_LIST
from sanctionsgraph.queries.catalogue.registry import query
from sanctionsgraph.schema.errors import InputError, NotFound

from helpers.engines import empty_neo4j
from helpers.uk_file import (
    AFGHANISTAN,
    DPRK,
    EXCHANGE,
    HASSAN,
    HEADER,
    INDUSTRIES,
    KOROLEV,
    OLD_HEADER,
    PRIMARY,
    ROWS,
    RUSSIA,
    columns,
    old,
    put,
    text,
)

SHIP = ["Designation source", "Tonnage of ship", "Type of ship", "flag"]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return put(tmp_path_factory.mktemp("uk"), text(*ROWS))


@pytest.fixture(scope="module")
def loaded(sample: Path) -> Iterator[sg.Graph]:
    with open_graph(":memory:") as graph:
        account = load(graph, "uk", sample)
        assert (account.read, account.written, account.rejected) == (4, 4, 0)
        assert account.edition == "2026-02-13"
        yield graph


def names(graph: sg.Graph, key: str) -> list[tuple[str, str]]:
    rows = graph.read(
        "MATCH (l:Statement:Listing {key: $key})-[:PART]->(a:Statement:Alias) "
        "RETURN a.name AS name, a.quality AS quality ORDER BY name, quality",
        key=key,
    ).rows
    return [(row["name"], row["quality"]) for row in rows]


def values(graph: sg.Graph, key: str, label: str, field: str) -> list[object]:
    rows = graph.read(
        f"MATCH (l:Statement:Listing {{key: $key}})-[:PART]->(p:Statement:{label}) RETURN p.{field} AS v ORDER BY v",
        key=key,
    ).rows
    return [row["v"] for row in rows]


def test_the_columns_that_the_lists_are_read_by_are_in_their_headers() -> None:
    for form, header in ((SANCTIONS_LIST, HEADER), (CONSOLIDATED, OLD_HEADER)):
        known = {column.casefold() for column in header}
        assert set(form.needed) <= known
        assert {column for group in form.groups.values() for column in group} <= known
    assert (len(HEADER), len(OLD_HEADER)) == (58, 36)


def test_rows_of_one_id_are_one_listing(loaded: sg.Graph) -> None:
    rows = query(loaded, "listed", list="UK").rows
    assert [(row["reference"], row["name"], row["entry"], row["listed_on"]) for row in rows] == [
        ("AFG0001", "HAJI KHAIRULLAH HAJI SATTAR MONEY EXCHANGE", "entity", "2012-06-29"),
        ("AFG0006", "MOHAMMAD HASSAN AKHUND", "individual", "2001-01-25"),
        ("DPR0075", "Petrel 8", "ship", "2017-10-03"),
        ("RUS2176", "KOROLEV PROSPECT", "ship", "2024-07-31"),
    ]
    assert len(rows) == len({row["Unique ID"] for row in ROWS})
    assert [row["programme"] for row in rows] == [AFGHANISTAN, AFGHANISTAN, DPRK, RUSSIA]


def test_names_are_said_in_their_order_and_keep_their_type_and_strength(loaded: sg.Graph) -> None:
    assert names(loaded, "AFG0006") == [("MOHAMMAD HASSAN", "Alias, Good quality")]
    assert names(loaded, "AFG0001") == [("Haji Alim Hawala", "Alias")]
    assert names(loaded, "DPR0075") == [("PETREL 8", "Primary Name Variation")]


def test_what_the_rows_repeat_stands_once_and_all_values_stand(loaded: sg.Graph) -> None:
    assert values(loaded, "AFG0006", "Birth", "name") == ["dd/mm/1945", "dd/mm/1946"]
    assert values(loaded, "AFG0006", "Birth", "earliest") == ["1945-01-01", "1946-01-01"]
    assert values(loaded, "AFG0006", "Birth", "latest") == ["1945-12-31", "1946-12-31"]
    assert values(loaded, "AFG0006", "Nationality", "name") == ["Afghanistan"]
    assert values(loaded, "AFG0006", "BirthPlace", "name") == ["Kandahar, Afghanistan"]
    assert values(loaded, "AFG0006", "Address", "name") == ["Kabul"]
    assert values(loaded, "AFG0006", "Identification", "number") == ["7172", "P04581926", "TAi.002"]
    assert values(loaded, "AFG0006", "Designation", "name") == ["Deputy Minister"]


def test_measures_reasons_and_dates_are_fields(loaded: sg.Graph) -> None:
    rows = loaded.read(
        "MATCH (l:Statement:Listing) WHERE l.key IN ['AFG0006', 'RUS2176'] RETURN l.measures AS measures, "
        "l.reason AS reason, l.gender AS gender, l.honorifics AS titles, l.amendedOn AS amended, l.under AS under, "
        "l.comments AS comments ORDER BY l.key"
    ).rows
    assert rows[0]["measures"] == ["Arms embargo", "Asset freeze", "Travel Ban"]
    assert (rows[0]["gender"], rows[0]["titles"], rows[0]["amended"]) == ("Male", ["Mullah"], ["2022-01-26"])
    assert rows[1]["measures"] == ["Shipping sanctions: (see 'Other information')"]
    assert rows[1]["reason"] == "KOROLEV PROSPECT (IMO 9826902) is involved in carrying oil from Russia."


def test_a_ship_states_its_number_with_or_without_its_prefix(tmp_path: Path, loaded: sg.Graph) -> None:
    assert values(loaded, "DPR0075", "Identification", "number") == ["9562233"]
    assert values(loaded, "DPR0075", "Value", "property") == [
        "Designation source",
        "Tonnage of ship",
        "Type of ship",
        "flag",
    ]
    for stated, number, note in (
        ("8628597", "8628597", None),
        ("IMO 8628598", "8628598", "the check digit does not fit the number"),
        ("IMO number unknown", "unknown", "not an IMO number: seven digits are needed"),
    ):
        with open_graph(":memory:") as graph:
            row = {**KOROLEV, "IMO number": stated}
            assert load(graph, "uk", put(tmp_path, text(row))).written == 1
            assert values(graph, "RUS2176", "Identification", "number") == [number]
            assert values(graph, "RUS2176", "Identification", "note") == [note]


def test_every_cell_of_a_row_is_found_again(tmp_path: Path) -> None:
    marks = {column: f"said {n}" for n, column in enumerate(HEADER)}
    marks |= {"Last Updated": "01/02/2024", "Unique ID": "XYZ0001", "Designation Type": "Entity"}
    marks |= {"Date Designated": "01/02/2023", "IMO number": "9562233"}
    with open_graph(":memory:") as graph:
        assert load(graph, "uk", put(tmp_path, text(marks))).written == 1
        whole = graph.read("MATCH (s:Statement) RETURN s AS s").rows
    said = repr(whole)
    assert [column for column, mark in marks.items() if mark.startswith("said") and mark not in said] == []


@pytest.mark.parametrize(
    ("written", "earliest", "latest"),
    [
        ("17/07/1964", "1964-07-17", "1964-07-17"),
        ("dd/09/1958", "1958-09-01", "1958-09-30"),
        ("00/00/1975", "1975-01-01", "1975-12-31"),
        ("15/mm/1975", "1975-01-01", "1975-12-31"),
        ("1962", "1962-01-01", "1962-12-31"),
        ("15/08/19yy", None, None),
        ("31/02/1970", None, None),
        ("circa 1970", "1970-01-01", "1970-12-31"),
    ],
)
def test_a_birth_keeps_its_words_and_the_days_they_may_mean(
    tmp_path: Path, written: str, earliest: str | None, latest: str | None
) -> None:
    with open_graph(":memory:") as graph:
        assert load(graph, "uk", put(tmp_path, text({**HASSAN, **PRIMARY, "D.O.B": written}))).rejected == 0
        rows = graph.read("MATCH (b:Statement:Birth) RETURN b.name AS n, b.earliest AS e, b.latest AS l").rows
    assert rows == [{"n": written, "e": earliest, "l": latest}]


def test_of_two_primary_names_one_is_the_name_whatever_their_order(tmp_path: Path) -> None:
    two = [{**EXCHANGE, "Name 6": name, "Name type": "Primary Name"} for name in ("IADENA", "DIN MOHAMMAD")]
    digests = set()
    for rows in (two, two[::-1]):
        with open_graph(":memory:") as graph:
            load(graph, "uk", put(tmp_path, text(*rows)))
            assert query(graph, "listed", list="UK").rows[0]["name"] == "DIN MOHAMMAD"
            assert names(graph, "AFG0001") == [("IADENA", "Primary Name")]
            digests.add(graph.digest())
    assert len(digests) == 1


def test_the_first_of_several_days_counts_and_a_primary_name_may_be_weak_and_in_any_case(tmp_path: Path) -> None:
    rows = [
        {**EXCHANGE, "Name 6": "ZABUL", "Name type": "PRIMARY NAME", "Alias strength": "Low quality"},
        {**EXCHANGE, "Name 6": "DIN MOHAMMAD", "Name type": "Alias", "Date Designated": "01/02/2010"},
    ]
    with open_graph(":memory:") as graph:
        first = "Report Date: 13-Feb-2026\r\nReplaces that of 01-Jan-2026"
        assert load(graph, "uk", put(tmp_path, text(*rows, first=first))).edition == "2026-02-13"
        (row,) = query(graph, "listed", list="UK").rows
        assert (row["name"], row["listed_on"]) == ("ZABUL", "2010-02-01")
        assert names(graph, "AFG0001") == [("DIN MOHAMMAD", "Alias"), ("ZABUL", "PRIMARY NAME, Low quality")]


def test_the_consolidated_list_is_a_list_of_its_own(tmp_path: Path) -> None:
    rows = [INDUSTRIES, {**INDUSTRIES, "Name 6": "GOEI", "Alias Type": "AKA", "Alias Quality": "Good"}]
    with open_graph(":memory:") as graph:
        account = load(graph, "uk", put(tmp_path, old(*rows), "ConList.csv"))
        assert (account.read, account.written, account.edition) == (1, 1, "2026-01-27")
        with pytest.raises(NotFound, match="UK OFSI"):
            query(graph, "listed", list="UK")
        (row,) = query(graph, "listed", list="UK OFSI").rows
        assert (row["reference"], row["entity"], row["programme"]) == ("12431", "ofsi:12431", "Syria")
        assert row["listed_on"] == "2011-12-02"
        assert names(graph, "12431") == [("GOEI", "AKA, Good")]
        assert values(graph, "12431", "Identification", "number") == ["SYR0306"]
        assert values(graph, "12431", "Address", "name") == ["PO Box 21120, Baramkeh, Damascus, Syria"]
        (listing,) = graph.read("MATCH (l:Statement:Listing) RETURN l.reason AS reason, l.comments AS comments").rows
        assert listing["reason"] == "Front company for the acquisition of sensitive equipment."
        assert "(Phone number):(1) +963112121816" in listing["comments"]


EARLY_HEADER = columns(
    "Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Title,DOB,Town of Birth,Country of Birth,Nationality,Passport Details,"
    "NI Number,Position,Address 1,Address 2,Address 3,Address 4,Address 5,Address 6,Post/Zip Code,Country,"
    "Other Information,Group Type,Alias Type,Regime,Listed On,Last Updated,Group ID"
)
EARLY = {
    "Name 6": "TESTOV",
    "Name 1": "Ivan",
    "DOB": "00/00/1963",
    "Town of Birth": "(1) Algiers (2) -",
    "Country of Birth": "(1) Algeria (2) France",
    "Nationality": "(1) Algerian (2) French",
    "Passport Details": "(1) 28642163 (German) issued in Hamburg (2) 954242 (Moroccan)",
    "NI Number": "AO 27879097 (Italian)",
    "Position": "(1) Deputy Minister (2) Mayor of Kandahar",
    "Group Type": "Individual",
    "Alias Type": "Prime Alias",
    "Regime": "Al-Qaida",
    "Listed On": "23/04/2013",
    "Last Updated": "23/04/2013",
    "Group ID": "12871",
}


def test_the_consolidated_list_of_2014_with_fewer_columns_and_other_bytes(tmp_path: Path) -> None:
    """As in the file of 2 April 2014: no alias quality, `Prime Alias`, values that are counted, Windows-1252."""
    alias = {**EARLY, "Name 6": "T\u00e9STOV", "Alias Type": "AKA"}
    content = text(EARLY, alias, first="Last Updated,02/04/2014", header=EARLY_HEADER).encode("cp1252")
    with open_graph(":memory:") as graph:
        account = load(graph, "uk", put(tmp_path, content, "sanctionsconlist.csv"))
        assert (account.read, account.written, account.edition) == (1, 1, "2014-04-02")
        assert account.notes == ["1 cells are not UTF-8; they were read as Windows-1252"]
        (row,) = query(graph, "listed", list="UK OFSI").rows
        assert (row["name"], row["programme"], row["listed_on"]) == ("Ivan TESTOV", "Al-Qaida", "2013-04-23")
        assert names(graph, "12871") == [("Ivan T\u00e9STOV", "AKA")]
        assert values(graph, "12871", "Nationality", "name") == ["Algerian", "French"]
        assert values(graph, "12871", "Designation", "name") == ["Deputy Minister", "Mayor of Kandahar"]
        assert values(graph, "12871", "BirthPlace", "name") == ["Algiers, Algeria", "France"]
        assert values(graph, "12871", "Identification", "note") == [
            "28642163 (German) issued in Hamburg",
            "954242 (Moroccan)",
            "AO 27879097 (Italian)",
        ]


@pytest.mark.parametrize(
    ("written", "values"),
    [
        ("(1) German (2) Moroccan", ["German", "Moroccan"]),
        ("1) Saudi Arabia 2) Qatar", ["Saudi Arabia", "Qatar"]),
        ("(1)-(2) Indonesia", ["", "Indonesia"]),
        ("(1) Khan, (2) Khost; (3) Kabul", ["Khan", "Khost", "Kabul"]),
        ("1) Bank (2nd branch) 2) Mill (1)", ["Bank (2nd branch)", "Mill (1)"]),
        ("(1) only", ["only"]),
        ("Afghan", ["Afghan"]),
        ("", [""]),
        ("Room (1) of (2)", ["Room (1) of (2)"]),
        ("(2) German (1) Moroccan", ["(2) German (1) Moroccan"]),
        ("(1) German (3) Moroccan", ["(1) German (3) Moroccan"]),
        ("(1984) German", ["(1984) German"]),
    ],
)
def test_values_that_are_counted_are_told_apart(written: str, values: list[str]) -> None:
    assert enumerated(written) == values


@pytest.mark.parametrize(
    ("left", "right", "pairs"),
    [
        ("(1) Algiers (2) -", "(1) Algeria (2) France", [("Algiers", "Algeria"), ("", "France")]),
        ("(1) Algiers (2) Oran", "Algeria", [("(1) Algiers (2) Oran", "Algeria")]),
        ("", "(1) Yemen (2) Sudan", [("", "Yemen"), ("", "Sudan")]),
        ("Kandahar", "Afghanistan", [("Kandahar", "Afghanistan")]),
        ("(1) - (2) Oran", "(1) - (2) Algeria", [("Oran", "Algeria")]),
    ],
)
def test_values_that_belong_together_are_paired_by_their_numbers(
    left: str, right: str, pairs: list[tuple[str, str]]
) -> None:
    assert enumerated_pairs(left, right) == pairs


def test_the_column_of_the_kind_may_bear_its_former_name(tmp_path: Path) -> None:
    former = text(*ROWS).replace("Designation Type", '"Individual, Entity, Ship"')
    digests = set()
    for content in (former, text(*ROWS)):
        with open_graph(":memory:") as graph:
            assert load(graph, "uk", put(tmp_path, content)).written == 4
            digests.add(graph.digest())
    assert len(digests) == 1


def test_editions_in_any_order_give_one_graph(tmp_path: Path) -> None:
    changed = {**KOROLEV, "Current believed flag of ship": "Panama"}
    editions = {
        "13-Feb-2026": ROWS,
        "01-Mar-2026": [*ROWS[:-1], changed],
        "15-Apr-2026": [row for row in ROWS[::-1] if row["Unique ID"] != "DPR0075"],
    }
    paths = [put(tmp_path, text(*rows, first=f"Report Date: {day}"), f"{day}.csv") for day, rows in editions.items()]
    digests = set()
    for order in itertools.permutations(paths):
        with open_graph(":memory:") as graph:
            for path in order:
                assert load(graph, "uk", path).rejected == 0
            digests.add(graph.digest())
            assert len(query(graph, "listed", list="UK", as_of="2026-03-31").rows) == 4
            assert len(query(graph, "listed", list="UK", as_of="2026-04-15").rows) == 3
    assert len(digests) == 1


@pytest.mark.neo4j
def test_both_engines_hold_the_same_graph(sample: Path, loaded: sg.Graph, neo4j_uri: str) -> None:
    with empty_neo4j(neo4j_uri) as graph:
        assert load(graph, "uk", sample).written == 4
        assert graph.digest() == loaded.digest()
        again = load(graph, "uk", sample)
        assert (again.written, again.unchanged) == (0, 4)


def test_the_same_file_twice_is_all_unchanged(sample: Path) -> None:
    with open_graph(":memory:") as graph:
        load(graph, "uk", sample)
        before = graph.digest()
        again = load(graph, "uk", sample)
        assert (again.read, again.written, again.unchanged, again.ended) == (4, 0, 4, 0)
        assert graph.digest() == before


# -- bad input -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"Designation Type": "Person"}, "Designation Type is individual, person"),
        ({"Regime Name": ""}, None),
        ({"Date Designated": "25 of January"}, "Date Designated '25 of January' is not a date"),
        ({"Last Updated": "30/02/2022"}, "2022-02-30"),
    ],
)
def test_an_entry_with_a_broken_row_is_rejected_and_the_rest_stands(
    tmp_path: Path, change: dict[str, str], says: str | None
) -> None:
    with open_graph(":memory:") as graph:
        path = put(tmp_path, text(ROWS[0], {**ROWS[3], **change}, KOROLEV))
        account = load(graph, "uk", path)
        assert account.read == 2
        if says is None:
            assert account.rejected == 0
            return
        (rejection,) = account.rejections
        assert says in rejection.reason
        assert (rejection.place, rejection.record) == (f"{path}:3", "AFG0006")
        assert [row["reference"] for row in query(graph, "listed", list="UK").rows] == ["RUS2176"]


def test_an_entry_that_could_not_be_read_is_not_taken_for_gone(tmp_path: Path, sample: Path) -> None:
    with open_graph(":memory:") as graph:
        load(graph, "uk", sample)
        broken = [{**row, "Date Designated": "?"} if row is KOROLEV else row for row in ROWS]
        account = load(graph, "uk", put(tmp_path, text(*broken, first="Report Date: 01-Mar-2026")))
        assert (account.rejected, account.unchanged, account.ended) == (1, 3, 0)
        assert "RUS2176" in [row["reference"] for row in query(graph, "listed", list="UK", as_of="2026-03-02").rows]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("a,b,c", "3 cells in the row, 58 columns in the header"),
        ("," + ",".join(text(KOROLEV).splitlines()[-1].split(",")), "59 cells in the row|60 cells|cells in the row"),
        (",".join(["x", "", *["y"] * 56]), "no Unique ID"),
        (",".join(["x", "not an id", *["y"] * 56]), "'not an id' is not an id of the list"),
    ],
)
def test_a_shifted_row_is_rejected_with_its_line(tmp_path: Path, line: str, says: str) -> None:
    with open_graph(":memory:") as graph:
        path = put(tmp_path, text(KOROLEV) + line + "\r\n")
        account = load(graph, "uk", path)
        assert (account.read, account.written, account.rejected) == (2, 1, 1)
        (rejection,) = account.rejections
        assert rejection.place == f"{path}:4"
        assert re.search(says, rejection.reason), rejection.reason


def test_latin_1_bytes_null_bytes_and_marks(tmp_path: Path) -> None:
    odd = {**KOROLEV, "Unique ID": "RUS9001", "Name 6": "KOR\u202eOLEV\x00 " + "N" * 100_000}
    latin = text({**KOROLEV, "Unique ID": "RUS9002", "Name 6": "KÖNIG"}).splitlines()[-1].encode("latin-1")
    with open_graph(":memory:") as graph:
        account = load(graph, "uk", put(tmp_path, text(KOROLEV, odd).encode() + latin + b"\r\n"))
        assert (account.read, account.written, account.rejected) == (3, 2, 1)
        assert "not UTF-8 (byte 0xd6)" in account.rejections[0].reason
        assert any("control characters" in note for note in account.notes)
        assert query(graph, "listed", list="UK").rows[1]["name"] == "KOROLEV " + "N" * 100_000


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "empty"),
        ("\r\n,,\r\n", "empty"),
        ("a,b\r\n1,2\r\n", "no header with Unique ID or Group ID"),
        (text(KOROLEV).replace(",Name type", ",Kind of name"), "columns missing: name type"),
        (text(KOROLEV).replace("Previous flags", "Type of ship"), "columns that come twice: type of ship"),
        (text(KOROLEV, first="") + '"' + "x" * 1_100_000, "not CSV"),
        (text(first=""), "the file has no date"),
        (text({**KOROLEV, "Designation Type": "?", "Date Designated": "?", "Last Updated": "?"}, first=""), "be read"),
    ],
)
def test_a_file_of_another_kind_is_refused_and_nothing_is_written(tmp_path: Path, content: str, says: str) -> None:
    with open_graph(":memory:") as graph:
        before = graph.digest()
        with pytest.raises(InputError, match=says):
            load(graph, "uk", put(tmp_path, content))
        assert graph.digest() == before


def test_a_file_without_its_first_line_asks_for_the_day_of_its_publication(tmp_path: Path) -> None:
    with open_graph(":memory:") as graph:
        with pytest.raises(InputError, match="younger than the latest day in it, 2026-04-16"):
            load(graph, "uk", put(tmp_path, text(*ROWS, first="")))
        assert load(graph, "uk", put(tmp_path, text(*ROWS, first="")), "2026-05-01").edition == "2026-05-01"


def test_the_same_date_with_other_content_is_refused(tmp_path: Path, sample: Path) -> None:
    with open_graph(":memory:") as graph:
        load(graph, "uk", sample)
        with pytest.raises(InputError, match="reads otherwise"):
            load(graph, "uk", put(tmp_path, text(*ROWS[:-1])))
