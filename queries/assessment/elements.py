"""The elements of a measure that events show by themselves, each matched on its own: act, direction, nexus, in force.

What an act asks for is the table ACTS; all else about a measure is data. The object is in `objects`, exemptions are in
`exemptions`, ceilings in `ceiling`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ...schema.dates import long_form
from ...schema.vocabulary import Act, Bearer, Direction, Nexus, Property, Stance
from ..evidence.claims import CitedClaim
from ..evidence.rules import Status, Weighed, strongest
from .answer import ElementKind
from .events import EventFacts, Interval
from .regime import MeasureDuty, MeasureStep

_MOVING = frozenset({"Transfer", "Observation"})

#: Act to the kinds of event that can be it, and the property by which it is shown. A duty to do something is
#: broken by leaving it undone, so there the omission must be shown.
ACTS: Mapping[Act, tuple[frozenset[str], Property]] = {
    Act.CEASE_EXPORT: (_MOVING, Property.EXISTS),
    Act.CEASE_IMPORT: (_MOVING, Property.EXISTS),
    Act.PROHIBIT_PROCUREMENT: (_MOVING, Property.EXISTS),
    Act.PREVENT_SUPPLY: (_MOVING, Property.EXISTS),
    Act.CAP_SUPPLY: (_MOVING, Property.EXISTS),
    Act.PREVENT_TECHNICAL_ASSISTANCE: (_MOVING, Property.EXISTS),
    Act.SUSPEND_COOPERATION: (_MOVING, Property.EXISTS),
    Act.PREVENT_SERVICES: (_MOVING | {"Employment"}, Property.EXISTS),
    Act.CEASE_ACTIVITY: (frozenset({"Launch"}), Property.EXISTS),
    Act.INSPECT: (_MOVING | {"PortCall"}, Property.OMISSION),
    Act.FREEZE: (_MOVING | {"PortCall", "Venture"}, Property.OMISSION),
    Act.DENY_ENTRY: (frozenset({"Trip", "Summit"}), Property.EXISTS),
    Act.DENY_PORT: (frozenset({"PortCall"}), Property.EXISTS),
    Act.CLOSE_JOINT_VENTURE: (frozenset({"Venture"}), Property.EXISTS),
    Act.REPATRIATE: (frozenset({"Employment"}), Property.OMISSION),
}

#: Which end of a transfer acts, by what a duty of States forbids; where it is not here, either may.
ACTING: Mapping[Act, Property] = {
    Act.PROHIBIT_PROCUREMENT: Property.TO,
    Act.CEASE_IMPORT: Property.TO,
    Act.PREVENT_SUPPLY: Property.FROM,
    Act.CAP_SUPPLY: Property.FROM,
}

#: What would settle an element is what would settle these properties.
PROPERTIES: Mapping[ElementKind, tuple[Property, ...]] = {
    ElementKind.PLACE: (Property.PLACE,),
    ElementKind.DATE: (Property.DATE,),
    ElementKind.QUANTITY: (Property.QUANTITY,),
    ElementKind.ACT: (Property.EXISTS, Property.OMISSION),
    ElementKind.OBJECT: (Property.GOODS,),
    ElementKind.DIRECTION: (Property.DIRECTION, Property.FROM, Property.TO),
    ElementKind.NEXUS: (Property.FROM, Property.TO, Property.FLAG, Property.NATIONALITY),
    ElementKind.IN_FORCE: (Property.DATE,),
    ElementKind.THRESHOLD: (Property.QUANTITY,),
    ElementKind.EXEMPTION: (Property.EXEMPTION,),
}

#: Properties that say which way an observation went.
_WAY = frozenset({Property.DIRECTION, Property.FROM, Property.TO})
#: The ends of a transfer at which a step may aim.
_ENDS: Mapping[Direction, tuple[Property, ...]] = {
    Direction.FROM: (Property.FROM,),
    Direction.TO: (Property.TO,),
    Direction.BOTH: (Property.FROM, Property.TO),
}


def act(event: EventFacts, step: MeasureStep) -> tuple[Weighed, tuple[Property, ...]]:
    """Weigh that the event is what a duty of the step forbids, or that what a duty demands was left undone.

    The properties are those that would show it: none where the event is of another kind.
    """
    if not step.duties:
        return Weighed(Status.UNKNOWN, "this step lays down no duty of its own"), (Property.EXISTS,)
    shown_by = tuple(dict.fromkeys(prop for kinds, prop in _acts(step) if event.kind in kinds))
    if not shown_by:
        demanded = ", ".join(dict.fromkeys(str(duty.act) for duty in step.duties))
        return Weighed(Status.NOT_MET, f"an event of kind {event.kind} is not what it is about ({demanded})"), ()
    return strongest(*(_act_by(event, prop) for prop in shown_by)), shown_by


def _acts(step: MeasureStep) -> Iterator[tuple[frozenset[str], Property]]:
    for duty in step.duties:
        yield ACTS[duty.act]


def _act_by(event: EventFacts, prop: Property) -> Weighed:
    weighed = event.weigh_act(prop)
    if weighed.status is not Status.UNKNOWN:
        return weighed
    if prop is Property.OMISSION:
        return Weighed(Status.UNKNOWN, "no source shows that the duty was not carried out")
    if event.observed and not event.linked:
        return Weighed(Status.UNKNOWN, "no source says that what was seen was such an act")
    return weighed


def direction(event: EventFacts, step: MeasureStep) -> Weighed:
    """Weigh that the State aimed at is where the step puts it: the sender, the receiver, or either."""
    if step.designated:
        return Weighed(Status.MET, "a measure on what is listed asks for no direction")
    if event.observed:
        claims = [claim for claim in event.claims if claim.property in _WAY]
        if not any(claim.affirms and claim.entity for claim in claims):
            open_ = tuple(claim.id for claim in claims if claim.leaves_open)
            if open_:
                return Weighed(Status.UNKNOWN, "the observer could not tell the direction", open_)
            return Weighed(Status.UNKNOWN, "no source says which way it went")
    return strongest(*(event.state(prop, step.target) for prop in _ENDS[step.direction]))


def nexus(event: EventFacts, step: MeasureStep, direction_: Weighed) -> Weighed:
    """Weigh that a duty of the step reaches somebody: the State aimed at itself, or another by what the duty names.

    Each way that is shown reaches; that one way does not lead there settles nothing, so none makes it `not met`.
    """
    ways = [way for duty in step.duties for way in _ways(event, step, duty, direction_)]
    ways = [way for way in ways if way.status is not Status.NOT_MET]
    return strongest(*ways) if ways else Weighed(Status.UNKNOWN, "no source links it to anyone bound by the duty")


def _ways(event: EventFacts, step: MeasureStep, duty: MeasureDuty, direction_: Weighed) -> Iterator[Weighed]:
    """Yield the ways by which a duty may reach somebody, each with how far it is carried."""
    if duty.bearer is Bearer.TARGET:
        way = strongest(direction_, event.state(Property.PLACE, step.target)) if event.observed else direction_
        yield _by(f"its own duty ({duty.act})", way)
        return

    def other(prop: Property) -> Weighed:
        return event.state(prop, step.target, other=True)

    for prop in (ACTING[duty.act],) if duty.act in ACTING else (Property.FROM, Property.TO):
        yield _by("the State that acts", other(prop))
    if Nexus.TERRITORY in duty.nexus or not duty.nexus:
        yield _by("through territory", other(Property.PLACE))
        yield _by("through territory", other(Property.ROUTE))
    if Nexus.FLAG in duty.nexus or duty.bearer is Bearer.FLAG_STATES:
        yield _by("by the flag", other(Property.CARRIER))
    if Nexus.NATIONALS in duty.nexus:
        yield _by("by nationals", other(Property.PARTICIPANT))


def _by(way: str, weighed: Weighed) -> Weighed:
    return Weighed(weighed.status, f"{way}: {weighed.because}", weighed.claims)


@dataclass(frozen=True, slots=True)
class Reading:
    """A step to be read for an event. `stood`: it stood on one of the event's days; `covers`: on all of them."""

    step: MeasureStep
    stood: bool
    covers: bool


