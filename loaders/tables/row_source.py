"""Who says a row, since when, and on what: its own source where it gives an address, else the table's publisher."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b

from ...schema.dates import HalfDate, days_between
from ...schema.entities import Entity
from ...schema.ids import slug
from ...schema.node import Node
from ...schema.sources import Publisher, Report
from ...schema.vocabulary import Basis, Seen
from .cell_values import date_in_address, host_of, parse_date
from .columns import TableRow
from .forms import MappingForm


@dataclass(frozen=True)
class RowSource:
    """The source of a row. `report` is its id, "" where the row stands in the table alone.

    `known_from` is the day since when it is known by its own source, `day` that source's date, where it is a whole day.
    """

    speaker: Entity
    basis: Basis
    report: str
    known_from: str | None
    day: str | None
    url: str | None
    kind: str | None
    nodes: tuple[Node, ...]


def row_source(row: TableRow, mapping: MappingForm, date: HalfDate) -> RowSource:
    """Return the source of a row on an event of that date. Raises ValueInvalid for a date or address that is none."""
    columns = mapping.source
    url, named = row.text(columns.url), row.text(columns.publisher)
    published = row.text(columns.date)
    dated = parse_date(published, columns.patterns) if published else None
    if dated is None and url and columns.date_in_address:
        dated = date_in_address(url)
    kind = row.text(columns.kind)
    known_from = _known_from(dated, date)
    day = dated.latest if dated and dated.exact else None
    if url is None:
        publisher = mapping.publisher.name
        return RowSource(speaker(mapping, publisher), _basis(row, mapping), "", known_from, day, None, kind, ())
    name = named or host_of(url)
    by = Publisher(id=f"pub:{slug(name) or 'unnamed'}", name=name)
    words = row.text(columns.title) or ", ".join(filter(None, (name, dated.text if dated else None)))
    report = Report(
        id=f"report:{mapping.dataset}-{_mark(url, name, words, dated.text if dated else '')}",
        name=words,
        url=url,
        published=dated.text if dated else None,
        seen=Seen.SECONDARY,
        publisher=by.id,
    )
    return RowSource(speaker(mapping, name), _basis(row, mapping), report.id, known_from, day, url, kind, (by, report))


def speaker(mapping: MappingForm, name: str) -> Entity:
    """Return who speaks, as a thing of the table."""
    return Entity.named(f"{mapping.dataset}:{slug(name) or 'unnamed'}", "Organization", name)


def _known_from(dated: HalfDate | None, event: HalfDate) -> str | None:
    """Return since when the source said that the event was: not before it had been.

    A source that is dated the day before, as happens across time zones, is taken from the day of the event.
    """
    if dated is None:
        return None
    if dated.latest >= event.earliest:
        return max(dated.latest, event.latest) if event.exact else dated.latest
    return event.latest if event.exact and days_between(dated.latest, event.earliest) <= 1 else None


def _basis(row: TableRow, mapping: MappingForm) -> Basis:
    """Return what the row stands on; a row that does not say has the basis of the others."""
    text = row.text(mapping.basis.column)
    return Basis(mapping.basis.values.get(text or "", mapping.basis.otherwise))


def _mark(*content: str) -> str:
    return blake2b(repr(content).encode(), digest_size=6).hexdigest()
