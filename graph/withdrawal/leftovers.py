"""What removed statements leave: entities, publishers and programmes that nothing speaks of any more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from ..identity.decisions import drop
from ..identity.links import canonical_ids, decisions_of, restore_links
from ..identity.naming import referent_id, write_merged
from ..node_row import NodeRow
from ..protocols import Transaction, typed
from ..writing import batches, delete_nodes, ids_there, read_rows
from .load_log import definitions
from .names_left import name_anew, texts_of


@dataclass
class Gone:
    """Ids of what went with removed statements."""

    statements: list[str] = field(default_factory=list)
    entities: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Mention:
    """A link to an entity: its type, and the ids that its source used where a decision leads it there."""

    id: str
    type: str
    originals: list[str]


class Leftovers:
    """Collects what removed statements led to; `clear` removes what is left over. `same_as` are the canonical ids."""

    def __init__(self, same_as: dict[str, str]) -> None:
        self.same_as = same_as
        #: Sources that were led to.
        self.sources: set[str] = set()
        self._law: set[str] = set()
        #: The texts that removed records gave, by the id that their source used of the entity that they were about.
        self._texts: dict[str, set[str]] = defaultdict(set)

    def note(self, tx: Transaction, rows: Iterable[NodeRow]) -> None:
        """Note what statements lead to, before they are removed."""
        rows = list(rows)
        texts = texts_of(tx, rows)
        for row in rows:
            for type_, family, end in restore_links(row, self.same_as).links:
                if family == "Entity":
                    self._texts[end] |= texts[row.id] if type_ == "ABOUT" else set()
                elif family == "Law":
                    self._law.add(end)
                elif family == "Source":
                    self.sources.add(end)

    def clear(self, tx: Transaction) -> Gone:
        """Remove what nothing speaks of any more, and name what stays by what is still said of it."""
        gone = Gone(sources=_remove_unused(tx, self.sources, "Report"))
        defined = definitions(tx)
        candidates = sorted({*self._texts, *ids_there(tx, "Entity", sorted(defined.void))})
        idle = sorted(set(candidates) - self._spoken_of(tx, candidates))
        named = ids_there(tx, "Statement", [f"identity:{id_}" for id_ in idle])
        # An entity that a file names stays, unless the log has that file and all of its reports are gone.
        vanished = [
            id_
            for id_ in idle
            if id_ not in defined.current and (f"identity:{id_}" not in named or id_ in defined.void)
        ]
        self._drop_decisions(tx, vanished)
        gone.entities = vanished
        gone.statements = self._remove_entities(tx, vanished)
        name_anew(tx, {id_: texts for id_, texts in self._texts.items() if id_ not in vanished}, self.same_as)
        _date_anew(tx, defined.renewed)
        _remove_unlinked_law(tx, self._law)
        gone.sources += _remove_unused(tx, {*self.sources, *defined.void} - defined.current, "Publisher")
        return gone

    def _spoken_of(self, tx: Transaction, ids: Collection[str]) -> set[str]:
        """Return those of the ids that something leads to, as its source gave it, besides a decision or a mere name."""
        merged = {*self.same_as, *self.same_as.values()}
        spoken = {
            row["id"]
            for batch in batches([id_ for id_ in ids if id_ not in merged])
            for row in tx.run(_LED_TO, {"ids": batch})
        }
        joined = sorted({self.same_as.get(id_, id_) for id_ in ids if id_ in merged})
        for batch in batches(joined):
            for mention in typed(_Mention, tx.run(_MENTIONED, {"ids": batch})):
                originals = [
                    text.partition(" ")[2] for text in mention.originals if text.startswith(f"{mention.type} ")
                ]
                leading = [id_ for id_ in originals if self.same_as.get(id_, id_) == mention.id]
                spoken.update(leading or [mention.id])
        return spoken

    def _drop_decisions(self, tx: Transaction, ids: Collection[str]) -> None:
        """Delete the recorded decisions on ids that are gone."""
        gone = set(ids)
        dropped = [d.id for d in decisions_of(tx.run) if d.recorded and gone.intersection((d.about, *d.others))]
        if dropped:
            drop(tx, dropped)
            self.same_as = canonical_ids(tx)

    def _remove_entities(self, tx: Transaction, ids: list[str]) -> list[str]:
        """Delete entities with the statements that merely name them; return the ids of those."""
        namings = read_rows(tx, "Statement", [f"identity:{id_}" for id_ in ids])
        parts = [end for row in namings.values() for type_, _, end in row.links if type_ == "PART"]
        self.sources |= {end for row in namings.values() for type_, _, end in row.links if type_ == "IN"}
        merged = {*self.same_as, *self.same_as.values()}
        delete_nodes(tx, "Statement", [*namings, *parts, *(referent_id(id_) for id_ in ids)])
        delete_nodes(tx, "Entity", [id_ for id_ in ids if id_ not in merged])
        write_merged(tx, {self.same_as.get(id_, id_) for id_ in ids if id_ in merged}, self.same_as)
        return [*namings, *parts]


def _remove_unused(tx: Transaction, ids: Collection[str], label: str) -> list[str]:
    """Delete sources of one label to which nothing leads; return their ids, with those of what they led to."""
    # Relationships that are derived from statements go with them at the end of the write.
    nothing = " AND ".join(f"NOT (s)<--(:{family})" for family in ("Statement", "Source", "Law"))
    query = f"UNWIND $ids AS id MATCH (s:Source:{label} {{id: id}}) WHERE {nothing} RETURN s.id AS id"
    unused = [row["id"] for batch in batches(sorted(ids)) for row in tx.run(query, {"ids": batch})]
    delete_nodes(tx, "Source", unused)
    return unused


def _date_anew(tx: Transaction, since_of: dict[str, str]) -> None:
    """Date the statements that name entities by the files that still define them."""
    rows = [{"id": f"identity:{id_}", "since": since} for id_, since in sorted(since_of.items())]
    for batch in batches(rows):
        tx.run("UNWIND $rows AS row MATCH (i:Statement:Identity {id: row.id}) SET i.since = row.since", {"rows": batch})


def _remove_unlinked_law(tx: Transaction, ids: Collection[str]) -> None:
    """Delete programmes that a list named and nothing else has."""
    nothing = "NOT (p)<--(:Statement) AND NOT (p)--(:Law) AND NOT (p)-->(:Entity)"
    query = f"UNWIND $ids AS id MATCH (p:Law:Programme {{id: id}}) WHERE {nothing} RETURN p.id AS id"
    delete_nodes(tx, "Law", [row["id"] for batch in batches(sorted(ids)) for row in tx.run(query, {"ids": batch})])


_LED_TO = (
    "UNWIND $ids AS id MATCH (e:Entity {id: id}) WITH DISTINCT e MATCH (e)<--(x) "
    "WHERE NOT x:Entity AND x.id <> 'identity:' + e.id AND coalesce(x.dataset, '') <> 'decisions' "
    "RETURN DISTINCT e.id AS id"
)
_MENTIONED = (
    "UNWIND $ids AS id MATCH (e:Entity {id: id}) WITH DISTINCT e MATCH (e)<-[l]-(x) "
    "WHERE NOT x:Entity AND x.id <> 'identity:' + e.id AND coalesce(x.dataset, '') <> 'decisions' "
    "RETURN e.id AS id, type(l) AS type, coalesce(x.originalIds, []) AS originals"
)
