"""Events as they stand on a day, with all that an assessment asks of them, read in batches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property

from ...schema.vocabulary import Property, Stance, kind_of
from ..evidence import statements as facts
from ..evidence.claims import CitedClaim
from ..evidence.reader import EvidenceReader
from ..evidence.rules import Fits, Status, Weighed, strongest, weakest, weigh

#: Properties whose values are things of which State, flag or listing is asked.
_VALUES = frozenset(
    {
        *(Property.FROM, Property.TO, Property.PLACE, Property.ROUTE),
        *(Property.CARRIER, Property.PARTICIPANT, Property.OMISSION),
    }
)
#: Properties whose values may be designated.
PARTIES = (Property.PARTICIPANT, Property.CARRIER, Property.FROM, Property.TO)
_FORWARD = (Stance.ASSERTS, Stance.SUGGESTS)
_LISTABLE = frozenset({"Person", "Organization", "Vessel"})
#: What links a thing to a State, by the claim's property.
_STATE_OF = (Property.COUNTRY, Property.NATIONALITY, Property.FLAG)


@dataclass(frozen=True)
class Interval:
    """The days on which an event may have been, both included, and how far that is carried."""

    earliest: str
    latest: str
    weighed: Weighed


@dataclass(frozen=True)
class PartyListing:
    """That a programme lists a thing, from when to when, by which record.

    `since` is the day that the list itself states, else that of the edition or report; `until` that of the first
    edition without it.
    """

    thing: str
    programme: str
    since: str
    until: str
    record: str
    kinds: tuple[str, ...]


class PartyFacts:
    """The things that events speak of: their kind, their State, and what lists them."""

    def __init__(self, reader: EvidenceReader, ids: Iterable[str]) -> None:
        wanted = sorted(set(ids))
        self.kinds: dict[str, list[str]] = {}
        self.names: dict[str, str] = {}
        self._located: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        self._said: dict[str, list[CitedClaim]] = {}
        self.listed: dict[str, list[PartyListing]] = defaultdict(list)
        self._states: dict[str, dict[str, Weighed]] = {}
        if not wanted:
            return
        for row in reader.read(facts.KINDS, ids=wanted):
            self.kinds[row["id"]], self.names[row["id"]] = row["labels"], row["name"]
        for row in reader.read(facts.LOCATED, ids=wanted):
            self._located[row["place"]][row["country"]].append(row["statement"])
        for thing, claims in reader.claims(wanted).items():
            self._said[thing] = [claim for claim in claims if claim.property in _STATE_OF]
        for row in reader.read(facts.LISTED, ids=wanted):
            self.listed[row["thing"]].append(
                PartyListing(
                    row["thing"], row["programme"], row["since"], row["until"], row["record"], tuple(row["labels"])
                )
            )

    def states(self, thing: str | None) -> dict[str, Weighed]:
        """The States that a thing is, lies in, belongs to or flies the flag of, each with how far that is carried."""
        if thing is None:
            return {}
        if thing not in self._states:
            self._states[thing] = self._find_states(thing)
        return self._states[thing]

    def _find_states(self, thing: str) -> dict[str, Weighed]:
        if "Country" in self.kinds.get(thing, ()):
            return {thing: Weighed(Status.MET, "the State itself")}
        found = {
            country: Weighed(Status.MET, "recorded to lie there", tuple(records))
            for country, records in self._located[thing].items()
        }
        said = self._said.get(thing, [])
        for prop in _STATE_OF:
            for country in sorted({s.entity for s in said if s.property == prop and s.stance in _FORWARD and s.entity}):
                found.setdefault(country, weigh(said, prop, is_(country)))
        return found


def is_(thing: str) -> Fits:
    """Whether a claim's value is a thing."""
    return lambda claim: claim.entity == thing


