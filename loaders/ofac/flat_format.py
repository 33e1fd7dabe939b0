"""OFAC's lists in their legacy flat form: a main file, aliases and addresses, and the rest of long remarks.

The columns are those of OFAC's data specification; the files have no header. `-0-` is null, a byte 0x1A may end a
file, and what is not UTF-8 is Windows-1252.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ...graph.load_report import LoadReport
from ...schema.errors import InputError, ValueInvalid
from ...schema.statements import Alias, Part
from ..common.csv_rows import Cells, csv_rows, shown
from ..common.load import UnreadKeys, reason
from .entry import ALIASES, OfacEntry, address, kind_of, ship, uid
from .remarks import LIMIT, read

#: `ent_num, SDN_Name, SDN_Type, Program, Title, Call_Sign, Vess_type, Tonnage, GRT, Vess_flag, Vess_owner, Remarks`
_MAIN = 12
#: `ent_num, alt_num, alt_type, alt_name, alt_remarks`
_ALT = 5
#: `ent_num, add_num, Address, City/State/Postal code, Country, Add_remarks`
_ADD = 6
#: `ent_num, what does not fit into the remarks`
_COMMENTS = 2
#: `-0-`, and what is left of it where a file loses its last bytes.
_NULL = ("-0-", "-0")
#: White space, and the byte with which a file may end.
_BLANK = " \t\r\n\x1a"
_PROGRAMMES = re.compile(r"\]\s*\[|;\s*")
_NUMBERS = re.compile(r"(?m)^\s*\"?([0-9]{1,10})\"?,")


@dataclass
class Files:
    """The files of one edition; `comments` is not always published with the others."""

    main: Path
    alt: Path
    add: Path
    comments: Path | None


@dataclass
class _Beside:
    """What the other files say of the entries, by their numbers."""

    aliases: dict[str, list[Part]] = field(default_factory=lambda: defaultdict(list))
    addresses: dict[str, list[Part]] = field(default_factory=lambda: defaultdict(list))
    remainder: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)


def files(main: Path) -> Files:
    """The files beside the main one, their names in any case: `alt.csv` for `sdn.csv`, `alt-2019.csv` for
    `sdn-2019.csv`, `cons_alt.csv` for `cons_prim.csv`.

    Raises InputError where aliases or addresses are missing.
    """
    if not main.is_file():
        raise InputError(str(main), "no such file", "Check the path.")
    (alt, alt_name), (add, add_name) = _beside(main, "alt"), _beside(main, "add")
    if alt is None or add is None:
        missing = " and ".join(name for path, name in ((alt, alt_name), (add, add_name)) if path is None)
        raise InputError(
            str(main),
            f"{missing} not beside it: an edition is the main file with its aliases and addresses",
            "Put the files of the same edition into one folder.",
        )
    return Files(main, alt, add, _beside(main, "comments")[0])


def companions_of(main: Path) -> list[Path]:
    """Return the files that are read with a main file; none where it is no main file by its name."""
    name = main.name.lower()
    if "comments" in name or not ("prim" in name or "sdn" in name) or not main.is_file():
        return []
    side_files = (_beside(main, kind)[0] for kind in ("alt", "add", "comments"))
    return [path for path in side_files if path is not None]


def _beside(main: Path, file_kind: str) -> tuple[Path | None, str]:
    """The file of a kind, if it is there, and the name that is looked for."""
    name = main.name.lower()
    if "prim" in name:
        file_name = name.replace("prim", file_kind)
    elif "sdn" in name:
        file_name = name.replace("sdn", "sdn_comments" if file_kind == "comments" else file_kind, 1)
    else:
        file_name = f"{file_kind}.csv"
    try:
        here = {path.name.lower(): path for path in sorted(main.parent.iterdir()) if path.is_file()}
    except OSError as error:
        raise InputError(str(main), error.strerror or str(error), "Check the path.") from error
    return here.get(file_name), file_name


def entries(edition_files: Files, account: LoadReport, unread: UnreadKeys) -> Iterator[tuple[str, OfacEntry]]:
    """The entries of an edition, each with its place. Broken rows go to the account's rejections.

    The numbers that a broken row shows go to `unread`, so that its entry is not taken for gone.
    """
    cells = Cells(latin=True)
    side_files = _read_beside(edition_files, cells, account)
    cut = free = 0
    for line, row in csv_rows(edition_files.main, ","):
        if _says_nothing(row):
            continue
        account.read += 1
        place = f"{edition_files.main}:{line}"
        try:
            entry = _entry(_cells(row, _MAIN, cells), side_files)
            remainder = side_files.remainder.get(entry.uid)
            if remainder is not None:
                # Cut within a word: what follows belongs to it, without a space.
                entry.comments = cells.clean(row[-1] + remainder)
            long = remainder is None and len(row[-1]) >= LIMIT
            remarks = read(entry.comments or "", entry.kind, cut=long)
        except ValueInvalid as error:
            _reject(account, place, row, error, unread)
            continue
        entry.gender = remarks.gender
        entry.parts += remarks.parts
        cut += long
        free += remarks.free
        yield place, entry
    _orphans(side_files, account, unread)
    account.notes += cells.notes()
    if free:
        account.notes.append(f"{free} pieces of remarks are free text; they stand in the comments alone")
    if cut:
        lack = "lacks them" if edition_files.comments else "is not beside the file"
        name = _beside(edition_files.main, "comments")[1]
        account.notes.append(f"{cut} remarks break off at {LIMIT} characters, and {name} with their rest {lack}")


def _entry(cells_: list[str | None], side_files: _Beside) -> OfacEntry:
    number = uid(cells_[0])
    # Taken out first: whatever becomes of the entry, what belongs to it is no orphan.
    parts = [*side_files.aliases.pop(number, []), *side_files.addresses.pop(number, [])]
    kind = kind_of(cells_[2])
    parts += ship(
        callSign=cells_[5],
        type=cells_[6],
        tonnage=cells_[7],
        grossRegisteredTonnage=cells_[8],
        flag=cells_[9],
        owner=cells_[10],
    )
    return OfacEntry(
        uid=number,
        name=cells_[1] or "",
        kind=kind,
        programs=[name for part in _PROGRAMMES.split(cells_[3] or "") if (name := part.strip(" []"))],
        title=cells_[4],
        comments=cells_[11],
        parts=parts,
    )


def _read_beside(edition_files: Files, cells: Cells, account: LoadReport) -> _Beside:
    side_files = _Beside()
    for path, width in ((edition_files.alt, _ALT), (edition_files.add, _ADD), (edition_files.comments, _COMMENTS)):
        if path is None:
            continue
        for line, row in csv_rows(path, ","):
            if _says_nothing(row):
                continue
            place = f"{path}:{line}"
            try:
                cells_ = _cells(row, width, cells)
                number = uid(cells_[0])
                if path is edition_files.alt:
                    side_files.aliases[number].append(_alias(cells_))
                elif path is edition_files.add:
                    if (part := address(cells_[2], cells_[3], cells_[4], cells_[5])) is not None:
                        side_files.addresses[number].append(part)
                elif cells_[1]:
                    side_files.remainder[number] = row[1]
                side_files.places.setdefault(number, place)
            except ValueInvalid as error:
                # A row of its own in the account: its entry is kept, and the edition counts as incomplete.
                account.read += 1
                _reject(account, place, row, error, UnreadKeys())
    return side_files


def _alias(cells_: list[str | None]) -> Alias:
    _, _, kind, name, note = cells_
    if kind is None or kind.lower() not in ALIASES:
        raise ValueInvalid(f"type of alias {(kind or '')[:60]!r} is none of {', '.join(ALIASES)}")
    if name is None:
        raise ValueInvalid("an alias without a name")
    return Alias(id="", name=name, quality=ALIASES[kind.lower()], note=note)


def _orphans(side_files: _Beside, account: LoadReport, unread: UnreadKeys) -> None:
    """Aliases and addresses of entries that the main file lacks: it may be of another edition."""
    for number in sorted({*side_files.aliases, *side_files.addresses} - unread.keys, key=int):
        account.read += 1
        parts = [*side_files.aliases[number], *side_files.addresses[number]]
        account.reject(
            side_files.places[number],
            f"the main file has no entry {number}: the files may be of two editions",
            "; ".join(part.name for part in parts)[:200],
        )


def _cells(row: list[str], width: int, cells: Cells) -> list[str | None]:
    if len(row) != width:
        raise ValueInvalid(f"{len(row)} cells in the row, {width} columns in the file")
    return [None if cell.strip(_BLANK) in _NULL else cells.clean(cell) for cell in row]


def _says_nothing(row: list[str]) -> bool:
    """Whether a row is the end mark, or the header that some copies have got on the way."""
    return row[0].strip().lower() == "ent_num" if row[0].strip(_BLANK) else not "".join(row).strip(_BLANK)


def _reject(account: LoadReport, place: str, row: list[str], error: ValueInvalid, unread: UnreadKeys) -> None:
    text = ",".join(row)
    account.reject(place, reason(error), shown(text))
    # A quote that does not close takes the rows after it into one cell.
    for number in _NUMBERS.findall(text) or [None]:
        unread.add(number and str(int(number)))
