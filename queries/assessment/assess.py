"""Which measure an event may break, element by element, on whose word, as known on a day.

An assessment never says that a measure was broken. Its outcome is the weakest of its elements; an exemption of which
each condition is shown makes it `exempt`, one that is only invoked keeps it from rising above `contested`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ...graph.gc_pause import gc_paused
from ...graph.store import EntityRef, Graph
from ...schema.dates import DayLike, as_known, known_by
from ...schema.errors import NotFound, NothingClaimed
from ...schema.vocabulary import KINDS, Property, Stance
from ..evidence import statements
from ..evidence.claims import CitedClaim
from ..evidence.reader import EvidenceReader
from ..evidence.rules import SETTLES, SettlingStep, Status, Weighed, settled_by, settling_steps, weakest
from .answer import (
    NOT_COUNTED,
    Assessment,
    AssessmentSet,
    Element,
    ElementKind,
    ExemptionSummary,
    Outcome,
    PartyAnswer,
    weaker,
)
from .ceiling import Ceilings
from .elements import PROPERTIES, Reading, act, condition, direction, in_force, nexus, select
from .events import EventFacts, read_events
from .exemptions import exemptions
from .objects import object_
from .regime import MeasureStep, Regimes

#: Kinds of event of which no measure speaks.
_WORDS_ONLY = frozenset({"Vote", "Announcement"})
_ANSWERS = frozenset({Stance.DENIES, Stance.JUSTIFIES, Stance.DECLINES})
_ANSWERS_ELSEWHERE = frozenset({Stance.DENIES, Stance.JUSTIFIES})


def assess(
    graph: Graph, subject: str | None = None, *, measure: str | None = None, as_of: DayLike | None = None
) -> AssessmentSet:
    """Assess events against the measures that were in force when they took place, as known on a day.

    `subject` is an id or name of an event, or of a thing whose events are meant, such as a place or a ship; without
    it, every event of which something is claimed. `measure` is an id or name; without it, every measure. Raises
    NotFound or Ambiguous for the names, NothingClaimed where no event has the thing.
    """
    day = known_by(as_of)
    return Assessor(graph, day, Regimes(graph, day)).assess(subject, measure)


class Assessor:
    """Assesses as known on a day, by the law and lists of that day; reads once for all events and measures."""

    def __init__(self, graph: Graph, as_of: str, regimes: Regimes) -> None:
        self._graph = graph
        self._reader = EvidenceReader(graph, as_of)
        self._regimes = regimes
        self._ceilings = Ceilings(list, regimes)
        self._disputes: Mapping[str, Sequence[CitedClaim]] = {}
        self._alike: dict[str, list[EventFacts]] = {}
        self._carried: dict[tuple[str, ...], tuple[tuple[str, ...], str, str]] = {}

    @gc_paused()
    def assess(self, subject: str | None, measure: str | None) -> AssessmentSet:
        """Assess a subject by a measure, or all events, or by all measures."""
        measures = self._measures(measure)
        what, ids = self._event_ids(subject)
        events = read_events(self._reader, ids)
        steps = [step for of_measure in measures.values() for step in of_measure]
        self._disputes = self._reader.claims(sorted({step.effect_of for step in steps if step.effect_of}))
        # A ceiling is for all that passed in its period, so all events are read where one is asked of.
        capped = [step for step in steps if step.cap]
        self._ceilings = Ceilings(lambda: events if subject is None else self._under(capped), self._regimes)
        if subject is not None:
            self._alike = {event.id: self._between_the_same(event) for event in events}
        assessments = tuple(
            assessment
            for event in events
            for of_measure in measures.values()
            if (assessment := self._assessed(event, of_measure, always=measure is not None))
        )
        claims = self._cited(assessments)
        return AssessmentSet(
            what=what,
            as_of=self._reader.as_of,
            events=len(events),
            assessments=assessments,
            settle=_settle([each for each in assessments if each.touches] or assessments),
            claims=claims,
            tree={claim: tuple(bases) for claim, bases in self._reader.tree(claims).items()},
            sources=self._reader.citations.sources(),
        )

    def _measures(self, measure: str | None) -> Mapping[str, list[MeasureStep]]:
        measures = self._regimes.measures
        if measure is None:
            return measures
        named = {id_: steps for id_, steps in measures.items() if measure in (id_, steps[0].name)}
        if not named:
            raise NotFound(f"no measure {measure!r}. There are: {', '.join(sorted(measures))}.")
        return named

    def _event_ids(self, subject: str | None) -> tuple[EntityRef | None, list[str]]:
        """Return the thing asked about, and the events that are meant."""
        if subject is None:
            events = self._reader.read_as(statements.LabelledEntity, statements.EVENTS)
            return None, [event.id for event in events if not _WORDS_ONLY & set(event.labels)]
        what = self._graph.entity(subject)
        if "Event" in (what.kind, *KINDS.get(what.kind, ())):
            return what, [what.id]
        events = self._reader.read_as(statements.LabelledEntity, statements.EVENTS_OF, id=what.id)
        if not events:
            raise NothingClaimed(
                f"nothing is claimed of an event with {what.name} ({what.id}), {as_known(self._reader.as_of)}. "
                "`sanctionsgraph trace` shows what is recorded of it."
            )
        return what, [event.id for event in events]

    def _under(self, capped: Sequence[MeasureStep]) -> list[EventFacts]:
        """Return all transfers that are claimed to have passed goods under a ceiling."""
        goods = self._regimes.goods.within({kind for step in capped for kind in step.goods})
        return read_events(self._reader, self._reader.ids(statements.TRANSFERS_OF, goods=goods))

    def _between_the_same(self, event: EventFacts) -> list[EventFacts]:
        """Return other transfers between the same two, of which a denial may speak."""
        own = [event.id, *event.transfers]
        others = self._reader.ids(statements.BETWEEN_SAME, ids=own)
        return read_events(self._reader, [other for other in others if other not in own])

    def _assessed(self, event: EventFacts, steps: Sequence[MeasureStep], always: bool) -> Assessment | None:
        """Return the weakest reading over the steps that the event's days touch.

        None where the measure did not stand then, unless `always`.
        """
        readings = select(steps, event.interval)
        if not always and not readings[0].stood:
            return None
        assessments = [self._read(event, reading) for reading in readings]
        weakest_outcome = weaker(*(assessment.outcome for assessment in assessments))
        return next(assessment for assessment in assessments if assessment.outcome is weakest_outcome)

    def _read(self, event: EventFacts, reading: Reading) -> Assessment:
        """Assess one event by one step."""
        step = reading.step
        act_, shown_by = act(event, step)
        exemption, stood = exemptions(event, step, self._regimes)
        weighed = self._weigh(event, reading) | {ElementKind.ACT: act_, ElementKind.EXEMPTION: exemption}
        settling = {**PROPERTIES, ElementKind.ACT: shown_by}
        return Assessment(
            event=event.id,
            name=event.name,
            measure=step.measure,
            measure_name=step.name,
            step=step.id,
            summary=step.summary,
            provisions=step.provisions,
            checked=step.checked,
            on=str(event.interval) if event.interval else None,
            outcome=outcome_of(weighed),
            touches=_touches(weighed, step),
            elements=tuple(
                self._element(kind, weighed[kind], settling[kind]) for kind in ElementKind if kind in weighed
            ),
            exemption=ExemptionSummary(exemption.status, tuple(each.answer() for each in stood)),
            answers=self._answers(event, step),
            as_of=self._reader.as_of,
        )

    def _weigh(self, event: EventFacts, reading: Reading) -> dict[ElementKind, Weighed]:
        """Weigh all elements of a step but the act and the exemption."""
        step, way = reading.step, direction(event, reading.step)
        weighed = {
            ElementKind.PLACE: event.weigh(Property.PLACE),
            ElementKind.DATE: event.interval.weighed if event.interval else event.weigh(Property.DATE),
            ElementKind.QUANTITY: event.weigh(Property.QUANTITY),
            ElementKind.OBJECT: object_(event, step, self._regimes),
            ElementKind.DIRECTION: way,
            ElementKind.NEXUS: nexus(event, step, way),
            ElementKind.IN_FORCE: in_force(event, reading, self._disputes),
        }
        if step.cap:
            weighed[ElementKind.THRESHOLD] = self._ceilings.threshold(event, step, step.cap)
        elif step.threshold:
            weighed[ElementKind.THRESHOLD] = condition(event, step)
        return weighed

    def _element(self, kind: ElementKind, weighed: Weighed, settling: tuple[Property, ...]) -> Element:
        if weighed.claims not in self._carried:
            claims = [claim for claim in weighed.claims if claim in self._reader.claims_by_id]
            for claim in claims:
                self._reader.citations.number(self._reader.claims_by_id[claim].report)
            roots = tuple(self._reader.root_reports(claims))
            self._carried[weighed.claims] = (roots, *self._reader.independence(claims))
        roots, independence, why = self._carried[weighed.claims]
        closed = weighed.status in (Status.MET, Status.NOT_MET)
        return Element(
            *(kind, weighed.status, weighed.because, weighed.claims, roots, independence, why),
            settle_by=() if closed else settled_by(*settling),
        )

    def _answers(self, event: EventFacts, step: MeasureStep) -> tuple[PartyAnswer, ...]:
        """Return denials, justifications and refusals to speak: of the event, and of what it may have been.

        Where one event is asked about, denials and justifications of like transfers between the same two as well.
        """
        claims = [claim for claim in (*event.claims, *event.transfer_claims) if claim.stance in _ANSWERS]
        for other in self._alike.get(event.id, []):
            if object_(other, step, self._regimes).status not in (Status.NOT_MET, Status.UNKNOWN):
                claims += [claim for claim in other.claims if claim.stance in _ANSWERS_ELSEWHERE]
        return tuple(sorted(map(self._party_answer, claims), key=lambda answer: (answer.since, answer.id)))

    def _party_answer(self, claim: CitedClaim) -> PartyAnswer:
        return PartyAnswer(
            *(claim.id, claim.event, claim.property, claim.stance, claim.value, claim.hedge, claim.basis),
            *(claim.speaker, claim.since, claim.report),
            source=self._reader.citations.number(claim.report),
        )

    def _cited(self, assessments: Iterable[Assessment]) -> dict[str, CitedClaim]:
        """Return the claims that decided elements, by id."""
        ids = {claim for assessment in assessments for element in assessment.elements for claim in element.claims}
        claims = self._reader.claims_by_id
        return {id_: self._reader.cite(claims[id_]) for id_ in sorted(ids & claims.keys())}


def outcome_of(weighed: Mapping[ElementKind, Weighed]) -> Outcome:
    """Return the outcome: the weakest of the elements that count, as an exemption changes it."""
    outcome = Outcome(weakest(*(each for kind, each in weighed.items() if kind not in NOT_COUNTED)).status)
    exemption = weighed[ElementKind.EXEMPTION].status
    if outcome in (Outcome.NOT_MET, Outcome.UNKNOWN):
        return outcome
    if exemption is Status.MET:
        return Outcome.EXEMPT
    return weaker(outcome, Outcome.CONTESTED) if exemption is Status.SUGGESTED else outcome


def _touches(weighed: Mapping[ElementKind, Weighed], step: MeasureStep) -> bool:
    """Whether it is claimed what would make the event fall under the step, and nothing shown speaks against it."""
    counted = [each for kind, each in weighed.items() if kind not in NOT_COUNTED]
    claimed = [ElementKind.ACT, ElementKind.OBJECT]
    if step.threshold and not step.cap:
        claimed.append(ElementKind.THRESHOLD)
    return not (
        any(each.status is Status.NOT_MET or each.elsewhere for each in counted)
        or any(weighed[kind].status is Status.UNKNOWN for kind in claimed)
    )


def _settle(assessments: Iterable[Assessment]) -> tuple[SettlingStep, ...]:
    """Return what would close open elements, whatever closes most of them first: a checklist for a collector."""
    closes: dict[str, list[str]] = {step: [] for step in SETTLES}
    for assessment in assessments:
        for element in assessment.elements:
            for step in element.settle_by:
                closes[step].append(f"{assessment.event} {assessment.measure} {element.element}")
    return settling_steps(closes)
