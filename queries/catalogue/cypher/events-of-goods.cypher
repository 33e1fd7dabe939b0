// name: events-of-goods
// question: Which events are said to be of a kind of goods, or of a narrower kind, and how firmly?
// param: goods | Goods | id of the goods | goods:ammunition
// param: as_of | date | what was known on this day | 2023-12-31
// column: event | id of the event
// column: name | its name
// column: goods | id of the goods, as claimed
// column: match | same, or within: these goods are a kind of those
// column: first | first day that the event may have been, of all that is stated
// column: last | last day
// column: asserted | ids of the claims that assert these goods
// column: suggested | ids of those that suggest them
// column: against | ids of those that doubt or deny them
:param goods => 'goods:ammunition';
:param as_of => '2023-12-31';
MATCH (g:Entity {id: $goods})
WITH g, [g.id] AS kinds
UNWIND kinds AS id
OPTIONAL MATCH (:Entity {id: id})<-[:WITHIN]-(k:Statement)-[:MEMBER]->(x:Entity)
WHERE k.since <= $as_of AND $as_of < k.until
WITH g, kinds, collect(DISTINCT x.id) AS more
WITH g, kinds + [id IN more WHERE NOT id IN kinds] AS kinds
UNWIND kinds AS id
OPTIONAL MATCH (:Entity {id: id})<-[:WITHIN]-(k:Statement)-[:MEMBER]->(x:Entity)
WHERE k.since <= $as_of AND $as_of < k.until
WITH g, kinds, collect(DISTINCT x.id) AS more
WITH g, kinds + [id IN more WHERE NOT id IN kinds] AS kinds
UNWIND kinds AS id
OPTIONAL MATCH (:Entity {id: id})<-[:WITHIN]-(k:Statement)-[:MEMBER]->(x:Entity)
WHERE k.since <= $as_of AND $as_of < k.until
WITH g, kinds, collect(DISTINCT x.id) AS more
WITH g, kinds + [id IN more WHERE NOT id IN kinds] AS kinds
UNWIND kinds AS id
OPTIONAL MATCH (:Entity {id: id})<-[:WITHIN]-(k:Statement)-[:MEMBER]->(x:Entity)
WHERE k.since <= $as_of AND $as_of < k.until
WITH g, kinds, collect(DISTINCT x.id) AS more
WITH g, kinds + [id IN more WHERE NOT id IN kinds] AS kinds
UNWIND kinds AS id
OPTIONAL MATCH (:Entity {id: id})<-[:WITHIN]-(k:Statement)-[:MEMBER]->(x:Entity)
WHERE k.since <= $as_of AND $as_of < k.until
WITH g, kinds, collect(DISTINCT x.id) AS more
WITH g, kinds + [id IN more WHERE NOT id IN kinds] AS kinds
MATCH (x:Entity)<-[:VALUE]-(c:Statement:Claim)-[:ABOUT]->(e:Entity:Event)
WHERE x.id IN kinds AND c.property = 'goods' AND c.since <= $as_of AND $as_of < c.until
WITH e, x, c ORDER BY c.id
WITH e, x, collect(DISTINCT CASE WHEN c.stance = 'asserts' THEN c.id END) AS asserted,
     collect(DISTINCT CASE WHEN c.stance = 'suggests' THEN c.id END) AS suggested,
     collect(DISTINCT CASE WHEN c.stance IN ['doubts', 'denies'] THEN c.id END) AS against
OPTIONAL MATCH (e)<-[:ABOUT]-(d:Statement:Claim)
WHERE d.property = 'date' AND d.stance IN ['asserts', 'suggests'] AND d.since <= $as_of AND $as_of < d.until
RETURN e.id AS event, e.name AS name, x.id AS goods, CASE WHEN x.id = $goods THEN 'same' ELSE 'within' END AS match,
       min(d.earliest) AS first, max(d.latest) AS last, asserted, suggested, against
ORDER BY first, event, goods;
