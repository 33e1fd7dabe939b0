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
// column: known_until | to which day it is known to stand where it needs renewal; null where it does not
// column: direction | from, to or both, seen from the State aimed at
// column: covers | goods of the measure that take these in
// column: match | same, or within: these goods are a kind of those
// column: provisions | paragraphs that make it so; marked where no source showed the paragraph's number
// column: checked | the least checked of them
// column: binds | whether one of its paragraphs decides; else it calls upon States, or allows
// column: effect_of | id of the event that brought it about, where that is disputed
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
OPTIONAL MATCH (s)-[:EXCEPT]->(left_out:Entity)
WHERE left_out.id IN wider
WITH g, m, s, covered, count(left_out) AS left_out
WHERE left_out = 0
OPTIONAL MATCH (s)-[:TARGET]->(o:Entity)
WITH g, m, s, covered, collect(o.id) AS own
MATCH (m)-[:OF]->(q:Law:Programme)
OPTIONAL MATCH (q)-[:TARGET]->(t:Entity)
WITH g, m, s, covered, own, collect(t.id) AS aimed
WITH g, m, s, covered, CASE WHEN size(own) > 0 THEN own ELSE aimed END AS targets
WHERE (s.direction IN ['from', 'both'] AND $from IN targets) OR (s.direction IN ['to', 'both'] AND $to IN targets)
MATCH (s)-[:BY]->(p:Law:Provision)
WITH g, m, s, covered, p ORDER BY p.id
WITH g, m, s, covered, collect(p.checked) AS checks, collect(p.force) AS forces,
     collect(p.name + CASE WHEN p.numberSeen THEN '' ELSE ' (number not seen)' END) AS provisions
OPTIONAL MATCH (s)-[:DUTY]->(d:Law:Duty)
WITH g, m, s, covered, provisions, checks, forces, d ORDER BY d.act
WITH g, m, s, covered, provisions, checks, forces, collect(DISTINCT d.act) AS acts
OPTIONAL MATCH (m)<-[:RENEWS]-(n:Law:Renewal)
WITH g, m, s, covered, provisions, checks, forces, acts, max(n.until) AS renewed
OPTIONAL MATCH (s)-[:EFFECT_OF]->(e:Entity)
RETURN m.id AS measure, m.name AS name, s.since AS since, s.until AS until,
       CASE WHEN m.expires IS NULL THEN null WHEN renewed > m.expires THEN renewed ELSE m.expires END AS known_until,
       s.direction AS direction,
       covered.id AS covers, CASE WHEN covered.id = g.id THEN 'same' ELSE 'within' END AS match, provisions,
       CASE WHEN 'unchecked' IN checks THEN 'unchecked' WHEN 'one-source' IN checks THEN 'one-source'
            ELSE 'two-sources' END AS checked,
       'decides' IN forces AS binds, e.id AS effect_of,
       coalesce(s.threshold, 'more than ' + toString(toInteger(s.cap)) + ' ' + s.capUnit + ' in '
       + toString(s.capMonths) + ' months') AS threshold, acts, s.summary AS summary
ORDER BY measure, covers;
