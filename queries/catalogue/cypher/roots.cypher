// name: roots
// question: On whom does a report rest, claim by claim, down to the roots?
// param: report | source | id of the report | report:rferl-2023-10-06
// param: as_of | date | what was known on this day | 2023-10-06
// column: claim | id of the report's claim
// column: property | which property it is about
// column: about | id of the thing or event
// column: hops | how many steps to the root; 0 where the claim rests on nothing else
// column: root | id of the claim at the end
// column: root_speaker | who says it there
// column: root_report | where it stands
// column: root_basis | what it stands on
:param report => 'report:rferl-2023-10-06';
:param as_of => '2023-10-06';
MATCH (c:Statement:Claim)-[:IN]->(:Source {id: $report})
WHERE c.since <= $as_of AND $as_of < c.until
MATCH (c)-[:ABOUT]->(e:Entity)
MATCH p = (c)-[:RESTS_ON*0..8]->(root:Statement:Claim)
WHERE all(step IN nodes(p) WHERE step.since <= $as_of AND $as_of < step.until)
  AND NOT EXISTS { MATCH (root)-[:RESTS_ON]->(base:Statement) WHERE base.since <= $as_of AND $as_of < base.until }
MATCH (root)-[:SAID_BY]->(s:Entity)
MATCH (root)-[:IN]->(r:Source)
WITH c, e, root, s, r, min(length(p)) AS hops
RETURN c.id AS claim, c.property AS property, e.id AS about, hops, root.id AS root, s.name AS root_speaker,
       r.id AS root_report, root.basis AS root_basis
ORDER BY claim, hops, root;
