"""What an assessment knows of the law: steps, duties, parties, conditions and exemptions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ...schema.vocabulary import ActShown, BearerKind, Direction, Nexus, PartyKind, PartyReach, Property, Role

_WAYS: Mapping[Property, str] = {
    Property.CARRIER: "by the flag",
    Property.PARTICIPANT: "by nationals",
    Property.ROUTE: "through territory",
    Property.TRANSIT: "through territory",
    Property.PLACE: "through territory",
    Property.ORIGIN: "from which it came",
}
_ACTS = "the State that acts"


def ways_of(through: list[str], acting: list[str], nexus: list[str]) -> tuple[tuple[str, Property], ...]:
    """Return the ways by which a duty reaches a State, in words, each with the property that leads to it."""
    if through:
        return tuple((_WAYS.get(prop, _ACTS), prop) for prop in map(Property, through))
    ways = [(_ACTS, prop) for prop in map(Property, acting)]
    if Property.FROM in acting:
        ways.append((_WAYS[Property.ORIGIN], Property.ORIGIN))
    if Nexus.TERRITORY in nexus or not nexus:
        ways += [("through territory", prop) for prop in (Property.PLACE, Property.ROUTE, Property.TRANSIT)]
    if Nexus.FLAG in nexus:
        ways.append(("by the flag", Property.CARRIER))
    if Nexus.NATIONALS in nexus:
        ways.append(("by nationals", Property.PARTICIPANT))
    return tuple(ways)


@dataclass(frozen=True, slots=True)
class MeasureDuty:
    """Who must do what, through what it reaches somebody, and which events show that it was not done.

    With `role`, it is about a listed party in this role alone.
    """

    bearer: str
    act: str
    nexus: tuple[Nexus, ...]
    who: BearerKind
    through: tuple[Property, ...]
    events: frozenset[str]
    shown_by: ActShown
    acting: tuple[Property, ...]
    ways: tuple[tuple[str, Property], ...]
    answered_by: frozenset[str]
    bans: bool
    role: Role | None
    states: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cap:
    """A ceiling for all States together in each accounting period of `months`, counted from `start`."""

    number: float
    unit: str
    months: int
    start: str


@dataclass(frozen=True, slots=True)
class PartyScope:
    """Who must have received or sent; without bodies, programmes and kinds anyone but the excepted."""

    bodies: tuple[str, ...]
    programmes: tuple[str, ...]
    kinds: frozenset[PartyKind]
    excepted: tuple[str, ...]
    excepted_kinds: frozenset[PartyKind]

    @property
    def anyone(self) -> bool:
        """Whether it asks for nobody in particular."""
        return not (self.bodies or self.programmes or self.kinds)


@dataclass(frozen=True, slots=True)
class LawCondition:
    """A condition, in words; of those of one `group` one suffices."""

    id: str
    text: str
    kind: str
    giver: str | None
    group: str | None


@dataclass(frozen=True, slots=True)
class MeasureExemption:
    """What a measure, or with `acts` its duties of these acts, does not reach from `since` to before `until`."""

    id: str
    name: str
    measure: str
    since: str
    until: str
    acts: frozenset[str]
    goods: tuple[str, ...]
    recipients: PartyScope | None
    senders: PartyScope | None
    conditions: tuple[LawCondition, ...]

    @property
    def by_conditions_alone(self) -> bool:
        """Whether it asks for conditions, and for no goods or parties that an event could show by itself."""
        return bool(self.conditions) and not (self.goods or self.recipients or self.senders)


@dataclass(frozen=True, slots=True)
class ReadingOfLaw:
    """One of several readings of the law: whether the event had its effect."""

    id: str
    name: str
    holds: bool
    event: str


@dataclass(frozen=True, slots=True)
class SeizedOnTheWay:
    """A paragraph that has goods seized where they are found on their way, and the times in which it applies."""

    name: str
    times: tuple[tuple[str, str], ...]

    def applies(self, first: str, last: str) -> bool:
        """Whether it applies on all days from `first` to `last`."""
        return any(since <= first and last < until for since, until in self.times)


@dataclass(frozen=True, slots=True)
class MeasureStep:
    """What a measure covers from `since` to before `until`; `known_until` where a renewal after it was not seen."""

    id: str
    measure: str
    name: str
    programme: str
    targets: tuple[str, ...]
    since: str
    until: str
    known_until: str | None
    direction: Direction
    summary: str
    threshold: str | None
    cap: Cap | None
    designated: tuple[str, ...]
    role: Role
    reaches: tuple[PartyReach, ...]
    origin: bool
    attempts: bool | None
    en_route: tuple[SeizedOnTheWay, ...]
    area: tuple[str, ...]
    effect_of: str | None
    reading: ReadingOfLaw | None
    goods: tuple[str, ...]
    excepted: tuple[str, ...]
    recipients: PartyScope | None
    senders: PartyScope | None
    unless: tuple[LawCondition, ...]
    duties: tuple[MeasureDuty, ...]
    provision_ids: tuple[str, ...]
    provisions: tuple[str, ...]
    binds: bool
    authorises: bool
    checked: str
