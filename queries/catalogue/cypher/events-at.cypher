// name: events-at
// question: Which events are said to have been at a place, at a part of it or in a State, between two days?
// param: place | entity | id of the place or State | sg:tumangang-station
// param: since | date | first of the days | 2023-01-01
// param: until | date | last of the days | 2024-12-31
// param: as_of | date | what was known on this day | 2024-12-31
// column: event | id of the event
// column: kind | its kind
// column: name | its name
// column: first | first day that it may have been, of all that is stated
// column: last | last day
// column: place | id of the place that is said
// column: asserted | whether a claim asserts the place, or a record states it
// column: statements | ids of the statements on the place
:param place => 'sg:tumangang-station';
:param since => '2023-01-01';
:param until => '2024-12-31';
:param as_of => '2024-12-31';
OPTIONAL MATCH (:Entity {id: $place})<-[:VALUE]-(h:Statement:Claim)-[:ABOUT]->(s:Entity)
WHERE h.property IN ['part-of', 'country'] AND h.stance IN ['asserts', 'suggests'] AND h.since <= $as_of AND $as_of < h.until
WITH [$place] + collect(DISTINCT s.id) AS ids
UNWIND ids AS id
MATCH (p:Entity {id: id})<-[:VALUE|PLACE|COUNTRY]-(c:Statement)-[:ABOUT]->(e:Entity:Event)
WHERE coalesce(c.property, 'place') IN ['place', 'from', 'to', 'route', 'country']
  AND coalesce(c.stance, 'asserts') IN ['asserts', 'suggests'] AND c.since <= $as_of AND $as_of < c.until
WITH e, p, c ORDER BY c.id
WITH e, p, collect(c.id) AS statements, collect(CASE WHEN coalesce(c.stance, 'asserts') = 'asserts' THEN 1 END) AS firm
MATCH (e)<-[:ABOUT]-(d:Statement)
WHERE coalesce(d.property, 'date') = 'date' AND coalesce(d.stance, 'asserts') IN ['asserts', 'suggests']
  AND d.since <= $as_of AND $as_of < d.until
WITH e, p, statements, firm, min(d.earliest) AS first, max(d.latest) AS last
WHERE first <= $until AND $since <= last
RETURN e.id AS event, [l IN labels(e) WHERE NOT l IN ['Entity', 'Event']] AS kind, e.name AS name, first, last,
       p.id AS place, size(firm) > 0 AS asserted, statements
ORDER BY first, event, place;
