// name: traffic
// question: What was counted at a place, its parts and what it is part of, over time, by whom, on what basis?
// param: place | Place | id of the place | sg:tumangang-station
// param: as_of | date | what was known on this day | 2024-12-31
// column: date | day or days of the observation, as far as stated
// column: event | id of the observation
// column: place | id of the place at which it is put
// column: number | the count
// column: unit | what was counted
// column: qualifier | about, at least, at most …, as the source means it
// column: hedge | the source's own words
// column: basis | what the count stands on
// column: speaker | who counted
// column: report | where it stands
// column: carried_by | how many later claims repeat or build on it
:param place => 'sg:tumangang-station';
:param as_of => '2024-12-31';
UNWIND [$place] AS here
OPTIONAL MATCH (:Entity {id: here})<-[:VALUE|WITHIN]-(h:Statement)-[:ABOUT]->(n:Entity:Place)
WHERE coalesce(h.property, 'part-of') = 'part-of' AND coalesce(h.stance, 'asserts') IN ['asserts', 'suggests']
  AND h.since <= $as_of AND $as_of < h.until
WITH collect(here) + collect(n.id) AS parts
UNWIND parts AS here
OPTIONAL MATCH (:Entity {id: here})<-[:VALUE|WITHIN]-(h:Statement)-[:ABOUT]->(n:Entity:Place)
WHERE coalesce(h.property, 'part-of') = 'part-of' AND coalesce(h.stance, 'asserts') IN ['asserts', 'suggests']
  AND h.since <= $as_of AND $as_of < h.until
WITH collect(here) + collect(n.id) AS parts
UNWIND [$place] AS here
OPTIONAL MATCH (:Entity {id: here})<-[:ABOUT]-(h:Statement)-[:VALUE|WITHIN]->(n:Entity:Place)
WHERE coalesce(h.property, 'part-of') = 'part-of' AND coalesce(h.stance, 'asserts') IN ['asserts', 'suggests']
  AND h.since <= $as_of AND $as_of < h.until
WITH parts, collect(here) + collect(n.id) AS wholes
UNWIND wholes AS here
OPTIONAL MATCH (:Entity {id: here})<-[:ABOUT]-(h:Statement)-[:VALUE|WITHIN]->(n:Entity:Place)
WHERE coalesce(h.property, 'part-of') = 'part-of' AND coalesce(h.stance, 'asserts') IN ['asserts', 'suggests']
  AND h.since <= $as_of AND $as_of < h.until
WITH parts, collect(here) + collect(n.id) AS wholes
UNWIND parts + wholes AS id
MATCH (o:Entity:Observation)<-[:ABOUT]-(at:Statement:Claim)-[:VALUE]->(p:Entity {id: id})
WHERE at.property = 'place' AND at.stance IN ['asserts', 'suggests'] AND at.since <= $as_of AND $as_of < at.until
WITH DISTINCT o, p
MATCH (o)<-[:ABOUT]-(q:Statement:Claim)-[:SAID_BY]->(s:Entity)
WHERE q.property = 'quantity' AND q.stance IN ['asserts', 'suggests'] AND q.since <= $as_of AND $as_of < q.until
  AND NOT EXISTS {
    MATCH (q)-[:RESTS_ON*1..6]->(base:Statement:Claim)-[:ABOUT]->(o)
    WHERE base.property = 'quantity' AND base.stance IN ['asserts', 'suggests']
      AND base.since <= $as_of AND $as_of < base.until
  }
MATCH (q)-[:IN]->(r:Source:Report)
OPTIONAL MATCH (o)<-[:ABOUT]-(d:Statement:Claim)
WHERE d.property = 'date' AND d.stance IN ['asserts', 'suggests'] AND d.value IS NOT NULL
  AND d.since <= $as_of AND $as_of < d.until
WITH o, p, q, s, r, min(d.value) AS date
OPTIONAL MATCH (c:Statement:Claim)-[:RESTS_ON*1..6]->(q)
WHERE c.since <= $as_of AND $as_of < c.until
WITH o, p, q, s, r, date, count(DISTINCT c) AS carried_by
RETURN date, o.id AS event, p.id AS place, q.number AS number, q.unit AS unit, q.qualifier AS qualifier, q.hedge AS hedge,
       q.basis AS basis, s.name AS speaker, r.id AS report, carried_by
ORDER BY date, event, place, unit, number, report, q.id;
