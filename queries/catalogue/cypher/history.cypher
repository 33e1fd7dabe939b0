// name: history
// question: What has been said of a thing through time?
// param: id | entity | id of the thing or event | sg:tumangang-station
// param: as_of | date | what was known on this day | 2024-12-31
// column: since | from when it stood
// column: until | until when; 9999-12-31 where no end was known
// column: kind | kind of statement
// column: role | what the thing is in it
// column: statement | id of the statement
// column: says | the statement in a line
// column: source | report or edition
:param id => 'sg:tumangang-station';
:param as_of => '2024-12-31';
MATCH (e:Entity {id: $id})<-[role]-(s:Statement)
WHERE s.since <= $as_of AND NOT s:Identity
MATCH (s)-[:IN]->(r:Source)
RETURN s.since AS since, CASE WHEN s.until > $as_of THEN '9999-12-31' ELSE s.until END AS until,
       coalesce(head([label IN labels(s) WHERE NOT label IN ['Statement', 'Record', 'Relation']]), 'Relation') AS kind,
       type(role) AS role, s.id AS statement, s.name AS says, r.id AS source
ORDER BY since, statement, role;
