"""New nodes written ahead of the transaction that makes them visible, for loads that no transaction could hold.

Neo4j keeps all that a transaction writes in the server's memory: a load of 100,000 entities needs more than most
servers allow one. So its new nodes are written before, in transactions of their own, under the label `Staged` alone:
no question asks for it, and nothing that is in the graph is touched. The load's one transaction then gives them their
labels and links them to what was there. What a load that was cut off leaves behind is removed by the next one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import neo4j

from .engine import Transaction
from .interrupt import uninterrupted
from .rows import Link, NodeRow, batches, ids_by_family, ids_there, used_properties, write_links, write_nodes

#: So many new nodes are staged; fewer fit into a transaction.
LEAST = 20_000
LEFT_OVER = "MATCH (n:Staged) RETURN id(n) AS id LIMIT 1"
CLEAR = "MATCH (n:Staged) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS"
#: Nodes are found by the server's own number, which needs no index; it is used within one load only.
_PAIRS = (
    "UNWIND range(0, size($starts) - 1) AS i MATCH (a) WHERE id(a) = $starts[i] MATCH (b) WHERE id(b) = $ends[i] "
    "CREATE (a)-[:{type}]->(b)"
)
_TO_ONE = "MATCH (b) WHERE id(b) = $end UNWIND $starts AS start MATCH (a) WHERE id(a) = start CREATE (a)-[:{type}]->(b)"


class Stage:
    """What one load wrote ahead. `session` is not the one of the load's transaction."""

    def __init__(self, session: neo4j.Session) -> None:
        self._session = session
        #: Nodes of the stage: family and id to the server's number.
        self._numbers: dict[tuple[str, str], int] = {}
        self._labels: dict[tuple[str, ...], list[int]] = defaultdict(list)
        self._outward: list[NodeRow] = []
        self._known: list[NodeRow] = []
        self._families: dict[str, bool] = {}

    def add(self, tx: Transaction, rows: list[NodeRow]) -> None:
        """Write the nodes that are new, with the links among them; the rest is kept for `close`."""
        new: dict[tuple[str, ...], list[NodeRow]] = defaultdict(list)
        standing = self._standing(tx, rows)
        for row in rows:
            if row.id in standing[row.family] or (row.family, row.id) in self._numbers:
                self._known.append(row)
            else:
                self._numbers[row.family, row.id] = -1
                new[row.labels].append(row)
        for labels, created in new.items():
            for batch in batches(created):
                numbers = self._create(batch)
                self._labels[labels] += numbers
                for row, number in zip(batch, numbers, strict=True):
                    self._numbers[row.family, row.id] = number
        self._link([row for created in new.values() for row in created])

    def close(self, tx: Transaction) -> None:
        """Make it all part of the graph, by the load's transaction."""
        for labels, numbers in self._labels.items():
            statement = f"UNWIND $ids AS id MATCH (n) WHERE id(n) = id SET n:{':'.join(labels)} REMOVE n:Staged"
            for batch in batches(numbers):
                tx.run(statement, {"ids": batch})
        write_nodes(tx, self._known)
        write_links(tx, [*self._known, *self._outward])
        self._numbers, self._labels, self._outward, self._known = {}, defaultdict(list), [], []

    def _standing(self, tx: Transaction, rows: list[NodeRow]) -> dict[str, set[str]]:
        """The ids that the graph has, by family; a family that it has nothing of is not asked for each."""
        found = {}
        for family, ids in ids_by_family(rows).items():
            if family not in self._families:
                self._families[family] = bool(tx.run(f"MATCH (n:{family}) RETURN n.id AS id LIMIT 1"))
            found[family] = ids_there(tx, family, ids) if self._families[family] else set()
        return found

    def _create(self, rows: list[NodeRow]) -> list[int]:
        """Create nodes and return their numbers. Values go as columns: half as much to send as rows with names."""
        names = used_properties(rows)
        columns = {name: [row.properties.get(name) for row in rows] for name in names}
        same = {name: column[0] for name, column in columns.items() if column.count(column[0]) == len(column)}
        each = ", ".join(f"{name}: ${name}" if name in same else f"{name}: ${name}[i]" for name in names)
        statement = f"UNWIND range(0, $last) AS i CREATE (n:Staged {{{each}}}) RETURN collect(id(n)) AS ids"
        numbers: list[int] = self._run(statement, {**columns, **same, "last": len(rows) - 1})[0][0]
        return numbers

    def _link(self, rows: list[NodeRow]) -> None:
        pairs: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for row in rows:
            outward: list[Link] = []
            start = self._numbers[row.family, row.id]
            for type_, family, end in dict.fromkeys(row.links):
                if (number := self._numbers.get((family, end))) is None:
                    outward.append((type_, family, end))
                else:
                    pairs[type_].append((start, number))
            if outward:
                self._outward.append(NodeRow(row.labels, {"id": row.id}, outward))
        for type_, ends in pairs.items():
            one = len({end for _, end in ends}) == 1
            for batch in batches(ends):
                starts, there = zip(*batch, strict=True)
                if one:
                    self._run(_TO_ONE.format(type=type_), {"starts": starts, "end": there[0]})
                else:
                    self._run(_PAIRS.format(type=type_), {"starts": starts, "ends": there})

    def _run(self, statement: Any, parameters: Mapping[str, Any]) -> list[list[Any]]:
        with uninterrupted():
            return [row.values() for row in self._session.run(statement, dict(parameters))]
