"""A graph that counts what is read of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sanctionsgraph.graph.protocols import Engine, Table
from sanctionsgraph.graph.read_limits import OURS, ReadLimits
from sanctionsgraph.graph.store import Graph


class CountingEngine:
    """An engine that notes each statement with its parameters, in their order, and passes it on."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.reads: list[tuple[str, str]] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)

    def read(self, cypher: str, parameters: Mapping[str, Any], limits: ReadLimits = OURS) -> Table:
        self.reads.append((cypher, repr(parameters)))
        return self._engine.read(cypher, parameters, limits)


def counting(graph: Graph) -> tuple[Graph, CountingEngine]:
    """Return the same graph over an engine that counts."""
    engine = CountingEngine(graph._engine)
    return Graph(engine), engine
