"""The search for garbage, which work on many objects does without."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def gc_paused() -> Iterator[None]:
    """A load or an assessment makes many objects and hardly a cycle; looking for cycles takes a fifth of the time.

    It also grows faster than the number of objects: an assessment of ten times the events took sixteen times as long.
    """
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        # What was made goes to the oldest generation as it is; else all of it would be gone through at once.
        gc.freeze()
        gc.unfreeze()
        if on:
            gc.enable()
