"""Which measure an event may break, element by element, on whose word, as known on a day.

An assessment never says that a measure was broken. Its outcome is the weakest of its elements, for the bearer of a duty
for whom it is strongest; `outcome` has what exemptions, conditions and the force of a paragraph make of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial

from ...graph.gc_pause import gc_paused
from ...graph.store import EntityRef, Graph
from ...schema.dates import DayLike, as_known, known_by
from ...schema.errors import NothingClaimed
from ...schema.near_names import no_such
from ...schema.outcomes import OUTCOMES, stronger, weaker
from ...schema.vocabulary import KINDS, Property, Stance
from ..evidence import statements
from ..evidence.claims import CitedClaim
from ..evidence.ranking import CaseWeight, LawClass, law_class
from ..evidence.reader import EvidenceReader
from ..evidence.rules import Status, Weighed
from ..evidence.settling import EventType, SettlingStep, settled_by, settling_steps, types_of
from ..timeline.listing_status import ListingStatus, status_during
from ..timeline.listings import Listings
from .answer import (
    Assessment,
    AssessmentSet,
    BearerOutcome,
    Element,
    ElementKind,
    ExemptionSummary,
    ListedOnly,
    PartyAnswer,
    shown,
)
from .ceiling import Ceilings
from .elements import PROPERTIES, Reading, not_known_to_stand, select
from .events import EventFacts, EventReader
from .exemptions import Exemptions
from .goods import KindName
from .law import MeasureStep
from .objects import object_
from .outcome import differing, open_condition, touches
from .regime import Regimes
from .weighing import Weigher

#: Kinds of event of which no measure speaks.
_WORDS_ONLY = frozenset({"Vote", "Announcement"})
_ANSWERS = frozenset({Stance.DENIES, Stance.JUSTIFIES, Stance.DECLINES})
_ANSWERS_ELSEWHERE = frozenset({Stance.DENIES, Stance.JUSTIFIES})


def assessable(labels: Iterable[str]) -> bool:
    """Whether a measure may speak of an event with these labels: none speaks of a vote or an announcement."""
    return _WORDS_ONLY.isdisjoint(labels)


def assess(
    graph: Graph,
    subject: str | None = None,
    *,
    measure: str | None = None,
    bearer: str | None = None,
    as_of: DayLike | None = None,
) -> AssessmentSet:
    """Assess events against the measures that were in force when they took place, as known on a day.

    `subject` is an id or name of an event, or of a thing whose events are meant, such as a place or a ship; without
    it, every event of which something is claimed. `measure` is an id or name; without it, every measure. With
    `bearer`, a State, each outcome is that of this State's own duties, and measures that do not reach it are left out.
    Raises NotFound or Ambiguous for the names, NothingClaimed where no event has the thing.
    """
    day = known_by(as_of)
    return Assessor(graph, EvidenceReader(graph, day), Regimes(graph, day)).assess(subject, measure, bearer)


class Assessor:
    """Assesses as known on a day, by the law and lists of that day; reads once for all events and measures."""

    def __init__(self, graph: Graph, reader: EvidenceReader, regimes: Regimes) -> None:
        self._graph = graph
        self._reader = reader
        self._regimes = regimes
        self._ceilings = Ceilings(list, regimes)
        self._exemptions = Exemptions(regimes)
        self._disputes: Mapping[str, Sequence[CitedClaim]] = {}
        self._alike: Mapping[str, list[EventFacts]] = {}
        self._events = EventReader(reader)
        self._types_of: dict[str, frozenset[EventType]] = {}
        self._answered: dict[str, tuple[PartyAnswer, ...]] = {}
        self._carried: dict[tuple[str, ...], tuple[tuple[str, ...], str, str]] = {}
        self._elements: dict[Hashable, Element] = {}

    @gc_paused()
    def assess(self, subject: str | None, measure: str | None, bearer: str | None = None) -> AssessmentSet:
        """Assess a subject by a measure, or all events, or by all measures; for one bearer of duties, or all."""
        # A bearer that is none is refused before all is worked out.
        state = None if bearer is None else self._graph.entity(bearer, "Country")
        answer = self._all_bearers(subject, measure)
        return answer if state is None else self._of_bearer(answer, state)

    def _of_bearer(self, answer: AssessmentSet, state: EntityRef) -> AssessmentSet:
        """Return what an answer says of the duties of one State: its outcomes, and how a duty reaches it."""
        assessments = []
        for each in answer.assessments:
            own = tuple(bearer for bearer in each.bearers if bearer.state == state.id)
            if own:
                outcome = stronger(*(bearer.outcome for bearer in own))
                best = next(bearer for bearer in own if bearer.outcome is outcome)
                elements = tuple(self._as_it_reaches(best, each.event, element) for element in each.elements)
                assessments.append(replace(each, bearers=own, outcome=outcome, elements=elements))
        answer = replace(answer, assessments=tuple(assessments), bearer=state.id, settle=settling_of(assessments))
        return self._with_claims(answer)

    def _as_it_reaches(self, bearer: BearerOutcome, event: str, element: Element) -> Element:
        """Return an element of an assessment as it is for one bearer: the link to the duty is its own."""
        if element.element is not ElementKind.NEXUS:
            return element
        link = Weighed(bearer.status, bearer.link, bearer.claims)
        kind = element.element
        return self._element(kind, link, PROPERTIES[kind], self._types(*self._events.read([event])))

    def _all_bearers(self, subject: str | None, measure: str | None) -> AssessmentSet:
        measures = self._measures(measure)
        if subject is None:
            return self._assess(None, self._every_event(), measures, always=measure is not None)
        entity = self._graph.entity(subject)
        ids = self._events_of(entity)
        if not ids:
            raise NothingClaimed(
                f"nothing is claimed of an event with {entity.name} ({entity.id}), {as_known(self._reader.as_of)}. "
                "`sanctionsgraph trace` shows what is recorded of it."
            )
        return self._assess(entity, ids, measures, always=measure is not None)

    @gc_paused()
    def assess_with(self, entity: EntityRef, more: Iterable[str]) -> AssessmentSet:
        """Assess the events of a thing, if there are any, and more events (ids), by all measures."""
        ids = dict.fromkeys([*self._events_of(entity), *more])
        return self._assess(entity, list(ids), self._regimes.measures, always=False)

    def _assess(
        self, entity: EntityRef | None, ids: Sequence[str], measures: Mapping[str, list[MeasureStep]], always: bool
    ) -> AssessmentSet:
        steps = [step for of_measure in measures.values() for step in of_measure]
        disputed = sorted({step.effect_of for step in steps if step.effect_of})
        self._reader.claims([*ids, *disputed])
        events = self._events.read(ids)
        self._disputes = self._reader.claims(disputed)
        if entity is None:
            self._ceilings = Ceilings(lambda: events, self._regimes)
        else:
            # A ceiling is for all that passed in its period, so all of that is read where one event is asked about.
            under, alike = self._under_ceilings(steps), self._between_the_same(events)
            self._events.read({*under, *(id_ for of_event in alike.values() for id_ in of_event)})
            self._ceilings = Ceilings(partial(self._events.read, under), self._regimes)
            self._alike = {event: self._events.read(of_event) for event, of_event in alike.items()}
        self._weigher = Weigher(self._regimes, self._ceilings, self._disputes, self._country_names)
        of_events = {
            event.id: sorted(
                (each for of_measure in measures.values() if (each := self._assessed(event, of_measure, always))),
                key=partial(self._measure_weight, event),
            )
            for event in events
        }
        ranked = sorted(events, key=lambda event: self._weight(event, of_events[event.id]))
        assessments = tuple(assessment for event in ranked for assessment in of_events[event.id])
        answer = AssessmentSet(
            what=entity,
            as_of=self._reader.as_of,
            events=len(events),
            assessments=assessments,
            bearer=None,
            untouched=(),
            settle=settling_of(assessments if always else shown(assessments)),
            listed_only=self._listed_only(events) if entity else (),
            claims={},
            tree={},
            sources=(),
        )
        return self._with_claims(answer)

    def _with_claims(self, answer: AssessmentSet) -> AssessmentSet:
        """Return an answer with the claims that it cites, what they rest on, and their sources."""
        claims = self._cited(answer.assessments)
        tree = {claim: tuple(bases) for claim, bases in self._reader.tree(claims).items()}
        return replace(answer, claims=claims, tree=tree, sources=self._reader.citations.sources())

    def _listed_only(self, events: Sequence[EventFacts]) -> tuple[ListedOnly, ...]:
        """Return the parties that may have been on a list on the days of the events while its law is not here."""
        with_law = {step.programme for steps in self._regimes.measures.values() for step in steps}
        parties = {party: event for event in events for party in event.taking_part() if event.interval}
        entries = Listings(self._graph, parties, self._reader.as_of, self._regimes.lists.by_dataset).entries
        rows = {
            ListedOnly(party, event.things.names[party], entry.list_name)
            for party, event in parties.items()
            for entry in entries.get(party, ())
            if event.interval
            and not with_law & {version.programme for version in entry.versions}
            and status_during(entry, event.interval.earliest, event.interval.latest) is not ListingStatus.NO
        }
        return tuple(sorted(rows, key=lambda row: (row.name, row.list_name)))

    def _measures(self, measure: str | None) -> Mapping[str, list[MeasureStep]]:
        measures = self._regimes.measures
        if measure is None:
            return measures
        named = {id_: steps for id_, steps in measures.items() if measure in (id_, steps[0].name)}
        if not named:
            raise no_such("measure", measure, measures, {steps[0].name: id_ for id_, steps in measures.items()})
        return named

    def _every_event(self) -> list[str]:
        """Return the ids of all events of which something is claimed and a measure may speak."""
        events = self._reader.read_as(statements.LabelledEntity, statements.EVENTS)
        return [event.id for event in events if assessable(event.labels)]

    def _events_of(self, entity: EntityRef) -> list[str]:
        """Return the ids of the events that are meant by a thing: itself, or those that claims link with it."""
        if "Event" in (entity.kind, *KINDS.get(entity.kind, ())):
            return [entity.id]
        events = self._reader.read_as(statements.LabelledEntity, statements.EVENTS_OF, id=entity.id)
        return [event.id for event in events]

    def _under_ceilings(self, steps: Iterable[MeasureStep]) -> list[str]:
        """Return the ids of all transfers that are claimed to have passed goods under a ceiling."""
        capped = {kind for step in steps if step.cap for kind in step.goods}
        return self._reader.ids(statements.TRANSFERS_OF, goods=self._regimes.goods.within(capped)) if capped else []

    def _between_the_same(self, events: Sequence[EventFacts]) -> dict[str, list[str]]:
        """Return, for each event, the ids of other transfers between the same two, of which a denial may speak."""
        ids_by_event = {event.id: [event.id, *event.transfers] for event in events}
        ids = sorted({id_ for of_event in ids_by_event.values() for id_ in of_event})
        like: dict[str, set[str]] = defaultdict(set)
        for row in self._reader.read_as(statements.LikeTransfer, statements.BETWEEN_SAME, ids=ids):
            like[row.event].add(row.id)
        return {event: sorted(set().union(*(like[id_] for id_ in of)) - set(of)) for event, of in ids_by_event.items()}

    def _assessed(self, event: EventFacts, steps: Sequence[MeasureStep], always: bool) -> Assessment | None:
        """Return the weakest reading over the steps that the event's days touch; of what lasted, the strongest.

        Where States differ on which law stood, the outcome is theirs if it is the same on each reading, else contested.
        None where the measure did not stand then, unless `always`.
        """
        readings = select(steps, event)
        if not always and not readings[0][0].stood:
            return None
        assessments = [self._over(event, of_reading) for of_reading in readings]
        if len(assessments) == 1 or len({assessment.outcome for assessment in assessments}) == 1:
            return assessments[0]
        return differing(assessments, readings)

    def _over(self, event: EventFacts, readings: Sequence[Reading]) -> Assessment:
        """Return the assessment over the steps that follow each other on one reading of the law."""
        if event.lasted:
            parts = [
                (event.during(each.step.since, each.step.until) if each.stood else event, each) for each in readings
            ]
        else:
            parts = [(event, each) for each in readings]
        assessments = [self._assess_step(part, each) for part, each in parts]
        if len(assessments) == 1:
            return assessments[0]
        chosen = (stronger if event.lasted else weaker)(*(assessment.outcome for assessment in assessments))
        return next(assessment for assessment in assessments if assessment.outcome is chosen)

    def _assess_step(self, event: EventFacts, reading: Reading) -> Assessment:
        """Assess one event by one step."""
        step = reading.step
        exemption, stood = self._exemptions.weigh(event, step)
        weighed = self._weigher.weigh(event, reading, exemption)
        types = self._types(event)
        unrenewed = not_known_to_stand(event, step)
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
            outcome=weighed.outcome,
            touches=touches(weighed.elements, step, event.involved),
            open_condition=open_condition(weighed.elements, step),
            elements=tuple(
                self._element(kind, each, weighed.shown_by if kind is ElementKind.ACT else PROPERTIES[kind], types)
                for kind, each in weighed.elements.items()
            ),
            bearers=weighed.bearers,
            warnings=(f"{step.name}: {unrenewed}",) if unrenewed else (),
            exemption=ExemptionSummary(exemption.status, tuple(each.answered for each in stood)),
            answers=self._answers(event, step),
            as_of=self._reader.as_of,
        )

    @cached_property
    def _country_names(self) -> Mapping[str, str]:
        return {country.id: country.name for country in self._graph.read_as(KindName, _COUNTRIES)}

    def _weight(self, event: EventFacts, assessments: Iterable[Assessment]) -> CaseWeight:
        """Return how much an event weighs, by the heaviest law that it touches."""
        classes = [self._law_class(event, each) for each in assessments if each.touches]
        return CaseWeight.of(event.id, min(classes, default=LawClass.NONE), event.claims)

    def _measure_weight(self, event: EventFacts, assessment: Assessment) -> tuple[int, bool, bool, LawClass]:
        """Return where a measure stands among those of one event: the firmest outcome first.

        Of equals, what the event touches comes first, then what hangs on a condition alone, then a ban.
        """
        return (
            -_FIRMNESS[assessment.outcome],
            not assessment.touches,
            not assessment.open_condition,
            self._law_class(event, assessment),
        )

    def _law_class(self, event: EventFacts, assessment: Assessment) -> LawClass:
        step = self._steps_by_id[assessment.step]
        return law_class((duty.act for duty in step.duties), step.threshold, event.kind == "Launch")

    @cached_property
    def _steps_by_id(self) -> Mapping[str, MeasureStep]:
        return {step.id: step for steps in self._regimes.measures.values() for step in steps}

    def _types(self, event: EventFacts) -> frozenset[EventType]:
        """Return the types of an event, by which it is told what would settle it."""
        if event.id not in self._types_of:
            claims = (*event.claims, *event.transfer_claims)
            self._types_of[event.id] = types_of(event.kind, claims, self._regimes.goods.covers)
        return self._types_of[event.id]

    def _element(
        self, kind: ElementKind, weighed: Weighed, settling: tuple[Property, ...], types: frozenset[EventType]
    ) -> Element:
        """Return an element of an answer, made once: most are the same in many measures."""
        asked = (kind, weighed, settling, types)
        if asked in self._elements:
            return self._elements[asked]
        if weighed.claims not in self._carried:
            claims = [claim for claim in weighed.claims if claim in self._reader.claims_by_id]
            for claim in claims:
                self._reader.citations.number(self._reader.claims_by_id[claim].report)
            roots = tuple(self._reader.root_reports(claims))
            self._carried[weighed.claims] = (roots, *self._reader.independence(claims))
        roots, independence, why = self._carried[weighed.claims]
        closed = weighed.status in (Status.MET, Status.NOT_MET)
        settle_by = () if closed else settled_by(types, *settling)
        element = Element(kind, weighed.status, weighed.because, weighed.claims, roots, independence, why, settle_by)
        self._elements[asked] = element
        return element

    def _answers(self, event: EventFacts, step: MeasureStep) -> tuple[PartyAnswer, ...]:
        """Return denials, justifications and refusals to speak: of the event, and of what it may have been.

        Where one event is asked about, denials and justifications of like transfers between the same two as well.
        """
        answers = self._own_answers(event)
        for other in self._alike.get(event.id, []):
            if object_(other, step, self._regimes).status not in (Status.NOT_MET, Status.UNKNOWN):
                answers += tuple(self._party_answer(c) for c in other.claims if c.stance in _ANSWERS_ELSEWHERE)
        return tuple(sorted(answers, key=lambda answer: (answer.since, answer.id)))

    def _own_answers(self, event: EventFacts) -> tuple[PartyAnswer, ...]:
        if event.id not in self._answered:
            claims = [claim for claim in (*event.claims, *event.transfer_claims) if claim.stance in _ANSWERS]
            self._answered[event.id] = tuple(map(self._party_answer, claims))
        return self._answered[event.id]

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


_FIRMNESS = {outcome: firmness for firmness, outcome in enumerate(OUTCOMES)}
_COUNTRIES = "MATCH (c:Entity:Country) RETURN c.id AS id, c.name AS name ORDER BY id"


def settling_of(assessments: Iterable[Assessment]) -> tuple[SettlingStep, ...]:
    """Return what would close open elements, what closes most of them first: a checklist for a collector."""
    closes: dict[str, list[str]] = {}
    for assessment in assessments:
        for element in assessment.elements:
            for step in element.settle_by:
                closes.setdefault(step, []).append(f"{assessment.event} {assessment.measure} {element.element}")
    return settling_steps(closes)
