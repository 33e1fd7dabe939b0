"""Which name a thing bears, and under which names it is found.

An entity's `name` must not depend on the order of loads, so it follows a rule: a decision of ours
(an Identity) names the thing; else the data set whose id sorts first among those that mention it,
by its latest edition that does. `names` only grows, so it is the same in any order.

Where ids are joined by a decision, each keeps what its sources call it as a Referent, by the same rule. The thing has
the names of all of them, and the name of the id that it bears.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from ...schema.entities import Entity
from ...schema.names import name_keys
from ...schema.node import Node, Value
from ...schema.vocabulary import KINDS
from ..node_row import NodeRow
from ..protocols import RowReader, Transaction
from ..writing import batches, missing_nodes, write_new, write_nodes
from .links import decisions_of, named, order, targets

#: What a thing is called: labels, name, search names.
Called = tuple[tuple[str, ...], str, list[str]]


@dataclass(slots=True)
class Named:
    """What an Entity holds, without the model's checks: a loader of many that has checked them may give these."""

    id: str
    kind: str
    name: str
    names: list[str]
    nameKeys: list[str]

    def all_labels(self) -> tuple[str, ...]:
        """As an Entity of that kind has them."""
        return ("Entity", *KINDS[self.kind], self.kind)


def canonical_ids(tx: RowReader) -> dict[str, str]:
    """Ids of sources that a decision gave to one thing: source's id to ours."""
    return targets(decisions_of(tx.run))


def merge_entities(
    tx: Transaction,
    entities: Iterable[Entity | Named],
    may_name: Callable[[list[str]], set[str]],
    same_as: dict[str, str] | None = None,
) -> int:
    """Write entities, adding to the names they already have; returns how many changed.

    `may_name` is asked with the ids of entities that bear another name than this source gives them; it returns those
    that this source may rename. `same_as` are the canonical ids, where they are known already.
    """
    wanted: dict[str, Entity | Named] = {}
    for entity in entities:
        known = wanted.get(entity.id)
        if known is None:
            wanted[entity.id] = entity
        else:
            known.names = sorted({*known.names, *entity.names})
            known.nameKeys = name_keys(known.names)
    same_as = canonical_ids(tx) if same_as is None else same_as
    joined = {*same_as, *same_as.values()}
    shared = {id_: wanted.pop(id_) for id_ in list(wanted) if id_ in joined} if joined else {}
    standing = entities_called(tx, wanted)
    changed = _merged(wanted, standing, may_name)
    write_new(tx, [_row(*told, wanted[id_].nameKeys, id_) for id_, told in changed.items() if id_ not in standing])
    write_nodes(tx, [_row(*told, name_keys(told[2]), id_) for id_, told in changed.items() if id_ in standing])
    if shared:
        new = _merged(shared, referents(tx, shared), may_name)
        write_referents(tx, new)
        write_joined(tx, {same_as.get(id_, id_) for id_ in new}, same_as)
        return len(changed) + len(new)
    return len(changed)


def _row(labels: tuple[str, ...], name: str, names: list[str], keys: list[str], id_: str) -> NodeRow:
    return NodeRow(labels, {"id": id_, "name": name, "names": names, "nameKeys": keys})


def missing_stubs(tx: Transaction, stubs: Iterable[Node], same_as: dict[str, str]) -> list[NodeRow]:
    """Return rows of linked nodes that the graph lacks. Of an id that is joined to another a Referent is written."""
    alone: list[Node] = []
    joined: list[Entity] = []
    for node in stubs:
        if isinstance(node, Entity) and node.id in same_as:
            joined.append(node)
        else:
            alone.append(node)
    if joined:
        merge_entities(tx, joined, lambda ids: set(), same_as)
    return missing_nodes(tx, alone)


def _merged(
    wanted: dict[str, Entity | Named], standing: dict[str, Called], may_name: Callable[[list[str]], set[str]]
) -> dict[str, Called]:
    """What changes of things that are told of, beside what stands."""
    otherwise = [id_ for id_, old in standing.items() if old[1] != wanted[id_].name]
    ours = may_name(otherwise) if otherwise else set()
    changed: dict[str, Called] = {}
    for id_, entity in wanted.items():
        old = standing.get(id_)
        labels = entity.all_labels()
        if old is None:
            changed[id_] = labels, entity.name, entity.names
            continue
        # A thing without names was referred to only: whoever tells of it names it.
        name = entity.name if id_ in ours or not old[2] else old[1]
        names = sorted({*entity.names, *old[2]})
        if old[1] != name or old[2] != names or not set(labels) <= set(old[0]):
            changed[id_] = labels, name, names
    return changed


# -- what is called how ----------------------------------------------------------------------------


def entities_called(tx: Transaction, ids: Iterable[str]) -> dict[str, Called]:
    """The labels, name and search names of those entities that the graph has."""
    return {row["id"]: (tuple(row["labels"]), row["name"], row["names"]) for row in _rows(tx, _STANDING, ids)}


