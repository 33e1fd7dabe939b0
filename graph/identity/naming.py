"""Which name an entity bears, and under which names it is found.

An entity's `name` must not depend on the order of loads, so it follows a rule: a decision of ours
(an Identity) names it; else the data set whose id sorts first among those that mention it,
by its latest edition that does. `names` only grows, so it is the same in any order.

Where ids are joined by a decision, each keeps what its sources call it as a Referent, by the same rule. The entity has
the names of all of them, and the name of the id that it bears.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ...schema.entities import Entity
from ...schema.names import name_keys
from ...schema.node import Node, Value
from ...schema.vocabulary import KINDS
from ..node_row import NodeRow
from ..protocols import T, Transaction, typed
from ..writing import batches, missing_nodes, write_new, write_nodes
from .links import canonical_ids, decisions_of, named, order


@dataclass(slots=True)
class Naming:
    """How an entity is called: its labels, name and search names."""

    labels: tuple[str, ...]
    name: str
    names: list[str]


@dataclass(slots=True)
class Named:
    """The fields of an Entity without the model's checks: for loaders of many that have checked them."""

    id: str
    kind: str
    name: str
    names: list[str]
    nameKeys: list[str]

    def all_labels(self) -> tuple[str, ...]:
        """Return the labels that an Entity of that kind has."""
        return ("Entity", *KINDS[self.kind], self.kind)


def merge_entities(
    tx: Transaction,
    entities: Iterable[Entity | Named],
    may_name: Callable[[list[str]], set[str]],
    same_as: dict[str, str] | None = None,
) -> int:
    """Write entities, adding to the names they already have; return how many changed.

    `may_name` is asked with the ids of entities that bear another name than this source gives them; it returns those
    that this source may rename. `same_as` are the canonical ids, if the caller has them.
    """
    loaded: dict[str, Entity | Named] = {}
    for entity in entities:
        earlier = loaded.get(entity.id)
        if earlier is None:
            loaded[entity.id] = entity
        else:
            earlier.names = sorted({*earlier.names, *entity.names})
            earlier.nameKeys = name_keys(earlier.names)
    same_as = canonical_ids(tx) if same_as is None else same_as
    merged = {*same_as, *same_as.values()}
    shared = {id_: loaded.pop(id_) for id_ in list(loaded) if id_ in merged} if merged else {}
    stored = stored_names(tx, loaded)
    changed = _changes(loaded, stored, may_name)
    write_new(tx, [_row(id_, new, loaded[id_].nameKeys) for id_, new in changed.items() if id_ not in stored])
    write_nodes(tx, [_row(id_, new, name_keys(new.names)) for id_, new in changed.items() if id_ in stored])
    if shared:
        renamed = _changes(shared, referents(tx, shared), may_name)
        write_referents(tx, renamed)
        write_merged(tx, {same_as.get(id_, id_) for id_ in renamed}, same_as)
        return len(changed) + len(renamed)
    return len(changed)


def _row(id_: str, naming: Naming, keys: list[str]) -> NodeRow:
    return NodeRow(naming.labels, {"id": id_, "name": naming.name, "names": naming.names, "nameKeys": keys})


def missing_stubs(tx: Transaction, stubs: Iterable[Node], same_as: dict[str, str]) -> list[NodeRow]:
    """Return rows of linked nodes that the graph lacks. Of an id that is joined to another a Referent is written."""
    alone: list[Node] = []
    merged: list[Entity] = []
    for node in stubs:
        if isinstance(node, Entity) and node.id in same_as:
            merged.append(node)
        else:
            alone.append(node)
    if merged:
        merge_entities(tx, merged, lambda ids: set(), same_as)
    return missing_nodes(tx, alone)


def _changes(
    loaded: dict[str, Entity | Named], stored: dict[str, Naming], may_name: Callable[[list[str]], set[str]]
) -> dict[str, Naming]:
    """Compare loaded entities with stored ones; return those that must be written."""
    named_otherwise = [id_ for id_, old in stored.items() if old.name != loaded[id_].name]
    ours = may_name(named_otherwise) if named_otherwise else set()
    changed: dict[str, Naming] = {}
    for id_, entity in loaded.items():
        old = stored.get(id_)
        labels = entity.all_labels()
        if old is None:
            changed[id_] = Naming(labels, entity.name, entity.names)
            continue
        # An entity without names was referred to only: the first source that describes it names it.
        name = entity.name if id_ in ours or not old.names else old.name
        names = sorted({*entity.names, *old.names})
        if old.name != name or old.names != names or not set(labels) <= set(old.labels):
            changed[id_] = Naming(labels, name, names)
    return changed


# -- stored names ----------------------------------------------------------------------------------


@dataclass(slots=True)
class _StoredName:
    id: str
    name: str
    names: list[str]
    labels: list[str]


def stored_names(tx: Transaction, ids: Iterable[str]) -> dict[str, Naming]:
    """Return the labels, name and search names of those entities that the graph has."""
    return {row.id: Naming(tuple(row.labels), row.name, row.names) for row in _rows(_StoredName, tx, _STORED, ids)}


def referents(tx: Transaction, ids: Iterable[str]) -> dict[str, Naming]:
    """Return how the sources of joined ids call each of them."""
    rows = _rows(_StoredName, tx, _REFERENTS, [referent_id(id_) for id_ in ids])
    return {row.id.partition(":")[2]: Naming(("Entity", *row.labels), row.name, row.names) for row in rows}


