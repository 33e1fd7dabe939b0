"""Which entities may be one: what shares a number, a day of birth and a word, or a name by its letters or its sounds.

Each entity is read once and put into blocks; only entities of one block are compared. A name that too many entities
bear says nothing of who they are: its block gives no pairs, and is named in the answer.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import combinations

from ...graph.kept_index import KeptIndex
from ...graph.store import Graph
from ...schema.names import name_key
from ...schema.numbers import number_key
from ..screening.candidates import LOOSE
from ..screening.candidates import keys as sound_keys
from ..screening.variants import name_variants
from .places import place_blocks

Pair = tuple[str, str]
#: Changes with the form of the kept index or with what it is made from.
FORM = "1"
#: Entities in one block at most: of a name that so many bear, the name says nothing.
MOST = 60
#: Letters that a word needs to be looked for beside a day of birth, and digits or letters that a number needs.
WORD, NUMBER = 4, 5
#: Consonants that a name needs to be looked for by its sounds.
SOUNDS = 5


@dataclass(frozen=True)
class CrowdedBlock:
    """What too many entities share to be compared for it: in words with an example, and how many share it."""

    what: str
    bearers: int


class Blocks:
    """Entities by what they share."""

    def __init__(self) -> None:
        self._blocks: dict[str, set[str]] = defaultdict(set)
        self._shown: dict[str, str] = {}

    def add(self, key: str, entity: str, shown: str) -> None:
        """Put an entity into a block; `shown` is what it shares with the others, in words."""
        self._blocks[key].add(entity)
        self._shown.setdefault(key, shown)

    def __iter__(self) -> Iterator[tuple[str, set[str]]]:
        """Yield what each block shares, in words, with the entities in it."""
        return ((self._shown[key], entities) for key, entities in self._blocks.items())

    def pairs(self, only: Iterable[str] | None = None, crowds: bool = False) -> list[Pair]:
        """Return the pairs of entities that share a block, sorted; with `only`, those with one of these entities.

        A crowded block gives pairs where `crowds` asks for them, and only those with the entities of `only`.
        """
        chosen = set(only) if only is not None else None
        pairs: set[Pair] = set()
        for entities in self._blocks.values():
            if len(entities) > MOST and not (crowds and chosen):
                continue
            if chosen is None:
                pairs.update(combinations(sorted(entities), 2))
            else:
                pairs.update((min(a, b), max(a, b)) for a in entities & chosen for b in entities if a != b)
        return sorted(pairs)

    def crowded(self) -> list[CrowdedBlock]:
        """Return what too many entities share, the most shared first."""
        blocks = {CrowdedBlock(self._shown[key], len(ids)) for key, ids in self._blocks.items() if len(ids) > MOST}
        return sorted(blocks, key=lambda block: (-block.bearers, block.what))

    def in_crowds(self) -> set[str]:
        """Return the ids of the entities in crowded blocks."""
        return {id_ for ids in self._blocks.values() if len(ids) > MOST for id_ in ids}


@dataclass(frozen=True)
class _KeyedNameRow:
    id: str
    names: list[str] | None
    ship: bool


@dataclass(frozen=True)
class _NumberedRow:
    id: str
    number: str


@dataclass(slots=True)
class _CodedRow:
    id: str
    system: str
    code: str


@dataclass(frozen=True)
class _BornRow:
    id: str
    day: str


def blocks_of(graph: Graph, near: Iterable[str] | None = None) -> Blocks:
    """Return the blocks of all entities that a list, data set or list of leaders speaks of, and of people of events.

    With `near`, those of these entities and of what shares a block with one of them: from an index that is kept beside
    the graph's file, if it has one.
    """
    if near is None or graph.file is None:
        return _all_blocks(graph)
    fresh: list[Blocks] = []

    def fill(index: sqlite3.Connection, _: Graph) -> None:
        fresh.append(_all_blocks(graph))
        _keep(index, fresh[-1])

    with closing(KeptIndex("blocks", FORM, _TABLES, _INDEXES, fill).of(graph)) as index:
        return fresh[-1] if fresh else _near(index, near)


def _keep(index: sqlite3.Connection, blocks: Blocks) -> None:
    for n, (shown, entities) in enumerate(blocks):
        # A block of one gives no pairs.
        if len(entities) > 1:
            index.execute("INSERT INTO block VALUES (?, ?)", (n, shown))
            index.executemany("INSERT INTO member VALUES (?, ?)", ((n, entity) for entity in sorted(entities)))


def _near(index: sqlite3.Connection, ids: Iterable[str]) -> Blocks:
    """Return the blocks of entities, and those of what shares a block with one of them."""
    index.execute("CREATE TEMP TABLE near (entity TEXT PRIMARY KEY) WITHOUT ROWID")
    index.executemany("INSERT OR IGNORE INTO near VALUES (?)", ((id_,) for id_ in ids))
    index.execute(f"INSERT OR IGNORE INTO near {_MEMBERS.format('m.entity')}")
    blocks = Blocks()
    for n, entity, shown in index.execute(f"{_MEMBERS.format('m.block, m.entity, b.shown')} ORDER BY 1, 2"):
        blocks.add(str(n), entity, shown)
    return blocks


def _all_blocks(graph: Graph) -> Blocks:
    blocks = Blocks()
    words: dict[str, list[str]] = {}
    for row in graph.read_as(_KeyedNameRow, _NAMES):
        names = row.names or []
        keys = {
            key: name
            for text in names
            for name in name_variants(text, "ship" if row.ship else "")
            if (key := name_key(name))
        }
        words[row.id] = sorted({word for key in keys for word in key.split() if len(word) >= WORD})
        for key, name in keys.items():
            for block in name_blocks(key):
                blocks.add(block, row.id, f"the name {name}")
        for name in names:
            for block in sound_blocks(name):
                blocks.add(block, row.id, f"names that sound like {name}")
    for numbered in graph.read_as(_NumberedRow, _NUMBERS):
        number = name_key(numbered.number).replace(" ", "")
        if len(number) >= NUMBER and number_key(number):
            blocks.add(f"number {number}", numbered.id, f"the number {numbered.number}")
    for code, places in _by_code(graph).items():
        for place in places:
            blocks.add(f"code {code}", place, f"the code {code}")
    for block, place, shown in place_blocks(graph):
        blocks.add(block, place, shown)
    for born in graph.read_as(_BornRow, _BIRTHS):
        for word in words.get(born.id, ()):
            blocks.add(f"born {born.day} {word}", born.id, f"the birth date {born.day} and the word {word}")
    return blocks


def _by_code(graph: Graph) -> dict[str, set[str]]:
    """Return the places of codes that several bear; of a code list of a hundred thousand nearly all are alone."""
    bearers: dict[str, set[str]] = defaultdict(set)
    for row in graph.read_as(_CodedRow, _CODES):
        bearers[f"{row.system} {row.code}"].add(row.id)
    return {code: ids for code, ids in bearers.items() if len(ids) > 1}


def name_blocks(key: str) -> Iterator[str]:
    """Yield the blocks of a folded name: its letters whatever the order and division of its words."""
    letters = key.replace(" ", "")
    if len(letters) >= WORD:
        yield f"name {''.join(sorted(letters))}"


def sound_blocks(name: str) -> Iterator[str]:
    """Yield the block of a name of two words or more: what every romanisation keeps of them, in any order."""
    sounds = sorted(key for key in sound_keys(name) if key.startswith(LOOSE))
    if len(sounds) > 1 and sum(map(len, sounds)) - len(sounds) >= SOUNDS:
        yield f"sound {' '.join(sounds)}"


_TABLES = """
CREATE TABLE block (n INTEGER PRIMARY KEY, shown TEXT);
CREATE TABLE member (block INTEGER, entity TEXT);
"""
_INDEXES = "CREATE INDEX member_entity ON member (entity); CREATE INDEX member_block ON member (block, entity);"
_MEMBERS = (
    "SELECT DISTINCT {} FROM near JOIN member o ON o.entity = near.entity "
    "JOIN member m ON m.block = o.block JOIN block b ON b.n = m.block"
)
_NAMES = (
    "MATCH (e:Entity)<-[l]-(r:Statement:Record) WHERE (type(l) IN ['ABOUT', 'HOLDER'] "
    "AND (r:Listing OR r:Profile OR r:Occupancy)) "
    "OR (e:Person AND ((r:Mention AND type(l) = 'REFERS_TO') OR (r:Occurrence AND type(l) = 'PARTICIPANT'))) "
    "RETURN DISTINCT e.id AS id, e.names AS names, e:Vessel AS ship ORDER BY id"
)
_NUMBERS = (
    "MATCH (e:Entity)<-[:ABOUT]-(r:Statement:Record)-[:PART]->(p:Statement:Identification) "
    "WHERE p.number IS NOT NULL RETURN DISTINCT e.id AS id, p.number AS number ORDER BY id, number"
)
_CODES = (
    "MATCH (e:Entity:Place)<-[:ABOUT]-(:Statement:Location)-[:PART]->(p:Statement:Code) "
    "RETURN DISTINCT e.id AS id, p.system AS system, p.value AS code"
)
_BIRTHS = (
    "MATCH (e:Entity)<-[:ABOUT]-(r:Statement:Record)-[:PART]->(p:Statement:Birth) "
    "WHERE p.earliest = p.latest AND NOT p.earliest ENDS WITH '-01-01' "
    "RETURN DISTINCT e.id AS id, p.earliest AS day ORDER BY id, day"
)
