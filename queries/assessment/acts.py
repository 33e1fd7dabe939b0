"""Whether an event is what a duty forbids, or shows that what a duty demands was left undone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ...schema.vocabulary import ActShown, ActStage, BearerKind, Direction, Property
from ..evidence.rules import RISING, Status, Weighed, strongest, weakest
from .designated import ROLES, designated
from .events import EventFacts
from .law import MeasureDuty, MeasureStep
from .regime import Regimes

#: How far an act may have gone without having been completed, from the least.
_SHORT_OF = (ActStage.PLANNED, ActStage.ORDERED, ActStage.ATTEMPTED, ActStage.STOPPED)
_SHOWN_BY: Mapping[ActShown, Property] = {shown: Property(shown) for shown in ActShown}
_ATTEMPTS = frozenset({ActStage.ATTEMPTED, ActStage.STOPPED})
#: The properties that say where something was stopped, or through where it had come by then.
_STOPPED_AT = (Property.PLACE, Property.TRANSIT, Property.ROUTE)


def act(event: EventFacts, step: MeasureStep, regimes: Regimes) -> tuple[Weighed, tuple[Property, ...]]:
    """Weigh that the event is what some duty of the step is about, and return the properties that would show it.

    There are none where the event is of another kind. An event of no kind may be of one that claims suggest: then it is
    carried no further than they are.
    """
    if not step.duties:
        return Weighed(Status.UNKNOWN, "this step lays down no duty of its own"), (Property.EXISTS,)
    duties = [duty for duty in asked(event, step) if event.kind in duty.events or event.may_be(duty.events)]
    if step.authorises:
        return (event.weigh_act(Property.EXISTS) if duties else _other_kind(event, step)), (Property.EXISTS,)
    if not duties:
        return _other_kind(event, step), (Property.EXISTS,) if event.kind == "Event" else ()
    shown_by = tuple(dict.fromkeys(_SHOWN_BY[duty.shown_by] for duty in duties))
    return strongest(*(act_of_duty(event, step, duty, regimes) for duty in duties)), shown_by


def asked(event: EventFacts, step: MeasureStep) -> Iterator[MeasureDuty]:
    """Yield the duties of a step, less those about a party in a role that nobody is claimed to have."""
    return (duty for duty in step.duties if duty.role is None or event.taking_part(ROLES[duty.role]))


def act_of_duty(event: EventFacts, step: MeasureStep, duty: MeasureDuty, regimes: Regimes) -> Weighed:
    """Weigh that the event is what one duty is about."""
    weighed = _shown(event, step, duty)
    if event.kind not in duty.events:
        of_kind = event.may_be(duty.events)
        weighed = weakest(of_kind, weighed) if of_kind else _other_kind(event, step)
    if duty.role is None:
        return weighed
    return weakest(weighed, designated(event, replace(step, role=duty.role), regimes))


def _shown(event: EventFacts, step: MeasureStep, duty: MeasureDuty) -> Weighed:
    """Weigh that what a duty is about was done or left undone."""
    if duty.shown_by is ActShown.OMISSION:
        return event.once(("omission", duty.answered_by), lambda: _omission(event, duty))
    done = event.once(("done", step.attempts, step.en_route), lambda: _done(event, step))
    return _as_sent(event, step, duty, done) if duty.bans and Property.FROM in duty.acting else done


def _as_sent(event: EventFacts, step: MeasureStep, duty: MeasureDuty, done: Weighed) -> Weighed:
    """Weigh what was stopped by where it was stopped, for a duty not to send: whether it had left by then.

    What a State stops before it leaves it has prevented. A State that is to export nothing has done so once it left.
    """
    stopped = event.valued(Property.STAGE, {ActStage.STOPPED})
    if stopped.status is Status.UNKNOWN or step.attempts:
        return done
    places = {state: way for prop in _STOPPED_AT for state, way in event.states_by(prop).items()}
    abroad = [way for state, way in places.items() if state not in event.states_by(Property.FROM)]
    if not abroad and places:
        held = weakest(stopped, event.valued(Property.COMPLIANCE, {"seized"}), *places.values())
        if held.status is Status.MET:
            return Weighed(Status.NOT_MET, "seized in the State that it came from, before it left", held.claims)
    if abroad and duty.who is BearerKind.TARGET and step.direction is Direction.FROM:
        left = weakest(stopped, strongest(*abroad))
        return strongest(done, Weighed(left.status, f"stopped after it had left; {left.because}", left.claims))
    if not places and done.status is Status.UNKNOWN:
        return done._replace(because=f"{done.because}, nor a source where it was stopped (place, route or transit)")
    return done


def _other_kind(event: EventFacts, step: MeasureStep) -> Weighed:
    if event.kind == "Event":
        return Weighed(Status.UNKNOWN, "no source says of what kind the event was")
    demanded = ", ".join(dict.fromkeys(duty.act for duty in step.duties))
    return Weighed(Status.NOT_MET, f"an event of kind {event.kind} is not what it is about ({demanded})")


def _omission(event: EventFacts, duty: MeasureDuty) -> Weighed:
    """Weigh that a duty was not carried out; what was carried out answers it."""
    left = event.weigh_act(Property.OMISSION)
    kept = event.valued(Property.COMPLIANCE, duty.answered_by)
    if kept.status is Status.UNKNOWN:
        if left.status is not Status.UNKNOWN:
            return left
        return Weighed(Status.UNKNOWN, "no source shows that the duty was not carried out", left.claims)
    claims = (*left.claims, *kept.claims)
    if left.status is not Status.UNKNOWN:
        return Weighed(Status.CONTESTED, "said to be left undone and to be carried out", claims)
    if kept.status is Status.MET:
        return Weighed(Status.NOT_MET, f"the duty was carried out: {kept.because}", claims)
    return Weighed(Status.UNKNOWN, f"the duty may have been carried out: {kept.because}", claims)


def _done(event: EventFacts, step: MeasureStep) -> Weighed:
    """Weigh that an act took place, or went as far as the step reaches."""
    weighed = event.weigh_act(Property.EXISTS)
    if event.of(Property.STAGE):
        short = _short(event, step)
        if short is not None:
            return short
    if weighed.status is Status.UNKNOWN and event.observed and not event.linked:
        return Weighed(Status.UNKNOWN, "no source says that what was seen was such an act")
    return weighed


def _short(event: EventFacts, step: MeasureStep) -> Weighed | None:
    """Weigh an act that is said to have gone no further than to a stage; None where it is said to be completed."""
    if event.valued(Property.STAGE, {ActStage.COMPLETED}).status is not Status.UNKNOWN:
        return None
    reached = [(stage, event.valued(Property.STAGE, {stage})) for stage in _SHORT_OF]
    reached = [(stage, weighed) for stage, weighed in reached if weighed.status is not Status.UNKNOWN]
    if not reached:
        return None
    stage, weighed = max(reached, key=lambda each: (RISING.index(each[1].status), _SHORT_OF.index(each[0])))
    if stage not in _ATTEMPTS and (undone := event.undone).status is Status.MET:
        return Weighed(Status.NOT_MET, f"{stage}, and it did not take place", (*weighed.claims, *undone.claims))
    if stage not in _ATTEMPTS:
        return Weighed(Status.UNKNOWN, f"{stage}; no source says that it took place", weighed.claims)
    if stage is ActStage.STOPPED and (by := _seized_by(event, step)):
        return Weighed(weighed.status, f"{stage}, and {by} has such items seized; {weighed.because}", weighed.claims)
    if step.attempts:
        return Weighed(
            weighed.status, f"{stage}, and the paragraph reaches attempts; {weighed.because}", weighed.claims
        )
    if step.attempts is None or weighed.status is not Status.MET:
        because = f"{stage}; the paragraph does not say whether it reaches attempts"
        return Weighed(Status.UNKNOWN, because, weighed.claims)
    return Weighed(Status.NOT_MET, f"{stage}, and the paragraph does not reach attempts", weighed.claims)


def _seized_by(event: EventFacts, step: MeasureStep) -> str | None:
    """Return the paragraph that had the goods of the step seized on their way on all days that the event may mean."""
    when = event.interval
    if when is None:
        return None
    return next((each.name for each in step.en_route if each.applies(when.earliest, when.latest)), None)
