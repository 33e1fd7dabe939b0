// name: events-by-month
// question: How many events of each kind began in each month, between two days, and which?
// param: since | date | first of the days | 2023-01-01
// param: until | date | last of the days | 2023-12-31
// param: as_of | date | what was known on this day | 2024-12-31
// column: month | month of the first day that the event may have been, of all that is stated
// column: kind | its kind; empty where none is known
// column: number | how many
// column: events | ids of the events
:param since => '2023-01-01';
:param until => '2023-12-31';
:param as_of => '2024-12-31';
MATCH (e:Entity:Event)<-[:ABOUT]-(d:Statement)
WHERE coalesce(d.property, 'date') = 'date' AND coalesce(d.stance, 'asserts') IN ['asserts', 'suggests']
  AND d.since <= $as_of AND $as_of < d.until
WITH e, min(d.earliest) AS first
WHERE $since <= first AND first <= $until
WITH substring(first, 0, 7) AS month, e.id AS id, coalesce([l IN labels(e) WHERE NOT l IN ['Entity', 'Event']][0], '') AS kind
ORDER BY id
RETURN month, kind, count(id) AS number, collect(id) AS events
ORDER BY month, kind;
