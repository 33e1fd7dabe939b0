"""What could not be read is not gone; an edition that lacks much of a list is refused unless it is told to be whole."""

from __future__ import annotations

import gzip
import itertools
import json
from pathlib import Path

import pytest
from sanctionsgraph.graph.store import Graph, open_graph
from sanctionsgraph.loaders import load
from sanctionsgraph.schema.errors import InputError

LEADERS = "countryid,country,position,positionLabel,officeholder,officeholderLabel,start_year,end_year\n"


def leader(number: int, holder: str | None = None, end: str = "") -> str:
    return f"Q{number},State {number},Q1{number},Head {number},{holder or f'Q2{number}'},Leader {number},2001,{end}\n"


def open_ends(graph: Graph, label: str) -> set[str]:
    rows = graph.read(f"MATCH (r:Statement:{label}) WHERE r.until = '9999-12-31' RETURN r.key AS key").rows
    return {row["key"] for row in rows}


def put(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_term_of_a_leader_in_a_mangled_row_goes_on(tmp_path: Path) -> None:
    graph = open_graph(":memory:")
    load(graph, "leaders", put(tmp_path, "a.csv", LEADERS + leader(7) + leader(8)), "2020-01-01")
    later = load(graph, "leaders", put(tmp_path, "b.csv", LEADERS + leader(7, holder="Q2 7") + leader(8)), "2021-01-01")
    assert (later.rejected, later.ended) == (1, 0)
    assert open_ends(graph, "Occupancy") == {"Q27/Q17/2001", "Q28/Q18/2001"}
    assert any("taken for gone" in note for note in later.notes)
    whole = load(graph, "leaders", put(tmp_path, "c.csv", LEADERS + leader(8)), "2022-01-01")
    assert whole.ended == 1


def test_in_whatever_order_editions_with_mangled_rows_come_the_graph_is_the_same(tmp_path: Path) -> None:
    files = {
        "2019-01-01": leader(1) + leader(2) + leader(3),
        "2020-01-01": leader(1) + leader(2, holder="?"),
        "2021-01-01": leader(1) + leader(4),
        "2022-01-01": leader(3) + leader(4, holder="-") + leader(5),
    }
    digests = set()
    for order in itertools.permutations(files):
        graph = open_graph(":memory:")
        for day in order:
            load(graph, "leaders", put(tmp_path, f"{day}.csv", LEADERS + files[day]), day, allow_shrink=True)
        digests.add(graph.digest())
    assert len(digests) == 1


def test_a_trip_that_cannot_be_read_is_not_taken_for_gone(tmp_path: Path) -> None:
    graph = open_graph(":memory:")
    trips = [{"start": "2019-01-07", "place": "Beijing"}, {"start": "2019-04-24", "place": "Vladivostok"}]
    load(graph, "events", put(tmp_path, "a.json", json.dumps({"trips": trips})), "2020-01-01")
    trips[1] = {"start": "2019-04-31", "place": "Vladivostok"}
    later = load(graph, "events", put(tmp_path, "b.json", json.dumps({"trips": trips})), "2021-01-01")
    assert (later.rejected, later.ended, len(open_ends(graph, "Occurrence"))) == (1, 0, 2)


def un(*references: str, kind: str = "INDIVIDUAL") -> str:
    entries = "".join(
        f"<{kind}><UN_LIST_TYPE>DPRK</UN_LIST_TYPE><REFERENCE_NUMBER>{reference}</REFERENCE_NUMBER>"
        f"<FIRST_NAME>{reference} MADE</FIRST_NAME></{kind}>"
        for reference in references
    )
    return f"<CONSOLIDATED_LIST>{entries}</CONSOLIDATED_LIST>"


def test_a_un_entry_without_its_number_is_not_taken_for_gone(tmp_path: Path) -> None:
    graph = open_graph(":memory:")
    load(graph, "un-list", put(tmp_path, "a.xml", un("KPi.1", "KPi.2")), "2020-01-01")
    later = load(graph, "un-list", put(tmp_path, "b.xml", un("KPi.1", "")), "2020-02-01")
    assert (later.rejected, later.ended, open_ends(graph, "Listing")) == (1, 0, {"KPi.1", "KPi.2"})


def test_an_edition_that_lacks_much_is_refused_unless_it_is_told_to_be_whole(tmp_path: Path) -> None:
    graph = open_graph(":memory:")
    references = [f"KPi.{n:03}" for n in range(40)]
    load(graph, "un-list", put(tmp_path, "a.xml", un(*references)), "2020-01-01")
    shorter = put(tmp_path, "b.xml", un(*references[:35]))
    with pytest.raises(InputError, match=r"b\.xml: 5 of the 40 records that stood in un .*--allow-shrink"):
        load(graph, "un-list", shorter, "2020-06-01")
    assert len(open_ends(graph, "Listing")) == 40
    assert load(graph, "un-list", put(tmp_path, "c.xml", un(*references[:36])), "2020-05-01").ended == 4
    assert (
        load(graph, "un-list", put(tmp_path, "d.xml", un(*references[:30])), "2020-06-01", allow_shrink=True).ended == 6
    )
    assert load(graph, "un-list", put(tmp_path, "e.xml", un(*references[:24])), "2022-07-01").ended == 6


def test_a_un_list_of_entities_alone_is_refused(tmp_path: Path) -> None:
    path = put(tmp_path, "a.xml", un(*(f"KPe.{n}" for n in range(10)), kind="ENTITY"))
    with pytest.raises(InputError, match="10 ENTITY and no INDIVIDUAL in it"):
        load(open_graph(":memory:"), "un-list", path, "2020-01-01")
    assert load(open_graph(":memory:"), "un-list", path, "2020-01-01", allow_shrink=True).written == 10
    few = put(tmp_path, "b.xml", un(*(f"KPe.{n}" for n in range(9)), kind="ENTITY"))
    assert load(open_graph(":memory:"), "un-list", few, "2020-01-01").written == 9, "a small extract"


def test_rejections_of_two_files_of_one_name_are_both_kept(tmp_path: Path) -> None:
    kept = set()
    with open_graph(str(tmp_path / "g.kgl")) as graph:
        for folder in ("one", "two"):
            (tmp_path / folder).mkdir()
            path = put(tmp_path / folder, "u.xml", un("KPi.1", "KPi.1"))
            kept.add(load(graph, "un-list", path, "2020-01-01").rejections_file)
    assert len(kept) == 2
    assert all(Path(name or "").is_file() for name in kept)


@pytest.mark.parametrize("form", ["gzip", "utf-16", "utf-16-le with mark"])
def test_gzip_and_utf_16_say_the_same_as_the_plain_file(tmp_path: Path, form: str) -> None:
    text = LEADERS + leader(1) + leader(2).replace("Leader 2", "Лидер 2")
    path = tmp_path / "leaders.csv"
    data = {"gzip": gzip.compress(text.encode()), "utf-16": text.encode("utf-16")}.get(form)
    path.write_bytes(data or b"\xff\xfe" + text.encode("utf-16-le"))
    graph = open_graph(":memory:")
    assert load(graph, "leaders", path, "2020-01-01").written == 2
    assert graph.read("MATCH (p:Person) RETURN p.name AS name ORDER BY name").rows == [
        {"name": "Leader 1"},
        {"name": "Лидер 2"},
    ]


@pytest.mark.parametrize(
    "data",
    [b"\x1f\x8bnot really", gzip.compress(b"a,b\n" * 1000, mtime=0)[:-9], b"\xff\xfea\x00,\x00\x00\xd8"],
    ids=["no gzip", "cut off", "half a character"],
)
def test_what_does_not_unpack_or_decode_is_one_error(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "leaders.csv"
    path.write_bytes(data)
    with pytest.raises(InputError, match=r"leaders\.csv") as raised:
        load(open_graph(":memory:"), "leaders", path, "2020-01-01")
    assert "\n" not in str(raised.value)
