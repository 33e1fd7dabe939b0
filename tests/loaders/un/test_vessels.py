"""The 1718 Designated Vessels List: the real HTML, the extract in CSV, and their traps in small files."""

from __future__ import annotations

import csv
import html
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import sanctionsgraph as sg
from sanctionsgraph.graph.load_report import LoadReport
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.loaders.registry import load as load_file
from sanctionsgraph.loaders.un import vessels as un_vessels
from sanctionsgraph.schema.errors import InputError
from sanctionsgraph.schema.statements import Alias, Identification, Listing

from helpers.engines import ENGINES, empty_on
from helpers.vessels_file import page, put, ship

OMM = "Economic resources controlled or operated by Ocean Maritime Management (KPe.020)"
PORTS = "Paragraph 6 of resolution 2371 (2017) and paragraph 6 of resolution 2375 (2017)"
FLAG = "Paragraph 12 (a) of resolution 2321 (2016)"
FREEZE = "Paragraph 8 (d) of resolution 1718 (2006) and paragraph 12 of resolution 2270 (2016)"
DETAINED = "Paragraph 12 (d) of resolution 2321 (2016)"


@pytest.fixture(scope="module")
def files(shared: Path) -> dict[str, Path]:
    return {form: shared / "vessels" / f"un_1718_vessels.{form}" for form in ("html", "csv")}


@dataclass
class Counted:
    """What the HTML holds, by regular expressions over its text and nothing of the project."""

    names: list[str] = field(default_factory=list)
    numbers: set[str] = field(default_factory=set)
    mmsi: int = 0
    dates: int = 0
    yes: int = 0
    labels: dict[str, int] = field(default_factory=dict)


def count(path: Path) -> Counted:
    text = path.read_text(encoding="utf-8")
    cells = [
        " ".join(html.unescape(re.sub(r"<[^>]+>", " ", cell)).split())
        for cell in re.findall(r"<td[^>]*>(.*?)</td>", text, re.DOTALL)
    ]
    # The cells of names begin with `1:`, and so do those of call signs; only the former span two columns.
    wide = re.findall(r'<td[^>]*colspan="2"[^>]*>(.*?)</td>', text, re.DOTALL)
    names = [" ".join(html.unescape(re.sub(r"<[^>]+>", " ", cell)).split()) for cell in wide]
    counted = Counted([name for name in names if name.startswith("1:")])
    numbers = [cell for cell in cells if re.match(r"\d{7}\b", cell)]
    counted.numbers = {cell[:7] for cell in numbers}
    counted.mmsi = sum(len(re.findall(r"\b\d{9}\b", cell)) for cell in numbers)
    counted.dates = sum(bool(re.fullmatch(r"\d\d-[A-Z][a-z]{2}-\d\d", cell)) for cell in cells)
    counted.yes = cells.count("Yes")
    counted.labels = {label: cells.count(label) for label in ("Flag", "Call Sign", "Type")}
    return counted


@pytest.fixture(scope="module")
def counted(files: dict[str, Path]) -> Counted:
    return count(files["html"])


@pytest.fixture(scope="module")
def records(files: dict[str, Path]) -> dict[str, dict[str, Listing]]:
    """The listings of both files, by key."""
    found = {}
    for form, path in files.items():
        account = LoadReport("un-vessels", str(path))
        rows = un_vessels.parse(path, account, "2020-06-04")
        assert (account.read, account.rejected) == (59, 0)
        found[form] = {record.key: record for record in rows.records if isinstance(record, Listing)}
    return found


@pytest.fixture(scope="module", params=ENGINES)
def loaded(request: pytest.FixtureRequest, files: dict[str, Path]) -> Iterator[sg.Graph]:
    """The HTML on each engine."""
    graph = empty_on(request)
    with graph:
        account = load_file(graph, "un-vessels", files["html"])
        assert (account.read, account.written, account.rejected, account.notes) == (59, 59, 0, [])
        assert account.edition == "2020-06-04"
        yield graph


