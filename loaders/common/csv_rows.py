"""Delimited files that may be long and hostile: read row by row, with what had to be mended counted.

A cell that is not UTF-8 keeps its bytes as lone surrogates (PEP 383) until its loader says what it means.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path

from ...schema.errors import InputError, ValueInvalid
from ...schema.ids import slug
from ...schema.names import clean
from .open_file import opened_text

#: Characters in one field at most; a longer one is an open quote, not a name.
FIELD = 1_000_000
_SEPARATOR = re.compile(r"sep=.?\Z", re.IGNORECASE)
_BYTES = re.compile("[\udc80-\udcff]")


def csv_rows(path: Path, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """The line on which each row begins, and its cells; empty lines are left out.

    Raises InputError for a file that is missing, empty, or has a quote that swallows the rest of it.
    """
    csv.field_size_limit(FIELD)
    line = began = 1
    empty = True
    read: list[str] = []
    last: list[str] = []
    try:
        with opened_text(path) as file, TextIOWrapper(file, "utf-8-sig", "surrogateescape", newline="") as text:
            reader = csv.reader(_each_kept(text, read), delimiter=delimiter)
            for row in reader:
                began, last = line, read.copy()
                read.clear()
                # Excel's own line on what stands between cells.
                if line == 1 and row and _SEPARATOR.match(delimiter.join(row)):
                    line = reader.line_num + 1
                    continue
                if row:
                    empty = False
                    yield line, row
                line = reader.line_num + 1
    except csv.Error as error:
        raise InputError(f"{path}:{line}", f"not CSV ({error})", "Mend the quotes, or fetch it again.") from error
    if empty:
        raise InputError(str(path), "the file is empty", "Fetch it again.")
    # A reader takes the end of the file for the end of a quote: the rows that it swallowed would count as gone.
    if len(list(csv.reader([*last, "end"], delimiter=delimiter))) == 1:
        raise InputError(f"{path}:{began}", "a quote is opened and never closed", "Mend the quotes, or fetch it again.")


def _each_kept(lines: Iterable[str], read: list[str]) -> Iterator[str]:
    """Yield lines, and keep each in a list."""
    for line in lines:
        read.append(line)
        yield line


#: What may stand between the cells of a table.
_DELIMITERS = ",;\t|"


def delimiter_of(path: Path) -> str:
    """Return the delimiter of a table: what stands most often in its first line that has cells; else a comma."""
    with opened_text(path) as file:
        lines = file.read(20_000).decode("utf-8", "replace").splitlines()[:10]
    for line in lines:
        plain = re.sub(r'"[^"]*"', "", line)
        delimiter = max(_DELIMITERS, key=plain.count)
        if plain.count(delimiter) >= 3:
            return delimiter
    return ","


def has_bytes(cell: str) -> bool:
    """Whether bytes of a cell are not UTF-8."""
    return _BYTES.search(cell) is not None


def first_row(path: Path, delimiter: str) -> list[str]:
    """The cells of the first row. Raises InputError as `csv_rows` does."""
    rows = csv_rows(path, delimiter)
    try:
        return next(rows)[1]
    finally:
        rows.close()  # type: ignore[attr-defined]


@dataclass
class Cells:
    """Cleans cells, and counts those that had to be mended. `latin` says whether other bytes are Windows-1252."""

    latin: bool
    decoded: int = 0
    dropped: int = 0

    def clean(self, text: str) -> str | None:
        """White space collapsed, unseen characters dropped; None where nothing is left.

        Raises ValueInvalid for bytes that are no text in the encoding of the file.
        """
        if text.isascii() and text.isprintable():
            return text.strip() or None if "  " not in text else clean(text)
        broken = _BYTES.search(text)
        if broken:
            if not self.latin:
                raise ValueInvalid(f"not UTF-8 (byte 0x{ord(broken[0]) - 0xDC00:02x}): save the file as UTF-8")
            text = windows(text)
            self.decoded += 1
        cleaned = clean(text)
        if cleaned != (" ".join(text.split()) or None):
            self.dropped += 1
        return cleaned

    def notes(self) -> list[str]:
        """What an account should say of it."""
        messages = []
        if self.decoded:
            messages.append(f"{self.decoded} cells are not UTF-8; they were read as Windows-1252")
        if self.dropped:
            messages.append(f"{self.dropped} cells held control characters or direction marks, which were dropped")
        return messages


def windows(text: str) -> str:
    """A cell whose bytes are not UTF-8, as Windows-1252. Raises ValueInvalid for bytes without a meaning there."""
    try:
        return text.encode("utf-8", "surrogateescape").decode("cp1252")
    except UnicodeDecodeError as error:
        raise ValueInvalid(
            f"neither UTF-8 nor Windows-1252 (byte 0x{error.object[error.start]:02x}) in {shown(text)!r}"
        ) from None


def shown(text: str) -> str:
    """A text that may hold stray bytes, short and fit for a message or a file."""
    return text[:200].encode("utf-8", "backslashreplace").decode()


class Keys:
    """Keys of the rows of one file: the first row of a key has it, a later one the key with its name behind."""

    def __init__(self) -> None:
        self._used: Counter[str] = Counter()
        #: Keys that stand more than once, with the number of rows that bear them.
        self.repeated: Counter[str] = Counter()

    def add(self, key: str, name: str) -> str:
        """The key of a row."""
        self._used[key] += 1
        if self._used[key] == 1:
            return key
        self.repeated[key] = self._used[key]
        longer = f"{key}/{slug(name) or 'name'}"
        self._used[longer] += 1
        return longer if self._used[longer] == 1 else f"{longer}/{self._used[longer]}"

    def notes(self, codes_name: str) -> list[str]:
        """What an account should say of codes that stand more than once."""
        return repeated(codes_name, self.repeated)


def repeated(codes_name: str, rows_by_code: Counter[str]) -> list[str]:
    """The note on codes that several rows of a file bear."""
    if not rows_by_code:
        return []
    few = ", ".join(sorted(rows_by_code)[:5]) + (" …" if len(rows_by_code) > 5 else "")
    return [
        f"{codes_name} used more than once: {len(rows_by_code)}, by {sum(rows_by_code.values())} rows, all kept ({few})"
    ]


def part_id(owner: str, kind: str, *content: str | None) -> str:
    """The id of a part, by its content, so that versions share what did not change."""
    mark = hashlib.blake2b(repr(content).encode(), digest_size=6).hexdigest()
    return f"{owner}#{kind}-{mark}"


def degrees(text: str | None, bound: int, name: str) -> float | None:
    """A coordinate in decimal degrees. Raises ValueInvalid where it is no number within its bounds."""
    if text is None:
        return None
    try:
        value = float(text)
    except ValueError:
        raise ValueInvalid(f"{name} {text!r} is not a number") from None
    if not -bound <= value <= bound:
        raise ValueInvalid(f"{name} {text} is not within -{bound} and {bound} degrees")
    return value


def join_texts(texts: Iterable[str | None], separator: str = "; ") -> str | None:
    """The texts that are there, one behind the other; None where there is none."""
    return separator.join(text for text in texts if text) or None
