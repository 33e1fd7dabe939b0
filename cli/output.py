"""How the command line answers: tables, JSON, CSV, Markdown, files of these, and messages on standard error."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import typer

if TYPE_CHECKING:
    from ..graph.load_report import LoadReport
    from ..graph.store import Graph
    from ..queries.results.answer import Answer

Rows = Sequence[Mapping[str, Any]]


class Format(StrEnum):
    """The form of an answer."""

    table = "table"
    json = "json"
    csv = "csv"
    md = "md"


#: The form of a file by its suffix. A workbook takes the rows that CSV has.
SUFFIXES = {
    ".csv": Format.csv,
    ".xlsx": Format.csv,
    ".json": Format.json,
    ".md": Format.md,
    ".txt": Format.table,
}
#: Signs that a terminal obeys instead of showing them: controls, escapes, changes of direction.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class _Destination(NamedTuple):
    """What an answer is collected in before it is written to a file."""

    text: io.StringIO
    tables: list[tuple[Sequence[str], Rows]]


#: A screenful shows so many entries of each part of an answer, and leaves out what is aside.
_ENTRIES = 2
_ASIDE = ("EARLIER", "POSSIBLY ALSO", "DUTY OF STATES", "OTHER ALLEGATIONS", "EARLIER ALLEGATIONS")
#: Where the entries of a part begin.
_INDENT = 11
#: The file that answers go to, innermost last; none: standard output.
_destinations: list[_Destination] = []


def form_of(path: Path) -> Format:
    """Return the form of a file by its suffix. Raises BadParameter for another."""
    form = SUFFIXES.get(path.suffix.casefold())
    if form is None:
        raise typer.BadParameter(f"--out {path}: end the name with one of {', '.join(SUFFIXES)}")
    return form


@contextmanager
def writing_to(path: Path, overwrite: bool) -> Iterator[None]:
    """Collect what is printed, and write it to a file at the end: whole, or not at all.

    An answer has no mark by which it could be told from a file of somebody else, so nothing is replaced unless
    `overwrite` says so; and then nothing but a file of the same form.
    """
    from ..graph.output import NEW, refuse_replacing
    from .files import kind_of, write

    kind = kind_of(path) if overwrite else NEW
    # Before the work, and again at its end.
    refuse_replacing(path, kind, remedy="Add --overwrite to replace it, or give another path")
    destination = _Destination(io.StringIO(), [])
    _destinations.append(destination)
    try:
        yield
    finally:
        _destinations.pop()
    write(path, destination.text.getvalue(), destination.tables, kind)
    err(f"{path}: written")


def echo(text: str) -> None:
    """Print an answer; signs that a terminal would obey are shown instead."""
    if _destinations:
        _destinations[-1].text.write(text + "\n")
    else:
        typer.echo(visible(text))


def visible(text: str) -> str:
    """Return a text with controls, escapes and changes of direction as `\\u202e`, which JSON reads back."""
    return _UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun: `1 file`, `2,051 records`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


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
        if account.links_stated:
            links = counted(account.links_stated, "link")
            err(f"note: {Path(account.file).name}: {account.links_resolved:,} of {links} lead to one other entry")


def print_answer(answer: Answer, form: Format) -> None:
    """Print an answer as JSON, its rows as CSV, or its text as wide as fits."""
    if form is Format.json:
        print_json(answer.to_dict())
    elif form is Format.csv:
        rows = answer.to_result()
        print_rows(rows.columns, rows.rows, form)
    elif form is Format.md:
        echo(f"```text\n{answer.to_text(100)}\n```")
    else:
        echo(answer.to_text(width()))


def screenful(answer: Answer) -> str:
    """Return the text of an answer with the first entries of its main parts alone, and without its sources."""
    head, *lines = answer.to_text(width()).splitlines()
    shown, parts = [head], set[str]()
    part, entries, lower = "", 0, 0
    for line in lines:
        if line.startswith(("[", "SOURCES")):
            break
        if line[:1].strip():
            part, entries = line[:_INDENT].strip() if line[_INDENT - 1 : _INDENT] == " " else line.strip(), 0
            part = "" if part in parts or part in _ASIDE else part
            parts.add(part)
        if line[_INDENT : _INDENT + 1].strip() and line != part:
            entries, lower = entries + 1, 0
        lower += line[: _INDENT + 2].isspace() and not line[_INDENT + 2 : _INDENT + 3].isspace()
        if part and entries <= _ENTRIES and lower <= _ENTRIES:
            shown.append(line)
    return "\n".join(shown)


def width() -> int:
    """Columns for a text: those of the terminal, as far as lines can be read."""
    import shutil

    return min(shutil.get_terminal_size((100, 24)).columns, 110)


def print_rows(columns: Sequence[str], rows: Rows, form: Format) -> None:
    """Rows of a result: a table at a terminal, plain columns in a pipe, a JSON list, CSV, or a Markdown table."""
    if _destinations:
        _destinations[-1].tables.append((columns, rows))
    if form is Format.json:
        print_json([{c: row.get(c) for c in columns} for row in rows])
        return
    from ..queries.results.tables import markdown_table, text_table, write_csv

    if form is Format.csv:
        if not _destinations:
            # Lines of a pipe or terminal end as all its lines do; `cut` and `grep` would keep the other sign.
            write_csv(sys.stdout, columns, rows, end="\n")
        return
    if form is Format.md:
        echo(markdown_table(columns, rows))
    elif sys.stdout.isatty() and not _destinations:
        _print_table(columns, rows)
    else:
        # For pipes and files.
        echo(text_table(columns, rows))
    if not rows:
        err("no rows")


def _print_table(columns: Sequence[str], rows: Rows) -> None:
    """Print a table; where it would break words, each row as a record with a line for each field."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from ..queries.results.tables import record_lines, show

    console = Console()
    cells = [[visible(show(row.get(column))) for column in columns] for row in rows]
    longest = [
        max((len(word) for text in (column, *(line[n] for line in cells)) for word in text.split()), default=1)
        for n, column in enumerate(columns)
    ]
    if sum(longest) + 2 * len(columns) > console.width:
        for line in record_lines(columns, cells, console.width):
            typer.echo(line)
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column, narrowest in zip(columns, longest, strict=True):
        table.add_column(column, overflow="fold", min_width=narrowest)
    for values in cells:
        table.add_row(*map(Text, values))
    console.print(table)


def at_terminal() -> bool:
    """Whether answers are read by a person at a terminal, and not by a pipe or file."""
    return sys.stdout.isatty() and not _destinations


def with_names(graph: Graph, rows: Rows) -> Rows:
    """Return rows with the names of entities and reports before their ids, where no column has them already."""
    from ..queries.results.tables import looks_like_id

    texts = [value for row in rows for value in row.values() if isinstance(value, str)]
    ids = sorted({text for text in texts if looks_like_id(text)})
    shown = set(texts)
    names: dict[str, str] = {}
    for family in ("Entity", "Source", "Law"):
        bearers = graph.read(
            f"UNWIND $ids AS id MATCH (n:{family} {{id: id}}) RETURN n.id AS id, n.name AS name", ids=ids
        )
        names |= {row["id"]: row["name"] for row in bearers.rows if row["name"] not in shown}
    return [
        {key: f"{names[str(value)]} ({value})" if str(value) in names else value for key, value in row.items()}
        for row in rows
    ]


def print_json(value: object) -> None:
    """Indented JSON, in any script."""
    import json

    echo(json.dumps(value, indent=2, ensure_ascii=False))


def err(message: str) -> None:
    """A line on standard error."""
    typer.echo(visible(message), err=True)
