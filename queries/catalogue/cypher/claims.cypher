// name: claims
// question: Who says what of an event, how strongly, on what basis, and in answer to what?
// param: event | entity | id of the event or thing | sg:kp-ru-munitions-2023
// param: as_of | date | what was known on this day | 2023-10-06
// column: since | from when the claim was known
// column: claim | id of the claim
// column: property | which property of the event
// column: stance | asserts, suggests, doubts, denies, justifies, declines, anticipates, supposes, asks
// column: value | the value, as text or id
// column: unit | unit of a number
// column: hedge | the source's own words
// column: likelihood | what the words express on the ICD 203 scale
// column: basis | what it stands on
// column: speaker | who says it
// column: report | where it stands
// column: locator | where in the report
// column: rests_on | claims that it repeats or builds on
// column: answers | claims that it answers
:param event => 'sg:kp-ru-munitions-2023';
:param as_of => '2023-10-06';
MATCH (:Entity {id: $event})<-[:ABOUT]-(c:Statement:Claim)-[:SAID_BY]->(s:Entity)
WHERE c.since <= $as_of AND $as_of < c.until
MATCH (c)-[:IN]->(r:Source)
OPTIONAL MATCH (c)-[:VALUE]->(v:Entity)
OPTIONAL MATCH (c)-[:RESTS_ON]->(base:Statement)
WHERE base.since <= $as_of AND $as_of < base.until
WITH c, s, r, v, base ORDER BY base.id
WITH c, s, r, v, collect(base.id) AS rests_on
OPTIONAL MATCH (c)-[:ANSWERS]->(question:Statement)
WHERE question.since <= $as_of AND $as_of < question.until
WITH c, s, r, v, rests_on, question ORDER BY question.id
WITH c, s, r, v, rests_on, collect(question.id) AS answers
RETURN c.since AS since, c.id AS claim, c.property AS property, c.stance AS stance,
       coalesce(v.id, c.value) AS value, c.unit AS unit, c.hedge AS hedge, c.likelihood AS likelihood,
       c.basis AS basis, s.name AS speaker, r.id AS report, c.locator AS locator, rests_on, answers
ORDER BY since, claim;
