"""Reports as files: what rules suggest from their text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from .opened import Opened

if TYPE_CHECKING:
    from ..reading.suggestion import SuggestedClaims


class ReadingVerbs(Opened):
    """Reports as files: what rules suggest from their text."""

    def read(
        self, path: str | Path, *, published: str | None = None, publisher: str | None = None, url: str | None = None
    ) -> SuggestedClaims:
        """Suggest claims from a report's file: text, Markdown, HTML or PDF. None counts before a person accepts it.

        `published` is a half-known date, `publisher` a name; what is not given is taken from the page. The graph is
        read, not written. Raises InputError where the file holds no report, ValueInvalid for a date that is none.
        """
        from ..reading.suggest import suggest_claims

        return suggest_claims(self._graph, Path(path), published=published, publisher=publisher, url=url)
