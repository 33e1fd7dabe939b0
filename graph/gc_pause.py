"""Pause the garbage collector during bulk work."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

#: New objects that pauses may leave unexamined, before all objects are gone through once. About 100 MB.
MOST_UNEXAMINED = 500_000
_unexamined = 0


@contextmanager
def gc_paused() -> Iterator[None]:
    """Switch the garbage collector off, and on again at the end if it was on.

    A load or an assessment makes many objects and hardly a cycle; looking for cycles takes a fifth of the time. It
    also grows faster than the number of objects: an assessment of ten times the events took sixteen times as long.

    New objects go to the oldest generation unexamined; else all of them would be gone through at once. Python does not
    count those, and a server that pauses with every question would never look at them again. So they are counted here,
    and the pause that begins after too many looks through everything first.
    """
    global _unexamined
    if _unexamined > MOST_UNEXAMINED:
        gc.collect()
        _unexamined = 0
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        _unexamined += gc.get_count()[0]
        gc.freeze()
        gc.unfreeze()
        if enabled:
            gc.enable()
