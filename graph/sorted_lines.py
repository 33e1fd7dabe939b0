"""Lines in order, however many there are: sorted in parts, which wait in temporary files."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from heapq import merge
from itertools import islice

from ..schema.errors import GraphError

#: Lines that are sorted at once, and the most that are held in memory.
PART = 50_000


def in_order(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield lines, each with its end, in the order of their bytes. Raises GraphError where there is no room for them.

    UTF-8 keeps the order of the characters.
    """
    rest = iter(lines)
    part = sorted(islice(rest, PART))
    if len(part) < PART:
        yield from part
        return
    with ExitStack() as files:
        waiting = []
        while part:
            file = files.enter_context(tempfile.TemporaryFile())
            try:
                file.writelines(part)
                file.seek(0)
            except OSError as error:
                raise GraphError(
                    f"{tempfile.gettempdir()}: cannot be written ({error.strerror}). Make room, or set TMPDIR."
                ) from error
            waiting.append(file)
            part = sorted(islice(rest, PART))
        yield from merge(*waiting)
