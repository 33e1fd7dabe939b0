"""Nodes as rows, and the statements that write them in batches on every engine.

No statement is ever built from data: labels and relationship types come from the model, values are
parameters.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Any, TypeVar

from ..schema.direct import not_laid
from ..schema.errors import ValueInvalid
from ..schema.family import Value
from ..schema.generated import PROPERTIES
from .node_row import Ends, Link, NodeRow
from .protocols import RowReader, StoredLink, Transaction, nodes_in, typed
from .watched import about_to_change, written

if TYPE_CHECKING:
    from ..schema.node import Node

#: Rows per statement. Measured on both engines: larger batches gain nothing and cost memory.
BATCH = 5000

T = TypeVar("T")


def flat(nodes: Iterable[Node]) -> Iterator[NodeRow]:
    """Yield rows of nodes and of all their parts, each part after its owner."""
    for node in nodes:
        row = NodeRow.of(node)
        yield row
        if row.links:
            yield from flat(node.parts())


def write_nodes(tx: Transaction, rows: Iterable[NodeRow]) -> None:
    """Create nodes, or make their properties exactly these. Relationships are not touched."""
    rows = list(rows)
    if tx.creates:
        rows = _create(tx, rows)
    by_labels: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        by_labels[row.labels].append(row.properties)
    for labels, properties in by_labels.items():
        more = f"SET n:{':'.join(labels[1:])} " if labels[1:] else ""
        statement = f"UNWIND $rows AS row MERGE (n:{labels[0]} {{id: row.id}}) {more}SET n = row"
        ids = [row["id"] for row in properties]
        about_to_change(tx, labels, ids)
        for batch in batches(properties):
            tx.run(statement, {"rows": batch})
        written(tx, labels, ids)


def write_new(tx: Transaction, rows: list[NodeRow]) -> None:
    """Write nodes that are most likely new, with their links, through the stage if the transaction has one."""
    if tx.stage:
        tx.stage.add(tx, rows)
        for row in rows:
            written(tx, row.labels, (row.id,))
    else:
        write_nodes(tx, rows)
        write_links(tx, rows)


def flush_staged(tx: Transaction) -> None:
    """Flush staged nodes into the transaction."""
    if tx.stage:
        tx.stage.close(tx)


def _create(tx: Transaction, rows: list[NodeRow]) -> list[NodeRow]:
    """Create the nodes that are new, and return the rows of those that are stored (or come a second time).

    Their properties are named one by one; the names are the model's, whatever a row holds.
    """
    stored = {family: ids_there(tx, family, ids) for family, ids in ids_by_family(rows).items()}
    left: list[NodeRow] = []
    new: dict[tuple[str, ...], list[NodeRow]] = defaultdict(list)
    for row in rows:
        id_, there = row.id, stored[row.labels[0]]
        if id_ in there:
            left.append(row)
        else:
            there.add(id_)
            new[row.labels].append(row)
    direct = Direct(tx)
    for labels, created in new.items():
        direct.create_nodes(labels, [row.properties for row in created])
    return left


class Direct:
    """Writes new nodes into the transaction itself, as a stage writes them ahead of it."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        #: Families and properties that were declared in the transaction.
        self._declared: set[tuple[str, str]] = set()

    def create_nodes(
        self,
        labels: tuple[str, ...],
        rows: list[dict[str, Any]],
        shared: Mapping[str, Value] | None = None,
        inside: str | None = None,
        ends: Ends = (),
    ) -> None:
        """Create nodes that are new: each has the properties of its row, and the shared ones.

        All are linked to the edition of the id `inside`. Each is linked by a relationship of each type in `ends` to
        the node of that family whose id its row has as `to0`, `to1` and so on; these nodes exist.
        """
        family, shared = labels[0], shared or {}
        used = used_properties(family, [*rows, shared], {f"to{n}" for n in range(len(ends))})
        self._declare(family, [name for name in used if name != "id"])
        each = ", ".join(f"{name}: ${name}" if name in shared else f"{name}: row.{name}" for name in used)
        source, links = ("MATCH (s:Source {id: $inside}) ", ", (n)-[:IN]->(s)") if inside else ("", "")
        matches = ""
        for n, (type_, end) in enumerate(ends):
            matches += f"MATCH (e{n}:{end} {{id: row.to{n}}}) "
            links += f", (n)-[:{type_}]->(e{n})"
        statement = f"{source}UNWIND $rows AS row {matches}CREATE (n:{':'.join(labels)} {{{each}}}){links}"
        for batch in batches(rows):
            self._tx.run(statement, {"rows": batch, "inside": inside, **shared})
        written(self._tx, labels, [row["id"] for row in rows])

    def create_links(self, start: str, type_: str, family: str, pairs: list[tuple[str, str]]) -> None:
        """Create relationships, as the function of that name does."""
        create_links(self._tx, start, type_, family, pairs)

    def _declare(self, family: str, names: list[str]) -> None:
        empty = {name: PROPERTIES[family][name] for name in names if (family, name) not in self._declared}
        if empty:
            self._tx.run(f"MERGE (n:{family} {{id: 'declared'}}) SET n += $empty", {"empty": empty})
            self._tx.run(f"MATCH (n:{family} {{id: 'declared'}}) DETACH DELETE n")
            self._declared.update((family, name) for name in empty)


