"""Events of a graph that a report may speak of: what is said of their place, day, parties and goods."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..graph.store import Graph
from ..schema.dates import HalfDate, days_between, shift
from ..schema.errors import ValueInvalid
from ..schema.vocabulary import kind_of

#: A count of the graph that differs by less is of the same thing.
LIKE_COUNT = 0.1
#: A transfer that a report gives no day for is of so many days before it.
YEAR = 365
#: So many days before its publication a report may speak of an observation without its day.
RECENT = 45


@dataclass(frozen=True)
class _EventRow:
    id: str
    labels: list[str]
    name: str
    property: str
    value: str | None
    number: float | None
    claim: str
    stance: str
    speaker: str
    publisher: str | None
    repeats: int
    since: str


@dataclass(frozen=True)
class _MeetingRow:
    id: str
    name: str
    earliest: str
    latest: str
    participant: str


@dataclass
class GraphEvent:
    """An event with the values that claims give its properties, and the claims that repeat none of their speaker."""

    id: str
    kind: str
    name: str
    values: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    numbers: set[float] = field(default_factory=set)
    claims: dict[tuple[str, str, str], list[tuple[str, str, str]]] = field(default_factory=lambda: defaultdict(list))
    count: int = 0
    first: str = "9999-12-31"
    last: str = ""

    def away(self, day: str) -> int:
        """Return how many days a day is away from those on which claims on it were made."""
        return max(days_between(day, self.first), days_between(self.last, day), 0)


class GraphEvents:
    """The events of a graph with claims, and its meetings, read once."""

    def __init__(self, graph: Graph) -> None:
        self._events: dict[str, GraphEvent] = {}
        for row in graph.read_as(_EventRow, _CLAIMED):
            event = self._events.setdefault(row.id, GraphEvent(row.id, kind_of(row.labels), row.name))
            if row.value is not None:
                event.values[row.property].add(row.value)
            if row.number is not None and row.property == "quantity":
                event.numbers.add(float(row.number))
            if not row.repeats:
                key = (row.property, row.speaker, row.stance)
                event.claims[key].append((row.since, row.claim, row.publisher or ""))
            event.count += 1
            event.first, event.last = min(event.first, row.since), max(event.last, row.since)
        self._meetings: dict[str, list[_MeetingRow]] = defaultdict(list)
        for meeting in graph.read_as(_MeetingRow, _MEETINGS):
            self._meetings[meeting.id].append(meeting)

    def get(self, id_: str) -> GraphEvent | None:
        """Return an event by its id."""
        return self._events.get(id_)

    def observed(self, place: str, date: str | None, count: float | None, published: str | None) -> GraphEvent | None:
        """Return the one observation of a place on a day; without a day, the one of like count shortly before."""
        fitting = [
            event
            for event in self._events.values()
            if event.kind == "Observation"
            and place in event.values["place"]
            and any(_fits(day, date, published) for day in event.values["date"])
            and (count is None or not event.numbers or any(abs(n - count) <= LIKE_COUNT * n for n in event.numbers))
            and (date is not None or count is not None)
        ]
        # Of several the one with the very number.
        same = [event for event in fitting if count in event.numbers] if len(fitting) > 1 else fitting
        return same[0] if len(same) == 1 else None

    def transfers(
        self, giver: str | None, receiver: str | None, goods: Sequence[str], date: str | None, published: str | None
    ) -> list[GraphEvent]:
        """Return the transfers between two States of such goods, on a day or in the year before a publication.

        First come those that were spoken of about the publication, and of these the one with most claims.
        """
        fitting = [
            event
            for event in self._events.values()
            if event.kind == "Transfer"
            and (giver is None or giver in event.values["from"])
            and (receiver is None or receiver in event.values["to"])
            and (giver or receiver)
            and event.values["goods"] & set(goods)
            and _fits_transfer(event, date, published)
        ]
        by = HalfDate.parse(published).latest if published else None
        return sorted(fitting, key=lambda e: (e.away(by) if by else 0, -e.count, e.id))

    def meeting(self, participants: Sequence[str], published: str | None) -> tuple[str, str] | None:
        """Return id and name of the last meeting of two persons before a publication, within a year."""
        by = HalfDate.parse(published).latest if published else "9999-12-30"
        best: tuple[str, str, str] | None = None
        for id_, rows in self._meetings.items():
            participating = {row.participant for row in rows}
            latest = min(row.latest for row in rows)
            if set(participants) <= participating and latest <= by and (published is None or latest >= shift(by, -365)):
                best = max(best or ("", "", ""), (latest, id_, rows[0].name))
        return best[1:] if best else None


def _fits_transfer(event: GraphEvent, date: str | None, published: str | None) -> bool:
    """Whether a transfer may be the one meant: on the day that is named, else in the year before the publication."""
    by = HalfDate.parse(published).latest if published else None
    asked = date or (f"{shift(by, -YEAR)}/{by}" if by else None)
    if asked is None:
        return True
    span = HalfDate.parse(asked)
    days = [day for text in event.values["date"] | event.values["period"] if (day := _span(text))]
    if days:
        return any(day.earliest <= span.latest and span.earliest <= day.latest for day in days)
    return event.away(span.latest) <= YEAR


def _span(text: str) -> HalfDate | None:
    try:
        return HalfDate.parse(text)
    except ValueInvalid:
        return None


def _fits(day: str, date: str | None, published: str | None) -> bool:
    """Whether the day of an event may be the one that a report names, or lies shortly before its publication."""
    try:
        span = HalfDate.parse(day)
        if date is not None:
            asked = HalfDate.parse(date)
            # A count over half a year is not the count of a day within it.
            wide = days_between(span.earliest, span.latest) > max(RECENT, days_between(asked.earliest, asked.latest))
            return not wide and span.earliest <= asked.latest and asked.earliest <= span.latest
    except ValueInvalid:
        return False
    if published is None:
        return False
    end = HalfDate.parse(published).latest
    return shift(end, -RECENT) <= span.latest <= end


_CLAIMED = (
    "MATCH (e:Entity:Event)<-[:ABOUT]-(c:Statement:Claim)-[:SAID_BY]->(s:Entity) "
    "MATCH (c)-[:IN]->(r:Source) OPTIONAL MATCH (r)-[:PUBLISHED_BY]->(p) OPTIONAL MATCH (c)-[:VALUE]->(v:Entity) "
    "OPTIONAL MATCH (c)-[:RESTS_ON]->(base:Statement)-[:SAID_BY]->(s) WITH e, c, s, p, v, count(base) AS repeats "
    "RETURN e.id AS id, labels(e) AS labels, e.name AS name, c.property AS property, coalesce(v.id, c.value) AS value, "
    "c.number AS number, c.id AS claim, c.stance AS stance, s.id AS speaker, "
    "p.name AS publisher, repeats, c.since AS since ORDER BY id, claim"
)
_MEETINGS = (
    "MATCH (e:Entity)<-[:ABOUT]-(o:Statement:Occurrence)-[:PARTICIPANT]->(p:Entity:Person) "
    "RETURN DISTINCT e.id AS id, e.name AS name, o.earliest AS earliest, o.latest AS latest, p.id AS participant "
    "ORDER BY id, earliest, participant"
)
