// name: listed-ships
// question: Which ships are named in an event, on which lists were they, and since when?
// param: event | entity | id of the event | sg:kp-ru-munitions-2023-sea-dunay
// param: as_of | date | what was known on this day | 2024-12-31
// column: ship | id of the ship
// column: name | its name
// column: list | the list; empty where no list in the graph has it
// column: programme | the list's own name of the programme
// column: listed_on | day of listing, as the list says it
// column: since | from when that is known
// column: until | first edition without it; 9999-12-31 for still
// column: record | id of the listing
// column: source | report or edition that says so
// column: claims | ids of the claims that name the ship in the event
:param event => 'sg:kp-ru-munitions-2023-sea-dunay';
:param as_of => '2024-12-31';
MATCH (:Entity {id: $event})<-[:ABOUT]-(c:Statement:Claim)-[:VALUE]->(v:Entity:Vessel)
WHERE c.since <= $as_of AND $as_of < c.until
WITH v, c ORDER BY c.id
WITH v, collect(DISTINCT c.id) AS claims
OPTIONAL MATCH (v)<-[:ABOUT]-(l:Statement:Listing)-[:IN]->(r:Source)
WHERE l.since <= $as_of
RETURN v.id AS ship, v.name AS name, l.list AS list, l.listType AS programme, l.listedOn AS listed_on,
       l.since AS since, CASE WHEN l.until > $as_of THEN '9999-12-31' ELSE l.until END AS until, l.id AS record,
       r.id AS source, claims
ORDER BY ship, list, listed_on, record;
