"""A watch list: what is watched, and what had been shown of it: a JSON file that colleagues can share."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from ...graph.output import JSON, output
from ...schema.errors import InputError

_REMEDY = "Restore the file, or remove it and add again what is to be watched."


@dataclass(frozen=True)
class Watched:
    """A thing or measure that is watched, and since which day."""

    id: str
    name: str
    kind: str
    added: str


@dataclass(frozen=True)
class ShownState:
    """What had been shown: the newest edition of each data set, the statements on each thing with their ends, and the
    outcome of each event under each measure."""

    at: str = ""
    editions: Mapping[str, str] = field(default_factory=dict)
    statements: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    outcomes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Watchlist:
    """What is watched, in the order in which it was added, and what had been shown of it."""

    watched: tuple[Watched, ...] = ()
    shown: ShownState = ShownState()

    def with_(self, new: Watched) -> Watchlist:
        """Return the list with one more; what is on it already stays as it is."""
        return self if any(item.id == new.id for item in self.watched) else replace(self, watched=(*self.watched, new))

    def without(self, id_: str) -> Watchlist:
        """Return the list without it."""
        return replace(self, watched=tuple(item for item in self.watched if item.id != id_))


def read_watchlist(path: Path) -> Watchlist:
    """Read a watch list; of a file that is not there, an empty one. Raises InputError for what is none."""
    if not path.exists():
        return Watchlist()
    try:
        return watchlist_of(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise InputError(str(path), "is no watch list", _REMEDY) from error


def watchlist_of(content: Mapping[str, Any]) -> Watchlist:
    """Return the watch list that plain values say. Raises KeyError, TypeError or AttributeError for other values."""
    shown = ShownState(**content["shown"])
    for mapping in (shown.editions, *shown.statements.values(), *shown.outcomes.values()):
        if not all(isinstance(text, str) for pair in mapping.items() for text in pair):
            raise TypeError("a value that is no text")
    return Watchlist(tuple(Watched(**item) for item in content["watched"]), shown)


def write_watchlist(path: Path, watchlist: Watchlist) -> None:
    """Write a watch list, whole or not at all."""
    with output(path, JSON) as target:
        target.write_text(json.dumps(asdict(watchlist), ensure_ascii=False, indent=1), encoding="utf-8")
