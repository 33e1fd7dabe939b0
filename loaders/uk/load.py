"""The UK Sanctions List (FCDO), as CSV or XML, and the CSV of OFSI's Consolidated List, which ended in January 2026.

Published at https://www.gov.uk/government/publications/the-uk-sanctions-list; the Consolidated List stood at
https://www.gov.uk/government/publications/financial-sanctions-consolidated-list-of-targets. Both begin with a line
that dates the file (`Report Date: 13-Feb-2026`; `Last Updated,27/01/2026`) and then a header. An entry has a row for
each of its names, and again for each address, date of birth and paper: rows of one Unique ID (OFSI: Group ID) are one
listing, and what they repeat stands once. Days are written before months, and parts that are not known as
`dd/mm/1945` or `00/00/1975`.

The two are lists of their own: one has every measure, the other asset freezes alone. Unique ID and Group ID are the
lasting keys; each list states the other's. The order of rows does not count between editions. Files of the Consolidated
List of 2014 call an entry's first name its prime alias, do not say how good an alias is, and are Windows-1252.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from ...graph.editions.record_version import edition_id
from ...graph.load_report import LoadReport
from ...graph.progress import Progress
from ...graph.store import Graph
from ...schema.entities import Entity
from ...schema.errors import InputError, ValueInvalid
from ...schema.law import Programme
from ...schema.names import clean
from ...schema.sources import Edition
from ...schema.statements import (
    Address,
    Alias,
    BirthPlace,
    Designation,
    Identification,
    Listing,
    Nationality,
    Part,
    Value,
    parts_of,
)
from ..common.csv_rows import Cells
from ..common.listing_parts import (
    CsvRecord,
    birth,
    document,
    enumerated,
    enumerated_pairs,
    half_date,
    header_of,
    imo_numbers,
    key_of,
    listed_day,
    named,
    numbered,
    table_rows,
)
from ..common.load import Found, Rows, UnreadKeys, edition_date, reason, store_rows
from ..common.open_file import suffix_of
from ..linking.link_records import linked
from .columns import COLUMN_NAMES, CONSOLIDATED, SANCTIONS_LIST, ColumnLayout
from .entry import UkEntry, checked_key
from .xml_format import UkXmlReader

KINDS = {"individual": "Person", "entity": "Organization", "ship": "Vessel"}
#: Columns that are fields of the listing, or are read in their own way; every other becomes a value of its own.
_FIELDS = {"title", "gender", "other information", "uk statement of reasons", "sanctions imposed", "last updated"}
_PROPERTIES = {
    "phone number": "phone",
    "website": "website",
    "email address": "email",
    "current believed flag of ship": "flag",
}
_REFERENCES = {"ofsi group id": "OFSI Group ID", "un reference number": "UN reference number"}
#: What older files call a column: the UK Sanctions List of 2022, the Consolidated List of 2014.
_FORMER = {"individual, entity, ship": "designation type", "ni number": "national identification details"}
#: What the type of an entry's first name is called; the second in older files.
_PRIMARY = {"primary name", "prime alias"}
_PREAMBLE = re.compile(r"\b(?:\d{1,2}-[A-Za-z]{3}-\d{4}|\d{1,2}/\d{1,2}/\d{4})\b")
#: Lines before the header at most.
_BEFORE = 5
#: `(UK Statement of Reasons):` and the like, which the Consolidated List writes into Other Information.
_TAG = re.compile(r"\(([A-Z][^()]{1,60}(?:\([^()]*\))?)\):")


def load(graph: Graph, path: Path, edition: str | None = None, progress: Progress | None = None) -> LoadReport:
    """Load one edition of either list. `edition` (ISO day) overrides the date in the first line."""
    account = LoadReport("uk", str(path))
    return store_rows(graph, parse(path, account, edition, progress), account)


def parse(path: Path, account: LoadReport, edition: str | None = None, progress: Progress | None = None) -> Rows:
    """Read the file as a stream of rows, and put the rows of each entry together.

    The account counts entries, and rows that cannot be given to one. Raises InputError for another header.
    """
    unread = UnreadKeys()
    if suffix_of(path) == ".xml":
        reader = UkXmlReader(path, account, unread)
        form, header = SANCTIONS_LIST, {column.casefold(): column for column in COLUMN_NAMES}
        entries = {entry.key: entry for entry in _with_progress(reader.entries(), progress)}
        dated = reader.published
    else:
        rows = table_rows(path)
        form, header, dated = _header(path, rows)
        entries = _entries(path, rows, form, header, account, unread, progress)
    records: list[Found] = []
    programmes: dict[str, Programme] = {}
    for entry in entries.values():
        account.read += 1
        try:
            listing = _listing(entry, form, header)
            names = [alias.name for alias in parts_of(listing.parts_, Alias)]
            entity = Entity.named(listing.about, KINDS[listing.entryType], listing.name, names)
        except (ValueInvalid, ValueError) as error:
            account.reject(entry.place, reason(error), entry.key)
            unread.add(entry.key)
            continue
        records.append((entry.place, listing, [entity]))
        programme = listing.under or ""
        programmes.setdefault(programme, Programme(id=programme, name=f"UK sanctions: {listing.listType}"))
    days = (text for entry in entries.values() for text in _days(entry, form))
    date = edition_date(path, edition, dated, days, account, may_guess=False)
    state = Edition(
        id=edition_id(form.dataset, date),
        name=f"{form.name}, edition of {date}",
        dataset=form.dataset,
        date=date,
        url=form.url,
        publisher=form.publisher.id,
    )
    return linked(account, records, Rows(state, stubs=[form.publisher, *programmes.values()], unread=unread))


def _with_progress(entries: Iterator[UkEntry], progress: Progress | None) -> Iterator[UkEntry]:
    for count, entry in enumerate(entries, start=1):
        yield entry
        if progress and count % 200 == 0:
            progress(count)


def _header(path: Path, rows: Iterator[CsvRecord]) -> tuple[ColumnLayout, dict[str, str], str | None]:
    """Which list it is, its columns (folded, as written), and the date in the lines before the header."""
    dated = None
    for row, _ in zip(rows, range(_BEFORE), strict=False):
        cells = {(clean(cell) or "").casefold() for cell in row.cells}
        form = next((form for form in (SANCTIONS_LIST, CONSOLIDATED) if form.key in cells), None)
        if form:
            folded = CsvRecord(row.line, [_FORMER.get(cell.strip().casefold(), cell.casefold()) for cell in row.cells])
            columns = header_of(path, folded, form.needed)
            return form, dict(zip(columns, (clean(cell) or "" for cell in row.cells), strict=True)), dated
        match = _PREAMBLE.search(" ".join(row.cells))
        dated = dated or (half_date(match[0]) if match else None)
    raise InputError(
        f"{path}:1", "no header with Unique ID or Group ID", "Give the CSV of the UK Sanctions List with its header."
    )


def _entries(
    path: Path,
    rows: Iterator[CsvRecord],
    form: ColumnLayout,
    header: dict[str, str],
    account: LoadReport,
    unread: UnreadKeys,
    progress: Progress | None,
) -> dict[str, UkEntry]:
    """The rows of each entry put together. A row of another width than the header, or without an id, is rejected."""
    columns = list(header)
    alone = {*columns} - {column for group in form.groups.values() for column in group} - {form.key}
    cells = Cells(form.latin)
    # The rows of an entry repeat most of their cells.
    cleaned = lru_cache(maxsize=1024)(cells.clean)
    entries: dict[str, UkEntry] = {}
    for count, row in enumerate(rows, start=1):
        place = f"{path}:{row.line}"
        try:
            row_texts = named(columns, row, cleaned)
            key = checked_key(row_texts.get(form.key), header[form.key])
        except ValueInvalid as error:
            account.read += 1
            account.reject(place, reason(error), row.text)
            unread.add(None)
            continue
        entry = entries.setdefault(key, UkEntry(key, place))
        for name, group in form.groups.items():
            entry.add(name, tuple(row_texts.get(column, "") for column in group))
        for column in row_texts.keys() & alone:
            entry.add(column, (row_texts[column],))
        if progress and count % 1000 == 0:
            progress(len(entries))
    account.notes += cells.notes()
    return entries


def _listing(entry: UkEntry, form: ColumnLayout, header: dict[str, str]) -> Listing:
    kinds = {kind.casefold() for kind in entry.column(form.kind)}
    if len(kinds) != 1 or not kinds <= KINDS.keys():
        raise ValueInvalid(f"{header[form.kind]} is {', '.join(sorted(kinds)) or 'empty'}: one of {', '.join(KINDS)}")
    regimes = entry.column(form.regime)
    if not regimes:
        raise ValueInvalid(f"no {header[form.regime]}")
    name, aliases = _names(entry)
    days = [listed_day(text, header[form.listed]) for text in entry.column(form.listed)]
    comments = entry.column("other information")
    tags = _tags(comments)
    parts: list[Part] = [*aliases, *_grouped_parts(entry), *_tagged_parts(tags), *_single_parts(entry, form, header)]
    if len(days) > 1:
        parts += [Value(id="", name=d, property=header[form.listed], value=d) for d in sorted(days)]
    about = f"{form.namespace}:{entry.key}"
    scripts = [cells[0] for cells in entry.groups("script") if cells[0]]
    measures = {
        row_texts
        for text in entry.column("sanctions imposed")
        for piece in text.split("|")
        if (row_texts := clean(piece))
    }
    return Listing(
        id="",
        name=name,
        dataset=form.dataset,
        key=entry.key,
        list=form.list,
        reference=entry.key,
        listType=regimes[0],
        entryType=next(iter(kinds)),
        listedOn=min(days, default=None),
        amendedOn=sorted({listed_day(text, "Last Updated") for text in entry.column("last updated")}),
        gender="; ".join(entry.column("gender") or tags.get("gender", [])) or None,
        honorifics=entry.column("title"),
        comments="; ".join(comments) or None,
        originalScript=scripts[0] if scripts else None,
        programs=regimes,
        measures=sorted(measures),
        reason="; ".join(entry.column("uk statement of reasons") or tags.get("uk statement of reasons", [])) or None,
        about=about,
        under=f"uk-{key_of(regimes[0])}",
        parts_=numbered(about, parts),
    )


def _names(entry: UkEntry) -> tuple[str, list[Alias]]:
    """The name that the list calls primary (of two, the first by letters), and all the others."""
    row_texts = [(" ".join(filter(None, cells[:6])), cells[6], cells[7]) for cells in entry.groups("name")]
    row_texts = [(name, type_, strength) for name, type_, strength in row_texts if name]
    primary = [name for name, type_, _ in row_texts if type_.casefold() in _PRIMARY]
    scripts = [cells for cells in entry.groups("script") if cells[0]]
    candidates = primary or [name for name, _, _ in row_texts] or [cells[0] for cells in scripts]
    if not candidates:
        raise ValueInvalid("no name")
    aliases = [
        Alias(id="", name=name, quality=", ".join(filter(None, (type_, strength))) or None)
        for name, type_, strength in row_texts
        if name != candidates[0] or type_.casefold() not in _PRIMARY or strength
    ]
    for text, script, language in scripts:
        note = ", ".join(filter(None, (script, language)))
        aliases.append(Alias(id="", name=text, quality="non-Latin script", note=note or None))
    return candidates[0], aliases


def _grouped_parts(entry: UkEntry) -> Iterator[Part]:
    for *lines, postal_code, country in entry.groups("address"):
        street = ", ".join(filter(None, lines))
        full = ", ".join(filter(None, (street, postal_code, country)))
        yield Address(id="", name=full, street=street or None, postalCode=postal_code or None, country=country or None)
    for kind in ("passport", "national identifier"):
        for numbers, notes in entry.groups(kind):
            for number, note in enumerated_pairs(numbers, notes):
                if number:
                    yield document(kind, number, note or None)
                else:
                    yield Identification(id="", name=f"{kind}: {note}", documentType=kind, note=note)
    for cities, countries in entry.groups("birth place"):
        for city, country in enumerated_pairs(cities, countries):
            name = ", ".join(filter(None, (city, country)))
            yield BirthPlace(id="", name=name, city=city or None, country=country or None)


def _single_parts(entry: UkEntry, form: ColumnLayout, header: dict[str, str]) -> Iterator[Part]:
    """A part for each value of the columns that stand alone; those that are not known are kept as values."""
    skip = {*form.groups, *_FIELDS, form.kind, form.regime, form.listed}
    for column in sorted(entry.values.keys() - skip):
        for text in entry.column(column):
            if column in ("dob", "d.o.b"):
                yield birth(text)
            elif column.startswith("nationality"):
                yield from (Nationality(id="", name=name) for name in enumerated(text) if name)
            elif column == "position":
                yield from (Designation(id="", name=name) for name in enumerated(text) if name)
            elif column == "imo number":
                yield from imo_numbers(text)
            elif column.startswith("business registration number"):
                yield document("registration number", text)
            elif column in _REFERENCES:
                yield document(_REFERENCES[column], text)
            else:
                yield Value(id="", name=text, property=_PROPERTIES.get(column, header.get(column, column)), value=text)


def _tags(comments: list[str]) -> dict[str, list[str]]:
    """`(Gender):Male (UN Ref):QDi.289` as its values, by folded tag."""
    records: dict[str, list[str]] = {}
    for text in comments:
        pieces = _TAG.split(text)
        for tag, row_texts in zip(pieces[1::2], pieces[2::2], strict=True):
            value = clean(row_texts.strip().strip('"'))
            if value:
                records.setdefault(tag.casefold(), []).append(value)
    return records


def _tagged_parts(tags: dict[str, list[str]]) -> Iterator[Part]:
    """The numbers among the tags; the text itself stays in the comments."""
    for tag, kind in (("uk sanctions list ref", "UK Sanctions List reference"), ("un ref", "UN reference number")):
        for text in tags.get(tag, []):
            yield document(kind, text.rstrip(" ."))
    for text in tags.get("imo number", []):
        yield from imo_numbers(text.rstrip(" ."))


def _days(entry: UkEntry, form: ColumnLayout) -> Iterator[str]:
    """The days that an entry bears, as far as they can be read."""
    for text in (*entry.column(form.listed), *entry.column("last updated")):
        try:
            yield half_date(text) or ""
        except ValueInvalid:
            continue
