"""Archigos 4.1: the whole real file, by an independent count, and what happens to a broken one."""

from __future__ import annotations

import builtins
import itertools
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sanctionsgraph as sg
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.loaders.people.correlates_of_war_codes import ALPHA2, country_id
from sanctionsgraph.loaders.registry import load
from sanctionsgraph.schema.errors import InputError, SanctionsGraphError

from helpers.archigos_file import pandas, put

FILE = Path("leaders/Archigos_4.1_stata14.dta")
TERM = (
    "MATCH (h:Entity)<-[:HOLDER]-(o:Statement:Occupancy {dataset: 'archigos'})-[:POST]->(p:Entity), "
    "(o)-[:COUNTRY]->(c:Entity) RETURN o.key AS key, h.id AS holder, h.name AS name, p.name AS post, c.id AS country, "
    "o.startDate AS start, o.endDate AS end, o.entry AS entry, o.exit AS exit, o.exitCode AS code ORDER BY key"
)
Loaded = tuple[sg.Graph, sg.LoadReport, sg.LoadReport]


@pytest.fixture(scope="module")
def whole(shared: Path) -> Iterator[Loaded]:
    with open_graph(":memory:") as graph:
        first = load(graph, "leaders", shared / FILE)
        yield graph, first, load(graph, "leaders", shared / FILE)


@pytest.fixture(scope="module")
def rows(shared: Path) -> list[dict[str, Any]]:
    """The rows, the whole file at once, with Stata's own dates instead of the texts that the loader reads."""
    with pytest.warns(UnicodeWarning):
        frame = pandas.read_stata(shared / FILE)
    return list(frame.to_dict("records"))


def test_every_row_is_one_term_with_the_words_of_the_file(whole: Loaded, rows: list[dict[str, Any]]) -> None:
    graph, account, again = whole
    assert (account.read, account.written, account.rejected) == (3409, 3409, 0)
    assert (again.unchanged, again.written, again.ended) == (3409, 0, 0)
    assert account.edition == "2016-02-29", "the day on which Stata saved it"
    stored = graph.read(TERM).rows
    assert [(r["key"], r["start"], r["end"], r["entry"], r["exit"], r["code"]) for r in stored] == sorted(
        (
            row["obsid"],
            row["eindate"].date().isoformat(),
            row["eoutdate"].date().isoformat(),
            *(row[column] for column in ("entry", "exit", "exitcode")),
        )
        for row in rows
    )
    words = Counter(row["entry"] for row in stored)
    assert words == {"Regular": 2796, "Irregular": 571, "Foreign Imposition": 40, "Unknown": 2}
    assert Counter(row["exit"] for row in stored)["Foreign"] == 72


def test_people_posts_and_states_are_those_of_the_file(whole: Loaded, rows: list[dict[str, Any]]) -> None:
    graph, account, _ = whole
    counts = graph.info().nodes
    assert counts["Person"] == len({row["leadid"] for row in rows}) + 2
    assert counts["Position"] == len({row["ccode"] for row in rows})
    assert counts["Country"] == len({country_id(row["ccode"]) for row in rows})
    [note] = [note for note in account.notes if "several people" in note]
    assert "1812, 1874" in note
    assert "1820, 1949" in note
    bildt = graph.read("MATCH (o:Statement:Occupancy)-[:HOLDER]->(h:Entity) WHERE h.name = 'Bildt' RETURN h.id AS id")
    assert len({row["id"] for row in bildt.rows}) == 2, "not one prime minister for 106 years"
    assert "some texts are not UTF-8; they were read as Latin-1" in account.notes
    assert graph.entity("Sauli Niinistö").kind == "Person"


def test_a_term_of_a_state_with_and_without_a_code(whole: Loaded) -> None:
    terms = {row["key"]: row for row in whole[0].read(TERM).rows}
    assert terms["PRK-2011"] == {
        "key": "PRK-2011",
        "holder": "archigos:8254eda5-1e42-11e4-b4cd-db5882bf8def",
        "name": "Kim Jong Un",
        "post": "Effective leader of PRK",
        "country": "iso:KP",
        "start": "2011-12-17",
        "end": "2015-12-31",
        "entry": "Regular",
        "exit": "Still in Office",
        "code": "Still in Office",
    }
    assert terms["BAV-1864"]["country"] == "cow:245"
    assert whole[0].entity("cow:245").name == "BAV"


