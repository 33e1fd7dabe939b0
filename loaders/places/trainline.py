"""Trainline's stations of Europe, CSV.

Published at https://github.com/trainline-eu/stations: UTF-8, `;` between the columns, a header. `id` is the lasting
key; a row is a station (its publisher calls `is_city` unreliable, and a few rows are groups of stations under one
name). Every operator's id is a Code whose system is the column's name.

`info:ru` and the like hold translations of the name, but hints too (`France`, `Main station`, `8km from Reims`). A text
that the file gives to stations of one name only is an Alias; what stations of several names share, or has a number in
it, is a hint: a Value, and no name to be found by.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from ...graph.editions.record_version import edition_id
from ...graph.load_report import LoadReport
from ...graph.progress import Progress
from ...graph.store import Graph
from ...schema.countries import is_code
from ...schema.dates import day
from ...schema.entities import Entity
from ...schema.errors import InputError, ValueInvalid
from ...schema.names import clean
from ...schema.sources import Edition, Publisher
from ...schema.statements import Alias, Code, Location, Part, Value
from ..common.csv_rows import Cells, Keys, csv_rows, degrees, join_texts, part_id, repeated, shown
from ..common.listing_parts import columns_missing
from ..common.load import Found, Rows, UnreadKeys, compact, reason, store_rows, unique
from ..common.state_entity import state_entity

DATASET = "trainline"
DELIMITER = ";"
#: Without these columns it is another file.
COLUMNS = ("id", "name", "uic", "latitude", "longitude", "country")
_PUBLISHER = Publisher(id="pub:trainline", name="Trainline EU", url="https://github.com/trainline-eu/stations")
_CODE = re.compile(r"(uic|uic8_sncf|.+_id|.+_code)\Z")
_INFO = re.compile(r"info[:_]([a-z]{2})\Z")
#: What a row says of other rows; whether they are one place is not decided here.
_VALUES = {"parent_station_id": "parent", "same_as": "sameAs"}
_DAY = re.compile(r"(?<!\d)(?:19|20)\d\d-\d\d-\d\d(?!\d)")

#: Names that stand with an info text: language, text → station names.
Shared = dict[tuple[str, str], set[str]]


def load(graph: Graph, path: Path, edition: str | None = None, progress: Progress | None = None) -> LoadReport:
    """Load the stations. The file bears no date: `edition`, else a day in the file's name, dates it."""
    account = LoadReport("stations", str(path))
    date = _date(path, edition, account)
    header = _header(path)
    cells, keys, codes = Cells(latin=False), Keys(), Counter[tuple[str, str]]()
    unread = UnreadKeys()
    shared = _shared(path, header)
    records: list[Found] = []
    named_countries: set[str] = set()
    for position, row in _rows(path, account, progress):
        try:
            record, thing = _station(dict(_cells(header, row, cells)), keys, codes, shared)
        except (ValueInvalid, ValueError) as error:
            account.reject(position, reason(error), shown(DELIMITER.join(row)))
            unread.add(row[0] if row[0].isdecimal() else None)
        else:
            country = record.country
            more = [state_entity(country)] if country and country not in named_countries else []
            named_countries.update(entity.id for entity in more)
            records += compact([(position, record, [thing, *more])])
    account.notes += [
        *keys.notes("ids"),
        *repeated("codes", Counter({f"{system} {value}": n for (system, value), n in codes.items() if n > 1})),
        *cells.notes(),
    ]
    state = Edition(
        id=edition_id(DATASET, date),
        name=f"Stations by Trainline EU, as of {date}",
        dataset=DATASET,
        date=date,
        url=_PUBLISHER.url,
        publisher=_PUBLISHER.id,
    )
    return store_rows(graph, unique(account, records, Rows(state, stubs=[_PUBLISHER], unread=unread)), account)


def is_stations(cells: list[str]) -> bool:
    """Whether the first row of a file is the header of this one."""
    return not set(COLUMNS) - set(cells)


def _header(path: Path) -> list[str]:
    for _, row in csv_rows(path, DELIMITER):
        if is_stations(row):
            return row
        raise columns_missing(f"{path}:1", [column for column in COLUMNS if column not in row], COLUMNS)
    raise InputError(str(path), "the file is empty", "Fetch it again.")


