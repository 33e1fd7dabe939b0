"""The shipped case: the project's own files in data/, loaded in the order in which they build on each other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ...graph.load_report import LoadReport
from ...graph.store import Graph
from ..registry import load

DATA = Path(__file__).resolve().parents[2] / "data"
#: Source and folder; things come first, because all else is about them. Within a folder files load by
#: name, and reports are named by their time, because claims rest on earlier ones.
ORDER = (
    ("identities", "things.yaml"),
    ("law", "law/goods.yaml"),
    ("law", "law"),
    ("events", "events"),
    ("reports", "reports"),
    ("listings", "listings"),
    ("reports", "cases"),
    ("leaders", "leaders"),
    ("stations", "places"),
    ("identities", "identities"),
)


def files() -> list[tuple[str, Path]]:
    """Every shipped file with its source, in loading order."""
    sources: dict[Path, str] = {}
    for source, location in ORDER:
        path = DATA / location
        for file in [path] if path.suffix else sorted(path.glob("*.*")):
            sources.setdefault(file, source)
    return [(source, file) for file, source in sources.items()]


def load_shipped(graph: Graph) -> Iterator[LoadReport]:
    """Load all shipped files, and yield the report of each. Until the last one the graph is refused for reading."""
    with graph.building():
        for source, path in files():
            yield load(graph, source, path)


def demo(location: Any = ":memory:") -> Graph:
    """The shipped case in memory, so that nothing is written to disk; or loaded into whatever `open_graph` takes."""
    from ...graph.store import open_graph

    graph = open_graph(location)
    for _ in load_shipped(graph):
        pass
    return graph