def test_states_that_are_gone_have_no_code_of_today(rows: list[dict[str, Any]]) -> None:
    without = {row["idacr"] for row in rows if row["ccode"] not in ALPHA2}
    assert without == {
        *("BAV", "GDR", "AUH", "CZE", "YUG", "KOS", "ZAN", "TRA", "OFS", "YPR", "TBT", "KOR", "VNM", "VIE", "RVN")
    }
    assert all(len(code) == 2 and code.isupper() for code in ALPHA2.values())


def test_editions_in_all_orders_are_one_graph(tmp_path: Path) -> None:
    files = {
        "2010-01-01": put(tmp_path, "1.dta"),
        "2011-01-01": put(tmp_path, "2.dta", leader=["Anna", "Bo"]),
        "2012-01-01": put(tmp_path, "3.dta", obsid=["A-1", "A-3"]),
    }
    digests = set()
    for order in itertools.permutations(files):
        with open_graph(":memory:") as graph:
            for date in order:
                load(graph, "leaders", files[date], edition=date)
            digests.add(graph.digest())
    assert len(digests) == 1


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"startdate": ["2001-02-30", "2002-01-01"]}, "startdate: not a day of the calendar: '2001-02-30'"),
        ({"startdate": ["1960-04-1970", "2002-01-01"]}, "startdate: not a date: '1960-04-1970'"),
        ({"enddate": ["2000-01-01", "2002-12-31"]}, "ends in 2000-01-01, before it begins in 2001-01-01"),
        ({"leader": ["", "Bo"]}, "no obsid, leadid or leader"),
        ({"idacr": ["NA", "USA"]}, "name no State"),
    ],
    ids=["30 February", "odd", "order", "name", "State"],
)
def test_a_broken_row_is_rejected_with_its_place(tmp_path: Path, changed: dict[str, list[Any]], reason: str) -> None:
    path = put(tmp_path, **changed)
    with open_graph(":memory:") as graph:
        account = load(graph, "leaders", path)
    assert (account.read, account.written, account.rejected) == (2, 1, 1)
    assert account.rejections[0].place == f"{path}: row 1"
    assert reason in account.rejections[0].reason


def test_a_spell_that_stands_twice_is_rejected_the_second_time(tmp_path: Path) -> None:
    with open_graph(":memory:") as graph:
        account = load(graph, "leaders", put(tmp_path, obsid=["A-1", "A-1"]))
    assert (account.written, account.rejected) == (1, 1)
    assert "used twice" in account.rejections[0].reason


def test_a_missing_date_is_none_and_signs_are_dropped(tmp_path: Path) -> None:
    with open_graph(":memory:") as graph:
        load(graph, "leaders", put(tmp_path, enddate=["NA", "2002-12-31"], leader=["A\u202enn\u200f", "N" * 2000]))
        terms = graph.read(TERM).rows
    assert [(row["name"], row["end"]) for row in terms] == [("Ann", None), ("N" * 2000, "2002-12-31")]


@pytest.mark.parametrize("content", [b"no Stata", b"<stata_dta><header>", b"\x00" * 500])
def test_what_is_no_stata_file_is_one_clear_error(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.dta"
    path.write_bytes(content)
    with open_graph(":memory:") as graph, pytest.raises(InputError, match=r"not a Stata file \(.*\)\. Fetch it"):
        load(graph, "leaders", path)


def test_a_file_cut_off_is_one_clear_error(shared: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.dta"
    path.write_bytes((shared / FILE).read_bytes()[:1_000_000])
    with open_graph(":memory:") as graph:
        with pytest.raises(InputError, match="not a Stata file"):
            load(graph, "leaders", path)
        assert not graph.info().nodes


def test_a_missing_file_or_column_is_one_clear_error(tmp_path: Path) -> None:
    with open_graph(":memory:") as graph:
        with pytest.raises(InputError, match="No such file"):
            load(graph, "leaders", tmp_path / "none.dta")
        with pytest.raises(InputError, match=r"columns missing: exitcode\. Give Archigos"):
            load(graph, "leaders", put(tmp_path, drop="exitcode"))


def test_without_pandas_the_remedy_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name == "pandas":
            raise ImportError(name)
        return real(name, *rest, **more)

    path = put(tmp_path)
    monkeypatch.setattr(builtins, "__import__", without)
    with open_graph(":memory:") as graph, pytest.raises(SanctionsGraphError) as told:
        load(graph, "leaders", path)
    assert "pip install -e '.[archigos]'" in str(told.value)
