"""Events as known on a day, with all that an assessment asks of them, read in batches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from typing import TypeAlias

from ...schema.dates import FOREVER
from ...schema.vocabulary import Property, Stance, kind_of
from ..evidence import statements
from ..evidence.claims import CitedClaim
from ..evidence.reader import EvidenceReader
from ..evidence.rules import Status, Weighed, strongest, weakest, weigh
from .party_facts import PartyFacts, is_

#: Properties whose values are things of which State, flag or listing is asked.
_VALUES = frozenset(
    {
        *(Property.FROM, Property.TO, Property.PLACE, Property.ROUTE, Property.ORIGIN, Property.TRANSIT),
        *(Property.CARRIER, Property.PARTICIPANT, Property.OMISSION),
    }
)
#: Properties whose values may be designated.
PARTIES = (Property.PARTICIPANT, Property.CARRIER, Property.FROM, Property.TO)
_Claims: TypeAlias = Sequence[CitedClaim]
_LISTABLE = frozenset({"Person", "Organization", "Vessel"})


@dataclass(frozen=True)
class Interval:
    """The days on which an event may have been, both included, and how far that is carried."""

    earliest: str
    latest: str
    weighed: Weighed

    def __str__(self) -> str:
        return self.earliest if self.earliest == self.latest else f"{self.earliest}/{self.latest}"

    def touches(self, since: str, until: str) -> bool:
        """Whether one of the days lies in the half-open interval from `since` to before `until`."""
        return since <= self.latest and self.earliest < until

    def within(self, since: str, until: str) -> bool:
        """Whether all days lie in the half-open interval from `since` to before `until`."""
        return since <= self.earliest and self.latest < until


@dataclass
class EventFacts:
    """One event with its claims.

    Of an observation, `linked` are the claims of its own observers that a transfer rests on it, `transfers` these
    transfers, and `transfer_claims` all claims about them. `sightings` are the dates of the observations from which a
    transfer is concluded.
    """

    id: str
    name: str
    kind: str
    claims: Sequence[CitedClaim]
    things: PartyFacts
    linked: Sequence[CitedClaim] = ()
    transfer_claims: Sequence[CitedClaim] = ()
    transfers: Sequence[str] = ()
    sightings: Sequence[statements.ObservedDate] = ()
    #: By what was asked.
    _weighed: dict[Hashable, Weighed] = field(default_factory=dict)
    _values: dict[Property, Sequence[str]] = field(default_factory=dict)
    _states: dict[Property, Mapping[str, Weighed]] = field(default_factory=dict)

    @property
    def observed(self) -> bool:
        """Whether it is an observation, of which claims say what it may have been."""
        return self.kind == "Observation"

    @cached_property
    def what_it_may_be(self) -> list[CitedClaim]:
        """Claims on what it was: its own, and of an observation those that rest on it; that one was made is no act."""
        claims = [claim for claim in self.claims if not (self.observed and claim.property == Property.EXISTS)]
        return [*claims, *self.linked]

    @cached_property
    def goods_it_may_be(self) -> _Claims:
        """Claims on the goods that it was, or may have been."""
        return [claim for claim in self.what_it_may_be if claim.property is Property.GOODS]

    @cached_property
    def _by_property(self) -> dict[Property, list[CitedClaim]]:
        claims: dict[Property, list[CitedClaim]] = defaultdict(list)
        for claim in self.claims:
            claims[claim.property].append(claim)
        return claims

    def of(self, prop: Property) -> Sequence[CitedClaim]:
        """Return the event's own claims on a property."""
        return self._by_property.get(prop, ())

    def once(self, asked: Hashable, weigh_: Callable[[], Weighed]) -> Weighed:
        """Return what `weigh_` gives, worked out once: the steps of all measures ask the same of an event."""
        if asked not in self._weighed:
            self._weighed[asked] = weigh_()
        return self._weighed[asked]

    def weigh(self, prop: Property) -> Weighed:
        """Weigh one property by the event's own claims."""
        return self.once(prop, lambda: weigh(self.of(prop), prop))

    def weigh_value(self, prop: Property, thing: str) -> Weighed:
        """Weigh that a property is a certain thing."""
        return self.once((prop, thing), lambda: weigh(self.of(prop), prop, is_(thing)))

    def weigh_act(self, prop: Property) -> Weighed:
        """Weigh that it took place, or that something was left undone, by the claims on what it may be."""
        return self.once(("act", prop), lambda: weigh(self.what_it_may_be, prop))

    def shown(self, condition: str) -> Weighed:
        """Weigh that a condition of an exemption, or the threshold of a step, is fulfilled."""
        return self._on_condition("shown", condition, lambda claims: claims)

    def broken(self, condition: str) -> Weighed:
        """Weigh that a condition was not kept, by the claims that deny it."""
        return self._on_condition("broken", condition, _turned)

    def _on_condition(self, asked: str, condition: str, claims_of: Callable[[_Claims], _Claims]) -> Weighed:
        claims = self._by_condition.get(condition)
        if claims is None:
            return weigh((), Property.EXEMPTION)
        return self.once((asked, condition), lambda: weigh(claims_of(claims), Property.EXEMPTION))

    @cached_property
    def undone(self) -> Weighed:
        """Weigh that it did not take place, by the claims that deny it: unknown where one says that it did."""
        claims = self.of(Property.EXISTS)
        if any(claim.affirms for claim in claims):
            return Weighed(Status.UNKNOWN, "a source says that it took place")
        return weigh(_turned(claims), Property.EXISTS)

    @cached_property
    def _by_condition(self) -> dict[str, list[CitedClaim]]:
        claims: dict[str, list[CitedClaim]] = defaultdict(list)
        for claim in self.of(Property.EXEMPTION):
            if claim.condition:
                claims[claim.condition].append(claim)
        return claims

    def valued(self, prop: Property, values: Collection[str]) -> Weighed:
        """Weigh that a property has one of some values, where these are words."""
        claims = [claim for claim in self.of(prop) if claim.value in values]
        return weigh(claims, prop)

    def states_by(self, prop: Property) -> Mapping[str, Weighed]:
        """Return the States to which the values of a property lead, and how far that is carried."""
        if prop not in self._states:
            links: dict[str, Weighed] = {}
            for thing in self.values(prop):
                for country, way in self.things.states(thing).items():
                    link = self._linked(prop, thing, way)
                    links[country] = strongest(links[country], link) if country in links else link
            self._states[prop] = links
        return self._states[prop]

    def _linked(self, prop: Property, thing: str, way: Weighed) -> Weighed:
        """Weigh that a property leads to a State by a thing: as far as the claim on it and the link are carried."""
        named = self.weigh_value(prop, thing)
        both = weakest(named, way)
        return Weighed(both.status, both.because, tuple(dict.fromkeys((*named.claims, *way.claims))))

    def may_be(self, kinds: Collection[str]) -> Weighed | None:
        """Weigh that an event of no kind is of one of some kinds, by the claims on it; None where there is none."""
        claims = [claim for claim in self.of(Property.KIND) if claim.affirms and claim.value in kinds]
        if self.kind != "Event" or not claims:
            return None
        weighed = weigh(claims, Property.KIND)
        named = ", ".join(sorted({claim.value or "" for claim in claims}))
        return Weighed(weighed.status, f"that it is of kind {named}: {weighed.because}", weighed.claims)

    def values(self, prop: Property) -> Sequence[str]:
        """Return the ids of the things put forward as a property."""
        if prop not in self._values:
            self._values[prop] = sorted({claim.entity for claim in self.of(prop) if claim.entity and claim.affirms})
        return self._values[prop]

    def taking_part(self, roles: Iterable[Property] = PARTIES) -> list[str]:
        """Return the persons, organizations and ships that are claimed to take part, send, receive or carry."""
        parties = {thing for prop in roles for thing in self.values(prop)}
        return sorted(party for party in parties if _LISTABLE & set(self.things.kinds.get(party, ())))

    @cached_property
    def involved(self) -> frozenset[str]:
        """The States that its claims lead to by any property, and those of the transfers that rest on it."""
        things = {claim.entity for claim in (*self.claims, *self.transfer_claims) if claim.entity and claim.affirms}
        return frozenset(state for thing in things for state in self.things.states(thing))

    @cached_property
    def lasted(self) -> bool:
        """Whether it is a state of affairs that lasted, not an event of a day that is not known exactly."""
        return any(claim.affirms and claim.earliest for claim in self.of(Property.PERIOD))

    def during(self, since: str, until: str) -> EventFacts:
        """Return the same state of affairs on its days from `since` to before `until` alone."""
        when = self.interval
        if when is None or when.within(since, until):
            return self
        part = copy(self)
        last = (date.fromisoformat(until) - timedelta(days=1)).isoformat() if until < FOREVER else until
        part.__dict__["interval"] = Interval(max(when.earliest, since), min(when.latest, last), when.weighed)
        return part

    @cached_property
    def interval(self) -> Interval | None:
        """When it was, by the best carried of its dates; None where none is stated.

        Of a state of affairs that lasted, the days from its first to its last.
        """
        prop = Property.PERIOD if self.lasted else Property.DATE
        weighed = self.weigh(prop)
        dated = [
            (claim.id, claim.earliest, claim.latest)
            for claim in self.of(prop)
            if claim.affirms and claim.earliest and claim.latest
        ]
        best = [date for date in dated if date[0] in weighed.claims] or dated
        if not best and self.sightings:
            # It is undated, but concluded from what was seen on a day.
            best = [(date.claim, date.earliest, date.latest) for date in self.sightings]
            claims = tuple(dict.fromkeys(id_ for id_, _, _ in best))
            weighed = Weighed(Status.SUGGESTED, "undated; the day of what it is concluded from", claims)
        if not best:
            return None
        return Interval(min(earliest for _, earliest, _ in best), max(latest for *_, latest in best), weighed)

    def state(self, prop: Property, country: str | tuple[str, ...], other: bool = False) -> Weighed:
        """Weigh that a property is, or lies in, a State (or one of several) or, with `other`, any but these."""
        states = (country,) if isinstance(country, str) else country
        asked = (prop, states, other)
        # Asked for each duty of each measure, so without a function to be made for each.
        if asked not in self._weighed:
            self._weighed[asked] = self._state(prop, lambda s: (s in states) is not other)
        return self._weighed[asked]

    def _state(self, prop: Property, matches: Callable[[str], bool]) -> Weighed:
        def fits(claim: CitedClaim) -> bool | None:
            states = self.things.states(claim.entity)
            return any(map(matches, states)) if states else None

        links = [link for country, link in self.states_by(prop).items() if matches(country)]
        return strongest(*links) if links else weigh(self.of(prop), prop, fits)


