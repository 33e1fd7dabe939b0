"""Events as known on a day, with all that an assessment asks of them, read in batches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ...schema.vocabulary import Property, kind_of
from ..evidence import statements
from ..evidence.claims import CitedClaim
from ..evidence.reader import EvidenceReader
from ..evidence.rules import Fits, Status, Weighed, strongest, weakest, weigh

#: Properties whose values are things of which State, flag or listing is asked.
_VALUES = frozenset(
    {
        *(Property.FROM, Property.TO, Property.PLACE, Property.ROUTE, Property.ORIGIN, Property.TRANSIT),
        *(Property.CARRIER, Property.PARTICIPANT, Property.OMISSION),
    }
)
#: Properties whose values may be designated.
PARTIES = (Property.PARTICIPANT, Property.CARRIER, Property.FROM, Property.TO)
_LISTABLE = frozenset({"Person", "Organization", "Vessel"})
#: Properties of claims that link a thing to a State.
_STATE_OF = (Property.COUNTRY, Property.NATIONALITY, Property.FLAG)


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


class PartyFacts:
    """The things that events name: their kinds, names and States."""

    def __init__(self, reader: EvidenceReader, ids: Iterable[str]) -> None:
        things = sorted(set(ids))
        self._located: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        self._states: dict[str, dict[str, Weighed]] = {}
        entities = reader.read_as(statements.LabelledEntity, statements.KINDS, ids=things) if things else []
        self.kinds = {entity.id: entity.labels for entity in entities}
        self.names = {entity.id: entity.name for entity in entities}
        self._claims = {
            thing: [claim for claim in claims if claim.property in _STATE_OF]
            for thing, claims in reader.claims(things).items()
        }
        if things:
            for located in reader.read_as(statements.LocatedIn, statements.LOCATED, ids=things):
                self._located[located.place][located.country].append(located.statement)

    def states(self, thing: str | None) -> Mapping[str, Weighed]:
        """Return the States that a thing is, lies in, belongs to or flies the flag of, and how far that is carried."""
        if thing is None:
            return {}
        if thing not in self._states:
            self._states[thing] = self._find_states(thing)
        return self._states[thing]

    def _find_states(self, thing: str) -> dict[str, Weighed]:
        if "Country" in self.kinds.get(thing, ()):
            return {thing: Weighed(Status.MET, "the State itself")}
        states = {
            country: Weighed(Status.MET, "recorded to lie there", tuple(records))
            for country, records in self._located[thing].items()
        }
        claims = self._claims.get(thing, [])
        for prop in _STATE_OF:
            countries = {claim.entity for claim in claims if claim.property == prop and claim.affirms and claim.entity}
            for country in sorted(countries):
                states.setdefault(country, weigh(claims, prop, is_(country)))
        return states


def is_(thing: str) -> Fits:
    """Return the test whether a claim's value is a thing."""
    return lambda claim: claim.entity == thing


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
    def _by_property(self) -> dict[Property, list[CitedClaim]]:
        claims: dict[Property, list[CitedClaim]] = defaultdict(list)
        for claim in self.claims:
            claims[claim.property].append(claim)
        return claims

    def of(self, *properties: Property) -> list[CitedClaim]:
        """Return the event's own claims on some properties."""
        return [claim for prop in properties for claim in self._by_property.get(prop, ())]

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
        claims = [claim for claim in self.of(Property.EXEMPTION) if claim.condition == condition]
        return self.once(("condition", condition if claims else ""), lambda: weigh(claims, Property.EXEMPTION))

    def values(self, prop: Property) -> list[str]:
        """Return the ids of the things put forward as a property."""
        return sorted({claim.entity for claim in self.of(prop) if claim.entity and claim.affirms})

    def taking_part(self) -> list[str]:
        """Return the persons, organizations and ships that are claimed to take part, send, receive or carry."""
        parties = {thing for prop in PARTIES for thing in self.values(prop)}
        return sorted(party for party in parties if _LISTABLE & set(self.things.kinds.get(party, ())))

    @cached_property
    def interval(self) -> Interval | None:
        """When it was, by the best carried of its dates; None where none is stated."""
        weighed = self.weigh(Property.DATE)
        dated = [
            (claim.id, claim.earliest, claim.latest)
            for claim in self.of(Property.DATE)
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
        return self.once((prop, states, other), lambda: self._state(prop, lambda s: (s in states) is not other))

    def _state(self, prop: Property, matches: Callable[[str], bool]) -> Weighed:
        def fits(claim: CitedClaim) -> bool | None:
            states = self.things.states(claim.entity)
            return any(map(matches, states)) if states else None

        # A thing is carried as far as the claim on it and what links it to the State are, both of them.
        links = []
        for thing in self.values(prop):
            ways = [weighed for country, weighed in self.things.states(thing).items() if matches(country)]
            if ways:
                way, named = strongest(*ways), self.weigh_value(prop, thing)
                both = weakest(named, way)
                claims = tuple(dict.fromkeys((*named.claims, *way.claims)))
                links.append(Weighed(both.status, both.because, claims))
        return strongest(*links) if links else weigh(self.of(prop), prop, fits)


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
    for date in reader.read_as(statements.ObservedDate, statements.SEEN_ON, ids=list(ids)):
        sightings[date.event].append(date)
    # The claims on the dates of what was seen are cited.
    reader.claims(sorted({date.sight for of_event in sightings.values() for date in of_event} - set(ids)))
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
