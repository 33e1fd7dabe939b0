// name: exemptions
// question: What is exempt from a measure on a date, under which conditions, and which claims speak to them?
// param: measure | measure | id of the measure | un-dprk:coal-export
// param: on | date | the day | 2018-01-01
// param: as_of | date | what was known on this day | 2024-12-31
// column: exemption | id of the exemption
// column: name | its name
// column: since | since when it stands
// column: until | until when
// column: goods | ids of the goods to which it is bound; empty for all
// column: condition | one condition; all of them must be shown. Null where goods or parties alone are asked for
// column: kind | what the condition asks for, such as approval or notice
// column: giver | who gives it
// column: any_of | of conditions with the same word here one suffices; null for one by itself
// column: provisions | paragraphs that make it so
// column: claims | ids of the claims that speak to the exemption or to the condition
:param measure => 'un-dprk:coal-export';
:param on => '2018-01-01';
:param as_of => '2024-12-31';
MATCH (m:Law:Measure {id: $measure})-[:OF]->(q:Law)
OPTIONAL MATCH (m)<-[:OF]-(:Law:Scope)-[:DUTY]->(d:Law:Duty)
WITH m, q, collect(d.act) AS demanded
MATCH (t:Law)<-[:EXEMPTS_FROM]-(x:Law:Exemption)
WHERE t.id IN [m.id, q.id] AND x.since <= $on AND $on < x.until
  AND (x.acts IS NULL OR any(act IN x.acts WHERE act IN demanded))
WITH x
OPTIONAL MATCH (x)-[:BY]->(p:Law:Provision)
WITH x, p ORDER BY p.id
WITH x, collect(DISTINCT p.name) AS provisions
OPTIONAL MATCH (x)-[:GOODS]->(g:Entity)
WITH x, provisions, g ORDER BY g.id
WITH x, provisions, collect(DISTINCT g.id) AS goods
OPTIONAL MATCH (x)-[:CONDITION]->(k:Law:Condition)
OPTIONAL MATCH (spoken:Law)<-[:SPEAKS_TO]-(c:Statement:Claim)
WHERE spoken.id IN [x.id, k.id] AND c.since <= $as_of AND $as_of < c.until
WITH x, provisions, goods, k, c ORDER BY c.id
RETURN x.id AS exemption, x.name AS name, x.since AS since, x.until AS until, goods, k.name AS condition,
       k.kind AS kind, k.giver AS giver, k.group AS any_of, provisions, collect(DISTINCT c.id) AS claims
ORDER BY exemption, condition, since;
