"""Reports on a graph as text, in a notebook too."""

from __future__ import annotations

from html import escape


class TextReport:
    """A report that a notebook shows as the text of `str()`."""

    def _repr_html_(self) -> str:
        """Return the text for a notebook, escaped."""
        return f'<pre style="white-space: pre-wrap">{escape(str(self))}</pre>'
