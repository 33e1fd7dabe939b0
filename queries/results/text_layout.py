"""Lines for a person at a terminal: a label at the left margin, the text in a column beside it, sources below."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator
from typing import TypeVar

from ...schema.dates import long_form
from .citations import CitedSource

LABEL = 11
_SEEN_AS = {"copy": "read in a copy", "secondary": "known through other reports only"}
Lines = Iterator[tuple[str, str]]
T = TypeVar("T")


def text_with_sources(lines: list[tuple[str, str]], sources: Iterable[CitedSource], width: int) -> str:
    """Return lines as a text, with a line below for each source that they cite by its number."""
    numbers = {int(n) for _, text in lines for n in re.findall(r"\[(\d+)\]", text)}
    return laid_out([*lines, *_source_lines(sources, numbers)], width)


def _source_lines(sources: Iterable[CitedSource], numbers: set[int]) -> Lines:
    """Yield publisher, title, date and address of each source of these numbers, and whether a copy was read."""
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
    """Return labels at the left margin, texts in a column beside them; titles and sources over the full width.

    A label that is too long for the margin has a line of its own.
    """
    folded = []
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
        if len(label) >= LABEL:
            folded.append(label)
        elif label:
            wrapped[0] = f"{label:<{LABEL}}" + wrapped[0][LABEL:]
        folded += wrapped
    return "\n".join(folded)


def labelled(label: str, items: Iterable[T]) -> Iterator[tuple[str, T]]:
    """Yield items with the label before the first only."""
    for number, item in enumerate(items):
        yield (label if number == 0 else ""), item
