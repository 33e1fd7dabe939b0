"""A transaction that tells which statements it changes, for what is derived from them and kept beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from .protocols import Row, Stage, Transaction


class StatementWatch(Protocol):
    """Follows the statements of one transaction."""

    def before(self, ids: Iterable[str]) -> None:
        """Take note of stored statements whose properties or links are about to change or to go."""
        ...

    def after(self, ids: Iterable[str]) -> None:
        """Take note of statements that are written."""
        ...

    def events(self, ids: Iterable[str]) -> None:
        """Take note of events that are written: they may have become of another kind."""
        ...


class WatchedTransaction:
    """A transaction with a watch; it is used as any other."""

    def __init__(self, transaction: Transaction, watch: StatementWatch) -> None:
        self._transaction = transaction
        self.creates = transaction.creates
        self.watch = watch

    @property
    def stage(self) -> Stage | None:
        """Where new nodes go instead."""
        return self._transaction.stage

    @stage.setter
    def stage(self, stage: Stage | None) -> None:
        self._transaction.stage = stage

    def expect(self, nodes: int) -> None:
        """Announce the expected number of new nodes."""
        self._transaction.expect(nodes)

    def run(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        """Run one statement inside the transaction."""
        return self._transaction.run(cypher, parameters)


def about_to_change(tx: Transaction, labels: tuple[str, ...], ids: Iterable[str]) -> None:
    """Tell the watch of a transaction, if it has one, that stored nodes are about to change or to go.

    `labels` are those that are known, the family first; parts of records are not watched.
    """
    if isinstance(tx, WatchedTransaction) and _watched(labels):
        tx.watch.before(ids)


def written(tx: Transaction, labels: tuple[str, ...], ids: Iterable[str]) -> None:
    """Tell the watch of a transaction, if it has one, that nodes of some labels are written."""
    if isinstance(tx, WatchedTransaction):
        if _watched(labels):
            tx.watch.after(ids)
        elif labels[0] == "Entity" and "Event" in labels:
            tx.watch.events(ids)


def _watched(labels: tuple[str, ...]) -> bool:
    return labels[0] == "Statement" and labels[1:2] != ("Part",)
