"""The elements of a measure that events show by themselves, each matched on its own: direction, link, in force.

What an act and a bearer ask for is data, as all else about a measure is. Acts are in `acts`, the object is in
`objects`, who sent and received in `parties`, exemptions are in `exemptions`, ceilings in `ceiling`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from ...schema.dates import is_to_come, long_form, to_come
from ...schema.vocabulary import Direction, Property, Stance
from ..evidence.claims import CitedClaim
from ..evidence.rules import Status, Weighed, strongest, weigh
from .answer import ElementKind
from .events import EventFacts
from .law import MeasureStep, ReadingOfLaw

#: What would settle an element is what would settle these properties.
PROPERTIES: Mapping[ElementKind, tuple[Property, ...]] = {
    ElementKind.PLACE: (Property.PLACE,),
    ElementKind.DATE: (Property.DATE,),
    ElementKind.QUANTITY: (Property.QUANTITY,),
    ElementKind.ACT: (Property.EXISTS, Property.OMISSION),
    ElementKind.OBJECT: (Property.GOODS,),
    ElementKind.DIRECTION: (Property.DIRECTION, Property.FROM, Property.TO),
    ElementKind.NEXUS: (Property.FROM, Property.TO, Property.FLAG, Property.NATIONALITY),
    ElementKind.PARTY: (Property.TO, Property.FROM, Property.PARTICIPANT),
    ElementKind.IN_FORCE: (Property.DATE,),
    ElementKind.APPLICATION: (Property.LEGALITY,),
    ElementKind.THRESHOLD: (Property.QUANTITY,),
    ElementKind.CONDITIONS: (Property.EXEMPTION,),
    ElementKind.EXEMPTION: (Property.EXEMPTION,),
}

#: Properties that say which way an observation went.
_WAY = frozenset({Property.DIRECTION, Property.FROM, Property.TO})
#: The ends of a transfer at which a step may aim.
ENDS: Mapping[Direction, tuple[Property, ...]] = {
    Direction.FROM: (Property.FROM,),
    Direction.TO: (Property.TO,),
    Direction.BOTH: (Property.FROM, Property.TO),
    Direction.ANY: (Property.FROM, Property.TO),
}


def direction(event: EventFacts, step: MeasureStep) -> Weighed:
    """Weigh that the State aimed at is where the step puts it: the sender, the receiver, or either.

    With `origin`, what came from it by way of another State counts as sent by it.
    """
    if step.designated and not step.goods:
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
    if step.area:
        return strongest(*(_in_area(event, prop, step) for prop in ENDS[step.direction]))
    ends = (*ENDS[step.direction], *((Property.ORIGIN, Property.TRANSIT) if step.origin else ()))
    return strongest(*(event.state(prop, target) for prop in ends for target in step.targets))


def _in_area(event: EventFacts, prop: Property, step: MeasureStep) -> Weighed:
    """Weigh that a property lies in the part of a State at which a step aims: known only of the part itself."""

    def fits(claim: CitedClaim) -> bool | None:
        if claim.entity in step.area:
            return True
        states = event.things.states(claim.entity).keys()
        return None if not states or states & set(step.targets) else False

    return event.once((prop, step.area), lambda: weigh(event.of(prop), prop, fits))


class Reading(NamedTuple):
    """A step to be read for an event. `stood`: it stood on one of the event's days; `covers`: on all of them.

    `among`: other steps stood then, on another reading of the law.
    """

    step: MeasureStep
    stood: bool
    covers: bool
    among: bool = False


def select(steps: Sequence[MeasureStep], event: EventFacts) -> list[list[Reading]]:
    """Return the steps that the event's days touch, in a list for each reading of the law on which some stood.

    Outside of all steps the nearest one is read, so that the other elements can still be assessed; of an undated event
    the last one. A state of affairs that lasted is covered by any step that stood on one of its days.
    """
    when = event.interval
    if when is None:
        return [[Reading(steps[-1], stood=True, covers=False)]]
    touched = [step for step in steps if when.touches(step.since, step.until)]
    if not touched:
        before = [step for step in steps if step.since <= when.latest]
        return [[Reading(before[-1] if before else steps[0], stood=False, covers=False)]]
    readings: list[ReadingOfLaw | None] = [*dict.fromkeys(step.reading for step in touched if step.reading)]
    return [
        _on_reading([step for step in touched if step.reading in (None, reading)], event, len(readings) > 1)
        for reading in readings or [None]
    ]


def _on_reading(touched: Sequence[MeasureStep], event: EventFacts, among: bool) -> list[Reading]:
    when = event.interval
    unbroken = all(first.until == second.since for first, second in pairwise(touched))
    covers = event.lasted or (when is not None and unbroken and when.within(touched[0].since, touched[-1].until))
    return [Reading(step, stood=True, covers=covers, among=among) for step in touched]


def in_force(event: EventFacts, reading: Reading, disputes: Mapping[str, Sequence[CitedClaim]]) -> Weighed:
    """Weigh that a step that binds stood on all days on which the event may have been.

    `disputes` are the claims about the events that are said to have put steps in force, by event. How far the date is
    carried is an element of its own.
    """
    if event.interval is None:
        return Weighed(Status.UNKNOWN, "no date is stated, so no law can be named for it")
    step, dated = reading.step, event.interval.weighed.claims
    if is_to_come(event.interval.earliest):
        as_seen = f"in this form since {long_form(step.since)}, as last seen" if reading.stood else "not in force now"
        return Weighed(Status.UNKNOWN, f"{to_come(event.interval.earliest)}: {as_seen}", dated)
    if not reading.stood:
        return Weighed(Status.NOT_MET, "not in force then", dated)
    stands = f"stands since {long_form(step.since)}"
    if not reading.covers:
        return Weighed(Status.UNKNOWN, f"the days on which it may have been straddle a start or end ({stands})", dated)
    if unrenewed := not_known_to_stand(event, step):
        return Weighed(Status.UNKNOWN, unrenewed, dated)
    if step.authorises:
        return Weighed(Status.MET, f"{stands}; it allows and binds nobody", dated)
    if not step.binds:
        return Weighed(Status.NOT_MET, f"{stands}, but calls upon States: it is not binding", dated)
    if step.reading and reading.among:
        return Weighed(Status.MET, f"{stands}, on the reading: {step.reading.name}", dated)
    claims = [claim for claim in disputes.get(step.effect_of or "", ()) if claim.property is Property.IN_FORCE]
    if not claims:
        return Weighed(Status.MET, stands, dated)
    sides = [claim.id for stance in (Stance.ASSERTS, Stance.DENIES) for claim in claims if claim.stance is stance]
    if any(claim.stance is Stance.DENIES for claim in claims):
        return Weighed(Status.CONTESTED_LAW, f"{stands}, which is disputed", tuple(sides))
    return Weighed(Status.MET, stands, dated)


def not_known_to_stand(event: EventFacts, step: MeasureStep) -> str | None:
    """Return what is not known of a step that stands as long as it is renewed; None where that is known."""
    if step.known_until is None or event.interval is None or event.interval.latest < step.known_until:
        return None
    return f"known to stand until {long_form(step.known_until)}; a renewal after that is not in the graph"


def condition(event: EventFacts, step: MeasureStep) -> Weighed:
    """Weigh the condition in words that a step has beyond its goods: unknown where no claim speaks to it."""
    weighed, denied = event.shown(step.id), event.broken(step.id)
    if weighed.status is not Status.UNKNOWN:
        return weighed
    if denied.status is Status.MET:
        return Weighed(Status.NOT_MET, f"shown not to be so: {step.threshold}", denied.claims)
    return Weighed(Status.UNKNOWN, f"not shown: {step.threshold}", weighed.claims)
