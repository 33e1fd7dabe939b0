"""Archigos 4.1: effective leaders of States, 1875 to 2015, in Stata's format.

Published at https://www.rochester.edu/college/faculty/hgoemans/data.htm. A row is one spell in office: `obsid` is its
lasting key, `leadid` the person's. The file is dated by the day on which Stata saved it.

Dates are as the file has them, which ends with 2015: a leader who was still in office then has that day as end date,
and the exit `Still in Office`. Two `leadid` stand for two people each, such as a prime minister of 1888 and one of
1991: where the years of birth under one id lie far apart, each year is a person of its own.
"""

from __future__ import annotations

import warnings
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, TypeAlias

from ...graph.editions.record_version import edition_id
from ...graph.load_report import LoadReport
from ...graph.progress import Progress
from ...graph.store import Graph
from ...schema.dates import HalfDate
from ...schema.entities import Entity
from ...schema.errors import InputError, ValueInvalid
from ...schema.extras import missing_package
from ...schema.names import clean
from ...schema.sources import Edition, Publisher
from ...schema.statements import Occupancy
from ..common.load import Found, Rows, UnreadKeys, edition_date, reason, store_rows, unique
from ..common.state_entity import state_entity
from .correlates_of_war_codes import country_id

DATASET = "archigos"
COLUMNS = ("obsid", "leadid", "ccode", "idacr", "leader", "startdate", "enddate", "entry", "exit", "exitcode", "yrborn")
#: A row of the file: a term of office by its columns.
TermRow: TypeAlias = Mapping[str, str | float]
#: Rows read at a time.
CHUNK = 1000
#: Years of birth further apart than this are of two people; nearer, of one about whom the rows differ (up to 27).
LIFETIME = 40
_PUBLISHER = Publisher(
    id="pub:archigos",
    name="Archigos (Goemans, Gleditsch, Chiozza)",
    url="https://www.rochester.edu/college/faculty/hgoemans/data.htm",
)


def load(graph: Graph, path: Path, edition: str | None = None, progress: Progress | None = None) -> LoadReport:
    """Load the leaders. `edition` overrides the day on which the file was saved.

    Raises SanctionsGraphError where pandas, which reads Stata's format, is not installed.
    """
    account = LoadReport("leaders", str(path))
    saved, rows = _table(path, account)
    people = _people(rows, account)
    posts: dict[int, list[Entity]] = {}
    records: list[Found] = []
    unread = UnreadKeys()
    for number, row in enumerate(rows, 1):
        account.read += 1
        position = f"{path}: row {number}"
        try:
            records.append((position, *_occupancy(row, people, posts)))
        except (ValueInvalid, ValueError, TypeError) as error:
            account.reject(position, reason(error), ", ".join(str(row[column]) for column in COLUMNS))
            unread.add(_text(row["obsid"]))
        if progress and account.read % CHUNK == 0:
            progress(account.read)
    date = edition_date(path, edition, saved, (str(row["enddate"]) for row in rows), account)
    state = Edition(
        id=edition_id(DATASET, date),
        name=f"Archigos, as of {date}",
        dataset=DATASET,
        date=date,
        url=_PUBLISHER.url,
        publisher=_PUBLISHER.id,
    )
    return store_rows(graph, unique(account, records, Rows(state, stubs=[_PUBLISHER], unread=unread)), account)


def _table(path: Path, account: LoadReport) -> tuple[str | None, list[TermRow]]:
    """The day on which the file was saved, where it says so, and its rows with the columns that are read."""
    try:
        import pandas
    except ImportError as error:
        raise missing_package("pandas", "archigos", f"{path}: reading Stata's format needs pandas") from error
    if not path.is_file():
        raise InputError(str(path), "No such file or directory", "Check the path.")
    try:
        # The file says UTF-8, and holds a few texts in Latin-1, of which pandas warns.
        with warnings.catch_warnings(record=True) as warned, pandas.read_stata(path, chunksize=CHUNK) as reader:
            warnings.simplefilter("always")
            rows = [row for chunk in reader for row in _columns(path, chunk)]
            saved = str(getattr(reader, "time_stamp", ""))
    except InputError:
        raise
    except Exception as error:  # whatever pandas meets in a broken file: it has no error of its own for it
        raise InputError(
            str(path), f"not a Stata file ({' '.join(str(error).split())[:200]})", "Fetch it again."
        ) from error
    if any(issubclass(warning.category, UnicodeWarning) for warning in warned):
        account.notes.append("some texts are not UTF-8; they were read as Latin-1")
    return _saved(saved), rows


