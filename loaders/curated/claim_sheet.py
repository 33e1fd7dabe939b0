"""A reports file as a table, for spreadsheets: CSV or the first sheet of a workbook, one record a row.

`record` says what a row is: a publisher, a thing, a report, or, where it is empty, a claim of the report above. What a
report's row has in the columns of a claim holds for each claim of it that leaves the cell empty. A cell that begins
with `'` is a text, also where it looks like a number. Lists stand in one cell, with semicolons between.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from ...schema.errors import InputError
from ...schema.near_names import near_names
from ..common.csv_rows import csv_rows, delimiter_of, has_bytes
from ..common.file_kinds import EXCEL
from ..common.open_file import suffix_of
from ..common.workbook import workbook_rows
from .form import number_of
from .forms import ClaimForm, DefaultsForm, PublisherForm, ReportForm, ThingForm
from .quote_forms import SelectorType
from .yaml_text import Scalar, YamlMapping, YamlValue

_SECTIONS = {"publisher": "publishers", "thing": "things", "report": "reports"}
#: Keys of selectors, which stand in columns of their own.
_QUOTE, _POSITION = ("prefix", "suffix"), ("start", "end")
_LISTS = frozenset({"evidence", "rests_on", "answers", "read_at", "authors"})
_KEYS = {
    "publisher": frozenset(PublisherForm.model_fields),
    "thing": frozenset(ThingForm.model_fields),
    "report": frozenset({*ReportForm.model_fields, *DefaultsForm.model_fields}),
    "claim": frozenset({*ClaimForm.model_fields, *_QUOTE, *_POSITION} - {"at"}),
}
COLUMNS = (
    "record", "id", "kind", "name", "title", "publisher", "published", "url",
    "about", "property", "value", "entity", "unit", "qualifier", "stance", "hedge", "likelihood", "basis", "speaker",
    "locator", "quote", *_QUOTE, *_POSITION, "evidence", "rests_on", "answers", "condition", "note",
    "accessed", "seen", "read_at", "authors", "language", "text_sha256", "archived",
)  # fmt: skip


def is_sheet(path: Path) -> bool:
    """Whether a file is a table by its name."""
    return suffix_of(path) in (".csv", *EXCEL)


def sheet_content(path: Path) -> YamlMapping:
    """Return a table as the file in YAML that says the same, each record with its row.

    Raises InputError for a column or kind of record that there is not, and a claim before any report.
    """
    sections: dict[str, list[YamlValue]] = {record: [] for record in _SECTIONS}
    claims: list[YamlValue] | None = None
    for row, cells in _rows(path):
        record = str(cells.pop("record", None) or "claim").casefold()
        if record not in _KEYS:
            raise InputError(f"{path}:{row}", f"a record of kind {record!r}", f"Write one of {', '.join(_KEYS)}.")
        if strange := sorted(cells.keys() - _KEYS[record]):
            raise InputError(f"{path}:{row}", f"a {record} has no `{strange[0]}`", "Empty the cell.")
        if record == "claim":
            if claims is None:
                raise InputError(f"{path}:{row}", "a claim before any report", "Put the report's row above it.")
            claims.append(_claim(row, cells))
        elif record == "report":
            report, claims = _report(row, cells), []
            sections[record].append(_mapping(row, {**report, "claims": claims}))
        else:
            sections[record].append(_mapping(row, cells))
    return _mapping(1, {_SECTIONS[record]: items for record, items in sections.items()})


def sheet_rows(path: Path, content: YamlMapping) -> list[dict[str, object]]:
    """Return the rows of a reports file. Raises InputError for a section that a table has no place for."""
    if strange := sorted(content.keys() - set(_SECTIONS.values())):
        raise InputError(str(path), f"a table has no place for `{strange[0]}`", "Keep such a file in YAML.")
    rows: list[dict[str, object]] = []
    for record, section in _SECTIONS.items():
        for item in _items(content.get(section)):
            defaults = item.get("defaults")
            keys = {key: value for key, value in item.items() if key not in ("claims", "defaults")}
            whole = {**keys, **(defaults if isinstance(defaults, YamlMapping) else {})}
            rows.append({"record": record, **_cells(whole)})
            rows += [{"record": "claim", **_cells(_flat(claim))} for claim in _items(item.get("claims"))]
    return rows


def _items(value: YamlValue) -> list[YamlMapping]:
    return [item for item in value if isinstance(item, YamlMapping)] if isinstance(value, list) else []


def _rows(path: Path) -> Iterator[tuple[int, dict[str, YamlValue]]]:
    """Yield the number of each row and its cells by column, without empty ones."""
    lines = workbook_rows(path) if suffix_of(path) in EXCEL else csv_rows(path, delimiter_of(path))
    names: list[str] = []
    for row, texts in lines:
        if not names:
            names = [text.strip().casefold() for text in texts]
            _refuse_columns(path, row, names)
            continue
        if any(text.strip() for text in texts[len(names) :]):
            raise InputError(f"{path}:{row}", f"has {len(texts)} cells, the header {len(names)}", "Mend the row.")
        if any(has_bytes(text) for text in texts):
            raise InputError(f"{path}:{row}", "not UTF-8", "Save the sheet as CSV UTF-8, or as .xlsx.")
        cells = {name: _value(name, text) for name, text in zip(names, texts, strict=False) if name and text.strip()}
        if cells:
            yield row, cells


def _refuse_columns(path: Path, row: int, names: list[str]) -> None:
    for name in filter(None, names):
        if name not in COLUMNS:
            near = near_names(name, COLUMNS, 1)
            hint = f"Did you mean `{near[0]}`?" if near else f"There are: {', '.join(COLUMNS)}."
            raise InputError(f"{path}:{row}", f"no column `{name}` in a table of claims", hint)
        if names.count(name) > 1:
            raise InputError(f"{path}:{row}", f"column `{name}` stands twice", "Keep one of them.")


def _value(name: str, text: str) -> YamlValue:
    if name in _LISTS:
        # An address may hold a semicolon, with no blank behind it.
        ends = r";\s+|\n" if name == "read_at" else r"[;\n]"
        return [_scalar(part.strip()) for part in re.split(ends, text) if part.strip()]
    # What is quoted from a text keeps its blanks.
    return _scalar(text if name in ("quote", *_QUOTE) else text.strip())


def _scalar(text: str) -> Scalar:
    quoted = text.startswith("'")
    # A spreadsheet writes what is so in capitals.
    scalar = Scalar(text[1:] if quoted else text.lower() if text in ("TRUE", "True", "FALSE", "False") else text)
    scalar.plain = not quoted
    return scalar


def _mapping(row: int, cells: Mapping[str, YamlValue]) -> YamlMapping:
    mapping = YamlMapping(cells)
    mapping.line, mapping.lines = row, dict.fromkeys(cells, row)
    return mapping


def _report(row: int, cells: Mapping[str, YamlValue]) -> dict[str, YamlValue]:
    defaults = {key: cells[key] for key in DefaultsForm.model_fields if key in cells}
    plain = {key: value for key, value in cells.items() if key not in defaults}
    return {**plain, "defaults": _mapping(row, defaults)} if defaults else plain


def _claim(row: int, cells: Mapping[str, YamlValue]) -> YamlMapping:
    """Return a claim; what stands round its quote, and where, becomes its selectors."""
    around = {key: cells[key] for key in _QUOTE if key in cells}
    place = {key: cells[key] for key in _POSITION if key in cells}
    plain = {key: value for key, value in cells.items() if key not in around and key not in place}
    selectors: list[YamlValue] = []
    if around:
        quote = {"exact": plain["quote"]} if "quote" in plain else {}
        selectors.append(_mapping(row, {"type": Scalar(SelectorType.QUOTE), **quote, **around}))
    if place:
        selectors.append(_mapping(row, {"type": Scalar(SelectorType.POSITION), **place}))
    return _mapping(row, {**plain, "at": selectors} if selectors else plain)


def _flat(claim: YamlMapping) -> dict[str, YamlValue]:
    """Return a claim with its selectors as columns."""
    flat = {key: value for key, value in claim.items() if key != "at"}
    for selector in _items(claim.get("at")):
        flat |= {key: value for key, value in selector.items() if key in (*_QUOTE, *_POSITION)}
        if exact := selector.get("exact"):
            flat.setdefault("quote", exact)
    return flat


def _cells(item: Mapping[str, YamlValue]) -> dict[str, object]:
    return {key: _cell(value) for key, value in item.items() if value is not None}


def _cell(value: YamlValue) -> object:
    if isinstance(value, list):
        return "; ".join(str(part) for part in value)
    number = number_of(value)
    if number is not None:
        return number
    text = str(value)
    plain = Scalar(text)
    plain.plain = True
    # What begins as a formula does would be worked out.
    return f"'{text}" if number_of(plain) is not None or text[:1] in "=+-@'" else text
