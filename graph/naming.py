"""Which name a thing bears, under which names it is found, and which ids mean it.

An entity's `name` must not depend on the order of loads, so it follows a rule: a decision of ours
(an Identity) names the thing; else the data set whose id sorts first among those that mention it,
by its latest edition that does. `names` only grows, so it is the same in any order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from ..schema.entities import Entity
from ..schema.names import name_keys
from ..schema.node import Node, concrete, fields
from .engine import Transaction
from .rows import NodeRow, batches, write_nodes


def canonical_ids(tx: Transaction) -> dict[str, str]:
    """Ids of sources that a decision gave to one thing: source's id to ours."""
    rows = tx.run("MATCH (i:Identity)-[:ABOUT]->(e:Entity) RETURN e.id AS id, i.sameAs AS same ORDER BY i.id")
    return {other: row["id"] for row in rows for other in row["same"] or []}


def point(rows: Iterable[NodeRow], same_as: dict[str, str]) -> None:
    """Let the links of rows lead to the one thing that each id was decided to mean."""
    if same_as:
        for row in rows:
            row.links = [(t, f, same_as.get(i, i) if f == "Entity" else i) for t, f, i in row.links]


def merge_entities(
    tx: Transaction,
    entities: Iterable[Entity],
    may_name: Callable[[list[str]], set[str]],
) -> int:
    """Write entities, adding to the names they already have; returns how many changed.

    `may_name` is asked once, with the ids of entities that bear another name than this source gives them; it
    returns those that this source may rename.
    """
    wanted: dict[str, Entity] = {}
    for entity in entities:
        known = wanted.get(entity.id)
        if known is None:
            wanted[entity.id] = entity
        else:
            known.names = sorted({*known.names, *entity.names})
            known.nameKeys = name_keys(known.names)
    standing: dict[str, dict[str, Any]] = {}
    for batch in batches(list(wanted)):
        for row in tx.run(_STANDING, {"ids": batch}):
            standing[row["id"]] = row
    otherwise = [id_ for id_, old in standing.items() if old["name"] != wanted[id_].name]
    ours = may_name(otherwise) if otherwise else set()
    changed = []
    for id_, entity in wanted.items():
        old = standing.get(id_)
        # A thing without names was referred to only: whoever tells of it names it.
        name = entity.name if old is None or id_ in ours or not old["names"] else old["name"]
        names = sorted({*entity.names, *((old["names"] or []) if old else [])})
        labels = entity.all_labels()
        if old and old["name"] == name and old["names"] == names and set(labels) <= set(old["labels"]):
            continue
        keys = entity.nameKeys if old is None else name_keys(names)
        changed.append(NodeRow(labels, {"id": id_, "name": name, "names": names, "nameKeys": keys}))
    write_nodes(tx, changed)
    return len(changed)


def named_by_decision(tx: Transaction, ids: Iterable[str]) -> set[str]:
    """Those of the entities that a decision of ours names."""
    found: set[str] = set()
    for batch in batches(list(ids)):
        query = "UNWIND $ids AS id MATCH (e:Entity {id: id})<-[:ABOUT]-(:Identity) RETURN DISTINCT e.id AS id"
        found.update(row["id"] for row in tx.run(query, {"ids": batch}))
    return found


def unite(tx: Transaction, decisions: dict[str, str]) -> int:
    """Point the statements of each id in `decisions` to the thing it was decided to be.

    Returns how many entities were united. A record keeps its own `key`, so this can be undone.
    """
    pairs = [{"old": old, "new": new} for old, new in decisions.items() if old != new]
    present: list[dict[str, Any]] = []
    for batch in batches(pairs):
        query = (
            "UNWIND $pairs AS p MATCH (o:Entity {id: p.old}) MATCH (n:Entity {id: p.new}) "
            "RETURN o.id AS old, n.id AS new, o.names AS names, n.names AS more, n.name AS name, labels(n) AS labels"
        )
        present.extend(tx.run(query, {"pairs": batch}))
    if not present:
        return 0
    for type_ in _entity_links():
        tx.run(
            f"UNWIND $pairs AS p MATCH (s)-[r:{type_}]->(:Entity {{id: p.old}}) "
            f"MATCH (n:Entity {{id: p.new}}) MERGE (s)-[:{type_}]->(n) DELETE r",
            {"pairs": present},
        )
    names: dict[str, set[str]] = {}
    rows = {row["new"]: row for row in present}
    for row in present:
        names.setdefault(row["new"], set(row["more"] or [])).update(row["names"] or [])
    write_nodes(
        tx,
        [NodeRow(("Entity",), _properties(id_, rows[id_]["name"], sorted(found))) for id_, found in names.items()],
    )
    tx.run(
        "UNWIND $pairs AS p MATCH (o:Entity {id: p.old}) DETACH DELETE o",
        {"pairs": present},
    )
    return len(present)


def _entity_links() -> list[str]:
    """Relationship types that lead to entities, from the model."""
    return sorted(
        {rel.type for model in concrete(Node) for rel in fields(model).relationships.values() if rel.family == "Entity"}
    )


def _properties(id_: str, name: str, names: list[str]) -> dict[str, Any]:
    return {"id": id_, "name": name, "names": names, "nameKeys": name_keys(names)}


_STANDING = (
    "UNWIND $ids AS id MATCH (e:Entity {id: id}) "
    "RETURN e.id AS id, e.name AS name, e.names AS names, labels(e) AS labels"
)
