"""A file of names to screen, as people have it: CSV with any delimiter, in UTF-8 or UTF-16."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ...schema.errors import InputError, ValueInvalid
from .questions import FIELDS, ScreenedName, question_of

COLUMNS = ("name", *FIELDS)
#: Other headings of the columns.
_HEADINGS = {
    "full name": "name",
    "type": "schema",
    "dob": "birth_date",
    "birthdate": "birth_date",
    "date of birth": "birth_date",
    "nationality": "country",
    "imo": "number",
    "passport": "number",
}
_DELIMITERS = ",;\t|"


@dataclass(frozen=True)
class RejectedRow:
    """A row of a file of names that is left out: `FILE:LINE`, and what is wrong with it."""

    place: str
    problem: str

    def __str__(self) -> str:
        return f"{self.place}: {self.problem}"


@dataclass(frozen=True)
class NameFile:
    """The questions of a file of names, the rows that are left out, and the columns that are not used."""

    questions: tuple[ScreenedName, ...]
    rejected: tuple[RejectedRow, ...]
    #: Headings of columns that are not used.
    unused: tuple[str, ...] = ()


def read_names(path: Path, default: ScreenedName) -> NameFile:
    """Read a table with a column `name` and, as far as known, the other fields of a question.

    A row that breaks a rule is left out and named by its line. Raises InputError for a file that is no such table.
    """
    questions: list[ScreenedName] = []
    rejected: list[RejectedRow] = []
    header, rows = _table(path)
    for line, cells in rows:
        try:
            question = question_of(_fields(header, cells), default)
            question.particulars()
            questions.append(question)
        except ValueInvalid as error:
            rejected.append(RejectedRow(f"{path}:{line}", str(error)))
    unused = tuple(heading for heading in header if heading and heading not in COLUMNS)
    return NameFile(tuple(questions), tuple(rejected), unused)


def _fields(header: list[str], cells: list[str]) -> Mapping[str, str]:
    """Return the fields of a row. Raises ValueInvalid for one without a name or with more cells than columns."""
    if len(cells) > len(header):
        count = f"{len(cells)} cells in the row, {len(header)} columns in the header"
        raise ValueInvalid(f"{count}: quote a cell with a comma in it")
    row = {heading: cell.strip() for heading, cell in zip(header, cells, strict=False) if heading in COLUMNS}
    if not row.get("name"):
        raise ValueInvalid("no name: fill it, or remove the line")
    return row


def _table(path: Path) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """Return the headings, by the names of our columns where they have one, and each row that is not empty."""
    try:
        rows = list(_rows(_text(path)))
    except (OSError, UnicodeError, csv.Error) as error:
        problem = error.strerror if isinstance(error, OSError) and error.strerror else "it is not UTF-8"
        problem = f"not CSV: {error}" if isinstance(error, csv.Error) else problem
        raise InputError(str(path), f"cannot be read ({problem})", "Give a CSV file in UTF-8.") from error
    header = [_heading(cell) for cell in rows[0][1]] if rows else []
    if not rows:
        raise InputError(str(path), "the file is empty", "Give a CSV file with a column `name`.")
    if "name" not in header:
        begins = ",".join(rows[0][1])[:40]
        raise InputError(
            str(path),
            f"no column `name` in the first line, {begins!r}",
            f"Put one there; the columns are {', '.join(COLUMNS)}.",
        )
    return header, rows[1:]


def _heading(cell: str) -> str:
    key = " ".join(cell.casefold().replace("_", " ").split())
    return _HEADINGS.get(key) or next((column for column in COLUMNS if column.replace("_", " ") == key), cell.strip())


def _text(path: Path) -> str:
    """Return the text of a file, of UTF-16 where it begins with its mark."""
    data = path.read_bytes()
    return data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the line on which each row ends, and its cells; rows without a word are left out."""
    first = next(iter(text.splitlines()), "")
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter, strict=True)
    for cells in reader:
        if any(_filled(cells)):
            yield reader.line_num, cells


def _filled(cells: Iterable[str]) -> Iterable[bool]:
    return (bool(cell.strip()) for cell in cells)
