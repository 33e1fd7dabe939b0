"""Rows as they are read in batches are those of a graph that is held whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pytest
import sanctionsgraph as sg
from sanctionsgraph.exporters import graphml
from sanctionsgraph.exporters.registry import FORMS, export
from sanctionsgraph.exporters.row_stream import RowStream
from sanctionsgraph.exporters.snapshot import snapshot
from sanctionsgraph.graph import writing
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.loaders.registry import load
from sanctionsgraph.schema.errors import GraphError
from sanctionsgraph.schema.family import FAMILIES

from helpers import ftm_file
from helpers.engines import ENGINES, empty_on


@pytest.fixture(params=ENGINES)
def graph(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[sg.Graph]:
    """Two editions: a person whose birth changes, so that a part is in both of them."""
    with empty_on(request) as opened:
        for day, born in (("2024-01-01", "1970"), ("2024-06-01", "1971")):
            rows = [
                ftm_file.entity("a", name="Ann", birthDate=born, passportNumber="X1", nationality="kp"),
                ftm_file.entity("c", "Company", name="Firm <&> Söhne", jurisdiction="ru"),
                ftm_file.entity("o", "Ownership", owner="a", asset="c", percentage="60"),
            ]
            load(opened, "ftm", ftm_file.write(tmp_path / f"made-{day}.json", rows))
        yield opened


@pytest.mark.parametrize("batch", [2, 5000])
def test_a_stream_has_what_a_snapshot_has(graph: sg.Graph, batch: int, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = snapshot(graph)
    monkeypatch.setattr(writing, "BATCH", batch)
    stream = RowStream(graph)
    assert len(stream) == len(whole)
    for family in FAMILIES:
        streamed, held = list(stream.rows(family)), list(whole.rows(family))
        assert [(row.labels, row.properties, sorted(row.links)) for row in streamed] == [
            (row.labels, row.properties, sorted(row.links)) for row in held
        ]
    assert dict(stream.by_source()) == dict(whole.by_source())
    assert sum(map(len, stream.by_source().values())) > len(whole.statements)
    some = sorted(whole.statements)[1:4]
    assert [row.id for row in stream.rows("Statement", some)] == some


@pytest.mark.parametrize("form", [form for form, known in FORMS.items() if not known.folder])
def test_a_write_during_an_export_leaves_the_file_as_it_was(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_graph(":memory:") as graph:
        load(graph, "ftm", ftm_file.write(tmp_path / "entities.ftm.json", [ftm_file.entity("a", name="Ann")]))
        out = tmp_path / FORMS[form].example
        counts = export(graph, form, out)
        before = out.read_bytes()
        states = iter(("one", "other"))
        monkeypatch.setattr(sg.Graph, "state", lambda _: next(states, "other"))
        with pytest.raises(GraphError, match=r"was written to meanwhile\. Run the same command again"):
            export(graph, form, out)
        assert out.read_bytes() == before
        assert counts == export(graph, form, out)


def test_values_of_two_types_have_two_keys(tmp_path: Path) -> None:
    keys = graphml._Attributes()
    nodes = [
        f'<node id="{number}">{keys.data("node", {"number": value})}</node>'
        for number, value in enumerate((7, "7", 7.5, True))
    ]
    text = "".join([graphml._HEAD, *keys.lines(), '<graph edgedefault="directed">', *nodes, "</graph></graphml>"])
    (tmp_path / "keys.graphml").write_text(text)
    read = nx.read_graphml(tmp_path / "keys.graphml")
    assert [read.nodes[node]["number"] for node in sorted(read)] == [7, "7", 7.5, True]
