// name: alleged
// question: Which transfers are alleged, from where to where, of what, and how firmly?
// param: as_of | date | what was known on this day | 2023-10-14
// column: event | id of the transfer
// column: name | its name
// column: senders | ids of who sends, as claimed
// column: receivers | ids of who receives, as claimed
// column: goods | ids of the goods, as claimed
// column: asserted | claims that it takes or took place
// column: suggested | claims that suggest it
// column: doubted | claims that doubt it
// column: denied | claims that deny it
:param as_of => '2023-10-14';
MATCH (t:Entity:Transfer)<-[:ABOUT]-(c:Statement:Claim)
WHERE c.since <= $as_of AND $as_of < c.until
OPTIONAL MATCH (c)-[:VALUE]->(v:Entity)
WITH t, c, v ORDER BY v.id
RETURN t.id AS event, t.name AS name,
       collect(DISTINCT CASE WHEN c.property = 'from' AND c.stance IN ['asserts', 'suggests'] THEN v.id END) AS senders,
       collect(DISTINCT CASE WHEN c.property = 'to' AND c.stance IN ['asserts', 'suggests'] THEN v.id END) AS receivers,
       collect(DISTINCT CASE WHEN c.property = 'goods' AND c.stance IN ['asserts', 'suggests'] THEN v.id END) AS goods,
       count(DISTINCT CASE WHEN c.property = 'exists' AND c.stance = 'asserts' THEN c.id END) AS asserted,
       count(DISTINCT CASE WHEN c.property = 'exists' AND c.stance = 'suggests' THEN c.id END) AS suggested,
       count(DISTINCT CASE WHEN c.property = 'exists' AND c.stance = 'doubts' THEN c.id END) AS doubted,
       count(DISTINCT CASE WHEN c.property = 'exists' AND c.stance = 'denies' THEN c.id END) AS denied
ORDER BY event;
