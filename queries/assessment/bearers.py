"""Whom a duty reaches: the State aimed at itself, or other States by what the event shows of them, each by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...schema.vocabulary import BearerKind, Direction, Property
from ..evidence.rules import RISING, Status, Weighed, strongest
from .acts import asked
from .elements import ENDS
from .events import EventFacts
from .law import MeasureDuty, MeasureStep

#: The value of `from` that says no more than that it came from another State than the one aimed at.
ABROAD = frozenset({"abroad"})


@dataclass(frozen=True, slots=True)
class BoundState:
    """A State that a duty reaches, with how far that is carried; `state` is None where it is not named."""

    duty: MeasureDuty
    state: str | None
    link: Weighed


def nexus(event: EventFacts, step: MeasureStep, direction: Weighed) -> Weighed:
    """Weigh that a duty of the step reaches somebody.

    Each way that is shown reaches; that one way does not lead there settles nothing, so none makes it `not met`.
    """
    if step.authorises:
        return Weighed(Status.MET, "any State may; nobody is bound")
    ways = [way for duty in asked(event, step) for way in _ways(event, step, duty, direction)]
    ways = [way for way in ways if way.status is not Status.NOT_MET]
    return strongest(*ways) if ways else Weighed(Status.UNKNOWN, "no source links it to anyone bound by the duty")


def bound(event: EventFacts, step: MeasureStep, direction: Weighed) -> list[BoundState]:
    """Return the States that each duty reaches, in the order of duties and States."""
    return [state for duty in asked(event, step) for state in _bound(event, step, duty, direction)]


def _bound(event: EventFacts, step: MeasureStep, duty: MeasureDuty, direction: Weighed) -> Iterator[BoundState]:
    if duty.who is BearerKind.TARGET:
        for target in step.targets:
            way = _by(f"its own duty ({duty.act})", _target(event, step, (target,), duty, direction))
            if way.status is not Status.NOT_MET:
                yield BoundState(duty, target, way)
        return
    links: dict[str, Weighed] = {}
    for words, prop in duty.ways:
        for state, weighed in event.states_by(prop).items():
            if state in duty.states or (duty.who is BearerKind.OTHER and state not in step.targets):
                link = _by(words, weighed)
                if state not in links or RISING.index(links[state].status) < RISING.index(link.status):
                    links[state] = link
    for state, link in sorted(links.items()):
        yield BoundState(duty, state, link)
    outside = from_outside(event, duty)
    if not links and outside is not None:
        yield BoundState(duty, None, outside)


def from_outside(event: EventFacts, duty: MeasureDuty) -> Weighed | None:
    """Weigh that what a duty is about came from a State that is not named; None where no source says so."""
    if duty.who is not BearerKind.OTHER or Property.FROM not in duty.acting:
        return None
    abroad = event.once(("from", "abroad"), lambda: event.valued(Property.FROM, ABROAD))
    return None if abroad.status is Status.UNKNOWN else _by("from abroad, from a State that is not named", abroad)


def _ways(event: EventFacts, step: MeasureStep, duty: MeasureDuty, direction: Weighed) -> Iterator[Weighed]:
    """Yield the ways by which a duty may reach somebody, each with how far it is carried."""
    if duty.who is BearerKind.TARGET:
        yield _by(f"its own duty ({duty.act})", _target(event, step, step.targets, duty, direction))
        return
    states, other = (duty.states, False) if duty.who is BearerKind.NAMED else (step.targets, True)
    for way, prop in duty.ways:
        yield _by(way, event.state(prop, states, other=other))
    outside = from_outside(event, duty)
    if outside is not None:
        yield outside


def _target(
    event: EventFacts, step: MeasureStep, targets: tuple[str, ...], duty: MeasureDuty, direction: Weighed
) -> Weighed:
    """Weigh that the State aimed at takes part as the step and the act put it: who is to export nothing, as sender."""
    if step.direction is Direction.ANY:
        return strongest(*(event.state(prop, targets) for prop in (Property.FROM, Property.TO, Property.PLACE)))
    ends = [prop for prop in ENDS[step.direction] if prop in duty.acting] or ENDS[step.direction]
    if not step.area and (len(ends) < len(ENDS[step.direction]) or len(targets) < len(step.targets)):
        direction = strongest(*(event.state(prop, targets) for prop in ends))
    return strongest(direction, event.state(Property.PLACE, targets)) if event.observed else direction


def _by(way: str, weighed: Weighed) -> Weighed:
    return Weighed(weighed.status, f"{way}: {weighed.because}", weighed.claims)
