// name: list-to-events
// question: Which things of a list have a way to an event, themselves or through what a record links them with?
// param: list | list | name of the list: UN, US, EU | UN
// param: as_of | date | what was known on this day | 2024-12-31
// column: thing | id of what is listed
// column: name | its name
// column: through | id of what a record links with it, where the way leads through it
// column: link | id of the record that links the two
// column: event | id of the event
// column: event_name | its name
// column: statements | ids of the statements that lead to the event
:param list => 'UN';
:param as_of => '2024-12-31';
MATCH (l:Statement:Listing {list: $list})-[:ABOUT]->(t:Entity)
WHERE l.since <= $as_of AND $as_of < l.until
WITH t
OPTIONAL MATCH (t)<-[:SUBJECT]-(f:Statement:Relation)-[:OBJECT]->(x:Entity)
WHERE f.since <= $as_of AND $as_of < f.until
OPTIONAL MATCH (t)<-[:OBJECT]-(g:Statement:Relation)-[:SUBJECT]->(y:Entity)
WHERE g.since <= $as_of AND $as_of < g.until
WITH t, [[t.id, '']] + collect([x.id, f.id]) + collect([y.id, g.id]) AS ways
UNWIND ways AS way
MATCH (n:Entity {id: way[0]})<-[:VALUE|PARTICIPANT|REFERS_TO]-(s:Statement)-[:ABOUT]->(e:Entity:Event)
WHERE s.since <= $as_of AND $as_of < s.until AND coalesce(s.stance, 'asserts') IN ['asserts', 'suggests', 'justifies']
WITH t, way, e, s ORDER BY s.id
RETURN t.id AS thing, t.name AS name, CASE WHEN way[1] = '' THEN NULL ELSE way[0] END AS through,
       CASE WHEN way[1] = '' THEN NULL ELSE way[1] END AS link, e.id AS event, e.name AS event_name,
       collect(DISTINCT s.id) AS statements
ORDER BY thing, event, through, link;
