"""The notes on a case, or on all, with the status that each has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from ...graph.case_notes import NoteEntry, notes_on
from ...graph.store import EntityRef, Graph
from ...schema.dates import LATEST, DayLike, known_by, long_form
from ..results.answer import Answer, text_of


@dataclass(frozen=True)
class CaseState:
    """How far the work on a case is: its last status (None: no note states one), who set it, and since when."""

    subject: str
    name: str
    status: str | None
    by: str | None
    since: str | None


@dataclass(frozen=True, repr=False)
class CaseNotes(Answer):
    """Notes as they stood on a day (`as_of`; None: all), the earliest first, and the state of each case."""

    name_of_result: ClassVar[str] = "notes"
    columns: ClassVar[Sequence[str]] = ("subject", "name", "since", "by", "status", "text")

    as_of: str | None
    cases: tuple[CaseState, ...]
    notes: tuple[NoteEntry, ...]

    def rows(self) -> Sequence[Mapping[str, Any]]:
        """Return a row for each note."""
        return [vars(note) for note in self.notes]


def case_notes(graph: Graph, subject: str | EntityRef | None = None, *, as_of: DayLike | None = None) -> CaseNotes:
    """Return the notes on the case of a thing (id or name), or on all. Raises NotFound or Ambiguous for the name."""
    day = known_by(as_of)
    if isinstance(subject, str):
        subject = graph.entity(subject)
    notes = notes_on(graph, day, subject.id if subject else None)
    cases: dict[str, CaseState] = {}
    for note in notes:
        before = cases.get(note.subject, CaseState(note.subject, note.name, None, None, None))
        now = CaseState(note.subject, note.name, note.status, note.by, note.since) if note.status else before
        cases[note.subject] = now
    return CaseNotes(None if day == LATEST else day, tuple(cases.values()), tuple(notes))


@text_of.register
def _(answer: CaseNotes, width: int) -> str:
    if not answer.notes:
        return "no notes"
    lines = []
    for case in answer.cases:
        state = f"{case.status}, {case.by}, {long_form(case.since or '')}" if case.status else "no status"
        lines.append(f"{case.name} ({case.subject}): {state}")
        for note in answer.notes:
            if note.subject == case.subject:
                status = f"[{note.status}] " if note.status else ""
                lines.append(f"  {long_form(note.since)}  {note.by}: {status}{note.text or ''}".rstrip())
    return "\n".join(lines)
