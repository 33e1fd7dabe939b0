"""The one way to write a file that a user names: whole or not at all, and in place of nothing but its own kind.

An output must never destroy the graph that it is made from, a source file, or what a link leads to.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..schema.errors import SanctionsGraphError

#: Patterns of the first bytes of an output, by which an earlier one is recognised.
GRAPHML = rb"<\?xml[^>]*>\s*<graphml"
#: A page that says it is ours.
HTML_PAGE = rb"\s*<!doctype html>.{0,300}<meta name=.generator. content=.sanctionsgraph"
JSON = rb"\s*[\[{]"
#: Of a ZIP whose first member has the name that follows; one that begins otherwise may be somebody's own.
ZIP_BEGINNING_WITH = rb"PK\x03\x04.{26}"
#: Of a file that replaces nothing.
NEW = rb"(?!)"
#: Whose data an output holds.
NOTICE = rb"NOTICE\r?\n"
_HEAD = 512
_GRAPH_FILE = b"RGF"


@contextmanager
def output(path: str | Path, kind: bytes, folder: bool = False) -> Iterator[Path]:
    """Yield a path to write to; at the end the new file takes the place of `path`, with its mode.

    `kind` is a pattern of the first bytes of such a file: an existing one that does not match it is kept. Further
    files that are written beside it go along, if they are JSON lines or a NOTICE. With `folder` a folder may be
    written, in place of an empty one. Raises SanctionsGraphError for anything else at `path`, and where it cannot be
    written; then `path` is as before.
    """
    from tempfile import TemporaryDirectory

    path = Path(path)
    refuse_replacing(path, kind, folder)
    try:
        # In the same folder, so that the finished files can be moved into place.
        with TemporaryDirectory(prefix=f".{path.name[:100]}-", dir=path.absolute().parent) as scratch:
            target = Path(scratch) / path.name
            yield target
            # Files beside the named one come first: it is never there without them.
            written = sorted(Path(scratch).iterdir(), key=lambda item: item == target)
            for item in written:
                if item != target:
                    kind_beside = NOTICE if item.name.endswith(".NOTICE.txt") else JSON
                    refuse_replacing(path.with_name(item.name), kind_beside)
            for item in written:
                _move(item, path.absolute().with_name(item.name))
    except OSError as error:
        problem = error.strerror or str(error)
        raise SanctionsGraphError(f"{path}: cannot be written ({problem}). Give another path, or make room.") from error


def refuse_replacing(path: Path, kind: bytes, folder: bool = False, remedy: str = "Give another path") -> None:
    """Raise SanctionsGraphError where an output of a kind would replace what must stay.

    `remedy` is for a file that could be replaced, where `kind` is NEW.
    """
    reason = ""
    if path.is_symlink():
        reason = "is a link"
    elif path.is_dir():
        reason = "" if folder and not any(path.iterdir()) else "is a folder"
        reason = "is a folder that is not empty" if folder and reason else reason
    elif not path.absolute().parent.is_dir():
        raise SanctionsGraphError(f"{path}: cannot be written (no folder {path.parent}). Make it first.")
    elif path.exists() and not path.is_file():
        reason = "is no file"
    elif path.exists() and (head := _head(path)) and (folder or not re.match(kind, head, re.IGNORECASE | re.DOTALL)):
        if kind == NEW and not head.startswith(_GRAPH_FILE):
            raise SanctionsGraphError(f"{path} is there already. {remedy}.")
        reason = "is a graph" if head.startswith(_GRAPH_FILE) else "is a file of another kind"
    if reason:
        raise SanctionsGraphError(f"{path} {reason}, which is not replaced. Give another path.")


def has_graph_head(path: Path) -> bool:
    """Whether a file begins as a graph does."""
    return path.is_file() and _head(path).startswith(_GRAPH_FILE)


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_HEAD)
    except OSError as error:
        raise SanctionsGraphError(f"{path}: cannot be replaced ({error.strerror}). Give another path.") from error


def _move(new: Path, path: Path) -> None:
    if new.is_file() and path.exists():
        from shutil import copymode

        copymode(path, new)
    os.replace(new, path)
