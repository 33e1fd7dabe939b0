"""Rows as tables: text, HTML, CSV; and how a value is shown in a cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import IO, Any

#: So many rows a notebook shows.
SHOWN = 200


def html_table(columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> str:
    """Return rows as a table of HTML, the first `SHOWN` of them, everything escaped."""
    from html import escape

    head = "".join(f"<th>{escape(column)}</th>" for column in columns)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(show(row.get(column)))}</td>" for column in columns) + "</tr>"
        for row in rows[:SHOWN]
    )
    more = f"<p>and {len(rows) - SHOWN} more rows</p>" if len(rows) > SHOWN else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def show(value: object) -> str:
    """Return a value as a table cell shows it."""
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(show(item) for item in value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def text_table(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """Return rows as text in columns, one line a row, never folded."""
    cells = [list(columns), *([show(row.get(c)) for c in columns] for row in rows)]
    widths = [max(len(line[n]) for line in cells) for n in range(len(columns))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in cells
    )


def markdown_table(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """Return rows as a table of Markdown."""
    cells = [list(columns), ["---"] * len(columns), *([show(row.get(c)) for c in columns] for row in rows)]
    return "\n".join("| " + " | ".join(_in_markdown(cell) for cell in line) + " |" for line in cells)


def _in_markdown(text: str) -> str:
    return re.sub(r"([|\\`*<>\[\]])", r"\\\1", " ".join(text.split()))


def record_lines(columns: Sequence[str], rows: Iterable[Sequence[str]], width: int) -> Iterator[str]:
    """Yield each row as a record: a line `field  value` for each value that there is, folded between words."""
    from textwrap import wrap

    label = max(map(len, columns), default=0)
    for number, row in enumerate(rows, 1):
        yield f"[{number}]"
        for column, value in zip(columns, row, strict=True):
            if value:
                yield from wrap(
                    f"{column + ':':<{label + 1}} {value}",
                    max(width, label + 20),
                    subsequent_indent=" " * (label + 2),
                    break_long_words=False,
                    break_on_hyphens=False,
                )


def write_csv(file: IO[str], columns: Sequence[str], rows: Iterable[Mapping[str, Any]], end: str = "\r\n") -> None:
    """Write rows as CSV, each value as a table shows it; lines end as RFC 4180 has it, or with `end`."""
    import csv

    writer = csv.writer(file, lineterminator=end)
    writer.writerow(columns)
    writer.writerows([[show(row.get(c)) for c in columns] for row in rows])


def looks_like_id(text: str) -> bool:
    """Whether a value is an id of the graph: a namespace in small letters, a colon, a key."""
    namespace, colon, key = text.partition(":")
    return bool(colon and key) and " " not in text and "//" not in text and namespace.islower()
