"""Which things may be one: what shares a number, a day of birth and a word, or a name by its letters or its sounds.

Each thing is read once and put into blocks; only things of one block are compared. A block that holds too many tells
nothing and is left out, and said so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from ...graph.store import Graph
from ...schema.names import name_key
from ..screening.candidates import LOOSE
from ..screening.candidates import keys as sound_keys
from .known import variants

Pair = tuple[str, str]
#: Things in one block at most: of a name that so many bear, the name says nothing.
MOST = 60
#: Letters that a word needs to be looked for beside a day of birth, and digits or letters that a number needs.
WORD, NUMBER = 4, 5
#: Consonants that a name needs to be looked for by its sounds.
SOUNDS = 5


class Blocks:
    """Things by what they share. `left_out` are the keys of blocks that held too many."""

    def __init__(self) -> None:
        self._blocks: dict[str, set[str]] = defaultdict(set)
        self.left_out: list[str] = []

    def add(self, key: str, thing: str) -> None:
        """Put a thing into a block."""
        self._blocks[key].add(thing)

    def pairs(self, only: Iterable[str] | None = None) -> list[Pair]:
        """The pairs of things that share a block, sorted; with `only`, those with one of these things."""
        wanted = set(only) if only is not None else None
        found: set[Pair] = set()
        for key, things in self._blocks.items():
            if len(things) > MOST:
                self.left_out.append(key)
                continue
            for a, b in combinations(sorted(things), 2):
                if wanted is None or a in wanted or b in wanted:
                    found.add((a, b))
        return sorted(found)


def blocks(graph: Graph) -> Blocks:
    """The blocks of all things that a list, data set or list of leaders speaks of."""
    found = Blocks()
    words: dict[str, list[str]] = {}
    for row in graph.read(_NAMES).rows:
        keys = [key for name in row["names"] or [] for one in variants(name, row["ship"]) if (key := name_key(one))]
        words[row["id"]] = sorted({word for key in keys for word in key.split() if len(word) >= WORD})
        for key in keys:
            for block in name_blocks(key):
                found.add(block, row["id"])
        for name in row["names"] or []:
            for block in sound_blocks(name):
                found.add(block, row["id"])
    for row in graph.read(_NUMBERS).rows:
        number = name_key(row["number"]).replace(" ", "")
        if len(number) >= NUMBER:
            found.add(f"number {number}", row["id"])
    for row in graph.read(_BIRTHS).rows:
        for word in words.get(row["id"], ()):
            found.add(f"born {row['day']} {word}", row["id"])
    return found


def name_blocks(key: str) -> Iterator[str]:
    """The blocks of a folded name: its letters whatever the order and division of its words."""
    letters = key.replace(" ", "")
    if len(letters) >= WORD:
        yield f"name {''.join(sorted(letters))}"


def sound_blocks(name: str) -> Iterator[str]:
    """The block of a name of two words or more: what every script and romanisation keeps of them, in any order."""
    sounds = sorted(key for key in sound_keys(name) if key.startswith(LOOSE))
    if len(sounds) > 1 and sum(map(len, sounds)) - len(sounds) >= SOUNDS:
        yield f"sound {' '.join(sounds)}"


_TOLD = "(r:Listing OR r:Profile OR r:Occupancy)"
_NAMES = (
    "MATCH (e:Entity)<-[l]-(r:Statement:Record) WHERE type(l) IN ['ABOUT', 'HOLDER'] AND " + _TOLD + " "
    "RETURN DISTINCT e.id AS id, e.names AS names, e:Vessel AS ship ORDER BY id"
)
_NUMBERS = (
    "MATCH (e:Entity)<-[:ABOUT]-(r:Statement:Record)-[:PART]->(p:Statement:Identification) "
    "WHERE p.number IS NOT NULL RETURN DISTINCT e.id AS id, p.number AS number ORDER BY id, number"
)
_BIRTHS = (
    "MATCH (e:Entity)<-[:ABOUT]-(r:Statement:Record)-[:PART]->(p:Statement:Birth) "
    "WHERE p.earliest = p.latest AND NOT p.earliest ENDS WITH '-01-01' "
    "RETURN DISTINCT e.id AS id, p.earliest AS day ORDER BY id, day"
)
