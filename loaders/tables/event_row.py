"""A row of an event table as statements: one record of the event, and a claim for each of its columns.

A claim has the basis that the row gives, and no more; what the row only names is a mention.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ...graph.editions.record_version import RecordVersion
from ...graph.editions.table_rows import RULES
from ...schema.dates import HalfDate
from ...schema.entities import Entity
from ...schema.errors import ValueInvalid
from ...schema.further_records import MentionRecord
from ...schema.ids import slug
from ...schema.node import Node
from ...schema.statements import Claim, Occurrence, Record
from ...schema.vocabulary import EVENT_PROPERTIES, Basis, Property, Stance
from .cell_values import parse_amount, parse_date
from .columns import TableRow
from .event_words import KindProposal, propose_kinds
from .forms import DateForm, KindForm, MappingForm
from .row_source import RowSource, row_source
from .row_things import RowThing, cell_names, row_things

_PROPERTIES = {
    "place": Property.PLACE,
    "from": Property.FROM,
    "to": Property.TO,
    "route": Property.ROUTE,
    "participant": Property.PARTICIPANT,
    "carrier": Property.CARRIER,
    "goods": Property.GOODS,
}
#: Rule of a mention that a column of its own states.
COLUMN_RULE = "named in a column of the table"


@dataclass
class EventRow:
    """What one row says: its statements, the things that they are about, their sources, and its place in the file."""

    key: str
    date: HalfDate
    known_from: str | None
    source_day: str | None
    statements: list[RecordVersion]
    entities: list[Entity]
    sources: list[Node] = field(default_factory=list)
    place: str = ""


def row_key(row: TableRow, mapping: MappingForm) -> str | None:
    """Return the key of a row: the first of the key columns that holds one."""
    for column in mapping.key:
        texts = row.cells.get(column, [])
        if len(texts) == 1 and slug(texts[0]):
            return texts[0]
    return None


def read_row(row: TableRow, mapping: MappingForm, edition: str | None = None) -> EventRow:
    """Return what a row says. Raises ValueInvalid with all that is wrong with it. `edition`: the day of the table."""
    if row.problem:
        raise ValueInvalid(row.problem)
    key = row_key(row, mapping)
    if key is None:
        raise ValueInvalid(f"no key in {', '.join(f'`{c}`' for c in mapping.key)}: nothing identifies the row")
    date = event_date(row, mapping.date)
    kind = event_kind(row, mapping.kind, mapping.kinds.get(key))
    source = row_source(row, mapping, date)
    return _RowStatements(row, mapping, key, date, kind, source, list(row_things(row, mapping)), edition).event_row()


def event_date(row: TableRow, form: DateForm) -> HalfDate:
    """Return the date of a row's event. Raises ValueInvalid where it has none, or one that cannot be read."""
    if form.year:
        parts = [text for column in (form.year, form.month, form.day) if (text := row.text(column))]
        if row.text(form.year) is None or not all(part.isdecimal() for part in parts):
            raise ValueInvalid(f"date {'-'.join(parts)[:40]!r} cannot be read: `{form.year}` holds no year")
        return HalfDate.parse("-".join(part.zfill(4 if n == 0 else 2) for n, part in enumerate(parts)))
    first = row.text(form.column or form.first)
    if first is None:
        raise ValueInvalid(f"no date in `{form.column or form.first}`")
    date = parse_date(first, form.patterns)
    last = row.text(form.last)
    if last is None:
        return date
    end = parse_date(last, form.patterns)
    if end.latest < date.earliest:
        raise ValueInvalid(f"ends on {end.text}, before it begins on {date.text}")
    return HalfDate(date.earliest, end.latest, date.text if end.text == date.text else f"{date.text}/{end.text}")


def event_kind(row: TableRow, form: KindForm, confirmed: str | None) -> str | None:
    """Return the kind that a person or the row gives, None where none does. Raises ValueInvalid for an unknown one."""
    if confirmed:
        return confirmed
    words = row.text(form.column)
    if words is None:
        return form.otherwise
    kind = form.values.get(words, form.otherwise)
    if kind is None:
        raise ValueInvalid(
            f"unknown kind {words[:60]!r} in `{form.column}`: add it to `values` of `kind` in the mapping, or give "
            "`otherwise` there"
        )
    return kind


