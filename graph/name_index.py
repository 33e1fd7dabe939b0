"""An index of names in a file beside the graph's, so that a second process need not read the graph."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from ..schema.names import name_key
from ..schema.numbers import number_key, system_name
from ..schema.vocabulary import kind_of
from .kept_index import KeptIndex
from .meant import Described, described_by
from .store import Graph

#: Changes with the form of the file or with what it is made from.
FORM = "2"
#: Kinds of law that are named by an analyst; steps, duties and conditions are parts of these.
LAW = ("Provision", "Measure", "Programme", "Instrument", "Exemption")
_SCHEMA = """
CREATE TABLE thing (n INTEGER PRIMARY KEY, id TEXT, kind TEXT, labels TEXT, name TEXT, described INTEGER);
CREATE TABLE name (key TEXT, n INTEGER, shown TEXT);
CREATE TABLE word (word TEXT, n INTEGER);
CREATE TABLE spelling (word TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE number (key TEXT, n INTEGER, shown TEXT);
"""
_INDEXES = """
CREATE INDEX thing_id ON thing (id);
CREATE INDEX name_key ON name (key);
CREATE INDEX name_n ON name (n);
CREATE INDEX word_word ON word (word, n);
CREATE INDEX number_key ON number (key);
"""


def name_index(graph: Graph) -> sqlite3.Connection:
    """Return the index of a graph's names, to be closed by the caller."""
    return KeptIndex("names", FORM, _SCHEMA, _INDEXES, _fill).of(graph)


def _fill(index: sqlite3.Connection, graph: Graph) -> None:
    number_of: dict[str, int] = {}
    for n, thing in enumerate(_things(graph)):
        number_of[thing.id] = n
        _insert(index, n, thing)
    index.execute("INSERT INTO spelling SELECT DISTINCT word FROM word")
    for row in graph.read(_OTHER_IDS).rows:
        index.execute("INSERT INTO number VALUES (?, ?, ?)", (row["other"], number_of[row["id"]], row["other"]))
    numbers = graph.read(_NUMBERS).rows
    keyed = [(number_key(row["number"]), row) for row in numbers if row["number"]]
    rows = [(key, number_of[row["id"]], _shown(row)) for key, row in keyed if key]
    index.executemany("INSERT INTO number VALUES (?, ?, ?)", sorted(set(rows)))


def _insert(index: sqlite3.Connection, n: int, thing: _Indexed) -> None:
    index.execute(
        "INSERT INTO thing VALUES (?, ?, ?, ?, ?, ?)",
        (n, thing.id, thing.kind, " ".join(thing.labels), thing.name, thing.described),
    )
    shown: dict[str, str] = {}
    for name in thing.names:
        shown.setdefault(name_key(name), name)
    index.executemany("INSERT INTO name VALUES (?, ?, ?)", [(key, n, name) for key, name in shown.items() if key])
    words = {word for key in shown for word in key.split()}
    index.executemany("INSERT INTO word VALUES (?, ?)", [(word, n) for word in sorted(words)])


@dataclass(frozen=True)
class _Indexed:
    """A thing as it is indexed: what bears which names, and by what it is described."""

    id: str
    kind: str
    labels: tuple[str, ...]
    name: str
    names: tuple[str, ...]
    described: int


def _things(graph: Graph) -> Iterator[_Indexed]:
    ranks = described_by(graph)
    for row in graph.read(_ENTITIES).rows:
        names = tuple(dict.fromkeys((row["name"], *(row["names"] or ()))))
        rank = ranks.get(row["id"], Described.BARE_PLACE)
        yield _Indexed(row["id"], kind_of(row["labels"]), tuple(row["labels"]), row["name"], names, rank)
    for row in graph.read(_LAW, kinds=list(LAW)).rows:
        kind = next(kind for kind in LAW if kind in row["labels"])
        # The id of a paragraph says of which resolution it is, and its name may not.
        names = (row["name"], row["id"])
        yield _Indexed(row["id"], kind, tuple(row["labels"]), row["name"], names, Described.BY_REPORT)


def _shown(row: dict[str, str | None]) -> str:
    return " ".join(filter(None, (system_name(row["what"] or ""), row["number"])))


_ENTITIES = "MATCH (e:Entity) RETURN e.id AS id, labels(e) AS labels, e.name AS name, e.names AS names ORDER BY id"
_LAW = (
    "MATCH (l:Law) WHERE any(kind IN $kinds WHERE kind IN labels(l)) "
    "RETURN l.id AS id, labels(l) AS labels, l.name AS name ORDER BY id"
)
_OTHER_IDS = (
    "MATCH (i:Statement:Identity)-[:ABOUT]->(e:Entity) UNWIND coalesce(i.sameAs, []) AS other "
    "WITH e, other WHERE other <> e.id RETURN DISTINCT e.id AS id, other ORDER BY other, id"
)
_NUMBERS = (
    "MATCH (r:Statement:Record)-[:PART]->(p:Statement) WHERE p:Identification OR p:Code "
    "MATCH (r)-[:ABOUT]->(e:Entity) RETURN DISTINCT e.id AS id, coalesce(p.number, p.value) AS number, "
    "coalesce(p.documentType, p.system) AS what ORDER BY id, number, what"
)
