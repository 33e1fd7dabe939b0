"""Recording notes on cases, and reading them as of a day."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime

from ..schema.case_notes import CaseNote, CaseStatus
from ..schema.dates import DayLike, day, stood_in_cypher
from ..schema.errors import ValueInvalid
from ..schema.near_names import no_such
from .node_row import NodeRow
from .store import Graph
from .writing import write_links, write_nodes

#: Characters of a note.
MOST_TEXT = 10_000


@dataclass(frozen=True)
class NoteEntry:
    """A note on a case; `since` is its day, `at` the moment at which it was written. `text` or `status` is None."""

    id: str
    subject: str
    name: str
    since: str
    at: str
    by: str
    status: str | None
    text: str | None


def add_note(
    graph: Graph,
    subject: str,
    *,
    by: str,
    text: str | None = None,
    status: str | None = None,
    noted_on: DayLike | None = None,
) -> NoteEntry:
    """Record a note on the case of a thing (id or name), a status of it, or both; return it.

    `noted_on` is its day, today if not given. Raises NotFound or Ambiguous for the name and NotFound for a status that
    is none, ValueInvalid for a note that says nothing, that nobody signs, or that is of a day to come.
    """
    words, signed = (text or "").strip() or None, by.strip()
    if status is not None and status not in list(CaseStatus):
        raise no_such("status", status, [term.value for term in CaseStatus])
    if words is None and status is None:
        raise ValueInvalid(f"a note on {subject} needs a text, a status, or both")
    if not signed or len(signed) > 200 or len(words or "") > MOST_TEXT:
        raise ValueInvalid(f"a note on {subject} needs who writes it, and has {MOST_TEXT:,} characters at most")
    since = day(noted_on or date.today())
    if since > date.today().isoformat():
        raise ValueInvalid(f"a note on {subject} cannot be of {since}, a day in the future")
    entity = graph.entity(subject)
    at = datetime.now(UTC).isoformat(timespec="microseconds")
    digest = hashlib.sha256("\n".join((entity.id, at, signed, status or "", words or "")).encode()).hexdigest()[:16]
    note = CaseNote(
        id=f"note:{digest}",
        name=f"{status or 'note'}: {entity.name}",
        text=words,
        status=CaseStatus(status) if status else None,
        writtenBy=signed,
        at=at,
        since=since,
        about=entity.id,
    )
    with graph.writing() as tx:
        rows = [NodeRow.of(note)]
        write_nodes(tx, rows)
        write_links(tx, rows)
    return NoteEntry(note.id, entity.id, entity.name, since, at, signed, status, words)


def notes_on(graph: Graph, as_of: str, subject: str | None = None) -> list[NoteEntry]:
    """Return the notes that stood on a day on the case of an id, or on all; the earliest first."""
    if subject is None:
        return graph.read_as(NoteEntry, _NOTES.format(""), as_of=as_of)
    return graph.read_as(NoteEntry, _NOTES.format(" {id: $id}"), as_of=as_of, id=subject)


_NOTES = (
    "MATCH (n:Statement:CaseNote)-[:NOTED_ON]->(e:Entity{}) "
    f"WHERE {stood_in_cypher('n')} "
    "RETURN n.id AS id, e.id AS subject, e.name AS name, n.since AS since, n.at AS at, n.writtenBy AS by, "
    "n.status AS status, n.text AS text ORDER BY since, at, id"
)
