"""The chain behind a place, an event or a person: seen, leads to, before, may be, forbidden by, unknown.

Each fact in it comes from a claim or a record; nothing is added. A trace never says that a measure was broken.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ...graph.store import EntityRef, Graph
from ...schema.dates import DayLike, HalfDate, known_by
from ...schema.vocabulary import KINDS, Property, Stance
from ..assessment.answer import shown
from ..assessment.assess import Assessor, assessable, settling_of
from ..assessment.regime import Regimes
from ..evidence import statements
from ..evidence.claims import CitedClaim
from ..evidence.ranking import CaseWeight
from ..evidence.reader import EvidenceReader
from ..evidence.rules import TRANSFER_ELEMENTS, Status, weigh
from ..evidence.settling import EventType, settled_by, types_of
from .answer import (
    EARLIER,
    INVOLVES,
    LATER,
    LINKS,
    NAMED,
    RESTS,
    SUBJECT,
    AllegedTransfer,
    CitedRecord,
    ClaimedElement,
    ClaimedEvent,
    NamedValue,
    ObservedEvent,
    Trace,
    TransferElement,
    TransferLeg,
)
from .border import distinct, meetings_before, observations_after, stations_across
from .gaps import gaps, would_settle
from .law import States, TouchedStep, heaviest, law_day, measures_in_force, steps_touched

#: Properties of an observation that its date, place and counts show already.
_SHOWN_APART = (Property.QUANTITY, Property.DATE, Property.PLACE, Property.EXISTS)


def trace(graph: Graph, subject: str, *, as_of: DayLike | None = None) -> Trace:
    """Return the chain behind a thing (id or name), as known on a day; without it, all that is known.

    The subject is a place, an observation, a transfer, a meeting, a person. Raises NotFound or Ambiguous for the name.
    """
    day = known_by(as_of)
    return trace_entity(EvidenceReader(graph, day), graph.entity(subject), Regimes(graph, day))


def trace_entity(reader: EvidenceReader, subject: EntityRef, regimes: Regimes) -> Trace:
    """Return the chain behind an entity, as known on the reader's day, by the law that was read before."""
    return _TraceBuilder(reader, subject).trace(regimes)


@dataclass(frozen=True, slots=True)
class _Link:
    """A transfer, how it is linked to the subject, and the observations through which it is."""

    event: str
    name: str
    link: str
    observations: frozenset[str] = frozenset()


