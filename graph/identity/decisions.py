"""Recording decisions on identity, and undoing them: the links of statements follow, and are restored.

The graph is a function of the decisions in it: after undoing one, it is what it would be without it, also where
editions were loaded in between.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ...schema.dates import DayLike, day
from ...schema.errors import NotFound, ValueInvalid
from ...schema.node import FAMILIES
from ...schema.sources import Publisher
from ...schema.statements import Identity
from ..node_row import NodeRow
from ..protocols import Transaction
from ..store import Graph
from ..writing import batches, cut_links, delete_nodes, read_rows, write_links, write_nodes
from .links import (
    RECORDED,
    Decision,
    Judgement,
    decisions_of,
    order,
    redirect_links,
    restore_links,
    targets,
)
from .naming import entity_row, referent_id, referents, stored_names, write_merged, write_referents

#: The source of the statements of decisions that are recorded in a graph.
RECORDER = Publisher(id="pub:decisions", name="Decisions recorded in this graph")


@dataclass(frozen=True)
class DecisionRequest:
    """A decision on two ids that is to be recorded: by whom, on which day, for what reason; or by which rule."""

    a: str
    b: str
    verdict: Judgement
    by: str
    on: DayLike
    reason: str
    rule: str | None = None


def decisions(graph: Graph, all: bool = False) -> list[Decision]:
    """Return the decisions recorded in a graph, by id; with `all`, those from files of the curators too."""
    joining = [decision for decision in decisions_of(graph.run) if decision.others]
    return [decision for decision in joining if all or decision.recorded]


def decide(
    graph: Graph, a: str, b: str, verdict: str, by: str, on: DayLike, reason: str, rule: str | None = None
) -> Decision:
    """Record that two ids are the `same` thing, are `different`, or that it is `undecided`; return the decision.

    `on` is the day of the decision. A decision on the same two ids is replaced. Raises NotFound for an id that is not
    in the graph, ValueInvalid for a decision that contradicts another one, which it names.
    """
    if verdict not in list(Judgement):
        raise ValueInvalid(f"{verdict!r} is none of {', '.join(Judgement)}")
    return decide_all(graph, [DecisionRequest(a, b, Judgement(verdict), by, on, reason, rule)])[0]


def decide_all(graph: Graph, requests: Sequence[DecisionRequest]) -> list[Decision]:
    """Record several decisions, all or none. Raises as `decide` does."""
    with graph.writing() as tx:
        return record(tx, requests)


def undo(graph: Graph, *ids: str) -> list[Decision]:
    """Undo decisions, by id, and restore the links of the statements; return what was undone.

    Raises NotFound for an id that is no decision, ValueInvalid for one that comes from a file of the curators.
    """
    with graph.writing() as tx:
        decision_of = {decision.id: decision for decision in decisions_of(tx.run)}
        for id_ in ids:
            if id_ not in decision_of:
                raise NotFound(f"no decision {id_!r}. `sanctionsgraph resolve --list` lists them.")
            if not decision_of[id_].recorded:
                raise ValueInvalid(f"{id_} stands in a file: take its entry out, and make the graph anew without it.")
        _change(tx, ids, [])
        return [decision_of[id_] for id_ in ids]


def record(tx: Transaction, requests: Sequence[DecisionRequest]) -> list[Decision]:
    """Record decisions in a transaction. Raises as `decide` does."""
    decided = [_decision(request) for request in requests]
    ids = sorted({id_ for decision in decided for id_ in (decision.about, *decision.others)})
    there = {*stored_names(tx, ids), *referents(tx, ids)}
    for id_ in ids:
        if id_ not in there:
            raise NotFound(f"no entity of the id {id_!r} in the graph. Load the source that has it first.")
    new = {decision.id: decision for decision in decided}
    before = decisions_of(tx.run)
    _check([*(decision for decision in before if decision.id not in new), *new.values()])
    _change(tx, [decision.id for decision in before if decision.id in new], list(new.values()))
    return decided


def drop(tx: Transaction, ids: Iterable[str]) -> None:
    """Delete recorded decisions, by id, in a transaction; the links of the statements are restored."""
    _change(tx, list(ids), [])


def repoint(tx: Transaction, before: dict[str, str], after: dict[str, str]) -> int:
    """Lead statements to where ids lead now, and name the entities anew; return how many ids moved.

    Both mappings are those of `canonical_ids`, before and after the change of decisions.
    """
    moved = {id_ for id_ in {*before, *after} if before.get(id_, id_) != after.get(id_, id_)}
    members = moved | {before.get(id_, id_) for id_ in moved} | {after.get(id_, id_) for id_ in moved}
    _keep_apart(tx, members, after)
    stored, naming_of = stored_names(tx, members), referents(tx, members)
    merged = {*after, *after.values()}
    entities = {after.get(id_, id_) for id_ in members if id_ in naming_of}
    ends = {id_ for id_ in stored if id_ in moved or id_ in entities}
    rows = _pointing(tx, ends, before, after)
    for family in FAMILIES[1:]:
        cut_links(tx, family, [row.id for row in rows if row.family == family])
    # Kinds that an entity no longer has are labels, which only go with the node.
    delete_nodes(tx, "Entity", ends)
    alone = {id_: naming_of[id_] for id_ in members if id_ in naming_of and id_ not in merged}
    delete_nodes(tx, "Statement", [referent_id(id_) for id_ in alone])
    write_merged(tx, {id_ for id_ in entities if id_ in merged}, after)
    write_nodes(tx, [entity_row(id_, naming) for id_, naming in alone.items()])
    write_nodes(tx, rows)
    write_links(tx, rows)
    return len(moved)


def _keep_apart(tx: Transaction, members: set[str], after: dict[str, str]) -> None:
    """Write a Referent of each id that is joined now and was alone before."""
    merged = members & {*after, *after.values()}
    write_referents(tx, stored_names(tx, merged - set(referents(tx, merged))))


def _pointing(tx: Transaction, ends: set[str], before: dict[str, str], after: dict[str, str]) -> list[NodeRow]:
    """Return the rows that lead to entities, with the links that they have now."""
    pointing: list[NodeRow] = []
    for family in FAMILIES[1:]:
        query = (
            "UNWIND $ids AS id MATCH (e:Entity {id: id}) WITH DISTINCT e "
            f"MATCH (e)<--(s:{family}) RETURN DISTINCT s.id AS id"
        )
        ids = {row["id"] for batch in batches(sorted(ends)) for row in tx.run(query, {"ids": batch})}
        pointing += [restore_links(row, before) for _, row in sorted(read_rows(tx, family, sorted(ids)).items())]
    redirect_links(pointing, after)
    return pointing


# -- decisions as nodes ----------------------------------------------------------------------------


def _decision(request: DecisionRequest) -> Decision:
    if request.a == request.b:
        raise ValueInvalid(f"{request.a} twice: a decision is on two ids")
    if not request.by.strip() or not request.reason.strip():
        raise ValueInvalid(f"the decision on {request.a} and {request.b} needs a reason and who decides it")
    a, b = sorted((request.a, request.b), key=order)
    id_ = f"identity:{a}={b}"
    return Decision(id_, request.verdict, a, (b,), request.reason, request.by, day(request.on), request.rule)


def _check(decided: Sequence[Decision]) -> None:
    """Refuse decisions by which two ids that were decided to be different would be joined through others."""
    same_as = targets(decided)
    for decision in decided:
        for other in decision.others if decision.verdict is Judgement.DIFFERENT else ():
            if same_as.get(decision.about, decision.about) == same_as.get(other, other):
                raise ValueInvalid(
                    f"{decision.about} and {other} cannot be both different ({decision.id}, by {decision.by} on "
                    f"{decision.on}) and one entity through other decisions. Undo one of them first."
                )


def _change(tx: Transaction, gone: Iterable[str], new: Sequence[Decision]) -> None:
    before = targets(decisions_of(tx.run))
    delete_nodes(tx, "Statement", gone)
    rows = [NodeRow.of(_identity(decision)) for decision in new]
    redirect_links(rows, before)
    if rows:
        write_nodes(tx, [NodeRow.of(RECORDER)])
    write_nodes(tx, rows)
    write_links(tx, rows)
    repoint(tx, before, targets(decisions_of(tx.run)))
    if not tx.run("MATCH (i:Statement)-[:IN]->(p:Source {id: $id}) RETURN i.id AS id LIMIT 1", {"id": RECORDER.id}):
        delete_nodes(tx, "Source", [RECORDER.id])


def _identity(decision: Decision) -> Identity:
    others = list(decision.others)
    return Identity(
        id=decision.id,
        name=f"{decision.verdict.value}: {decision.about} and {', '.join(others)}",
        dataset=RECORDED,
        key=decision.id.partition(":")[2],
        since=decision.on,
        about=decision.about,
        sameAs=others if decision.verdict is Judgement.SAME else [],
        differentFrom=others if decision.verdict is Judgement.DIFFERENT else [],
        undecided=others if decision.verdict is Judgement.UNDECIDED else [],
        reason=decision.reason,
        decidedBy=decision.by,
        rule=decision.rule,
        source=RECORDER.id,
    )
