"""The rows of a table file, each with its place and its cells by column: CSV, TSV, JSON, JSON lines, Excel."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...schema.errors import InputError, ValueInvalid
from ...schema.names import clean
from ...schema.near_names import near_names
from ..common.csv_rows import csv_rows, delimiter_of, shown, windows
from ..common.file_kinds import EXCEL
from ..common.load import read_json, read_text
from ..common.open_file import suffix_of
from ..common.workbook import cell_text, workbook_rows
from .forms import MappingForm

#: Delimiters that a mapping names by a word.
_SIGNS = {"tab": "\t", "comma": ",", "semicolon": ";", "bar": "|"}


@dataclass(frozen=True)
class TableRow:
    """A row: where it stands, and the texts of each cell. `problem`: why its cells cannot be told apart.

    Cells that are told apart `by_place` stand under another name where one of them was left out.
    """

    place: str
    cells: dict[str, list[str]]
    problem: str | None = None
    by_place: bool = False

    def text(self, column: str | None) -> str | None:
        """Return the text of a cell, None where the cell is empty. Raises ValueInvalid for a list of several."""
        texts = self.cells.get(column or "", [])
        if len(texts) > 1:
            raise ValueInvalid(f"`{column}` holds a list of {len(texts)}, where one value is meant")
        return texts[0] if texts else None

    def __str__(self) -> str:
        return json.dumps({key: texts[0] if len(texts) == 1 else texts for key, texts in self.cells.items()})


def table_rows(path: Path, mapping: MappingForm) -> Iterator[TableRow]:
    """Yield the rows of a file. Raises InputError for one that cannot be read, or lacks a column of the mapping."""
    if suffix_of(path) in EXCEL:
        return _of_lists(path, mapping, workbook_rows(path, mapping.table.sheet), "row ")
    if suffix_of(path) in (".json", ".jsonl", ".ndjson"):
        return _of_objects(path, mapping)
    delimiter = _SIGNS.get(mapping.table.delimiter or "", mapping.table.delimiter) or (
        "\t" if suffix_of(path) in (".tsv", ".tab") else delimiter_of(path)
    )
    rows = ((line, [_decoded(cell) for cell in cells]) for line, cells in csv_rows(path, delimiter))
    return _of_lists(path, mapping, rows)


def _decoded(cell: str) -> str:
    """Return a cell; bytes that are not UTF-8 are read as Windows-1252."""
    if cell.isascii() or not any("\udc80" <= character <= "\udcff" for character in cell):
        return cell
    try:
        return windows(cell)
    except ValueInvalid:
        return shown(cell)


def _of_lists(
    path: Path, mapping: MappingForm, rows: Iterable[tuple[int, list[str]]], before: str = ""
) -> Iterator[TableRow]:
    """Yield rows that are lists of cells, under the names of the first row or of the mapping."""
    names, header_line = [*mapping.table.columns], 0
    for line, cells in rows:
        if not names:
            names, header_line = [clean(cell) or "" for cell in cells], line
            _check_columns(f"{path}:{before}{line}", mapping, names)
            continue
        place = f"{path}:{before}{line}"
        texts = {name: [text] if (text := clean(cell)) else [] for name, cell in zip(names, cells, strict=False)}
        problem = None
        if len(cells) != len(names):
            where = f"the header on line {header_line}" if header_line else "the mapping"
            problem = f"has {len(cells)} cells, {where} {len(names)}: its columns are shifted"
        yield TableRow(place, texts, problem, by_place=True)


def _check_columns(place: str, mapping: MappingForm, names: list[str], optional: bool = False) -> None:
    """Raise InputError where the table lacks a column that the mapping names, or has a name twice.

    Of several columns of the key it needs one. In JSON, where a row leaves out what is empty, the others are
    `optional`, but for the key, the date and what says what the event is.
    """
    twice = sorted({name for name in names if name and names.count(name) > 1} & mapping.named_columns().keys())
    if twice:
        raise InputError(place, f"column `{twice[0]}` stands twice", "Give each column a name of its own.")
    has_key = any(column in names for column in mapping.key)
    has_title = any(column in names for column in (mapping.title, mapping.text, mapping.kind.column))
    for column, section in mapping.named_columns().items():
        waived = has_key if section == "key" else optional and section != "date"
        if section in ("title", "text", "kind") and optional:
            waived = has_title
        if column not in names and not (waived or (optional and column in (mapping.date.month, mapping.date.day))):
            near = near_names(column, filter(None, names), 1)
            raise InputError(
                place,
                f"no column `{column}`, which the mapping {mapping.dataset} reads as `{section}`",
                (f"Did you mean `{near[0]}`? " if near else "")
                + "Correct the mapping, or give another with --mapping.",
            )


def _of_objects(path: Path, mapping: MappingForm) -> Iterator[TableRow]:
    """Yield the rows of a JSON list, or of one object a line. A key that no row has is an error."""
    numbered = list(_lines(path) if suffix_of(path) in (".jsonl", ".ndjson") else _listed(path, mapping.table.rows))
    names = {key for _, row in numbered if isinstance(row, dict) for key in row}
    if names or not numbered:
        _check_columns(str(path), mapping, sorted(names), optional=True)
    for place, row in numbered:
        if not isinstance(row, dict):
            yield TableRow(place, {}, "not a mapping of columns")
            continue
        try:
            yield TableRow(place, {str(key): _texts(str(key), value) for key, value in row.items()})
        except ValueInvalid as error:
            yield TableRow(place, {str(key): [str(value)[:200]] for key, value in row.items()}, str(error))


def _listed(path: Path, key: str | None) -> Iterator[tuple[str, Any]]:
    content = read_json(path)
    if key and isinstance(content, dict):
        content = content.get(key)
    if not isinstance(content, list):
        wanted = f"no list `{key}`" if key else "not a list of rows"
        raise InputError(str(path), wanted, "Name the key that holds the rows as `table: {rows: …}` in the mapping.")
    if not content:
        raise InputError(str(path), "no row in it", "Fetch it again.")
    return ((f"{path}: [{number}]", row) for number, row in enumerate(content))


def _lines(path: Path) -> Iterator[tuple[str, Any]]:
    for number, line in enumerate(read_text(path).split("\n"), 1):
        if line.strip():
            try:
                yield f"{path}:{number}", json.loads(line)
            except ValueError as error:
                raise InputError(f"{path}:{number}", f"not JSON: {error}", "Fetch it again.") from error


def _texts(column: str, value: object) -> list[str]:
    """Return the texts of a JSON value. Raises ValueInvalid for a mapping, or a list of such."""
    values = value if isinstance(value, list) else [value]
    if any(isinstance(item, dict | list) for item in values):
        raise ValueInvalid(f"`{column}` holds a mapping or a list of lists, where texts are meant")
    return [text for item in values if (text := clean(cell_text(item)))]
