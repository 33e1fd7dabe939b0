// name: calls-of
// question: Where is a ship said to have been, when, in which event, and on whose word?
// param: ship | Vessel | id of the ship | sg:angara
// param: as_of | date | what was known on this day | 2024-12-31
// column: place | id of the place
// column: name | its name
// column: event | id of the event: a call, a leg of a transfer, or a sighting
// column: place_as | what the place is in the event: place, from, to or route
// column: first | first day that the event may have been, of all that is stated
// column: last | last day
// column: asserted | whether a claim asserts both that the ship was in it and the place
// column: ship_claims | ids of the claims that the ship was in it
// column: place_claims | ids of the claims on the place
// column: reports | where the claims on the ship stand
:param ship => 'sg:angara';
:param as_of => '2024-12-31';
MATCH (:Entity {id: $ship})<-[:VALUE]-(c:Statement:Claim)-[:ABOUT]->(e:Entity)<-[:ABOUT]-(p:Statement:Claim)
WHERE c.property = 'carrier' AND c.stance IN ['asserts', 'suggests'] AND c.since <= $as_of AND $as_of < c.until
MATCH (p)-[:VALUE]->(l:Entity)
WHERE p.property IN ['place', 'from', 'to', 'route'] AND p.stance IN ['asserts', 'suggests']
  AND p.since <= $as_of AND $as_of < p.until
MATCH (c)-[:IN]->(r:Source)
WITH e, l, p, c, r ORDER BY c.id, p.id, r.id
WITH e, l, p.property AS place_as, collect(DISTINCT c.id) AS ship_claims, collect(DISTINCT p.id) AS place_claims,
     collect(DISTINCT r.id) AS reports,
     collect(CASE WHEN p.stance = 'asserts' AND c.stance = 'asserts' THEN c.id END) AS firm
OPTIONAL MATCH (e)<-[:ABOUT]-(d:Statement:Claim)
WHERE d.property = 'date' AND d.stance IN ['asserts', 'suggests'] AND d.since <= $as_of AND $as_of < d.until
RETURN l.id AS place, l.name AS name, e.id AS event, place_as, min(d.earliest) AS first, max(d.latest) AS last,
       size(firm) > 0 AS asserted, ship_claims, place_claims, reports
ORDER BY first, event, place, place_as;