def _turned(claims: _Claims) -> _Claims:
    """Return claims that something is so as claims that it is not."""
    return [replace(claim, stance=_TURNED[claim.stance]) for claim in claims if claim.stance in _TURNED]


#: A claim on a condition as a claim that it was not kept.
_TURNED = {
    Stance.DENIES: Stance.ASSERTS,
    Stance.DOUBTS: Stance.SUGGESTS,
    Stance.ASSERTS: Stance.DENIES,
}


class EventReader:
    """Reads events as known on the day of a reader of evidence, each of them once."""

    def __init__(self, reader: EvidenceReader) -> None:
        self._reader = reader
        self._by_id: dict[str, EventFacts] = {}

    def read(self, ids: Iterable[str]) -> list[EventFacts]:
        """Return the events of these ids, in that order."""
        ids = list(ids)
        unread = [id_ for id_ in ids if id_ not in self._by_id]
        self._by_id.update({event.id: event for event in read_events(self._reader, unread)} if unread else {})
        return [self._by_id[id_] for id_ in ids]


def read_events(reader: EvidenceReader, ids: Sequence[str]) -> list[EventFacts]:
    """Return the events of these ids, in that order, as known on the reader's day; all read in a few batches."""
    entities = {
        entity.id: entity for entity in reader.read_as(statements.LabelledEntity, statements.KINDS, ids=list(ids))
    }
    claims = reader.claims(list(ids))
    links: dict[str, dict[str, set[tuple[str, str]]]] = defaultdict(lambda: defaultdict(set))
    for link in reader.read_as(statements.RestingTransfer, statements.RESTING, ids=list(ids)):
        links[link.event][link.transfer].add((link.report, link.speaker))
    transfers = reader.claims(sorted({transfer for of_event in links.values() for transfer in of_event}))
    sightings: dict[str, list[statements.ObservedDate]] = defaultdict(list)
    for seen_on in reader.read_as(statements.ObservedDate, statements.SEEN_ON, ids=list(ids)):
        sightings[seen_on.event].append(seen_on)
    # The claims on the dates of what was seen are cited.
    reader.claims(sorted({seen_on.sight for of_event in sightings.values() for seen_on in of_event} - set(ids)))
    things = PartyFacts(
        reader,
        (
            claim.entity
            for by_event in (claims, transfers)
            for of_event in by_event.values()
            for claim in of_event
            if claim.entity and claim.property in _VALUES
        ),
    )
    return [
        EventFacts(
            *(id_, entities[id_].name, kind_of(entities[id_].labels), claims[id_], things),
            linked=[
                claim
                for transfer, voices in links[id_].items()
                for claim in transfers[transfer]
                if (claim.report, claim.speaker_id) in voices and claim.property in (Property.EXISTS, Property.GOODS)
            ],
            transfer_claims=[claim for transfer in sorted(links[id_]) for claim in transfers[transfer]],
            transfers=sorted(links[id_]),
            sightings=sightings[id_],
        )
        for id_ in ids
    ]
