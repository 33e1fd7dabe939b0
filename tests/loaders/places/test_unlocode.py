"""UN/LOCODE: the whole of a real release, by an independent count, and what happens to a broken one."""

from __future__ import annotations

import csv
import itertools
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

import pytest
import sanctionsgraph as sg
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.loaders.registry import load
from sanctionsgraph.schema.errors import InputError

from helpers.unlocode_file import ROW

FOLDER = Path("places/unlocode")
SUBSET = FOLDER / "subset_kp_ru_cn.csv"
PLACE = (
    "MATCH (l:Statement:Location {dataset: 'unlocode'})-[:ABOUT]->(e:Entity) WHERE l.key = $key "
    "OPTIONAL MATCH (l)-[:COUNTRY]->(c:Entity) OPTIONAL MATCH (l)-[:PART]->(p:Statement) "
    "WITH l, e, c, p ORDER BY p.name "
    "RETURN l.name AS name, e.id AS id, labels(e) AS labels, e.names AS names, c.id AS country, "
    "l.latitude AS latitude, l.longitude AS longitude, l.functions AS functions, l.subdivision AS subdivision, "
    "l.located AS located, l.status AS status, l.changed AS changed, l.note AS note, collect(p.name) AS parts"
)


def read(folder: Path) -> list[list[str]]:
    """The rows of all parts, as a bare parser sees them."""
    rows: list[list[str]] = []
    for path in sorted(folder.glob("*CodeListPart*.csv")):
        rows += csv.reader(path.read_bytes().decode("cp1252").splitlines(keepends=True))
    return rows


def place(graph: sg.Graph, key: str) -> dict[str, object]:
    [row] = graph.read(PLACE, key=key).rows
    row["labels"] = sorted(set(row["labels"]) - {"Entity"})
    return row


#: Codes and names of which the tests below speak.
NAMED = (
    "KPRJN",
    "RUKHS",
    "ATBRZ",
    "MQSHL",
    "XZSHA",
    "BEBRU",
    "ATVIE",
    "ARMTH",
    "GFCAY",
    "Vienna",
    "Cayenne",
    "Leningrad",
)


def kept(row: list[str]) -> bool:
    """Whether a row is in the release that is cut: heads of countries, what is named here, one of forty others."""
    code = row[1] + row[2]
    return row[3].startswith(".") or code in NAMED or row[4].startswith(NAMED) or crc32(code.encode()) % 40 == 0


