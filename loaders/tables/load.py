"""Event tables of any publisher, by a mapping that names their columns. Each table is a data set of its own.

Loading a table again by a mended mapping replaces the edition of its day; so does a table of which rows were rejected.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from ...graph.editions.editions import load_edition, refuse_shrinking, runs_of
from ...graph.editions.record_version import edition_id
from ...graph.editions.table_rows import backdate, drop_links, drop_stale_kinds
from ...graph.load_report import LoadReport
from ...graph.progress import Progress
from ...graph.protocols import Transaction, typed
from ...graph.store import Graph
from ...schema.dates import days_between
from ...schema.entities import Entity
from ...schema.errors import InputError, ValueInvalid
from ...schema.sources import Edition, Publisher
from ..common.load import Rows, UnreadKeys, allow_shrink, chosen_mapping, close, edition_date
from ..common.load_cache import remember
from .cell_values import is_day
from .columns import TableRow, table_rows
from .event_row import EventRow, event_date, read_row, row_key
from .forms import DateForm, MappingForm
from .mapping import read_mapping, shipped_mappings
from .row_source import speaker

#: A table of which more than this share of the rows that it shares with the graph bear other dates is another one.
OTHER_TABLE = 0.5


def load(graph: Graph, path: Path, edition: str | None = None, progress: Progress | None = None) -> LoadReport:
    """Load a table by the mapping that was chosen. Raises InputError for a broken file or mapping."""
    name = chosen_mapping.get()
    if name is None:
        raise InputError(
            str(path),
            "no mapping says which column holds what",
            f"Give one with --mapping: a YAML file, or one of {', '.join(shipped_mappings())}.",
        )
    return load_table(graph, path, read_mapping(name), edition, progress)


def check_table(path: Path, mapping: str | Path, edition: str | None = None) -> LoadReport:
    """Read a table by a mapping without a graph: the report of a load, whose `written` counts rows that would be.

    Raises NotFound and InputError as a load does.
    """
    form = read_mapping(mapping)
    account = LoadReport("event-table", str(path), events=form.dataset)
    _, read = read_table(path, form, account, edition)
    account.written = len(read)
    account.notes.append("checked only: nothing was loaded; `written` counts the rows that would be")
    return account


def load_table(
    graph: Graph, path: Path, mapping: MappingForm, edition: str | None, progress: Progress | None = None
) -> LoadReport:
    """Load a table by a mapping, whole or not at all; broken rows are rejected."""
    account = LoadReport("event-table", str(path), events=mapping.dataset)
    rows, read = read_table(path, mapping, account, edition, progress)
    with graph.writing() as tx:
        _refuse_other_table(tx, account, mapping, read)
        if not allow_shrink.get():
            _refuse_part_of_table(tx, account, rows.edition, read)
        stored = tx.run("MATCH (e:Source:Edition {id: $id}) RETURN e.mapping AS mapping", {"id": rows.edition.id})
        read_otherwise = any(row["mapping"] != rows.edition.mapping for row in stored)
        load_edition(tx, rows.edition, rows.records, rows.entities, rows.stubs, account, replaceable=read_otherwise)
        drop_links(tx, mapping.dataset)
        backdate(tx, mapping.dataset)
        drop_stale_kinds(tx, mapping.dataset)
        remember(tx, rows.edition, account, close(tx, account))
    return account


def read_table(
    path: Path,
    mapping: MappingForm,
    account: LoadReport,
    edition: str | None = None,
    progress: Progress | None = None,
) -> tuple[Rows, list[EventRow]]:
    """Read a table without a graph: its rows as they would be loaded. Rejections and notes are in the account."""
    read: list[EventRow] = []
    unread = UnreadKeys()
    columns: set[str] = set()
    for row in table_rows(path, mapping):
        account.read += 1
        columns |= row.cells.keys()
        event = _read(row, mapping, account, unread, edition)
        if event is not None:
            read.append(event)
        if progress and account.read % 1000 == 0:
            progress(account.read)
    if not account.read:
        raise InputError(str(path), "no row in it", "Fetch it again.")
    distinct_rows = _distinct(read, account, unread)
    days = [day for event in distinct_rows for day in (event.date.latest, event.source_day or "")]
    date = edition_date(path, edition, None, days, account)
    account.edition = date
    _note(account, mapping, columns, distinct_rows)
    return _rows(mapping, date, distinct_rows, account, unread), distinct_rows


def _read(
    row: TableRow, mapping: MappingForm, account: LoadReport, unread: UnreadKeys, edition: str | None
) -> EventRow | None:
    """Return what a row says; None for a broken one, which is rejected. What is known of its key is kept."""
    try:
        event = read_row(row, mapping, edition)
    except ValueInvalid as error:
        account.reject(row.place, str(error), row)
        key = None if _may_be_shifted(row, mapping) else row_key(row, mapping)
        unread.add(key)
        if key:
            unread.under.add(f"{key}#")
        return None
    event.place = row.place
    return event


def _may_be_shifted(row: TableRow, mapping: MappingForm) -> bool:
    """Whether what stands under the key of a row may be another cell: it has too few or many, or its date elsewhere."""
    if not row.by_place or row.problem:
        return row.by_place
    dates = {getattr(mapping.date, part) for part in ("column", "year", "month", "day", "first", "last")}
    others = row.cells.keys() - dates - {mapping.source.date}
    return not _reads(row, mapping.date) and any(
        is_day(text, mapping.date.patterns) for column in others for text in row.cells[column]
    )


def _reads(row: TableRow, form: DateForm) -> bool:
    try:
        event_date(row, form)
    except ValueInvalid:
        return False
    return True


def _distinct(read: list[EventRow], account: LoadReport, unread: UnreadKeys) -> list[EventRow]:
    """Return the rows without those whose key was used before, which are rejected.

    One that says something else was given the key of another by mistake, and which key is its own nobody can tell.
    """
    first: dict[str, EventRow] = {}
    for event in read:
        earlier = first.setdefault(event.key, event)
        if earlier is not event:
            account.reject(event.place, f"key {event.key!r} is used twice, first at {earlier.place}", event.key)
            if event.statements != earlier.statements:
                unread.add(None)
    return list(first.values())


def _rows(mapping: MappingForm, date: str, events: list[EventRow], account: LoadReport, unread: UnreadKeys) -> Rows:
    publisher = Publisher(**mapping.publisher.model_dump())
    state = Edition(
        id=edition_id(mapping.dataset, date),
        name=f"{mapping.name}, as of {date}",
        dataset=mapping.dataset,
        date=date,
        url=mapping.url or mapping.publisher.url,
        licence=mapping.licence,
        attribution=mapping.publisher.name if mapping.licence else None,
        publisher=publisher.id,
        dated=account.dated,
        mapping=blake2b(mapping.model_dump_json().encode(), digest_size=8).hexdigest(),
        rejected=account.rejected or None,
        unread=sorted(unread.keys - {event.key for event in events}),
        unreadUnder=sorted(unread.under),
    )
    unread.note(account)
    records = [statement for event in events for statement in event.statements]
    entities: list[Entity] = [speaker(mapping, publisher.name)]
    entities += [entity for event in events for entity in event.entities]
    named = [entity for entity in entities if entity.names]
    referred = {entity.id: entity for entity in entities if not entity.names}
    sources = {source.id: source for event in events for source in event.sources}
    return Rows(state, [*records], [*named], [publisher, *sources.values(), *referred.values()], unread)


def _note(account: LoadReport, mapping: MappingForm, columns: set[str], events: list[EventRow]) -> None:
    """Note columns that nothing reads, and rows that are known only from the day of the table."""
    unknown = sorted(columns - mapping.named_columns().keys() - {*mapping.ignored, ""})
    if unknown:
        account.notes.append(f"columns that the mapping does not read: {', '.join(unknown)}")
    undated = sum(event.known_from is None for event in events)
    if undated and undated < len(events):
        account.notes.append(f"{undated} rows have no dated source; they are known from {account.edition}")


def _refuse_part_of_table(tx: Transaction, account: LoadReport, edition: Edition, read: list[EventRow]) -> None:
    """Raise InputError where too many of the rows that stood are not in the table; their claims do not count."""
    rows = {row.key for row in typed(_StoredDate, tx.run(_DATES, {"dataset": edition.dataset}))}
    standing = {key: runs for key, runs in runs_of(tx, edition.dataset).items() if key in rows}
    before = max((run.since for runs in standing.values() for run in runs if run.since < edition.date), default=None)
    years = 1 + days_between(before, edition.date) // 366 if before else 1
    refuse_shrinking(account, edition, years, standing, {event.key for event in read})


@dataclass(frozen=True)
class _StoredDate:
    key: str
    earliest: str


def _refuse_other_table(tx: Transaction, account: LoadReport, mapping: MappingForm, read: list[EventRow]) -> None:
    """Raise InputError for a data set of another source, and for rows that have keys of another table."""
    elsewhere = tx.run(_ELSEWHERE, {"dataset": mapping.dataset})
    if any(True for _ in elsewhere):
        raise InputError(
            account.file,
            f"the data set {mapping.dataset} is one of another source",
            "Load it with another `dataset` in the mapping.",
        )
    stored = {row.key: row.earliest for row in typed(_StoredDate, tx.run(_DATES, {"dataset": mapping.dataset}))}
    shared = [(stored[event.key], event.date.earliest) for event in read if event.key in stored]
    moved = sum(before != after for before, after in shared)
    if len(shared) >= 3 and moved > OTHER_TABLE * len(shared):
        raise InputError(
            account.file,
            f"{moved} of the {len(shared)} rows that the graph has under {mapping.dataset} are of other days: "
            "it is another table",
            "Load it with a mapping of its own, with another `dataset`.",
        )


#: A record that another source states under the name of a data set. A table states events, the names of whom they
#: name, and what their words mention.
_ELSEWHERE = (
    "MATCH (r:Statement:Record {dataset: $dataset}) WHERE NOT r:Occurrence AND (NOT (r:Identity OR r:Mention) "
    "OR COUNT { MATCH (:Statement:Occurrence {dataset: $dataset}) } = 0) RETURN r.id AS id LIMIT 1"
)
_DATES = (
    "MATCH (o:Statement:Occurrence {dataset: $dataset}) "
    "RETURN o.key AS key, o.earliest AS earliest ORDER BY key, o.since"
)
