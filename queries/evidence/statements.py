"""Statements of the shared subset of Cypher by which traces and assessments read, with the types of their rows.

All but `KINDS` read as of a day; `since` and `until` of their rows are assertion time.
"""

from __future__ import annotations

from dataclasses import dataclass

from ...schema.dates import stood_in_cypher

CLAIMS = (
    "UNWIND $ids AS id MATCH (e:Entity {id: id})<-[:ABOUT]-(c:Statement:Claim)-[:SAID_BY]->(s:Entity) "
    f"WHERE {stood_in_cypher('c')} MATCH (c)-[:IN]->(r:Source) OPTIONAL MATCH (c)-[:VALUE]->(v:Entity) "
    "OPTIONAL MATCH (c)-[:SPEAKS_TO]->(x:Law) "
    "RETURN e.id AS event, c.id AS id, c.property AS property, c.stance AS stance, c.value AS value, "
    "c.number AS number, c.unit AS unit, c.qualifier AS qualifier, c.hedge AS hedge, "
    "c.likelihood AS likelihood, c.basis AS basis, c.since AS since, c.locator AS locator, c.quote AS quote, "
    "c.note AS note, c.earliest AS earliest, c.latest AS latest, coalesce(c.evidence, []) AS evidence, "
    "x.id AS condition, "
    "v.id AS entity, v.name AS entity_name, "
    "s.id AS speaker_id, s.name AS speaker, r.id AS report ORDER BY since, id"
)


@dataclass(frozen=True, slots=True)
class ClaimBase:
    """That a claim rests on another, the base: its evidence, speaker and report."""

    claim: str
    base: str
    evidence: list[str]
    speaker_id: str
    report: str


RESTS_ON = (
    "UNWIND $ids AS id MATCH (c:Statement {id: id})-[:RESTS_ON]->(b:Statement)-[:IN]->(r:Source) "
    f"WHERE {stood_in_cypher('b')} MATCH (b)-[:SAID_BY]->(s:Entity) RETURN c.id AS claim, b.id AS base, "
    "coalesce(b.evidence, []) AS evidence, s.id AS speaker_id, r.id AS report ORDER BY claim, base"
)
ANSWERS = (
    "UNWIND $ids AS id MATCH (a:Statement)-[:ANSWERS]->(c:Statement {id: id}) "
    f"WHERE {stood_in_cypher('a')} MATCH (a)-[:SAID_BY]->(s:Entity) MATCH (a)-[:IN]->(r:Source) "
    "MATCH (c)-[:SAID_BY]->(t:Entity) MATCH (c)-[:IN]->(cr:Source) MATCH (c)-[:ABOUT]->(e:Entity) "
    "RETURN a.id AS id, a.stance AS stance, a.value AS value, a.hedge AS hedge, a.since AS since, "
    "s.name AS speaker, r.id AS report, c.id AS answered, t.name AS answered_speaker, "
    "c.since AS answered_since, cr.id AS answered_report, e.id AS event ORDER BY since, id, answered"
)


@dataclass(frozen=True, slots=True)
class NamedEvent:
    """An event."""

    id: str
    name: str


OBSERVED_AT = (
    "MATCH (o:Entity:Observation)<-[:ABOUT]-(c:Statement:Claim)-[:VALUE]->(:Entity {id: $id}) "
    f"WHERE c.property = 'place' AND {stood_in_cypher('c')} RETURN DISTINCT o.id AS id, o.name AS name ORDER BY id"
)


@dataclass(frozen=True, slots=True)
class LinkedTransfer:
    """A transfer that claims link with an observation, the event: they rest on it, or stand in the same report."""

    event: str
    id: str
    name: str


