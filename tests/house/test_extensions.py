"""A package of somebody else's adds an engine, a loader and an export by entry points alone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import sanctionsgraph as sg
from sanctionsgraph.exporters.registry import export, forms
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.loaders.registry import load, loaders
from sanctionsgraph.schema.errors import NotFound, SanctionsGraphError

ENTRY_POINTS = """[sanctionsgraph.engines]
shelf = shelfware:engine
shelfware = shelfware:engine

[sanctionsgraph.loaders]
harbour-log = shelfware
law = shelfware
torn = shelfware_is_gone

[sanctionsgraph.exporters]
headcount = shelfware
"""
MODULE = '''
from sanctionsgraph.graph.engines.kglite import EmbeddedEngine
from sanctionsgraph.graph.editions.documents import store_entities
from sanctionsgraph.graph.load_report import LoadReport
from sanctionsgraph.schema.entities import Entity

SUMMARY, EXAMPLE, BEGINS = "ports, one a line", "log.txt", rb"headcount "


class Shelf:
    """What another engine's own library would hand out."""


def engine(target):
    made = EmbeddedEngine(None)
    made.uri = target if isinstance(target, str) else "a shelf"
    return made


def load(graph, path, edition, progress):
    names = path.read_text().split()
    report = LoadReport("harbour-log", str(path), read=len(names))
    with graph.writing() as tx:
        report.written = store_entities(tx, [Entity.named(f"log:{name.lower()}", "Port", name) for name in names])
    return report


def write(graph, out, form, as_of, progress):
    count = sum(1 for _ in graph.dump())
    out.write_text(f"headcount {count}\\n")
    return {"lines": count}
'''


@pytest.fixture
def shelfware(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The distribution, as pip would have put it into site-packages."""
    site = tmp_path / "site"
    info = site / "shelfware-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: shelfware\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(ENTRY_POINTS.replace("torn = shelfware_is_gone\n", ""), encoding="utf-8")
    (site / "shelfware.py").write_text(MODULE, encoding="utf-8")
    monkeypatch.syspath_prepend(str(site))
    monkeypatch.delitem(sys.modules, "shelfware", raising=False)
    return site


def test_an_engine_opens_its_scheme_and_its_own_objects(shelfware: Path) -> None:
    import shelfware as package  # type: ignore[import-not-found]

    with open_graph("shelf://top/left") as by_uri, open_graph(package.Shelf()) as by_object:
        assert (by_uri.uri, by_object.uri) == ("shelf://top/left", "a shelf")
        assert by_uri.digest() == by_object.digest() == open_graph(":memory:").digest()
    with pytest.raises(SanctionsGraphError, match="bottom://x: not a graph URI"):
        open_graph("bottom://x")


def test_a_loader_and_an_export_are_listed_and_work(shelfware: Path, tmp_path: Path) -> None:
    assert loaders()["harbour-log"].summary == forms()["headcount"].summary == "ports, one a line"
    log, out = tmp_path / "log.txt", tmp_path / "count.txt"
    log.write_text("Rajin Dunay Vostochny", encoding="utf-8")
    with open_graph(":memory:") as graph:
        assert load(graph, "harbour-log", log).written == 3
        assert graph.entity("Dunay").kind == "Port"
        assert export(graph, "headcount", out) == export(graph, "headcount", out) == {"lines": 3}
    assert out.read_text(encoding="utf-8") == "headcount 3\n"


def test_a_name_of_ours_stays_ours(shelfware: Path) -> None:
    assert loaders()["law"].point is None


def test_an_extension_that_cannot_be_imported_is_named_with_its_package(shelfware: Path, tmp_path: Path) -> None:
    points = shelfware / "shelfware-1.0.dist-info" / "entry_points.txt"
    points.write_text(ENTRY_POINTS, encoding="utf-8")
    with open_graph(":memory:") as graph, pytest.raises(SanctionsGraphError) as refused:
        load(graph, "torn", tmp_path / "x")
    assert str(refused.value).startswith("'torn' of the package shelfware cannot be loaded (ModuleNotFoundError")


def test_without_it_the_name_is_unknown(tmp_path: Path) -> None:
    with open_graph(":memory:") as graph, pytest.raises(NotFound, match="no source 'harbour-log'"):
        load(graph, "harbour-log", tmp_path / "x")


def test_the_command_line_knows_it(shelfware: Path, tmp_path: Path) -> None:
    log = tmp_path / "log.txt"
    log.write_text("Nampo", encoding="utf-8")
    command = [sys.executable, "-m", "sanctionsgraph.cli", "--graph", str(tmp_path / "g.kgl")]
    root = Path(sg.__file__).parent.parent
    environment = {**os.environ, "PYTHONPATH": f"{shelfware}{os.pathsep}{root}"}
    done = subprocess.run(
        [*command, "load", "harbour-log", log], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "harbour-log" in done.stdout