def test_every_ship_measure_and_number_is_there(loaded: sg.Graph, counted: Counted) -> None:
    assert (len(counted.names), len(counted.numbers), counted.dates) == (59, 58, 60)

    def one(query: str) -> object:
        return loaded.read(query).rows[0]["n"]

    assert one("MATCH (l:Statement:Listing {list: 'UN', entryType: 'vessel'}) RETURN count(l) AS n") == 59
    assert one("MATCH (l:Statement:Listing)-[:ABOUT]->(v:Entity:Vessel) RETURN count(DISTINCT v) AS n") == 59
    assert one("MATCH (p:Statement:Identification {documentType: 'MMSI'}) RETURN count(p) AS n") == counted.mmsi
    measures = "MATCH (:Statement:Listing)-[:PART]->(p:Statement:Value {property: 'measure'}) RETURN count(p) AS n"
    assert one(measures) == counted.yes
    stated = loaded.read(
        "MATCH (p:Statement:Identification {documentType: 'IMO number'}) WHERE p.number IS NOT NULL "
        "RETURN p.number AS number, p.note AS note"
    ).rows
    assert {row["number"] for row in stated} == counted.numbers
    assert {row["note"] for row in stated} == {None}
    rows = loaded.read("MATCH (l:Statement:Listing)-[:PART]->(a:Statement:Alias) RETURN count(a) AS n").rows
    assert rows[0]["n"] == sum(len(re.findall(r"(?<!\S)\d+:", name)) - 1 for name in counted.names)
    types = loaded.read("MATCH (p:Statement:Value {property: 'type'}) RETURN count(p) AS n").rows
    assert 0 < types[0]["n"] <= counted.labels["Type"]


def test_each_ship_has_the_columns_that_say_yes(files: dict[str, Path], loaded: sg.Graph) -> None:
    rows = loaded.read("MATCH (l:Statement:Listing) UNWIND l.measures AS m RETURN m AS measure, count(l) AS n").rows
    found = {row["measure"]: row["n"] for row in rows}
    assert set(found) == {FREEZE, FLAG, DETAINED, PORTS, OMM}
    # Cell by cell, from the text: five cells of yes or na follow each date.
    text = re.sub(r"<[^>]+>", " ", files["html"].read_text(encoding="utf-8"))
    marks = re.findall(r"\d\d-[A-Z][a-z]{2}-\d\d\s+((?:(?:Yes|na)\s+){4}(?:Yes|na))", text)
    assert len(marks) == 60
    sums = [sum(mark.split()[column] == "Yes" for mark in marks) for column in range(5)]
    assert [found[m] for m in (FREEZE, FLAG, DETAINED, PORTS, OMM)] == sums


def test_hao_fan_6_has_both_dates_and_what_was_decided_on_each(loaded: sg.Graph) -> None:
    rows = loaded.read(
        "MATCH (l:Statement:Listing {name: 'HAO FAN 6'})-[:PART]->(p:Statement:Value {property: 'measure'}) "
        "RETURN l.listedOn AS first, l.amendedOn AS later, p.value AS measure, p.note AS note ORDER BY note"
    ).rows
    assert {(row["first"], *row["later"]) for row in rows} == {("2017-10-03", "2018-03-30")}
    assert [(row["measure"], row["note"]) for row in rows] == [
        (PORTS, "designated 2017-10-03"),
        (FLAG, "designated 2018-03-30"),
    ]


def test_the_ship_without_a_number_says_so(loaded: sg.Graph) -> None:
    rows = loaded.read(
        "MATCH (l:Statement:Listing {name: 'MIN NING DE YOU 078'})-[:PART]->(p:Statement:Identification) "
        "RETURN p.number AS number, p.note AS note"
    ).rows
    assert rows == [{"number": None, "note": "the list says: Does not exist"}]


def test_what_a_ship_is_like_is_kept(loaded: sg.Graph) -> None:
    rows = loaded.read(
        "MATCH (l:Statement:Listing {name: 'Petrel 1'})-[:PART]->(p:Statement:Value) WHERE p.property <> 'measure' "
        "RETURN p.property AS property, p.value AS value ORDER BY property, value"
    ).rows
    assert [(row["property"], row["value"]) for row in rows] == [
        ("callSign", "HMXQ"),
        ("callSign", "XUJX5"),
        ("flag", "Cambodia"),
        ("flag", "Democratic People’s Republic of Korea"),
        ("picture link", "http://www.shipspotting.com/gallery/photo.php?lid=2277702"),
        ("type", "General Cargo Ship"),
    ]


def test_a_number_is_never_an_id(loaded: sg.Graph) -> None:
    rows = loaded.read("MATCH (l:Statement:Listing)-[:ABOUT]->(v:Entity) RETURN v.id AS id, l.under AS under").rows
    assert all(re.fullmatch(r"unvessel:[a-z0-9-]+-\d{4}-\d\d-\d\d", row["id"]) for row in rows)
    under = loaded.read("MATCH (l:Statement:Listing)-[:UNDER]->(p:Law) RETURN p.id AS id, count(l) AS n").rows
    assert under == [{"id": "un-dprk", "n": 59}]


