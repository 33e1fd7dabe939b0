"""All elements of a step weighed for one event, and what they come to for each bearer of its duties."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ...schema.outcomes import OUTCOMES, RISING, Outcome, Status, stronger
from ...schema.vocabulary import Property, Stance
from ..evidence.claims import CitedClaim
from ..evidence.rules import Weighed, weakest
from .acts import act, act_of_duty
from .answer import BearerOutcome, ElementKind
from .bearers import BoundState, bound, nexus
from .ceiling import Ceilings
from .conditions import unkept
from .designated import designated
from .elements import Reading, condition, direction, in_force
from .events import EventFacts
from .law import MeasureStep
from .objects import object_
from .outcome import outcome_of
from .parties import party
from .regime import Regimes

_Weighed = Mapping[ElementKind, Weighed]
#: Elements that are the same for each bearer: where one is not met, the step is not met for all.
_DECIDES_FOR_ALL = frozenset({ElementKind.OBJECT, ElementKind.DIRECTION, ElementKind.PARTY, ElementKind.IN_FORCE})


class WeighedStep(NamedTuple):
    """A step weighed for an event: its elements in the order of an answer, its outcome, and that of each bearer.

    `shown_by` are the properties that would show the act.
    """

    elements: _Weighed
    outcome: Outcome
    bearers: tuple[BearerOutcome, ...]
    shown_by: tuple[Property, ...]


class Weigher:
    """Weighs steps for events by the law, the lists and the ceilings of one day of knowledge."""

    def __init__(
        self,
        regimes: Regimes,
        ceilings: Ceilings,
        disputes: Mapping[str, Sequence[CitedClaim]],
        names: Mapping[str, str],
    ) -> None:
        self._regimes, self._ceilings, self._disputes, self._names = regimes, ceilings, disputes, names

    def weigh(self, event: EventFacts, reading: Reading, exemption: Weighed) -> WeighedStep:
        """Weigh one step for one event; `exemption` is how far one is carried."""
        step = reading.step
        act_, shown_by = act(event, step, self._regimes)
        elements = self._elements(event, reading, act_, exemption)
        outside = any(kind in elements and elements[kind].status is Status.NOT_MET for kind in _DECIDES_FOR_ALL)
        outcome = outcome_of(elements, step)
        states = [] if step.authorises else bound(event, step, elements[ElementKind.DIRECTION])
        if outside:
            bearers = tuple(self._bearer(state, Outcome.NOT_MET) for state in states)
            return WeighedStep(elements, outcome, bearers, shown_by)
        of_states = [self._of_state(event, step, state, elements) for state in states]
        bearers = tuple(answer for answer, _ in of_states)
        known = [answer.outcome for answer in bearers]
        if known and stronger(*known) is not outcome:
            # No one of them is shown to be bound as strongly as all of them together.
            best = max(of_states, key=lambda each: _strength(each[0].outcome, each[1]))
            outcome, elements = best[0].outcome, best[1]
        return WeighedStep(elements, outcome, bearers, shown_by)

    def _of_state(
        self, event: EventFacts, step: MeasureStep, bound_: BoundState, elements: _Weighed
    ) -> tuple[BearerOutcome, dict[ElementKind, Weighed]]:
        duty = bound_.duty
        act_ = act_of_duty(event, step, duty, self._regimes)
        own = {**elements, ElementKind.ACT: act_, ElementKind.NEXUS: bound_.link}
        return self._bearer(bound_, outcome_of(own, step)), own

    def _bearer(self, bound_: BoundState, outcome: Outcome) -> BearerOutcome:
        duty, link = bound_.duty, bound_.link
        name = self._names.get(bound_.state, bound_.state) if bound_.state else "a State that is not named"
        return BearerOutcome(
            *(duty.bearer, duty.act, bound_.state, name, link.because, link.status, outcome, link.claims)
        )

    def _elements(
        self, event: EventFacts, reading: Reading, act_: Weighed, exemption: Weighed
    ) -> dict[ElementKind, Weighed]:
        """Weigh the other elements of a step; return all in the order of an answer."""
        step, way = reading.step, direction(event, reading.step)
        weighed = {
            ElementKind.PLACE: event.weigh(Property.PLACE),
            ElementKind.DATE: event.interval.weighed if event.interval else event.weigh(Property.DATE),
            ElementKind.QUANTITY: event.weigh(Property.QUANTITY),
            ElementKind.ACT: act_,
            ElementKind.OBJECT: object_(event, step, self._regimes),
            ElementKind.DIRECTION: way,
            ElementKind.NEXUS: nexus(event, step, way),
        }
        parties = [*self._parties(event, step)]
        if parties:
            weighed[ElementKind.PARTY] = weakest(*parties)
        weighed[ElementKind.IN_FORCE] = in_force(event, reading, self._disputes)
        if read := application(event, step):
            weighed[ElementKind.APPLICATION] = read
        if step.cap:
            weighed[ElementKind.THRESHOLD] = self._ceilings.threshold(event, step, step.cap)
        elif step.threshold:
            weighed[ElementKind.THRESHOLD] = condition(event, step)
        if step.unless:
            weighed[ElementKind.CONDITIONS] = unkept(event, step)
        weighed[ElementKind.EXEMPTION] = exemption
        return weighed

    def _parties(self, event: EventFacts, step: MeasureStep) -> Iterable[Weighed]:
        if step.recipients:
            yield party(event, step.recipients, Property.TO, self._regimes)
        if step.senders:
            yield party(event, step.senders, Property.FROM, self._regimes)
        if step.designated and step.goods:
            yield designated(event, step, self._regimes)


def application(event: EventFacts, step: MeasureStep) -> Weighed | None:
    """Weigh how the law is read for the event: contested where somebody reads it otherwise; None without a word."""
    claims = event.of(Property.APPLICATION)
    if not claims:
        return None
    named = {step.id, step.measure, *step.provision_ids}
    claims = [claim for claim in claims if claim.condition in named]
    against = [claim for claim in claims if claim.stance is Stance.DENIES]
    for_ = [claim for claim in claims if claim.affirms]
    ids = tuple(claim.id for claim in (*for_, *against))
    if not against:
        return Weighed(Status.MET, f"read so by {_speakers(for_)}", ids) if for_ else None
    readers = f"; that it does by {_speakers(for_)}" if for_ else ""
    return Weighed(Status.CONTESTED_LAW, f"that it does not apply is held by {_speakers(against)}{readers}", ids)


def _speakers(claims: Iterable[CitedClaim]) -> str:
    return ", ".join(dict.fromkeys(claim.speaker for claim in claims))


def _strength(outcome: Outcome, elements: _Weighed) -> tuple[int, int, int]:
    act_, link = (RISING.index(elements[kind].status) for kind in (ElementKind.ACT, ElementKind.NEXUS))
    return list(OUTCOMES).index(outcome), act_, link
