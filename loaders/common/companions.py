"""Files of one edition that are given together, as a shell's `*.csv` gives them: they are read once, with the main one.

A loader whose editions are in several files has a function `companions` that says which of some paths it reads with
which other of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

#: Returns for each of some paths that is read with another of them that other path.
Companions = Callable[[Sequence[Path]], dict[Path, Path]]


def read_with(main: Path, side_files: Iterable[Path], paths: Sequence[Path]) -> dict[Path, Path]:
    """Return which of `paths` are among the files that are read beside `main`, each with `main`."""
    read = {path.resolve() for path in side_files}
    return {path: main for path in paths if path != main and path.resolve() in read}
