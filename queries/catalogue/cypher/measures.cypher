// name: measures
// question: Which measures touched goods going from one country to another on a date?
// param: from | Country | id of the country that sends | iso:KP
// param: to | Country | id of the country that receives | iso:RU
// param: goods | Goods | id of the goods | goods:ammunition
// param: on | date | the day of the event; it selects the law | 2023-10-05
// param: as_of | date | which goods are of which kind, as known on this day | 2023-10-06
// column: measure | id of the measure
// column: name | its name
// column: since | since when it reads as it did on that day
// column: until | until when
// column: direction | from, to or both, seen from the target State
// column: covers | goods of the measure that take these in
// column: match | same, or within: these goods are a kind of those
// column: provisions | paragraphs that make it so; marked where no source showed the paragraph's number
// column: checked | the least checked of them
// column: threshold | condition or ceiling, in words
// column: acts | what its duties demand
// column: summary | what it demands, in our words
:param from => 'iso:KP';
:param to => 'iso:RU';
:param goods => 'goods:ammunition';
:param on => '2023-10-05';
:param as_of => '2023-10-06';
MATCH (g:Entity {id: $goods})
WITH g, [g.id] AS wider
UNWIND wider AS id
OPTIONAL MATCH (:Entity {id: id})<-[:MEMBER]-(k:Statement)-[:WITHIN]->(x:Entity)
WHERE k.since <= $as_of AND $as_of < k.until
WITH g, wider, collect(DISTINCT x.id) AS more
WITH g, wider + [id IN more WHERE NOT id IN wider] AS wider
UNWIND wider AS id
OPTIONAL MATCH (:Entity {id: id})<-[:MEMBER]-(k:Statement)-[:WITHIN]->(x:Entity)
WHERE k.since <= $as_of AND $as_of < k.until
WITH g, wider, collect(DISTINCT x.id) AS more
WITH g, wider + [id IN more WHERE NOT id IN wider] AS wider
UNWIND wider AS id
OPTIONAL MATCH (:Entity {id: id})<-[:MEMBER]-(k:Statement)-[:WITHIN]->(x:Entity)
WHERE k.since <= $as_of AND $as_of < k.until
WITH g, wider, collect(DISTINCT x.id) AS more
WITH g, wider + [id IN more WHERE NOT id IN wider] AS wider
UNWIND wider AS id
OPTIONAL MATCH (:Entity {id: id})<-[:MEMBER]-(k:Statement)-[:WITHIN]->(x:Entity)
WHERE k.since <= $as_of AND $as_of < k.until
WITH g, wider, collect(DISTINCT x.id) AS more
WITH g, wider + [id IN more WHERE NOT id IN wider] AS wider
UNWIND wider AS id
OPTIONAL MATCH (:Entity {id: id})<-[:MEMBER]-(k:Statement)-[:WITHIN]->(x:Entity)
WHERE k.since <= $as_of AND $as_of < k.until
WITH g, wider, collect(DISTINCT x.id) AS more
WITH g, wider + [id IN more WHERE NOT id IN wider] AS wider
MATCH (m:Law:Measure)<-[:OF]-(s:Law:Scope)-[:GOODS]->(covered:Entity)
WHERE covered.id IN wider AND s.since <= $on AND $on < s.until
MATCH (m)-[:OF]->(:Law:Programme)-[:TARGET]->(t:Entity)
WHERE (s.direction IN ['from', 'both'] AND t.id = $from) OR (s.direction IN ['to', 'both'] AND t.id = $to)
MATCH (s)-[:BY]->(p:Law:Provision)
WITH g, m, s, covered, p ORDER BY p.id
WITH g, m, s, covered, collect(p.checked) AS checks,
     collect(p.name + CASE WHEN p.numberSeen THEN '' ELSE ' (number not seen)' END) AS provisions
OPTIONAL MATCH (s)-[:DUTY]->(d:Law:Duty)
WITH g, m, s, covered, provisions, checks, d ORDER BY d.act
WITH g, m, s, covered, provisions, checks, collect(DISTINCT d.act) AS acts
RETURN m.id AS measure, m.name AS name, s.since AS since, s.until AS until, s.direction AS direction,
       covered.id AS covers, CASE WHEN covered.id = g.id THEN 'same' ELSE 'within' END AS match, provisions,
       CASE WHEN 'unchecked' IN checks THEN 'unchecked' WHEN 'one-source' IN checks THEN 'one-source'
            ELSE 'two-sources' END AS checked,
       s.threshold AS threshold, acts, s.summary AS summary
ORDER BY measure, covers;
