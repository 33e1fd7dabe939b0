"""What each section of our own YAML files may hold (docs/data-files.md): one form for each kind of record.

The JSON Schema of every file is made from these by `make generate` (docs/schemas).
"""

from __future__ import annotations

import math
import re
from typing import Any, ClassVar

from ...schema.dates import HalfDate
from ...schema.near_names import near_or_all
from ...schema.numbers import is_valid_imo
from ...schema.vocabulary import (
    KINDS,
    TERMS,
    Basis,
    Likelihood,
    Property,
    Qualifier,
    Seen,
    Stance,
)
from .form import ClaimIds, Date, Day, Form, Id, Ids, Text, Texts, Value, rule
from .quote_forms import SelectorForm, quote_problem

# -- what every file may have ----------------------------------------------------------------------


class PublisherForm(Form):
    """Who publishes."""

    called: ClassVar[str] = "publisher"

    id: Id
    name: Text
    url: Text | None = None


class ThingForm(Form):
    """A thing that the file speaks of: an id, a kind and a name. Whatever is said of it needs a statement."""

    called: ClassVar[str] = "thing"

    id: Id
    kind: Text
    name: Text

    @rule("kind")
    def _rule_kind(self) -> str | None:
        if self.kind in KINDS:
            return None
        return f"not a kind of entity: {self.kind!r} ({near_or_all(self.kind, KINDS)})"


class ReportForm(Form):
    """A text that statements come from; what else its file says of it (`authors` …) is for the reader of the file."""

    called: ClassVar[str] = "report"

    id: Id
    title: Text
    publisher: Id
    url: Text
    published: Date | None = None
    accessed: Date | None = None
    seen: Seen | None = None
    read_at: Texts = []
    authors: Any = None
    language: Any = None
    note: Text | None = None
    text_sha256: Text | None = None
    archived: Text | None = None

    @rule("text_sha256")
    def _rule_digest(self) -> str | None:
        if self.text_sha256 is None or re.fullmatch(r"[0-9a-f]{64}", self.text_sha256):
            return None
        return "`text_sha256` is 64 digits and letters a to f"

    @rule("archived")
    def _rule_archived(self) -> str | None:
        if self.archived is None or re.match(r"https?://", self.archived):
            return None
        return "`archived` is the web address of a kept copy"

    @rule("published", "accessed")
    def _rule_dated(self) -> str | None:
        if self.published or self.accessed:
            return None
        return "neither `published` nor `accessed`: say from when it is known"

    @rule("published", "accessed")
    def _rule_read_once_published(self) -> str | None:
        if not (self.published and self.accessed):
            return None
        if HalfDate.parse(self.accessed).latest >= HalfDate.parse(self.published).earliest:
            return None
        return f"`accessed` is {self.accessed}, before it was `published` on {self.published}: correct one of them"


class CitingForm(Form):
    """A record that cites a report of its file, and where in it."""

    source: Id
    locator: Text


# -- claims ----------------------------------------------------------------------------------------


class DefaultsForm(Form):
    """What every claim of a report says that does not say it itself."""

    called: ClassVar[str] = "defaults"

    about: Id | None = None
    stance: Stance | None = None
    basis: Basis | None = None
    speaker: Id | None = None
    locator: Text | None = None
    evidence: Texts = []


