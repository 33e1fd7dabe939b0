"""Small writes go to the end of a large file: none is lost, none is half there, and damage is told."""

# ruff: noqa: PT012 - a transaction that fails in the middle is more than one statement
from __future__ import annotations

import errno
import json
import logging
import os
import random
import shutil
import stat
from pathlib import Path

import pytest
import sanctionsgraph as sg
from sanctionsgraph.graph.engines import journal
from sanctionsgraph.graph.engines.journal import journal_of
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.loaders.registry import load
from sanctionsgraph.schema.errors import GraphError, GraphLocked


@pytest.fixture(autouse=True)
def every_file_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "FLOOR", 0)
    monkeypatch.setattr(journal, "SHARE", 0.01)


def trips(path: Path, *years: int) -> Path:
    rows = [{"start": f"{year}-04-25", "country": "RU", "place": f"Town {year}", "met": ["A B"]} for year in years]
    path.write_text(json.dumps({"trips": rows}), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[int], list[str]]:
    """A graph file with two entries behind a whole save, the sizes at which each state ends, and their digests."""
    folder = tmp_path_factory.mktemp("journal")
    path, sizes, digests = folder / "g.kgl", [], []
    with pytest.MonkeyPatch.context() as patch, open_graph(path) as graph:
        patch.setattr(journal, "FLOOR", 0)
        patch.setattr(journal, "SHARE", 0.01)
        for years in ((2019,), (2019, 2020), (2019, 2020, 2021)):
            load(graph, "events", trips(folder / "trips.json", *years), edition=f"{2022 + len(years)}-01-01")
            sizes.append(path.stat().st_size)
            digests.append(graph.digest())
    return path, sizes, digests


def entries(path: Path) -> int:
    with path.open("rb") as file:
        return len(journal_of(path, file)[1])


def digest(path: Path) -> str:
    with open_graph(path) as graph:
        return graph.digest()


def add(graph: sg.Graph, name: str) -> None:
    with graph.writing() as tx:
        tx.run("MERGE (e:Entity {id: $id}) SET e.name = $name", {"id": f"x:{name}", "name": name})


def test_a_write_is_appended_and_read_again_as_it_was(states: tuple[Path, list[int], list[str]]) -> None:
    path, sizes, digests = states
    assert entries(path) == 2
    assert sizes == sorted(set(sizes))
    assert digest(path) == digests[-1]


