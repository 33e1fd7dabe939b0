"""The index of a graph's names for screening, kept beside its file and read from there as it is asked for."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar, overload

from ...graph.kept_index import KeptIndex
from ...graph.store import Graph
from .candidates import Candidates
from .name_index import NameBearer, NameIndex

#: Changes with the form of the file or with what it is made from.
FORM = "1"
_TABLES = """
CREATE TABLE bearer (n INTEGER PRIMARY KEY, id TEXT, kind TEXT, name TEXT, by TEXT);
CREATE TABLE name (place INTEGER PRIMARY KEY, name TEXT, bearer INTEGER);
CREATE TABLE key (key TEXT PRIMARY KEY, places BLOB) WITHOUT ROWID;
CREATE TABLE weak (id TEXT, name TEXT);
CREATE TABLE totals (weights BLOB);
"""
_INDEXES = "CREATE INDEX bearer_id ON bearer (id); CREATE INDEX name_bearer ON name (bearer);"

T = TypeVar("T")


def kept_names(graph: Graph, schema: str | None, make: Callable[[], NameIndex]) -> NameIndex:
    """Return the index of the names that things of a schema have now: the kept one, or what `make` makes, kept then."""
    fresh: list[NameIndex] = []

    def fill(index: sqlite3.Connection, _: Graph) -> None:
        fresh.append(make())
        _fill(index, fresh[-1])

    name = f"screen-{schema.lower()}" if schema else "screen"
    index = KeptIndex(name, FORM, _TABLES, _INDEXES, fill).of(graph)
    if fresh:
        index.close()
        return fresh[-1]
    return _read(index)


def _fill(index: sqlite3.Connection, names: NameIndex) -> None:
    number_of: dict[NameBearer, int] = {}
    for bearer in names.bearers:
        number_of.setdefault(bearer, len(number_of))
    rows = ((n, b.id, b.kind, b.name, b.by) for b, n in number_of.items())
    index.executemany("INSERT INTO bearer VALUES (?, ?, ?, ?, ?)", rows)
    pairs = zip(names.names, names.bearers, strict=True)
    index.executemany(
        "INSERT INTO name VALUES (?, ?, ?)", ((n, name, number_of[b]) for n, (name, b) in enumerate(pairs))
    )
    places = sorted(names.candidates.places.items())
    index.executemany("INSERT INTO key VALUES (?, ?)", ((key, numbers.tobytes()) for key, numbers in places))
    index.executemany("INSERT INTO weak VALUES (?, ?)", sorted(names.weak))
    index.execute("INSERT INTO totals VALUES (?)", (names.candidates.totals.tobytes(),))


def _read(index: sqlite3.Connection) -> NameIndex:
    totals = array("f", index.execute("SELECT weights FROM totals").fetchone()[0])
    ask = _Asking(index)
    names = _Kept(len(totals), lambda place: str(ask.first(_NAME, place)[0]))
    bearers = _Kept(len(totals), lambda place: NameBearer(*ask.first(_BEARER, place)))
    places = _KeptMapping(ask, _KEYS, _PLACES, lambda rows: array("i", rows[0][0]))
    weak = frozenset((str(id_), str(name)) for id_, name in index.execute("SELECT id, name FROM weak"))
    places_of_id = _KeptMapping(ask, _IDS, _PLACES_OF_ID, lambda rows: [int(row[0]) for row in rows])
    return NameIndex(names, bearers, Candidates(places, len(totals), totals), weak, places_of_id)


class _Asking:
    """Looks up rows, each once."""

    def __init__(self, index: sqlite3.Connection) -> None:
        self._index = index
        self._rows: dict[tuple[str, int | str], list[tuple[Any, ...]]] = {}

    def rows(self, query: str, value: int | str) -> list[tuple[Any, ...]]:
        if (query, value) not in self._rows:
            self._rows[query, value] = self._index.execute(query, (value,)).fetchall()
        return self._rows[query, value]

    def first(self, query: str, value: int | str) -> tuple[Any, ...]:
        return self.rows(query, value)[0]


class _Kept(Sequence[T]):
    """A sequence whose items are looked up when they are asked for."""

    def __init__(self, length: int, item: Callable[[int], T]) -> None:
        self._length, self._item = length, item

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[T]: ...
    def __getitem__(self, place: int | slice) -> T | Sequence[T]:
        if isinstance(place, slice):
            return [self._item(n) for n in range(*place.indices(self._length))]
        if not 0 <= place < self._length:
            raise IndexError(place)
        return self._item(place)

    def __len__(self) -> int:
        return self._length


class _KeptMapping(Mapping[str, T]):
    """A mapping whose values are looked up when they are asked for."""

    def __init__(self, ask: _Asking, keys: str, rows: str, value: Callable[[list[tuple[Any, ...]]], T]) -> None:
        self._ask, self._keys, self._rows, self._value = ask, keys, rows, value

    def __getitem__(self, key: str) -> T:
        if not (rows := self._ask.rows(self._rows, key)):
            raise KeyError(key)
        return self._value(rows)

    def __iter__(self) -> Iterator[str]:
        return (str(row[0]) for row in self._ask.rows(self._keys, 0))

    def __len__(self) -> int:
        return len(self._ask.rows(self._keys, 0))


_NAME = "SELECT name FROM name WHERE place = ?"
_BEARER = "SELECT b.id, b.kind, b.name, b.by FROM name n JOIN bearer b ON b.n = n.bearer WHERE n.place = ?"
_KEYS = "SELECT key FROM key WHERE ? = 0"
_PLACES = "SELECT places FROM key WHERE key = ?"
_IDS = "SELECT DISTINCT id FROM bearer WHERE ? = 0"
_PLACES_OF_ID = "SELECT n.place FROM bearer b JOIN name n ON n.bearer = b.n WHERE b.id = ? ORDER BY n.place"
