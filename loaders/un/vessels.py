"""The 1718 Designated Vessels List of the UN, as HTML (made from the Word file or PDF), or as a table of names in CSV.

Published by the 1718 Committee at https://main.un.org/securitycouncil/en/sanctions/1718/materials. The HTML has, for
each ship, names, IMO number, MMSI, dates, five columns of measures, and rows with flag, call sign, type and further
information. The CSV (imo, names, dates_designated) is an extract that others make: it says less, so it is a data set
of its own, and what both say comes out equal.

The list numbers its ships by row, so the number moves when a ship is added; an IMO number is stated and may be false
or missing. The lasting key is the first name with the day of the first designation: the Committee appends later names
and keeps the day. Row numbers are not stored, nor is `na`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from ...graph.editions.record_version import edition_id
from ...graph.load_report import LoadReport
from ...graph.progress import Progress
from ...graph.store import Graph
from ...schema.entities import Entity
from ...schema.errors import InputError, ValueInvalid
from ...schema.law import Programme
from ...schema.names import clean
from ...schema.sources import Edition, Publisher
from ...schema.statements import Alias, Identification, Listing, Part, Value, parts_of
from ..common.csv_rows import Cells
from ..common.listing_parts import half_date, header_of, imo, key_of, listed_day, named, numbered, table_rows
from ..common.load import Found, Rows, UnreadKeys, edition_date, read_text, reason, store_rows
from ..common.open_file import suffix_of
from ..linking.link_records import linked
from .not_available import NOT_AVAILABLE

DATASET = "un-vessels"
EXTRACT = "un-vessels-extract"
PROGRAMME = "un-dprk"
URL = "https://main.un.org/securitycouncil/en/sanctions/1718/materials"
COLUMNS = ("imo", "names", "dates_designated")
_PUBLISHER = Publisher(
    id="pub:un-sc", name="United Nations Security Council", url="https://main.un.org/securitycouncil/"
)
#: Columns of the list's table: number, label and value (or a name over both), IMO number, date, measures.
_NUMBER, _LABEL, _VALUE, _IMO, _DATE, _MEASURES = range(6)
_WIDTH = 10
#: The most that a cell may span; the list's longest ship has seven rows.
_SPAN = 50
_TITLE_DATE = re.compile(r"\b\d{1,2} [A-Z][a-z]+ \d{4}\b")
_DETAILS = {"flag": "flag", "call sign": "callSign", "type": "type", "picture link": "picture link"}


@dataclass
class _Ship:
    """What the list says of one ship, in its words; `measures` are (column, day) pairs."""

    place: str
    names: list[str]
    imo: str | None = None
    mmsi: list[str] = field(default_factory=list)
    days: list[str] = field(default_factory=list)
    measures: list[tuple[str, str]] = field(default_factory=list)
    comments: str | None = None
    details: list[tuple[str, str]] = field(default_factory=list)


def load(graph: Graph, path: Path, edition: str | None = None, progress: Progress | None = None) -> LoadReport:
    """Load one edition of the list. `edition` (ISO day) overrides the date in the title of the HTML."""
    account = LoadReport("un-vessels", str(path))
    return store_rows(graph, parse(path, account, edition, progress), account)


def parse(path: Path, account: LoadReport, edition: str | None = None, progress: Progress | None = None) -> Rows:
    """Read the file. Broken ships go to the account's rejections, and are not taken for gone as far as their keys show.

    Raises InputError for a file that is neither form of the list.
    """
    is_table = suffix_of(path) == ".csv"
    title, ships = (None, _from_csv(path, account)) if is_table else _from_html(path, account)
    dataset = EXTRACT if is_table else DATASET
    records: list[Found] = []
    unread = UnreadKeys()
    days: set[str] = set()
    for ship in ships:
        try:
            listing = _listing(ship, dataset)
            names = [alias.name for alias in parts_of(listing.parts_, Alias)]
            entity = Entity.named(listing.about, "Vessel", listing.name, names)
        except (ValueInvalid, ValueError) as error:
            account.reject(ship.place, reason(error), "; ".join(ship.names))
            unread.add(_key_if_any(ship))
            continue
        records.append((ship.place, listing, [entity]))
        days.update([listing.listedOn or "", *listing.amendedOn])
        if progress:
            progress(account.read)
    date = edition_date(path, edition, title, sorted(days), account)
    if is_table:
        account.notes.append("the extract says neither measures nor flags; the HTML of the same edition does")
    state = Edition(
        id=edition_id(dataset, date),
        name=f"1718 Designated Vessels List, edition of {date}" + (", extract of names and numbers" * is_table),
        dataset=dataset,
        date=date,
        url=URL,
        publisher=_PUBLISHER.id,
    )
    stub = Programme(id=PROGRAMME, name="UN sanctions list: DPRK")
    return linked(account, records, Rows(state, stubs=[_PUBLISHER, stub], unread=unread))


def _listing(ship: _Ship, dataset: str) -> Listing:
    key = _key(ship)
    days = _days(ship)
    name, *other_names = ship.names
    parts: list[Part] = [Alias(id="", name=other, quality="other name") for other in other_names]
    if ship.imo:
        parts.append(_stated_imo(ship.imo))
    parts += [Identification(id="", name=f"MMSI {n}", documentType="MMSI", number=n) for n in ship.mmsi]
    for measure, day in ship.measures:
        designated = listed_day(day, "date of designation")
        parts.append(Value(id="", name=measure, property="measure", value=measure, note=f"designated {designated}"))
    parts += [Value(id="", name=value, property=prop, value=value) for prop, value in ship.details]
    return Listing(
        id="",
        name=name,
        dataset=dataset,
        key=key,
        list="UN",
        reference=key,
        listType="DPRK",
        entryType="vessel",
        listedOn=days[0],
        amendedOn=days[1:],
        measures=list(dict.fromkeys(measure for measure, _ in ship.measures)),
        comments=ship.comments,
        about=f"unvessel:{key}",
        under=PROGRAMME,
        parts_=numbered(f"unvessel:{key}", parts),
    )


def _key(ship: _Ship) -> str:
    """The first name and the day of the first designation."""
    if not ship.names:
        raise ValueInvalid("no name")
    days = _days(ship)
    if not days:
        raise ValueInvalid("no date of designation")
    return f"{key_of(ship.names[0])}-{days[0]}"


def _key_if_any(ship: _Ship) -> str | None:
    try:
        return _key(ship)
    except ValueInvalid:
        return None


def _days(ship: _Ship) -> list[str]:
    return sorted({listed_day(day, "date of designation") for day in ship.days})


def _stated_imo(text: str) -> Identification:
    if text[:1].isdigit() or text[:3].upper() == "IMO":
        return imo(text)
    return Identification(id="", name=f"IMO number: {text}", documentType="IMO number", note=f"the list says: {text}")


# -- the extract -----------------------------------------------------------------------------------


def _from_csv(path: Path, account: LoadReport) -> Iterator[_Ship]:
    rows = table_rows(path)
    first = next(rows)
    header = header_of(path, first, COLUMNS)
    more = [name for name in header if name not in COLUMNS]
    if more:
        account.notes.append("columns not read: " + ", ".join(more))
    cells = Cells(latin=False)
    for row in rows:
        account.read += 1
        place = f"{path}:{row.line}"
        try:
            texts = named(header, row, cells.clean)
        except ValueInvalid as error:
            account.reject(place, reason(error), row.text)
            continue
        yield _Ship(
            place,
            names=_split(texts.get("names", ""), "|"),
            imo=texts.get("imo"),
            days=_split(texts.get("dates_designated", ""), ";"),
        )
    account.notes += cells.notes()


def _split(text: str, sign: str) -> list[str]:
    return [part for piece in text.split(sign) if (part := clean(piece))]


# -- the list --------------------------------------------------------------------------------------


def _from_html(path: Path, account: LoadReport) -> tuple[str | None, Iterator[_Ship]]:
    """The date in the title, and the ships. Raises InputError where there is no table with the list's columns."""
    root = _root(path)
    title = " ".join(_text(element) for element in root.iter("title"))
    dated = _TITLE_DATE.search(title)
    grids = [_grid(table) for table in root.iter("table")]
    measures = next((_headings(grid) for grid in grids if _headings(grid)), None)
    if measures is None:
        raise InputError(
            str(path), "no table with vessel names and measures in it", "Give the 1718 Designated Vessels List."
        )
    return half_date(dated[0]) if dated else None, _ships(path, grids, measures, account)