def test_both_engines_hold_the_same_graph_and_a_second_load_is_unchanged(
    loaded: sg.Graph, files: dict[str, Path]
) -> None:
    before = loaded.digest()
    again = load_file(loaded, "un-vessels", files["html"])
    assert (again.read, again.written, again.unchanged, again.ended) == (59, 0, 59, 0)
    assert loaded.digest() == before
    with open_graph(":memory:") as other:
        load_file(other, "un-vessels", files["html"])
        assert other.digest() == before


def common(listing: Listing) -> dict[str, object]:
    """What both files say of a ship; a ship without a number has none in either."""
    return {
        "name": listing.name,
        "aliases": sorted(part.name for part in listing.parts_ if isinstance(part, Alias)),
        "imo": [
            (part.number, part.note, part.id)
            for part in listing.parts_
            if isinstance(part, Identification) and part.documentType == "IMO number" and part.number
        ],
        "days": [listing.listedOn, *listing.amendedOn],
        "about": listing.about,
        "under": listing.under,
        "reference": listing.reference,
        "list": (listing.list, listing.listType, listing.entryType),
    }


def test_the_extract_says_the_same_of_each_ship_but_for_one_date(
    records: dict[str, dict[str, Listing]], files: dict[str, Path]
) -> None:
    assert records["html"].keys() == records["csv"].keys()
    differ = [key for key, listing in records["html"].items() if common(listing) != common(records["csv"][key])]
    # Beside Mi Rim 2 the extract has the date of the next ship in the list, the one without a number, as well.
    assert differ == ["mi-rim-2-2017-06-21"]
    assert records["csv"]["mi-rim-2-2017-06-21"].amendedOn == ["2018-03-30"]
    with files["csv"].open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 59
    assert sum(len(row["dates_designated"].split(";")) for row in rows) == 61
    assert sum(len(row["names"].split(" | ")) - 1 for row in rows) == sum(
        len(common(listing)["aliases"])
        for listing in records["csv"].values()  # type: ignore[arg-type]
    )


def test_the_extract_is_a_data_set_of_its_own_on_the_same_ships(files: dict[str, Path]) -> None:
    digests = set()
    for order in (("html", "csv"), ("csv", "html")):
        with open_graph(":memory:") as graph:
            for form in order:
                account = load_file(graph, "un-vessels", files[form], "2020-06-04")
                assert (account.written, account.ended, account.rejected) == (59, 0, 0)
            assert graph.read("MATCH (v:Entity:Vessel) RETURN count(v) AS n").rows == [{"n": 59}]
            digests.add(graph.digest())
    assert len(digests) == 1


def test_the_extract_bears_no_date_and_the_account_says_so(files: dict[str, Path]) -> None:
    with open_graph(":memory:") as graph:
        account = load_file(graph, "un-vessels", files["csv"])
        assert account.edition == "2018-10-16"
        assert any("bears no date" in note for note in account.notes)


# -- small files -----------------------------------------------------------------------------------


def load(path: Path, edition: str | None = None) -> tuple[sg.LoadReport, list[dict[str, object]]]:
    with open_graph(":memory:") as graph:
        account = load_file(graph, "un-vessels", path, edition)
        query = "MATCH (l:Statement:Listing) RETURN l.key AS key, l.measures AS measures ORDER BY key"
        return account, graph.read(query).rows


def test_a_ship_of_a_small_page_is_read(tmp_path: Path) -> None:
    account, rows = load(put(tmp_path, page(ship())))
    assert (account.read, account.written, account.edition) == (1, 1, "2020-06-04")
    assert rows == [{"key": "an-san-1-2018-03-30", "measures": ["M3", "M4"]}]


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        (ship(day="soon"), "'soon' is not a date"),
        (ship(day="31-Feb-18"), "2018-02-31"),
        (ship(day=""), "no date of designation"),
        (ship(name="1: ???"), "without letters or digits"),
        (ship(name="1: AN SAN 1"), "used twice"),
    ],
)
def test_a_broken_ship_is_rejected_and_the_rest_stands(tmp_path: Path, broken: str, says: str) -> None:
    account, rows = load(put(tmp_path, page(ship(), broken, ship(name="1: FAN KE"))))
    assert (account.read, account.written, account.rejected) == (3, 2, 1)
    assert says in account.rejections[0].reason
    assert "list.html:" in account.rejections[0].place
    assert [row["key"] for row in rows] == ["an-san-1-2018-03-30", "fan-ke-2018-03-30"]


def test_a_false_number_is_kept_and_flagged(tmp_path: Path) -> None:
    with open_graph(":memory:") as graph:
        load_file(graph, "un-vessels", put(tmp_path, page(ship(imo="7303804"), ship(name="1: KOTI", imo="94171"))))
        rows = graph.read("MATCH (p:Statement:Identification) RETURN p.number AS n, p.note AS note ORDER BY n").rows
    assert rows == [
        {"n": "7303804", "note": "the check digit does not fit the number"},
        {"n": "94171", "note": "not an IMO number: seven digits are needed"},
    ]


