// name: amounts
// question: How much is said to have been transferred, of what, from where to where, by whom, on what basis?
// param: as_of | date | what was known on this day | 2024-12-31
// column: event | id of the event
// column: name | its name
// column: number | the amount
// column: unit | of what
// column: qualifier | about, at least, at most …, as the source means it
// column: stance | whether it is asserted, suggested, doubted, denied …
// column: basis | what the amount stands on
// column: froms | ids of the States and places that it is said to come from
// column: tos | ids of those that it is said to go to
// column: speaker | who says the amount
// column: claim | id of the claim
// column: report | where it stands
:param as_of => '2024-12-31';
MATCH (e:Entity:Transfer)<-[:ABOUT]-(q:Statement:Claim)-[:SAID_BY]->(s:Entity)
WHERE q.property = 'quantity' AND q.number IS NOT NULL AND q.since <= $as_of AND $as_of < q.until
MATCH (q)-[:IN]->(r:Source)
OPTIONAL MATCH (e)<-[:ABOUT]-(f:Statement:Claim)-[:VALUE]->(a:Entity)
WHERE f.property = 'from' AND f.stance IN ['asserts', 'suggests'] AND f.since <= $as_of AND $as_of < f.until
WITH e, q, s, r, a ORDER BY a.id
WITH e, q, s, r, collect(DISTINCT a.id) AS froms
OPTIONAL MATCH (e)<-[:ABOUT]-(t:Statement:Claim)-[:VALUE]->(b:Entity)
WHERE t.property = 'to' AND t.stance IN ['asserts', 'suggests'] AND t.since <= $as_of AND $as_of < t.until
WITH e, q, s, r, froms, b ORDER BY b.id
RETURN e.id AS event, e.name AS name, q.number AS number, q.unit AS unit, q.qualifier AS qualifier, q.stance AS stance,
       q.basis AS basis, froms, collect(DISTINCT b.id) AS tos, s.name AS speaker, q.id AS claim, r.id AS report
ORDER BY event, unit, number, claim, speaker;
