// name: one-source
// question: Which statements about a thing or event does only one source make, however many repeat it?
// param: id | entity | id of the thing or event | sg:kp-ru-munitions-2023
// param: as_of | date | what was known on this day | 2023-12-31
// column: kind | Claim, or the kind of record
// column: property | property of a claim, what the thing is in the record, or list for being on one
// column: value | the value, as text or id; the name of a list
// column: origin | the one report or edition that it comes from
// column: statements | ids of the statements that make or repeat it
:param id => 'sg:kp-ru-munitions-2023';
:param as_of => '2023-12-31';
CALL {
  MATCH (:Entity {id: $id})<-[:ABOUT]-(c:Statement:Claim)
  WHERE c.since <= $as_of AND $as_of < c.until AND c.stance IN ['asserts', 'suggests']
  OPTIONAL MATCH (c)-[:VALUE]->(v:Entity)
  MATCH p = (c)-[:RESTS_ON*0..8]->(root:Statement:Claim)
  WHERE all(step IN nodes(p) WHERE step.since <= $as_of AND $as_of < step.until)
    AND NOT EXISTS { MATCH (root)-[:RESTS_ON]->(base:Statement) WHERE base.since <= $as_of AND $as_of < base.until }
  MATCH (root)-[:IN]->(origin:Source)
  WITH c, v, origin ORDER BY c.id, origin.id
  WITH c.property AS property, v.id AS thing, c.number AS number, c.unit AS unit, c.earliest AS earliest,
       c.latest AS latest, CASE WHEN c.number IS NULL AND c.earliest IS NULL AND v.id IS NULL THEN c.value END AS words,
       collect(DISTINCT origin.id) AS origins, collect(DISTINCT c.id) AS statements, min(c.value) AS shown
  WHERE size(origins) = 1
  RETURN 'Claim' AS kind, property, coalesce(thing, shown) AS value, origins[0] AS origin, statements
  UNION
  MATCH (:Entity {id: $id})<-[role]-(s:Statement:Record)-[other]->(x:Entity)
  WHERE s.since <= $as_of AND $as_of < s.until AND x.id <> $id
  MATCH (s)-[:IN]->(r:Source)
  WITH coalesce(head([label IN labels(s) WHERE NOT label IN ['Statement', 'Record', 'Relation']]), 'Relation') AS kind,
       type(role) AS property, x.id AS value, s, r ORDER BY s.id, r.id
  WITH kind, property, value, collect(DISTINCT r.id) AS origins, collect(DISTINCT s.id) AS statements
  WHERE size(origins) = 1
  RETURN kind, property, value, origins[0] AS origin, statements
  UNION
  MATCH (:Entity {id: $id})<-[:ABOUT]-(l:Statement:Listing)-[:IN]->(r:Source)
  WHERE l.since <= $as_of AND $as_of < l.until
  WITH l, r ORDER BY l.id, r.id
  WITH l.list AS value, collect(DISTINCT r.id) AS origins, collect(DISTINCT l.id) AS statements
  WHERE size(origins) = 1
  RETURN 'Listing' AS kind, 'list' AS property, value, origins[0] AS origin, statements
}
RETURN kind, property, value, origin, statements
ORDER BY kind, property, value, origin, statements;
