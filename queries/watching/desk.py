"""The watch list at work: add and remove what is watched, and say what changed since the last run."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from ...graph.store import Graph
from ...schema.dates import FOREVER, LATEST
from ...schema.errors import NotFound
from ...schema.near_names import no_such
from ...schema.vocabulary import statement_kind
from ..assessment.answer import Assessment, shown
from ..assessment.assess import assess
from ..timeline.changes import changes
from ..timeline.list_changes import DatasetChanges
from ..timeline.versions import editions
from .report import ListEntryChange, StatementChange, WatchedChanges, WatchedOutcome, WatchReport
from .watchlist import ShownState, Watched, Watchlist, read_watchlist, write_watchlist

#: The kind of a watched measure; things have the kind of their entity.
MEASURE = "Measure"


@dataclass(frozen=True, slots=True)
class _StatementNow:
    entity: str
    id: str
    labels: list[str]
    dataset: str | None
    name: str
    since: str
    until: str
    publisher: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class _NamedMeasure:
    id: str
    name: str


class WatchDesk:
    """A watch list on a graph. The list is a file of its own, and is read and written with each call."""

    def __init__(self, graph: Graph, path: str | Path) -> None:
        self._graph = graph
        self._path = Path(path)

    @property
    def watchlist(self) -> Watchlist:
        """What is watched."""
        return read_watchlist(self._path)

    def add(self, *subjects: str) -> Watchlist:
        """Watch things (id or name) or measures (id); what is known of them now counts as shown.

        Raises NotFound or Ambiguous for a name; then none of them is added.
        """
        new = [self._watched(subject) for subject in subjects]
        watchlist = before = self.watchlist
        for item in new:
            watchlist = watchlist.with_(item)
        added = watchlist.watched[len(before.watched) :]
        if before.shown.at:
            state = self._state(added, before.shown.editions, self._statements(_entities(added)))
            watchlist = replace(
                watchlist,
                shown=replace(
                    before.shown,
                    statements={**before.shown.statements, **state.statements},
                    outcomes={**before.shown.outcomes, **state.outcomes},
                ),
            )
        write_watchlist(self._path, watchlist)
        return watchlist

    def remove(self, subject: str) -> Watchlist:
        """Watch something no longer, by its id or name. Raises NotFound where it is not watched."""
        watchlist = self.watchlist
        ids = [item.id for item in watchlist.watched if subject in (item.id, item.name)]
        if not ids:
            raise no_such("watched thing", subject, [item.id for item in watchlist.watched])
        for id_ in ids:
            watchlist = watchlist.without(id_)
        write_watchlist(self._path, watchlist)
        return watchlist

    def run(self) -> WatchReport:
        """Say what changed since the last run, and take note of what is shown. The first run only takes note."""
        watchlist = self.watchlist
        report, state = self._compared(watchlist)
        write_watchlist(self._path, replace(watchlist, shown=state))
        return report

    def compared(self, watchlist: Watchlist) -> WatchReport:
        """Say what changed since what a list had shown, as `run` does, without taking note of it."""
        return self._compared(watchlist)[0]

    def _compared(self, watchlist: Watchlist) -> tuple[WatchReport, ShownState]:
        newest = {name: of_dataset[-1].date for name, of_dataset in editions(self._graph, LATEST).items()}
        entities = _entities(watchlist.watched)
        statements = self._statements(entities)
        state = self._state(watchlist.watched, newest, statements)
        before = watchlist.shown
        if not before.at:
            return WatchReport(None, state.at, (), watchlist.watched), state
        entries = self._entries(before.editions, state.editions) if entities else {}
        compared = [
            WatchedChanges(
                item,
                tuple(entries.get(item.id, ())),
                tuple(_statement_changes(item, statements.get(item.id, ()), before, state)),
                tuple(self._outcomes(item, before, state)),
            )
            for item in watchlist.watched
        ]
        unchanged = tuple(item.what for item in compared if not item)
        return WatchReport(before.at, state.at, tuple(filter(None, compared)), unchanged), state

    def _watched(self, subject: str) -> Watched:
        today = datetime.now(UTC).date().isoformat()
        measures = self._graph.read_as(
            _NamedMeasure, "MATCH (m:Law:Measure {id: $id}) RETURN m.id AS id, m.name AS name", id=subject
        )
        if measures:
            return Watched(measures[0].id, measures[0].name, MEASURE, today)
        entity = self._graph.entity(subject)
        return Watched(entity.id, entity.name, entity.kind, today)

    def _state(
        self,
        watched: Sequence[Watched],
        newest: Mapping[str, str],
        statements: Mapping[str, Sequence[_StatementNow]],
    ) -> ShownState:
        ends = {id_: {row.id: row.until for row in statements.get(id_, ())} for id_ in _entities(watched)}
        outcomes = {item.id: self._outcomes_of(item.id) for item in watched if item.kind == MEASURE}
        return ShownState(datetime.now(UTC).isoformat(timespec="seconds"), dict(newest), ends, outcomes)

    def _statements(self, ids: Sequence[str]) -> Mapping[str, Sequence[_StatementNow]]:
        """Return the statements about each entity, by its id."""
        of_entity: dict[str, list[_StatementNow]] = defaultdict(list)
        for row in self._graph.read_as(_StatementNow, _STATEMENTS, ids=ids):
            of_entity[row.entity].append(row)
        return of_entity

    def _assessed(self, measure: str) -> tuple[Assessment, ...]:
        try:
            return shown(assess(self._graph, measure=measure).assessments)
        except NotFound:
            return ()

    def _outcomes_of(self, measure: str) -> dict[str, str]:
        return {assessment.event: str(assessment.outcome) for assessment in self._assessed(measure)}

    def _entries(self, before: Mapping[str, str], after: Mapping[str, str]) -> Mapping[str, Sequence[ListEntryChange]]:
        """Return what `changes` says between the editions of the last run and the newest, by the entity's id."""
        of_entity: dict[str, list[ListEntryChange]] = defaultdict(list)
        for dataset, until in sorted(after.items()):
            since = before.get(dataset)
            if since and since < until:
                for compared in changes(self._graph, since, until, list_name=dataset).datasets:
                    for id_, change in _entry_changes(compared, (since, until)):
                        of_entity[id_ or ""].append(change)
        return of_entity

    def _outcomes(self, item: Watched, before: ShownState, after: ShownState) -> Iterator[WatchedOutcome]:
        before_ends, now = before.outcomes.get(item.id), after.outcomes.get(item.id, {})
        if before_ends is None or before_ends == now:
            return
        names = {assessment.event: assessment.name for assessment in self._assessed(item.id)}
        for event in sorted(before_ends.keys() | now.keys()):
            if before_ends.get(event) != now.get(event):
                yield WatchedOutcome(event, names.get(event, event), before_ends.get(event), now.get(event))


