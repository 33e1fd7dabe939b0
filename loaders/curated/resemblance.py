"""What a reports file brings anew though the graph may have it under another id: notes for who enters it.

Nothing is joined or refused by likeness: two counts of a day at a place can be two sights.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ...graph.direct_lines import AFFIRMING
from ...graph.protocols import Transaction, typed
from ...graph.writing import ids_there
from ...schema.dates import days_between
from ...schema.entities import Entity
from ...schema.names import name_key
from ...schema.statements import Claim
from ...schema.vocabulary import Property, Stance, kind_of
from .name_bearers import KeyBearer, bearers_by_key

#: Days that the dates of two reports of one event span at most: the narrower of the two, and the wider.
NARROW, WIDE = 7, 31
#: Properties whose values tell events of a kind apart.
_TELLING = (Property.PLACE, Property.FROM, Property.TO, Property.GOODS)


@dataclass
class EventOutline:
    """What is claimed of an event: its days, and the things that tell it from others of its kind."""

    id: str
    name: str
    kind: str
    days: list[tuple[str, str]] = field(default_factory=list)
    ends: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def telling(self) -> Iterator[tuple[str, str, str]]:
        """Yield kind, property and thing of what one that is like it must share: a place, or the goods."""
        for prop in (Property.PLACE, Property.GOODS):
            for thing in self.ends[prop]:
                yield self.kind, prop, thing

    def is_like(self, other: EventOutline) -> bool:
        """Whether both are of one kind, at one time, and at one place or with one way and goods."""
        if self.kind != other.kind or not any(_meet(a, b) for a in self.days for b in other.days):
            return False
        shared = {name for name in _TELLING if self.ends[name] & other.ends[name]}
        return Property.PLACE in shared or {Property.FROM, Property.TO, Property.GOODS} <= shared


def new_things(tx: Transaction, things: Sequence[Entity]) -> list[Entity]:
    """Return the things that the graph does not have."""
    there = ids_there(tx, "Entity", sorted({thing.id for thing in things}))
    return [thing for thing in things if thing.id not in there]


def resemblances(tx: Transaction, things: Sequence[Entity], claims: Sequence[Claim]) -> Iterator[str]:
    """Yield a note for each new thing that bears the name of another of its kind, or is an event like another."""
    namesakes = set[str]()
    for thing, bearer in _namesakes(tx, things):
        namesakes.add(thing.id)
        yield f"{thing.id} bears the name of {bearer.id} ({thing.kind} {bearer.name}): use that id if it is the same"
    events = {thing.id: EventOutline(thing.id, thing.name, thing.kind) for thing in things if thing.id not in namesakes}
    _outline(events, claims)
    new_ids = {thing.id for thing in things}
    stored = _by_telling(event for event in _stored_events(tx, events.values()) if event.id not in new_ids)
    for event in events.values():
        alike = {other.id: other for key in event.telling() for other in stored[key] if event.is_like(other)}
        if alike:
            other = alike[min(alike)]
            yield (
                f"{event.id} may be {other.id} ({other.name}), an event of the same kind, time and place: "
                "use that id if it is the same"
            )


def _by_telling(events: Iterable[EventOutline]) -> defaultdict[tuple[str, str, str], list[EventOutline]]:
    """Return events by what they may share, so that each is compared with few."""
    by_key: defaultdict[tuple[str, str, str], list[EventOutline]] = defaultdict(list)
    for event in events:
        for key in event.telling():
            by_key[key].append(event)
    return by_key


def _namesakes(tx: Transaction, things: Sequence[Entity]) -> Iterator[tuple[Entity, KeyBearer]]:
    bearers = bearers_by_key(tx, (name_key(thing.name) for thing in things))
    for thing in things:
        for bearer in bearers.get(name_key(thing.name), ()):
            if bearer.id != thing.id and kind_of(bearer.labels) == thing.kind:
                yield thing, bearer
                break


def _outline(events: dict[str, EventOutline], claims: Iterable[Claim]) -> None:
    for claim in claims:
        event = events.get(claim.about)
        if event is None or not Stance(claim.stance).affirms:
            continue
        if claim.property == Property.DATE and claim.earliest and claim.latest:
            event.days.append((claim.earliest, claim.latest))
        elif claim.property in _TELLING and claim.entity:
            event.ends[claim.property].add(claim.entity)


@dataclass(frozen=True)
class _Said:
    id: str
    name: str
    labels: list[str]
    property: str
    entity: str | None
    earliest: str | None
    latest: str | None


def _stored_events(tx: Transaction, events: Iterable[EventOutline]) -> list[EventOutline]:
    """Return the events of the graph that have a telling thing in common with any of the new ones."""
    ends = sorted({end for event in events if event.days for ends in event.ends.values() for end in ends})
    outlines: dict[str, EventOutline] = {}
    rows = (
        typed(_Said, tx.run(_SAID, {"ends": ends, "telling": [*map(str, _TELLING)], "affirming": AFFIRMING}))
        if ends
        else []
    )
    for row in rows:
        event = outlines.setdefault(row.id, EventOutline(row.id, row.name, kind_of(row.labels)))
        if row.property == Property.DATE and row.earliest and row.latest:
            event.days.append((row.earliest, row.latest))
        elif row.entity:
            event.ends[row.property].add(row.entity)
    return [outlines[id_] for id_ in sorted(outlines)]


def _meet(a: tuple[str, str], b: tuple[str, str]) -> bool:
    spans = sorted(days_between(start, end) for start, end in (a, b))
    return spans[0] <= NARROW and spans[1] <= WIDE and a[0] <= b[1] and b[0] <= a[1]


_SAID = (
    "UNWIND $ends AS thing MATCH (:Entity {id: thing})<-[:VALUE]-(c:Statement:Claim)-[:ABOUT]->(e:Entity:Event) "
    "WHERE c.property IN $telling AND c.stance IN $affirming WITH DISTINCT e "
    "MATCH (e)<-[:ABOUT]-(d:Statement:Claim) WHERE d.property IN $telling OR d.property = 'date' "
    "OPTIONAL MATCH (d)-[:VALUE]->(v:Entity) "
    "RETURN e.id AS id, e.name AS name, labels(e) AS labels, d.property AS property, v.id AS entity, "
    "d.earliest AS earliest, d.latest AS latest ORDER BY id, d.id"
)