def _rows(path: Path, account: LoadReport, progress: Progress | None) -> Iterator[tuple[str, list[str]]]:
    rows = csv_rows(path, DELIMITER)
    next(rows)
    for line, row in rows:
        account.read += 1
        yield f"{path}:{line}", row
        if progress and account.read % 1000 == 0:
            progress(account.read)


def _cells(header: list[str], row: list[str], cells: Cells) -> Iterator[tuple[str, str]]:
    """The cells that say something, by column."""
    if len(row) != len(header):
        raise ValueInvalid(f"{len(header)} columns are needed, the row has {len(row)}: a `;` or quote is out of place")
    for column, cell in zip(header, row, strict=True):
        text = cells.clean(cell) if cell else None
        if text:
            yield column, text


def _shared(path: Path, header: list[str]) -> Shared:
    """Info texts, with the station names that they stand with."""
    records: Shared = {}
    at = header.index("name")
    columns = [(number, match[1]) for number, column in enumerate(header) if (match := _INFO.match(column))]
    for _, row in csv_rows(path, DELIMITER):
        if len(row) != len(header) or row == header:
            continue
        for number, lang in columns:
            if row[number]:
                records.setdefault((lang, clean(row[number]) or ""), set()).add(clean(row[at]) or "")
    return records


def _station(
    row_texts: dict[str, str], keys: Keys, codes: Counter[tuple[str, str]], shared: Shared
) -> tuple[Location, Entity]:
    number, name, country = row_texts.get("id", ""), row_texts.get("name"), row_texts.get("country")
    if not (number.isascii() and number.isdecimal()):
        raise ValueInvalid(f"id {number[:40]!r} is not a number: the columns are shifted")
    if country and not is_code(country):
        raise ValueInvalid(f"country {country[:40]!r} is not an ISO 3166-1 alpha-2 code: the columns are shifted")
    for column in _VALUES:
        if not row_texts.get(column, "0").isdecimal():
            raise ValueInvalid(f"{column} {row_texts[column][:40]!r} is not a number: the columns are shifted")
    latitude = degrees(row_texts.get("latitude"), 90, "latitude")
    longitude = degrees(row_texts.get("longitude"), 180, "longitude")
    key = keys.add(number, name or "")
    parts = _parts(f"{DATASET}:{key}", row_texts, shared)
    codes.update((part.system, part.value) for part in parts if isinstance(part, Code))
    called = name or f"{DATASET} {number}"
    aliases = [part.name for part in parts if isinstance(part, Alias)]
    thing = Entity.named(f"{DATASET}:{number}", "RailStation", called, aliases)
    record = Location(
        id="",
        name=called,
        dataset=DATASET,
        key=key,
        latitude=latitude,
        longitude=longitude,
        functions=["rail"],
        note=join_texts(
            [
                None if name else "the file gives it no name",
                None if key == number else "the file has this id more than once",
            ]
        ),
        about=thing.id,
        country=f"iso:{country}" if country else None,
        parts_=parts,
    )
    return record, thing


def _parts(owner: str, row_texts: dict[str, str], shared: Shared) -> list[Part]:
    parts: list[Part] = []
    name = row_texts.get("name")
    for column, text in row_texts.items():
        if column in _VALUES:
            value = f"{DATASET}:{text}"
            parts.append(
                Value(id=part_id(owner, "value", column, value), name=value, property=_VALUES[column], value=value)
            )
        elif _CODE.match(column):
            system = "UIC" if column == "uic" else column
            id_ = part_id(owner, "code", system, text)
            parts.append(Code(id=id_, name=f"{system} {text}", system=system, value=text))
        elif info := _INFO.match(column):
            lang = info[1]
            hint = len(shared.get((lang, text), ())) > 1 or any(c.isdigit() for c in text)
            id_ = part_id(owner, "info", lang, text)
            if hint or not name:
                parts.append(Value(id=id_, name=text, property="info", value=text, lang=lang))
            else:
                parts.append(Alias(id=id_, name=text, lang=lang))
    return parts


def _date(path: Path, edition_day: str | None, account: LoadReport) -> str:
    """As given, else the last day in the name of the file; the file itself has none."""
    if edition_day:
        return day(edition_day)
    days = _DAY.findall(path.name)
    if not days:
        raise InputError(str(path), "the file has no date", "Give the day of its publication with --edition.")
    account.notes.append(
        f"the file bears no date; the day in its name, {days[-1]}, is taken as its edition (--edition sets another)"
    )
    return day(days[-1])