@pytest.fixture(scope="module", params=["some", "whole"])
def folder(request: pytest.FixtureRequest, shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The release: some of its rows, and, where all tests run, all of them."""
    if request.param == "whole":
        return shared / FOLDER
    cut = tmp_path_factory.mktemp("some")
    shutil.copy(shared / FOLDER / "2023-1 SubdivisionCodes.csv", cut)
    for path in (shared / FOLDER).glob("*CodeListPart*.csv"):
        lines = path.read_bytes().decode("cp1252").splitlines(keepends=True)
        reader, some, end = csv.reader(lines), "", 0
        for row in reader:
            # A quoted cell may go over several lines.
            some += "".join(lines[end : reader.line_num]) if kept(row) else ""
            end = reader.line_num
        (cut / path.name).write_bytes(some.encode("cp1252"))
    return cut


@pytest.fixture(scope="module")
def whole(folder: Path) -> Iterator[tuple[sg.Graph, sg.LoadReport, sg.LoadReport]]:
    """The release in memory, loaded twice."""
    with open_graph(":memory:") as graph:
        first = load(graph, "stations", folder)
        yield graph, first, load(graph, "stations", folder)


def test_every_row_of_the_release_is_one_record(
    whole: tuple[sg.Graph, sg.LoadReport, sg.LoadReport], folder: Path
) -> None:
    graph, account, again = whole
    rows = read(folder)
    assert len(rows) == 116260 or folder.name != FOLDER.name
    assert (account.read, account.written, account.rejected) == (len(rows), len(rows), 0)
    assert (again.unchanged, again.written, again.ended) == (len(rows), 0, 0)
    counts = graph.info().nodes
    coded = [row for row in rows if row[2]]
    assert counts["Location"] == len(rows)
    assert counts["Country"] == len({row[1] for row in rows} - {"XZ"})
    codes = [row for row in rows if row[3].startswith(".")]
    assert counts["Code"] == len(coded) + sum(len(row[9]) == 3 and row[9] != "---" for row in coded) + len(codes)
    assert counts["Alias"] == sum(row[3].split() != row[4].split() for row in coded)
    assert not {"RailStation", "Port", "Value"} & counts.keys()


def test_functions_status_and_changes_are_those_of_the_rows(
    whole: tuple[sg.Graph, sg.LoadReport, sg.LoadReport], folder: Path
) -> None:
    graph, _, _ = whole
    rows = [row for row in read(folder) if not row[3].startswith(".") and row[0] != "="]
    rows = [row for row in rows if row[2] or row[6]]
    for mark, name in (("1", "port"), ("2", "rail"), ("B", "border crossing"), ("0", "not known")):
        found = graph.read("MATCH (l:Statement:Location) WHERE $f IN l.functions RETURN count(l) AS n", f=name).rows
        assert found[0]["n"] == sum(mark in row[6] for row in rows), name
    stored = graph.read("MATCH (l:Statement:Location) WHERE l.status <> '' RETURN l.status AS s, count(*) AS n").rows
    assert {row["s"]: row["n"] for row in stored} == Counter(row[7] for row in rows if row[7])
    dated = graph.read("MATCH (l:Statement:Location) WHERE l.changed <> '' RETURN l.changed AS c, count(*) AS n").rows
    months = Counter(("19" if row[8] > "80" else "20") + f"{row[8][:2]}-{row[8][2:]}" for row in rows if row[8])
    assert {row["c"]: row["n"] for row in dated} == months
    parts = graph.read("MATCH (l:Statement:Location) WHERE l.subdivision <> '' RETURN count(l) AS n").rows
    assert parts[0]["n"] == sum(bool(row[5]) for row in rows)


def test_coordinates_are_read_and_those_that_cannot_be_right_are_noted(
    whole: tuple[sg.Graph, sg.LoadReport, sg.LoadReport], folder: Path
) -> None:
    graph, account, _ = whole
    right, wrong = {}, 0
    seen: Counter[str] = Counter()
    for row in read(folder):
        seen[row[1] + row[2]] += 1
        match = re.fullmatch(r"(\d\d)([0-5]\d)([NS]) (\d{3})([0-5]\d)([EW])", row[10])
        if match and int(match[1]) <= 90 and int(match[4]) <= 180 and seen[row[1] + row[2]] == 1:
            north = (int(match[1]) * 60 + int(match[2])) * (1 if match[3] == "N" else -1)
            right[row[1] + row[2]] = (north, (int(match[4]) * 60 + int(match[5])) * (1 if match[6] == "E" else -1))
        wrong += bool(row[10]) and not match
    stored = graph.read(
        "MATCH (l:Statement:Location) WHERE l.latitude IS NOT NULL RETURN l.key AS k, l.latitude AS a, l.longitude AS o"
    ).rows
    minutes = {row["k"]: (round(row["a"] * 60), round(row["o"] * 60)) for row in stored if "/" not in row["k"]}
    assert minutes == right
    [note] = [note for note in account.notes if "coordinates" in note]
    assert int(note.split()[0]) >= wrong
    assert "coordinates as given: 3437S 05883W" in str(place(graph, "ARMTH")["note"])


def test_a_location_is_a_place_with_functions_and_no_station_or_port(
    whole: tuple[sg.Graph, sg.LoadReport, sg.LoadReport],
) -> None:
    rajin = place(whole[0], "KPRJN")
    assert rajin == {
        "name": "Rajin (Najin)",
        "id": "unlocode:KPRJN",
        "labels": ["Place"],
        "names": ["Rajin (Najin)"],
        "country": "iso:KP",
        "latitude": pytest.approx(42.2167),
        "longitude": pytest.approx(130.2833),
        "functions": ["port", "rail", "road"],
        "subdivision": "KP-13",
        "located": rajin["located"],
        "status": "AA",
        "changed": "2019-01",
        "note": None,
        "parts": ["UN/LOCODE KPRJN"],
    }
    assert "Ra" in str(rajin["located"])
    assert place(whole[0], "RUKHS")["functions"] == ["rail"]
    assert place(whole[0], "ATBRZ")["parts"] == ["IATA XGZ", "UN/LOCODE ATBRZ"]
    assert place(whole[0], "MQSHL")["name"] == "Schœlcher", "Windows-1252, not Latin-1"
    oil = place(whole[0], "XZSHA")
    assert (oil["country"], oil["note"]) == (None, "Country: QA")


def test_a_code_that_stands_twice_is_kept_twice_and_noted(
    whole: tuple[sg.Graph, sg.LoadReport, sg.LoadReport], folder: Path
) -> None:
    graph, account, _ = whole
    rows = graph.read(
        "MATCH (l:Statement:Location)-[:ABOUT]->(e:Entity {id: 'unlocode:BEBRU'}) "
        "RETURN l.key AS key, l.name AS name, l.note AS note ORDER BY key"
    ).rows
    assert [(row["key"], row["name"]) for row in rows] == [
        ("BEBRU", "Brussel (Bruxelles)"),
        ("BEBRU/bruxelles-brussel", "Bruxelles (Brussel)"),
    ]
    assert rows[1]["note"] == "the release has this code more than once"
    codes = Counter(row[1] + row[2] for row in read(folder) if row[2])
    twice = [n for n in codes.values() if n > 1]
    assert (len(twice), sum(twice)) == (139, 285) or folder.name != FOLDER.name
    said = f"UN/LOCODEs used more than once: {len(twice)}, by {sum(twice)} rows"
    assert any(note.startswith(said) for note in account.notes)


def test_a_reference_names_the_one_location_it_means(whole: tuple[sg.Graph, sg.LoadReport, sg.LoadReport]) -> None:
    graph, _, _ = whole
    assert "unlocode:ATVIE" in {row.id for row in graph.find("Vienna")}
    assert place(graph, "AT=vienna")["id"] == "unlocode:ATVIE"
    assert place(graph, "FR=cayenne")["id"] == "unlocode:GFCAY"
    alone = place(graph, "RU=leningrad")
    assert (alone["id"], alone["note"]) == ("unlocode:RU=leningrad", "reference entry: Leningrad = Saint Petersburg")


def test_the_release_is_dated_by_its_latest_change(whole: tuple[sg.Graph, sg.LoadReport, sg.LoadReport]) -> None:
    assert whole[1].edition == "2023-01-31"
    assert any("--edition" in note for note in whole[1].notes)


def test_one_part_stands_for_the_release_that_it_lies_beside(shared: Path, tmp_path: Path) -> None:
    rows = [",KP,RJN,Rajin,Rajin,,1-------,AA,1901,,,\n", ",RU,KHS,Khasan,Khasan,,-2------,QQ,9207,,,\n"]
    for number, row in enumerate(rows, 1):
        (tmp_path / f"2023-1 UNLOCODE CodeListPart{number}.csv").write_text(row, encoding="utf-8")
    (tmp_path / "2022-2 UNLOCODE CodeListPart1.csv").write_text(rows[0], encoding="utf-8")
    with open_graph(":memory:") as graph:
        first = load(graph, "stations", tmp_path / "2023-1 UNLOCODE CodeListPart1.csv")
        second = load(graph, "stations", tmp_path / "2023-1 UNLOCODE CodeListPart2.csv")
        with pytest.raises(InputError, match=r"2 releases .* Give a folder"):
            load(graph, "stations", tmp_path)
    assert (first.read, first.written, second.unchanged) == (2, 2, 2)
    assert "CodeListPart2" in first.notes[0]


EDITIONS = {
    "2021-07-01": ROW.format(code="VVO", name="Vladivostok", date="2007")
    + ROW.format(code="KHS", name="Hasan", date="9207"),
    "2022-07-01": ROW.format(code="VVO", name="Vladivostok", date="2007").replace(",RU", "+,RU", 1),
    "2023-07-01": ROW.format(code="VVO", name="Vladivostok", date="2301")
    + ROW.format(code="KHS", name="Khasan", date="9207"),
}


def test_editions_in_all_orders_are_one_graph(tmp_path: Path) -> None:
    digests = set()
    for date, text in EDITIONS.items():
        (tmp_path / f"{date}.csv").write_text(text, encoding="utf-8")
    for order in itertools.permutations(EDITIONS):
        with open_graph(":memory:") as graph:
            for date in order:
                load(graph, "stations", tmp_path / f"{date}.csv", edition=date)
            digests.add(graph.digest())
            versions = graph.read(
                "MATCH (l:Statement:Location) RETURN l.key AS k, l.since AS s, l.until AS u ORDER BY k, s"
            ).rows
    assert len(digests) == 1
    assert [tuple(row.values()) for row in versions] == [
        ("RUKHS", "2021-07-01", "2022-07-01"),
        ("RUKHS", "2023-07-01", "9999-12-31"),
        ("RUVVO", "2021-07-01", "2023-07-01"),
        ("RUVVO", "2023-07-01", "9999-12-31"),
    ], "a mark of change is no change"


GOOD = ROW.format(code="VVO", name="Vladivostok", date="2007")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",RU,NJK,Nakhodka,Nakhodka,1-------,QQ,9207,,,\n", "12 columns are needed, the row has 11"),
        (",RU,NJK,Nakhodka,Nakhodka,,,1-------,QQ,9207,,\n", "'1-------' is no status: the columns are shifted"),
        (",RU,Nakhodka,Nakhodka,,,1-------,QQ,9207,,,\n", "location code 'Nakhodka' is not three letters"),
        (",RU,NJK4,Nakhodka,Nakhodka,,1-------,QQ,9207,,,\n", "'NJK4' is not three letters"),
        (",Russia,NJK,Nakhodka,Nakhodka,,1-------,QQ,9207,,,\n", "country 'Russia' is not"),
        (",RU,NJK,,,,1-------,QQ,9207,,,\n", "no name"),
        (",RU,NJK,Nakhodka,Nakhodka,,1-------,QQ,9213,,,\n", "'9213' is no date"),
        (",RU,,Nakhodka,Nakhodka,,1-------,QQ,9207,,,\n", "has no location code"),
    ],
    ids=["a column lacks", "shifted", "no code", "code", "country", "name", "month 13", "neither"],
)
def test_a_broken_row_is_rejected_with_its_line_and_the_rest_is_loaded(tmp_path: Path, row: str, reason: str) -> None:
    path = tmp_path / "u.csv"
    path.write_text(GOOD + row + ROW.format(code="ZAR", name="Zarubino", date="0212"), encoding="utf-8")
    with open_graph(":memory:") as graph:
        account = load(graph, "stations", path)
        assert graph.info().nodes["Location"] == 2
    assert (account.read, account.written, account.rejected) == (3, 2, 1)
    assert account.rejections[0].place == f"{path}:2"
    assert reason in account.rejections[0].reason


def test_bytes_of_another_encoding_are_read_and_counted_or_rejected(tmp_path: Path) -> None:
    path = tmp_path / "u.csv"
    utf8 = ROW.format(code="AAA", name="Besançon", date="2007").encode()
    latin = ROW.format(code="BBB", name="Besançon", date="2007").encode("latin-1")
    broken = ROW.format(code="CCC", name="X", date="2007").encode().replace(b"X", b"\x81")
    path.write_bytes(utf8 + latin + broken)
    with open_graph(":memory:") as graph:
        account = load(graph, "stations", path)
        assert [row.id for row in graph.find("Besançon")] == ["unlocode:RUAAA", "unlocode:RUBBB"]
    assert (account.written, account.rejected) == (2, 1)
    assert "neither UTF-8 nor Windows-1252 (byte 0x81)" in account.rejections[0].reason
    assert any("2 cells are not UTF-8" in note for note in account.notes)


def test_unseen_signs_are_dropped_and_counted_and_a_long_name_is_kept_whole(tmp_path: Path) -> None:
    path = tmp_path / "u.csv"
    long = "N" * 100_000
    path.write_text(
        ",RU,AAA,Vladi\x00\u202evostok,Vladi\x00\u202evostok,,1-------,RL,2007,,,\n"
        + ROW.format(code="BBB", name=long, date="2007"),
        encoding="utf-8",
    )
    with open_graph(":memory:") as graph:
        account = load(graph, "stations", path)
        assert [row.id for row in graph.find("Vladivostok")] == ["unlocode:RUAAA"]
        assert graph.entity("unlocode:RUBBB").name == long
    assert (account.written, account.rejected) == (2, 0)
    assert any("2 cells held control characters" in note for note in account.notes)


def test_the_same_row_twice_is_kept_twice(tmp_path: Path) -> None:
    path = tmp_path / "u.csv"
    path.write_text(GOOD * 3, encoding="utf-8")
    with open_graph(":memory:") as graph:
        account = load(graph, "stations", path)
        keys = [row["k"] for row in graph.read("MATCH (l:Statement:Location) RETURN l.key AS k ORDER BY k").rows]
    assert (account.written, account.rejected) == (3, 0)
    assert keys == ["RUVVO", "RUVVO/vladivostok", "RUVVO/vladivostok/2"]


def test_a_rejected_row_is_not_taken_for_gone(tmp_path: Path) -> None:
    path = tmp_path / "u.csv"
    with open_graph(":memory:") as graph:
        path.write_text(GOOD, encoding="utf-8")
        load(graph, "stations", path, edition="2021-07-01")
        path.write_text(GOOD.replace("RL", "??") + ROW.format(code="ZAR", name="Z", date="0212"), encoding="utf-8")
        account = load(graph, "stations", path, edition="2022-07-01")
        rows = graph.read("MATCH (l:Statement:Location {key: 'RUVVO'}) RETURN l.until AS until").rows
    assert (account.rejected, account.ended) == (1, 0)
    assert rows == [{"until": "9999-12-31"}]


@pytest.mark.parametrize(
    ("content", "match"),
    [
        (b"", "the file is empty"),
        (b"a,b\n1,2\n", "neither the header of Trainline's stations nor a row of UN/LOCODE"),
        (b'"AD,' + b"x" * 2_000_000, r"not CSV .* Mend the quotes"),
        (GOOD.replace("2007", "").encode(), "no row has a date of change. Give the day"),
        (GOOD.replace("VVO", "").encode(), "no row of UN/LOCODE in it; of the first row"),
        ("country,name\n".encode("utf-16"), "neither the header"),
    ],
    ids=["empty", "other", "open quote", "no date", "no row", "UTF-16"],
)
def test_a_broken_file_is_one_clear_error_and_writes_nothing(tmp_path: Path, content: bytes, match: str) -> None:
    path = tmp_path / "u.csv"
    path.write_bytes(content)
    with open_graph(":memory:") as graph:
        with pytest.raises(InputError, match=match):
            load(graph, "stations", path)
        assert not graph.info().nodes


def test_a_lone_part_says_that_the_others_are_missing(shared: Path, tmp_path: Path) -> None:
    path = tmp_path / "2023-1 UNLOCODE CodeListPart3.csv"
    shutil.copy(shared / SUBSET, path)
    with open_graph(":memory:") as graph:
        assert "not beside it" in load(graph, "stations", path).notes[0]