def write_referents(tx: Transaction, namings: dict[str, Naming]) -> None:
    """Write referents by the id that their sources use; kinds only grow, as labels do."""
    old = referents(tx, namings)
    rows = []
    for id_, new in namings.items():
        kinds = _kinds([new.labels, old[id_].labels] if id_ in old else [new.labels])
        properties: dict[str, Value] = {"id": referent_id(id_), "name": new.name, "names": new.names, "kinds": kinds}
        properties = {key: value for key, value in properties.items() if value != []}
        rows.append(NodeRow(("Statement", "Part", "Referent"), properties))
    write_nodes(tx, rows)


def write_merged(tx: Transaction, entities: Iterable[str], same_as: dict[str, str]) -> None:
    """Write joined entities, given by id, anew from the referents of their ids."""
    members: dict[str, list[str]] = {entity: [entity] for entity in entities}
    for id_, entity in same_as.items():
        if entity in members:
            members[entity].append(id_)
    naming_of = referents(tx, [id_ for ids in members.values() for id_ in ids])
    rows = []
    for entity, ids in members.items():
        namings = [naming_of[id_] for id_ in sorted(ids, key=lambda i: (i != entity, order(i))) if id_ in naming_of]
        if namings:
            names = sorted({name for naming in namings for name in naming.names})
            labels = ("Entity", *_kinds([naming.labels for naming in namings]))
            rows.append(entity_row(entity, Naming(labels, namings[0].name, names)))
    write_nodes(tx, rows)


def entity_row(id_: str, naming: Naming) -> NodeRow:
    """Return the row of an entity; one that was only referred to has no search names."""
    keys = name_keys(naming.names)
    properties: dict[str, Value] = {"id": id_, "name": naming.name, "names": naming.names, "nameKeys": keys}
    return NodeRow(naming.labels, {key: value for key, value in properties.items() if value != []})


def referent_id(id_: str) -> str:
    """Return the id of the Referent that keeps what sources call `id_`."""
    return f"referent:{id_}"


def _kinds(labels: Iterable[Iterable[str]]) -> list[str]:
    """Return the kinds among labels, wider ones first."""
    kinds = {label for group in labels for label in group if label != "Entity"}
    return sorted(kinds, key=lambda kind: (len(KINDS.get(kind, ())), kind))


# -- who may name it -------------------------------------------------------------------------------


@dataclass(slots=True)
class Mention:
    """A data set that has a statement about an entity, and the day on which the last such statement ended."""

    id: str
    dataset: str
    until: str


@dataclass(slots=True)
class _JoinedMention(Mention):
    type: str
    original_ids: list[str]


def named_by_decision(tx: Transaction, ids: Iterable[str]) -> set[str]:
    """Return those of the ids whose entities a decision of ours names."""
    return named(decisions_of(tx.run)) & set(ids)


def mentions(tx: Transaction, ids: Iterable[str], same_as: dict[str, str]) -> dict[str, list[Mention]]:
    """Return by id which data sets have statements about it, and until when.

    Of ids that are joined, those statements count whose source gave this very id.
    """
    merged = {*same_as, *same_as.values()}
    mentions_of: dict[str, list[Mention]] = defaultdict(list)
    alone = [id_ for id_ in ids if id_ not in merged]
    for mention in _rows(Mention, tx, _MENTIONS, alone):
        mentions_of[mention.id].append(mention)
    together = [id_ for id_ in ids if id_ in merged]
    for row in _rows(_JoinedMention, tx, _JOINED_MENTIONS, sorted({same_as.get(id_, id_) for id_ in together})):
        originals = [text.partition(" ")[2] for text in row.original_ids if text.startswith(f"{row.type} ")]
        for id_ in [id_ for id_ in originals if same_as.get(id_, id_) == row.id] or [row.id]:
            mentions_of[id_].append(row)
    return mentions_of


def _rows(model: type[T], tx: Transaction, query: str, ids: Iterable[str]) -> list[T]:
    return [row for batch in batches(list(ids)) for row in typed(model, tx.run(query, {"ids": batch}))]


_STORED = (
    "UNWIND $ids AS id MATCH (e:Entity {id: id}) "
    "RETURN e.id AS id, e.name AS name, coalesce(e.names, []) AS names, labels(e) AS labels"
)
_REFERENTS = (
    "UNWIND $ids AS id MATCH (s:Statement {id: id}) "
    "RETURN s.id AS id, s.name AS name, coalesce(s.names, []) AS names, coalesce(s.kinds, []) AS labels"
)
_MENTIONS = (
    # The DISTINCT keeps every planner from starting at the index on `dataset` or at the relationships.
    "UNWIND $ids AS id MATCH (e:Entity {id: id}) WITH DISTINCT e MATCH (e)<--(r:Statement) "
    "WHERE coalesce(r.dataset, '') <> '' AND NOT 'Identity' IN labels(r) "
    "RETURN e.id AS id, r.dataset AS dataset, max(r.until) AS until"
)
_JOINED_MENTIONS = (
    "UNWIND $ids AS id MATCH (e:Entity {id: id}) WITH DISTINCT e MATCH (e)<-[l]-(r:Statement) "
    "WHERE coalesce(r.dataset, '') <> '' AND NOT r:Identity "
    "RETURN e.id AS id, type(l) AS type, r.dataset AS dataset, r.until AS until, "
    "coalesce(r.originalIds, []) AS original_ids"
)
