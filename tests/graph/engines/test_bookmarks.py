"""In a cluster a graph reads what it wrote: the bookmark of its last write goes with its reads."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import neo4j
import pytest
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.loaders.registry import load
from sanctionsgraph.queries.catalogue.registry import query

from helpers.engines import empty_neo4j
from helpers.un_file import entry, write


@pytest.mark.neo4j
def test_reads_take_the_bookmark_of_the_last_write(
    neo4j_uri: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty_neo4j(neo4j_uri).close()
    given: list[tuple[str, set[str]]] = []
    original = neo4j.Session.__init__

    def session(self: neo4j.Session, pool: Any, config: Any) -> None:
        held: Iterable[str] = config.bookmark_manager.get_bookmarks()
        given.append((config.default_access_mode, set(held)))
        original(self, pool, config)

    with open_graph(neo4j_uri) as graph:
        monkeypatch.setattr(neo4j.Session, "__init__", session)
        graph.read("RETURN 1 AS one")
        before = graph._engine._bookmarks.get_bookmarks()  # type: ignore[attr-defined]
        assert load(graph, "un-list", write(tmp_path / "un.xml", entry(""))).written == 1
        given.clear()
        assert len(query(graph, "listed", list="UN").rows) == 1
    assert given
    assert all(mode == neo4j.READ_ACCESS and held and held != set(before) for mode, held in given)
