"""A timeline of events, JSON: CSIS Korea Chair's of North Korea and Russia.

Published at https://beyondparallel.csis.org/: a list of rows with `id`, `year`, `month`, `day`, `headline`, `text`,
`source` (an address), `src_type`, `tag` and, in some, `figures`: the people in it. A row without a source is rejected:
nobody says it. A later row has an `event_id` instead of a place in the order; else `id` is the lasting key.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from ...graph.editions.record_version import edition_id
from ...graph.load_report import LoadReport
from ...schema.dates import HalfDate
from ...schema.entities import Entity
from ...schema.errors import ValueInvalid
from ...schema.ids import slug
from ...schema.names import clean
from ...schema.sources import Edition, Publisher
from ...schema.statements import Occurrence
from ..common.load import Found, Rows, UnreadKeys, edition_date, unique
from ..curated.form import problems
from .forms import TimelineForm

DATASET = "csis-timeline"
_PUBLISHER = Publisher(id="pub:csis-korea", name="CSIS Korea Chair", url="https://beyondparallel.csis.org/")


def is_timeline(content: object) -> bool:
    """Whether a JSON file has the shape of a timeline: a list whose first row has a headline."""
    return isinstance(content, list) and bool(content) and isinstance(content[0], dict) and "headline" in content[0]


def rows(path: Path, content: list[Any], account: LoadReport, edition: str | None) -> Rows:
    """The rows of a timeline as records. The latest day in it dates it, unless `edition` does."""
    records: list[Found] = []
    days: list[str] = []
    unread = UnreadKeys()
    for number, row in enumerate(content):
        account.read += 1
        position = f"{path}: [{number}]"
        try:
            occurrence, entities = _occurrence(TimelineForm.model_validate(row))
        except ValueError as error:
            why = "; ".join(problems(row, error)) if isinstance(error, ValidationError) else str(error)
            account.reject(position, why, json.dumps(row, ensure_ascii=False))
            unread.add(_key_of_broken(row))
        else:
            records.append((position, occurrence, entities))
            days.append(occurrence.latest or "")
    date = edition_date(path, edition, None, days, account)
    state = Edition(
        id=edition_id(DATASET, date),
        name=f"Timeline of North Korea and Russia by CSIS, as of {date}",
        dataset=DATASET,
        date=date,
        url=_PUBLISHER.url,
        publisher=_PUBLISHER.id,
    )
    return unique(account, records, Rows(state, stubs=[_PUBLISHER], unread=unread))


def _key_of_broken(row: object) -> str | None:
    """Return the key of a row that could not be read, as far as the row shows it."""
    key = row.get("event_id") or row.get("id") if isinstance(row, dict) else None
    return str(key) if isinstance(key, str | int) else None


def _occurrence(form: TimelineForm) -> tuple[Occurrence, list[Entity]]:
    key = clean(str(form.event_id or ("" if form.id is None else form.id)))
    if not key or not slug(key):
        raise ValueInvalid("no id, so nothing to know it by in the next edition")
    headline, source, tag = clean(form.headline), clean(form.source), clean(form.tag)
    if not headline:
        raise ValueInvalid("no headline")
    if not source:
        raise ValueInvalid("no source: it has no speaker")
    date = _date(form)
    event = Entity.named(f"{DATASET}:{slug(key)}", "Event", headline)
    people = {
        f"{DATASET}:{slug(name)}": Entity.named(f"{DATASET}:{slug(name)}", "Person", name)
        for figure in form.figures
        if (name := clean(figure)) and slug(name)
    }
    occurrence = Occurrence(
        id="",
        name=headline,
        dataset=DATASET,
        key=key,
        startDate=date.text,
        earliest=date.earliest,
        latest=date.latest,
        summary=clean(form.text),
        topics=[tag] if tag else [],
        url=source,
        sourceType=clean(form.src_type),
        about=event.id,
        participants=list(people),
    )
    return occurrence, [event, *people.values()]


def _date(form: TimelineForm) -> HalfDate:
    """Return the day, or the month or year where no more is given."""
    month, day = form.month, form.day
    text = f"{form.year:04}" + (f"-{month:02}" if month else "") + (f"-{day:02}" if month and day else "")
    return HalfDate.parse(text)
