"""A graph to try a load on: what is written there is gone at the end, and the graph is as it was."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from .protocols import Engine, Row, Stage, Table, Transaction
from .read_limits import OURS, ReadLimits


class TrialEngine:
    """Reads and writes within one transaction of a store, which never commits."""

    writes_in_steps = False

    def __init__(self, uri: str, transaction: Transaction) -> None:
        self.uri = uri
        self._transaction = _TrialTransaction(transaction)

    def read(self, cypher: str, parameters: Mapping[str, Any], limits: ReadLimits = OURS) -> Table:
        """Run a statement where the writes of the trial are seen; only what loaders ask is asked there."""
        rows = self._transaction.run(cypher, parameters)
        return Table(list(rows[0]) if rows else [], rows)

    @contextmanager
    def write(self, schema: Sequence[str]) -> Iterator[Transaction]:
        """Yield the transaction of the trial."""
        yield self._transaction

    def close(self) -> None:
        """Do nothing: the trial ends by itself."""


class _TrialTransaction:
    """A transaction that takes everything itself: what a stage holds would be stored before it ends."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self.creates = transaction.creates
        self.stage: Stage | None = None

    def expect(self, nodes: int) -> None:
        """Do nothing: whatever comes is for this transaction."""

    def run(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        return self._transaction.run(cypher, parameters)


class _TakenBack(Exception):
    """Ends a transaction without an error."""


@contextmanager
def trial_engine(engine: Engine, schema: Sequence[str]) -> Iterator[Engine]:
    """Yield an engine on the content of another, which keeps nothing of what is written: a copy of a file in memory,
    or a transaction that is taken back."""
    # An engine of another package need not have it.
    copied: Callable[[], Engine] | None = getattr(engine, "in_memory", None)
    if copied is not None:
        yield copied()
        return
    try:
        with engine.write(schema) as transaction:
            yield TrialEngine(engine.uri, transaction)
            raise _TakenBack
    except _TakenBack:
        pass
