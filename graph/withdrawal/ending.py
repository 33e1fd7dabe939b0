"""Withdrawals: statements end on a day, and stand again when the withdrawal is undone.

Before that day every answer stays as it was. From then on the graph says what it would say without the report or list:
each statement of it is marked, and counts for no day. Where one edition of several is withdrawn, the entries of the
edition before it stand again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from ...schema.dates import DayLike, day, long_form
from ...schema.errors import NotFound, ValueInvalid
from ...schema.withdrawal import Withdrawal
from ..editions.editions import runs_of, without
from ..editions.record_version import Run, record_id
from ..editions.table_rows import links_of
from ..editions.withdrawn import remedy
from ..node_row import NodeRow
from ..protocols import Transaction, typed
from ..store import Graph
from ..watched import about_to_change, written
from ..writing import batches, delete_nodes, read_rows, write_links, write_nodes
from .report import ForgetReport, withdrawn_targets
from .target import LoadedEdition, Target, editions_of, statements_of, target_of


@dataclass(frozen=True)
class _Standing:
    """A statement that is not withdrawn, and its interval."""

    id: str
    since: str
    until: str


@dataclass
class _Plan:
    """Statements that end, and the rows of those that stand again."""

    ending: list[_Standing] = field(default_factory=list)
    again: list[NodeRow] = field(default_factory=list)


def withdraw(graph: Graph, name: str, on: DayLike, reason: str | None = None) -> ForgetReport:
    """Withdraw a report, an edition, a publisher's texts or a data set from a day on; return what ended.

    Raises NotFound for an unknown one; ValueInvalid where it is withdrawn already, or was said only after that day.
    """
    on = day(on)
    with graph.writing() as tx:
        target = target_of(tx, name)
        refuse_withdrawn_part(tx, target)
        plan = _Plan(_standing(tx, statements_of(tx, target)))
        for edition in target.editions:
            _end_edition(tx, edition, on, plan)
        sources = _standing_sources(tx, target.sources)
        plan.ending += _standing(tx, links_of(tx, [statement.id for statement in plan.ending]))
        if not plan.ending and not sources:
            raise ValueInvalid(f"nothing of {name} stands: it is withdrawn already, or has no statement.")
        _refuse_before(tx, target, plan, on)
        resting = claims_resting(tx, [statement.id for statement in plan.ending])
        _write(tx, target, plan, sources, on, reason)
    ids = (*(statement.id for statement in plan.ending), *sources)
    counts = (len(plan.ending), 0, len(sources), len(plan.again))
    return ForgetReport("withdrawn", target.kind, name, on, *counts, resting, ids)


def undo(graph: Graph, name: str) -> ForgetReport:
    """Take a withdrawal back: the graph is what it was before. Raises NotFound where there is none of that target."""
    with graph.writing() as tx:
        target = target_of(tx, name)
        stored = read_withdrawal(tx, name)
        for other in withdrawn_targets(tx):
            if other.since > stored.text("since") and target_of(tx, other.target).overlaps(target):
                raise ValueInvalid(f"{other.target} was withdrawn later, and includes {name}. {remedy(other.target)}")
        ended = revoke(tx, stored)
    sources = [end for type_, _, end in stored.links if type_ == "WITHDRAWS"]
    counts = (len(ended), 0, len(sources), len(stored.texts("restored")))
    return ForgetReport("undone", target.kind, name, stored.text("since"), *counts, (), (*ended, *sources))


def revoke(tx: Transaction, withdrawal: NodeRow) -> list[str]:
    """Delete a withdrawal and bring back what it ended; return the ids of these statements."""
    until_of = {id_: until for until, _, id_ in (text.partition(" ") for text in withdrawal.texts("ended"))}
    about_to_change(tx, ("Statement",), until_of)
    for batch in batches([{"id": id_, "until": until} for id_, until in until_of.items()]):
        tx.run(
            "UNWIND $rows AS row MATCH (s:Statement {id: row.id}) SET s.until = row.until REMOVE s.withdrawn",
            {"rows": batch},
        )
    written(tx, ("Statement",), until_of)
    delete_nodes(tx, "Statement", [*withdrawal.texts("restored"), withdrawal.id])
    for ids in batches([end for type_, _, end in withdrawal.links if type_ == "WITHDRAWS"]):
        tx.run("UNWIND $ids AS id MATCH (s:Source {id: id}) REMOVE s.withdrawn", {"ids": ids})
    return list(until_of)


def read_withdrawal(tx: Transaction, name: str) -> NodeRow:
    """Return the withdrawal of a target. Raises NotFound where there is none."""
    rows = read_rows(tx, "Statement", [_id(name)])
    if not rows:
        raise NotFound(f"{name} is not withdrawn. `sanctionsgraph forget --list` lists what is.")
    return next(iter(rows.values()))


def claims_resting(tx: Transaction, ids: Iterable[str]) -> tuple[str, ...]:
    """Return the ids of claims that rest on statements and are not among them."""
    ids = set(ids)
    resting = {row["id"] for batch in batches(sorted(ids)) for row in tx.run(_RESTING, {"ids": batch})}
    return tuple(sorted(resting - ids))


def refuse_withdrawn_part(tx: Transaction, target: Target) -> None:
    """Raise ValueInvalid where another edition of a data set of single editions is withdrawn: its entries changed."""
    for edition in target.editions:
        for other in editions_of(tx, edition.dataset):
            if other.withdrawn and other.id != edition.id:
                reason = f"of the same data set is withdrawn since {other.withdrawn}"
                raise ValueInvalid(f"{other.id} {reason}. {remedy(other.id)}")


def _standing(tx: Transaction, ids: list[str]) -> list[_Standing]:
    return [row for batch in batches(ids) for row in typed(_Standing, tx.run(_STANDING, {"ids": batch}))]


def _standing_sources(tx: Transaction, ids: Iterable[str]) -> list[str]:
    return [row["id"] for batch in batches(list(ids)) for row in tx.run(_SOURCES, {"ids": batch})]


def _refuse_before(tx: Transaction, target: Target, plan: _Plan, on: str) -> None:
    """Raise ValueInvalid for a day before a statement, or before an edition of the same data set."""
    datasets = {*target.datasets, *(edition.dataset for edition in target.editions)}
    dates = [edition.date for dataset in datasets for edition in editions_of(tx, dataset)]
    first = max([*dates, *(statement.since for statement in plan.ending)], default=on)
    if first > on:
        raise ValueInvalid(f"{target.id} has statements of {first}: it cannot be withdrawn on {on}, which is before.")


def _end_edition(tx: Transaction, edition: LoadedEdition, on: str, plan: _Plan) -> None:
    """Add what the withdrawal of one edition of several ends, and what of the edition before it stands again."""
    dataset = edition.dataset
    ending: list[str] = []
    again: dict[str, Run] = {}
    for key, runs, dates in versions(tx, edition):
        ending += [record_id(dataset, key, run.since) for run in runs if _only_in(run, dates, edition.date)]
        now, then = (_covering(of, on) for of in (runs, without(runs, dates, edition.date)))
        if then and (now is None or now.digest != then.digest):
            origin = max((run for run in runs if run.digest == then.digest), key=lambda run: run.since)
            again[record_id(dataset, key, origin.since)] = then
    plan.ending += _standing(tx, ending)
    origins = read_rows(tx, "Statement", again)
    for id_, row in origins.items():
        row.properties |= {"id": f"{id_}+{on}", "since": on, "until": again[id_].until}
        plan.again.append(row)


def versions(tx: Transaction, edition: LoadedEdition) -> Iterable[tuple[str, list[Run], list[str]]]:
    """Yield each key of an edition's data set that it read, with its runs and the days of the editions that read it."""
    rows = tx.run(_UNREAD, {"dataset": edition.dataset})
    unread = {row["date"]: set(row["unread"]) for row in rows}
    for key, runs in sorted(runs_of(tx, edition.dataset).items()):
        if key not in unread[edition.date]:
            yield key, runs, [date for date in sorted(unread) if key not in unread[date]]


