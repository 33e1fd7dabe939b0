"""Files of answers: CSV for a spreadsheet, a workbook, JSON, Markdown, text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ..graph.output import NEW, output
from ..queries.results.tables import show, write_csv
from ..schema.errors import SanctionsGraphError
from ..schema.extras import missing_package

#: First bytes of an earlier file of the kind, which a new one may replace.
_TEXT = rb"(?!RGF|PK\x03\x04|\x00)"
_KINDS = {".csv": rb"\xef\xbb\xbf", ".xlsx": rb"PK\x03\x04", ".json": rb"\s*[\[{]"}
#: What a spreadsheet would take for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
#: A cell of a workbook holds no more.
_LONGEST = 32767


def kind_of(path: Path) -> bytes:
    """Return the pattern by which an earlier answer in the form of the suffix is recognised: roughly, by its form."""
    return _KINDS.get(path.suffix.casefold(), _TEXT)


def write(
    path: Path, text: str, tables: Sequence[tuple[Sequence[str], Sequence[Mapping[str, Any]]]], kind: bytes = NEW
) -> None:
    """Write an answer to a file in the form of its suffix, in place of one of a kind.

    Raises SanctionsGraphError where it cannot be written.
    """
    suffix = path.suffix.casefold()
    if suffix in (".csv", ".xlsx") and not tables:
        raise SanctionsGraphError(f"{path}: this answer has no table. Give a name that ends with .txt or .json.")
    with output(path, kind) as target:
        if suffix == ".xlsx":
            _write_workbook(target, tables)
        elif suffix == ".csv":
            # With its mark a spreadsheet reads UTF-8.
            with target.open("w", encoding="utf-8-sig", newline="") as file:
                for columns, rows in tables:
                    write_csv(file, columns, [{c: _unarmed(row.get(c)) for c in columns} for row in rows])
        else:
            target.write_text(text, encoding="utf-8")


def _unarmed(value: object) -> object:
    """Return a value that a spreadsheet shows and does not work out: a text that begins as a formula gets a quote."""
    shown = value if isinstance(value, str) else show(value) if isinstance(value, list) else ""
    return f"'{shown}" if shown.startswith(_FORMULA) else value


def _write_workbook(path: Path, tables: Sequence[tuple[Sequence[str], Sequence[Mapping[str, Any]]]]) -> None:
    try:
        from xlsxwriter import Workbook
    except ImportError as error:
        raise missing_package("xlsxwriter", "xlsx", f"{path.name}: a workbook needs xlsxwriter") from error
    with Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        bold = book.add_format({"bold": True})
        for columns, rows in tables:
            sheet = book.add_worksheet()
            sheet.freeze_panes(1, 0)
            for n, column in enumerate(columns):
                values = [row.get(column) for row in rows]
                sheet.write_string(0, n, column, bold)
                sheet.set_column(n, n, min(60, max(len(column), *(len(show(v)) for v in values), 8) + 1))
                for line, value in enumerate(values, 1):
                    if isinstance(value, int | float) and not isinstance(value, bool):
                        sheet.write_number(line, n, value)
                    elif value is not None:
                        sheet.write_string(line, n, show(value)[:_LONGEST])
            sheet.autofilter(0, 0, max(len(rows), 1), max(len(columns) - 1, 0))
