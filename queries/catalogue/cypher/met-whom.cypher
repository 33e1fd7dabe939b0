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
// column: sources | who says so
:param person => 'wd:Q56226';
:param on => '2023-09-30';
:param days => 60;
:param as_of => '2024-12-31';
MATCH (:Entity {id: $person})<-[:PARTICIPANT]-(o:Statement:Occurrence)-[:ABOUT]->(e:Entity)
MATCH (o)-[:PARTICIPANT]->(p:Entity)
MATCH (o)-[:IN]->(r:Source)
WHERE (e:Meeting OR e:Summit OR e:Trip) AND p.id <> $person AND o.since <= $as_of AND $as_of < o.until
  AND o.earliest <= $on AND $on <= toString(date(o.latest) + duration({days: $days}))
WITH p, e, o, r ORDER BY r.id
RETURN p.id AS whom, p.name AS name, min(o.earliest) AS start, max(o.latest) AS end, e.id AS event,
       e.name AS event_name, collect(DISTINCT r.id) AS sources
ORDER BY start, event, whom;
