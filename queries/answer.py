"""Answers that are mappings, as JSON has them, and that a notebook shows as the text that a person reads."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import escape
from typing import Any


class Answer(dict[str, Any]):
    """An answer by its keys: a plain mapping for JSON and for code, `str()` of it is its text.

    A notebook shows the text, with the addresses of the sources as links. `tell` makes the text from the answer.
    """

    def __init__(self, values: Mapping[str, Any], tell: Callable[[Answer], str]) -> None:
        super().__init__(values)
        self._tell = tell

    def __str__(self) -> str:
        return self._tell(self)

    def _repr_html_(self) -> str:
        """The text in a notebook."""
        return as_html(str(self))

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """The text where a notebook has no HTML."""
        printer.text(str(self))


def as_html(text: str) -> str:
    """A text as HTML: everything escaped, web addresses as links."""
    parts = re.split(r"(https?://[^\s<>\"]+)", text)
    shown = (
        f'<a href="{escape(part)}" rel="noreferrer">{escape(part)}</a>' if n % 2 else escape(part)
        for n, part in enumerate(parts)
    )
    return f'<pre style="white-space: pre-wrap">{"".join(shown)}</pre>'
