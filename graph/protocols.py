"""The interface of a graph store, and the plain values of rows on every store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, runtime_checkable

from ..schema.family import FAMILIES, Value
from .read_limits import OURS, ReadLimits

if TYPE_CHECKING:
    from .node_row import NodeRow

#: A value of a row: None, bool, int, float, str, list or dict of such.
Row = dict[str, Any]


T = TypeVar("T")


def typed(model: type[T], rows: Iterable[Row]) -> list[T]:
    """Return rows as objects of a dataclass whose fields are the columns: dicts end at the engine."""
    return [model(**row) for row in rows]


@dataclass(slots=True)
class StoredNode:
    """A node as an engine returns it: labels in alphabetical order, and properties."""

    labels: list[str]
    properties: dict[str, Value]


@dataclass(slots=True)
class StoredLink:
    """A relationship as an engine returns it, with the labels of the node at its end."""

    start: str
    type: str
    end: str
    labels: list[str]

    @property
    def family(self) -> str | None:
        """The family of its end; None where that is no node of the model."""
        # A loop, because a generator for each of many links takes twice the time.
        for family in FAMILIES:
            if family in self.labels:
                return family
        return None


def nodes_in(rows: Iterable[Row]) -> Iterator[StoredNode]:
    """Yield the nodes of rows that have one node each."""
    return (StoredNode(**node) for row in rows for node in row.values())


@dataclass(frozen=True)
class Table:
    """The result of a read: the columns in order, the rows, and what of it another engine may answer otherwise."""

    columns: list[str]
    rows: list[Row]
    notes: tuple[str, ...] = ()


class RowReader(Protocol):
    """A reader of rows: a transaction, or a graph that is only read."""

    def run(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        """Run one statement."""
        ...


class Transaction(Protocol):
    """Reads and writes that become visible together, or not at all.

    `creates`: whether new nodes are written faster by CREATE, property by property, than by MERGE. `stage`: where new
    nodes go instead, if they are too many for one transaction of this store.
    """

    creates: bool
    stage: Stage | None

    def expect(self, nodes: int) -> None:
        """Announce the expected number of new nodes."""
        ...

    def run(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        """Run one statement inside the transaction."""
        ...


class Stage(Protocol):
    """Takes new nodes, which no reader sees until it is closed."""

    def add(self, tx: Transaction, rows: list[NodeRow]) -> None:
        """Take nodes with their links; those that are stored already are kept for `close`."""
        ...

    def create_nodes(
        self,
        labels: tuple[str, ...],
        rows: list[Row],
        shared: Mapping[str, Any] | None = None,
        inside: str | None = None,
        ends: tuple[tuple[str, str], ...] = (),
    ) -> None:
        """Take new nodes, as `Direct.create_nodes` does."""
        ...

    def create_links(self, start: str, type_: str, family: str, pairs: list[tuple[str, str]]) -> None:
        """Take links by pairs of ids."""
        ...

    def close(self, tx: Transaction) -> None:
        """Make its nodes and links part of the transaction. It can take more afterwards."""
        ...


class Engine(Protocol):
    """A store of one property graph.

    `writes_in_steps`: whether a write that is too large for one transaction is split into several; a file is saved
    whole.
    """

    uri: str
    writes_in_steps: bool

    def read(self, cypher: str, parameters: Mapping[str, Any], limits: ReadLimits = OURS) -> Table:
        """Run a statement that cannot write. Raises QueryError if it tries to, or goes beyond the limits."""
        ...

    def write(self, schema: Sequence[str]) -> AbstractContextManager[Transaction]:
        """Open a transaction, after making sure that the constraints and indexes of `schema` exist."""
        ...

    def close(self) -> None:
        """Release files and connections."""
        ...


@runtime_checkable
class FileEngine(Protocol):
    """An engine that keeps its graph in a file, in which what was deleted may remain for a while."""

    def rewrite(self) -> None:
        """Write the file anew: nothing that was deleted is left in it."""
        ...


def node_value(labels: Sequence[str], properties: Mapping[str, Any]) -> dict[str, object]:
    """Return a node as a plain value, the same on every engine."""
    return {"labels": sorted(labels), "properties": dict(sorted(properties.items()))}


def relationship_value(type_: str, properties: Mapping[str, Any]) -> dict[str, object]:
    """Return a relationship as a plain value, the same on every engine."""
    return {"type": type_, "properties": dict(sorted(properties.items()))}
