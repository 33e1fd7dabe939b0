"""Backups and checks of a graph: what is cut, changed or not of the model is named, on both engines."""

from __future__ import annotations

import json
import shutil
import sys
import zipfile
from pathlib import Path

import pytest
import sanctionsgraph as sg
from hypothesis import given, settings
from hypothesis import strategies as st
from sanctionsgraph import cli
from sanctionsgraph.graph.engines.kglite import EmbeddedEngine
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.graph.transfer.backup import read_backup
from sanctionsgraph.queries.integrity.graph_check import check_backup
from sanctionsgraph.schema.errors import GraphError, InputError, SanctionsGraphError

from helpers.hostile import fill


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of a graph of hostile texts."""
    path = tmp_path_factory.mktemp("backup") / "made.zip"
    with sg.open(":memory:") as g:
        fill(g.graph, ["a", "ein\nString\u2028", "'; MATCH (n) DETACH DELETE n; //"])
        g.backup(path)
    return path


def test_a_graph_comes_back_as_it_was(graph: sg.Graph, tmp_path: Path) -> None:
    fill(graph)
    workspace = sg.Workspace(graph)
    before, path = graph.digest(), tmp_path / "b.zip"
    report = workspace.backup(path)
    assert (report.digest, report.loads) == (before, 1)
    with open_graph(tmp_path / "again.kgl") as again:
        assert sg.Workspace(again).restore(path).digest == before
        assert again.digest() == before
    with pytest.raises(GraphError, match="already holds a graph"):
        workspace.restore(path)
    with graph.writing() as tx:
        tx.run("MATCH (n:Entity) DETACH DELETE n")
    assert workspace.restore(path, replace=True).source == str(path)
    assert graph.digest() == before


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_backup_of_which_a_byte_is_wrong_is_refused(made: Path, data: st.DataObject) -> None:
    raw = bytearray(made.read_bytes())
    at = data.draw(st.integers(0, len(raw) - 1))
    if data.draw(st.booleans()):
        del raw[at:]
    else:
        raw[at] ^= 1 << data.draw(st.integers(0, 7))
    broken = made.with_name("broken.zip")
    broken.write_bytes(raw)
    try:
        report, parts = read_backup(broken)
    except InputError:
        return
    # A bit of the archive's own lists that says nothing of the contents: then these are as they were.
    assert (parts, report.digest) == (read_backup(made)[1], read_backup(made)[0].digest)


def test_a_backup_replaces_a_backup_and_no_other_archive(tmp_path: Path) -> None:
    own, again = tmp_path / "photos.zip", tmp_path / "again.zip"
    with zipfile.ZipFile(own, "w") as archive:
        archive.writestr("photo.jpg", b"x")
    before = own.read_bytes()
    with sg.open(":memory:") as g:
        fill(g.graph, ["a"])
        with pytest.raises(SanctionsGraphError, match="is a file of another kind"):
            g.backup(own)
        assert own.read_bytes() == before
        assert g.backup(again).digest == g.backup(again).digest


def test_a_backup_with_other_contents_of_the_right_checksum_is_refused(made: Path, tmp_path: Path) -> None:
    changed = tmp_path / "changed.zip"
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(changed, "w") as new:
        manifest = json.loads(old.read("manifest.json"))
        lines = old.read("graph.jsonl").splitlines(keepends=True)[1:]
        import hashlib

        manifest["digest"] = manifest["files"]["graph.jsonl"] = hashlib.sha256(b"".join(lines[::-1])).hexdigest()
        new.writestr("manifest.json", json.dumps(manifest))
        new.writestr("graph.jsonl", b"".join(lines[::-1]))
        new.writestr("loads.jsonl", old.read("loads.jsonl"))
    with open_graph(tmp_path / "t.kgl") as target:
        with pytest.raises(InputError, match="does not have the digest"):
            sg.Workspace(target).restore(changed)
        assert not target.file or not target.file.exists()


def test_what_is_wrong_in_a_graph_is_named(graph: sg.Graph) -> None:
    fill(graph, ["a"])
    workspace = sg.Workspace(graph)
    before = {(fault.place, fault.problem) for fault in workspace.check().faults}
    with graph._engine.write(()) as tx:
        tx.run("MERGE (n:Entity {id: 'x:0'}) SET n:Wrong, n.colour = 'red'")
        tx.run("MERGE (n:Statement {id: 's:new'}) SET n:Claim, n.since = '2024-02-30', n.names = 'one'")
        tx.run("MATCH (a:Entity {id: 'x:0'}) MATCH (s:Statement {id: 's:new'}) CREATE (a)-[:LIKES]->(s)")
    check = workspace.check()
    assert not check.verified
    new = {(fault.place, fault.problem) for fault in check.faults} - before
    assert new == {
        ("Entity x:0", "has a label that the model lacks: Wrong"),
        ("Entity x:0", "has a property that the model lacks: colour"),
        ("Statement s:new", "has no name"),
        ("Statement s:new", "names is str, not list"),
        ("Statement s:new", "since is no day: '2024-02-30'"),
        ("Statement s:new", "stands in no source"),
        ("Entity", "a relationship that the model lacks leads out: LIKES"),
    } - ({("Statement s:new", "has no name")} if isinstance(graph._engine, EmbeddedEngine) else set())


def command(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> int:
    monkeypatch.setattr(sys, "argv", ["sanctionsgraph", *map(str, arguments)])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    return int(ended.value.code or 0)


def test_the_commands_say_what_is_whole_and_what_is_not(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path, again = tmp_path / "g.kgl", tmp_path / "b.zip"
    assert command(monkeypatch, "--graph", path, "restore", made) == 0
    assert command(monkeypatch, "--graph", path, "backup", again) == 0
    assert check_backup(again).digest == check_backup(made).digest
    with sg.open(path) as g:
        faultless = g.check().verified
    assert command(monkeypatch, "--graph", path, "verify") == int(not faultless)
    assert command(monkeypatch, "verify", path) == int(not faultless)
    assert command(monkeypatch, "verify", again) == int(not faultless)
    cut = tmp_path / "cut.kgl"
    shutil.copy(path, cut)
    cut.write_bytes(cut.read_bytes()[:-40])
    capsys.readouterr()
    for file in (cut, tmp_path / "none.kgl"):
        assert command(monkeypatch, "verify", file) == 1
        assert capsys.readouterr().err.startswith("error: ")
    assert command(monkeypatch, "--graph", path, "backup", path) == 1
    assert "ends in .zip" in capsys.readouterr().err
