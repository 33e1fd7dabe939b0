"""What a graph store must do, and the plain values that rows are made of on every store."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    from .node_row import NodeRow

#: A value of a row: None, bool, int, float, str, list or dict of such.
Row = dict[str, Any]


T = TypeVar("T")


def typed(model: type[T], rows: Iterable[Row]) -> list[T]:
    """Return rows as objects of a dataclass whose fields are the columns: dicts end at the engine."""
    return [model(**row) for row in rows]


@dataclass(frozen=True)
class Table:
    """What a read returns: the columns in order, and the rows."""

    columns: list[str]
    rows: list[Row]


class RowReader(Protocol):
    """What rows are read through: a transaction, or a graph that is only read."""

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
        """Be told that about so many new nodes will come."""
        ...

    def run(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        """Run one statement inside the transaction."""
        ...


class Stage(Protocol):
    """Takes new nodes, which nobody sees until it is closed."""

    def add(self, tx: Transaction, rows: list[NodeRow]) -> None:
        """Take nodes with their links; those that stand already are kept for `close`."""
        ...

    def create_nodes(
        self,
        labels: tuple[str, ...],
        rows: list[Row],
        shared: Mapping[str, Any] | None = None,
        inside: str | None = None,
        ends: tuple[tuple[str, str], ...] = (),
    ) -> None:
        """Take nodes that are new."""
        ...

    def create_links(self, start: str, type_: str, family: str, pairs: list[tuple[str, str]]) -> None:
        """Take links by pairs of ids."""
        ...

    def close(self, tx: Transaction) -> None:
        """Make all that it took part of the transaction. It can take more after that."""
        ...


class Engine(Protocol):
    """A store of one property graph.

    `writes_in_steps`: whether what is too large for one transaction is written in several; a file is saved whole.
    """

    uri: str
    writes_in_steps: bool

    def read(self, cypher: str, parameters: Mapping[str, Any]) -> Table:
        """Run a statement that cannot write. Raises QueryError where it tries to."""
        ...

    def write(self, schema: Sequence[str]) -> AbstractContextManager[Transaction]:
        """A transaction, after making sure that the constraints and indexes of `schema` stand."""
        ...

    def close(self) -> None:
        """Let go of files and connections."""
        ...


def node_value(labels: Sequence[str], properties: Mapping[str, Any]) -> Row:
    """A node as a value; both engines give the same one."""
    return {"labels": sorted(labels), "properties": dict(sorted(properties.items()))}


def relationship_value(type_: str, properties: Mapping[str, Any]) -> Row:
    """A relationship as a value."""
    return {"type": type_, "properties": dict(sorted(properties.items()))}
