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
        standing, seen = self._standing(tx, rows), set[tuple[str, str]]()
        for row in rows:
            key = (row.family, row.id)
            if row.id in standing[row.family] or key in self._numbers or key in seen:
                self._known.append(row)
            else:
                seen.add(key)
                new[row.labels].append(row)
        # What links lead to comes first, so that most links are made with the node that they start from.
        for created in sorted(new.values(), key=lambda rows: any(row.links for row in rows)):
            self._write(created)

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

    def _write(self, rows: list[NodeRow]) -> None:
        """Create nodes of the same labels with the links among what is staged: the first of each type at once."""
        shapes: dict[tuple[str, ...], list[tuple[NodeRow, dict[str, int]]]] = defaultdict(list)
        rest: dict[str, list[tuple[str, str, int]]] = defaultdict(list)
        for row in rows:
            first: dict[str, int] = {}
            outward: list[Link] = []
            for type_, family, end in dict.fromkeys(row.links):
                if (number := self._numbers.get((family, end))) is None:
                    outward.append((type_, family, end))
                elif first.setdefault(type_, number) is not number:
                    rest[type_].append((row.family, row.id, number))
            shapes[tuple(sorted(first))].append((row, first))
            if outward:
                self._outward.append(NodeRow(row.labels, {"id": row.id}, outward))
        for types, shaped in shapes.items():
            for batch in batches(shaped):
                self._create(types, batch)
        for type_, links in rest.items():
            for some in batches(links):
                starts = [self._numbers[family, id_] for family, id_, _ in some]
                self._run(_PAIRS.format(type=type_), {"starts": starts, "ends": [end for *_, end in some]})

    def _create(self, types: tuple[str, ...], shaped: list[tuple[NodeRow, dict[str, int]]]) -> None:
        """Create nodes, each with one link of each type. Values go as columns: half as much to send as rows."""
        rows = [row for row, _ in shaped]
        used = used_properties(rows[0].family, [row.properties for row in rows])
        columns = {name: [row.properties.get(name) for row in rows] for name in used}
        same = {name: column[0] for name, column in columns.items() if column.count(column[0]) == len(column)}
        each = ", ".join(f"{name}: ${name}" if name in same else f"{name}: ${name}[i]" for name in columns)
        ends = {f"to{n}": [first[type_] for _, first in shaped] for n, type_ in enumerate(types)}
        found = "".join(f"MATCH (e{n}) WHERE id(e{n}) = $to{n}[i] " for n in range(len(types)))
        links = "".join(f", (n)-[:{type_}]->(e{n})" for n, type_ in enumerate(types))
        statement = (
            f"UNWIND range(0, $last) AS i {found}CREATE (n:Staged {{{each}}}){links} RETURN collect(id(n)) AS numbers"
        )
        numbers = self._run(statement, {**columns, **same, **ends, "last": len(rows) - 1})[0][0]
        self._labels[rows[0].labels] += numbers
        for row, number in zip(rows, numbers, strict=True):
            self._numbers[row.family, row.id] = number

    def _run(self, statement: Any, parameters: Mapping[str, Any]) -> list[list[Any]]:
        with uninterrupted():
            return [row.values() for row in self._session.run(statement, dict(parameters))]
