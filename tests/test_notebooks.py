"""Notebooks run as they stand, and still say what is printed in them."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

NOTEBOOKS = sorted((Path(__file__).resolve().parent.parent / "notebooks").glob("*.ipynb"))


def told(notebook: nbformat.NotebookNode) -> list[list[str]]:
    """The text of each code cell's outputs."""
    return [
        ["".join(output.get("text") or output.get("data", {}).get("text/plain", "")) for output in cell.outputs]
        for cell in notebook.cells
        if cell.cell_type == "code"
    ]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
@pytest.mark.filterwarnings("ignore")
def test_notebook_says_what_it_said(path: Path) -> None:
    from nbclient import NotebookClient

    notebook = nbformat.read(path, as_version=4)
    before = told(notebook)
    NotebookClient(notebook, timeout=120, kernel_name="python3", coalesce_streams=True).execute()
    assert told(notebook) == before
    assert any(any(outputs) for outputs in before)
