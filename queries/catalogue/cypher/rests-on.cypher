// name: rests-on
// question: Which claims of other reports rest on a source, in how many steps, and of what are they?
// param: source | source | id of the report | report:csis-2023-10-06
// param: as_of | date | what was known on this day | 2024-12-31
// column: claim | id of the claim that rests on it
// column: property | which property
// column: about | id of the event or thing
// column: stance | whether it asserts, suggests, doubts, denies …
// column: steps | in how many steps at least: 1 rests on a claim of the source itself
// column: speaker | who says it
// column: report | where it stands
// column: since | from when it was known
:param source => 'report:csis-2023-10-06';
:param as_of => '2024-12-31';
MATCH (:Source {id: $source})<-[:IN]-(root:Statement:Claim)
MATCH path = (c:Statement:Claim)-[:RESTS_ON*1..8]->(root)
WHERE all(n IN nodes(path) WHERE n.since <= $as_of AND $as_of < n.until)
MATCH (c)-[:IN]->(r:Source)
WHERE r.id <> $source
MATCH (c)-[:ABOUT]->(e:Entity)
MATCH (c)-[:SAID_BY]->(s:Entity)
RETURN c.id AS claim, c.property AS property, e.id AS about, c.stance AS stance, min(length(path)) AS steps,
       s.name AS speaker, r.id AS report, c.since AS since
ORDER BY since, claim, about, speaker;
