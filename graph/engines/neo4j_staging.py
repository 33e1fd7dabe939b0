"""New nodes written ahead of the transaction that makes them visible, for loads that no transaction could hold.

Neo4j keeps all that a transaction writes in the server's memory: a load of 100,000 entities needs more than most
servers allow. So its new nodes are written before, in transactions of their own, under the label `Staged` alone, which
no question asks for; stored nodes are not touched. The load's one transaction then gives them their labels and links
them to stored nodes. What a load that was cut off leaves behind is removed by the next one.

A thread of its own sends the statements, one after the other, so that the server writes while the load goes on reading.
"""

from __future__ import annotations

import logging
from collections import defaultdict, deque
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import neo4j

from ...schema.node import Value
from ..node_row import Ends, Link, NodeRow
from ..protocols import Transaction
from ..writing import BATCH, batches, ids_by_family, ids_there, used_properties, write_links, write_nodes

_log = logging.getLogger(__name__)

#: From this number of new nodes on they are staged; fewer fit into a transaction.
LEAST = 20_000
LEFT_OVER = "MATCH (n:Staged) RETURN id(n) AS id LIMIT 1"
CLEAR = "MATCH (n:Staged) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS"
#: Statements that may wait for the server: more would only fill our memory.
WAITING = 4
#: Nodes are found by the server's own number, which needs no index; it is used within one load only.
_PAIRS = (
    "UNWIND range(0, size($starts) - 1) AS i MATCH (a) WHERE id(a) = $starts[i] MATCH (b) WHERE id(b) = $ends[i] "
    "CREATE (a)-[:{type}]->(b)"
)

#: Family and id of a node.
Key = tuple[str, str]


