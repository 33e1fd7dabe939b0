// name: near
// question: Which stations, ports and crossings lie within N kilometres of a place, as the crow flies?
// param: place | Place | id of the place | sg:friendship-bridge
// param: km | integer | how many kilometres | 50 | 50
// param: as_of | date | what was known on this day | 2026-11-24
// column: km | kilometres, by the nearest of the coordinates that sources give
// column: id | id of the place found
// column: name | its name
// column: kinds | what it is; empty for a place of which only its functions are known
// column: functions | what a code list says that it serves as: port, rail …
// column: country | ids of its State, by the statements known then
// column: statement | id of the statement whose coordinates are nearest
// column: source | who says so
:param place => 'sg:friendship-bridge';
:param km => 50;
:param as_of => '2026-11-24';
MATCH (:Entity {id: $place})<-[:ABOUT]-(a:Statement:Location)
WHERE a.since <= $as_of AND $as_of < a.until AND a.latitude IS NOT NULL AND a.longitude IS NOT NULL
WITH DISTINCT a.latitude AS lat, a.longitude AS lon
MATCH (b:Statement:Location)
WHERE abs(b.latitude - lat) * 111.0 <= $km AND b.longitude IS NOT NULL AND b.since <= $as_of AND $as_of < b.until
WITH b, lat, sin(radians(b.latitude - lat) / 2) AS up, sin(radians(b.longitude - lon) / 2) AS across
WITH b, up * up + cos(radians(lat)) * cos(radians(b.latitude)) * across * across AS half
WITH b, min(round(127420.0 * asin(sqrt(CASE WHEN half > 1.0 THEN 1.0 ELSE half END))) / 10) AS km
WHERE km <= $km
MATCH (b)-[:ABOUT]->(p:Entity)
WHERE p.id <> $place AND (p:RailStation OR p:Port OR p:BorderCrossing
  OR any(f IN coalesce(b.functions, []) WHERE f IN ['port', 'inland port', 'rail', 'border crossing']))
MATCH (b)-[:IN]->(r:Source)
WITH p, b, r, km ORDER BY km, b.id, r.id
WITH p, collect(km)[0] AS km, collect(b.id)[0] AS statement, collect(r.id)[0] AS source
OPTIONAL MATCH (p)<-[:ABOUT]-(l:Statement:Location)-[:COUNTRY]->(c:Entity)
WHERE l.since <= $as_of AND $as_of < l.until
WITH p, km, statement, source, c ORDER BY c.id
WITH p, km, statement, source, collect(DISTINCT c.id) AS country
MATCH (n:Statement {id: statement})
RETURN km, p.id AS id, p.name AS name,
       [kind IN ['BorderCrossing', 'Port', 'RailStation'] WHERE kind IN labels(p)] AS kinds,
       coalesce(n.functions, []) AS functions, country, statement, source
ORDER BY km, id;
