// name: disputed
// question: On what do claims about an event or thing differ: which values, by whom, on what basis?
// param: event | entity | id of the event or thing | sg:kp-ru-munitions-2023
// param: as_of | date | what was known on this day | 2024-12-31
// column: property | what they are about
// column: unit | unit, for amounts
// column: value | the value, as text or id
// column: stance | how it is put
// column: speaker | id of who says it
// column: speaker_name | name
// column: basis | what it stands on
// column: claim | id of the claim
// column: since | from when it was known
:param event => 'sg:kp-ru-munitions-2023';
:param as_of => '2024-12-31';
MATCH (e:Entity {id: $event})<-[:ABOUT]-(a:Statement:Claim)
WHERE a.since <= $as_of AND $as_of < a.until AND a.stance IN ['asserts', 'suggests', 'denies', 'doubts']
MATCH (a)-[:SAID_BY]->(s:Entity)
MATCH (e)<-[:ABOUT]-(b:Statement:Claim)-[:SAID_BY]->(t:Entity)
WHERE b.since <= $as_of AND $as_of < b.until AND b.stance IN ['asserts', 'suggests', 'denies', 'doubts'] AND s.id <> t.id
  AND a.property = b.property AND coalesce(a.unit, '') = coalesce(b.unit, '')
OPTIONAL MATCH (a)-[:VALUE]->(v:Entity)
OPTIONAL MATCH (b)-[:VALUE]->(w:Entity)
WITH a, s, coalesce(v.id, a.value, '') AS value, coalesce(w.id, b.value, '') AS other,
     a.stance IN ['asserts', 'suggests'] AS put, b.stance IN ['asserts', 'suggests'] AS puts
WHERE value <> other OR put <> puts
RETURN DISTINCT a.property AS property, a.unit AS unit, value, a.stance AS stance, s.id AS speaker,
       s.name AS speaker_name, a.basis AS basis, a.id AS claim, a.since AS since
ORDER BY property, since, claim;
