"""How the command line answers: tables, JSON, CSV, and messages on standard error."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from ..graph.load_report import LoadReport
    from ..queries.results.answer import Answer


class Format(StrEnum):
    """How a command answers."""

    table = "table"
    json = "json"
    csv = "csv"


def print_accounts(accounts: Sequence[LoadReport], form: Format) -> None:
    """Accounts of loads; one alone as one JSON object. Notes go to standard error."""
    rows = [account.to_dict() for account in accounts]
    if form is Format.json:
        print_json(rows[0] if len(rows) == 1 else rows)
        return
    columns = ["source", "file", "edition", "read", "written", "unchanged", "rejected", "ended"]
    if form is Format.table:
        rows = [{**row, "file": Path(str(row["file"])).name} for row in rows]
    print_rows(columns, rows, form)
    for account in accounts:
        for note in account.notes:
            err(f"note: {Path(account.file).name}: {note}")


def print_answer(answer: Answer, form: Format) -> None:
    """Print an answer as JSON, its rows as CSV, or its text as wide as fits."""
    if form is Format.json:
        print_json(answer.to_dict())
    elif form is Format.csv:
        rows = answer.to_result()
        print_rows(rows.columns, rows.rows, form)
    else:
        typer.echo(answer.to_text(width()))


def width() -> int:
    """Columns for a text: those of the terminal, as far as lines can be read."""
    import shutil

    return min(shutil.get_terminal_size((100, 24)).columns, 110)


def print_rows(columns: Sequence[str], rows: Sequence[Mapping[str, Any]], form: Format) -> None:
    """Rows of a result: a table at a terminal, plain columns in a pipe, a JSON list, or CSV."""
    if form is Format.json:
        print_json([{c: row.get(c) for c in columns} for row in rows])
        return
    from ..queries.results.tables import text_table, write_csv

    if form is Format.csv:
        write_csv(sys.stdout, columns, rows)
        return
    if sys.stdout.isatty():
        _print_table(columns, rows)
    else:
        # For pipes and files.
        typer.echo(text_table(columns, rows))
    if not rows:
        err("no rows")


def _print_table(columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from ..queries.results.tables import show

    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(show(row.get(c))) for c in columns))
    Console().print(table)


def print_json(value: object) -> None:
    """Indented JSON, in any script."""
    import json

    typer.echo(json.dumps(value, indent=2, ensure_ascii=False))


def err(message: str) -> None:
    """A line on standard error."""
    typer.echo(message, err=True)
