// name: meetings
// question: When did two people meet, on a visit too, where, on what matters, and who says so?
// param: a | Person | id of one person | wd:Q56226
// param: b | Person | id of the other | wd:Q7747
// param: as_of | date | what was known on this day | 2024-12-31
// column: start | first day that it may have been
// column: end | last day that it may have been
// column: event | id of the event
// column: name | its name
// column: places | where, by this source
// column: topics | matters spoken of, by this source
// column: source | report or edition that says so
// column: since | from when that was known
:param a => 'wd:Q56226';
:param b => 'wd:Q7747';
:param as_of => '2024-12-31';
MATCH (e:Entity)<-[:ABOUT]-(o:Statement:Occurrence)-[:PARTICIPANT]->(:Entity {id: $a})
MATCH (o)-[:PARTICIPANT]->(:Entity {id: $b})
MATCH (o)-[:IN]->(r:Source)
WHERE (e:Meeting OR e:Summit OR e:Trip) AND o.since <= $as_of AND $as_of < o.until
OPTIONAL MATCH (o)-[:PLACE]->(p:Entity)
WITH e, o, r, p ORDER BY p.name
WITH e, o, r, collect(p.name) AS places
RETURN o.earliest AS start, o.latest AS end, e.id AS event, e.name AS name, places,
       coalesce(o.topics, []) AS topics, r.id AS source, o.since AS since
ORDER BY start, event, source, o.id;