@dataclass
class _RowStatements:
    """Makes the statements of one row."""

    row: TableRow
    mapping: MappingForm
    key: str
    date: HalfDate
    kind: str | None
    source: RowSource
    things: list[RowThing]
    edition: str | None

    def event_row(self) -> EventRow:
        """Return all that the row says."""
        claims = {claim.key: claim for claim in self._claims()}
        mentions = {mention.key: mention for mention in self._mentions()}
        occurrence = self._occurrence()
        further: list[Record | Claim] = [*claims.values(), *mentions.values()]
        statements = [RecordVersion.of(occurrence), *(RecordVersion.of(extra, counted=False) for extra in further)]
        entities = [self._event(), self.source.speaker, *(t.entity for t in self.things if t.entity)]
        if any(claim.speaker == RULES.id for claim in claims.values()):
            entities.append(RULES)
        source = self.source
        return EventRow(self.key, self.date, source.known_from, source.day, statements, entities, list(source.nodes))

    def _event(self) -> Entity:
        return Entity.named(f"{self.mapping.dataset}:{slug(self.key)}", self.kind or "Event", self._title())

    def _title(self) -> str:
        """Return what the event is called: the row's title, else its kind and date, or the start of its text."""
        if title := self.row.text(self.mapping.title):
            return title
        if self.mapping.kind.column and (words := self.row.text(self.mapping.kind.column)):
            places = [thing.words for thing in self.things if thing.role == "place"]
            return f"{words}{f', {places[0]}' if places else ''}, {self.date.text}"
        text = self.row.text(self.mapping.text) or ""
        if not text:
            raise ValueInvalid("neither a title, a kind nor a text: nothing says what the event is")
        return text if len(text) <= 120 else f"{text[:119]}…"

    def _occurrence(self) -> Occurrence:
        states = [id_ for id_ in self._ids("place") if id_.startswith("iso:")]
        places = [id_ for id_ in self._ids("place") if id_ not in states]
        if len(states) > 1:
            states, places = [], places + states
        event = self._event()
        return Occurrence(
            id="",
            name=event.name,
            dataset=self.mapping.dataset,
            key=self.key,
            startDate=self.date.text.partition("/")[0],
            endDate=self.date.text.partition("/")[2] or None,
            earliest=self.date.earliest,
            latest=self.date.latest,
            summary=self.row.text(self.mapping.text),
            topics=[name for column in self.mapping.topics for name in cell_names(self.row, column)],
            url=self.source.url,
            sourceType=self.source.kind,
            eventKind=self.kind or "Event",
            values=[f"{c}={text}" for c in self.mapping.kept for text in self.row.cells.get(c, ())],
            knownFrom=self.source.known_from,
            source=self.source.report,
            about=event.id,
            place=places,
            participants=self._ids("participant"),
            country=states[0] if states else None,
        )

    def _ids(self, role: str) -> list[str]:
        return list(dict.fromkeys(t.entity.id for t in self.things if t.entity and t.role == role))

    def _claims(self) -> Iterator[Claim]:
        """Yield a claim for each thing that a column of the row states of the event."""
        yield self._claim(Property.EXISTS, "true")
        planned = self.edition is not None and self.date.earliest > self.edition
        stance = Stance.SUGGESTS if planned else Stance.ASSERTS
        days = {"earliest": self.date.earliest, "latest": self.date.latest}
        yield self._claim(Property.DATE, self.date.text, stance=stance, **days)
        for thing in self.things:
            prop = _PROPERTIES.get(thing.role)
            if prop is not None and self._has(prop):
                end = thing.entity.id if thing.entity else None
                yield self._claim(prop, None if end else thing.words, entity=end, mark=end or thing.words)
        yield from self._states_of_places()
        yield from self._amounts()
        if self.kind is None and self.mapping.kind.from_words:
            texts = {
                column: self.row.text(column) or "" for column in (self.mapping.title, self.mapping.text) if column
            }
            for rank, proposal in enumerate(propose_kinds(texts), 1):
                yield self._proposed(proposal, rank)

    def _has(self, prop: Property) -> bool:
        """Whether an event of the row's kind has a property."""
        return prop in EVENT_PROPERTIES[self.kind or "Event"]

    def _states_of_places(self) -> Iterator[Claim]:
        """Yield that the row's places lie in its State, where it names one State as the place."""
        states = {id_ for id_ in self._ids("place") if id_.startswith("iso:")}
        if len(states) == 1:
            state = states.pop()
            for place in self._ids("place"):
                if place != state:
                    yield self._claim(Property.COUNTRY, None, entity=state, about=place, mark=place)

    def _amounts(self) -> Iterator[Claim]:
        for amount in self.mapping.amounts:
            text = self.row.text(amount.column)
            if text is not None and self._has(Property.QUANTITY):
                number = parse_amount(text)
                unit = self.row.text(amount.unit_column) or amount.unit
                yield self._claim(
                    Property.QUANTITY, text, number=number, unit=unit, qualifier=amount.qualifier, mark=amount.column
                )

    def _proposed(self, proposal: KindProposal, rank: int) -> Claim:
        return self._claim(
            Property.KIND,
            proposal.kind,
            stance=Stance.SUGGESTS,
            basis=Basis.INFERENCE,
            speaker=RULES.id,
            hedge=proposal.words,
            note=f"concluded from words of `{proposal.field}` at {proposal.start}, by the rule `{proposal.rule}`",
            mark=str(rank),
        )

    def _claim(self, prop: Property, value: str | None, mark: str = "", **more: object) -> Claim:
        shown = value or more.get("entity")
        key = f"{self.key}#{prop}" + (f"/{mark}" if mark else "")
        stance = more.get("stance", Stance.ASSERTS)
        content = {
            "id": "",
            "name": f"{prop} {stance}: {shown}",
            "property": prop,
            "value": value,
            "stance": stance,
            "basis": self.source.basis,
            "locator": f"row {self.key} of {self.mapping.name}",
            "since": "",
            "dataset": self.mapping.dataset,
            "key": key,
            "knownFrom": self.source.known_from,
            "about": self._event().id,
            "speaker": self.source.speaker.id,
            "report": self.source.report,
        }
        return Claim.model_validate(content | more)

    def _mentions(self) -> Iterator[MentionRecord]:
        """Yield the things that the row only names, or of which an event of its kind has none."""
        for thing in self.things:
            prop = _PROPERTIES.get(thing.role)
            if thing.entity is not None and (prop is None or not self._has(prop)):
                yield MentionRecord(
                    id="",
                    name=f"{thing.words} in row {self.key}",
                    dataset=self.mapping.dataset,
                    key=f"{self.key}#mention/{thing.column}/{thing.words}",
                    knownFrom=self.source.known_from,
                    source=self.source.report,
                    field=thing.column,
                    words=thing.words,
                    rule=COLUMN_RULE,
                    about=self._event().id,
                    refers=thing.entity.id,
                )
