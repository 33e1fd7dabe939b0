// name: became-known
// question: What became known between two dates, and of what?
// param: since | date | after this day | 2023-10-06
// param: until | date | up to this day | 2023-10-14
// param: as_of | date | what was known on this day | 2023-10-31
// column: known | the day on which it became known
// column: claim | id of the claim
// column: event | id of the event or thing
// column: property | which property
// column: stance | how it is put
// column: value | the value
// column: speaker | who says it
// column: report | where it stands
:param since => '2023-10-06';
:param until => '2023-10-14';
:param as_of => '2023-10-31';
MATCH (e:Entity)<-[:ABOUT]-(c:Statement:Claim)-[:SAID_BY]->(s:Entity)
WHERE c.since > $since AND c.since <= $until AND c.since <= $as_of AND $as_of < c.until
MATCH (c)-[:IN]->(r:Source)
OPTIONAL MATCH (c)-[:VALUE]->(v:Entity)
RETURN c.since AS known, c.id AS claim, e.id AS event, c.property AS property, c.stance AS stance,
       coalesce(v.id, c.value) AS value, s.name AS speaker, r.id AS report
ORDER BY known, claim;
