"""Run the notebooks as they stand, in new kernels, and keep what they print.

    python tools/notebooks.py              writes the outputs into notebooks/*.ipynb
    python tools/notebooks.py 03 05        those alone

The tests compare what is kept with what is printed; look at each change before you commit it.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent.parent / "notebooks"
#: Where an object lies, which changes with each run.
ADDRESS = re.compile(r" at 0x[0-9a-f]+")
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def run(path: Path, uri: str | None = None, loaded: bool = False) -> Any:
    """The notebook as it reads after running; with a URI, on that graph, which may have the case already."""
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(path, as_version=4)
    if uri:
        for cell in notebook.cells:
            if cell.cell_type == "code":
                cell.source = on(cell.source, uri, loaded)
    NotebookClient(notebook, timeout=120, kernel_name="python3", coalesce_streams=True).execute()
    return notebook


def on(source: str, uri: str, loaded: bool = False) -> str:
    """The source of a cell with the graph that it opens first on a server, as a reader would change it."""
    opened = f"g = sg.open({uri!r})"
    source = source.replace('g = sg.open(":memory:")', opened)
    return source.replace("g = sg.demo()", opened if loaded else f"g = sg.demo({uri!r})")


def told(notebook: Any) -> list[str]:
    """What each code cell printed or showed, as text without addresses in memory."""
    return [
        ADDRESS.sub(
            "", "".join(output.get("text") or output.get("data", {}).get("text/plain", "") for output in cell.outputs)
        )
        for cell in notebook.cells
        if cell.cell_type == "code"
    ]


def main() -> None:
    """Write the outputs, without numbers and times that change with each run."""
    import nbformat

    for path in sorted(FOLDER.glob("*.ipynb")):
        if sys.argv[1:] and not path.name.startswith(tuple(sys.argv[1:])):
            continue
        notebook = run(path)
        notebook.metadata = METADATA
        for number, cell in enumerate(notebook.cells):
            cell.id, cell.metadata = f"cell-{number:02}", {}
            if cell.cell_type == "code":
                cell.execution_count = None
                for output in cell.outputs:
                    if "execution_count" in output:
                        output.execution_count = None
                    if text := output.get("data", {}).get("text/plain"):
                        output.data["text/plain"] = ADDRESS.sub("", text)
        nbformat.write(notebook, path)
        print(path.name)


if __name__ == "__main__":
    main()
