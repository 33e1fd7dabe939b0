"""Removal for good: the graph is what it would be, had a report, an edition or a data set never been loaded.

What only the removed statements spoke of goes with them: parts, entities, publishers, programmes. An entity that others
speak of too loses the names that nobody else gives it. The log of loads says which files defined an entity, so that one
that another file defines stays.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..editions.editions import Changes, without
from ..editions.record_version import record_id
from ..editions.table_rows import links_of
from ..identity.links import canonical_ids
from ..kept_index import remove_kept
from ..node_row import NodeRow
from ..protocols import Engine, FileEngine, Transaction
from ..store import Graph
from ..writing import batches, delete_nodes, read_rows
from .ending import claims_resting, read_withdrawal, refuse_withdrawn_part, revoke, versions
from .leftovers import Leftovers
from .load_log import log_purge
from .report import ForgetReport, withdrawn_targets
from .target import LoadedEdition, Target, statements_of, target_of


def purge(graph: Graph, name: str) -> ForgetReport:
    """Remove a report, an edition, all of a publisher or a data set; return what went. It cannot be undone.

    A withdrawal of the same target is taken back first. Raises NotFound for an unknown target; ValueInvalid where
    another edition of the data set is withdrawn.
    """
    with graph.writing() as tx:
        if any(withdrawn.target == name for withdrawn in withdrawn_targets(tx)):
            revoke(tx, read_withdrawal(tx, name))
        target = target_of(tx, name)
        refuse_withdrawn_part(tx, target)
        leftovers = Leftovers(canonical_ids(tx))
        ids = statements_of(tx, target)
        ids += links_of(tx, ids)
        resting = claims_resting(tx, ids)
        parts = _take(tx, ids, leftovers)
        for edition in target.editions:
            ids += _without_edition(tx, edition, leftovers)
        _remove_sources(tx, target, leftovers)
        _strike(tx, {*ids, *parts})
        gone = leftovers.clear(tx)
        log_purge(tx, target, len(ids))
    leave_nothing(graph)
    everything = (*ids, *parts, *gone.statements, *gone.entities, *target.sources, *gone.sources)
    counts = (
        len(ids) + len(parts) + len(gone.statements),
        len(gone.entities),
        len({*target.sources, *gone.sources}),
        0,
    )
    return ForgetReport("purged", target.kind, name, None, *counts, resting, tuple(dict.fromkeys(everything)))


def leave_nothing(graph: Graph) -> None:
    """Write a graph file anew and remove the indexes beside it: nothing of what was deleted is left there."""
    graph.derive(_rewrite)
    remove_kept(graph)


def _rewrite(engine: Engine) -> None:
    if isinstance(engine, FileEngine):
        engine.rewrite()


def _take(tx: Transaction, ids: list[str], leftovers: Leftovers) -> list[str]:
    """Delete statements, and return the ids of the parts that go with them; what they led to may be left over."""
    parts: list[str] = []
    for batch in batches(ids):
        rows = read_rows(tx, "Statement", batch)
        leftovers.note(tx, rows.values())
        delete_nodes(tx, "Statement", batch)
        parts += orphaned_parts(tx, rows.values())
    return parts


def orphaned_parts(tx: Transaction, rows: Iterable[NodeRow]) -> list[str]:
    """Delete the parts of deleted records that no other record has; return their ids."""
    ends = sorted({end for row in rows for type_, _, end in row.links if type_ == "PART"})
    query = "UNWIND $ids AS id MATCH (p:Statement {id: id}) WHERE NOT (p)<-[:PART]-() RETURN p.id AS id"
    orphans = [row["id"] for batch in batches(ends) for row in tx.run(query, {"ids": batch})]
    delete_nodes(tx, "Statement", orphans)
    return orphans


def _without_edition(tx: Transaction, edition: LoadedEdition, leftovers: Leftovers) -> list[str]:
    """Make the versions of a data set anew without one of its editions; return the ids of those that went."""
    dataset = edition.dataset
    changes, changed = Changes(dataset, leftovers.same_as), set[str]()
    for key, runs, dates in versions(tx, edition):
        after = without(runs, dates, edition.date)
        if after != runs:
            changes.add(key, runs, after, None)
            changed |= {record_id(dataset, key, run.since) for run in runs}
    before = read_rows(tx, "Statement", changed)
    leftovers.note(tx, before.values())
    changes.apply(tx)
    _forget_unread(tx, edition)
    return sorted(changed - read_rows(tx, "Statement", changed).keys())


def _forget_unread(tx: Transaction, edition: LoadedEdition) -> None:
    """Take keys that no other edition has out of what is unread in editions that may have had them."""
    keys = {row["key"] for row in tx.run(_KEYS, {"dataset": edition.dataset})}
    for row in tx.run(_UNREAD_UNDER, {"dataset": edition.dataset, "id": edition.id}):
        kept = [key for key in row["unread"] if key in keys or not key.startswith(tuple(row["under"]))]
        if len(kept) < len(row["unread"]):
            tx.run(_SET_UNREAD if kept else _NO_UNREAD, {"id": row["id"], "unread": kept})


def _remove_sources(tx: Transaction, target: Target, leftovers: Leftovers) -> None:
    for row in read_rows(tx, "Source", target.sources).values():
        leftovers.sources |= {end for _, family, end in row.links if family == "Source"}
    delete_nodes(tx, "Source", target.sources)
    leftovers.sources |= set(target.publishers)


def _strike(tx: Transaction, gone: set[str]) -> None:
    """Take removed statements out of withdrawals that ended them; delete one that is left without any."""
    for withdrawn in withdrawn_targets(tx):
        row = read_withdrawal(tx, withdrawn.target)
        kept = [text for text in row.texts("ended") if text.partition(" ")[2] not in gone]
        if not kept and not row.links:
            delete_nodes(tx, "Statement", [row.id])
        elif len(kept) < len(row.texts("ended")):
            tx.run("MATCH (w:Statement {id: $id}) SET w.ended = $ended", {"id": row.id, "ended": kept})


_KEYS = "MATCH (r:Statement {dataset: $dataset}) WHERE r:Record RETURN DISTINCT r.key AS key"
_UNREAD_UNDER = (
    "MATCH (e:Source:Edition {dataset: $dataset}) WHERE e.id <> $id AND size(coalesce(e.unreadUnder, [])) > 0 "
    "RETURN e.id AS id, coalesce(e.unread, []) AS unread, e.unreadUnder AS under"
)
_SET_UNREAD = "MATCH (e:Source {id: $id}) SET e.unread = $unread"
_NO_UNREAD = "MATCH (e:Source {id: $id}) REMOVE e.unread"
