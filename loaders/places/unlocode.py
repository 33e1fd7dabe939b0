"""UN/LOCODE: the UN's codes for trade and transport locations, in the CSV of its releases.

Published at https://unece.org/trade/uncefact/unlocode, twice a year. A release is one edition: three files named
`… UNLOCODE CodeListPart1.csv` to `3`, without a header, beside a file of subdivision codes. Columns: change, country,
location, name, name without diacritics, subdivision, functions, status, date, IATA, coordinates, remarks. The files
are in Windows-1252; UTF-8 is read too, cell by cell.

A location is a Place that has functions: no port, station or airport of its own. Rows of three shapes: a location;
a country (no location code, a name after a full stop); a reference such as `Vienna = Wien`, which gives one place
another name and has no code.

Normalised before two versions are compared, and so not stored: the change indicator and the `@Sub`, `@Coo` … at the
end of remarks, which say what changed since the last release, and white space.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ...graph.editions.record_version import RecordVersion, edition_id
from ...graph.load_report import LoadReport
from ...graph.progress import Progress
from ...graph.store import Graph
from ...schema.dates import HalfDate, day
from ...schema.entities import Entity
from ...schema.errors import InputError, ValueInvalid
from ...schema.ids import slug
from ...schema.sources import Edition, Publisher
from ...schema.statements import Alias, Code, Location, Part, Record
from ..common.companions import read_with
from ..common.csv_rows import Cells, Keys, csv_rows, join_texts, part_id, shown
from ..common.load import Found, Rows, UnreadKeys, compact, reason, store_rows, unique
from ..common.state_entity import state_entity

DATASET = "unlocode"
COLUMNS = 12
#: What the characters of the function column mean (UN/LOCODE Manual).
FUNCTIONS = {
    "0": "not known",
    "1": "port",
    "2": "rail",
    "3": "road",
    "4": "airport",
    "5": "postal exchange",
    "6": "multimodal",
    "7": "fixed transport",
    "8": "inland port",
    "B": "border crossing",
}
#: Installations in international waters: a code that no State has.
NO_STATE = "XZ"
_PUBLISHER = Publisher(
    id="pub:unece",
    name="United Nations Economic Commission for Europe",
    url="https://unece.org/trade/uncefact/unlocode",
)
_PART = re.compile(r"(?P<before>.*CodeListPart)\d+(?P<after>.*\.csv)\Z", re.IGNORECASE)
_COUNTRY = re.compile(r"[A-Z]{2}\Z")
_LOCATION = re.compile(r"[A-Z0-9]{3}\Z")
#: The id of a location, and its names.
_Names = tuple[str, tuple[str, ...]]
_PLACES = re.compile(r"(\d{2})(\d{2})([NS]) (\d{3})(\d{2})([EW])\Z")
#: Some releases have a few coordinates in decimal degrees.
_DECIMAL = re.compile(r"(\d{1,2}\.\d+) ?([NS])[ ,]+(\d{1,3}\.\d+) ?([EW])\Z")
_FOREIGN = re.compile(r"([A-Z]{2}) ?([A-Z0-9]{3})\Z")
_CHANGED = re.compile(r"(?:@[A-Z][a-z]+)+\Z")
_COLUMNS = {
    5: ("subdivision", re.compile(r"[A-Z0-9]{1,3}\Z")),
    6: ("function", re.compile(r"[-0-9B]{1,8}\Z")),
    7: ("status", re.compile(r"[A-Z]{2}\Z")),
    8: ("date", re.compile(r"\d{2}(0[1-9]|1[0-2])\Z")),
    9: ("IATA code", re.compile(r"[A-Z0-9]{3}\Z")),
}


@dataclass
class _File:
    """What is known of a release while it is read."""

    account: LoadReport
    subdivisions: dict[str, str]
    cells: Cells = field(default_factory=lambda: Cells(latin=True))
    keys: Keys = field(default_factory=Keys)
    countries: set[str] = field(default_factory=set)
    references: list[tuple[str, str, str, str, list[str | None]]] = field(default_factory=list)
    unread: UnreadKeys = field(default_factory=UnreadKeys)
    displaced: int = 0
    latest: str = ""


def load(graph: Graph, path: Path, edition: str | None = None, progress: Progress | None = None) -> LoadReport:
    """Load a release: a folder, or one of its files, with which the parts beside it are read; else one file alone.

    The latest month of change in it dates a release; `edition` overrides that.
    """
    account = LoadReport("stations", str(path))
    parts, subdivisions = _release(path, account)
    file = _File(account, _subdivisions(subdivisions))
    records: list[Found] = []
    names: list[_Names] = []
    for part in parts:
        for row in _rows(part, file, progress):
            names += _names(row[1])
            records += compact([row])
    records += compact(_referring(file, names))
    if not records:
        first = account.rejections[0] if account.rejections else None
        why = f"; of the first row: {first.reason}" if first else ""
        raise InputError(str(path), f"no row of UN/LOCODE in it{why}", "Give the CSV of a release.")
    account.notes += [*file.keys.notes("UN/LOCODEs"), *file.cells.notes()]
    if file.displaced:
        account.notes.append(
            f"{file.displaced} coordinates cannot be right (60 minutes or more, or no direction): noted"
        )
    date = _date(path, edition, file)
    state = Edition(
        id=edition_id(DATASET, date),
        name=f"UN/LOCODE, as of {date}",
        dataset=DATASET,
        date=date,
        url=_PUBLISHER.url,
        publisher=_PUBLISHER.id,
    )
    return store_rows(graph, unique(account, records, Rows(state, stubs=[_PUBLISHER], unread=file.unread)), account)


def is_release(cells: list[str]) -> bool:
    """Whether the first row of a file is one of UN/LOCODE."""
    return len(cells) == COLUMNS and bool(_COUNTRY.match(cells[1].strip()))


def companions(paths: Sequence[Path]) -> dict[Path, Path]:
    """Return which of some files are parts or subdivision codes of the release that another of them begins."""
    read: dict[Path, Path] = {}
    for path in sorted(paths):
        if _PART.match(path.name) and path.is_file() and path not in read:
            parts, subdivisions = _release(path, LoadReport("stations", str(path)))
            read |= read_with(path, [*parts, *subdivisions], paths)
    return read


def _release(path: Path, account: LoadReport) -> tuple[list[Path], list[Path]]:
    """The files of locations, in order, and those of subdivisions. Parts beside a part belong to it."""
    if path.is_dir():
        files = sorted(p for p in path.iterdir() if _PART.match(p.name))
        releases = sorted({_name(p) for p in files})
        if not releases:
            raise InputError(
                str(path),
                "Is a directory, and holds no `CodeListPart` file of UN/LOCODE",
                "Give a file of places, or a folder with one release of UN/LOCODE.",
            )
        if len(releases) != 1:
            raise InputError(
                str(path),
                f"{len(releases)} releases of UN/LOCODE in the folder",
                "Give a folder with the `CodeListPart` files of one release, or one of its files.",
            )
        return files, sorted(path.glob("*SubdivisionCodes*.csv"))
    if not _PART.match(path.name):
        return [path], sorted(path.parent.glob("*SubdivisionCodes*.csv"))
    files = (
        sorted(p for p in path.parent.iterdir() if _PART.match(p.name) and _name(p) == _name(path))
        if path.exists()
        else []
    )
    release = _name(path).partition(" ")[0]
    if len(files) > 1:
        account.notes.append("read as one release: " + ", ".join(p.name for p in files))
    elif files:
        account.notes.append("the other parts of the release are not beside it: their places are not in this edition")
    return files or [path], sorted(path.parent.glob(f"{release}*SubdivisionCodes*.csv"))


def _name(path: Path) -> str:
    match = _PART.match(path.name)
    return f"{match['before']}{match['after']}" if match else path.name


def _subdivisions(paths: list[Path]) -> dict[str, str]:
    """Names of subdivisions by their ISO 3166-2 code, `RU-PRI`; rows that are none are passed over."""
    records: dict[str, str] = {}
    cells = Cells(latin=True)
    for path in paths:
        for _, row in csv_rows(path, ","):
            if len(row) >= 3 and _COUNTRY.match(row[0]):
                records.setdefault(f"{row[0]}-{row[1].strip()}", cells.clean(row[2]) or row[1])
    return records


def _rows(path: Path, file: _File, progress: Progress | None) -> Iterator[Found]:
    for line, row in csv_rows(path, ","):
        if row[1:2] == ["Country"]:
            continue  # some publish the list with a header
        file.account.read += 1
        position = f"{path}:{line}"
        try:
            parsed = _row(position, row, file)
        except (ValueInvalid, ValueError) as error:
            file.account.reject(position, reason(error), shown(",".join(row)))
            code = "".join(row[1:3])
            file.unread.add(code if len(code) == 5 and code.isascii() else None)
        else:
            if parsed:
                yield parsed
        if progress and file.account.read % 1000 == 0:
            progress(file.account.read)


def _row(position: str, row: list[str], file: _File) -> Found | None:
    if len(row) != COLUMNS:
        raise ValueInvalid(f"{COLUMNS} columns are needed, the row has {len(row)}: a comma or quote is out of place")
    cells = [file.cells.clean(cell) if cell else None for cell in row]
    if cells[9] and not cells[9].strip("-"):
        cells[9] = None  # one row has `---` for no IATA code
    country, code, name = cells[1], cells[2], cells[3]
    if not country or not _COUNTRY.match(country):
        raise ValueInvalid(f"country {country!r} is not an ISO 3166-1 alpha-2 code")
    if not name:
        raise ValueInvalid("no name")
    for column, (column_name, form) in _COLUMNS.items():
        text = cells[column]
        if text and not form.match(text):
            raise ValueInvalid(f"{text[:40]!r} is no {column_name}: the columns are shifted")
    if code is None:
        return _without_code(position, country, name, cells, file)
    if not _LOCATION.match(code):
        raise ValueInvalid(f"location code {code[:40]!r} is not three letters or digits: the columns are shifted")
    locode = country + code
    key = file.keys.add(locode, name)
    note = None if key == locode else "the release has this code more than once"
    thing = Entity.named(f"{DATASET}:{locode}", "Place", name, [cells[4] or name])
    codes = [("UN/LOCODE", locode), *([("IATA", cells[9])] if cells[9] else [])]
    return position, _location(key, thing, country, cells, codes, note, file), [thing, *_country(country, file)]


def _without_code(position: str, country: str, name: str, cells: list[str | None], file: _File) -> Found | None:
    """A country, or a reference; the references wait for all names to be known."""
    if not name.startswith("."):
        if "=" not in name:
            raise ValueInvalid(f"{name[:80]!r} has no location code, and is neither a country nor a reference")
        before, _, after = name.partition("=")
        plain = (cells[4] or name).partition("=")[2]
        file.references.append((position, before.strip() or name, after.strip(), plain.strip(), cells))
        return None
    name = name.lstrip(". ") or country
    file.countries.add(country)
    if country == NO_STATE:
        thing = Entity.named(f"{DATASET}:{country}", "Place", name)
    else:
        state = state_entity(country)
        thing = Entity.named(state.id, state.kind, state.name, [*state.names, name])
    code: list[Part] = [
        Code(id=part_id(f"{DATASET}:{country}", "code", country), name=country, system="UN/LOCODE", value=country)
    ]
    record = Location(
        id="",
        name=name,
        dataset=DATASET,
        key=file.keys.add(country, name),
        about=thing.id,
        country=None if country == NO_STATE else thing.id,
        parts_=code,
    )
    return position, record, [thing]


def _country(country: str, file: _File) -> list[Entity]:
    """The State of a location, once a file."""
    if country in file.countries or country == NO_STATE:
        return []
    file.countries.add(country)
    return [state_entity(country)]


def _location(
    key: str,
    thing: Entity,
    country: str,
    cells: list[str | None],
    codes: list[tuple[str, str]],
    note: str | None,
    file: _File,
) -> Location:
    name = cells[3] or key
    latitude, longitude, doubt = _coordinates(cells[10])
    file.displaced += doubt is not None
    subdivision = f"{country}-{cells[5]}" if cells[5] else None
    changed = _month(cells[8])
    file.latest = max(file.latest, changed or "")
    review = "duplicated IATA code, under review" if cells[0] == "!" else None
    remark = _CHANGED.sub("", cells[11] or "").strip()
    return Location(
        id="",
        name=name,
        dataset=DATASET,
        key=key,
        latitude=latitude,
        longitude=longitude,
        located=file.subdivisions.get(subdivision or ""),
        functions=[FUNCTIONS[mark] for mark in dict.fromkeys(cells[6] or "") if mark in FUNCTIONS],
        subdivision=subdivision,
        status=cells[7],
        changed=changed,
        note=join_texts([remark, review, doubt, note]),
        about=thing.id,
        country=None if country == NO_STATE else f"iso:{country}",
        parts_=list(_parts(f"{DATASET}:{key}", cells, codes)),
    )


def _parts(owner: str, cells: list[str | None], codes: list[tuple[str, str]]) -> Iterator[Part]:
    for system, code in codes:
        yield Code(id=part_id(owner, "code", system, code), name=f"{system} {code}", system=system, value=code)
    plain = cells[4]
    if plain and plain != cells[3]:
        yield Alias(id=part_id(owner, "alias", plain), name=plain, quality="without diacritics")


def _month(text: str | None) -> str | None:
    """`0307` as `2003-07`; the list began in 1980."""
    return f"{'19' if text >= '8' else '20'}{text[:2]}-{text[2:]}" if text else None


def _coordinates(text: str | None) -> tuple[float | None, float | None, str | None]:
    """Degrees from `DDMM[N/S] DDDMM[E/W]`, and what is wrong where they cannot be read so."""
    if not text:
        return None, None, None
    match = _PLACES.match(text)
    if decimal := _DECIMAL.match(text):
        latitude = float(decimal[1]) * (-1 if decimal[2] == "S" else 1)
        longitude = float(decimal[3]) * (-1 if decimal[4] == "W" else 1)
        if abs(latitude) <= 90 and abs(longitude) <= 180:
            return latitude, longitude, None
    if match is None:
        return None, None, f"coordinates as given: {text}"
    north, south_minutes, side, east, east_minutes, half = match.groups()
    latitude = int(north) + int(south_minutes) / 60
    longitude = int(east) + int(east_minutes) / 60
    if int(south_minutes) > 59 or int(east_minutes) > 59 or latitude > 90 or longitude > 180:
        return None, None, f"coordinates as given: {text}"
    return round(-latitude if side == "S" else latitude, 4), round(-longitude if half == "W" else longitude, 4), None


def _names(record: Record | RecordVersion) -> Iterator[_Names]:
    """The id of a location, with its names."""
    if isinstance(record, Location):
        yield record.about, (record.name, *(part.name for part in record.parts() if isinstance(part, Alias)))


def _referring(file: _File, located: list[_Names]) -> Iterator[Found]:
    """Rows such as `Vienna = Wien`: another name of the one location of that name, or of a place of its own.

    `Cayenne = GF CAY` names the location by its code.
    """
    sought = {(cells[1] or "", name) for _, _, *names, cells in file.references for name in names}
    named: dict[tuple[str, str], set[str]] = {}
    foreign = {code for _, _, after, _, _ in file.references if (code := _foreign(after))}
    there: set[str] = set()
    for about, names in located if sought else ():
        code = about.removeprefix(f"{DATASET}:")
        there.update({code} & foreign)
        for name in names:
            if (code[:2], name) in sought:
                named.setdefault((code[:2], name), set()).add(about)
    for position, before, after, plain, cells in file.references:
        country = cells[1] or ""
        meant = named.get((country, after)) or named.get((country, plain)) or set()
        if _foreign(after) in there:
            meant = {f"{DATASET}:{_foreign(after)}"}
        key = file.keys.add(f"{country}={slug(before)}", after)
        id_ = next(iter(meant)) if len(meant) == 1 else f"{DATASET}:{key}"
        thing = Entity.named(id_, "Place", before)
        cells = [*cells[:3], before, before, *cells[5:]]
        record = _location(key, thing, country, cells, [], f"reference entry: {before} = {after}", file)
        yield position, record, [thing, *_country(country, file)]


def _foreign(text: str) -> str | None:
    """The code in a reference to another country's location, `GF CAY`."""
    match = _FOREIGN.match(text)
    return "".join(match.groups()) if match else None


def _date(path: Path, edition_day: str | None, file: _File) -> str:
    """As given, else the end of the latest month of change in the release: it cannot be older."""
    if edition_day:
        return day(edition_day)
    if not file.latest:
        raise InputError(str(path), "no row has a date of change", "Give the day of its publication with --edition.")
    date = HalfDate.parse(file.latest).latest
    file.account.notes.append(
        f"the release bears no day; its latest month of change is {file.latest}, so {date} is taken as its edition "
        "(--edition sets another)"
    )
    return date
