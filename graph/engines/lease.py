"""The lease of a graph file: one process writes at a time.

It is the engine's own lock, on the file `NAME.lock` beside the graph, so that any program that writes with this engine
is kept out. The system lets go of it when its process ends, however that ends.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import kglite

from ...schema.errors import GraphLocked

try:
    import fcntl
except ImportError:  # Windows: the engine takes it, and reads the graph once more for that.
    fcntl = None  # type: ignore[assignment]


@contextmanager
def lease(path: Path) -> Iterator[None]:
    """Hold the lease of a graph file. Raises GraphLocked where another writer holds it, OSError or KgError else."""
    if fcntl is None:
        with _lease_of_engine(path):
            yield
        return
    handle = os.open(path.with_name(f"{path.name}.lock"), os.O_RDWR | os.O_CREAT, 0o666)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise _locked(path) from error
        yield
    finally:
        os.close(handle)


@contextmanager
def _lease_of_engine(path: Path) -> Iterator[None]:
    try:
        holder = kglite.open(str(path), durable="off")
    except kglite.WriterLeaseHeldError as error:
        raise _locked(path) from error
    try:
        yield
    finally:
        # Its close() would save the graph as it was; a block that ends in an error does not.
        holder.__exit__(InterruptedError, InterruptedError(), None)


def _locked(path: Path) -> GraphLocked:
    return GraphLocked(f"{path}: another process is writing this graph. Try again when it has ended.")
