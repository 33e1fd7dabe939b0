"""The chain behind a place, an event or a person: seen, leads to, before, may be, forbidden by, unknown.

Each fact in it comes from a claim or a record; nothing is added. A trace never says that a measure was broken.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...graph.store import EntityRef, Graph
from ...schema.dates import DayLike, HalfDate, known_by
from ...schema.vocabulary import KINDS, Property, Stance
from ..assessment.regime import Regimes
from ..evidence import statements
from ..evidence.claims import CitedClaim, ClaimAnswer
from ..evidence.reader import EvidenceReader
from ..evidence.rules import TRANSFER_ELEMENTS, Status, settled_by, weigh
from .answer import (
    EARLIER,
    INVOLVES,
    LINKS,
    NAMED,
    RESTS,
    SUBJECT,
    AllegedTransfer,
    CitedRecord,
    NamedValue,
    ObservedEvent,
    Trace,
    TransferElement,
    TransferLeg,
)
from .border import distinct, meetings_before, observations_after, stations_across
from .gaps import gaps, would_settle
from .law import measures_in_force

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
    """A transfer, how it is linked to the subject, and the observations that claims about it rest on."""

    event: str
    name: str
    link: str
    rests_on: frozenset[str] = frozenset()


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
        # The latest first, so that its sources get the first numbers.
        latest_first = sorted(observations, key=lambda o: (_date_of(claims[o.id]), o.id), reverse=True)
        observed = tuple(self._observed(event, claims[event.id]) for event in latest_first)
        focus = observed[0] if observed else None
        station = subject if "Place" in self._family else _place_of(claims[o.id] for o in observations)
        leads_to, own_states = stations_across(reader, station) if station else ((), [])
        seen_on = HalfDate.parse(focus.date).earliest if focus and focus.date else None
        before = meetings_before(reader, own_states, leads_to, seen_on) if seen_on else ()
        may_be = self._alleged(links, claims, focus)
        return Trace(
            what=self._subject,
            as_of=reader.as_of,
            records=self._records() if "Place" not in self._family else (),
            seen=observed,
            after=observations_after(reader, subject) if "Event" in self._family else (),
            leads_to=leads_to,
            before=before,
            may_be=may_be,
            forbidden_by=measures_in_force(regimes, may_be, focus),
            unknown=gaps(focus, may_be),
            would_settle=would_settle(focus, may_be),
            sources=reader.citations.sources(),
        )

    def _observations(self) -> list[statements.NamedEvent]:
        subject = self._subject
        if "Transfer" in self._family:
            return []
        if "Observation" in self._family:
            return [statements.NamedEvent(subject.id, subject.name)]
        return self._reader.read_as(statements.NamedEvent, statements.OBSERVED_AT, id=subject.id)

    def _links(self, observations: list[statements.NamedEvent]) -> list[_Link]:
        """Return the transfers that observations may show or that involve the subject, the closest linked first."""
        subject, reader = self._subject, self._reader
        if "Transfer" in self._family:
            return [_Link(subject.id, subject.name, SUBJECT)]
        if not observations:
            rows = reader.read_as(statements.NamedEvent, statements.INVOLVING, id=subject.id)
            return [_Link(row.id, row.name, INVOLVES) for row in rows]
        ids = [event.id for event in observations]
        links: dict[str, _Link] = {}
        for row in reader.read_as(statements.LinkedTransfer, statements.LINKED_TRANSFERS, ids=ids):
            rests_on = links[row.id].rests_on if row.id in links else frozenset()
            links[row.id] = _Link(row.id, row.name, RESTS, rests_on | {row.event})
        for event in reader.read_as(statements.NamedEvent, statements.NAMED_TOGETHER, ids=ids):
            links.setdefault(event.id, _Link(event.id, event.name, NAMED))
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
        self, links: Sequence[_Link], claims: Mapping[str, list[CitedClaim]], focus: ObservedEvent | None
    ) -> tuple[AllegedTransfer, ...]:
        """Return the transfers: the closest linked first, then the best carried, then those of most claims."""
        answers = self._reader.answers([claim.id for link in links for claim in claims[link.event]])
        leg_claims = self._reader.claims(
            sorted({c.entity for link in links for c in claims[link.event] if c.property == Property.LEG and c.entity})
        )
        transfers = [self._transfer(link, claims[link.event], focus, answers, leg_claims) for link in links]
        weights = [Status.MET, Status.CONTESTED, Status.SUGGESTED, Status.UNKNOWN]
        return tuple(
            sorted(
                transfers,
                key=lambda t: (
                    *(LINKS.index(t.link), weights.index(Status(t.elements[0].status))),
                    *(-len(t.claims), t.event),
                ),
            )
        )

    def _transfer(
        self,
        link: _Link,
        claims: list[CitedClaim],
        focus: ObservedEvent | None,
        answers: list[ClaimAnswer],
        leg_claims: Mapping[str, list[CitedClaim]],
    ) -> AllegedTransfer:
        rests_on_focus = link.link == RESTS and focus is not None and focus.event in link.rests_on
        cited = tuple(self._reader.cite(claim) for claim in claims)
        doubts = [claim for claim in cited if claim.leaves_open]
        return AllegedTransfer(
            event=link.event,
            name=link.name,
            link=EARLIER if link.link == RESTS and focus and not rests_on_focus else link.link,
            elements=tuple(self._element(element, cited) for element in TRANSFER_ELEMENTS),
            doubts=(*doubts, *(focus.open_claims if focus and rests_on_focus else ())),
            answers=tuple(answer for answer in answers if answer.event == link.event),
            legality=tuple(c for c in cited if c.property == Property.LEGALITY and c.stance is Stance.ASSERTS),
            legs=tuple(self._legs(cited, leg_claims)),
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

    def _element(self, element: Property, cited: Sequence[CitedClaim]) -> TransferElement:
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
            settle_by=() if weighed.status is Status.MET else settled_by(element),
        )


def _date_of(claims: Iterable[CitedClaim]) -> str:
    """Return the first date that is stated for an event; empty where none is."""
    return min((c.value for c in claims if c.property == Property.DATE and c.value and c.earliest), default="")


def _place_of(claims_by_event: Iterable[list[CitedClaim]]) -> str | None:
    """Return the first place that is stated for an event."""
    places = (c.entity for claims in claims_by_event for c in claims if c.property == Property.PLACE and c.entity)
    return next(places, None)


def _sorted(texts: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(sorted({text for text in texts if text}))
