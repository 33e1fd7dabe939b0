"""The indexes for screening and resolving beside a graph file: the answers are those without, and never older."""

from __future__ import annotations

from pathlib import Path

import pytest
from sanctionsgraph.graph.engines import journal
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.graph.transfer.copy import copy_graph
from sanctionsgraph.graph.withdrawal.purge import leave_nothing, purge
from sanctionsgraph.loaders.registry import load
from sanctionsgraph.queries.identity import blocks
from sanctionsgraph.queries.identity.proposals import Proposals
from sanctionsgraph.queries.identity.resolve import proposals
from sanctionsgraph.queries.screening.bearers import Bearers
from sanctionsgraph.queries.screening.screen import Screening, screen

from helpers import ftm_file

ASKED = ("Kim Yong Chol", "Kim Jong", "Ocean Star", "Star of Ocean", "Zzyzx")
PEOPLE = [("a", "Kim Yong Chol"), ("b", "Kim Yong Chol"), ("c", "Kim Jong Sik"), ("d", "Yong Chol Kim"), ("e", "O Kuk")]
SHIPS = [("s", "Ocean Star"), ("t", "Star Ocean 2")]


def made(path: Path, dataset: str) -> Path:
    people = [ftm_file.entity(f"{dataset}-{id_}", "Person", name=name) for id_, name in PEOPLE]
    ships = [ftm_file.entity(f"{dataset}-{id_}", "Vessel", name=name) for id_, name in SHIPS]
    return ftm_file.write(path / dataset / f"{dataset}.ftm.json", [*people, *ships])


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph file of two data sets of the same names."""
    folder = tmp_path_factory.mktemp("kept")
    with open_graph(folder / "g.kgl") as graph:
        for dataset in ("one", "two"):
            load(graph, "ftm", made(folder, dataset), edition=f"{dataset}@2024-01-01")
    return folder / "g.kgl"


@pytest.fixture
def path(source: Path, tmp_path: Path) -> Path:
    (tmp_path / "g.kgl").write_bytes(source.read_bytes())
    return tmp_path / "g.kgl"


def screened(path: Path) -> list[Screening]:
    with open_graph(path) as graph:
        return [screen(graph, ASKED), screen(graph, ASKED[:2], schema="Person"), screen(graph, "x", number="none")]


def resolved(path: Path) -> list[Proposals]:
    with open_graph(path) as graph:
        return [proposals(graph, f"ftm:{dataset}-{id_}") for dataset in ("one", "two") for id_, _ in PEOPLE + SHIPS]


def test_answers_from_the_kept_indexes_are_those_of_a_graph_without(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_graph(path) as graph, open_graph(":memory:") as other:
        copy_graph(graph, other)
        names = [screen(other, ASKED), screen(other, ASKED[:2], schema="Person"), screen(other, "x", number="none")]
        pairs = [proposals(other, f"ftm:{d}-{id_}") for d in ("one", "two") for id_, _ in PEOPLE + SHIPS]
    assert len(names[0]) > 10
    assert sum(map(len, pairs)) > 10
    assert screened(path) == names
    assert resolved(path) == pairs
    monkeypatch.setattr(Bearers, "_index", None)
    monkeypatch.setattr(blocks, "_all_blocks", None)
    assert screened(path) == names
    assert resolved(path) == pairs


def test_a_load_makes_them_stale_and_damage_makes_them_anew(path: Path, tmp_path: Path) -> None:
    screened(path)
    resolved(path)
    with open_graph(path) as graph:
        load(graph, "ftm", made(tmp_path, "three"), edition="three@2024-01-01")
        assert "ftm:three-a" in [hit.id for hit in screen(graph, "Kim Yong Chol")]
    assert "ftm:three-a" in [hit.id for hit in screened(path)[0]]
    partners = {pair.ids for pair in resolved(path)[0]}
    assert ("ftm:one-a", "ftm:three-a") in partners
    for end in ("screen", "screen-person", "blocks"):
        path.with_name(f"g.kgl.{end}").write_bytes(b"SQLite format 3\0 and nothing")
    assert {pair.ids for pair in resolved(path)[0]} == partners
    assert "ftm:three-a" in [hit.id for hit in screened(path)[0]]


def test_a_purge_leaves_nothing_in_the_files(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "FLOOR", 0)
    monkeypatch.setattr(journal, "SHARE", 0.001)
    secret = ftm_file.write(tmp_path / "four" / "four.ftm.json", [ftm_file.entity("x", "Person", name="Quuxly Zorb")])
    with open_graph(path) as graph:
        leave_nothing(graph)
        load(graph, "ftm", secret, edition="four@2024-01-01")
    screened(path)
    assert b"Quuxly" in path.read_bytes()
    with open_graph(path) as graph:
        purge(graph, "ftm:four")
    assert [file.name for file in tmp_path.iterdir() if file.is_file() and b"Quuxly" in file.read_bytes()] == []
    assert [hit.id for hit in screened(path)[0] if hit.name == "Quuxly Zorb"] == []
