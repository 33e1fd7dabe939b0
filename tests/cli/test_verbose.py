"""The log of the command line: what was done, for whoever operates it; without it, nothing."""

from __future__ import annotations

from pathlib import Path

from helpers.commands import run

THINGS = 'decided: 2024-01-01\nthings:\n  - {id: "x:pier", kind: Port, name: Pier}\n'


def test_loads_are_logged_if_asked(tmp_path: Path) -> None:
    file, graph = tmp_path / "things.yaml", tmp_path / "g.kgl"
    file.write_text(THINGS, encoding="utf-8")
    loud = run("--verbose", "load", "identities", str(file), graph=graph, apart=True)
    assert loud.returncode == 0
    assert "sanctionsgraph.loaders.registry: loaded identities" in loud.stderr
    assert "read 1, written 1" in loud.stderr
    quiet = run("load", "identities", str(file), graph=graph, apart=True)
    assert (quiet.returncode, quiet.stderr) == (0, "")


def test_a_copy_is_logged_in_detail(tmp_path: Path) -> None:
    file, graph = tmp_path / "things.yaml", tmp_path / "g.kgl"
    file.write_text(THINGS, encoding="utf-8")
    run("load", "identities", str(file), graph=graph, apart=True)
    done = run("-vv", "push", str(tmp_path / "copy.kgl"), graph=graph, apart=True)
    assert done.returncode == 0
    assert "sanctionsgraph.graph.transfer.copy: copying" in done.stderr
