"""An open graph: what every group of verbs works on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeAlias

from ..graph.read_limits import OWN
from ..schema.errors import SanctionsGraphError

if TYPE_CHECKING:
    from ..graph.store import Graph, Store
    from ..schema.dates import DayLike

Interval: TypeAlias = "tuple[DayLike, DayLike]"


class Opened:
    """A graph that is open. Closes as a context manager, or by `close`."""

    def __init__(self, graph: Graph, *, queries: str | Path | None = None) -> None:
        self._graph = graph
        #: Folder of questions of your own (`.cypher` files), which `ask` and `query` take beside the shipped ones.
        self.queries = queries
        #: How long a statement of `cypher` may run, and how many rows it may return.
        self.limits = OWN

    @property
    def graph(self) -> Graph:
        """The store below, for code that reads or writes it itself."""
        return self._graph

    def close(self) -> None:
        """Let go of files and connections."""
        self._graph.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._graph.uri!r})"

    def _repr_html_(self) -> str:
        return self._graph._repr_html_()


def two_days(between: Interval, as_of: DayLike | None) -> Interval:
    """Return the two days; refuse a third, and what is no pair."""
    if as_of is not None:
        raise SanctionsGraphError("give as_of or between, not both.")
    if isinstance(between, str) or not isinstance(between, Sequence) or len(between) != 2:
        raise SanctionsGraphError(f'between is two days, such as ("2023-10-06", "2023-10-14"), not {between!r}.')
    return between[0], between[1]


def store_of(target: Store | Opened) -> Store | Graph:
    """Return the store of a target that may be open already."""
    return target.graph if isinstance(target, Opened) else target
