"""The rows of an Excel workbook, as texts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from ...schema.errors import InputError
from ...schema.extras import missing_package


def workbook_rows(path: Path, sheet: str | None = None) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a sheet, the first one without `sheet`, with their numbers; empty rows are left out.

    Raises InputError for a file that is no workbook, or has no such sheet.
    """
    try:
        import openpyxl  # type: ignore[import-untyped]
    except ImportError as error:
        raise missing_package("openpyxl", "xlsx", "Excel files need openpyxl") from error
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except Exception as error:  # its readers raise whatever the file makes them raise
        raise InputError(str(path), f"not an Excel file ({error})", "Save it as .xlsx or CSV.") from error
    try:
        if sheet is not None and sheet not in book.sheetnames:
            names = ", ".join(book.sheetnames)
            raise InputError(str(path), f"no sheet {sheet!r} (it has {names})", "Mend the mapping.")
        page = book[sheet] if sheet else book.worksheets[0]
        for number, cells in enumerate(page.iter_rows(values_only=True), 1):
            texts = [cell_text(cell) or "" for cell in cells]
            if any(texts):
                yield number, texts
    finally:
        book.close()


def cell_text(value: object) -> str | None:
    """Return a value of a cell as text: days as ISO days, whole numbers without a point."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time().isoformat() == "00:00:00" else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
