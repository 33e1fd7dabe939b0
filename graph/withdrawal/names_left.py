"""The names of an entity after statements about it were removed: those that nobody else gives go.

An entity bears the names of all editions without saying which gave which. What a removed record says in any text, and
no remaining one does, is no name of it any more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from ...schema.family import FAMILIES
from ..identity.links import restore_links
from ..identity.naming import (
    Naming,
    entity_row,
    named_by_decision,
    referents,
    stored_names,
    write_merged,
    write_referents,
)
from ..node_row import NodeRow
from ..protocols import Transaction, typed
from ..watched import about_to_change, written
from ..writing import batches, create_links, delete_nodes, read_nodes, read_rows, write_nodes


def texts_of(tx: Transaction, rows: Collection[NodeRow]) -> dict[str, set[str]]:
    """Return by the id of each record every text in it that may be a name, with the words of `LAST, First` turned."""
    ends = sorted({end for row in rows for type_, _, end in row.links if type_ == "PART"})
    parts = {part.id: part for batch in batches(ends) for part in read_nodes(tx, "Statement", batch)}
    texts: dict[str, set[str]] = {}
    for row in rows:
        words = {
            row.text("name"),
            row.text("originalScript"),
            *(text.partition("=")[2] for text in row.texts("values")),
        }
        for type_, _, end in row.links:
            if type_ == "PART":
                words |= {parts[end].text("name"), parts[end].text("value")}
        turned = {f"{first} {last}" for last, sign, first in (text.partition(", ") for text in words) if sign}
        texts[row.id] = {*words, *turned} - {""}
    return texts


def name_anew(tx: Transaction, removed: dict[str, set[str]], same_as: dict[str, str]) -> None:
    """Name entities by what is still said of them; `removed` are the texts of removed records by the source's id."""
    ids = sorted(id_ for id_, texts in removed.items() if texts)
    merged = {*same_as, *same_as.values()}
    joined = [id_ for id_ in ids if id_ in merged]
    stored = stored_names(tx, [id_ for id_ in ids if id_ not in merged]) | referents(tx, joined)
    records = _records(tx, ids, same_as)
    texts = texts_of(tx, [row for rows in records.values() for row in rows])
    decided = named_by_decision(tx, ids) | {
        id_ for id_ in ids if any(r.text("dataset") == "identities" for r in records[id_])
    }
    changed: dict[str, Naming] = {}
    for id_, naming in stored.items():
        remaining = {text for row in records[id_] for text in texts[row.id]}
        names = [name for name in naming.names if name not in removed[id_] - remaining]
        name = naming.name if id_ in decided else _name(naming, names, records[id_], id_)
        if (name, names) != (naming.name, naming.names):
            changed[id_] = Naming(naming.labels, name, names)
    write_referents(tx, {id_: naming for id_, naming in changed.items() if id_ in merged})
    write_merged(tx, {same_as.get(id_, id_) for id_ in changed if id_ in merged}, same_as)
    alone = {id_: naming for id_, naming in changed.items() if id_ not in merged}
    write_nodes(tx, [entity_row(id_, naming) for id_, naming in alone.items() if naming.names])
    for id_, naming in alone.items():
        if not naming.names:
            _bare(tx, id_, naming.name)


def _name(naming: Naming, names: list[str], records: Iterable[NodeRow], id_: str) -> str:
    """Return the name by the rule of names: that of the first data set, in its latest edition."""
    named = [row for row in records if row.text("dataset")]
    if named:
        first = min(row.text("dataset") for row in named)
        latest = max(
            (row for row in named if row.text("dataset") == first), key=lambda r: (r.text("until"), r.text("since"))
        )
        return latest.text("name")
    if naming.name in names:
        return naming.name
    return names[0] if names else id_.partition(":")[2]


def _records(tx: Transaction, ids: Collection[str], same_as: dict[str, str]) -> dict[str, list[NodeRow]]:
    """Return the records about each id, as their sources gave it."""
    about: dict[str, list[NodeRow]] = defaultdict(list)
    ends = sorted({same_as.get(id_, id_) for id_ in ids})
    query = (
        "UNWIND $ids AS id MATCH (e:Entity {id: id}) WITH DISTINCT e MATCH (e)<-[:ABOUT]-(r:Statement:Record) "
        "RETURN DISTINCT r.id AS id"
    )
    records = [row["id"] for batch in batches(ends) for row in tx.run(query, {"ids": batch})]
    for row in read_rows(tx, "Statement", sorted(records)).values():
        for type_, _, end in restore_links(row, same_as).links:
            if type_ == "ABOUT":
                about[end].append(row)
    return about


@dataclass(frozen=True)
class _LinkTo:
    start: str
    type: str
    labels: list[str]


def _bare(tx: Transaction, id_: str, name: str) -> None:
    """Make an entity that is only referred to what a reference makes: without names and without a kind."""
    links: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    pointing = typed(_LinkTo, tx.run(_LINKS_TO, {"id": id_}))
    statements = sorted({link.start for link in pointing if "Statement" in link.labels})
    about_to_change(tx, ("Statement",), statements)
    for link in pointing:
        family = next(family for family in FAMILIES if family in link.labels)
        links[family, link.type].append((link.start, id_))
    delete_nodes(tx, "Entity", [id_])
    write_nodes(tx, [NodeRow(("Entity",), {"id": id_, "name": name})])
    for (family, type_), pairs in links.items():
        create_links(tx, family, type_, "Entity", pairs)
    written(tx, ("Statement",), statements)


_LINKS_TO = (
    "MATCH (:Entity {id: $id})<-[r]-(s) WHERE NOT s:Entity RETURN s.id AS start, type(r) AS type, labels(s) AS labels"
)
