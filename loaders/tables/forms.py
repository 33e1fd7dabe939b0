"""What a mapping of an event table may say: which column holds what. docs/schemas has its JSON Schema."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, WithJsonSchema

from ...schema.countries import state_id
from ...schema.errors import ValueInvalid
from ...schema.vocabulary import EVENT_PROPERTIES, KINDS, Basis, Qualifier
from ..curated.form import Flag, Form, Text, Texts, rule
from ..curated.forms import PublisherForm

_DATASET = re.compile(r"[a-z][a-z0-9-]{1,60}\Z")
#: What a thing of a row may be to the event. Who is mentioned is not thereby a participant.
Role = Literal["place", "from", "to", "route", "participant", "carrier", "goods", "mentioned"]


def _pattern(text: str) -> str:
    """Check a pattern of `strptime` that gives a whole day."""
    now = datetime(2001, 2, 3)
    try:
        if datetime.strptime(now.strftime(text), text).date() != now.date():
            raise ValueInvalid(f"pattern {text!r} does not give a whole day: it needs a year, month and day, %Y %m %d")
    except ValueError as error:
        raise ValueInvalid(f"pattern {text!r} is none of strptime: {error}") from None
    return text


def _kind(text: str) -> str:
    """Check a kind of event."""
    if text not in EVENT_PROPERTIES:
        raise ValueInvalid(f"{text!r} is not a kind of event (one of {', '.join(EVENT_PROPERTIES)})")
    return text


EventKind = Annotated[Text, AfterValidator(_kind), WithJsonSchema({"enum": list(EVENT_PROPERTIES)})]
DayPattern = Annotated[Text, AfterValidator(_pattern)]


class TableForm(Form):
    """How the file is written. `columns` names those of a file without a header, `rows` the key of a JSON list.

    `delimiter` is a sign, or a word: tab, comma, semicolon, bar.
    """

    called: ClassVar[str] = "table"

    columns: Texts = []
    delimiter: Text | None = None
    rows: Text | None = None
    sheet: Text | None = None


class DateForm(Form):
    """When the event was: a column, or one each for year, month and day; or the first and the last day."""

    called: ClassVar[str] = "date"

    column: Text | None = None
    year: Text | None = None
    month: Text | None = None
    day: Text | None = None
    first: Text | None = None
    last: Text | None = None
    patterns: list[DayPattern] = []

    @rule("column", "year", "first")
    def _rule_some(self) -> str | None:
        ways = [way for way in (self.column, self.year, self.first) if way]
        return (
            None if len(ways) == 1 else "give one of `column`, `year` (with `month`, `day`) and `first` (with `last`)"
        )


class KindForm(Form):
    """The kind of the event, by what its column says. A value that is not in `values` is `otherwise`, else refused.

    `from_words`: where the row gives no kind, its words may suggest one, as a claim that a person can confirm.
    """

    called: ClassVar[str] = "kind"

    column: Text | None = None
    values: dict[str, EventKind] = {}
    otherwise: EventKind | None = None
    from_words: Flag = False


class BasisForm(Form):
    """What the row stands on, by what its column says; `otherwise` where it does not say."""

    called: ClassVar[str] = "basis"

    column: Text | None = None
    values: dict[str, Basis] = {}
    otherwise: Basis = Basis.NOT_STATED


class ThingColumnForm(Form):
    """A column of things. `ids` leads what the column says to ids of the graph; `skip` are texts that name nothing."""

    called: ClassVar[str] = "column of things"

    column: Text
    role: Role | None = None
    kind: Text | None = None
    separator: Text | None = None
    ids: dict[str, Text] = {}
    skip: Texts = []

    @rule("kind")
    def _rule_kind(self) -> str | None:
        if self.kind is None or (self.kind in KINDS and self.kind not in EVENT_PROPERTIES):
            return None
        return f"{self.kind!r} is not a kind of entity"


class StateColumnForm(ThingColumnForm):
    """A column of States, by name or code; `ids` leads other texts to `iso:` ids."""

    @rule("ids")
    def _rule_states(self) -> str | None:
        wrong = [text for text in self.ids.values() if state_id(text) is None]
        return f"no State: {', '.join(wrong)}" if wrong else None


class AmountForm(Form):
    """How much: a column of numbers, and the unit in a column of its own or one for all rows."""

    called: ClassVar[str] = "amount"

    column: Text
    unit: Text | None = None
    unit_column: Text | None = None
    qualifier: Qualifier | None = None


class SourceColumnsForm(Form):
    """Where the row is from. `date_in_address`: where no column dates the source, its address may."""

    called: ClassVar[str] = "source"

    url: Text | None = None
    publisher: Text | None = None
    title: Text | None = None
    date: Text | None = None
    kind: Text | None = None
    patterns: list[DayPattern] = []
    date_in_address: Flag = False


class MappingForm(Form):
    """Which column of an event table holds what, and which data set the table is."""

    called: ClassVar[str] = "mapping"

    dataset: Text
    name: Text
    publisher: PublisherForm
    url: Text | None = None
    licence: Text | None = None
    note: Any = None
    table: TableForm = TableForm()
    key: Texts
    title: Text | None = None
    text: Text | None = None
    topics: list[ThingColumnForm] = []
    date: DateForm
    kind: KindForm = KindForm()
    #: Kinds that a person confirmed, by the key of the row: they go before what the table says.
    kinds: dict[str, EventKind] = {}
    basis: BasisForm = BasisForm()
    places: list[ThingColumnForm] = []
    states: list[StateColumnForm] = []
    people: list[ThingColumnForm] = []
    organisations: list[ThingColumnForm] = []
    ships: list[ThingColumnForm] = []
    goods: list[ThingColumnForm] = []
    amounts: list[AmountForm] = []
    source: SourceColumnsForm = SourceColumnsForm()
    kept: Texts = []
    ignored: Texts = []

    @rule("dataset")
    def _rule_dataset(self) -> str | None:
        if _DATASET.match(self.dataset):
            return None
        return f"`dataset`: {self.dataset!r} is no name of a data set (small letters, digits and hyphens)"

    @rule("key")
    def _rule_key(self) -> str | None:
        return None if self.key else "`key`: name the column that identifies a row, [id]"

    @rule("title", "text", "kind")
    def _rule_title(self) -> str | None:
        if self.title or self.text or self.kind.column:
            return None
        return "none of `title`, `text` and `kind`: nothing says what the event is"

    def things(self) -> Iterator[tuple[str, ThingColumnForm]]:
        """Yield the section and each column of things in it."""
        for section in ("places", "states", "people", "organisations", "ships", "goods"):
            for column in getattr(self, section):
                yield section, column

    def named_columns(self) -> dict[str, str]:
        """Return each column that the mapping reads, with the section that reads it."""
        named = dict.fromkeys(self.key, "key")
        parts: list[tuple[str, str | None]] = [("title", self.title), ("text", self.text)]
        parts += [("kind", self.kind.column), ("basis", self.basis.column)]
        date = self.date
        parts += [("date", part) for part in (date.column, date.year, date.month, date.day, date.first, date.last)]
        source = self.source
        parts += [("source", part) for part in (source.url, source.publisher, source.title, source.date, source.kind)]
        parts += [
            (section, column.column) for section, column in [*self.things(), *(("topics", t) for t in self.topics)]
        ]
        parts += [("kept", column) for column in self.kept]
        parts += [("amounts", part) for amount in self.amounts for part in (amount.column, amount.unit_column)]
        for section, column in parts:
            if column:
                named.setdefault(column, section)
        return named