@dataclass
class Subject:
    """One event: its claims, and, for what was only observed, the claims of transfers that rest on it."""

    id: str
    name: str
    kind: str
    said: list[CitedClaim]
    rows: list[CitedClaim]
    things: PartyFacts
    linked: list[CitedClaim] = field(default_factory=list)
    transfer_rows: list[CitedClaim] = field(default_factory=list)
    transfers: list[str] = field(default_factory=list)
    seen: list[facts.ObservedDate] = field(default_factory=list)
    #: What was weighed before: the steps of all measures ask the same of an event.
    _weighed: dict[tuple[Property, str, bool], Weighed] = field(default_factory=dict)

    @property
    def observed(self) -> bool:
        """Whether it is a sight, of which others say what it may have been."""
        return self.kind == "Observation"

    @cached_property
    def what_it_may_be(self) -> list[CitedClaim]:
        """Claims on what it was: its own, and of a sight those that rest on it; that a sight was is no act."""
        own = [s for s in self.said if not (self.observed and s.property == Property.EXISTS)]
        return [*own, *self.linked]

    @cached_property
    def _of(self) -> dict[str, list[CitedClaim]]:
        found: dict[str, list[CitedClaim]] = defaultdict(list)
        for said in self.said:
            found[said.property].append(said)
        return found

    def weigh(self, prop: Property, fits: Fits | None = None) -> Weighed:
        """The status of one property by the event's own claims."""
        if fits is None:
            key = (prop, "", False)
            if key not in self._weighed:
                self._weighed[key] = weigh(self._of.get(prop, ()), prop)
            return self._weighed[key]
        return weigh(self._of.get(prop, ()), prop, fits)

    def shown(self, condition: str) -> Weighed:
        """How far it is carried that a condition of an exemption, or a step's threshold, is fulfilled."""
        said = [s for s in self._of.get(Property.EXEMPTION, ()) if s.condition == condition]
        return weigh(said, Property.EXEMPTION)

    def values(self, prop: Property) -> list[str]:
        """The things put forward as a property."""
        return sorted({s.entity for s in self._of.get(prop, ()) if s.entity and s.stance in _FORWARD})

    def taking_part(self) -> list[str]:
        """Persons, organizations and ships that are said to have taken part, sent, received or carried."""
        named = {thing for prop in PARTIES for thing in self.values(prop)}
        return sorted(t for t in named if _LISTABLE & set(self.things.kinds.get(t, ())))

    @cached_property
    def interval(self) -> Interval | None:
        """When it was, by the best carried of its dates; None where none is stated."""
        weighed = self.weigh(Property.DATE)
        dated = [row for row in self.rows if row.property == Property.DATE and row.earliest and row.stance in _FORWARD]
        best = [row for row in dated if row.id in weighed.claims] or dated
        days = [(row.earliest or "", row.latest or "") for row in best]
        if not best and self.seen:
            # Nobody dates it, but it is concluded from what was seen on a day.
            days = [(row.earliest, row.latest) for row in self.seen]
            claims = tuple(dict.fromkeys(row.claim for row in self.seen))
            weighed = Weighed(Status.SUGGESTED, "nobody dates it; the day of what it is concluded from", claims)
        if not days:
            return None
        return Interval(min(first for first, _ in days), max(last for _, last in days), weighed)

    def state(self, prop: Property, country: str, other: bool = False) -> Weighed:
        """How far it is carried that a property is, or lies in, a State or, with `other`, any but that State."""
        key = (prop, country, other)
        if key not in self._weighed:
            self._weighed[key] = self._state(prop, lambda one: (one == country) is not other)
        return self._weighed[key]

    def _state(self, prop: Property, wanted: Callable[[str], bool]) -> Weighed:
        def fits(claim: CitedClaim) -> bool | None:
            states = self.things.states(claim.entity)
            return any(map(wanted, states)) if states else None

        # A thing is carried as far as the claim on it and what links it to the State are, both of them.
        found = []
        for thing in self.values(prop):
            ways = [way for country, way in self.things.states(thing).items() if wanted(country)]
            if ways:
                way, said = strongest(*ways), self.weigh(prop, is_(thing))
                both = weakest(said, way)
                found.append(Weighed(both.status, both.because, tuple(dict.fromkeys((*said.claims, *way.claims)))))
        return strongest(*found) if found else self.weigh(prop, fits)


def subjects(reader: EvidenceReader, ids: list[str]) -> list[Subject]:
    """The events of these ids, in that order, as known on the reader's day; all read in a few batches."""
    rows = {row["id"]: row for row in reader.read(facts.KINDS, ids=ids)}
    claims = reader.claims(ids)
    links: dict[str, dict[str, set[tuple[str, str]]]] = defaultdict(lambda: defaultdict(set))
    for row in reader.read_as(facts.RestingTransfer, facts.RESTING, ids=ids):
        links[row.event][row.transfer].add((row.report, row.speaker))
    transfers = reader.claims(sorted({transfer for of in links.values() for transfer in of}))
    seen: dict[str, list[facts.ObservedDate]] = defaultdict(list)
    for date in reader.read_as(facts.ObservedDate, facts.SEEN_ON, ids=ids):
        seen[date.event].append(date)
    reader.claims(sorted({row.sight for of in seen.values() for row in of} - set(ids)))
    values = {
        row.entity
        for of in (claims, transfers)
        for told in of.values()
        for row in told
        if row.entity and row.property in _VALUES
    }
    things = PartyFacts(reader, values)
    found = []
    for id_ in ids:
        kind = kind_of(rows[id_]["labels"])
        linked = [
            claim
            for transfer, places in links[id_].items()
            for claim in transfers[transfer]
            if (claim.report, claim.speaker_id) in places and claim.property in (Property.EXISTS, Property.GOODS)
        ]
        found.append(
            Subject(
                *(id_, rows[id_]["name"], kind),
                said=claims[id_],
                rows=claims[id_],
                things=things,
                linked=linked,
                transfer_rows=[claim for transfer in sorted(links[id_]) for claim in transfers[transfer]],
                transfers=sorted(links[id_]),
                seen=seen[id_],
            )
        )
    return found
