"""Leaders and their terms: the CSV derived from Wikidata, Archigos, and our own YAML of sourced occupancies.

Columns of the CSV: countryid, country, position, positionLabel, officeholder, officeholderLabel,
start_year, end_year (empty: still in office when the file was made).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ...graph.editions.documents import store_entities
from ...graph.editions.record_version import edition_id
from ...graph.load_report import LoadReport
from ...graph.progress import Progress
from ...graph.store import Graph
from ...schema.countries import state_id
from ...schema.dates import HalfDate
from ...schema.entities import Entity
from ...schema.errors import InputError, ValueInvalid
from ...schema.names import clean
from ...schema.sources import Edition, Publisher
from ...schema.statements import Occupancy
from ..common.csv_rows import delimiter_of
from ..common.listing_parts import columns_missing
from ..common.load import Found, Rows, UnreadKeys, edition_date, read_text, reason, store_rows, unique
from ..common.open_file import suffix_of
from ..common.state_entity import state_entity
from ..curated.forms import OccupancyForm
from ..curated.yaml_file import Nodes, YamlFile, known_from
from . import archigos

DATASET = "leaders"
COLUMNS = (
    "countryid",
    "country",
    "position",
    "positionLabel",
    "officeholder",
    "officeholderLabel",
    "start_year",
    "end_year",
)
_PUBLISHER = Publisher(id="pub:wikidata", name="Wikidata", url="https://www.wikidata.org/")
#: Characters in one field at most; a longer one is an open quote, not a name.
_FIELD = 1_000_000
_QID = re.compile(r"Q[1-9]\d*\Z")
#: The time of day that Wikidata writes behind each day.
_TIME = re.compile(r"T[0-9:.]+Z?\Z")


def load(graph: Graph, path: Path, edition: str | None = None, progress: Progress | None = None) -> LoadReport:
    """Load leaders from the CSV, from Archigos (`.dta`), or from our own `.yaml`."""
    if suffix_of(path) in (".yaml", ".yml"):
        return _load_curated(graph, path)
    if suffix_of(path) == ".dta":
        return archigos.load(graph, path, edition, progress)
    account = LoadReport("leaders", str(path))
    csv.field_size_limit(_FIELD)
    reader = csv.DictReader(io.StringIO(read_text(path), newline=""), delimiter=delimiter_of(path))
    missing = [column for column in COLUMNS if column not in _header(reader, path)]
    if missing:
        raise columns_missing(f"{path}:1", missing, COLUMNS)
    records: list[Found] = []
    days: set[str] = set()
    unread = UnreadKeys()
    for row in _rows(reader, path):
        account.read += 1
        place = f"{path}:{reader.line_num}"
        try:
            term = _term(row)
            records.append((place, *_occupancy(term)))
        except (ValueInvalid, ValueError) as error:
            account.reject(place, reason(error), ",".join(str(v) for v in row.values()))
            unread.add(None)
        else:
            days.update(date.latest for date in (term.start, term.end) if date)
        if progress and account.read % 200 == 0:
            progress(account.read)
    date = edition_date(path, edition, None, days, account)
    state = Edition(
        id=edition_id(DATASET, date),
        name=f"Leaders by Wikidata, as of {date}",
        dataset=DATASET,
        date=date,
        url=_PUBLISHER.url,
        publisher=_PUBLISHER.id,
    )
    return store_rows(graph, unique(account, records, Rows(state, stubs=[_PUBLISHER], unread=unread)), account)


def _header(reader: csv.DictReader[str], path: Path) -> Sequence[str]:
    try:
        return reader.fieldnames or ()
    except csv.Error as error:
        raise InputError(f"{path}:1", f"not CSV ({error})", "Correct the quotes, or fetch it again.") from error


def _rows(reader: csv.DictReader[str], path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows; a quote that never closes makes the rest of the file one field."""
    try:
        yield from reader
    except csv.Error as error:
        raise InputError(
            f"{path}:{reader.line_num}", f"not CSV ({error})", "Correct the quotes, or fetch it again."
        ) from error


