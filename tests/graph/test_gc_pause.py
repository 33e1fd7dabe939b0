"""Pauses of the garbage collector: what they leave behind is bounded, however many follow each other."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from weakref import WeakSet

import pytest
from sanctionsgraph.graph import gc_pause
from sanctionsgraph.graph.gc_pause import gc_paused


class Knot:
    """An object that holds itself, so that only the collector frees it."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def counted_from_nothing(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(gc_pause, "_unexamined", 0)
    monkeypatch.setattr(gc_pause, "MOST_UNEXAMINED", 10_000)
    yield
    gc.enable()


def test_many_pauses_leave_no_more_than_one_may() -> None:
    alive: WeakSet[Knot] = WeakSet()
    most = 0
    for _ in range(25):
        with gc_paused():
            for _ in range(500):
                alive.add(Knot())
        most = max(most, len(alive))
    assert 4_000 < most < 11_000


def test_a_pause_alone_looks_at_nothing_and_leaves_the_collector_as_it_was() -> None:
    alive: WeakSet[Knot] = WeakSet()
    with gc_paused():
        assert not gc.isenabled()
        for _ in range(1_000):
            alive.add(Knot())
    assert gc.isenabled()
    assert len(alive) == 1_000
    gc.disable()
    with gc_paused():
        pass
    assert not gc.isenabled()