def _covering(runs: list[Run], on: str) -> Run | None:
    return next((run for run in runs if run.since <= on < run.until), None)


def _only_in(run: Run, dates: list[str], date: str) -> bool:
    return [day for day in dates if run.since <= day < run.until] == [date]


def _write(tx: Transaction, target: Target, plan: _Plan, sources: list[str], on: str, reason: str | None) -> None:
    ended = sorted(plan.ending, key=lambda statement: statement.until)
    ids_ended = [statement.id for statement in ended]
    about_to_change(tx, ("Statement",), ids_ended)
    for until, group in groupby(ended, key=lambda statement: min(statement.until, on)):
        for ids in batches([statement.id for statement in group]):
            tx.run(_END, {"ids": ids, "until": until, "on": on})
    written(tx, ("Statement",), ids_ended)
    for ids in batches(sources):
        tx.run("UNWIND $ids AS id MATCH (s:Source {id: id}) SET s.withdrawn = $on", {"ids": ids, "on": on})
    withdrawal = Withdrawal(
        id=_id(target.id),
        name=f"{target.id} withdrawn on {long_form(on)}",
        target=target.id,
        since=on,
        reason=reason,
        ended=sorted(f"{statement.until} {statement.id}" for statement in plan.ending),
        restored=sorted(row.id for row in plan.again),
        sources=sources,
    )
    rows = [NodeRow.of(withdrawal), *plan.again]
    write_nodes(tx, rows)
    write_links(tx, rows)


def _id(target: str) -> str:
    return f"withdrawal:{target}"


_STANDING = (
    "UNWIND $ids AS id MATCH (s:Statement {id: id}) WHERE s.withdrawn IS NULL "
    "RETURN s.id AS id, s.since AS since, s.until AS until"
)
_SOURCES = "UNWIND $ids AS id MATCH (s:Source {id: id}) WHERE s.withdrawn IS NULL RETURN s.id AS id"
_END = "UNWIND $ids AS id MATCH (s:Statement {id: id}) SET s.until = $until, s.withdrawn = $on"
_UNREAD = "MATCH (e:Source:Edition {dataset: $dataset}) RETURN e.date AS date, coalesce(e.unread, []) AS unread"
_RESTING = (
    "UNWIND $ids AS id MATCH (s:Statement {id: id}) WITH DISTINCT s MATCH (s)<-[:RESTS_ON]-(c:Statement:Claim) "
    "RETURN DISTINCT c.id AS id"
)