class Neo4jStage:
    """The nodes that one load writes ahead. `session` is not the one of the load's transaction."""

    def __init__(self, session: neo4j.Session) -> None:
        self._session = session
        self._writer = ThreadPoolExecutor(1, "stage")
        self._waiting: deque[Future[None]] = deque()
        #: Keys that were passed to the writer. Later nodes can link to them: the writer keeps the order.
        self._taken: set[Key] = set()
        self._families: dict[str, bool] = {}
        #: Links to what is not staged, and nodes that are stored already, for the load's transaction.
        self._outward: list[NodeRow] = []
        self._already_stored: list[NodeRow] = []
        #: The server's numbers of written nodes, by key and by labels. Only the writer uses them until all is written.
        self._numbers: dict[Key, int] = {}
        self._labels: dict[tuple[str, ...], list[int]] = defaultdict(list)

    def __enter__(self) -> Neo4jStage:
        return self

    def __exit__(self, *_: object) -> None:
        # Wait for the statement that is under way: its session is closed next.
        self._writer.shutdown(cancel_futures=True)

    def add(self, tx: Transaction, rows: list[NodeRow]) -> None:
        """Write the nodes that are new, with the links among them; stored ones are kept for `close`."""
        new: dict[tuple[str, ...], list[NodeRow]] = defaultdict(list)
        stored, batch = self._stored(tx, rows), set[Key]()
        for row in rows:
            key = (row.family, row.id)
            if row.id in stored[row.family] or key in self._taken or key in batch:
                self._already_stored.append(row)
            else:
                batch.add(key)
                new[row.labels].append(row)
        # Nodes without links come first, so that most links are made with the node that they start from.
        for created in sorted(new.values(), key=lambda rows: any(row.links for row in rows)):
            self._write(created)

    def create_nodes(
        self,
        labels: tuple[str, ...],
        rows: list[dict[str, Any]],
        shared: Mapping[str, Value] | None = None,
        inside: str | None = None,
        ends: Ends = (),
    ) -> None:
        """Create nodes, as `Direct.create_nodes` does."""
        leads = {type_: [(family, row.pop(f"to{n}")) for row in rows] for n, (type_, family) in enumerate(ends)}
        if inside:
            leads["IN"] = [("Source", inside)] * len(rows)
        if all(key in self._taken for keys in leads.values() for key in keys):
            self._create(labels, rows, shared or {}, leads)
            return
        strange: list[NodeRow] = []
        for n, row in enumerate(rows):
            row.update(shared or {})
            strange.append(NodeRow(labels, row, [(type_, *keys[n]) for type_, keys in leads.items()]))
        self._write(strange)

    def create_links(self, start: str, type_: str, family: str, pairs: list[tuple[str, str]]) -> None:
        """Create links, as `create_links` does; those that lead to what is not staged are kept for `close`."""
        ready: list[tuple[Key, Key]] = []
        for id_, end in pairs:
            if (start, id_) in self._taken and (family, end) in self._taken:
                ready.append(((start, id_), (family, end)))
            else:
                self._outward.append(NodeRow((start,), {"id": id_}, [(type_, family, end)]))
        self._link(type_, ready)

    def close(self, tx: Transaction) -> None:
        """Make everything part of the graph, by the load's transaction."""
        _log.debug("%d staged nodes are labelled", sum(map(len, self._labels.values())))
        self._wait_for(0)
        for labels, numbers in self._labels.items():
            statement = f"UNWIND $ids AS id MATCH (n) WHERE id(n) = id SET n:{':'.join(labels)} REMOVE n:Staged"
            for batch in batches(numbers):
                tx.run(statement, {"ids": batch})
        write_nodes(tx, self._already_stored)
        write_links(tx, [*self._already_stored, *self._outward])
        self._taken, self._numbers, self._labels = set(), {}, defaultdict(list)
        self._outward, self._already_stored = [], []

    def _stored(self, tx: Transaction, rows: list[NodeRow]) -> dict[str, set[str]]:
        """Return the ids that the graph has, by family; a family that it has nothing of is not asked for each."""
        stored = {}
        for family, ids in ids_by_family(rows).items():
            if family not in self._families:
                self._families[family] = bool(tx.run(f"MATCH (n:{family}) RETURN n.id AS id LIMIT 1"))
            stored[family] = ids_there(tx, family, ids) if self._families[family] else set()
        return stored

    def _write(self, rows: list[NodeRow]) -> None:
        """Create nodes of the same labels with the links among staged nodes: the first of each type at once.

        Links to stored nodes are left to the load's transaction, which may have changed them.
        """
        shapes: dict[tuple[str, ...], list[tuple[NodeRow, dict[str, Key]]]] = defaultdict(list)
        later: dict[str, list[tuple[Key, Key]]] = defaultdict(list)
        for row in rows:
            first: dict[str, Key] = {}
            outward: list[Link] = []
            for type_, family, end in dict.fromkeys(row.links):
                if (family, end) not in self._taken:
                    outward.append((type_, family, end))
                elif first.setdefault(type_, (family, end)) != (family, end):
                    later[type_].append(((row.family, row.id), (family, end)))
            shapes[tuple(sorted(first))].append((row, first))
            if outward:
                self._outward.append(NodeRow(row.labels, {"id": row.id}, outward))
        for types, shaped in shapes.items():
            ends = {type_: [first[type_] for _, first in shaped] for type_ in types}
            self._create(rows[0].labels, [row.properties for row, _ in shaped], {}, ends)
        for type_, links in later.items():
            self._link(type_, links)

    def _create(
        self,
        labels: tuple[str, ...],
        rows: list[dict[str, Any]],
        shared: Mapping[str, Value],
        ends: dict[str, list[Key]],
    ) -> None:
        """Create nodes, each with one link of each type. Values go as columns: half as much to send as rows."""
        keys = [(labels[0], row["id"]) for row in rows]
        self._taken.update(keys)
        for start in range(0, len(rows), BATCH):
            some = rows[start : start + BATCH]
            columns = {name: [row.get(name) for row in some] for name in used_properties(labels[0], some)}
            same = {name: column[0] for name, column in columns.items() if column.count(column[0]) == len(column)}
            each = {name: column for name, column in columns.items() if name not in same}
            leads = {type_: led[start : start + BATCH] for type_, led in ends.items()}
            self._submit(self._created, labels, keys[start : start + BATCH], {**same, **shared}, each, leads)

    def _link(self, type_: str, pairs: list[tuple[Key, Key]]) -> None:
        """Create links of one type among staged nodes."""
        for some in batches(pairs):
            self._submit(self._linked, type_, some)

    def _submit(self, work: Callable[..., None], *arguments: Any) -> None:
        """Pass work to the writer. Raises the error of an earlier statement."""
        self._wait_for(WAITING - 1)
        self._waiting.append(self._writer.submit(work, *arguments))

    def _wait_for(self, limit: int) -> None:
        """Wait until at most `limit` statements are left. Raises the error of one."""
        while len(self._waiting) > limit:
            self._waiting.popleft().result()

    # -- the writer ----------------------------------------------------------------------

    def _created(
        self,
        labels: tuple[str, ...],
        keys: list[Key],
        same: dict[str, Value],
        each: dict[str, list[Value]],
        leads: dict[str, list[Key]],
    ) -> None:
        names = {**dict.fromkeys(same, ""), **dict.fromkeys(each, "[i]")}
        properties = ", ".join(f"{name}: ${name}{index}" for name, index in names.items())
        once, many, links = "", "", ""
        numbers: dict[str, int | list[int]] = {}
        for n, (type_, ends) in enumerate(leads.items()):
            links += f", (n)-[:{type_}]->(e{n})"
            if ends.count(ends[0]) == len(ends):
                numbers[f"to{n}"] = self._numbers[ends[0]]
                once += f"MATCH (e{n}) WHERE id(e{n}) = $to{n} "
            else:
                numbers[f"to{n}"] = [self._numbers[end] for end in ends]
                many += f"MATCH (e{n}) WHERE id(e{n}) = $to{n}[i] "
        statement = (
            f"{once}UNWIND range(0, $last) AS i {many}CREATE (n:Staged {{{properties}}}){links} "
            "RETURN collect(id(n)) AS numbers"
        )
        created = self._run(statement, {**same, **each, **numbers, "last": len(keys) - 1})[0][0]
        self._labels[labels] += created
        self._numbers.update(zip(keys, created, strict=True))

    def _linked(self, type_: str, pairs: list[tuple[Key, Key]]) -> None:
        starts, ends = ([self._numbers[key] for key in keys] for keys in zip(*pairs, strict=True))
        self._run(_PAIRS.format(type=type_), {"starts": starts, "ends": ends})

    def _run(self, statement: Any, parameters: Mapping[str, Any]) -> list[list[Any]]:
        return [row.values() for row in self._session.run(statement, dict(parameters))]
