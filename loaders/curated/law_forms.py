"""What a file of law may hold: programme, resolutions, provisions, measures with their steps, goods."""

from __future__ import annotations

import math
from typing import ClassVar

from pydantic import Field

from ...schema.dates import FOREVER
from ...schema.vocabulary import KINDS, Checked, Direction, Force, PartyReach, Role
from .duty_forms import ConditionForm, DutyForm, PartiesForm, doubled
from .form import Date, Day, Flag, Form, Id, Ids, Number, Text, Texts, Whole, rule


class ListTypeForm(Form):
    """A type of entries of a list, in the list's own word."""

    called: ClassVar[str] = "list type"

    list: Text
    type: Text


class ProgrammeForm(Form):
    """A sanctions regime, and the States at which it is aimed, if any."""

    called: ClassVar[str] = "programme"

    id: Text
    name: Text
    target: Id | None = None
    targets: Ids = []
    list_types: list[ListTypeForm] = []
    authority: Text | None = None
    since: Day | None = None
    sources: Texts = []
    accessed: Day | None = None

    @rule("target", "targets")
    def _rule_targets(self) -> str | None:
        return "both `target` and `targets`: give all under `targets`" if self.target and self.targets else None


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


class LifeForm(Form):
    """A further time in which a provision applies."""

    called: ClassVar[str] = "life"

    since: Day
    until: Day = FOREVER
    by: Texts = []

    @rule("since", "until")
    def _rule_order(self) -> str | None:
        return _ends_early("it", self.since, self.until)


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
    lives: list[LifeForm] = []

    @rule("since", "until")
    def _rule_order(self) -> str | None:
        return _ends_early(self.id, self.since, self.until)

    @rule("until", "lives")
    def _rule_lives(self) -> str | None:
        end = self.until
        for life in self.lives:
            if life.since < end:
                return f"{self.id} applies again from {life.since}, before it ended on {end}"
            end = life.until
        return None

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


class StepForm(Form):
    """What a measure covers from one day on."""

    called: ClassVar[str] = "step"

    since: Day
    until: Day | None = None
    by: Texts = Field(min_length=1)
    direction: Direction
    targets: Ids = []
    area: Ids = []
    goods: Ids = []
    annexes: Texts = []
    excepted: Ids = Field(default=[], alias="except")
    recipients: PartiesForm | None = None
    senders: PartiesForm | None = None
    designated: Texts = []
    role: Role | None = None
    reaches: list[PartyReach] = []
    origin: Flag | None = None
    attempts: Flag | None = None
    en_route: Texts = []
    summary: Text
    threshold: Text | None = None
    cap: CapForm | None = None
    unless: list[ConditionForm] = []
    reading: Text | None = None
    effect_of: Id | None = None
    duties: list[DutyForm] = []
    note: Text | None = None

    @rule("designated")
    def _rule_kinds(self) -> str | None:
        unknown = sorted(set(self.designated or []) - set(KINDS))
        return f"`designated` of no known kind: {', '.join(unknown)}" if unknown else None

    @rule("designated", "goods", "annexes", "role")
    def _rule_role(self) -> str | None:
        if self.designated and (self.goods or self.annexes) and self.role is None:
            return "`designated` with goods: say by `role` as what the listed party takes part (`recipient` for arms)"
        return "`role` of nobody: it belongs to `designated`" if self.role and not self.designated else None

    @rule("reaches", "designated", "recipients")
    def _rule_reaches(self) -> str | None:
        if self.reaches and not self.designated and not self.recipients:
            return "`reaches` of nobody: it belongs to `designated` or `recipients`"
        return None

    @rule("direction", "origin")
    def _rule_origin(self) -> str | None:
        if self.origin is not None and self.direction in (Direction.TO, Direction.ANY):
            return f"`origin` with direction {self.direction}: it is for what leaves the State aimed at"
        return None

    @rule("since", "unless")
    def _rule_unless(self) -> str | None:
        return doubled(f"the step from {self.since}", self.unless)

    @rule("reading", "effect_of")
    def _rule_reading(self) -> str | None:
        return (
            "both `reading` and `effect_of`: the reading names the event" if self.reading and self.effect_of else None
        )


class ExemptionForm(Form):
    """What a measure does not reach."""

    called: ClassVar[str] = "exemption"

    id: Text
    name: Text
    since: Day
    until: Day = FOREVER
    by: Texts
    goods: Ids = []
    annexes: Texts = []
    recipients: PartiesForm | None = None
    senders: PartiesForm | None = None
    conditions: list[ConditionForm] = []
    note: Text | None = None

    @rule("since", "until")
    def _rule_order(self) -> str | None:
        return _ends_early(self.id, self.since, self.until)

    @rule("id", "conditions")
    def _rule_ids(self) -> str | None:
        return doubled(self.id, self.conditions)

    @rule("goods", "annexes", "recipients", "senders", "conditions")
    def _rule_some(self) -> str | None:
        if self.goods or self.annexes or self.recipients or self.senders or self.conditions:
            return None
        return f"{self.id} exempts everything: give `conditions`, `goods`, `annexes`, `recipients` or `senders`"