def _columns(path: Path, chunk: Any) -> list[TermRow]:
    missing = [column for column in COLUMNS if column not in chunk.columns]
    if missing:
        raise InputError(str(path), f"columns missing: {', '.join(missing)}", "Give Archigos 4.1 as `.dta`.")
    rows: list[TermRow] = chunk[list(COLUMNS)].to_dict("records")
    return rows


def _saved(stamp: str) -> str | None:
    """The day of Stata's `29 Feb 2016 14:04`; None where there is no such stamp."""
    try:
        return datetime.strptime(stamp.strip(), "%d %b %Y %H:%M").date().isoformat()
    except ValueError:
        return None


def _people(rows: list[TermRow], account: LoadReport) -> dict[str, set[int]]:
    """Ids under which the rows give years of birth that cannot be one person's."""
    born: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        year = _whole(row["yrborn"])
        if year and year > 0:
            born[str(row["leadid"])].add(year)
    several = {id_: years for id_, years in born.items() if max(years) - min(years) > LIFETIME}
    if several:
        account.notes.append(
            "ids that stand for several people, by their years of birth, each taken as a person of its own: "
            + "; ".join(f"{id_} ({', '.join(map(str, sorted(years)))})" for id_, years in sorted(several.items()))
        )
    return several


def _occupancy(
    row: TermRow, several: dict[str, set[int]], posts: dict[int, list[Entity]]
) -> tuple[Occupancy, list[Entity]]:
    key, person, name, state = (_text(row[column]) for column in ("obsid", "leadid", "leader", "idacr"))
    number = _whole(row["ccode"])
    if not key or not person or not name:
        raise ValueInvalid("no obsid, leadid or leader")
    if number is None or not state:
        raise ValueInvalid(f"ccode {row['ccode']!r} and idacr {row['idacr']!r} name no State")
    start, end = (_date(row[column], column) for column in ("startdate", "enddate"))
    if start and end and end.latest < start.earliest:
        raise ValueInvalid(f"ends in {end.text}, before it begins in {start.text}")
    if person in several:
        person = f"{person}-{_whole(row['yrborn']) or key}"
    holder = Entity.named(f"{DATASET}:{person}", "Person", name)
    new = number not in posts
    post, country = posts.setdefault(number, list(_state(number, state)))
    occupancy = Occupancy(
        id="",
        name=post.name,
        dataset=DATASET,
        key=key,
        startDate=start.text if start else None,
        endDate=end.text if end else None,
        earliest=start.earliest if start else None,
        latest=end.latest if end else None,
        entry=_text(row["entry"]),
        exit=_text(row["exit"]),
        exitCode=_text(row["exitcode"]),
        holder=holder.id,
        post=post.id,
        country=country.id,
    )
    return occupancy, [holder, *([post, country] if new else [])]


def _state(number: int, state: str) -> Iterator[Entity]:
    """The post of a State's leader, and the State."""
    yield Entity.named(f"{DATASET}:leader-{number}", "Position", f"Effective leader of {state}")
    id_ = country_id(number)
    if id_.startswith("cow:"):
        yield Entity.named(id_, "Country", state)
    else:
        country = state_entity(id_)
        yield Entity.named(id_, country.kind, country.name, [*country.names, state])


def _date(value: object, column: str) -> HalfDate | None:
    text = _text(value)
    try:
        return HalfDate.parse(text) if text else None
    except ValueInvalid as error:
        raise ValueInvalid(f"{column}: {error}") from None


def _text(value: object) -> str | None:
    """A text of the file; None for `NA`, which stands for a missing one."""
    text = clean(value) if isinstance(value, str) else None
    return None if text == "NA" else text


def _whole(value: object) -> int | None:
    try:
        return int(value)  # type: ignore[call-overload, no-any-return]
    except (TypeError, ValueError):
        return None