def test_a_mark_that_is_neither_yes_nor_na_is_kept_and_is_no_measure(tmp_path: Path) -> None:
    with open_graph(":memory:") as graph:
        load_file(graph, "un-vessels", put(tmp_path, page(ship(marks="Pending na Yes na na"))))
        rows = graph.read("MATCH (p:Statement:Value) RETURN p.property AS p, p.value AS v ORDER BY p").rows
        assert rows == [{"p": "M1", "v": "Pending"}, {"p": "measure", "v": "M3"}]
        assert graph.read("MATCH (l:Statement:Listing) RETURN l.measures AS m").rows == [{"m": ["M3"]}]


def test_editions_in_any_order_give_one_graph(tmp_path: Path) -> None:
    editions = [
        put(tmp_path, page(ship(), day="3 October 2017"), "a.html"),
        put(tmp_path, page(ship(marks="na Yes Yes Yes na"), ship(name="1: FAN KE"), day="16 October 2018"), "b.html"),
        # The row numbers move, and the second name comes later: the ships are the same.
        put(tmp_path, page(ship(name="1: FAN KE 2: NEW NAME"), ship(), day="4 June 2020"), "c.html"),
    ]
    digests = set()
    for order in itertools.permutations(editions):
        with open_graph(":memory:") as graph:
            for path in order:
                load_file(graph, "un-vessels", path)
            digests.add(graph.digest())
            assert graph.read("MATCH (v:Entity:Vessel) RETURN count(v) AS n").rows == [{"n": 2}]
    assert len(digests) == 1


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.html", "", "the file is empty"),
        ("a.html", "<html><body>404</body></html>", "no table with vessel names and measures"),
        ("a.html", "just a text", "no table with vessel names and measures"),
        ("a.html", page(head="<tr><td>x</td></tr>"), "no table with vessel names and measures"),
        ("a.html", page(ship()).encode().replace(b"AN SAN", b"\xc4N SAN"), r"a\.html:1: not UTF-8"),
        ("a.html", page(day=""), "the file has no date"),
        ("a.html", page(ship(day="?"), day=""), r"a\.html:.* no record of the file could be read.*not a date"),
        ("a.csv", "", "the file is empty"),
        ("a.csv", "imo,names\n7303803,AN SAN 1\n", "columns missing: dates_designated"),
        ("a.csv", "imo,names,dates_designated\n", "the file has no date"),
        ("a.csv", 'imo,names,dates_designated\n1,"AN' + "x" * 1_100_000, r"a\.csv:2: not CSV"),
    ],
)
def test_a_file_of_another_kind_is_refused_and_nothing_is_written(
    tmp_path: Path, name: str, content: str | bytes, says: str
) -> None:
    with open_graph(":memory:") as graph:
        before = graph.digest()
        with pytest.raises(InputError, match=says):
            load_file(graph, "un-vessels", put(tmp_path, content, name))
        assert graph.digest() == before


def test_broken_rows_of_the_extract_are_rejected_with_their_line(tmp_path: Path) -> None:
    lines = [
        "imo,names,dates_designated",
        "7303803,AN SAN 1,30-Mar-18",
        "8916580,ASIA BRIDGE 1",
        "x,9191773,BILLIONS NO. 18,28-Dec-17",
        "8909575,,21-Jun-17",
        "8660313,CHON MA SAN,1 or 2 March",
        ",,",
        "8712362," + "N" * 100_000 + "\x00\u202e,30-Mar-18",
    ]
    path = put(tmp_path, "\n".join(lines).encode() + b"\n9020003,H\xdcA FU,30-Mar-18\n", "list.csv")
    account, rows = load(path)
    assert (account.read, account.written, account.rejected) == (7, 2, 5)
    reasons = [(r.place.rpartition(":")[2], r.reason.partition(" (")[0][:32]) for r in account.rejections]
    assert reasons == [
        ("3", "2 cells in the row, 3 columns in"),
        ("4", "4 cells in the row, 3 columns in"),
        ("5", "no name"),
        ("6", "date of designation '1 or 2 Marc"),
        ("9", "not UTF-8"),
    ]
    assert len(str(rows[1]["key"])) < 100


def test_tables_that_span_without_end_are_no_trap(tmp_path: Path) -> None:
    wide = "<tr><td rowspan='999999999' colspan='999999999'>x</td></tr>"
    account, rows = load(put(tmp_path, page(ship(), wide * 3)))
    assert (account.written, len(rows)) == (1, 1)
