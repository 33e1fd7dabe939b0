"""Finding things: by each way, with what it says of them; and an index that is stale, broken or not ours."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import sanctionsgraph as sg
from sanctionsgraph.graph import kept_index as index_module
from sanctionsgraph.graph.name_index import name_index
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.loaders.registry import load
from sanctionsgraph.queries.search.find import _NAMES_OF, SearchHit, find

from helpers import ftm_file, unlocode_file


def best(graph: sg.Graph, words: str, kind: str | None = None) -> SearchHit:
    return find(graph, words, kind=kind).hits[0]


@pytest.mark.parametrize(
    ("words", "id_", "why", "matched"),
    [
        ("sg:rajin-port", "sg:rajin-port", "id", "sg:rajin-port"),
        ("wd:Q423", "iso:KP", "id", "wd:Q423"),
        ("angara", "sg:angara", "name", "Angara"),
        ("북한", "iso:KP", "alias", "북한"),
        ("KPRJN", "sg:rajin-port", "number", "UN/LOCODE KPRJN"),
        ("maritime ocean", "un:KPe.020", "words", "Ocean Maritime Management Company, Limited (OMM)"),
        ("vostoch cosmo", "sg:vostochny-cosmodrome", "part of a name", "Vostochny Cosmodrome"),
        ("Pyongjang", "sg:pyongyang", "spelling", "Pyongyang"),
        ("1874 9", "unscr:1874/9", "words", "1874 para. 9"),
    ],
)
def test_each_way_of_matching(case: sg.Graph, words: str, id_: str, why: str, matched: str) -> None:
    hit = best(case, words)
    assert (hit.id, hit.why, hit.matched) == (id_, why, matched)
    assert hit.described == "reports"
    assert hit.kind


def test_both_engines_find_the_same(case: sg.Graph, embedded_case: sg.Graph) -> None:
    for words in ("kim", "port", "russia", "arms", "2023", "tumangang", "zzyzx"):
        assert find(case, words) == find(embedded_case, words)


def test_a_kind_leaves_out_what_is_not_of_it(embedded_case: sg.Graph) -> None:
    assert {hit.kind for hit in find(embedded_case, "vostochny", kind="Port")} == {"Port"}
    assert {hit.kind for hit in find(embedded_case, "vostochny", kind="Place")} == {"Port", "Spaceport"}
    assert {hit.kind for hit in find(embedded_case, "arms", kind="Provision")} <= {"Provision"}
    assert not find(embedded_case, "vostochny", kind="Vessel")
    with pytest.raises(sg.NotFound, match="Vessel"):
        find(embedded_case, "vostochny", kind="Vesel")
    with pytest.raises(sg.SanctionsGraphError, match="a word to look for"):
        find(embedded_case, "  ")


def test_things_come_before_events_and_described_ones_before_bare_places(graph: sg.Graph, tmp_path: Path) -> None:
    places = tmp_path / "codes.csv"
    places.write_text(unlocode_file.ROW.format(code="HAB", name="Shared Bay", date="0101"), "utf-8")
    load(graph, "stations", places, edition="2024-01-01")
    firm = ftm_file.entity("bay", "Company", name="Shared Bay Shipping")
    load(graph, "ftm", ftm_file.write(tmp_path / "made.ftm.json", [firm]), edition="2024-01-01")
    assert [(hit.kind, hit.described) for hit in find(graph, "shared")] == [
        ("Company", "lists and data sets"),
        ("Place", "a code list"),
    ]
    assert best(graph, "RUHAB").why == "number"
    assert len(find(graph, "shared", limit=1)) == 1


def test_it_shows_itself(embedded_case: sg.Graph) -> None:
    assert "Angara (Vessel sg:angara): name" in str(find(embedded_case, "angara"))
    assert "nothing matches" in str(find(embedded_case, "qqqqqqqq"))
    assert find(embedded_case, "angara").to_pandas()["id"][0] == "sg:angara"


# -- the index beside the file -----------------------------------------------------------------------


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "made.kgl"
    with open_graph(file) as graph:
        people = [ftm_file.entity("a", name="Pak Example"), ftm_file.entity("b", "Vessel", name="Example Star")]
        load(graph, "ftm", ftm_file.write(tmp_path / "e.ftm.json", people), edition="2024-01-01")
    return file


def names_of(path: Path, words: str) -> list[str]:
    with open_graph(path) as graph:
        return [hit.name for hit in find(graph, words)]


def test_the_next_search_does_not_open_the_graph(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert names_of(path, "star") == ["Example Star"]
    monkeypatch.setattr(sg.Graph, "read", None)
    assert names_of(path, "star") == ["Example Star"]
    assert not list(path.parent.glob("*.tmp"))
    assert (path.parent / "made.kgl.names").stat().st_mode == path.stat().st_mode


def test_a_load_makes_it_stale_and_a_copy_does_not(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names_of(path, "star")
    more = [ftm_file.entity("c", "Vessel", name="Second Star")]
    with open_graph(path) as graph:
        load(graph, "ftm", ftm_file.write(tmp_path / "f" / "f.ftm.json", more), edition="2024-01-01")
    assert sorted(names_of(path, "star")) == ["Example Star", "Second Star"]
    moved = tmp_path / "copy" / "made.kgl"
    moved.parent.mkdir()
    for end in ("", ".names"):
        (moved.parent / f"made.kgl{end}").write_bytes((path.parent / f"made.kgl{end}").read_bytes())
    monkeypatch.setattr(index_module.KeptIndex, "_made", None)
    assert sorted(names_of(moved, "star")) == ["Example Star", "Second Star"]


def broken() -> Iterator[tuple[str, bytes]]:
    yield "empty", b""
    yield "no database", b"\x80\x04K\x01."
    yield "cut off", b"SQLite format 3\x00" + b"\x00" * 50


@pytest.mark.parametrize(("what", "content"), list(broken()))
def test_a_broken_index_is_made_anew(path: Path, what: str, content: bytes) -> None:
    index = path.parent / "made.kgl.names"
    index.write_bytes(content)
    assert names_of(path, "star") == ["Example Star"], what
    assert index.stat().st_size > 1000


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE meta SET value = '0' WHERE key = 'form'",
        "CREATE VIEW other AS SELECT * FROM thing",
        "DROP TABLE word",
        "CREATE TABLE more (a)",
        "PRAGMA application_id = 7",
    ],
)
def test_an_index_of_another_form_is_made_anew(path: Path, change: str) -> None:
    names_of(path, "star")
    with sqlite3.connect(path.parent / "made.kgl.names") as index:
        index.execute(change)
    assert names_of(path, "star") == ["Example Star"]


def test_where_it_cannot_be_kept_it_is_made_each_time(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(index_module, "mkstemp", refuse)
    assert names_of(path, "star") == ["Example Star"]
    assert not (path.parent / "made.kgl.names").exists()


@pytest.mark.parametrize(("number", "ship"), [("9161003", "sg:lady-r"), ("IMO 8518780", "sg:jie-shun")])
def test_a_ship_of_a_list_is_found_by_its_imo_number(embedded_case: sg.Graph, number: str, ship: str) -> None:
    """Where the source of the listing gives it."""
    assert [hit.id for hit in find(embedded_case, number)] == [ship]
    assert embedded_case.entity(number).id == ship


def test_a_number_that_no_record_states_is_said_to_be_none(embedded_case: sg.Graph) -> None:
    assert str(find(embedded_case, "9999993")) == "no record states the number '9999993'; load a list that does"


def test_the_names_of_a_hit_are_looked_up_and_not_looked_for(embedded_case: sg.Graph) -> None:
    with closing(name_index(embedded_case)) as index:
        plan = [str(row[-1]) for row in index.execute(f"EXPLAIN QUERY PLAN {_NAMES_OF}", ("sg:rajin-port",))]
        spellings = index.execute("SELECT word FROM spelling").fetchall()
        assert spellings == index.execute("SELECT DISTINCT word FROM word ORDER BY word").fetchall()
    assert len(plan) == 2
    assert all(step.startswith("SEARCH") for step in plan)
