"""Lines for a person at a terminal: a label at the left margin, the text in a column beside it, sources below."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ...schema.dates import long_form
from .citations import CitedSource

LABEL = 11
_SEEN_AS = {"copy": "read in a copy", "secondary": "read through others"}
Lines = Iterator[tuple[str, str]]


def cited(lines: list[tuple[str, str]]) -> set[int]:
    """The numbers of the sources that the lines cite."""
    return {int(n) for _, text in lines for n in re.findall(r"\[(\d+)\]", text)}


def source_lines(answer: Mapping[str, Any] | Iterable[CitedSource], numbers: set[int]) -> Lines:
    """Return a line for each source of these numbers: publisher, title, date, address, and how it was read."""
    # A mapping until all answers are typed.
    sources = [CitedSource(**s) for s in answer["sources"]] if isinstance(answer, Mapping) else answer
    if numbers:
        yield "", ""
        yield "", "SOURCES"
    for source in sources:
        if source.n in numbers:
            copy = f" ({_SEEN_AS[source.seen]})" if source.seen in _SEEN_AS else ""
            published = long_form(source.published) if source.published else "undated"
            title = ", ".join(filter(None, (source.publisher, source.title, published)))
            yield "", f"[{source.n}] {title}{copy}. {source.url or ''}"


def laid_out(lines: list[tuple[str, str]], width: int) -> str:
    """Labels at the left margin, texts in a column beside them; titles and sources over the full width."""
    out = []
    for number, (label, text) in enumerate(lines):
        full = number == 0 or not text or text == "SOURCES" or text.startswith("[")
        indent = "" if full else " " * (LABEL + len(text) - len(text.lstrip()))
        wrapped = textwrap.wrap(
            text.strip(),
            width,
            initial_indent=indent,
            subsequent_indent=indent + ("    " if full else "  "),
            break_long_words=False,
            break_on_hyphens=False,
        ) or [""]
        if label:
            wrapped[0] = f"{label:<{LABEL}}" + wrapped[0][LABEL:]
        out += wrapped
    return "\n".join(out)


def labelled(label: str, items: Any) -> Iterator[tuple[str, Any]]:
    """The label before the first item only."""
    for number, item in enumerate(items):
        yield (label if number == 0 else ""), item