LINKED_TRANSFERS = (
    "UNWIND $ids AS id MATCH (:Entity {id: id})<-[:ABOUT]-(b:Statement:Claim) "
    f"WHERE {stood_in_cypher('b')} MATCH (c:Statement:Claim)-[:RESTS_ON*1..4]->(b) WHERE {stood_in_cypher('c')} "
    "MATCH (c)-[:ABOUT]->(t:Entity:Transfer) RETURN DISTINCT id AS event, t.id AS id, t.name AS name ORDER BY id, event"
)
NAMED_TOGETHER = (
    "UNWIND $ids AS id MATCH (:Entity {id: id})<-[:ABOUT]-(b:Statement:Claim)-[:IN]->(r:Source) "
    f"WHERE {stood_in_cypher('b')} MATCH (r)<-[:IN]-(c:Statement:Claim)-[:ABOUT]->(t:Entity:Transfer) "
    "WHERE c.property = 'exists' RETURN DISTINCT id AS event, t.id AS id, t.name AS name ORDER BY id, event"
)
INVOLVING = (
    "MATCH (:Entity {id: $id})<-[]-(c:Statement:Claim)-[:ABOUT]->(t:Entity:Transfer) "
    f"WHERE c.property <> 'legality' AND {stood_in_cypher('c')} RETURN DISTINCT t.id AS id, t.name AS name ORDER BY id"
)


@dataclass(frozen=True, slots=True)
class BorderLink:
    """A rail link over a border to the station `id`; gauges in millimetres, length in kilometres."""

    id: str
    name: str
    over: str | None
    gauges: list[int]
    km: float | None
    note: str | None
    statement: str
    report: str


BORDER_LINKS = (
    "MATCH (a:Entity {id: $id})<-[:ENDS_AT]-(l:Statement:RailLink)-[:ENDS_AT]->(b:Entity) "
    f"WHERE l.border AND b.id <> a.id AND {stood_in_cypher('l')} MATCH (l)-[:IN]->(r:Source) "
    "OPTIONAL MATCH (l)-[:OVER]->(o:Entity) "
    "RETURN b.id AS id, b.name AS name, o.name AS over, coalesce(l.gauges, []) AS gauges, l.km AS km, "
    "l.note AS note, l.id AS statement, r.id AS report ORDER BY id, statement"
)


@dataclass(frozen=True, slots=True)
class CountryOfPlace:
    """The State `id` in which a place is recorded to lie."""

    place: str
    id: str
    name: str
    report: str


COUNTRIES = (
    "UNWIND $ids AS id MATCH (:Entity {id: id})<-[:ABOUT]-(l:Statement:Location)-[:COUNTRY]->(c:Entity) "
    f"WHERE {stood_in_cypher('l')} MATCH (l)-[:IN]->(r:Source) "
    "RETURN id AS place, c.id AS id, c.name AS name, min(r.id) AS report ORDER BY place, id"
)


@dataclass(frozen=True, slots=True)
class OfficeHolder:
    """A person `id` in office in a State on the day asked for."""

    country: str
    id: str


LEADERS = (
    "UNWIND $ids AS id MATCH (c:Entity {id: id})<-[:COUNTRY]-(o:Statement:Occupancy)-[:HOLDER]->(h:Entity) "
    f"WHERE {stood_in_cypher('o')} AND coalesce(o.earliest, o.since) <= $on AND coalesce(o.latest, '9999') >= $on "
    "RETURN DISTINCT c.id AS country, h.id AS id ORDER BY country, id"
)


@dataclass(frozen=True, slots=True)
class MeetingRecord:
    """What one statement records of a meeting; it took place between `earliest` and `latest`."""

    id: str
    name: str
    labels: list[str]
    statement: str
    earliest: str
    latest: str
    topics: list[str]
    report: str
    places: list[str]
    participants: list[str]


#: Condition that an event is of a kind at which those who take part meet; a visit is one too.
MEETING = "({0}:Meeting OR {0}:Summit OR {0}:Trip)"
MEETINGS = (
    "UNWIND $first AS a MATCH (:Entity {id: a})<-[:PARTICIPANT]-(o:Statement:Occurrence)-[:ABOUT]->(e:Entity) "
    f"WHERE {MEETING.format('e')} "
    f"AND {stood_in_cypher('o')} AND o.latest IS NOT NULL AND o.earliest >= $after AND o.latest < $before "
    "MATCH (o)-[:PARTICIPANT]->(b:Entity) WHERE b.id IN $second MATCH (o)-[:IN]->(r:Source) "
    "OPTIONAL MATCH (o)-[:PLACE]->(p:Entity) OPTIONAL MATCH (o)-[:PARTICIPANT]->(x:Entity) "
    "WITH DISTINCT e, o, r, p, x ORDER BY p.name, x.name "
    "RETURN e.id AS id, e.name AS name, labels(e) AS labels, o.id AS statement, o.earliest AS earliest, "
    "o.latest AS latest, coalesce(o.topics, []) AS topics, r.id AS report, collect(DISTINCT p.name) AS places, "
    "collect(DISTINCT x.name) AS participants ORDER BY earliest, id, statement"
)


