"""Whom a duty reaches: the State aimed at itself, or other States by what the event shows of them, each by itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ...schema.vocabulary import BearerKind, Direction, Property
from ..evidence.rules import RISING, Status, Weighed, strongest
from .acts import asked
from .elements import ENDS
from .events import EventFacts
from .law import MeasureDuty, MeasureStep

#: The value of `from` that says no more than that it came from another State than the one aimed at.
ABROAD = frozenset({"abroad"})
_NO_LINK = Weighed(Status.UNKNOWN, "no source links it to anyone bound by the duty")
_OUTSIDE = "from abroad, from a State that is not named"


class BoundState(NamedTuple):
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
    links = [_link(event, step, duty, direction) for duty in asked(event, step)]
    links = [link for link in links if link.status is not Status.NOT_MET]
    return strongest(*links) if links else _NO_LINK


def bound(event: EventFacts, step: MeasureStep, direction: Weighed) -> list[BoundState]:
    """Return the States that each duty reaches, in the order of duties and States."""
    return [state for duty in asked(event, step) for state in _bound(event, step, duty, direction)]


def _bound(event: EventFacts, step: MeasureStep, duty: MeasureDuty, direction: Weighed) -> Iterator[BoundState]:
    if duty.who is BearerKind.TARGET:
        for target in step.targets:
            way = _target(event, step, (target,), duty, direction)
            if way.status is not Status.NOT_MET:
                yield BoundState(duty, target, _by(f"its own duty ({duty.act})", way))
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
    outside = None if links else _from_outside(event, duty)
    if outside is not None:
        yield BoundState(duty, None, _by(_OUTSIDE, outside))


def _from_outside(event: EventFacts, duty: MeasureDuty) -> Weighed | None:
    """Weigh that what a duty is about came from a State that is not named; None where no source says so."""
    if duty.who is not BearerKind.OTHER or Property.FROM not in duty.acting:
        return None
    abroad = event.once(("from", "abroad"), lambda: event.valued(Property.FROM, ABROAD))
    return None if abroad.status is Status.UNKNOWN else abroad


def _link(event: EventFacts, step: MeasureStep, duty: MeasureDuty, direction: Weighed) -> Weighed:
    """Weigh that a duty reaches somebody, by the way that is carried furthest."""
    if duty.who is BearerKind.TARGET:
        return _by(f"its own duty ({duty.act})", _target(event, step, step.targets, duty, direction))
    states, other = (duty.states, False) if duty.who is BearerKind.NAMED else (step.targets, True)
    asked_ = ("link", duty.ways, states, other, Property.FROM in duty.acting)
    return event.once(asked_, lambda: _furthest(event, duty, states, other))


def _furthest(event: EventFacts, duty: MeasureDuty, states: tuple[str, ...], other: bool) -> Weighed:
    ways = [(words, event.state(prop, states, other=other)) for words, prop in duty.ways]
    outside = _from_outside(event, duty)
    if outside is not None:
        ways.append((_OUTSIDE, outside))
    best = max(ways, key=lambda way: RISING.index(way[1].status))
    return _by(*best)


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
