"""Recording decisions on identity, and taking them back: the statements follow, and find their way back.

All is a function of the decisions that stand: after undoing one, the graph is what it would be without it, also where
editions were loaded in between.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ...schema.dates import day
from ...schema.errors import NotFound, ValueInvalid
from ...schema.node import FAMILIES
from ...schema.sources import Publisher
from ...schema.statements import Identity
from ..node_row import NodeRow
from ..protocols import Transaction
from ..store import Graph
from ..writing import batches, cut_links, delete_nodes, read_rows, write_links, write_nodes
from .links import RECORDED, Decision, Judgement, decisions_of, order, redirect_links, restore_links, targets
from .naming import entities_called, entity_row, referent_id, referents, write_joined, write_referents

#: Whom decisions that are recorded here are in: the source of their statements.
RECORDER = Publisher(id="pub:decisions", name="Decisions recorded in this graph")


@dataclass(frozen=True)
class DecisionRequest:
    """A decision to be recorded on two ids: who decides it, on which ISO day, on what reason; or by which rule."""

    a: str
    b: str
    verdict: Judgement
    by: str
    on: str
    reason: str
    rule: str | None = None


def decisions(graph: Graph, all: bool = False) -> list[Decision]:
    """The decisions recorded in a graph, by id; with `all`, those from files of the curators too."""
    found = [one for one in decisions_of(lambda query: graph.read(query).rows) if one.others]
    return [one for one in found if all or one.recorded]


def decide(
    graph: Graph, a: str, b: str, verdict: str, by: str, on: str, reason: str, rule: str | None = None
) -> Decision:
    """Record that two ids are the `same` thing, are `different`, or that it is `undecided`; returns the decision.

    `on` is an ISO day. A decision on the same two ids is replaced. Raises NotFound for an id that is not in the graph,
    ValueInvalid for a decision that stands against another one, and says which.
    """
    if verdict not in list(Judgement):
        raise ValueInvalid(f"{verdict!r} is none of {', '.join(Judgement)}")
    wanted = DecisionRequest(a, b, Judgement(verdict), by, on, reason, rule)
    return decide_all(graph, [wanted])[0]


def decide_all(graph: Graph, wanted: Sequence[DecisionRequest]) -> list[Decision]:
    """Record several decisions, all or none. Raises as `decide` does."""
    with graph.writing() as tx:
        return record(tx, wanted)


def undo(graph: Graph, *ids: str) -> list[Decision]:
    """Take decisions back, given by id, and point the statements back; returns what was undone.

    Raises NotFound for an id that is no decision, ValueInvalid for one that a file of the curators holds.
    """
    with graph.writing() as tx:
        known = {one.id: one for one in decisions_of(tx.run)}
        for id_ in ids:
            if id_ not in known:
                raise NotFound(f"no decision {id_!r}. `sanctionsgraph resolve --list` lists them.")
            if not known[id_].recorded:
                raise ValueInvalid(f"{id_} stands in a file: take its entry out, and make the graph anew without it.")
        _change(tx, ids, [])
        return [known[id_] for id_ in ids]


def record(tx: Transaction, wanted: Sequence[DecisionRequest]) -> list[Decision]:
    """Record decisions in a transaction."""
    made = [_decision(one) for one in wanted]
    ids = sorted({id_ for one in made for id_ in (one.about, *one.others)})
    there = {*entities_called(tx, ids), *referents(tx, ids)}
    for id_ in ids:
        if id_ not in there:
            raise NotFound(f"no thing of the id {id_!r} in the graph. Load the source that has it first.")
    new = {one.id: one for one in made}
    standing = [one for one in decisions_of(tx.run) if one.id not in new]
    _check([*standing, *new.values()])
    replaced = [one.id for one in decisions_of(tx.run) if one.id in new]
    _change(tx, replaced, list(new.values()))
    return made


def repoint(tx: Transaction, before: dict[str, str], after: dict[str, str]) -> int:
    """Lead statements to where ids lead now, and name the things anew; returns how many ids moved.

    Both mappings are those of `canonical_ids`, before and after the change of decisions.
    """
    moved = {id_ for id_ in {*before, *after} if before.get(id_, id_) != after.get(id_, id_)}
    members = moved | {before.get(id_, id_) for id_ in moved} | {after.get(id_, id_) for id_ in moved}
    _keep_apart(tx, members, after)
    standing, known = entities_called(tx, members), referents(tx, members)
    joined = {*after, *after.values()}
    things = {after.get(id_, id_) for id_ in members if id_ in known}
    ends = {id_ for id_ in standing if id_ in moved or id_ in things}
    rows = _pointing(tx, ends, before, after)
    for family in FAMILIES[1:]:
        cut_links(tx, family, [row.id for row in rows if row.family == family])
    # Kinds that a thing has no more are labels, which only go with the node.
    delete_nodes(tx, "Entity", ends)
    alone = {id_: known[id_] for id_ in members if id_ in known and id_ not in joined}
    delete_nodes(tx, "Statement", [referent_id(id_) for id_ in alone])
    write_joined(tx, {id_ for id_ in things if id_ in joined}, after)
    write_nodes(tx, [entity_row(id_, called) for id_, called in alone.items()])
    write_nodes(tx, rows)
    write_links(tx, rows)
    return len(moved)


def _keep_apart(tx: Transaction, members: set[str], after: dict[str, str]) -> None:
    """Keep apart what each id that is joined now is called, where it was alone before."""
    joined = members & {*after, *after.values()}
    have = referents(tx, joined)
    write_referents(tx, entities_called(tx, joined - set(have)))


def _pointing(tx: Transaction, ends: set[str], before: dict[str, str], after: dict[str, str]) -> list[NodeRow]:
    """The rows that lead to things, as they lead now."""
    found: list[NodeRow] = []
    for family in FAMILIES[1:]:
        query = f"UNWIND $ids AS id MATCH (:Entity {{id: id}})<--(s:{family}) RETURN DISTINCT s.id AS id"
        ids = {row["id"] for batch in batches(sorted(ends)) for row in tx.run(query, {"ids": batch})}
        found += [restore_links(row, before) for _, row in sorted(read_rows(tx, family, sorted(ids)).items())]
    redirect_links(found, after)
    return found


# -- decisions as nodes ----------------------------------------------------------------------------


def _decision(wanted: DecisionRequest) -> Decision:
    if wanted.a == wanted.b:
        raise ValueInvalid(f"{wanted.a} twice: a decision is on two ids")
    if not wanted.by.strip() or not wanted.reason.strip():
        raise ValueInvalid(f"the decision on {wanted.a} and {wanted.b} needs a reason and who decides it")
    a, b = sorted((wanted.a, wanted.b), key=order)
    id_ = f"identity:{a}={b}"
    return Decision(id_, wanted.verdict, a, (b,), wanted.reason, wanted.by, day(wanted.on), wanted.rule)


def _check(decided: Sequence[Decision]) -> None:
    """No two ids that were decided to be different may be joined, through however many decisions."""
    same_as = targets(decided)
    for one in decided:
        for other in one.others if one.verdict is Judgement.DIFFERENT else ():
            if same_as.get(one.about, one.about) == same_as.get(other, other):
                raise ValueInvalid(
                    f"{one.about} and {other} cannot be both different ({one.id}, by {one.by} on {one.on}) and one "
                    "thing through other decisions. Undo one of them first."
                )


def _change(tx: Transaction, gone: Iterable[str], new: Sequence[Decision]) -> None:
    before = targets(decisions_of(tx.run))
    delete_nodes(tx, "Statement", gone)
    rows = [NodeRow.of(_identity(one)) for one in new]
    redirect_links(rows, before)
    if rows:
        write_nodes(tx, [NodeRow.of(RECORDER)])
    write_nodes(tx, rows)
    write_links(tx, rows)
    repoint(tx, before, targets(decisions_of(tx.run)))
    if not tx.run("MATCH (i:Statement)-[:IN]->(p:Source {id: $id}) RETURN i.id AS id LIMIT 1", {"id": RECORDER.id}):
        delete_nodes(tx, "Source", [RECORDER.id])


def _identity(one: Decision) -> Identity:
    others = list(one.others)
    return Identity(
        id=one.id,
        name=f"{one.verdict.value}: {one.about} and {', '.join(others)}",
        dataset=RECORDED,
        key=one.id.partition(":")[2],
        since=one.on,
        about=one.about,
        sameAs=others if one.verdict is Judgement.SAME else [],
        differentFrom=others if one.verdict is Judgement.DIFFERENT else [],
        undecided=others if one.verdict is Judgement.UNDECIDED else [],
        reason=one.reason,
        decidedBy=one.by,
        rule=one.rule,
        source=RECORDER.id,
    )