@dataclass(frozen=True)
class _Term:
    """A row: who held which post of which State, and when."""

    country: Entity
    country_name: str
    country_id: str
    post: Entity
    holder: Entity
    start: HalfDate | None
    end: HalfDate | None


def _term(row: dict[str, str]) -> _Term:
    """Read a row: the file of years, or an export of Wikidata's query service with addresses and whole days."""
    if None in row or None in row.values():
        raise ValueInvalid(f"{len(COLUMNS)} columns are needed, the row has another number")
    things = [
        _thing(row, *columns)
        for columns in (
            ("countryid", "country", "Country"),
            ("position", "positionLabel", "Position"),
            ("officeholder", "officeholderLabel", "Person"),
        )
    ]
    start, end = (HalfDate.parse(_TIME.sub("", row[c])) if row[c] else None for c in ("start_year", "end_year"))
    _in_order(start, end)
    names = (clean(row["country"]) or "", row["countryid"])
    return _Term(things[0], *names, things[1], things[2], start, end)


def _thing(row: dict[str, str], column: str, label: str, kind: str) -> Entity:
    id_ = row[column].removeprefix("http://www.wikidata.org/entity/").removeprefix("wd:")
    if not _QID.match(id_):
        raise ValueInvalid(f"{column} {row[column]!r} is not a Wikidata id")
    name = clean(row[label])
    if not name:
        raise ValueInvalid(f"{label} is empty")
    if kind == "Country" and (state := state_id(id_)):
        country = state_entity(state)
        return Entity.named(state, kind, country.name, [*country.names, name])
    return Entity.named(f"wd:{id_}", kind, name)


def _occupancy(term: _Term) -> tuple[Occupancy, list[Entity]]:
    holder, post, start, end = term.holder, term.post, term.start, term.end
    occupancy = Occupancy(
        id="",
        name=post.name,
        dataset=DATASET,
        key=f"{holder.id[3:]}/{post.id[3:]}/{start.text if start else ''}",
        startDate=start.text if start else None,
        endDate=end.text if end else None,
        earliest=start.earliest if start else None,
        latest=end.latest if end else None,
        # The names that the source gives: another source may name the things.
        values=[f"officeholderLabel={holder.name}", f"country={term.country_name}", f"countryid={term.country_id}"],
        holder=holder.id,
        post=post.id,
        country=term.country.id,
    )
    return occupancy, [term.country, post, holder]


def _in_order(start: HalfDate | None, end: HalfDate | None) -> None:
    if start and end and end.latest < start.earliest:
        raise ValueInvalid(f"ends in {end.text}, before it begins in {start.text}")


def _load_curated(graph: Graph, path: Path) -> LoadReport:
    file = YamlFile(path, "leaders", ("occupancies", "reports"))
    posts: dict[str, Entity] = {}
    nodes: Nodes = []
    for item in file.items("occupancies"):
        occupancy = file.record(item, OccupancyForm, partial(_curated, file, posts))
        if occupancy is not None:
            nodes.append((item, occupancy))
    with graph.writing() as tx:
        file.store_basics(tx)
        store_entities(tx, posts.values())
        file.store_counted(tx, nodes)
        file.close(tx)
    return file.account


def _curated(file: YamlFile, posts: dict[str, Entity], form: OccupancyForm) -> Occupancy:
    report, post = file.cited(form), form.post
    posts[post.id] = Entity.named(post.id, "Position", post.name)
    start, end = (HalfDate.parse(date) if date else None for date in (form.start, form.end))
    key = f"{form.holder}/{post.id}/{report.id}"
    return Occupancy(
        id=f"occupancy:{key}",
        name=post.name,
        dataset="leaders-curated",
        key=key,
        since=known_from(report),
        source=report.id,
        locator=form.locator,
        startDate=form.start,
        endDate=form.end,
        earliest=start.earliest if start else None,
        latest=end.latest if end else None,
        holder=form.holder,
        post=post.id,
        country=form.country,
    )
