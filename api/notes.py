"""Notes on cases: who noted what, and how far the work is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .opened import Opened

if TYPE_CHECKING:
    from ..graph.case_notes import NoteEntry
    from ..queries.notes.answer import CaseNotes
    from ..schema.dates import DayLike


class NoteVerbs(Opened):
    """Notes on cases: who noted what, and how far the work is."""

    def note(
        self,
        subject: str,
        text: str | None = None,
        *,
        by: str,
        status: str | None = None,
        noted_on: DayLike | None = None,
    ) -> NoteEntry:
        """Record a note on a case, a new status of it (`open`, `to check`, `closed`), or both. No answer rests on it.

        `noted_on` is its day, today if not given. Raises NotFound or Ambiguous for the name, ValueInvalid for a note
        that says nothing, that nobody signs, or that is of a day to come.
        """
        from ..graph.case_notes import add_note

        return add_note(self._graph, subject, by=by, text=text, status=status, noted_on=noted_on)

    def notes(self, subject: str | None = None, *, as_of: DayLike | None = None) -> CaseNotes:
        """Show the notes on a case, or on all, and the status that each has."""
        from ..queries.notes.answer import case_notes

        return case_notes(self._graph, subject, as_of=as_of)
