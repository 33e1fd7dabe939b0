// name: said-by
// question: What does a speaker say, of what, how strongly, and in whose report?
// param: speaker | entity | id of the speaker | sg:dprk-government
// param: as_of | date | what was known on this day | 2024-12-31
// column: since | from when the claim was known
// column: claim | id of the claim
// column: about | id of the event or thing
// column: property | which property of it
// column: stance | asserts, suggests, doubts, denies, justifies, declines, anticipates, supposes, asks
// column: value | the value, as text or id
// column: hedge | the speaker's own words
// column: basis | what it stands on
// column: report | where it stands
// column: locator | where in the report
// column: answers | ids of the claims that it answers
:param speaker => 'sg:dprk-government';
:param as_of => '2024-12-31';
MATCH (:Entity {id: $speaker})<-[:SAID_BY]-(c:Statement:Claim)-[:ABOUT]->(e:Entity)
WHERE c.since <= $as_of AND $as_of < c.until
MATCH (c)-[:IN]->(r:Source)
OPTIONAL MATCH (c)-[:VALUE]->(v:Entity)
OPTIONAL MATCH (c)-[:ANSWERS]->(q:Statement)
WHERE q.since <= $as_of AND $as_of < q.until
WITH c, e, r, v, q ORDER BY q.id
WITH c, e, r, v, collect(DISTINCT q.id) AS answers
RETURN c.since AS since, c.id AS claim, e.id AS about, c.property AS property, c.stance AS stance,
       coalesce(v.id, c.value) AS value, c.hedge AS hedge, c.basis AS basis, r.id AS report, c.locator AS locator, answers
ORDER BY since, claim;
