// name: after-meeting
// question: After two leaders met, what was observed within N days at a rail border between their countries?
// param: a | Person | id of one leader | wd:Q56226
// param: b | Person | id of the other | wd:Q7747
// param: days | integer | how many days after the meeting | 60 | 60
// param: as_of | date | what was known on this day | 2023-10-06
// column: meeting | id of the meeting
// column: met | last day that the meeting may have been
// column: asserted | whether a record states the meeting, or claims assert that both took part
// column: station | id of the station where it was observed
// column: event | id of the observation
// column: observed | day of the observation
// column: report | who says when it was
:param a => 'wd:Q56226';
:param b => 'wd:Q7747';
:param days => 60;
:param as_of => '2023-10-06';
MATCH (m:Entity)<-[:ABOUT]-(p:Statement)-[:PARTICIPANT|VALUE]->(a:Entity {id: $a})
WHERE (m:Meeting OR m:Summit OR m:Trip) AND coalesce(p.property, 'participant') = 'participant'
  AND coalesce(p.stance, 'asserts') IN ['asserts', 'suggests'] AND p.since <= $as_of AND $as_of < p.until
MATCH (m)<-[:ABOUT]-(q:Statement)-[:PARTICIPANT|VALUE]->(b:Entity {id: $b})
WHERE coalesce(q.property, 'participant') = 'participant'
  AND coalesce(q.stance, 'asserts') IN ['asserts', 'suggests'] AND q.since <= $as_of AND $as_of < q.until
  AND (p.id = q.id OR p:Claim OR q:Claim)
MATCH (m)<-[:ABOUT]-(o:Statement)
WHERE (o.id = p.id OR p:Claim OR o:Claim) AND coalesce(o.property, 'date') = 'date'
  AND coalesce(o.stance, 'asserts') IN ['asserts', 'suggests'] AND o.since <= $as_of AND $as_of < o.until AND o.latest IS NOT NULL
WITH m, a, b, o.earliest AS first, o.latest AS met,
     collect(CASE WHEN NOT 'suggests' IN [coalesce(p.stance, ''), coalesce(q.stance, '')] THEN 1 END) AS firm
MATCH (a)<-[:HOLDER]-(ta:Statement:Occupancy)-[:COUNTRY]->(ca:Entity)
WHERE ta.since <= $as_of AND $as_of < ta.until
  AND coalesce(ta.earliest, ta.since) <= met AND coalesce(ta.latest, '9999') >= first
OPTIONAL MATCH (ta)-[:POST]->(:Entity)<-[:POST]-(xa:Statement:Occupancy)-[:HOLDER]->(a)
WHERE ta.latest IS NULL AND xa.since <= $as_of AND $as_of < xa.until
  AND coalesce(ta.earliest, ta.since) <= xa.latest AND xa.latest < first
WITH m, a, b, first, met, firm, ca, ta, count(xa) AS ended
WHERE ended = 0
MATCH (b)<-[:HOLDER]-(tb:Statement:Occupancy)-[:COUNTRY]->(cb:Entity)
WHERE tb.since <= $as_of AND $as_of < tb.until
  AND coalesce(tb.earliest, tb.since) <= met AND coalesce(tb.latest, '9999') >= first
OPTIONAL MATCH (tb)-[:POST]->(:Entity)<-[:POST]-(xb:Statement:Occupancy)-[:HOLDER]->(b)
WHERE tb.latest IS NULL AND xb.since <= $as_of AND $as_of < xb.until
  AND coalesce(tb.earliest, tb.since) <= xb.latest AND xb.latest < first
WITH m, met, size(firm) > 0 AS asserted, ca, cb, tb, count(xb) AS ended
WHERE ended = 0
WITH DISTINCT m, met, asserted, ca, cb
MATCH (ca)<-[:COUNTRY]-(la:Statement:Location)-[:ABOUT]->(sa:Entity)<-[:ENDS_AT]-(link:Statement:RailLink)
WHERE link.border AND link.since <= $as_of AND $as_of < link.until AND la.since <= $as_of AND $as_of < la.until
MATCH (link)-[:ENDS_AT]->(sb:Entity)<-[:ABOUT]-(lb:Statement:Location)-[:COUNTRY]->(cb)
WHERE sb.id <> sa.id AND lb.since <= $as_of AND $as_of < lb.until
UNWIND [sa.id, sb.id] AS station
WITH DISTINCT m, met, asserted, station
MATCH (:Entity {id: station})<-[:VALUE]-(at:Statement:Claim)-[:ABOUT]->(x:Entity:Observation)
WHERE at.property = 'place' AND at.stance IN ['asserts', 'suggests'] AND at.since <= $as_of AND $as_of < at.until
WITH DISTINCT m, met, asserted, station, x
MATCH (x)<-[:ABOUT]-(d:Statement:Claim)-[:IN]->(r:Source)
WHERE d.property = 'date' AND d.stance IN ['asserts', 'suggests'] AND d.since <= $as_of AND $as_of < d.until
  AND d.earliest > met AND d.earliest <= toString(date(met) + duration({days: $days}))
RETURN DISTINCT m.id AS meeting, met, asserted, station, x.id AS event, d.value AS observed, r.id AS report
ORDER BY meeting, met, observed, event, station, report;
