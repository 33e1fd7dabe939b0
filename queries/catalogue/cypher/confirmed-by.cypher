// name: confirmed-by
// question: Who confirmed or contradicted a claim on evidence of their own?
// param: claim | claim | id of the claim | report:pentagon-2024-10-28#exists
// param: as_of | date | what was known on this day | 2024-12-31
// column: how | confirms; says another value; or contradicts (one of the two denies or doubts it)
// column: claim | id of the claim that does
// column: speaker | id of who makes it
// column: speaker_name | name
// column: value | the value, as text or id
// column: basis | what it stands on
// column: evidence | what it names as evidence, and the claim asked about does not
// column: report | where it stands
// column: since | from when it was known
:param claim => 'report:pentagon-2024-10-28#exists';
:param as_of => '2024-12-31';
MATCH (c:Statement:Claim {id: $claim})
WHERE c.since <= $as_of AND $as_of < c.until
MATCH (c)-[:SAID_BY]->(s:Entity)
MATCH (c)-[:ABOUT]->(:Entity)<-[:ABOUT]-(o:Statement:Claim)
WHERE o.since <= $as_of AND $as_of < o.until AND o.property = c.property
  AND o.stance IN ['asserts', 'suggests', 'denies', 'doubts']
MATCH (o)-[:SAID_BY]->(t:Entity)
WHERE s.id <> t.id
MATCH (o)-[:IN]->(r:Source)
OPTIONAL MATCH (c)-[:VALUE]->(v:Entity)
OPTIONAL MATCH (o)-[:VALUE]->(w:Entity)
OPTIONAL MATCH (o)-[:RESTS_ON*1..4]->(b:Statement {id: $claim})
WITH c, o, t, r, v, w, count(b) AS rests
WHERE rests = 0
WITH o, t, r, coalesce(v.id, c.value, '') AS first, coalesce(w.id, o.value, '') AS second,
     c.stance IN ['asserts', 'suggests'] AS put, o.stance IN ['asserts', 'suggests'] AS puts,
     [x IN coalesce(o.evidence, []) WHERE NOT x IN coalesce(c.evidence, [])] AS evidence
WHERE size(evidence) > 0
RETURN CASE WHEN first <> second AND first <> '' AND second <> '' THEN 'says another'
            WHEN put = puts THEN 'confirms' ELSE 'contradicts' END AS how,
       o.id AS claim, t.id AS speaker, t.name AS speaker_name, second AS value, o.basis AS basis, evidence,
       r.id AS report, o.since AS since
ORDER BY since, claim;
