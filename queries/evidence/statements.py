"""What a trace needs of the graph, as plain Cypher of the shared subset. All of it asks as of a day."""

from ...schema.dates import stood_in_cypher

CLAIMS = (
    "UNWIND $ids AS id MATCH (e:Entity {id: id})<-[:ABOUT]-(c:Statement:Claim)-[:SAID_BY]->(s:Entity) "
    f"WHERE {stood_in_cypher('c')} MATCH (c)-[:IN]->(r:Source) OPTIONAL MATCH (c)-[:VALUE]->(v:Entity) "
    "OPTIONAL MATCH (c)-[:SPEAKS_TO]->(x:Law) "
    "RETURN e.id AS event, c.id AS id, c.property AS property, c.stance AS stance, c.value AS value, "
    "c.number AS number, c.unit AS unit, c.qualifier AS qualifier, c.hedge AS hedge, "
    "c.likelihood AS likelihood, c.basis AS basis, c.since AS since, c.locator AS locator, c.note AS note, "
    "c.earliest AS earliest, c.latest AS latest, coalesce(c.evidence, []) AS evidence, x.id AS condition, "
    "v.id AS entity, v.name AS entity_name, "
    "s.id AS speaker_id, s.name AS speaker, r.id AS report ORDER BY since, id"
)
RESTS_ON = (
    "UNWIND $ids AS id MATCH (c:Statement {id: id})-[:RESTS_ON]->(b:Statement)-[:IN]->(r:Source) "
    f"WHERE {stood_in_cypher('b')} MATCH (b)-[:SAID_BY]->(s:Entity) RETURN c.id AS claim, b.id AS base, "
    "coalesce(b.evidence, []) AS evidence, s.id AS speaker_id, r.id AS report ORDER BY claim, base"
)
ANSWERS = (
    "UNWIND $ids AS id MATCH (a:Statement)-[:ANSWERS]->(c:Statement {id: id}) "
    f"WHERE {stood_in_cypher('a')} MATCH (a)-[:SAID_BY]->(s:Entity) MATCH (a)-[:IN]->(r:Source) "
    "MATCH (c)-[:SAID_BY]->(t:Entity) MATCH (c)-[:IN]->(cr:Source) "
    "RETURN a.id AS id, a.stance AS stance, a.value AS value, a.hedge AS hedge, a.since AS since, "
    "s.name AS speaker, r.id AS report, c.id AS answered, t.name AS answered_speaker, "
    "c.since AS answered_since, cr.id AS answered_report ORDER BY since, id, answered"
)
OBSERVED_AT = (
    "MATCH (o:Entity:Observation)<-[:ABOUT]-(c:Statement:Claim)-[:VALUE]->(:Entity {id: $id}) "
    f"WHERE c.property = 'place' AND {stood_in_cypher('c')} RETURN DISTINCT o.id AS id, o.name AS name ORDER BY id"
)
LINKED_TRANSFERS = (
    "UNWIND $ids AS id MATCH (:Entity {id: id})<-[:ABOUT]-(b:Statement:Claim) "
    f"WHERE {stood_in_cypher('b')} MATCH (c:Statement:Claim)-[:RESTS_ON*1..4]->(b) WHERE {stood_in_cypher('c')} "
    "MATCH (c)-[:ABOUT]->(t:Entity:Transfer) RETURN DISTINCT id AS event, t.id AS id, t.name AS name ORDER BY id, event"
)
NAMED_TOGETHER = (
    "UNWIND $ids AS id MATCH (:Entity {id: id})<-[:ABOUT]-(b:Statement:Claim)-[:IN]->(r:Source) "
    f"WHERE {stood_in_cypher('b')} MATCH (r)<-[:IN]-(c:Statement:Claim)-[:ABOUT]->(t:Entity:Transfer) "
    "WHERE c.property = 'exists' RETURN DISTINCT t.id AS id, t.name AS name ORDER BY id"
)
INVOLVING = (
    "MATCH (:Entity {id: $id})<-[]-(c:Statement:Claim)-[:ABOUT]->(t:Entity:Transfer) "
    f"WHERE c.property <> 'legality' AND {stood_in_cypher('c')} RETURN DISTINCT t.id AS id, t.name AS name ORDER BY id"
)
BORDER_LINKS = (
    "MATCH (a:Entity {id: $id})<-[:ENDS_AT]-(l:Statement:RailLink)-[:ENDS_AT]->(b:Entity) "
    f"WHERE l.border AND b.id <> a.id AND {stood_in_cypher('l')} MATCH (l)-[:IN]->(r:Source) "
    "OPTIONAL MATCH (l)-[:OVER]->(o:Entity) "
    "RETURN b.id AS id, b.name AS name, o.name AS over, coalesce(l.gauges, []) AS gauges, l.km AS km, "
    "l.note AS note, l.id AS statement, r.id AS report ORDER BY id, statement"
)
COUNTRIES = (
    "UNWIND $ids AS id MATCH (:Entity {id: id})<-[:ABOUT]-(l:Statement:Location)-[:COUNTRY]->(c:Entity) "
    f"WHERE {stood_in_cypher('l')} MATCH (l)-[:IN]->(r:Source) "
    "RETURN id AS place, c.id AS id, c.name AS name, min(r.id) AS report ORDER BY place, id"
)
LEADERS = (
    "UNWIND $ids AS id MATCH (c:Entity {id: id})<-[:COUNTRY]-(o:Statement:Occupancy)-[:HOLDER]->(h:Entity) "
    f"WHERE {stood_in_cypher('o')} AND coalesce(o.earliest, o.since) <= $on AND coalesce(o.latest, '9999') >= $on "
    "RETURN DISTINCT c.id AS country, h.id AS id ORDER BY country, id"
)
MEETINGS = (
    "UNWIND $first AS a MATCH (:Entity {id: a})<-[:PARTICIPANT]-(o:Statement:Occurrence)-[:ABOUT]->(e:Entity) "
    f"WHERE {stood_in_cypher('o')} AND o.latest IS NOT NULL AND o.earliest >= $after AND o.latest < $before "
    "MATCH (o)-[:PARTICIPANT]->(b:Entity) WHERE b.id IN $second MATCH (o)-[:IN]->(r:Source) "
    "OPTIONAL MATCH (o)-[:PLACE]->(p:Entity) OPTIONAL MATCH (o)-[:PARTICIPANT]->(x:Entity) "
    "WITH DISTINCT e, o, r, p, x ORDER BY p.name, x.name "
    "RETURN e.id AS id, e.name AS name, labels(e) AS labels, o.id AS statement, o.earliest AS earliest, "
    "o.latest AS latest, coalesce(o.topics, []) AS topics, r.id AS report, collect(DISTINCT p.name) AS places, "
    "collect(DISTINCT x.name) AS participants ORDER BY earliest, id, statement"
)
EXEMPTIONS = (
    "UNWIND $ids AS id MATCH (x:Law:Exemption)-[:EXEMPTS_FROM]->(m:Law {id: id}) "
    "WHERE x.since <= $on AND $on < x.until MATCH (x)-[:CONDITION]->(c:Law:Condition) "
    "WITH m, x, c ORDER BY m.id, x.id, c.id "
    "RETURN m.id AS measure, x.id AS id, x.name AS name, collect(c.name) AS conditions ORDER BY measure, id"
)
REPORTS = (
    "UNWIND $ids AS id MATCH (r:Source {id: id}) OPTIONAL MATCH (r)-[:PUBLISHED_BY]->(p:Source) "
    "RETURN r.id AS id, r.name AS title, p.name AS publisher, coalesce(r.published, r.date) AS published, "
    "r.url AS url, r.seen AS seen ORDER BY id"
)
RECORDS = (
    "MATCH (e:Entity {id: $id})<-[role]-(s:Statement:Record)-[:IN]->(r:Source) "
    f"WHERE {stood_in_cypher('s')} AND NOT s:Identity AND type(role) IN ['ABOUT', 'HOLDER', 'PARTICIPANT'] "
    "RETURN s.id AS id, head([l IN labels(s) WHERE NOT l IN ['Statement', 'Record']]) AS kind, s.name AS name, "
    "coalesce(s.startDate, s.listedOn) AS start, s.endDate AS end, s.list AS list, s.summary AS summary, "
    "r.id AS report ORDER BY kind, start, id"
)
AFTER = (
    "MATCH (e:Entity {id: $id})<-[:ABOUT]-(m:Statement:Occurrence)-[:PARTICIPANT]->(h:Entity) "
    f"WHERE {stood_in_cypher('m')} AND m.latest IS NOT NULL "
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
KINDS = "UNWIND $ids AS id MATCH (e:Entity {id: id}) RETURN e.id AS id, e.name AS name, labels(e) AS labels ORDER BY id"
EVENTS = (
    "MATCH (e:Entity:Event)<-[:ABOUT]-(c:Statement:Claim) "
    f"WHERE {stood_in_cypher('c')} RETURN DISTINCT e.id AS id, e.name AS name, labels(e) AS labels ORDER BY id"
)
TRANSFERS_OF = (
    "MATCH (e:Entity:Transfer)<-[:ABOUT]-(c:Statement:Claim)-[:VALUE]->(g:Entity:Goods) "
    f"WHERE c.property = 'goods' AND g.id IN $goods AND {stood_in_cypher('c')} RETURN DISTINCT e.id AS id ORDER BY id"
)
LOCATED = (
    "UNWIND $ids AS id MATCH (:Entity {id: id})<-[:ABOUT]-(l:Statement:Location)-[:COUNTRY]->(c:Entity) "
    f"WHERE {stood_in_cypher('l')} RETURN DISTINCT id AS place, c.id AS country, l.id AS statement "
    "ORDER BY place, country, statement"
)
LISTED = (
    "UNWIND $ids AS id MATCH (e:Entity {id: id})<-[:ABOUT]-(l:Statement:Listing)-[:UNDER]->(p:Law) "
    "WHERE l.since <= $as_of RETURN id AS thing, p.id AS programme, coalesce(l.listedOn, l.since) AS since, "
    "l.until AS until, l.id AS record, labels(e) AS labels ORDER BY thing, programme, since, record"
)
RESTING = (
    "UNWIND $ids AS id MATCH (:Entity:Observation {id: id})<-[:ABOUT]-(b:Statement:Claim) "
    f"WHERE {stood_in_cypher('b')} MATCH (c:Statement:Claim)-[:RESTS_ON*1..4]->(b) WHERE {stood_in_cypher('c')} "
    "MATCH (c)-[:ABOUT]->(t:Entity:Transfer) MATCH (c)-[:IN]->(r:Source) MATCH (c)-[:SAID_BY]->(s:Entity) "
    "RETURN DISTINCT id AS event, t.id AS transfer, r.id AS report, s.id AS speaker "
    "ORDER BY event, transfer, report, speaker"
)
BETWEEN_SAME = (
    "UNWIND $ids AS id MATCH (:Entity:Transfer {id: id})<-[:ABOUT]-(f:Statement:Claim)-[:VALUE]->(a:Entity) "
    f"WHERE f.property = 'from' AND {stood_in_cypher('f')} "
    "MATCH (:Entity {id: id})<-[:ABOUT]-(t:Statement:Claim)-[:VALUE]->(b:Entity) "
    f"WHERE t.property = 'to' AND {stood_in_cypher('t')} "
    "MATCH (a)<-[:VALUE]-(g:Statement:Claim)-[:ABOUT]->(o:Entity:Transfer) "
    f"WHERE g.property = 'from' AND {stood_in_cypher('g')} "
    "MATCH (o)<-[:ABOUT]-(h:Statement:Claim)-[:VALUE]->(c:Entity) "
    f"WHERE h.property = 'to' AND c.id = b.id AND {stood_in_cypher('h')} RETURN DISTINCT o.id AS id ORDER BY id"
)
EVENTS_OF = (
    "MATCH (e:Entity:Event)<-[:ABOUT]-(c:Statement:Claim)-[:VALUE]->(:Entity {id: $id}) "
    f"WHERE {stood_in_cypher('c')} "
    "AND c.property IN ['place', 'from', 'to', 'carrier', 'participant', 'route', 'goods'] "
    "RETURN DISTINCT e.id AS id, e.name AS name, labels(e) AS labels ORDER BY id"
)
SEEN_ON = (
    "UNWIND $ids AS id MATCH (:Entity:Transfer {id: id})<-[:ABOUT]-(c:Statement:Claim) "
    f"WHERE c.property = 'exists' AND {stood_in_cypher('c')} "
    f"MATCH (c)-[:RESTS_ON*1..4]->(b:Statement:Claim) WHERE {stood_in_cypher('b')} "
    "MATCH (b)-[:ABOUT]->(o:Entity:Observation)<-[:ABOUT]-(d:Statement:Claim) "
    f"WHERE d.property = 'date' AND d.stance = 'asserts' AND {stood_in_cypher('d')} "
    "RETURN DISTINCT id AS event, o.id AS sight, d.id AS claim, d.earliest AS earliest, d.latest AS latest "
    "ORDER BY event, claim"
)
LISTS = (
    "MATCH (l:Statement:Listing)-[:UNDER]->(p:Law) MATCH (l)-[:ABOUT]->(e:Entity) "
    "MATCH (d:Source:Edition {dataset: l.dataset}) "
    "RETURN DISTINCT p.id AS programme, labels(e) AS labels, d.date AS day ORDER BY programme, labels, day"
)