class SharedExemptionForm(ExemptionForm):
    """What several measures do not reach, or all measures of programmes; with `acts`, those that demand such an act."""

    measures: Texts = []
    programmes: Texts = []
    acts: Texts = []

    @rule("measures", "programmes")
    def _rule_from(self) -> str | None:
        if self.measures or self.programmes:
            return None
        return f"{self.id} says from nothing: give `measures` or `programmes`"


class MeasureForm(Form):
    """What is forbidden or demanded, in steps in rising order of their days."""

    called: ClassVar[str] = "measure"

    id: Text
    name: Text
    expires: Day | None = None
    steps: list[StepForm] = Field(min_length=1)
    exemptions: list[ExemptionForm] = []
    note: Text | None = None

    @property
    def intervals(self) -> list[tuple[str, str]]:
        """The days from which to before which each step holds: to its own end, else to the next on its reading."""
        return [(step.since, step.until or self._next(n)) for n, step in enumerate(self.steps)]

    def _next(self, n: int) -> str:
        """Return the day on which the step after the `n`th begins that is on the same reading."""
        reading = self.steps[n].reading
        later = (step.since for step in self.steps[n + 1 :] if _meet(step.reading, reading))
        return next(later, FOREVER)

    @rule("id", "steps")
    def _rule_steps(self) -> str | None:
        starts = [(step.since, step.reading or "") for step in self.steps]
        if [day for day, _ in starts] != sorted(day for day, _ in starts) or len(set(starts)) < len(starts):
            return f"the steps of {self.id} are not in rising order of their days"
        for n, (since, until) in enumerate(self.intervals):
            if until <= since:
                return f"a step of {self.id} from {since} ends on {until}, before it begins"
            if until > self._next(n):
                return f"a step of {self.id} from {since} ends after the next begins on {self._next(n)}"
        return None

    @rule("id", "steps", "expires")
    def _rule_expires(self) -> str | None:
        if self.expires and self.expires <= self.steps[0].since:
            return f"{self.id} expires on {self.expires}, before it begins on {self.steps[0].since}"
        return None


def _meet(first: str | None, second: str | None) -> bool:
    """Whether steps on two readings may not overlap: they do not differ."""
    return first is None or second is None or first == second


class RenewalForm(Form):
    """That measures stand on until a later day."""

    called: ClassVar[str] = "renewal"

    by: Texts = Field(min_length=1)
    since: Day
    until: Day
    measures: Texts = Field(min_length=1)
    note: Text | None = None

    @rule("since", "until")
    def _rule_order(self) -> str | None:
        return _ends_early("it", self.since, self.until)


class AnnexVersionForm(Form):
    """What an annex names from a day on."""

    called: ClassVar[str] = "version"

    since: Day
    until: Day | None = None
    by: Texts = []
    goods: Ids = Field(min_length=1)
    note: Text | None = None


class AnnexForm(Form):
    """A list of goods, with its versions in rising order."""

    called: ClassVar[str] = "annex"

    id: Text
    name: Text
    versions: list[AnnexVersionForm] = Field(min_length=1)
    note: Text | None = None

    @property
    def intervals(self) -> list[tuple[str, str]]:
        """The days from which to before which each version holds."""
        following = [*(version.since for version in self.versions[1:]), FOREVER]
        return [(each.since, each.until or end) for each, end in zip(self.versions, following, strict=True)]

    @rule("id", "versions")
    def _rule_order(self) -> str | None:
        end = ""
        for since, until in self.intervals:
            if since < end or until <= since:
                return f"the versions of {self.id} overlap or are not in rising order of their days"
            end = until
        return None


class ReadingForm(Form):
    """One of several readings of the law, by the effect of an event that is disputed."""

    called: ClassVar[str] = "reading"

    id: Text
    name: Text
    event: Id
    holds: Flag


class GoodsSourceForm(Form):
    """The register or text that names a kind of goods; `publisher` is a name."""

    publisher: Text
    title: Text
    url: Text
    published: Date


class GoodsForm(Form):
    """A kind of goods, and the wider kinds that it is within.

    `always`: that follows from what the words mean, so it is known on any day; else from the day of the source.
    """

    called: ClassVar[str] = "goods"

    id: Id
    name: Text
    within: Ids = []
    always: bool = False
    source: GoodsSourceForm
    note: Text | None = None


def _ends_early(name: str | None, since: str, until: str) -> str | None:
    return f"{name} ends on {until}, before it begins on {since}" if until <= since else None
