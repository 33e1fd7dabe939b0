"""What a file of law may say of duties, parties and conditions; acts and bearers are entries of data themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from ...schema.ids import slug
from ...schema.vocabulary import KINDS, ActShown, BearerKind, ConditionKind, Giver, Nexus, PartyKind, Property, Role
from .form import Flag, Form, Ids, Text, Texts, Whole, rule


class ActForm(Form):
    """What a duty may demand, and which events show it."""

    called: ClassVar[str] = "act"

    id: Text
    name: Text
    events: Texts = Field(min_length=1)
    shown_by: ActShown
    acting: list[Property] = []
    answered_by: Texts = []
    bans: Flag = False
    role: Role | None = None

    @rule("events")
    def _rule_events(self) -> str | None:
        unknown = sorted(kind for kind in self.events if kind != "Event" and "Event" not in KINDS.get(kind, ()))
        return f"`events` has no kind of event: {', '.join(unknown)}" if unknown else None


class BearerForm(Form):
    """On whom a duty may lie."""

    called: ClassVar[str] = "bearer"

    id: Text
    name: Text
    who: BearerKind
    through: list[Property] = []


class DutyForm(Form):
    """Who must do what, and through what the duty reaches somebody."""

    called: ClassVar[str] = "duty"

    bearer: Text
    act: Text
    nexus: list[Nexus]
    states: Ids = []


class ExceptedPartiesForm(Form):
    """Who is left out."""

    called: ClassVar[str] = "except"

    bodies: Ids = []
    kinds: list[PartyKind] = []


class PartiesForm(Form):
    """Who must have received or sent; without bodies, programmes and kinds anyone but the excepted."""

    called: ClassVar[str] = "parties"

    bodies: Ids = []
    programmes: Texts = []
    kinds: list[PartyKind] = []
    excepted: ExceptedPartiesForm = Field(default=ExceptedPartiesForm.model_construct(), alias="except")

    @rule("bodies", "programmes", "kinds", "excepted")
    def _rule_some(self) -> str | None:
        if self.bodies or self.programmes or self.kinds or self.excepted.bodies or self.excepted.kinds:
            return None
        return "nobody is named: give `bodies`, `programmes`, `kinds` or `except`"


class ConditionForm(Form):
    """One condition, or several of which any one suffices."""

    called: ClassVar[str] = "condition"

    id: Text
    text: Text | None = None
    kind: ConditionKind = ConditionKind.OTHER
    by: Giver | None = None
    working_days: Whole | None = None
    days: Whole | None = None
    any_of: list[ConditionForm] = Field(default=[], alias="any")

    @rule("id")
    def _rule_id(self) -> str | None:
        key = slug(self.id)
        return None if key and not key.isdecimal() else "an id without letters"

    @rule("text", "any_of")
    def _rule_text(self) -> str | None:
        if self.any_of and self.text:
            return "both `text` and `any`: the conditions under `any` have texts of their own"
        if any(condition.any_of for condition in self.any_of):
            return "`any` within `any`: write each alternative as an exemption of its own"
        return None if self.any_of or self.text else "`text` is missing"

    def flat(self) -> Iterator[tuple[ConditionForm, str | None]]:
        """Yield the single conditions, each with the group of which one suffices."""
        if not self.any_of:
            yield self, None
        for condition in self.any_of:
            yield condition, slug(self.id)


def doubled(owner: str, conditions: list[ConditionForm]) -> str | None:
    """Return what is wrong where two conditions of a step or exemption have one id."""
    ids = [slug(condition.id) for each in conditions for condition, _ in each.flat()]
    return None if len(set(ids)) == len(ids) else f"two conditions of {owner} have one id"