def referents(tx: Transaction, ids: Iterable[str]) -> dict[str, Called]:
    """What the sources of joined ids call each of them."""
    found = _rows(tx, _REFERENTS, [referent_id(id_) for id_ in ids])
    return {row["id"].partition(":")[2]: (("Entity", *row["kinds"]), row["name"], row["names"]) for row in found}


def write_referents(tx: Transaction, called: dict[str, Called]) -> None:
    """Write referents; kinds only grow, as labels do."""
    old = referents(tx, called)
    rows = []
    for id_, (labels, name, names) in called.items():
        kinds = _kinds([labels, old[id_][0]] if id_ in old else [labels])
        said: dict[str, Value] = {"id": referent_id(id_), "name": name, "names": names, "kinds": kinds}
        said = {key: value for key, value in said.items() if value != []}
        rows.append(NodeRow(("Statement", "Part", "Referent"), said))
    write_nodes(tx, rows)


def write_joined(tx: Transaction, things: Iterable[str], same_as: dict[str, str]) -> None:
    """Write joined things anew from the referents of their ids."""
    members: dict[str, list[str]] = {thing: [thing] for thing in things}
    for id_, thing in same_as.items():
        if thing in members:
            members[thing].append(id_)
    known = referents(tx, [id_ for ids in members.values() for id_ in ids])
    rows = []
    for thing, ids in members.items():
        found = [known[id_] for id_ in sorted(ids, key=lambda id_: (id_ != thing, order(id_))) if id_ in known]
        if found:
            names = sorted({name for _, _, names in found for name in names})
            labels = ("Entity", *_kinds([labels for labels, _, _ in found]))
            rows.append(entity_row(thing, (labels, found[0][1], names)))
    write_nodes(tx, rows)


def entity_row(id_: str, called: Called) -> NodeRow:
    """The row of a thing; one that was only referred to has no search names."""
    labels, name, names = called
    said: dict[str, Value] = {"id": id_, "name": name, "names": names, "nameKeys": name_keys(names)}
    return NodeRow(labels, {key: value for key, value in said.items() if value != []})


def referent_id(id_: str) -> str:
    """The id of the referent of an id."""
    return f"referent:{id_}"


def _kinds(labels: Iterable[Iterable[str]]) -> list[str]:
    """The kinds among labels, wider ones first."""
    kinds = {label for one in labels for label in one if label != "Entity"}
    return sorted(kinds, key=lambda kind: (len(KINDS.get(kind, ())), kind))


# -- who may name it -------------------------------------------------------------------------------


def named_by_decision(tx: Transaction, ids: Iterable[str]) -> set[str]:
    """Those of the ids whose things a decision of ours names."""
    return named(decisions_of(tx.run)) & set(ids)


def mentions(tx: Transaction, ids: Iterable[str], same_as: dict[str, str]) -> dict[str, list[dict[str, Any]]]:
    """Which data sets speak of each id, and until when: rows with `dataset` and `until`.

    Of ids that are joined, those statements count whose source gave this very id.
    """
    joined = {*same_as, *same_as.values()}
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    alone = [id_ for id_ in ids if id_ not in joined]
    for row in _rows(tx, _MENTIONS, alone):
        found[row["id"]].append(row)
    together = [id_ for id_ in ids if id_ in joined]
    rows = _rows(tx, _JOINED_MENTIONS, sorted({same_as.get(id_, id_) for id_ in together}))
    for row in rows:
        given = [text.partition(" ")[2] for text in row["originalIds"] if text.startswith(f"{row['type']} ")]
        own = [id_ for id_ in given if same_as.get(id_, id_) == row["id"]] or [row["id"]]
        for id_ in own:
            found[id_].append(row)
    return found


def _rows(tx: Transaction, query: str, ids: Iterable[str]) -> list[dict[str, Any]]:
    return [row for batch in batches(list(ids)) for row in tx.run(query, {"ids": batch})]


_STANDING = (
    "UNWIND $ids AS id MATCH (e:Entity {id: id}) "
    "RETURN e.id AS id, e.name AS name, coalesce(e.names, []) AS names, labels(e) AS labels"
)
_REFERENTS = (
    "UNWIND $ids AS id MATCH (s:Statement {id: id}) "
    "RETURN s.id AS id, s.name AS name, coalesce(s.names, []) AS names, coalesce(s.kinds, []) AS kinds"
)
_MENTIONS = (
    # Written so that no planner starts from the index on `dataset`.
    "UNWIND $ids AS id MATCH (e:Entity {id: id}) WITH e MATCH (e)<--(r:Statement) "
    "WHERE coalesce(r.dataset, '') <> '' AND NOT r:Identity "
    "RETURN e.id AS id, r.dataset AS dataset, max(r.until) AS until"
)
_JOINED_MENTIONS = (
    "UNWIND $ids AS id MATCH (e:Entity {id: id}) WITH e MATCH (e)<-[l]-(r:Statement) "
    "WHERE coalesce(r.dataset, '') <> '' AND NOT r:Identity "
    "RETURN e.id AS id, type(l) AS type, r.dataset AS dataset, r.until AS until, "
    "coalesce(r.originalIds, []) AS originalIds"
)