def _entities(watched: Iterable[Watched]) -> Sequence[str]:
    return [item.id for item in watched if item.kind != MEASURE]


def _statement_changes(
    item: Watched, rows: Sequence[_StatementNow], before: ShownState, after: ShownState
) -> Iterator[StatementChange]:
    """Yield statements that are new or ended, but for versions of list entries between two editions compared."""
    before_ends = before.statements.get(item.id)
    if before_ends is None:
        return
    advanced = {name for name, day in after.editions.items() if before.editions.get(name, day) < day}
    for row in sorted(rows, key=lambda row: (row.since, row.id)):
        between = row.dataset in advanced and row.since > before.editions[row.dataset or ""]
        if row.id not in before_ends and not between:
            yield _changed(row, "new")
        elif row.id in before_ends and before_ends[row.id] != row.until and row.dataset not in advanced:
            yield _changed(row, "ended" if row.until != FOREVER else "restored")
    for id_ in sorted(before_ends.keys() - {row.id for row in rows}):
        yield StatementChange(id_, "gone", id_, "", None, None, None)


def _entry_changes(compared: DatasetChanges, dates: tuple[str, str]) -> Iterator[tuple[str | None, ListEntryChange]]:
    for change, entries in (
        ("added", compared.added),
        ("removed", compared.removed),
        ("passing", compared.passing),
        ("interrupted", compared.interrupted),
    ):
        for entry in entries:
            yield entry.id, ListEntryChange(compared.dataset, dates, change, entry.key, entry.says())
    for amended in compared.amended:
        words = "; ".join(map(str, amended.changes))
        yield amended.id, ListEntryChange(compared.dataset, dates, "amended", amended.key, words)


def _changed(row: _StatementNow, change: str) -> StatementChange:
    until = None if row.until == FOREVER else row.until
    kind = statement_kind(row.labels)
    return StatementChange(row.id, change, f"{kind}: {row.name}", row.since, until, row.publisher, row.url)


_STATEMENTS = (
    "UNWIND $ids AS wanted MATCH (e:Entity {id: wanted})<--(s:Statement) "
    "WHERE NOT s:Part AND NOT s:Identity AND NOT s:CaseNote "
    "OPTIONAL MATCH (s)-[:IN]->(r:Source) OPTIONAL MATCH (r)-[:PUBLISHED_BY]->(p:Source) "
    "WITH wanted, s, min(p.name) AS publisher, min(r.url) AS url "
    "RETURN wanted AS entity, s.id AS id, labels(s) AS labels, s.dataset AS dataset, s.name AS name, s.since AS since, "
    "s.until AS until, publisher, url ORDER BY id"
)
