"""What a user names as an output is written whole or not at all, and destroys nothing."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pytest
import sanctionsgraph as sg
from sanctionsgraph.exporters.registry import FORMS, export
from sanctionsgraph.graph.networkx_graphml import write_graphml
from sanctionsgraph.graph.output import JSON, output
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.schema.errors import SanctionsGraphError

from helpers.commands import run
from helpers.hostile import fill

FILES = [form for form, format_ in FORMS.items() if not format_.folder]


@pytest.fixture
def made(tmp_path: Path) -> Path:
    path = tmp_path / "case.kgl"
    with open_graph(path) as graph:
        fill(graph, ["a", "b"])
    return path


@pytest.mark.parametrize("form", FILES)
def test_an_earlier_export_is_replaced_and_keeps_its_mode(made: Path, tmp_path: Path, form: str) -> None:
    out = tmp_path / "out"
    with open_graph(made) as graph:
        export(graph, form, out)
        first = out.read_bytes()
        out.chmod(0o640)
        export(graph, form, out)
    assert out.read_bytes() == first
    assert stat.S_IMODE(out.stat().st_mode) == 0o640


@pytest.mark.parametrize("form", [*FILES, "neo4j-admin"])
def test_an_export_destroys_nothing(made: Path, tmp_path: Path, form: str) -> None:
    notes, link, pipe = tmp_path / "notes.md", tmp_path / "link", tmp_path / "pipe"
    notes.write_text("# What I found", encoding="utf-8")
    link.symlink_to(notes)
    os.mkfifo(pipe)
    full = tmp_path / "full"
    full.mkdir()
    (full / "x").write_text("x", encoding="utf-8")
    before = {path: path.read_bytes() for path in (made, notes)}
    with open_graph(made) as graph:
        with pytest.raises(SanctionsGraphError, match=r"none\)\. Make it first\."):
            export(graph, form, tmp_path / "none" / "x")
        for path in (made, notes, link, pipe, full, Path("/dev/null")):
            with pytest.raises(SanctionsGraphError, match=r"which is not replaced\. Give another path\."):
                export(graph, form, path)
    assert {path: path.read_bytes() for path in before} == before
    assert link.is_symlink()
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    names = {path.name for path in tmp_path.iterdir() if not path.name.startswith("case.kgl")}
    assert names == {"full", "link", "notes.md", "pipe"}


def test_a_side_file_does_not_replace_another_kind_either(made: Path, tmp_path: Path) -> None:
    side = tmp_path / "out.rest.jsonl"
    side.write_text("my own list", encoding="utf-8")
    with open_graph(made) as graph, pytest.raises(SanctionsGraphError, match=r"out\.rest\.jsonl is a file of another"):
        export(graph, "ftm", tmp_path / "out")
    assert side.read_text(encoding="utf-8") == "my own list"
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "words",
    [
        ("dossier", "Tumangang", "--out"),
        ("project", "--graphml"),
        ("project", "--draw"),
        ("export", "--for", "turtle", "--out"),
    ],
    ids=" ".join,
)
def test_no_command_writes_over_its_graph(tmp_path: Path, words: tuple[str, ...], embedded_case: sg.Graph) -> None:
    from sanctionsgraph.graph.transfer.copy import copy_graph

    # A case file takes no name but that of a page.
    path = tmp_path / ("mine.html" if words[0] == "dossier" else "mine.kgl")
    with open_graph(path) as graph:
        copy_graph(embedded_case, graph)
    before = path.read_bytes()
    done = run(*words, str(path), graph=path)
    assert done.returncode == 1
    assert done.stderr.strip() == f"error: {path} is a graph, which is not replaced. Give another path."
    assert path.read_bytes() == before


def full_disk(path: Path) -> None:
    raise OSError(28, "No space left on device")


def interrupted(path: Path) -> None:
    path.write_text("[half", encoding="utf-8")
    raise KeyboardInterrupt


@pytest.mark.parametrize("breaks", [full_disk, interrupted])
def test_what_breaks_off_leaves_what_was_there(tmp_path: Path, breaks: Callable[[Path], None]) -> None:
    path = tmp_path / "x.json"
    path.write_text("[1]", encoding="utf-8")
    with pytest.raises((SanctionsGraphError, KeyboardInterrupt)) as raised, output(path, JSON) as target:
        breaks(target)
    assert "No space left" in str(raised.value) or raised.type is KeyboardInterrupt
    assert path.read_text(encoding="utf-8") == "[1]"
    assert list(tmp_path.iterdir()) == [path]


def test_graphml_of_any_graph_replaces_graphml_alone(tmp_path: Path) -> None:
    path, feed = tmp_path / "net.graphml", tmp_path / "list.xml"
    feed.write_text("<?xml version='1.0'?>\n<CONSOLIDATED_LIST/>", encoding="utf-8")
    for _ in range(2):
        assert write_graphml(nx.path_graph(["a", "b"]), path) == path
    with pytest.raises(SanctionsGraphError, match="another kind"):
        write_graphml(nx.path_graph(["a", "b"]), feed)


def test_a_table_replaces_a_table_of_its_kind_alone(tmp_path: Path) -> None:
    from sanctionsgraph.queries.results.result import Result

    table = Result("made", ["id", "count"], [{"id": "x:a", "count": 2}], "RETURN 1")
    path = tmp_path / "made.csv"
    assert table.to_csv(path).read_bytes() == table.to_csv(path).read_bytes()
    path.write_text("name;born\n", encoding="utf-8")
    with pytest.raises(SanctionsGraphError, match="another kind"):
        table.to_csv(path)
    with pytest.raises(SanctionsGraphError, match="another kind"):
        table.to_parquet(path)
    assert path.read_text(encoding="utf-8") == "name;born\n"
