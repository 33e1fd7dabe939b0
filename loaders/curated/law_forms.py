"""What a file of law may hold: programme, resolutions, provisions, measures with their steps, goods."""

from __future__ import annotations

import math
from typing import ClassVar

from pydantic import Field

from ...schema.dates import FOREVER
from ...schema.ids import slug
from ...schema.vocabulary import KINDS, Act, Bearer, Checked, Direction, Force, Nexus
from .form import Date, Day, Flag, Form, Id, Ids, Number, Text, Texts, Whole, rule


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