def _root(path: Path) -> etree._Element:
    """The document; HTML is mended while it is read, and nothing outside the file is asked for."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        # A null would become a sign that is shown.
        root = etree.fromstring(read_text(path).replace("\0", "").encode(), parser)
    except etree.XMLSyntaxError as error:
        raise InputError(str(path), f"not HTML ({error.msg})", "Give the 1718 Designated Vessels List.") from error
    if root is None:
        raise InputError(str(path), "not HTML", "Give the 1718 Designated Vessels List.")
    return root


def _grid(table: etree._Element) -> list[list[etree._Element | None]]:
    """The rows of a table with each cell in all the columns and rows that it spans."""
    rows: list[list[etree._Element | None]] = []
    down: dict[int, tuple[etree._Element, int]] = {}
    for tr in table.iter("tr"):
        row: list[etree._Element | None] = [None] * _WIDTH
        for column, (cell, left) in list(down.items()):
            row[column] = cell
            if left == 1:
                del down[column]
            else:
                down[column] = (cell, left - 1)
        column = 0
        for cell in tr.iterchildren("td", "th"):
            while column < _WIDTH and row[column] is not None:
                column += 1
            for at in range(column, min(column + _span(cell, "colspan"), _WIDTH)):
                row[at] = cell
                if _span(cell, "rowspan") > 1:
                    down[at] = (cell, _span(cell, "rowspan") - 1)
        rows.append(row)
    return rows


def _span(cell: etree._Element, name: str) -> int:
    text = cell.get(name, "1")
    return max(1, min(int(text), _SPAN)) if text.isdecimal() else 1


def _headings(grid: list[list[etree._Element | None]]) -> list[str] | None:
    """The names of the columns of measures: the row under `Relevant sanctions measures`."""
    for row in grid:
        if "vessel name" in _text(row[_LABEL]).lower() and "imo" in _text(row[_IMO]).lower():
            headings = [_text(cell) for cell in row[_MEASURES:]]
            if all(headings) and len(set(headings)) == len(headings):
                return headings
    return None


def _ships(
    path: Path, grids: list[list[list[etree._Element | None]]], measures: list[str], account: LoadReport
) -> Iterator[_Ship]:
    """Each ship begins with a name over two columns and has the rows under it."""
    ship: _Ship | None = None
    begun: etree._Element | None = None
    dated: etree._Element | None = None
    unread: Counter[str] = Counter()
    for row in (row for grid in grids for row in grid):
        label = row[_LABEL]
        if label is None or "vessel name" in _text(label).lower() or row[_NUMBER] is label:
            continue
        if label is row[_VALUE] and label is not begun:
            if ship:
                yield ship
            begun, dated = label, None
            account.read += 1
            fields_, _, more = _text(row[_IMO]).partition("MMSI:")
            ship = _Ship(
                f"{path}:{label.sourceline} ship {account.read}",  # pyrefly: ignore[missing-attribute]
                names=_items(_text(label)),
                imo=clean(fields_),
                mmsi=[number for item in _items(more) for number in re.findall(r"[0-9]+", item)],
            )
        elif ship:
            _detail(ship, _text(label), _text(row[_VALUE]), unread)
        if ship and row[_DATE] is not dated and _text(row[_DATE]):
            dated = row[_DATE]
            _designation(ship, _text(dated), [_text(cell) for cell in row[_MEASURES:]], measures)
    if ship:
        yield ship
    if unread:
        account.notes.append("labels not known: " + ", ".join(f"{label} ({n})" for label, n in sorted(unread.items())))


def _designation(ship: _Ship, day: str, cells: list[str], measures: list[str]) -> None:
    ship.days.append(day)
    for measure, cell in zip(measures, cells, strict=True):
        if cell.lower() == "yes":
            ship.measures.append((measure, day))
        elif cell.lower() not in (*NOT_AVAILABLE, "no", ""):
            # Neither yes nor no: kept in the list's words, and not taken for a measure that applies.
            ship.details.append((measure, cell))


def _detail(ship: _Ship, label: str, text: str, unread: Counter[str]) -> None:
    known_label = label.lower()
    if not text or text.lower() in NOT_AVAILABLE:
        return
    if known_label == "other information":
        ship.comments = " ".join(filter(None, (ship.comments, text)))
    elif known_label == "picture link":
        # The link is broken over the lines of a cell.
        ship.details.append(("picture link", text.replace(" ", "")))
    elif known_label in _DETAILS:
        ship.details += [(_DETAILS[known_label], item) for item in _items(text)]
    else:
        if not known_label.startswith("designated"):
            unread[label] += 1
        ship.details.append((label, text))


def _items(text: str) -> list[str]:
    """`1: AN SAN 1 2: Name` as its items; a text without numbers is one item."""
    records: list[str] = []
    remainder = text
    while True:
        number = len(records) + 1
        before, sign, after = _cut(remainder, number)
        if not sign:
            break
        if records:
            records[-1] = before
        records.append(after)
        remainder = after
    return [item for part in records or [text] if (item := clean(part))]


def _cut(text: str, number: int) -> tuple[str, str, str]:
    match = re.search(rf"(?<!\S){number}[:.]\s*", text)
    return (text[: match.start()], match[0], text[match.end() :]) if match else (text, "", "")


def _text(cell: etree._Element | None) -> str:
    """The text of a cell; its paragraphs are lines of one text."""
    if cell is None:
        return ""
    paragraphs = list(cell.iter("p")) or [cell]
    return clean(" ".join("".join(str(t) for t in p.itertext()) for p in paragraphs)) or ""
