"""EU sanctions regulations as tables: the consolidated annexes of one act, or what one amending act adds to them.

The acts are published in the Official Journal, https://eur-lex.europa.eu; the CSV is OpenSanctions' transcription of
them (`journal_sanctions`), whose FORMAT.md is the specification. A consolidated file is one act as a whole, so each
act is a data set, and its files are editions of it. An amending act states additions and changes, never removals: it
is a data set of its own, and its entries are kept under another list (`EU amending act`), because they would stand
for ever even where a later act removed them. Both speak of the same things, under the same ids.

The lasting key is act, annex, kind, and the entry's printed number; an annex that numbers nothing gives the name. The
same entry under another programme or measure is another record on the same thing. IMO numbers and others are stated.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

from ..graph.editions.record_version import edition_id
from ..graph.load_report import LoadReport
from ..graph.progress import Progress
from ..graph.store import Graph
from ..schema.entities import Entity
from ..schema.errors import InputError, ValueInvalid
from ..schema.law import Programme
from ..schema.sources import Edition, Publisher
from ..schema.statements import Address, Alias, BirthPlace, Designation, Listing, Nationality, Part, Value, parts_of
from . import eu_financial_sanctions
from .common.csv_rows import Cells
from .common.listing_parts import (
    birth,
    document,
    header_of,
    imo_numbers,
    key_of,
    listed_day,
    named,
    numbered,
    table_rows,
)
from .common.load import Found, Rows, UnreadKeys, edition_date, reason, store_rows
from .linking.link_records import linked

LIST = "EU"
AMENDING = "EU amending act"
#: What every file has; the columns of things are optional, as older files lack some.
NEEDED = ("recordId", "programKey", "annex", "measure", "startDate", "reason", "schema", "name")
_PROVENANCE = ("celex", "amendedCelex", "amendmentCelex")
_PUBLISHER = Publisher(id="pub:eu-oj", name="Official Journal of the European Union", url="https://eur-lex.europa.eu/")
_CELEX = re.compile(r"[0-9]{5}[A-Z]{1,2}[0-9]{4}\Z")
_PROGRAMME = re.compile(r"[A-Z]{2,}(?:-[A-Z0-9]+)+\Z")
#: FollowTheMoney's schema to the list's word for the entry and our kind of thing.
SCHEMAS = {
    "Person": ("person", "Person"),
    "LegalEntity": ("entity", "Organization"),
    "Organization": ("organization", "Organization"),
    "Company": ("company", "Company"),
    "Vessel": ("vessel", "Vessel"),
    "Asset": ("asset", "Asset"),
}
#: Schemas that one transcription may give and the next refine, without the entry being another one.
_GROUPS = {"LegalEntity": "entity", "Organization": "entity", "Company": "entity"}
_NAMES = {"alias": "a.k.a.", "weakAlias": "low quality a.k.a.", "previousName": "f.k.a."}
_NUMBERS = {
    "passportNumber": "passport",
    "registrationNumber": "registration number",
    "taxNumber": "tax number",
    "idNumber": "identity number",
    "innCode": "INN",
    "ogrnCode": "OGRN",
    "kppCode": "KPP",
    "okpoCode": "OKPO",
    "leiCode": "LEI",
    "swiftBic": "SWIFT/BIC",
    "ticker": "ticker",
    "mmsi": "MMSI",
}
#: Columns that are fields of the listing; the rest become parts, one for each value.
_FIELDS = {*_PROVENANCE, *NEEDED, "gender", "notes"}
_KNOWN = {"country", "jurisdiction", "flag", "appearance", "ethnicity", "fatherName", "motherName", "incorporationDate"}
_KNOWN |= {"legalForm", "sector", "phone", "email", "website", "nationality", "birthDate", "birthPlace", "position"}
_KNOWN |= {"address", "imoNumber", *_NAMES, *_NUMBERS, *_FIELDS}


def load(graph: Graph, path: Path, edition: str | None = None, progress: Progress | None = None) -> LoadReport:
    """Load one file, or the consolidated financial sanctions file.

    `edition` (ISO day) is the day of the consolidated version or of the amending act.
    """
    if eu_financial_sanctions.is_financial_sanctions_file(path):
        return eu_financial_sanctions.load(graph, path, edition, progress)
    account = LoadReport("eu", str(path))
    return store_rows(graph, parse(path, account, edition, progress), account)


def parse(path: Path, account: LoadReport, edition: str | None = None, progress: Progress | None = None) -> Rows:
    """Read the file as a stream of rows. Broken rows go to the account's rejections.

    Raises InputError for a file without the columns of the format, or without a row that can be read.
    """
    rows = table_rows(path)
    first = next(rows)
    amending = any(cell.strip() == "amendmentCelex" for cell in first.cells)
    header = header_of(path, first, ("amendedCelex", "amendmentCelex", *NEEDED) if amending else ("celex", *NEEDED))
    more = [name for name in header if name not in _KNOWN]
    if more:
        account.notes.append("columns that the format lacks, kept as values: " + ", ".join(more))
    cells = Cells(latin=False)
    source: str | None = None
    records: list[Found] = []
    unread = UnreadKeys()
    programmes: dict[str, Programme] = {}
    for row in rows:
        account.read += 1
        place = f"{path}:{row.line}"
        columns: dict[str, str] = {}
        try:
            columns = named(header, row, cells.clean)
            act = _celex(columns, "amendmentCelex" if amending else "celex")
            if source not in (None, act):
                raise ValueInvalid(f"{act} in a file of {source}: a file is of one act")
            listing = _listing(columns, amending)
            entity = _entity(listing, columns)
        except (ValueInvalid, ValueError, csv.Error) as error:
            account.reject(place, reason(error), row.text)
            _note_unread(unread, columns, amending)
            continue
        source = act
        records.append((place, listing, [entity]))
        programme = columns["programKey"]
        programmes.setdefault(programme, Programme(id=programme.lower(), name=f"EU sanctions programme {programme}"))
        if progress and account.read % 200 == 0:
            progress(account.read)
    account.notes += cells.notes()
    if source is None:
        source = _empty(path, account, amending)
    listed = (record.listedOn or "" for _, record, _ in records if isinstance(record, Listing))
    date = edition_date(path, edition, None, listed, account)
    state = _edition(source, date, amending)
    return linked(account, records, Rows(state, stubs=[_PUBLISHER, *programmes.values()], unread=unread))


def _empty(path: Path, account: LoadReport, amending: bool) -> str:
    """The act of a file without entries: by its name, where it is consolidated and the act lists nothing."""
    if account.rejections:
        first = account.rejections[0]
        raise InputError(
            first.place, f"no entry of the file could be read; of the first: {first.reason}", "Correct it."
        )
    if amending or not _CELEX.match(path.stem):
        raise InputError(str(path), "no entry in it", "Give a file with entries, or one named after its act.")
    return path.stem


def _edition(act: str, date: str, amending: bool) -> Edition:
    dataset = f"eu-amending-{act}" if amending else f"eu-{act}"
    form_name = "amending act, what it adds and changes" if amending else "consolidated"
    return Edition(
        id=edition_id(dataset, date),
        name=f"EU {act}, {form_name}, {date}, as transcribed by OpenSanctions",
        dataset=dataset,
        date=date,
        url=f"https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:{act}",
        publisher=_PUBLISHER.id,
    )


def _celex(columns: dict[str, str], column: str) -> str:
    text = columns.get(column, "")
    if not _CELEX.match(text):
        raise ValueInvalid(f"{column} {text[:60]!r} is not the number of an act, such as 32014R0833")
    return text


def _thing(columns: dict[str, str], amending: bool) -> str:
    """The lasting key of what is listed: act, annex, kind, number or name."""
    act = _celex(columns, "amendedCelex" if amending else "celex")
    schema = columns.get("schema", "")
    if schema not in SCHEMAS:
        raise ValueInvalid(f"schema {schema[:60]!r} is none of {', '.join(SCHEMAS)}")
    if "name" not in columns:
        raise ValueInvalid("no name")
    annex = re.sub(r"[^\w.]+", "-", columns.get("annex", "-"))[:40]
    return f"{act}/{annex}/{_GROUPS.get(schema, schema.lower())}/{key_of(columns.get('recordId') or columns['name'])}"


def _key(columns: dict[str, str], thing: str) -> str:
    programme, measure = columns.get("programKey", ""), columns.get("measure")
    if not _PROGRAMME.match(programme):
        raise ValueInvalid(f"programKey {programme[:60]!r} is not a programme, such as EU-RUS")
    if not measure:
        raise ValueInvalid("no measure")
    return f"{thing}/{programme}/{key_of(measure)}"


def _note_unread(unread: UnreadKeys, columns: dict[str, str], amending: bool) -> None:
    """Note the key of a row that could not be read, as far as the row shows it."""
    try:
        thing = _thing(columns, amending)
    except ValueInvalid:
        unread.add(None)
        return
    try:
        unread.add(_key(columns, thing))
    except ValueInvalid:
        unread.add(None, under=f"{thing}/")


def _listing(columns: dict[str, str], amending: bool) -> Listing:
    thing = _thing(columns, amending)
    act = _celex(columns, "amendedCelex" if amending else "celex")
    start = columns.get("startDate")
    listed_on = listed_day(start, "startDate") if start else None
    values = {column: _values(text) for column, text in columns.items() if column not in _FIELDS or column == "notes"}
    parts: list[Part] = [Value(id="", name=act, property="act", value=act)]
    if amending:
        by = columns["amendmentCelex"]
        parts.append(Value(id="", name=by, property="amending act", value=by))
    for column, column_values in values.items():
        if column == "imoNumber":
            parts += [number for value in column_values for number in imo_numbers(value)]
        elif column != "notes":
            parts += [_part(column, value, listed_on) for value in column_values]
    return Listing(
        id="",
        name=columns["name"],
        dataset=f"eu-amending-{columns['amendmentCelex']}" if amending else f"eu-{act}",
        key=_key(columns, thing),
        list=AMENDING if amending else LIST,
        reference="/".join(filter(None, (act, columns.get("annex"), columns.get("recordId")))),
        listType=columns["programKey"],
        entryType=SCHEMAS[columns["schema"]][0],
        listedOn=listed_on,
        gender=columns.get("gender"),
        comments=" ".join(values.get("notes", [])) or None,
        programs=[columns["programKey"]],
        measures=[columns["measure"]],
        annex=columns.get("annex"),
        reason=columns.get("reason"),
        about=f"eu:{thing}",
        under=columns["programKey"].lower(),
        parts_=numbered(f"eu:{thing}", parts),
    )


def _values(text: str) -> list[str]:
    """The values of a cell, parted by semicolons; one that has a semicolon itself is in quotes. Twice is once."""
    if ";" not in text and '"' not in text:
        return [text]
    cells = next(csv.reader([text], delimiter=";", skipinitialspace=True), [])
    return list(dict.fromkeys(value for cell in cells if (value := " ".join(cell.split()))))


def _part(column: str, value: str, listed_on: str | None) -> Part:
    if column in _NAMES:
        return Alias(id="", name=value, quality=_NAMES[column])
    if column in _NUMBERS:
        return document(_NUMBERS[column], value)
    match column:
        case "birthDate":
            return birth(value, listed_on)
        case "birthPlace":
            return BirthPlace(id="", name=value)
        case "nationality":
            return Nationality(id="", name=value)
        case "position":
            return Designation(id="", name=value)
        case "address":
            return Address(id="", name=value)
        case _:
            return Value(id="", name=value, property=column, value=value)


def _entity(listing: Listing, columns: dict[str, str]) -> Entity:
    names = [alias.name for alias in parts_of(listing.parts_, Alias)]
    return Entity.named(listing.about, SCHEMAS[columns["schema"]][1], listing.name, names)
