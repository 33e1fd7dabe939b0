"""The shipped case: the project's own files in data/, loaded in the order in which they build on each other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ...graph.editions.withdrawn import remedy
from ...graph.load_report import LoadReport
from ...graph.store import Graph
from ...graph.withdrawal.report import withdrawn_targets
from ...schema.errors import GraphUnfinished, InputError
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


#: Of these what is law, goods, places and the names of States: ground for facts of one's own.
_GROUND = ("things.yaml", "law/goods.yaml", "law", "places", "identities/countries.yaml")


def files(law_only: bool = False) -> list[tuple[str, Path]]:
    """Every shipped file with its source, in loading order; with `law_only` law, goods, places and States alone."""
    sources: dict[Path, str] = {}
    order = [(source, location) for source, location in ORDER if not law_only or location in _GROUND]
    order += [("identities", "identities/countries.yaml")] if law_only else []
    for source, location in order:
        path = DATA / location
        for file in [path] if path.suffix else sorted(path.glob("*.*")):
            sources.setdefault(file, source)
    return [(source, file) for file, source in sources.items()]


def load_shipped(graph: Graph, law_only: bool = False) -> Iterator[LoadReport]:
    """Load all shipped files, and yield the report of each. Until the last one the graph is refused for reading.

    With `law_only` law, goods, places and States alone, for facts of one's own.
    """
    _refuse_withdrawn(graph)
    with graph.building():
        for source, path in files(law_only):
            yield load(graph, source, path)


def _refuse_withdrawn(graph: Graph) -> None:
    """Raise InputError where something of the shipped case is withdrawn: its file would be refused halfway."""
    try:
        withdrawn = withdrawn_targets(graph)
    except GraphUnfinished:
        # An earlier `init` that was broken off had looked.
        return
    shipped = "".join(path.read_text(encoding="utf-8") for _, path in files()) if withdrawn else ""
    for target in (entry.target for entry in withdrawn):
        if f'"{target}"' in shipped or f" {target}\n" in shipped:
            raise InputError("the shipped case", f"{target} is withdrawn", remedy(target))


def demo(location: Any = ":memory:") -> Graph:
    """The shipped case in memory, so that nothing is written to disk; or loaded into whatever `open_graph` takes."""
    from ...graph.store import open_graph

    graph = open_graph(location)
    for _ in load_shipped(graph):
        pass
    return graph
