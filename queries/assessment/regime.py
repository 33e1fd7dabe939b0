"""The law as an assessment reads it: measures and exemptions, with goods and lists as known on a day."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy

from ...graph.store import Graph
from ..timeline.listings import EntryVersion
from .graph_law import law_of
from .law import MeasureExemption, MeasureStep
from .listings import ProgrammeLists


class Regimes:
    """All programmes of a graph; goods and lists as known on the day `as_of`.

    The law itself is whole on any day: the days of an event choose from it.
    """

    def __init__(self, graph: Graph, as_of: str) -> None:
        self._graph = graph
        self._law = law_of(graph)
        self.goods = self._law.goods(as_of)
        self.lists = ProgrammeLists(graph, as_of)

    def known_by(self, as_of: str) -> Regimes:
        """Return the same law with goods and lists as known on another day."""
        other = copy(self)
        other.goods, other.lists = self._law.goods(as_of), ProgrammeLists(self._graph, as_of)
        return other

    @property
    def measures(self) -> Mapping[str, list[MeasureStep]]:
        """The steps of each measure in rising order of their dates."""
        return self._law.measures

    @property
    def exemptions(self) -> Mapping[str, list[MeasureExemption]]:
        """The exemptions from each measure, its own and those from all measures of its programme."""
        return self._law.exemptions

    def counts_for(self, version: EntryVersion, step: MeasureStep) -> bool:
        """Whether an entry of a list counts for a step: by measures or paragraphs that it names, else for all."""
        return self._law.counts_for(version, step)
