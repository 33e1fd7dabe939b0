"""Documents: nodes without editions, such as reports with their claims, law, curated records.

A node is written when it is new or has changed. A report is replaced whole: a claim that its file no longer has is
removed, so the graph does not depend on earlier contents of the file.
"""

from __future__ import annotations

from collections.abc import Iterable

from ...schema.entities import Entity
from ...schema.errors import ValueInvalid
from ...schema.node import Node
from ..identity.links import canonical_ids, redirect_links
from ..identity.naming import merge_entities
from ..node_row import NodeRow
from ..protocols import Transaction
from ..writing import cut_links, delete_nodes, flat, ids_there, read_rows, same, write_links, write_nodes
from .withdrawn import refuse_withdrawn_node


def store(tx: Transaction, nodes: Iterable[Node]) -> dict[tuple[str, str], bool]:
    """Write nodes with their parts and links; return for each (family, id) whether it changed.

    Raises ValueInvalid where a link leads to nothing, neither in the graph nor among the nodes, and for a node that is
    withdrawn.
    """
    rows = {(row.family, row.id): row for row in flat(nodes)}
    redirect_links(rows.values(), canonical_ids(tx))
    _check_links(tx, rows)
    changed: dict[tuple[str, str], bool] = {}
    for family in sorted({family for family, _ in rows}):
        mine = {id_: row for (f, id_), row in rows.items() if f == family}
        stored = read_rows(tx, family, mine)
        for id_, row in mine.items():
            old = stored.get(id_)
            changed[family, id_] = old is None or not same(old, row)
        stale = [id_ for id_ in mine if changed[family, id_] and id_ in stored]
        for id_ in stale:
            refuse_withdrawn_node(tx, stored[id_])
        cut_links(tx, family, stale)
        write_nodes(tx, [row for id_, row in mine.items() if changed[family, id_]])
    write_links(tx, [row for key, row in rows.items() if changed[key]])
    return changed


def store_entities(tx: Transaction, entities: Iterable[Entity], decided: bool = False) -> int:
    """Write entities, return how many changed. With `decided`, their names are ours; else they name only new ones."""
    return merge_entities(tx, entities, lambda ids: set(ids) if decided else set())


def remove_others(tx: Transaction, report: str, keep: Iterable[str]) -> int:
    """Remove the claims of a report that are not among `keep`; return how many."""
    rows = tx.run("MATCH (c:Statement:Claim)-[:IN]->(:Source {id: $report}) RETURN c.id AS id", {"report": report})
    gone = sorted({row["id"] for row in rows} - set(keep))
    delete_nodes(tx, "Statement", gone)
    return len(gone)


def missing_links(tx: Transaction, rows: dict[tuple[str, str], NodeRow]) -> dict[tuple[str, str], list[str]]:
    """Return for each row the ends of its links that are nowhere, as `Family id`."""
    ends = {(family, end) for row in rows.values() for _, family, end in row.links} - set(rows)
    absent: set[tuple[str, str]] = set()
    for family in {family for family, _ in ends}:
        ids = sorted(end for f, end in ends if f == family)
        there = ids_there(tx, family, ids)
        absent |= {(family, id_) for id_ in ids if id_ not in there}
    return {
        key: missing
        for key, row in rows.items()
        if (missing := [f"{family} {end}" for _, family, end in row.links if (family, end) in absent])
    }


def _check_links(tx: Transaction, rows: dict[tuple[str, str], NodeRow]) -> None:
    for (_, id_), missing in missing_links(tx, rows).items():
        raise ValueInvalid(f"{id_} points to nothing: {', '.join(missing)}")
