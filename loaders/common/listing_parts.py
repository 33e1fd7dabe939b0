"""What loaders of lists in tables share: rows of a CSV, dates as lists print them, checked numbers, ids of parts."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

from ...schema.births import read_birth
from ...schema.dates import HalfDate
from ...schema.errors import InputError, ValueInvalid
from ...schema.names import clean, name_key
from ...schema.numbers import is_valid_imo
from ...schema.statements import Birth, Identification, Part
from .csv_rows import csv_rows, delimiter_of, part_id, shown

#: Characters of a name in a key; the rest is told apart by a hash, so that an id stays short enough.
_SLUG = 60

_MONTHS = {
    month: number
    for number, month in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}
_ISO = re.compile(r"\d{4}(?:-\d{2}){0,2}\Z")
_DAY_FIRST = re.compile(r"(\d{1,2}|dd)[./](\d{1,2}|mm)[./](\d{4})\Z", re.IGNORECASE)
_WORDED = re.compile(r"(\d{1,2})[ -]([A-Za-z]{3,9})\.?[ -](\d{4}|\d{2})\Z")
_MONTH = re.compile(r"([A-Za-z]{3,9})\.?[ -](\d{4})\Z")
#: `(1) German (2) Moroccan`, `1) German 2) Moroccan`.
_COUNTS = (re.compile(r"\((\d{1,2})\)"), re.compile(r"(?<!\S)(\d{1,2})\)"))
#: `1965 or 1966`, `1967-1969`: somewhere from the first to the last.
#: A day whose year has two digits.
_SHORT_YEAR = re.compile(r"\d{1,2}[./ -]+(?:\d{1,2}|[^\W\d_]{3,}\.?,?)[./ '\u2019-]+\d{2}\Z")
_YEARS = re.compile(r"(\d{4})\s*(?:or|to|-|\u2013)\s*(\d{4})\Z")


# -- rows ------------------------------------------------------------------------------------------


class CsvRecord(NamedTuple):
    """A row of a CSV: the line on which it begins, and its cells."""

    line: int
    cells: list[str]

    @property
    def text(self) -> str:
        """The row as an account shows it."""
        return shown(",".join(self.cells))


def table_rows(path: Path) -> Iterator[CsvRecord]:
    """The rows of a CSV, one after the other; those without a word are left out.

    Raises InputError for a missing or empty file, or a quote that never closes.
    """
    empty = True
    for line, cells in csv_rows(path, delimiter_of(path)):
        if any(cell.strip() for cell in cells):
            empty = False
            yield CsvRecord(line, cells)
    if empty:
        raise InputError(str(path), "the file is empty", "Fetch it again.")


def columns_missing(place: str, missing: Sequence[str], needed: Sequence[str]) -> InputError:
    """Return the refusal of a table that lacks columns; where it lacks all, their names come once."""
    remedy = (
        f"The header must have {', '.join(needed)}." if len(missing) < len(needed) else "The header must have these."
    )
    return InputError(place, f"columns missing: {', '.join(missing)}", remedy)


def header_of(path: Path, row: CsvRecord, needed: Sequence[str]) -> list[str]:
    """The names of the columns, trimmed. Raises InputError where one that is needed is missing, or one comes twice."""
    names = [clean(cell) or "" for cell in row.cells]
    missing = [name for name in needed if name not in names]
    if missing:
        raise columns_missing(f"{path}:{row.line}", missing, needed)
    twice = sorted(name for name, count in Counter(names).items() if count > 1 and name)
    if twice:
        raise InputError(f"{path}:{row.line}", f"columns that come twice: {', '.join(twice)}", "Fetch it again.")
    return names


def named(header: Sequence[str], row: CsvRecord, cleaned: Callable[[str], str | None]) -> dict[str, str]:
    """The cells of a row under the names of their columns, cleaned; empty cells are left out.

    Raises ValueInvalid for a row with more or fewer cells than the header: they would be read in the wrong columns.
    """
    if len(row.cells) != len(header):
        raise ValueInvalid(f"{len(row.cells)} cells in the row, {len(header)} columns in the header")
    return {
        name: text for name, cell in zip(header, row.cells, strict=True) if cell and name and (text := cleaned(cell))
    }


def enumerated(text: str) -> list[str]:
    """`(1) German (2) Moroccan` or `1) German 2) Moroccan` as its values, empty for a dash.

    What does not count from one, without a gap, is one value.
    """
    for count in _COUNTS:
        before, *remainder = count.split(text)
        numbers, values = remainder[::2], [value.strip(" ,;") for value in remainder[1::2]]
        if not before and numbers and numbers == [str(n) for n in range(1, len(numbers) + 1)]:
            return ["" if value == "-" else value for value in values]
    return [text]


def enumerated_pairs(left: str, right: str) -> list[tuple[str, str]]:
    """Two texts whose values belong together; as one pair where they do not count alike."""
    lefts, rights = enumerated(left), enumerated(right)
    if left and right and len(lefts) != len(rights):
        return [(left, right)]
    return [pair for pair in zip_longest(lefts, rights, fillvalue="") if any(pair)]


# -- dates -----------------------------------------------------------------------------------------


def half_date(text: str) -> str | None:
    """A date as lists print it, as a half-known ISO date; None where it is in no form that is known.

    Known are 2011, 2011-02-28, 28.2.2011, 28/02/2011, dd/mm/1945 and 00/00/1975 (parts not known), 2 December 1985,
    26 Feb. 2011, 30-Mar-18 and May 1985; the day always stands before the month. Two digits of a year are of this
    century. Raises ValueInvalid for a day that no calendar has.
    """
    text = text.strip()
    if _ISO.match(text):
        return HalfDate.parse(text).text
    if match := _DAY_FIRST.match(text):
        day, month = (int(part) if part.isdigit() else 0 for part in match.groups()[:2])
        return _checked(int(match[3]), month, day if month else 0)
    if match := _WORDED.match(text):
        number = _MONTHS.get(match[2][:3].lower())
        year = int(match[3]) + (2000 if len(match[3]) == 2 else 0)
        return _checked(year, number, int(match[1])) if number else None
    if (match := _MONTH.match(text)) and (number := _MONTHS.get(match[1][:3].lower())):
        return _checked(int(match[2]), number, 0)
    return None


def has_short_year(text: str) -> bool:
    """Whether a date ends in a year of two digits, whose century only the day of listing tells."""
    return _SHORT_YEAR.search(text) is not None


def listed_day(text: str, column: str) -> str:
    """The date of an entry. Raises ValueInvalid where it is none: the row may be shifted."""
    results = half_date(text)
    if results is None:
        raise ValueInvalid(f"{column} {text[:60]!r} is not a date")
    return results


def birth(text: str, not_after: str | None = None) -> Birth:
    """Return a date of birth in the list's words, with the days that it may mean where they can be read.

    A year of two digits is read only with the day of listing, `not_after`. No birth after that day is read.
    """
    plain = text.rstrip(".")
    years = _YEARS.match(plain)
    try:
        half = None if has_short_year(plain) else f"{years[1]}/{years[2]}" if years else half_date(plain)
    except ValueInvalid:
        # Words of a list are kept even where they are no day: 31.2.1970 is what it says.
        half = None
    read = read_birth(half or plain, not_after)
    if half and not_after and HalfDate.parse(half).earliest > not_after:
        half = None
    return Birth(
        id="",
        name=text,
        birthDate=half or (read.iso if read else None),
        precision="circa" if read and read.approximate else None,
        earliest=read.earliest if read else None,
        latest=read.latest if read else None,
    )


def _checked(year: int, month: int, day: int) -> str:
    parts = [f"{year:04}", *([f"{month:02}"] if month else []), *([f"{day:02}"] if month and day else [])]
    return HalfDate.parse("-".join(parts)).text


# -- numbers ---------------------------------------------------------------------------------------


def imo(text: str) -> Identification:
    """An IMO number as a list states it: kept whatever it is, with a note where it cannot be one.

    The last digit checks the six before it.
    """
    number = re.sub(r"^IMO\s*(?:No\.?|number)?\s*:?\s*", "", text, flags=re.IGNORECASE)
    note = None
    if not re.fullmatch(r"[0-9]{7}", number):
        note = "not an IMO number: seven digits are needed"
    elif not is_valid_imo(number):
        note = "the check digit does not fit the number"
    return Identification(id="", name=f"IMO number {number}", documentType="IMO number", number=number, note=note)


def imo_numbers(text: str) -> list[Identification]:
    """Return the IMO numbers of a cell: `9161003 (formerly 8517839)` has two, the second with a note.

    Other words and numbers in it say nothing of them: `Flag 12, IMO 9161003`.
    """
    matches = list(_SEVEN.finditer(text))
    if not matches:
        return [imo(text)]
    numbers = [imo(match[0]) for match in matches]
    for number, before, match in zip(numbers, [None, *matches], matches, strict=False):
        if _FORMER.search(text[before.end() if before else 0 : match.start()]):
            number.note = "; ".join(filter(None, ("former", number.note)))
    return numbers


_SEVEN = re.compile(r"(?<!\d)\d{7}(?!\d)")
_FORMER = re.compile(r"\b(?:former|formerly|ex|old|previous|previously)\b", re.IGNORECASE)


def document(kind: str, text: str, note: str | None = None) -> Identification:
    """A number of a document as a list states it; what it adds in brackets, or of issue and expiry, is the note."""
    match = _ADDED.match(text)
    number, added = (match[1], match[2] or match[3]) if match else (text, None)
    notes = [remark for remark in (added, note) if remark]
    return Identification(
        id="", name=f"{kind} {text}", documentType=kind, number=number, note="; ".join(notes) if notes else None
    )


_ADDED = re.compile(r"([^()]+?)\s*(?:\(([^()]*)\)|,?\s((?:expires|issued|expired)\b.*?))\.?\Z")


# -- ids -------------------------------------------------------------------------------------------


def key_of(text: str) -> str:
    """A name as a part of a key: short, without spaces, the same for spellings that differ only in case or signs.

    Raises ValueInvalid for a name of signs alone.
    """
    folded = name_key(text).replace(" ", "-")
    if not folded:
        raise ValueInvalid(f"a name without letters or digits: {text[:60]!r}")
    if len(folded) <= _SLUG:
        return folded
    return f"{folded[:_SLUG]}-{hashlib.blake2b(text.casefold().encode(), digest_size=6).hexdigest()}"


def numbered(owner: str, parts: Iterable[Part]) -> list[Part]:
    """Parts with ids by content, so that versions share what did not change; what is said twice stands once."""
    results: dict[str, Part] = {}
    for part in parts:
        content = [f"{name}={value}" for name, value in part.__dict__.items() if value is not None and name != "id"]
        part.give_id(part_id(owner, part.labels[-1].lower(), *content))
        results.setdefault(part.id, part)
    return list(results.values())
