"""Notebooks run as they stand and still say what is printed in them: in memory, and once on Neo4j."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest
from sanctionsgraph.graph.store import open_graph

import notebooks
from helpers.engines import empty_neo4j

NOTEBOOKS = sorted((Path(__file__).resolve().parents[2] / "notebooks").glob("*.ipynb"))
#: A notebook that opens its graph so starts from nothing.
NEEDS_NOTHING = 'g = sg.open(":memory:")'
pytestmark = pytest.mark.filterwarnings("ignore")


def kept(path: Path) -> list[str]:
    return notebooks.told(nbformat.read(path, as_version=4))


def from_nothing(path: Path) -> bool:
    return json.dumps(NEEDS_NOTHING)[1:-1] in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_says_what_it_said(path: Path) -> None:
    assert sum(map(bool, kept(path))) > 3
    assert notebooks.told(notebooks.run(path)) == kept(path)


@pytest.fixture(scope="module")
def emptied(neo4j_uri: str) -> str:
    """The server, emptied once: the first notebook loads the case, and the next ones find it there."""
    empty_neo4j(neo4j_uri).close()
    return neo4j_uri


@pytest.mark.neo4j
@pytest.mark.parametrize("path", sorted(NOTEBOOKS, key=from_nothing), ids=lambda path: path.stem)
def test_notebook_says_the_same_on_neo4j(path: Path, emptied: str) -> None:
    opening = [cell.source for cell in nbformat.read(path, as_version=4).cells if "g = sg." in cell.source]
    assert [notebooks.on(source, emptied) for source in opening] != opening
    if from_nothing(path):
        empty_neo4j(emptied).close()
    with open_graph(emptied) as graph:
        loaded = "Claim" in graph.info().nodes
    assert notebooks.told(notebooks.run(path, emptied, loaded)) == kept(path)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_asks_first_and_ends_with_what_it_does_not_show(path: Path) -> None:
    cells = nbformat.read(path, as_version=4).cells
    assert cells[0].cell_type == cells[-1].cell_type == "markdown"
    assert "?" in cells[0].source
    assert cells[-1].source.startswith("## What this does not show")


def test_notebooks_show_tables_and_drawings() -> None:
    """Rendered outputs are kept: what shows itself is not printed."""
    kinds = {
        path.stem: [html for cell in nbformat.read(path, as_version=4).cells for html in shown(cell)]
        for path in NOTEBOOKS
    }
    assert all(kinds.values())
    assert sum("<table" in html for html in kinds["01-tumangang"]) > 4
    assert sum("<iframe" in html for each in kinds.values() for html in each) >= 3
    for path in NOTEBOOKS:
        code = [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
        assert sum("print(" in source for source in code) <= len(code) / 2, path.stem


def shown(cell: nbformat.NotebookNode) -> list[str]:
    return [html for output in cell.get("outputs", []) if (html := output.get("data", {}).get("text/html"))]