def used_properties(
    family: str, rows: Sequence[Mapping[str, Any]], ignored: AbstractSet[str] = frozenset()
) -> list[str]:
    """Return the names of all properties of rows of one family, sorted. Raises ValueInvalid for an unknown one."""
    used = set().union(*rows) - ignored
    if unknown := used - PROPERTIES[family].keys():
        raise ValueInvalid(f"{rows[0]['id']} has properties that the model lacks: {', '.join(sorted(unknown))}")
    return sorted(used)


def ids_by_family(rows: Iterable[NodeRow]) -> dict[str, list[str]]:
    """Return the distinct ids of rows, by family, in their order."""
    ids_of: dict[str, dict[str, None]] = defaultdict(dict)
    for row in rows:
        ids_of[row.labels[0]][row.id] = None
    return {family: list(ids) for family, ids in ids_of.items()}


def ids_there(tx: Transaction, family: str, ids: Iterable[str]) -> set[str]:
    """Return those of the ids that the graph has."""
    there: set[str] = set()
    for batch in batches(list(ids)):
        rows = tx.run(f"UNWIND $ids AS id MATCH (n:{family} {{id: id}}) RETURN n.id AS id", {"ids": batch})
        there.update(row["id"] for row in rows)
    return there


def write_links(tx: Transaction, rows: Iterable[NodeRow]) -> None:
    """Create the relationships of rows whose ends exist; the rows are new, or their links were cut."""
    by_type: dict[tuple[str, str, str], list[tuple[str, str]]] = defaultdict(list)
    for row in rows:
        start, id_ = row.labels[0], row.id
        for type_, family, end in dict.fromkeys(row.links) if len(row.links) > 1 else row.links:
            by_type[start, type_, family].append((id_, end))
    for (start, type_, family), pairs in by_type.items():
        create_links(tx, start, type_, family, pairs)


def create_links(tx: Transaction, start: str, type_: str, family: str, pairs: list[tuple[str, str]]) -> None:
    """Create relationships of one type between two families, by pairs of ids of existing nodes."""
    if not pairs:
        return
    end = pairs[0][1]
    if all(to == end for _, to in pairs):
        # All records of an edition are in it: its node is looked up once, and ids alone are sent.
        statement = (
            f"MATCH (b:{family} {{id: $end}}) UNWIND $ids AS id MATCH (a:{start} {{id: id}}) CREATE (a)-[:{type_}]->(b)"
        )
        for ids in batches([id_ for id_, _ in pairs]):
            tx.run(statement, {"ids": ids, "end": end})
        return
    # A record has many parts: it is looked up once for all of them.
    statement = (
        f"UNWIND $rows AS row MATCH (a:{start} {{id: row.a}}) UNWIND row.b AS id MATCH (b:{family} {{id: id}}) "
        f"CREATE (a)-[:{type_}]->(b)"
    )
    for batch in batches(pairs):
        ends_of: dict[str, list[str]] = defaultdict(list)
        for id_, to in batch:
            ends_of[id_].append(to)
        tx.run(statement, {"rows": [{"a": id_, "b": ends} for id_, ends in ends_of.items()]})