class ClaimForm(Form):
    """What a report says of one property of one thing."""

    called: ClassVar[str] = "claim"

    id: Text
    about: Id
    property: Property
    stance: Stance
    basis: Basis
    speaker: Id
    locator: Text
    value: Value | None = None
    entity: Id | None = None
    unit: Text | None = None
    qualifier: Qualifier | None = None
    hedge: Text | None = None
    likelihood: Likelihood | None = None
    evidence: Texts = []
    condition: Text | None = None
    rests_on: ClaimIds = []
    answers: ClaimIds = []
    note: Text | None = None
    quote: Text | None = None
    at: list[SelectorForm] = []

    @rule("quote", "hedge", "at")
    def _rule_quote(self) -> str | None:
        return quote_problem(self.quote, self.hedge, self.at)

    def affirmed(self) -> bool:
        """Whether the claim asserts or suggests what it says."""
        return Stance(self.stance).affirms

    @rule("value", "entity")
    def _rule_one_value(self) -> str | None:
        return "both a value and an entity: give the one that is meant" if self.value and self.entity else None

    @rule("property", "stance", "value", "entity")
    def _rule_some_value(self) -> str | None:
        if self.value or self.entity or self.property is Property.EXISTS or not self.affirmed():
            return None
        return f"{self.property}: {self.stance} nothing: give a `value`, in words, or an `entity`"

    @rule("property", "value")
    def _rule_exists(self) -> str | None:
        if self.property is not Property.EXISTS or self.value is None or self.value.text == "true":
            return None
        return f"`exists` takes `value: true`, not {self.value.text[:60]!r}: put words in `hedge` or `note`"

    @rule("property", "condition")
    def _rule_condition(self) -> str | None:
        if (self.property in (Property.EXEMPTION, Property.APPLICATION)) == bool(self.condition):
            return None
        return "a `condition` belongs to the property exemption or application, and that to a condition"

    @rule("property", "value", "stance")
    def _rule_term(self) -> str | None:
        terms = TERMS.get(self.property)
        if terms is None or not self.affirmed() or self.value is None or self.value.text in terms:
            return None
        return f"`value` of {self.property} is one of {', '.join(sorted(terms))}, not {self.value.text[:60]!r}"

    @rule("property", "value")
    def _rule_number(self) -> str | None:
        if self.value is None:
            return None
        text, number = self.value.text, self.value.number
        if number is not None:
            if not math.isfinite(number):
                return f"counts {text}, which is no number"
            return f"counts {text}, less than nothing" if number < 0 else None
        if self.property in (Property.QUANTITY, Property.BASELINE) and self.value.looks_counted:
            return f"`value` {text!r} would not be counted: write a number as 1000 or 0.5, without quotes or commas"
        return None

    @rule("property", "stance", "value")
    def _rule_date(self) -> str | None:
        if self.property in (Property.DATE, Property.PERIOD) and self.affirmed() and self.value is not None:
            HalfDate.parse(self.value.text)
        return None


# -- events, leaders, listings, identities, decisions ----------------------------------------------


class StatementForm(CitingForm):
    """What one source says of an event."""

    called: ClassVar[str] = "statement"

    date: Date | None = None
    place: Id | list[Id] | None = None
    participants: Ids = []
    topics: Texts = []
    summary: Text | None = None
    note: Text | None = None


class EventForm(Form):
    """An event, with what each source says of it."""

    called: ClassVar[str] = "event"

    id: Id


class PostForm(Form):
    """A post."""

    called: ClassVar[str] = "post"

    id: Id
    name: Text


class OccupancyForm(CitingForm):
    """That somebody held a post, as one source says."""

    called: ClassVar[str] = "occupancy"

    holder: Id
    post: PostForm
    country: Id | None = None
    start: Date | None = None
    end: Date | None = None
    note: Text | None = None

    @rule("start", "end")
    def _rule_order(self) -> str | None:
        if self.start and self.end and HalfDate.parse(self.end).latest < HalfDate.parse(self.start).earliest:
            return f"ends in {self.end}, before it begins in {self.start}"
        return None


class ListingForm(CitingForm):
    """One entry of a sanctions list, as a source shows it."""

    called: ClassVar[str] = "listing"

    about: Id
    list: Text
    list_type: Text
    entry: Text
    name: Text
    reference: Text | None = None
    listed_on: Date | None = None
    until: Date | None = None
    under: Text | None = None
    measures: Texts = []
    scope: Text | None = None
    imo: Text | None = None
    note: Text | None = None

    @rule("imo")
    def _rule_imo(self) -> str | None:
        number = re.sub(r"^IMO\s*", "", self.imo or "")
        return f"not an IMO number: {self.imo}" if self.imo and not is_valid_imo(number) else None

    @rule("listed_on", "until")
    def _rule_order(self) -> str | None:
        if (
            self.listed_on
            and self.until
            and HalfDate.parse(self.until).latest < HalfDate.parse(self.listed_on).earliest
        ):
            return f"delisted in {self.until}, before it was listed in {self.listed_on}"
        return None


class IdentitySourceForm(Form):
    """Where one can see that two ids mean one thing."""

    url: Text
    publisher: Text | None = None
    title: Text | None = None
    published: Date | None = None
    accessed: Date | None = None


class IdentityForm(Form):
    """A decision on the names of a thing, and on which ids of sources mean it."""

    called: ClassVar[str] = "identity"

    canonical: Id
    kind: Text
    name: Text
    reason: Text
    source: IdentitySourceForm
    decided: Day
    by: Text
    names: Texts = []
    same_as: Ids = []


class DecisionForm(Form):
    """A decision on whether two ids mean one thing."""

    called: ClassVar[str] = "decision"

    a: Id
    b: Id
    verdict: Text
    reason: Text
    by: Text
    decided: Day
    rule: Text | None = None