@dataclass(frozen=True, slots=True)
class RecordRow:
    """A record of a structured source about a thing."""

    id: str
    kind: str
    name: str
    start: str | None
    end: str | None
    list: str | None
    summary: str | None
    report: str


RECORDS = (
    "MATCH (e:Entity {id: $id})<-[role]-(s:Statement:Record)-[:IN]->(r:Source) "
    f"WHERE {stood_in_cypher('s')} AND NOT s:Identity AND type(role) IN ['ABOUT', 'HOLDER', 'PARTICIPANT'] "
    "RETURN s.id AS id, head([l IN labels(s) WHERE NOT l IN ['Statement', 'Record']]) AS kind, s.name AS name, "
    "coalesce(s.startDate, s.listedOn) AS start, s.endDate AS end, s.list AS list, s.summary AS summary, "
    "r.id AS report ORDER BY kind, start, id"
)


@dataclass(frozen=True, slots=True)
class LaterObservation:
    """An observation at a rail border between the States of those who met until the day `met`."""

    event: str
    name: str
    date: str
    met: str
    place: str
    report: str


AFTER = (
    "MATCH (e:Entity {id: $id})<-[:ABOUT]-(m:Statement:Occurrence)-[:PARTICIPANT]->(h:Entity) "
    f"WHERE {MEETING.format('e')} AND {stood_in_cypher('m')} AND m.latest IS NOT NULL "
    "MATCH (h)<-[:HOLDER]-(o:Statement:Occupancy)-[:COUNTRY]->(c:Entity) "
    f"WHERE {stood_in_cypher('o')} "
    "AND coalesce(o.earliest, o.since) <= m.latest AND coalesce(o.latest, '9999') >= m.earliest "
    "WITH min(m.latest) AS met, collect(DISTINCT c.id) AS countries "
    "MATCH (a:Entity)<-[:ENDS_AT]-(l:Statement:RailLink)-[:ENDS_AT]->(b:Entity) "
    f"WHERE l.border AND a.id <> b.id AND {stood_in_cypher('l')} "
    "MATCH (a)<-[:ABOUT]-(la:Statement:Location)-[:COUNTRY]->(ca:Entity) "
    "MATCH (b)<-[:ABOUT]-(lb:Statement:Location)-[:COUNTRY]->(cb:Entity) "
    f"WHERE ca.id IN countries AND cb.id IN countries AND ca.id <> cb.id AND {stood_in_cypher('la', 'lb')} "
    "WITH DISTINCT met, a MATCH (a)<-[:VALUE]-(p:Statement:Claim)-[:ABOUT]->(x:Entity:Observation) "
    f"WHERE p.property = 'place' AND {stood_in_cypher('p')} WITH DISTINCT met, a, x "
    "MATCH (x)<-[:ABOUT]-(d:Statement:Claim)-[:IN]->(r:Source) "
    f"WHERE d.property = 'date' AND {stood_in_cypher('d')} AND d.earliest > met "
    "AND d.earliest <= toString(date(met) + duration({days: $days})) "
    "RETURN DISTINCT x.id AS event, x.name AS name, d.value AS date, met, a.name AS place, r.id AS report "
    "ORDER BY date, event, place, report"
)


@dataclass(frozen=True, slots=True)
class LabelledEntity:
    """An entity with all its labels."""

    id: str
    name: str
    labels: list[str]


KINDS = "UNWIND $ids AS id MATCH (e:Entity {id: id}) RETURN e.id AS id, e.name AS name, labels(e) AS labels ORDER BY id"
EVENTS = (
    "MATCH (e:Entity:Event)<-[:ABOUT]-(c:Statement:Claim) "
    f"WHERE {stood_in_cypher('c')} RETURN DISTINCT e.id AS id, e.name AS name, labels(e) AS labels ORDER BY id"
)
TRANSFERS_OF = (
    "MATCH (e:Entity:Transfer)<-[:ABOUT]-(c:Statement:Claim)-[:VALUE]->(g:Entity:Goods) "
    f"WHERE c.property = 'goods' AND g.id IN $goods AND {stood_in_cypher('c')} RETURN DISTINCT e.id AS id ORDER BY id"
)


