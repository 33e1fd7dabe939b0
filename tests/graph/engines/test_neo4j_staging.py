"""Many new nodes on Neo4j, and a file that is loaded again: nobody sees half a load, nothing is read in vain."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import sanctionsgraph as sg
from sanctionsgraph.graph.engines import neo4j as server
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.loaders import registry
from sanctionsgraph.loaders.registry import load

from helpers.engines import empty_neo4j

ENTITIES = 60


def entities(path: Path, changed: int = 0) -> Path:
    """People with companies and what links them; the first so many read otherwise."""
    lines: list[dict[str, object]] = []
    for n in range(ENTITIES):
        name = f"Ri {n}{' the younger' if n < changed else ''}"
        lines.append({"id": f"p{n}", "schema": "Person", "properties": {"name": [name], "passportNumber": [f"N{n}"]}})
        lines.append({"id": f"c{n}", "schema": "Company", "properties": {"name": [f"Trading {n}"]}})
        ends = {"owner": [f"p{n}"], "asset": [f"c{n // 2}"]}
        lines.append({"id": f"o{n}", "schema": "Ownership", "properties": ends})
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few new nodes are already too many for one transaction."""
    monkeypatch.setattr(server, "LEAST", 10)


@pytest.fixture
def editions(tmp_path: Path) -> list[tuple[str, Path]]:
    return [
        ("made@2024-01-01", entities(tmp_path / "made-1.json")),
        ("made@2024-03-01", entities(tmp_path / "made-3.json", changed=40)),
        ("made@2024-02-01", entities(tmp_path / "made-2.json", changed=15)),
    ]


@pytest.fixture
def expected(editions: list[tuple[str, Path]]) -> Iterator[str]:
    with open_graph(":memory:") as memory:
        for edition, path in editions:
            load(memory, "ftm", path, edition)
        yield memory.digest()


def test_staged_loads_give_the_graph_that_others_give(
    graph: sg.Graph, few: None, editions: list[tuple[str, Path]], expected: str
) -> None:
    for edition, path in editions:
        account = load(graph, "ftm", path, edition)
        assert account.read == account.written + account.unchanged == 3 * ENTITIES
    assert graph.digest() == expected
    assert graph.read("MATCH (n:Staged) RETURN n.id AS id").rows == []
    for edition, path in editions:
        assert load(graph, "ftm", path, edition).unchanged == 3 * ENTITIES
    assert graph.digest() == expected


@pytest.mark.neo4j
@pytest.mark.parametrize(("step", "at"), [("close", 1), ("_run", 4), ("_run", 7)])
def test_what_a_load_that_was_cut_off_left_is_not_seen_and_is_removed_by_the_next(
    neo4j_uri: str,
    few: None,
    editions: list[tuple[str, Path]],
    expected: str,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    at: int,
) -> None:
    graph = empty_neo4j(neo4j_uri)
    before = graph.digest()
    work, calls = getattr(server.Neo4jStage, step), count(1)

    def cut(*arguments: Any) -> Any:
        if next(calls) == at:
            raise OSError("cut off")
        return work(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(server.Neo4jStage, step, cut)
        with pytest.raises(sg.SanctionsGraphError, match="no Neo4j answers"):
            load(graph, "ftm", editions[0][1], editions[0][0])
    left = graph.read("MATCH (n:Staged) RETURN count(n) AS n").rows[0]["n"]
    assert left > ENTITIES // 2
    assert graph.digest() == before
    info = graph.info()
    assert info.editions == ()
    assert info.relationships == {}
    for edition, path in editions:
        load(graph, "ftm", path, edition)
    assert graph.read("MATCH (n:Staged) RETURN count(n) AS n").rows[0]["n"] == 0
    assert graph.digest() == expected
    graph.close()


def test_the_same_file_is_not_read_again_and_another_one_is(
    graph: sg.Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = entities(tmp_path / "made.json")
    with path.open("a") as file:
        file.write("broken\n")
    first = load(graph, "ftm", path, "made@2024-01-01")
    assert (first.written, first.rejected) == (3 * ENTITIES, 1)
    before, state = graph.digest(), graph.state()

    with monkeypatch.context() as patch:
        patch.setattr(registry, "import_module", lambda *_: pytest.fail("it was read"))
        again = load(graph, "ftm", path, "made@2024-01-01")
    assert (again.read, again.unchanged, again.written) == (first.read, first.written, 0)
    assert again.rejections == first.rejections
    assert graph.digest() == before
    assert graph.state() == state
    assert [load.written for load in graph.info().loads] == [3 * ENTITIES]

    entities(path, changed=1)
    later = load(graph, "ftm", path, "made@2024-02-01")
    assert (later.written, later.unchanged) == (1, 3 * ENTITIES - 1)


def test_a_mended_edition_is_not_taken_for_the_one_that_it_replaced(graph: sg.Graph, tmp_path: Path) -> None:
    path = entities(tmp_path / "made.json")
    whole = path.read_text()
    path.write_text(whole.replace('"id": "p0"', '"id": ""'))
    assert load(graph, "ftm", path, "made@2024-01-01").rejected == 1
    path.write_text(whole)
    assert load(graph, "ftm", path, "made@2024-01-01").written == 1
    path.write_text(whole.replace('"id": "p0"', '"id": ""'))
    with pytest.raises(sg.SanctionsGraphError, match="reads otherwise"):
        load(graph, "ftm", path, "made@2024-01-01")
