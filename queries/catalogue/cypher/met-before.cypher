// name: met-before
// question: Who of the States concerned met whom, within N days before a change in trade or traffic was seen?
// param: days | integer | how many days before the change | 60 | 60
// param: as_of | date | what was known on this day | 2023-12-31
// column: event | id of the event in which a change is stated
// column: began | first day that it may have been, of all that is stated
// column: changes | the changes, as stated
// column: claims | ids of the claims that state them
// column: meeting | id of the meeting
// column: met | last day that the meeting may have been
// column: a | id of who met, in office then
// column: a_of | id of the State
// column: b | id of whom
// column: b_of | id of the State
// column: sources | who says that they met, or that one of the two took part
// column: asserted | whether a record states it, or claims assert that both took part
:param days => 60;
:param as_of => '2023-12-31';
MATCH (x:Entity:Event)<-[:ABOUT]-(c:Statement:Claim)
WHERE c.property = 'change' AND c.stance IN ['asserts', 'suggests'] AND c.since <= $as_of AND $as_of < c.until
WITH x, c ORDER BY c.id
WITH x, collect(c.value) AS changes, collect(c.id) AS claims
MATCH (x)<-[:ABOUT]-(d:Statement:Claim)
WHERE d.property = 'date' AND d.stance IN ['asserts', 'suggests'] AND d.earliest IS NOT NULL
  AND d.since <= $as_of AND $as_of < d.until
WITH x, changes, claims, min(d.earliest) AS began
MATCH (x)<-[:ABOUT]-(w:Statement:Claim)-[:VALUE]->(v:Entity)
WHERE w.property IN ['place', 'from', 'to', 'route'] AND w.stance IN ['asserts', 'suggests']
  AND w.since <= $as_of AND $as_of < w.until
OPTIONAL MATCH (v)<-[:ABOUT]-(lv:Statement:Location)-[:COUNTRY]->(cv:Entity)
WHERE lv.since <= $as_of AND $as_of < lv.until
OPTIONAL MATCH (v)<-[:ENDS_AT]-(link:Statement:RailLink)-[:ENDS_AT]->(:Entity)
  <-[:ABOUT]-(lo:Statement:Location)-[:COUNTRY]->(co:Entity)
WHERE link.border AND link.since <= $as_of AND $as_of < link.until AND lo.since <= $as_of AND $as_of < lo.until
WITH x, changes, claims, began,
     collect(DISTINCT v.id) + collect(DISTINCT cv.id) + collect(DISTINCT co.id) AS concerned
UNWIND concerned AS state
MATCH (ca:Entity {id: state})<-[:COUNTRY]-(ta:Statement:Occupancy)-[:HOLDER]->(a:Entity)
WHERE ta.since <= $as_of AND $as_of < ta.until
MATCH (a)<-[:PARTICIPANT|VALUE]-(p:Statement)-[:ABOUT]->(m:Entity)
WHERE (m:Meeting OR m:Summit OR m:Trip) AND coalesce(p.property, 'participant') = 'participant'
  AND coalesce(p.stance, 'asserts') IN ['asserts', 'suggests'] AND p.since <= $as_of AND $as_of < p.until
MATCH (m)<-[:ABOUT]-(o:Statement)
WHERE (o.id = p.id OR p:Claim OR o:Claim) AND coalesce(o.property, 'date') = 'date'
  AND coalesce(o.stance, 'asserts') IN ['asserts', 'suggests'] AND o.since <= $as_of AND $as_of < o.until
  AND o.latest IS NOT NULL AND o.latest < began
  AND began <= toString(date(o.latest) + duration({days: $days}))
  AND coalesce(ta.earliest, ta.since) <= o.latest AND coalesce(ta.latest, '9999') >= o.earliest
OPTIONAL MATCH (ta)-[:POST]->(:Entity)<-[:POST]-(xa:Statement:Occupancy)-[:HOLDER]->(a)
WHERE ta.latest IS NULL AND xa.since <= $as_of AND $as_of < xa.until
  AND coalesce(ta.earliest, ta.since) <= xa.latest AND xa.latest < o.earliest
WITH x, began, changes, claims, concerned, ca, a, m, p, o, ta, count(xa) AS ended
WHERE ended = 0
MATCH (m)<-[:ABOUT]-(q:Statement)-[:PARTICIPANT|VALUE]->(b:Entity)
WHERE coalesce(q.property, 'participant') = 'participant'
  AND coalesce(q.stance, 'asserts') IN ['asserts', 'suggests'] AND q.since <= $as_of AND $as_of < q.until
  AND (p.id = q.id OR p:Claim OR q:Claim)
MATCH (b)<-[:HOLDER]-(tb:Statement:Occupancy)-[:COUNTRY]->(cb:Entity)
WHERE cb.id IN concerned AND ca.id < cb.id AND tb.since <= $as_of AND $as_of < tb.until
  AND coalesce(tb.earliest, tb.since) <= o.latest AND coalesce(tb.latest, '9999') >= o.earliest
OPTIONAL MATCH (tb)-[:POST]->(:Entity)<-[:POST]-(xb:Statement:Occupancy)-[:HOLDER]->(b)
WHERE tb.latest IS NULL AND xb.since <= $as_of AND $as_of < xb.until
  AND coalesce(tb.earliest, tb.since) <= xb.latest AND xb.latest < o.earliest
WITH x, began, changes, claims, ca, a, m, p, q, o, b, cb, tb, count(xb) AS ended
WHERE ended = 0
MATCH (m)<-[:ABOUT]-(s:Statement)-[:IN]->(r:Source)
WHERE s.id IN [p.id, q.id]
WITH x, began, changes, claims, m, p, q, o, a, ca, b, cb, r ORDER BY r.id
WITH x, began, changes, claims, m, a, ca, b, cb, max(o.latest) AS met, collect(DISTINCT r.id) AS sources,
     collect(CASE WHEN NOT 'suggests' IN [coalesce(p.stance, ''), coalesce(q.stance, '')] THEN 1 END) AS firm
RETURN x.id AS event, began, changes, claims, m.id AS meeting, met, a.id AS a, ca.id AS a_of, b.id AS b,
       cb.id AS b_of, sources, size(firm) > 0 AS asserted
ORDER BY began, event, met, meeting, a, a_of, b, b_of;
