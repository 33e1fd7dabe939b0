// name: listed-at
// question: Which listed things are linked to a place, through which event, and on which lists are they?
// param: place | Place | id of the place | sg:rajin-port
// param: as_of | date | what was known on this day | 2024-12-31
// column: thing | id of what is listed
// column: name | its name
// column: event | id of the event that links it to the place
// column: place_as | what the place is in the event: place, from, to, route …
// column: thing_as | what the thing is in the event: carrier, participant …
// column: statements | ids of the statements that say so
// column: list | the list
// column: programme | the list's own name of the programme
// column: listed_on | day of listing, as the list says it
// column: record | id of the listing
:param place => 'sg:rajin-port';
:param as_of => '2024-12-31';
CALL {
  MATCH (:Entity {id: $place})<-[:VALUE]-(c:Statement:Claim)-[:ABOUT]->(e:Entity:Event)
  WHERE c.stance IN ['asserts', 'suggests'] AND c.since <= $as_of AND $as_of < c.until
  MATCH (e)<-[:ABOUT]-(d:Statement:Claim)-[:VALUE]->(t:Entity)
  WHERE d.stance IN ['asserts', 'suggests'] AND d.since <= $as_of AND $as_of < d.until AND t.id <> $place
  RETURN t.id AS thing, e.id AS event, c.property AS place_as, d.property AS thing_as, c.id AS first, d.id AS second
  UNION
  MATCH (:Entity {id: $place})<-[:PLACE]-(o:Statement:Occurrence)-[:PARTICIPANT]->(t:Entity)
  WHERE o.since <= $as_of AND $as_of < o.until
  MATCH (o)-[:ABOUT]->(e:Entity)
  RETURN t.id AS thing, e.id AS event, 'place' AS place_as, 'participant' AS thing_as, o.id AS first, o.id AS second
}
MATCH (x:Entity {id: thing})<-[:ABOUT]-(l:Statement:Listing)
WHERE l.since <= $as_of AND $as_of < l.until
UNWIND [first, second] AS statement
WITH x, event, place_as, thing_as, l, statement ORDER BY statement
RETURN x.id AS thing, x.name AS name, event, place_as, thing_as, collect(DISTINCT statement) AS statements,
       l.list AS list, l.listType AS programme, l.listedOn AS listed_on, l.id AS record
ORDER BY thing, event, place_as, thing_as, list, record;
