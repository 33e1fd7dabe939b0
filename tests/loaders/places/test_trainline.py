"""Trainline's stations: the whole real file, by an independent count, and what happens to a broken one."""

from __future__ import annotations

import csv
import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

import pytest
import sanctionsgraph as sg
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.loaders.registry import load
from sanctionsgraph.schema.errors import InputError

from helpers.trainline_file import GOOD, HEADER, ROW, put

FILE = Path("places/trainline_stations_2016-11-29.csv")
CODES = re.compile(r"uic|uic8_sncf|(?!parent_station).*_id")


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


Loaded = tuple[sg.Graph, sg.LoadReport, sg.LoadReport]


def kept(row: list[str]) -> bool:
    """Whether a row is in the file that is cut: what is named below, and one of thirty others."""
    named = {"id", "9", "91", "9970", "Bologne", "Bruxelles-Central", "Gare centrale", "Main station", "87001479"}
    return not named.isdisjoint(row) or crc32(row[0].encode()) % 30 == 0


@pytest.fixture(scope="module", params=["some", "whole"])
def path(request: pytest.FixtureRequest, shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real file: some of its rows, and, where all tests run, all of them."""
    if request.param == "whole":
        return shared / FILE
    cut = tmp_path_factory.mktemp("some") / FILE.name
    with (shared / FILE).open(encoding="utf-8", newline="") as file, cut.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, delimiter=";").writerows(row for row in csv.reader(file, delimiter=";") if kept(row))
    return cut


@pytest.fixture(scope="module")
def whole(path: Path) -> Iterator[Loaded]:
    with open_graph(":memory:") as graph:
        first = load(graph, "stations", path)
        yield graph, first, load(graph, "stations", path)


@pytest.fixture(scope="module")
def rows(path: Path) -> list[dict[str, str]]:
    return rows_of(path)


def test_every_row_is_one_station(whole: Loaded, rows: list[dict[str, str]], path: Path, shared: Path) -> None:
    graph, account, again = whole
    n = 26390 if path == shared / FILE else len(rows)
    assert n > 500
    assert (account.read, account.written, account.rejected) == (n, n, 0)
    assert (again.unchanged, again.written, again.ended) == (n, 0, 0)
    assert account.edition == "2016-11-29"
    assert "the day in its name" in account.notes[0]
    counts = graph.info().nodes
    assert len(rows) == counts["Location"] == counts["RailStation"] == n
    assert counts["Country"] == len({row["country"] for row in rows})


def test_every_code_is_kept_under_the_name_of_its_column(whole: Loaded, rows: list[dict[str, str]]) -> None:
    stored = whole[0].read("MATCH (c:Statement:Code) RETURN c.system AS system, count(*) AS n").rows
    counted = Counter(column for row in rows for column, text in row.items() if text and CODES.fullmatch(column))
    counted["UIC"] = counted.pop("uic")
    del counted["id"]
    assert {row["system"]: row["n"] for row in stored} == counted
    assert any("uic8_sncf 87001479" in note for note in whole[1].notes), "a code of two stations is noted"


def test_coordinates_are_those_of_the_file(whole: Loaded, rows: list[dict[str, str]]) -> None:
    stored = (
        whole[0]
        .read(
            "MATCH (l:Statement:Location) WHERE l.latitude IS NOT NULL "
            "RETURN l.key AS k, l.latitude AS a, l.longitude AS o"
        )
        .rows
    )
    assert {row["k"]: (row["a"], row["o"]) for row in stored} == {
        row["id"]: (float(row["latitude"]), float(row["longitude"])) for row in rows if row["latitude"]
    }


def test_what_names_one_station_is_an_alias_and_what_several_share_is_a_hint(
    whole: Loaded, rows: list[dict[str, str]]
) -> None:
    graph, _, _ = whole
    names: dict[tuple[str, str], set[str]] = defaultdict(set)
    infos = [
        (row, column[-2:], " ".join(text.split())) for row in rows for column, text in row.items() if "info" in column
    ]
    infos = [item for item in infos if item[2]]
    for row, lang, text in infos:
        names[lang, text].add(row["name"])
    aliases = sum(
        len(names[lang, text]) == 1 and not re.search(r"\d", text) and bool(row["name"]) for row, lang, text in infos
    )
    counts = graph.info().nodes
    assert counts["Alias"] == aliases
    values = graph.read("MATCH (v:Statement:Value {property: 'info'}) RETURN count(v) AS n").rows
    assert values[0]["n"] == len(infos) - aliases
    assert {row.id for row in graph.find("Кань-сюр-Мер")} == {"trainline:9"}
    assert {row.kind for row in graph.find("Bologne")} == {"RailStation"}
    assert graph.find("Gare centrale", "RailStation")[0].name != "Bruxelles-Central"
    assert not [row for row in graph.find("Main station") if row.id == "trainline:91"]


def test_parents_and_doubles_are_stated_and_not_decided(whole: Loaded, rows: list[dict[str, str]]) -> None:
    graph, _, _ = whole
    stored = graph.read("MATCH (v:Statement:Value) RETURN v.property AS property, count(*) AS n").rows
    counts = {row["property"]: row["n"] for row in stored}
    assert counts["parent"] == sum(bool(row["parent_station_id"]) for row in rows)
    assert counts["sameAs"] == sum(bool(row["same_as"]) for row in rows)


def test_a_station_without_a_name_is_kept_by_its_number(
    whole: Loaded, rows: list[dict[str, str]], path: Path, shared: Path
) -> None:
    graph, _, _ = whole
    unnamed = graph.read("MATCH (l:Statement:Location) WHERE l.note = 'the file gives it no name' RETURN count(l) AS n")
    n = sum(not row["name"] for row in rows)
    assert unnamed.rows[0]["n"] == n > 0
    assert n == 519 or path != shared / FILE
    assert graph.entity("trainline:9970").name == "trainline 9970"


EDITIONS = {
    "2016-01-01": GOOD + ROW.format(id=2, name="Metz", uic="8719200", sncf=""),
    "2017-01-01": GOOD.replace("FRNCY", "FRNCX"),
    "2018-01-01": GOOD + ROW.format(id=2, name="Metz", uic="8719200", sncf=""),
}


def test_editions_in_all_orders_are_one_graph(tmp_path: Path) -> None:
    digests = set()
    for order in itertools.permutations(EDITIONS):
        with open_graph(":memory:") as graph:
            for date in order:
                load(graph, "stations", put(tmp_path, EDITIONS[date], f"{date}.csv"))
            digests.add(graph.digest())
            versions = graph.read("MATCH (l:Statement:Location) RETURN l.key AS k, l.since AS s ORDER BY k, s").rows
    assert len(digests) == 1
    days = ["2016-01-01", "2017-01-01", "2018-01-01"]
    assert [tuple(row.values()) for row in versions] == [*(("1", day) for day in days), ("2", days[0]), ("2", days[2])]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("2;Metz;s;8719200;49.1;6.1;FR\n", "12 columns are needed, the row has 7"),
        ("Metz;2;s;8719200;49.1;6.1;;FR;;;;\n", "id 'Metz' is not a number: the columns are shifted"),
        ("2;Metz;s;;8719200;49.1;6.1;FR;;;;\n", "parent_station_id '6.1' is not a number"),
        ("2;Metz;s;8719200;49.1;6.1;FR;;;;;\n", None),
        ("2;Metz;s;8719200;49.1;nan;;FR;;;;\n", "longitude nan is not within"),
        ("2;Metz;s;8719200;north;6.1;;FR;;;;\n", "latitude 'north' is not a number"),
        ("2;Metz;s;8719200;49.1;6.1;;France;;;;\n", "country 'France' is not"),
    ],
    ids=["columns", "shifted", "shifted coordinates", "country as parent", "nan", "text", "country"],
)
def test_a_broken_row_is_rejected_with_its_line_and_the_rest_is_loaded(
    tmp_path: Path, row: str, reason: str | None
) -> None:
    path = put(tmp_path, GOOD + row + ROW.format(id=3, name="Toul", uic="", sncf=""))
    with open_graph(":memory:") as graph:
        account = load(graph, "stations", path)
    assert account.read == account.written + account.rejected == 3
    assert account.rejected == 1
    assert account.rejections[0].place == f"{path}:3"
    assert (reason or "parent_station_id 'FR' is not a number") in account.rejections[0].reason


def test_a_row_with_latin_1_bytes_is_rejected_and_not_taken_for_gone(tmp_path: Path) -> None:
    row = ROW.format(id=2, name="Besançon", uic="", sncf="")
    with open_graph(":memory:") as graph:
        load(graph, "stations", put(tmp_path, GOOD + row), edition="2016-01-01")
        account = load(graph, "stations", put(tmp_path, GOOD.encode() + row.encode("latin-1")), edition="2017-01-01")
        rows = graph.read("MATCH (l:Statement:Location {key: '2'}) RETURN l.until AS until").rows
    assert (account.unchanged, account.rejected, account.ended) == (1, 1, 0)
    assert "not UTF-8 (byte 0xe7)" in account.rejections[0].reason
    assert "Besan\\udce7on" in account.rejections[0].record
    assert rows == [{"until": "9999-12-31"}]


def test_an_id_that_stands_twice_is_kept_twice_and_noted(tmp_path: Path) -> None:
    path = put(tmp_path, GOOD + ROW.format(id=1, name="Nancy Ville", uic="8714100", sncf=""))
    with open_graph(":memory:") as graph:
        account = load(graph, "stations", path)
        keys = [row["k"] for row in graph.read("MATCH (l:Statement:Location) RETURN l.key AS k ORDER BY k").rows]
    assert keys == ["1", "1/nancy-ville"]
    assert [note for note in account.notes if "more than once" in note] == [
        "ids used more than once: 1, by 2 rows, all kept (1)",
        "codes used more than once: 1, by 2 rows, all kept (UIC 8714100)",
    ]


def test_unseen_signs_are_dropped_and_counted_and_a_long_name_is_kept_whole(tmp_path: Path) -> None:
    long = "N" * 100_000
    rows = ROW.format(id=2, name="Me\x00\u202e\u200ftz", uic="", sncf="") + ROW.format(id=3, name=long, uic="", sncf="")
    with open_graph(":memory:") as graph:
        account = load(graph, "stations", put(tmp_path, GOOD + rows))
        assert [row.id for row in graph.find("Metz")] == ["trainline:2"]
        assert graph.entity("trainline:3").name == long
    assert (account.written, account.rejected) == (3, 0)
    assert any("1 cells held control characters" in note for note in account.notes)


@pytest.mark.parametrize(
    ("content", "name", "match"),
    [
        (GOOD, "s.csv", "the file has no date. Give the day"),
        (GOOD.replace("latitude;", "lat;"), "s-2016-11-29.csv", "neither the header of Trainline"),
        ("", "s-2016-11-29.csv", "the file is empty"),
        (HEADER + '2;"Metz' + "x" * 2_000_000, "s-2016-11-29.csv", r"csv:2: not CSV .* Mend the quotes"),
    ],
    ids=["no date", "header", "empty", "open quote"],
)
def test_a_broken_file_is_one_clear_error_and_writes_nothing(
    tmp_path: Path, content: str, name: str, match: str
) -> None:
    with open_graph(":memory:") as graph:
        with pytest.raises(InputError, match=match):
            load(graph, "stations", put(tmp_path, content, name))
        assert not graph.info().nodes


def test_two_files_of_one_date_that_differ_are_refused(tmp_path: Path) -> None:
    with open_graph(":memory:") as graph:
        load(graph, "stations", put(tmp_path, GOOD))
        digest = graph.digest()
        with pytest.raises(InputError, match="reads otherwise"):
            load(graph, "stations", put(tmp_path, GOOD.replace("Nancy", "Nanzig")))
        assert graph.digest() == digest
