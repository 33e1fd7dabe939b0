"""What each section of our own YAML files may hold (docs/data-files.md): one form for each kind of record.

The JSON Schema of every file is made from these by `make generate` (docs/schemas).
"""

from __future__ import annotations

import math
from typing import Any, ClassVar

from pydantic import Field

from ...schema.dates import FOREVER, HalfDate
from ...schema.ids import slug
from ...schema.vocabulary import (
    KINDS,
    Act,
    Basis,
    Bearer,
    Checked,
    Direction,
    Force,
    Likelihood,
    Nexus,
    Property,
    Qualifier,
    Seen,
    Stance,
)
from .form import Date, Day, Flag, Form, Id, Ids, Number, Text, Texts, Value, Whole, rule

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
        return f"not a kind of entity: {self.kind!r} (one of {', '.join(KINDS)})"


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

    @rule("published", "accessed")
    def _rule_dated(self) -> str | None:
        if self.published or self.accessed:
            return None
        return "neither `published` nor `accessed`: say from when it is known"


class CitingForm(Form):
    """A record that cites a report of its file, and where in it."""

    source: Id
    locator: Text


# -- claims ----------------------------------------------------------------------------------------


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
    rests_on: Ids = []
    answers: Ids = []
    note: Text | None = None

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
        return f"{self.stance} a {self.property} without a value or entity"

    @rule("property", "value")
    def _rule_exists(self) -> str | None:
        if self.property is not Property.EXISTS or self.value is None or self.value.text == "true":
            return None
        return f"`exists` takes `value: true`, not {self.value.text[:60]!r}: put words in `hedge` or `note`"

    @rule("property", "condition")
    def _rule_condition(self) -> str | None:
        if (self.property is Property.EXEMPTION) == bool(self.condition):
            return None
        return "a `condition` belongs to the property exemption, and that to a condition"

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
        if self.property is Property.DATE and self.affirmed() and self.value is not None:
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
    under: Text | None = None
    note: Text | None = None


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


# -- law -------------------------------------------------------------------------------------------


class ProgrammeForm(Form):
    """A sanctions regime, and the State at which it is aimed."""

    called: ClassVar[str] = "programme"

    id: Text
    name: Text
    target: Id
    authority: Text | None = None
    since: Day | None = None
    sources: Texts = []
    accessed: Day | None = None


class ResolutionForm(Form):
    """A resolution as adopted."""

    called: ClassVar[str] = "resolution"

    id: Text
    name: Text
    symbol: Text
    adopted: Day
    url: Text
    accessed: Day
    vote: Text | None = None
    sources: Texts = []


class ProvisionForm(Form):
    """A paragraph of a resolution."""

    called: ClassVar[str] = "provision"

    id: Text
    resolution: Text
    paragraph: Text
    force: Force
    summary: Text
    since: Day
    until: Day = FOREVER
    checked: Checked
    number_seen: Flag
    sources: Texts = []
    accessed: Day
    note: Text | None = None
    amends: Texts = []

    @rule("since", "until")
    def _rule_order(self) -> str | None:
        return _ends_early(self.id, self.since, self.until)

    @rule("checked", "sources")
    def _rule_sources(self) -> str | None:
        if self.sources or self.checked is Checked.UNCHECKED:
            return None
        return f"{self.id} is marked checked but has no source"


class CapForm(Form):
    """At most so much of a unit in each period of so many months, counted from a day."""

    called: ClassVar[str] = "cap"

    number: Number
    unit: Text
    months: Whole
    start: Day = Field(alias="from")

    @rule("number", "months")
    def _rule_cap(self) -> str | None:
        if math.isfinite(self.number) and self.number >= 0 and self.months > 0:
            return None
        return f"a cap of {self.number:g} in {self.months} months is none"


class DutyForm(Form):
    """Who must do what, and through what the duty reaches somebody."""

    called: ClassVar[str] = "duty"

    bearer: Bearer
    act: Act
    nexus: list[Nexus]


class StepForm(Form):
    """What a measure covers from one day on."""

    called: ClassVar[str] = "step"

    since: Day
    until: Day | None = None
    by: Texts = Field(min_length=1)
    direction: Direction
    goods: Ids = []
    excepted: Ids = Field(default=[], alias="except")
    designated: Texts = []
    summary: Text
    threshold: Text | None = None
    cap: CapForm | None = None
    effect_of: Id | None = None
    duties: list[DutyForm] = []
    note: Text | None = None

    @rule("designated")
    def _rule_kinds(self) -> str | None:
        unknown = sorted(set(self.designated or []) - set(KINDS))
        return f"`designated` of no known kind: {', '.join(unknown)}" if unknown else None


class ConditionForm(Form):
    """One condition of an exemption."""

    called: ClassVar[str] = "condition"

    id: Text
    text: Text

    @rule("id")
    def _rule_id(self) -> str | None:
        return None if slug(self.id) else "an id without letters or digits"


class ExemptionForm(Form):
    """What a measure does not reach."""

    called: ClassVar[str] = "exemption"

    id: Text
    name: Text
    since: Day
    until: Day = FOREVER
    by: Texts
    goods: Ids = []
    conditions: list[ConditionForm] = Field(min_length=1)
    note: Text | None = None

    @rule("since", "until")
    def _rule_order(self) -> str | None:
        return _ends_early(self.id, self.since, self.until)

    @rule("conditions")
    def _rule_ids(self) -> str | None:
        if len({slug(condition.id) for condition in self.conditions}) == len(self.conditions):
            return None
        return f"two conditions of {self.id} have one id"


class MeasureForm(Form):
    """What is forbidden or demanded, in steps in rising order of their days."""

    called: ClassVar[str] = "measure"

    id: Text
    name: Text
    steps: list[StepForm] = Field(min_length=1)
    exemptions: list[ExemptionForm] = []
    note: Text | None = None

    @property
    def intervals(self) -> list[tuple[str, str]]:
        """The days from which to before which each step holds: to its own end, else to the next step."""
        following = [*(step.since for step in self.steps[1:]), FOREVER]
        return [(step.since, step.until or end) for step, end in zip(self.steps, following, strict=True)]

    @rule("id", "steps")
    def _rule_steps(self) -> str | None:
        starts = [step.since for step in self.steps]
        if starts != sorted(set(starts)):
            return f"the steps of {self.id} are not in rising order of their days"
        for (since, until), following in zip(self.intervals, [*starts[1:], FOREVER], strict=True):
            if until <= since:
                return f"a step of {self.id} from {since} ends on {until}, before it begins"
            if until > following:
                return f"a step of {self.id} from {since} ends after the next begins"
        return None


class GoodsSourceForm(Form):
    """The register or text that names a kind of goods; `publisher` is a name."""

    publisher: Text
    title: Text
    url: Text
    published: Date


class GoodsForm(Form):
    """A kind of goods, and the wider kinds that it is within."""

    called: ClassVar[str] = "goods"

    id: Id
    name: Text
    within: Ids = []
    source: GoodsSourceForm
    note: Text | None = None


def _ends_early(name: str | None, since: str, until: str) -> str | None:
    return f"{name} ends on {until}, before it begins on {since}" if until <= since else None