def cut_links(tx: Transaction, family: str, ids: Iterable[str]) -> None:
    """Delete the links out of nodes, before they are written anew."""
    ids = list(ids)
    about_to_change(tx, (family,), ids)
    for batch in batches(ids):
        tx.run(
            f"UNWIND $ids AS id MATCH (a:{family} {{id: id}}) WITH DISTINCT a MATCH (a)-[r]->() DELETE r",
            {"ids": batch},
        )


def delete_nodes(tx: Transaction, family: str, ids: Iterable[str]) -> None:
    """Delete nodes with all links to and from them."""
    ids = list(ids)
    about_to_change(tx, (family,), ids)
    for batch in batches(ids):
        tx.run(f"UNWIND $ids AS id MATCH (n:{family} {{id: id}}) DETACH DELETE n", {"ids": batch})


def stored_ids(reader: RowReader, family: str) -> list[str]:
    """Return the ids of a family, sorted."""
    # One list and not a row for each, which takes four times the memory.
    (row,) = reader.run(f"MATCH (n:{family}) RETURN collect(n.id) AS ids")
    return sorted(set(row["ids"]))


def read_rows(tx: RowReader, family: str, ids: Iterable[str]) -> dict[str, NodeRow]:
    """Return stored nodes by id, with their links out; ids that the graph lacks are left out."""
    rows: dict[str, NodeRow] = {}
    for batch in batches(list(ids)):
        rows.update((row.id, row) for row in read_nodes(tx, family, batch))
    for batch in batches(list(rows)):
        for id_, link in read_links(tx, family, batch):
            rows[id_].links.append(link)
    return rows


def read_nodes(tx: RowReader, family: str, ids: list[str]) -> Iterator[NodeRow]:
    """Yield stored nodes, without their links."""
    for node in nodes_in(tx.run(f"UNWIND $ids AS id MATCH (n:{family} {{id: id}}) RETURN n", {"ids": ids})):
        yield NodeRow((family, *(label for label in node.labels if label != family)), node.properties)


def read_links(tx: RowReader, family: str, ids: list[str]) -> Iterator[tuple[str, Link]]:
    """Yield the links out of nodes, each with the id of its node. Those that leave the model are left out."""
    # Without the DISTINCT, Neo4j may look for each id among all relationships: it plans while there are few.
    rows = tx.run(
        f"UNWIND $ids AS id MATCH (a:{family} {{id: id}}) WITH DISTINCT a MATCH (a)-[r]->(b){not_laid(family)} "
        "RETURN a.id AS start, type(r) AS type, labels(b) AS labels, b.id AS end",
        {"ids": ids},
    )
    for link in typed(StoredLink, rows):
        if (end_family := link.family) is not None:
            yield link.start, (link.type, end_family, link.end)


def missing_nodes(tx: Transaction, nodes: Iterable[Node]) -> list[NodeRow]:
    """Return rows of those nodes that the graph lacks."""
    rows = {(row.family, row.id): row for row in map(NodeRow.of, nodes)}
    there = {family: ids_there(tx, family, ids) for family, ids in ids_by_family(rows.values()).items()}
    return [row for row in rows.values() if row.id not in there[row.family]]


def same(old: NodeRow, new: NodeRow) -> bool:
    """Return whether a stored node equals the new row."""
    return set(old.labels) >= set(new.labels) and old.properties == new.properties and set(old.links) == set(new.links)


def batches(items: list[T]) -> Iterator[list[T]]:
    """Yield slices of at most BATCH items."""
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]
