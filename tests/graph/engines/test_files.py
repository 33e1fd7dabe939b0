"""The file of an embedded graph: its mode, links to it, and disks that are full or cannot be written."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import kglite
import pytest
import sanctionsgraph as sg
from sanctionsgraph.graph.engines import kglite as embedded
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.schema.errors import GraphError, GraphLocked, InputError, QueryError

from helpers.hostile import fill

LOADS_WITHOUT_ROOM = """
import resource, signal, sys
from sanctionsgraph.graph.store import open_graph
from helpers.hostile import fill

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1500, 1500))
try:
    with open_graph(sys.argv[1]) as graph:
        fill(graph, [f"thing-{n}" for n in range(400)])
except Exception as error:
    print(type(error).__name__, error)
"""


def breaks_off(graph: sg.Graph) -> None:
    with graph.writing() as tx:
        tx.run("MERGE (n:Entity {id: 'x:c'}) SET n.name = 'c'")
        raise ZeroDivisionError


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_a_graph_keeps_its_mode(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "g.kgl"
    with open_graph(path) as graph:
        fill(graph, ["a"])
        path.chmod(mode)
        fill(graph, ["a", "b"])
        assert stat.S_IMODE(path.stat().st_mode) == mode
        with pytest.raises(ZeroDivisionError):
            breaks_off(graph)
    assert stat.S_IMODE(path.stat().st_mode) == mode
    umask = os.umask(0o022)
    os.umask(umask)
    (tmp_path / "other").touch()
    assert stat.S_IMODE((tmp_path / "other").stat().st_mode) == 0o666 & ~umask


def test_a_link_stays_one_and_what_it_leads_to_is_written(tmp_path: Path) -> None:
    folder = tmp_path / "vault"
    folder.mkdir()
    real, link = folder / "real.kgl", tmp_path / "link.kgl"
    with open_graph(real) as graph:
        fill(graph, ["a"])
    link.symlink_to(real)
    with open_graph(link) as graph:
        fill(graph, ["a", "b"])
        digest = graph.digest()
    assert link.is_symlink()
    assert open_graph(real).digest() == digest


def test_a_full_disk_is_said_and_the_graph_is_as_before(tmp_path: Path) -> None:
    path = tmp_path / "g.kgl"
    with open_graph(path) as graph:
        fill(graph, ["a"])
        before = graph.digest()
    tests = Path(__file__).parents[2]
    root = Path(sg.__file__).parents[1]
    environment = {**os.environ, "PYTHONPATH": f"{root}{os.pathsep}{tests}"}
    for target, ends in ((path, "; it is as it was before. Make room"), (tmp_path / "new.kgl", ". Make room")):
        done = subprocess.run(
            [sys.executable, "-c", LOADS_WITHOUT_ROOM, target],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.stdout.startswith(f"GraphError {target}: cannot be saved (File too large){ends}"), done
    assert open_graph(path).digest() == before
    assert not (tmp_path / "new.kgl").exists()


@pytest.mark.parametrize(
    ("code", "words"), [(30, "Read-only file system"), (13, "Permission denied"), (28, "No space left on device")]
)
def test_a_disk_that_cannot_be_written_says_nothing_against_the_graph(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, words: str
) -> None:
    path = tmp_path / "g.kgl"
    with open_graph(path) as graph:
        fill(graph, ["a"])

        def refused(*_: object, **__: object) -> None:
            raise kglite.FileIoError(f"File I/O error: {words} (os error {code})")

        monkeypatch.setattr(embedded, "lease", refused)
        with pytest.raises(GraphError) as error:
            fill(graph, ["b"])
    assert str(error.value).startswith(f"{path}: cannot be written ({words}). Make room or give permission")
    assert "remove" not in str(error.value)


def test_a_file_of_another_kind_is_still_no_graph(tmp_path: Path) -> None:
    path = tmp_path / "g.kgl"
    path.write_text("a shopping list", encoding="utf-8")
    with open_graph(path) as graph, pytest.raises(InputError, match="not a graph file"):
        graph.info()


def two_at_once(graph: sg.Graph) -> None:
    with graph.writing() as tx:
        tx.run("MATCH (n:Entity {id: 'x:a'}) SET n.name = 'mine'")
        with graph.writing() as other:
            other.run("MATCH (n:Entity {id: 'x:a'}) SET n.name = 'theirs'")


def test_two_threads_on_a_graph_in_memory_meet_an_error_of_ours() -> None:
    graph = open_graph(":memory:")
    fill(graph, ["a"])
    with pytest.raises(GraphLocked, match="another thread"):
        two_at_once(graph)


@pytest.mark.parametrize("value", [2**63, -(2**70), "\ud9ab"], ids=["large", "small", "surrogate"])
def test_a_parameter_that_no_engine_can_hold_is_refused_in_a_line(graph: sg.Graph, value: object) -> None:
    reason = "a text is not UTF-8" if isinstance(value, str) else "."
    with pytest.raises(QueryError, match=f"a parameter is no value of a graph: {reason}"):
        graph.read("MATCH (n:Entity) WHERE n.name = $value RETURN n.id AS id", value=value)
    assert json.dumps(graph.read("MATCH (n:Entity) RETURN n.id AS id").rows) == "[]"
