"""The shipped case, loaded once a process: as a file to copy, and as graphs of their own."""

from __future__ import annotations

import atexit
import os
import shutil
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import mkdtemp

import sanctionsgraph as sg
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.loaders.curated.shipped import load_shipped

_NUMBERS = count()


@cache
def shipped_file() -> Path:
    """Return a file with the shipped case. Copy it before writing to it. `make mutate` names one that it loaded."""
    if named := os.environ.get("SANCTIONSGRAPH_CASE"):
        return Path(named)
    path = _folder() / "case.kgl"
    with open_graph(path) as graph:
        assert all(account.rejected == 0 for account in load_shipped(graph))
    return path


def demo() -> sg.Graph:
    """Return a graph of its own with the shipped case, as `init` makes it: copying is sooner than loading."""
    return open_graph(demo_file(_folder() / f"{next(_NUMBERS)}.kgl"))


def demo_file(path: Path) -> Path:
    """Make a file with the shipped case, as `init` makes it, and return its path."""
    return Path(shutil.copy(shipped_file(), path))


@cache
def _folder() -> Path:
    folder = Path(mkdtemp(prefix="shipped-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