@dataclass(frozen=True, slots=True)
class LocatedIn:
    """That a record places a thing in a State."""

    place: str
    country: str
    statement: str


LOCATED = (
    "UNWIND $ids AS id MATCH (:Entity {id: id})<-[:ABOUT]-(l:Statement:Location)-[:COUNTRY]->(c:Entity) "
    f"WHERE {stood_in_cypher('l')} RETURN DISTINCT id AS place, c.id AS country, l.id AS statement "
    "ORDER BY place, country, statement"
)


@dataclass(frozen=True, slots=True)
class RestingTransfer:
    """A transfer of which a report's speaker makes claims that rest on an observation, the event."""

    event: str
    transfer: str
    report: str
    speaker: str


RESTING = (
    "UNWIND $ids AS id MATCH (:Entity:Observation {id: id})<-[:ABOUT]-(b:Statement:Claim) "
    f"WHERE {stood_in_cypher('b')} MATCH (c:Statement:Claim)-[:RESTS_ON*1..4]->(b) WHERE {stood_in_cypher('c')} "
    "MATCH (c)-[:ABOUT]->(t:Entity:Transfer) MATCH (c)-[:IN]->(r:Source) MATCH (c)-[:SAID_BY]->(s:Entity) "
    "RETURN DISTINCT id AS event, t.id AS transfer, r.id AS report, s.id AS speaker "
    "ORDER BY event, transfer, report, speaker"
)


@dataclass(frozen=True, slots=True)
class LikeTransfer:
    """A transfer between the same two things as another, the event."""

    event: str
    id: str


BETWEEN_SAME = (
    "UNWIND $ids AS id MATCH (:Entity:Transfer {id: id})<-[:ABOUT]-(f:Statement:Claim)-[:VALUE]->(a:Entity) "
    f"WHERE f.property = 'from' AND {stood_in_cypher('f')} "
    "MATCH (:Entity {id: id})<-[:ABOUT]-(t:Statement:Claim)-[:VALUE]->(b:Entity) "
    f"WHERE t.property = 'to' AND {stood_in_cypher('t')} "
    "MATCH (a)<-[:VALUE]-(g:Statement:Claim)-[:ABOUT]->(o:Entity:Transfer) "
    f"WHERE g.property = 'from' AND {stood_in_cypher('g')} "
    "MATCH (o)<-[:ABOUT]-(h:Statement:Claim)-[:VALUE]->(c:Entity) "
    f"WHERE h.property = 'to' AND c.id = b.id AND {stood_in_cypher('h')} RETURN DISTINCT id AS event, o.id AS id "
    "ORDER BY event, id"
)
EVENTS_OF = (
    "MATCH (e:Entity:Event)<-[:ABOUT]-(c:Statement:Claim)-[:VALUE]->(:Entity {id: $id}) "
    f"WHERE {stood_in_cypher('c')} "
    "AND c.property IN ['place', 'from', 'to', 'carrier', 'participant', 'route', 'goods'] "
    "RETURN DISTINCT e.id AS id, e.name AS name, labels(e) AS labels ORDER BY id"
)


@dataclass(frozen=True, slots=True)
class ObservedDate:
    """The date of an observation that a transfer, the event, is concluded from."""

    event: str
    sight: str
    claim: str
    earliest: str
    latest: str


SEEN_ON = (
    "UNWIND $ids AS id MATCH (:Entity:Transfer {id: id})<-[:ABOUT]-(c:Statement:Claim) "
    f"WHERE c.property = 'exists' AND {stood_in_cypher('c')} "
    f"MATCH (c)-[:RESTS_ON*1..4]->(b:Statement:Claim) WHERE {stood_in_cypher('b')} "
    "MATCH (b)-[:ABOUT]->(o:Entity:Observation)<-[:ABOUT]-(d:Statement:Claim) "
    f"WHERE d.property = 'date' AND d.stance = 'asserts' AND {stood_in_cypher('d')} "
    "RETURN DISTINCT id AS event, o.id AS sight, d.id AS claim, d.earliest AS earliest, d.latest AS latest "
    "ORDER BY event, claim"
)