class _TraceBuilder:
    """One trace under construction; sources are numbered in the order in which its parts are built."""

    def __init__(self, reader: EvidenceReader, subject: EntityRef) -> None:
        self._subject = subject
        self._family = {subject.kind, *KINDS.get(subject.kind, ())}
        self._reader = reader

    def trace(self, regimes: Regimes) -> Trace:
        """Return the trace."""
        reader, subject = self._reader, self._subject.id
        observations = self._observations()
        links = self._links(observations)
        claims = reader.claims([*(o.id for o in observations), *(link.event for link in links)])
        dates = {o.id: _date_of(claims[o.id]) for o in observations}
        states = self._states(links, claims)
        days = {link.event: law_day(claims[link.event], link.observations, dates) for link in links}
        touched = {id_: steps_touched(regimes, claims[id_], on, states) for id_, on in days.items()}
        links = self._ranked(links, claims, touched)
        focus_id = _focus(links, dates)
        # The focus first, then the latest, so that their sources get the first numbers.
        ordered = sorted(observations, key=lambda o: (o.id == focus_id, dates[o.id], o.id), reverse=True)
        observed = [self._observed(event, claims[event.id]) for event in ordered]
        focus = observed[0] if observed else None
        station = subject if "Place" in self._family else _place_of(claims[o.id] for o in observations)
        leads_to, own_states = stations_across(reader, station) if station else ((), [])
        seen_on = HalfDate.parse(focus.date).earliest if focus and focus.date else None
        before = meetings_before(reader, own_states, leads_to, seen_on) if seen_on else ()
        may_be = self._alleged(links, claims, focus, dates, regimes)
        observed_types = self._observed_types(focus, may_be, claims, regimes)
        return Trace(
            what=self._subject,
            as_of=reader.as_of,
            focus=focus_id,
            records=self._records() if "Place" not in self._family else (),
            of_event=self._of_event(regimes),
            seen=tuple(sorted(observed, key=lambda event: (event.date or "", event.event), reverse=True)),
            after=observations_after(reader, subject) if "Event" in self._family else (),
            leads_to=leads_to,
            before=before,
            may_be=may_be,
            forbidden_by=measures_in_force(regimes, may_be, touched),
            unknown=gaps(focus, may_be),
            would_settle=would_settle(focus, may_be, observed_types),
            sources=reader.citations.sources(),
        )

    def _states(self, links: Iterable[_Link], claims: Mapping[str, list[CitedClaim]]) -> States:
        """Return the States in which the ends of transfers are recorded to lie, by place."""
        ends = {
            claim.entity
            for link in links
            for claim in claims[link.event]
            if claim.property in (Property.FROM, Property.TO) and claim.entity
        }
        states: dict[str, list[str]] = defaultdict(list)
        rows = self._reader.read_as(statements.CountryOfPlace, statements.COUNTRIES, ids=sorted(ends)) if ends else ()
        for row in rows:
            states[row.place].append(row.id)
        return states

    def _ranked(
        self,
        links: Iterable[_Link],
        claims: Mapping[str, list[CitedClaim]],
        touched: Mapping[str, Sequence[TouchedStep]],
    ) -> list[_Link]:
        """Return the links by weight; what is only named in the same report comes after what is linked by claims."""

        def key(link: _Link) -> tuple[bool, CaseWeight]:
            return link.link == NAMED, CaseWeight.of(link.event, heaviest(touched[link.event]), claims[link.event])

        return sorted(links, key=key)

    def _observed_types(
        self,
        focus: ObservedEvent | None,
        may_be: Sequence[AllegedTransfer],
        claims: Mapping[str, list[CitedClaim]],
        regimes: Regimes,
    ) -> frozenset[EventType]:
        """Return the types of the focus: that it was seen, and those of what it may have been."""
        of_transfers = [c for transfer in may_be if transfer.link == RESTS for c in claims[transfer.event]]
        return types_of("Observation", of_transfers, regimes.goods.covers) if focus else frozenset()

    def _of_event(self, regimes: Regimes) -> ClaimedEvent | None:
        """Return what is claimed of the subject, where it is an event of another kind than those that are linked."""
        if "Event" not in self._family or {"Transfer", "Observation"} & self._family:
            return None
        claims = self._reader.claims([self._subject.id])[self._subject.id]
        if not claims:
            return None
        cited = tuple(self._reader.cite(claim) for claim in claims)
        answer = Assessor(self._reader.graph, self._reader, regimes).assess_with(self._subject, ())
        measures = shown(answer.assessments) if assessable(self._family) else ()
        types = types_of(self._subject.kind, cited, regimes.goods.covers)
        properties = list(dict.fromkeys(claim.property for claim in cited if claim.property != Property.LEGALITY))
        ordered = [prop for prop in Property if prop in properties]
        return ClaimedEvent(
            elements=tuple(self._claimed(prop, cited, types) for prop in ordered),
            measures=measures,
            answers=tuple(self._reader.answers([claim.id for claim in cited])),
            legality=tuple(c for c in cited if c.property == Property.LEGALITY and c.stance is Stance.ASSERTS),
            would_settle=settling_of(measures),
            claims=cited,
        )

    def _claimed(self, prop: Property, cited: Sequence[CitedClaim], types: frozenset[EventType]) -> ClaimedElement:
        element = self._element(prop, cited, types)
        return ClaimedElement(prop, element.status, element.because, element.values, element.claims, element.roots)

    def _observations(self) -> list[statements.NamedEvent]:
        subject = self._subject
        if "Transfer" in self._family:
            return []
        if "Observation" in self._family:
            return [statements.NamedEvent(subject.id, subject.name)]
        return self._reader.read_as(statements.NamedEvent, statements.OBSERVED_AT, id=subject.id)

    def _links(self, observations: list[statements.NamedEvent]) -> list[_Link]:
        """Return the transfers that observations may show or that involve the subject, the without an order."""
        subject, reader = self._subject, self._reader
        if "Transfer" in self._family:
            return [_Link(subject.id, subject.name, SUBJECT)]
        ids = [event.id for event in observations]
        links: dict[str, _Link] = {}
        for row in reader.read_as(statements.LinkedTransfer, statements.LINKED_TRANSFERS, ids=ids) if ids else ():
            earlier = links[row.id].observations if row.id in links else frozenset()
            links[row.id] = _Link(row.id, row.name, RESTS, earlier | {row.event})
        if "Observation" not in self._family:
            for event in reader.read_as(statements.NamedEvent, statements.INVOLVING, id=subject.id):
                links.setdefault(event.id, _Link(event.id, event.name, INVOLVES))
        for row in reader.read_as(statements.LinkedTransfer, statements.NAMED_TOGETHER, ids=ids) if ids else ():
            link = links.get(row.id, _Link(row.id, row.name, NAMED))
            if link.link == NAMED:
                links[row.id] = _Link(row.id, row.name, NAMED, link.observations | {row.event})
        return list(links.values())

    def _observed(self, event: statements.NamedEvent, claims: list[CitedClaim]) -> ObservedEvent:
        reader = self._reader
        cited = tuple(reader.cite(claim) for claim in claims)
        # A claim that rests on another of the same property repeats it.
        ids_by_property: dict[str, set[str]] = defaultdict(set)
        for claim in claims:
            ids_by_property[claim.property].add(claim.id)
        first_hand = [claim for claim in cited if not ids_by_property[claim.property].intersection(claim.rests_on)]
        roots = reader.root_reports(claim.id for claim in claims)
        return ObservedEvent(
            event=event.id,
            name=event.name,
            date=_date_of(claims) or None,
            places=_sorted(c.entity_name for c in cited if c.property == Property.PLACE),
            counts=tuple(claim for claim in first_hand if claim.property == Property.QUANTITY),
            said=tuple(claim for claim in first_hand if claim.property not in _SHOWN_APART),
            claims=cited,
            roots=tuple(roots),
            carried_by=tuple(sorted({claim.source for claim in cited} - {reader.citations.number(r) for r in roots})),
            independence=reader.independence(claim.id for claim in claims)[0],
        )

    def _records(self) -> tuple[CitedRecord, ...]:
        """Return what structured sources record of the subject: posts, listings, meetings."""
        rows = self._reader.read_as(statements.RecordRow, statements.RECORDS, id=self._subject.id)
        return tuple(
            CitedRecord(
                *(row.id, row.kind, row.name, row.start, row.end, row.list, row.summary, row.report),
                source=self._reader.citations.number(row.report),
            )
            for row in rows
        )

    def _alleged(
        self,
        links: Sequence[_Link],
        claims: Mapping[str, list[CitedClaim]],
        focus: ObservedEvent | None,
        dates: Mapping[str, str],
        regimes: Regimes,
    ) -> tuple[AllegedTransfer, ...]:
        """Return the transfers; of each link those of the focus first, then the others, each in the order of weight."""
        answers = self._reader.answers([claim.id for link in links for claim in claims[link.event]])
        leg_claims = self._reader.claims(
            sorted({c.entity for link in links for c in claims[link.event] if c.property == Property.LEG and c.entity})
        )
        types = {link.event: types_of("Transfer", claims[link.event], regimes.goods.covers) for link in links}
        transfers = [
            self._transfer(link, _link_to(link, focus, dates), claims[link.event], focus, types[link.event])
            for link in links
        ]
        return tuple(
            replace(
                transfer,
                answers=tuple(answer for answer in answers if answer.event == transfer.event),
                legs=tuple(self._legs(transfer.claims, leg_claims)),
            )
            for transfer in sorted(transfers, key=lambda transfer: LINKS.index(transfer.link))
        )

    def _transfer(
        self,
        link: _Link,
        how: str,
        claims: list[CitedClaim],
        focus: ObservedEvent | None,
        types: frozenset[EventType],
    ) -> AllegedTransfer:
        cited = tuple(self._reader.cite(claim) for claim in claims)
        doubts = [claim for claim in cited if claim.leaves_open]
        return AllegedTransfer(
            event=link.event,
            name=link.name,
            link=how,
            elements=tuple(self._element(element, cited, types) for element in TRANSFER_ELEMENTS),
            doubts=(*doubts, *(focus.open_claims if focus and how == RESTS else ())),
            answers=(),
            legality=tuple(c for c in cited if c.property == Property.LEGALITY and c.stance is Stance.ASSERTS),
            legs=(),
            claims=cited,
        )

    def _legs(self, cited: Sequence[CitedClaim], leg_claims: Mapping[str, list[CitedClaim]]) -> Iterator[TransferLeg]:
        """Yield the legs that a transfer is claimed to have."""
        on_legs = [claim for claim in cited if claim.property == Property.LEG and claim.entity]
        for leg in sorted({claim.entity for claim in on_legs if claim.entity}):
            naming = [claim for claim in on_legs if claim.entity == leg]
            claims = tuple(self._reader.cite(claim) for claim in leg_claims[leg])
            affirmed = [claim for claim in claims if claim.affirms]
            values = {
                prop: _sorted(c.entity_name or c.value for c in affirmed if c.property == prop)
                for prop in (Property.FROM, Property.TO, Property.MODE, Property.CARRIER, Property.DATE)
            }
            yield TransferLeg(
                *(leg, naming[0].entity_name or leg, distinct(claim.source for claim in naming), claims),
                from_=values[Property.FROM],
                to=values[Property.TO],
                mode=values[Property.MODE],
                carrier=values[Property.CARRIER],
                date=values[Property.DATE],
            )

    def _element(self, element: Property, cited: Sequence[CitedClaim], types: frozenset[EventType]) -> TransferElement:
        weighed = weigh(cited, element)
        on_element = [claim for claim in cited if claim.property == element]
        affirming = [claim for claim in on_element if claim.affirms]
        ids = [claim.id for claim in affirming]
        things = {c.entity: NamedValue(c.entity, c.entity_name or c.entity) for c in affirming if c.entity}
        values: tuple[NamedValue | str, ...] = tuple(things[id_] for id_ in sorted(things))
        if not values and element != Property.EXISTS:
            values = _sorted(claim.measured for claim in affirming if claim.value)
        return TransferElement(
            element=str(element),
            status=str(weighed.status),
            because=weighed.because,
            values=values,
            claims=tuple(claim.id for claim in on_element),
            roots=tuple(self._reader.root_reports(ids)),
            independence=self._reader.independence(ids)[0],
            settle_by=() if weighed.status is Status.MET else settled_by(types, element),
        )


def _focus(links: Sequence[_Link], dates: Mapping[str, str]) -> str | None:
    """Return the latest observation that the weightiest allegation rests on; the latest of all where there is none."""
    resting = next((link.observations for link in links if link.link == RESTS), None) or dates.keys()
    return max(resting, key=lambda event: (dates.get(event, ""), event), default=None)


def _link_to(link: _Link, focus: ObservedEvent | None, dates: Mapping[str, str]) -> str:
    """Return how a transfer is linked; what rests on other observations than the focus is earlier or later."""
    if link.link != RESTS or focus is None or focus.event in link.observations:
        return link.link
    latest = max(dates.get(event, "") for event in link.observations)
    return LATER if latest > dates[focus.event] else EARLIER


def _date_of(claims: Iterable[CitedClaim]) -> str:
    """Return the first date that is stated for an event; empty where none is."""
    return min((c.value for c in claims if c.property == Property.DATE and c.value and c.earliest), default="")


def _place_of(claims_by_event: Iterable[list[CitedClaim]]) -> str | None:
    """Return the first place that is stated for an event."""
    places = (c.entity for claims in claims_by_event for c in claims if c.property == Property.PLACE and c.entity)
    return next(places, None)


def _sorted(texts: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(sorted({text for text in texts if text}))