def test_a_file_cut_at_any_byte_of_a_write_is_as_before_that_write_and_takes_the_next(
    states: tuple[Path, list[int], list[str]], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    source, sizes, digests = states
    whole, path = source.read_bytes(), tmp_path / "g.kgl"
    length = sizes[2] - sizes[1]
    chosen = random.Random(5).sample(range(2, length - 2), 25)
    for cut in (1, length - 1, *chosen):
        path.write_bytes(whole[: sizes[1] + cut])
        assert digest(path) == digests[1], cut
    with open_graph(path) as graph, caplog.at_level(logging.WARNING):
        add(graph, "next")
        after = graph.digest()
    assert "broken off" in caplog.text
    assert entries(path) == 2
    assert digest(path) == after
    path.write_bytes(whole[: sizes[1]] + bytes(length))
    assert digest(path) == digests[1], "a disk that has nothing where something was being written"


def test_a_changed_byte_in_what_was_appended_is_refused(
    states: tuple[Path, list[int], list[str]], tmp_path: Path
) -> None:
    source, sizes, digests = states
    whole, path = bytearray(source.read_bytes()), tmp_path / "g.kgl"
    begin = sizes[0]
    for place in (
        begin,
        begin + 7,
        len(whole) - 1,
        len(whole) - 8,
        *random.Random(7).sample(range(begin, sizes[2]), 25),
    ):
        changed = whole.copy()
        changed[place] ^= 1 << place % 8
        path.write_bytes(changed)
        with pytest.raises(GraphError, match="damaged"):
            digest(path)
    path.write_bytes(whole[: sizes[0]] + whole[sizes[1] :])
    with pytest.raises(GraphError, match="damaged"):
        digest(path)
    path.write_bytes(whole)
    assert digest(path) == digests[2]


def test_what_has_no_room_is_saved_whole_and_the_journal_begins_anew(
    states: tuple[Path, list[int], list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = Path(shutil.copy(states[0], tmp_path / "g.kgl"))
    monkeypatch.setattr(journal, "SHARE", 10**9)
    with open_graph(path) as graph:
        add(graph, "large")
        after = graph.digest()
    assert entries(path) == 0
    assert digest(path) == after
    monkeypatch.setattr(journal, "SHARE", 0.01)
    with open_graph(path) as graph:
        add(graph, "small")
    assert entries(path) == 1


def test_a_small_file_is_a_plain_file_of_the_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "FLOOR", 8 << 20)
    path = tmp_path / "g.kgl"
    with open_graph(path) as graph:
        add(graph, "a")
        add(graph, "b")
    assert b"SGJ1" not in path.read_bytes()


def test_a_disk_that_is_full_leaves_the_file_as_it_was(
    states: tuple[Path, list[int], list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = Path(shutil.copy(states[0], tmp_path / "g.kgl"))

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with open_graph(path) as graph:
        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", full)
            with pytest.raises(GraphError, match=r"cannot be saved .No space left on device.; it is as it was before"):
                add(graph, "a")
        assert graph.digest() == states[2][-1]
    assert path.read_bytes() == states[0].read_bytes()


def test_a_write_that_fails_is_not_in_the_journal(states: tuple[Path, list[int], list[str]], tmp_path: Path) -> None:
    path = Path(shutil.copy(states[0], tmp_path / "g.kgl"))
    with open_graph(path) as graph:
        with pytest.raises(ZeroDivisionError), graph.writing() as tx:
            tx.run("MATCH (e:Entity) DETACH DELETE e")
            raise ZeroDivisionError
        assert graph.digest() == states[2][-1]
    assert path.read_bytes() == states[0].read_bytes()


def test_readers_and_writers_of_one_file_see_each_others_entries_and_keep_its_mode(
    states: tuple[Path, list[int], list[str]], tmp_path: Path
) -> None:
    path = Path(shutil.copy(states[0], tmp_path / "g.kgl"))
    path.chmod(0o600)
    with open_graph(path) as first, open_graph(path) as second:
        add(first, "a")
        add(second, "b")
        add(first, "c")
        assert first.digest() == second.digest() == digest(path)
        with first.writing(), pytest.raises(GraphLocked), second.writing():
            pass
    assert entries(path) == 6
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_file_with_large_columns_is_read_and_written_on_after_each_entry(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The engine reads a column of 256 KB in the file, which grows with each entry."""
    monkeypatch.setattr(journal, "SHARE", 1)
    path, new = tmp_path / "g.kgl", "CREATE (e:Entity {id: $id, name: $id})"
    with open_graph(path) as graph, graph.writing() as tx:
        rows = [{"id": f"x:{number}"} for number in range(40_000)]
        tx.run("UNWIND $rows AS row CREATE (e:Entity {id: row.id, name: row.id})", {"rows": rows})
    with open_graph(path) as graph, open_graph(path) as tried:
        with tried.trial() as trial:
            with graph.writing() as tx:
                tx.run(new, {"id": "y:1"})
            with trial.writing() as tx:
                tx.run(new, {"id": "y:2"})
            assert ids(trial) == ["y:2"]
        assert ids(graph) == ids(tried) == ["y:1"]
        with graph.writing() as tx:
            tx.run("MATCH (e:Entity) WHERE e.id STARTS WITH 'x:1' SET e.name = 'y'")
            tx.run(new, {"id": "y:3"})
        assert ids(graph) == ids(tried) == ["y:1", "y:3"]
    assert entries(path) == 2


def ids(graph: sg.Graph) -> list[str]:
    return [row["id"] for row in graph.read("MATCH (e:Entity) WHERE e.id > 'y' RETURN e.id AS id ORDER BY id").rows]
