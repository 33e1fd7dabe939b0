"""The elements of a measure that events show by themselves, each matched on its own: act, direction, nexus, in force.

What an act and a bearer ask for is data, as all else about a measure is. The object is in `objects`, exemptions are in
`exemptions`, ceilings in `ceiling`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ...schema.dates import long_form
from ...schema.vocabulary import BearerKind, Direction, Nexus, Property, Stance
from ..evidence.claims import CitedClaim
from ..evidence.rules import Status, Weighed, strongest
from .answer import ElementKind
from .events import EventFacts, Interval
from .law import MeasureDuty, MeasureStep

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
    shown_by = tuple(dict.fromkeys(Property(duty.shown_by) for duty in step.duties if event.kind in duty.events))
    if not shown_by:
        demanded = ", ".join(dict.fromkeys(duty.act for duty in step.duties))
        return Weighed(Status.NOT_MET, f"an event of kind {event.kind} is not what it is about ({demanded})"), ()
    return strongest(*(_act_by(event, prop) for prop in shown_by)), shown_by


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
    """Weigh that the State aimed at is where the step puts it: the sender, the receiver, or either.

    With `origin`, what came from it by way of another State counts as sent by it.
    """
    if step.designated:
        return Weighed(Status.MET, "a measure on what is listed asks for no direction")
    if step.direction is Direction.ANY or not step.targets:
        return Weighed(Status.MET, "the measure asks for no direction")
    if event.observed:
        claims = [claim for claim in event.claims if claim.property in _WAY]
        if not any(claim.affirms and claim.entity for claim in claims):
            open_ = tuple(claim.id for claim in claims if claim.leaves_open)
            if open_:
                return Weighed(Status.UNKNOWN, "the observer could not tell the direction", open_)
            return Weighed(Status.UNKNOWN, "no source says which way it went")
    ends = (*_ENDS[step.direction], *((Property.ORIGIN, Property.TRANSIT) if step.origin else ()))
    return strongest(*(event.state(prop, target) for prop in ends for target in step.targets))


def nexus(event: EventFacts, step: MeasureStep, direction_: Weighed) -> Weighed:
    """Weigh that a duty of the step reaches somebody: the State aimed at itself, or another by what the duty names.

    Each way that is shown reaches; that one way does not lead there settles nothing, so none makes it `not met`.
    """
    ways = [way for duty in step.duties for way in _ways(event, step, duty, direction_)]
    ways = [way for way in ways if way.status is not Status.NOT_MET]
    return strongest(*ways) if ways else Weighed(Status.UNKNOWN, "no source links it to anyone bound by the duty")


def _ways(event: EventFacts, step: MeasureStep, duty: MeasureDuty, direction_: Weighed) -> Iterator[Weighed]:
    """Yield the ways by which a duty may reach somebody, each with how far it is carried."""
    if duty.who is BearerKind.TARGET:
        places = [event.state(Property.PLACE, target) for target in step.targets] if event.observed else []
        yield _by(f"its own duty ({duty.act})", strongest(direction_, *places))
        return
    for way, prop in ways_of(duty):
        yield _by(way, event.state(prop, step.targets, other=True))


def ways_of(duty: MeasureDuty) -> list[tuple[str, Property]]:
    """Return the ways by which a duty reaches a State, each with the property that leads to it."""
    if duty.through:
        return [(_WAYS.get(prop, "the State that acts"), prop) for prop in duty.through]
    ways = [("the State that acts", prop) for prop in duty.acting]
    if Nexus.TERRITORY in duty.nexus or not duty.nexus:
        ways += [("through territory", prop) for prop in (Property.PLACE, Property.ROUTE, Property.TRANSIT)]
    if Nexus.FLAG in duty.nexus:
        ways.append(("by the flag", Property.CARRIER))
    if Nexus.NATIONALS in duty.nexus:
        ways.append(("by nationals", Property.PARTICIPANT))
    return ways


_WAYS: Mapping[Property, str] = {
    Property.CARRIER: "by the flag",
    Property.PARTICIPANT: "by nationals",
    Property.ROUTE: "through territory",
    Property.TRANSIT: "through territory",
    Property.PLACE: "through territory",
}


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