def select(steps: Sequence[MeasureStep], when: Interval | None) -> list[Reading]:
    """Return the steps that the event's days touch.

    Outside of all steps the nearest one is read, so that the other elements can still be assessed; of an undated event
    the last one.
    """
    if when is None:
        return [Reading(steps[-1], stood=True, covers=False)]
    touched = [step for step in steps if when.touches(step.since, step.until)]
    if not touched:
        before = [step for step in steps if step.since <= when.latest]
        return [Reading(before[-1] if before else steps[0], stood=False, covers=False)]
    unbroken = all(first.until == second.since for first, second in pairwise(touched))
    covers = unbroken and when.within(touched[0].since, touched[-1].until)
    return [Reading(step, stood=True, covers=covers) for step in touched]


def in_force(event: EventFacts, reading: Reading, disputes: Mapping[str, Sequence[CitedClaim]]) -> Weighed:
    """Weigh that a step that binds stood on all days on which the event may have been.

    `disputes` are the claims about the events that are said to have put steps in force, by event. How far the date is
    carried is an element of its own.
    """
    if event.interval is None:
        return Weighed(Status.UNKNOWN, "no date is stated, so no law can be named for it")
    step, dated = reading.step, event.interval.weighed.claims
    if not reading.stood:
        return Weighed(Status.NOT_MET, "not in force then", dated)
    stands = f"stands since {long_form(step.since)}"
    if not reading.covers:
        return Weighed(Status.UNKNOWN, f"the days on which it may have been straddle a start or end ({stands})", dated)
    if not step.binds:
        return Weighed(Status.NOT_MET, f"{stands}, but calls upon States: it is not binding", dated)
    claims = [claim for claim in disputes.get(step.effect_of or "", ()) if claim.property is Property.IN_FORCE]
    sides = [claim.id for stance in (Stance.ASSERTS, Stance.DENIES) for claim in claims if claim.stance is stance]
    if any(claim.stance is Stance.DENIES for claim in claims):
        return Weighed(Status.CONTESTED, f"{stands}, which is disputed", tuple(sides))
    return Weighed(Status.MET, stands, dated)


def condition(event: EventFacts, step: MeasureStep) -> Weighed:
    """Weigh the condition in words that a step has beyond its goods: met only where a claim speaks to it."""
    weighed = event.shown(step.id)
    if weighed.status is Status.UNKNOWN:
        return Weighed(Status.UNKNOWN, f"not shown: {step.threshold}", weighed.claims)
    return weighed
