// name: denials
// question: Who denies what, on what basis, and in answer to whom?
// param: as_of | date | what was known on this day | 2023-12-31
// column: since | from when the denial was known
// column: claim | id of the denial
// column: speaker | who denies
// column: about | id of the event or thing
// column: property | which property of it
// column: value | what is denied, as text or id
// column: hedge | the speaker's own words
// column: basis | what it stands on
// column: report | where it stands
// column: answers | id of a claim that it answers; empty where it answers none in the graph
// column: answered_speaker | who made that claim
// column: answered_since | from when that claim was known
:param as_of => '2023-12-31';
MATCH (e:Entity)<-[:ABOUT]-(c:Statement:Claim)-[:SAID_BY]->(s:Entity)
WHERE c.stance = 'denies' AND c.since <= $as_of AND $as_of < c.until
MATCH (c)-[:IN]->(r:Source)
OPTIONAL MATCH (c)-[:VALUE]->(v:Entity)
OPTIONAL MATCH (c)-[:ANSWERS]->(q:Statement:Claim)-[:SAID_BY]->(t:Entity)
WHERE q.since <= $as_of AND $as_of < q.until
RETURN c.since AS since, c.id AS claim, s.name AS speaker, e.id AS about, c.property AS property,
       coalesce(v.id, c.value) AS value, c.hedge AS hedge, c.basis AS basis, r.id AS report, q.id AS answers,
       t.name AS answered_speaker, q.since AS answered_since
ORDER BY since, claim, answers;
