// name: meetings
// question: When did two people meet, on a visit too, where, on what matters, and who says so?
// param: a | Person | id of one person | wd:Q56226
// param: b | Person | id of the other | wd:Q7747
// param: as_of | date | what was known on this day | 2024-12-31
// column: start | first day that it may have been, by this source
// column: end | last day that it may have been
// column: event | id of the event
// column: name | its name
// column: places | where, by this source
// column: topics | matters spoken of, by this source
// column: source | report or edition that says so, or that one of the two took part
// column: asserted | whether it states or asserts this, and does not only suggest it
// column: statements | ids of its record, or of its claims that they took part
// column: since | from when that was known
:param a => 'wd:Q56226';
:param b => 'wd:Q7747';
:param as_of => '2024-12-31';
MATCH (e:Entity)<-[:ABOUT]-(x:Statement)-[:PARTICIPANT|VALUE]->(:Entity {id: $a})
WHERE (e:Meeting OR e:Summit OR e:Trip) AND coalesce(x.property, 'participant') = 'participant'
  AND coalesce(x.stance, 'asserts') IN ['asserts', 'suggests'] AND x.since <= $as_of AND $as_of < x.until
MATCH (e)<-[:ABOUT]-(y:Statement)-[:PARTICIPANT|VALUE]->(:Entity {id: $b})
WHERE coalesce(y.property, 'participant') = 'participant'
  AND coalesce(y.stance, 'asserts') IN ['asserts', 'suggests'] AND y.since <= $as_of AND $as_of < y.until
  AND (x.id = y.id OR x:Claim OR y:Claim)
MATCH (e)<-[:ABOUT]-(o:Statement)-[:IN]->(r:Source)
WHERE o.id IN [x.id, y.id]
WITH e, r, o ORDER BY o.id
WITH e, r, collect(DISTINCT o.id) AS statements, max(coalesce(o.stance, 'asserts')) = 'asserts' AS asserted,
     coalesce(head(collect(o.topics)), []) AS stated, min(o.since) AS since
OPTIONAL MATCH (e)<-[:ABOUT]-(d:Statement)-[:IN]->(r)
WHERE coalesce(d.property, 'date') = 'date' AND coalesce(d.stance, 'asserts') IN ['asserts', 'suggests']
  AND d.since <= $as_of AND $as_of < d.until
WITH e, r, statements, asserted, stated, since, min(d.earliest) AS first, max(d.latest) AS last
OPTIONAL MATCH (e)<-[:ABOUT]-(t:Statement)-[:IN]->(r)
WHERE t.property = 'topic' AND t.stance IN ['asserts', 'suggests'] AND t.since <= $as_of AND $as_of < t.until
WITH e, r, statements, asserted, stated, since, first, last, t ORDER BY t.value
WITH e, r, statements, asserted, stated, since, first, last, collect(DISTINCT t.value) AS spoken
OPTIONAL MATCH (e)<-[:ABOUT]-(l:Statement)-[:PLACE|VALUE]->(p:Entity), (l)-[:IN]->(r)
WHERE coalesce(l.property, 'place') = 'place' AND coalesce(l.stance, 'asserts') IN ['asserts', 'suggests']
  AND l.since <= $as_of AND $as_of < l.until
WITH e, r, statements, asserted, stated + spoken AS topics, since, first, last, p ORDER BY p.name
RETURN first AS start, last AS end, e.id AS event, e.name AS name, collect(DISTINCT p.name) AS places, topics, r.id AS source,
       asserted, statements, since
ORDER BY start, event, source;
