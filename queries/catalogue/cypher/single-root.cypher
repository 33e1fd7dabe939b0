// name: single-root
// question: Which events rest on one report alone, however many repeat it?
// param: as_of | date | what was known on this day | 2023-10-31
// column: event | id of the event
// column: name | its name
// column: root | the one report at the bottom
// column: speakers | who speaks there
// column: reports | how many reports tell of the event
// column: claims | how many claims they make
:param as_of => '2023-10-31';
MATCH (e:Entity:Event)<-[:ABOUT]-(c:Statement:Claim)-[:IN]->(r:Source)
WHERE c.since <= $as_of AND $as_of < c.until AND c.stance IN ['asserts', 'suggests']
MATCH p = (c)-[:RESTS_ON*0..8]->(root:Statement:Claim)
WHERE all(step IN nodes(p) WHERE step.since <= $as_of AND $as_of < step.until)
  AND NOT EXISTS { MATCH (root)-[:RESTS_ON]->(base:Statement) WHERE base.since <= $as_of AND $as_of < base.until }
MATCH (root)-[:IN]->(origin:Source)
MATCH (root)-[:SAID_BY]->(s:Entity)
WITH e, r, c, origin, s ORDER BY origin.id, s.name
WITH e, count(DISTINCT r) AS reports, count(DISTINCT c) AS claims, collect(DISTINCT origin.id) AS origins,
     collect(DISTINCT s.name) AS speakers
WHERE size(origins) = 1
RETURN e.id AS event, e.name AS name, origins[0] AS root, speakers, reports, claims
ORDER BY reports DESC, event;
