"""Which kinds of goods lie within which, as known on a day.

The owner of that knowledge in Python. The catalogue's `measures` and `events-of-goods` follow the same classifications
in Cypher, five levels up or down; a test holds both equal.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property

from ...graph.store import Graph
from ...schema.dates import stood_in_cypher


@dataclass(frozen=True, slots=True)
class KindName:
    """A kind of goods with its name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Classified:
    """One classification: `member` is a kind of `within`."""

    member: str
    within: str


class GoodsKinds:
    """The kinds of goods in a graph, with the classifications that stood on the day `as_of`."""

    def __init__(self, graph: Graph, as_of: str) -> None:
        self._graph = graph
        self._as_of = as_of
        self._narrower: dict[str, frozenset[str]] = {}

    @cached_property
    def names(self) -> dict[str, str]:
        """Names of all kinds by id."""
        return {kind.id: kind.name for kind in self._graph.read_as(KindName, _KINDS)}

    @cached_property
    def wider(self) -> dict[str, dict[str, tuple[str, ...]]]:
        """Each classified kind to all kinds that it lies within, with the chain of kinds that leads there."""
        above: dict[str, list[str]] = defaultdict(list)
        for row in self._graph.read_as(Classified, _WITHIN, as_of=self._as_of):
            above[row.member].append(row.within)
        return {kind: dict(_chains_up(kind, above)) for kind in above}

    def chain(self, goods: str, kind: str) -> tuple[str, ...] | None:
        """Return the kinds from `goods` up to `kind`, both included; None where goods are not of that kind."""
        return (goods,) if goods == kind else self.wider.get(goods, {}).get(kind)

    def covers(self, kinds: Collection[str], goods: str | None) -> bool:
        """Whether goods are, or lie within, one of the kinds."""
        return goods is not None and (goods in kinds or not self.wider.get(goods, {}).keys().isdisjoint(kinds))

    def unclassified(self, goods: str | None) -> bool:
        """Whether nothing places goods: no wider kind, none within them, and no law that names them."""
        return goods is not None and goods not in self.wider and goods not in self._placed

    @cached_property
    def _placed(self) -> frozenset[str]:
        """The kinds that hold others, and those that the law names."""
        named = {kind.id for kind in self._graph.read_as(KindName, _NAMED)}
        return frozenset(named.union(*(wider.keys() for wider in self.wider.values())))

    def within(self, kinds: Collection[str]) -> list[str]:
        """Return all kinds that are, or lie within, one of `kinds`, in the order of their ids."""
        return [kind for kind in self.names if self.covers(kinds, kind)]

    def overlap(self, first: str, second: str) -> bool:
        """Whether some kind lies within both, so that goods of the first may be goods of the second."""
        for kind in (first, second):
            if kind not in self._narrower:
                self._narrower[kind] = frozenset(self.within({kind}))
        return not self._narrower[first].isdisjoint(self._narrower[second])

    def name(self, kind: str) -> str:
        """Return the name of a kind; its id where it has none."""
        return self.names.get(kind, kind)


def _chains_up(kind: str, above: dict[str, list[str]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each wider kind with the shortest chain to it, nearest first; circles end where they began."""
    waiting: deque[tuple[str, ...]] = deque([(kind,)])
    visited = {kind}
    while waiting:
        chain = waiting.popleft()
        for wider in sorted(above.get(chain[-1], [])):
            if wider not in visited:
                visited.add(wider)
                waiting.append((*chain, wider))
                yield wider, (*chain, wider)


_KINDS = "MATCH (g:Entity:Goods) RETURN g.id AS id, g.name AS name ORDER BY id"
_NAMED = "MATCH (:Law)-[:GOODS]->(g:Entity) RETURN DISTINCT g.id AS id, g.name AS name ORDER BY id"
_WITHIN = (
    "MATCH (m:Entity)<-[:MEMBER]-(c:Statement:Classification)-[:WITHIN]->(w:Entity) "
    f"WHERE {stood_in_cypher('c')} RETURN DISTINCT m.id AS member, w.id AS within ORDER BY member, within"
)
