// name: met-whom
// question: Whom did a person meet in the N days up to a day, on a visit too, and who says so?
// param: person | entity | id of the person | wd:Q56226
// param: on | date | the last of the days | 2023-09-30
// param: days | integer | how many days back | 60 | 60
// param: as_of | date | what was known on this day | 2024-12-31
// column: whom | id of whom
// column: name | name
// column: start | first day that it may have been, of all that is stated
// column: end | last day that it may have been
// column: event | id of the meeting
// column: event_name | its name
// column: sources | who says so, or that one of the two took part
// column: asserted | whether a record states it, or claims assert that both took part
:param person => 'wd:Q56226';
:param on => '2023-09-30';
:param days => 60;
:param as_of => '2024-12-31';
MATCH (:Entity {id: $person})<-[:PARTICIPANT|VALUE]-(x:Statement)-[:ABOUT]->(e:Entity)
WHERE (e:Meeting OR e:Summit OR e:Trip) AND coalesce(x.property, 'participant') = 'participant'
  AND coalesce(x.stance, 'asserts') IN ['asserts', 'suggests'] AND x.since <= $as_of AND $as_of < x.until
MATCH (e)<-[:ABOUT]-(y:Statement)-[:PARTICIPANT|VALUE]->(p:Entity)
WHERE p.id <> $person AND coalesce(y.property, 'participant') = 'participant'
  AND coalesce(y.stance, 'asserts') IN ['asserts', 'suggests'] AND y.since <= $as_of AND $as_of < y.until
  AND (x.id = y.id OR x:Claim OR y:Claim)
MATCH (e)<-[:ABOUT]-(d:Statement)
WHERE coalesce(d.property, 'date') = 'date' AND coalesce(d.stance, 'asserts') IN ['asserts', 'suggests']
  AND d.since <= $as_of AND $as_of < d.until
  AND d.earliest <= $on AND $on <= toString(date(d.latest) + duration({days: $days}))
MATCH (e)<-[:ABOUT]-(o:Statement)-[:IN]->(r:Source)
WHERE o.id IN [x.id, y.id]
WITH p, e, x, y, d, r ORDER BY r.id
WITH p, e, min(d.earliest) AS first, max(d.latest) AS last, collect(DISTINCT r.id) AS sources,
     collect(CASE WHEN NOT 'suggests' IN [coalesce(x.stance, ''), coalesce(y.stance, '')] THEN 1 END) AS firm
RETURN p.id AS whom, p.name AS name, first AS start, last AS end, e.id AS event, e.name AS event_name, sources,
       size(firm) > 0 AS asserted
ORDER BY start, event, whom;
