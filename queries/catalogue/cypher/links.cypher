// name: links
// question: Which rail links lead from a station, with which gauge, and which cross a border?
// param: place | Place | id of the station | sg:tumangang-station
// param: as_of | date | what was known on this day | 2023-10-06
// column: to | id of the other station
// column: name | its name
// column: country | ids of its State, by the statements known then
// column: border | whether the link crosses a border
// column: over | the bridge or crossing
// column: gauges | in millimetres
// column: km | length, where stated
// column: statement | id of the statement
// column: source | who says so
:param place => 'sg:tumangang-station';
:param as_of => '2023-10-06';
MATCH (a:Entity {id: $place})<-[:ENDS_AT]-(l:Statement:RailLink)-[:ENDS_AT]->(b:Entity)
WHERE b.id <> a.id AND l.since <= $as_of AND $as_of < l.until
MATCH (l)-[:IN]->(r:Source)
OPTIONAL MATCH (l)-[:OVER]->(o:Entity)
OPTIONAL MATCH (b)<-[:ABOUT]-(at:Statement:Location)-[:COUNTRY]->(c:Entity)
WHERE at.since <= $as_of AND $as_of < at.until
WITH l, b, r, o, c ORDER BY c.id
WITH l, b, r, o, collect(DISTINCT c.id) AS country
RETURN b.id AS to, b.name AS name, country, coalesce(l.border, false) AS border, o.id AS over,
       coalesce(l.gauges, []) AS gauges, l.km AS km, l.id AS statement, r.id AS source
ORDER BY border DESC, to, statement;
