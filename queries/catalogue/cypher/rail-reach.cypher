// name: rail-reach
// question: Which stations and ports lie within one to four rail links, in use, of a station or a border crossing?
// param: place | Place | id of the station or crossing | sg:friendship-bridge
// param: links | integer | how many links at most, 1 to 4; the link over a crossing is its first | 2 | 2
// param: as_of | date | what was known on this day | 2023-10-06
// column: links | how many links away at the least
// column: id | id of the station or port
// column: name | its name
// column: country | ids of its State, by the statements known then
// column: statements | ids of the statements that carry the last link
:param place => 'sg:friendship-bridge';
:param links => 2;
:param as_of => '2023-10-06';
MATCH (a:Entity {id: $place})
OPTIONAL MATCH (a)<-[:OVER|ENDS_AT]-(l1:Statement:RailLink)-[:ENDS_AT]->(b1:Entity)
WHERE b1.id <> a.id AND l1.status IS NULL AND l1.since <= $as_of AND $as_of < l1.until
WITH a, collect(DISTINCT b1.id) AS r1, collect(DISTINCT l1.id) AS s1
OPTIONAL MATCH (a2:Entity)<-[:ENDS_AT]-(l2:Statement:RailLink)-[:ENDS_AT]->(b2:Entity)
WHERE $links >= 2 AND a2.id IN r1 AND b2.id <> a.id AND NOT b2.id IN r1
  AND l2.status IS NULL AND l2.since <= $as_of AND $as_of < l2.until
WITH a, r1, s1, collect(DISTINCT b2.id) AS r2, collect(DISTINCT l2.id) AS s2
OPTIONAL MATCH (a3:Entity)<-[:ENDS_AT]-(l3:Statement:RailLink)-[:ENDS_AT]->(b3:Entity)
WHERE $links >= 3 AND a3.id IN r2 AND b3.id <> a.id AND NOT b3.id IN r1 + r2
  AND l3.status IS NULL AND l3.since <= $as_of AND $as_of < l3.until
WITH a, r1, s1, r2, s2, collect(DISTINCT b3.id) AS r3, collect(DISTINCT l3.id) AS s3
OPTIONAL MATCH (a4:Entity)<-[:ENDS_AT]-(l4:Statement:RailLink)-[:ENDS_AT]->(b4:Entity)
WHERE $links >= 4 AND a4.id IN r3 AND b4.id <> a.id AND NOT b4.id IN r1 + r2 + r3
  AND l4.status IS NULL AND l4.since <= $as_of AND $as_of < l4.until
WITH r1, s1, r2, s2, r3, s3, collect(DISTINCT b4.id) AS r4, collect(DISTINCT l4.id) AS s4
UNWIND [1, 2, 3, 4] AS links
WITH links, CASE WHEN links = 1 THEN r1 WHEN links = 2 THEN r2 WHEN links = 3 THEN r3 ELSE r4 END AS reached,
     CASE WHEN links = 1 THEN s1 WHEN links = 2 THEN s2 WHEN links = 3 THEN s3 ELSE s4 END AS carried
UNWIND reached AS station
MATCH (b:Entity {id: station})<-[:ENDS_AT]-(l:Statement:RailLink)
WHERE l.id IN carried
WITH links, b, l ORDER BY l.id
WITH links, b, collect(DISTINCT l.id) AS statements
OPTIONAL MATCH (b)<-[:ABOUT]-(at:Statement:Location)-[:COUNTRY]->(c:Entity)
WHERE at.since <= $as_of AND $as_of < at.until
WITH links, b, statements, c ORDER BY c.id
RETURN links, b.id AS id, b.name AS name, collect(DISTINCT c.id) AS country, statements
ORDER BY links, id;
