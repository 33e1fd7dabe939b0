// name: in-force
// question: Which measures of a programme were in force on a date, by which paragraphs, and is that disputed?
// param: programme | programme | id of the programme | un-iran
// param: on | date | the day | 2025-10-01
// param: as_of | date | what was known on this day | 2025-12-31
// column: measure | id of the measure
// column: name | its name
// column: since | since when it reads as it did on that day
// column: until | until when
// column: known_until | to which day it is known to stand where it needs renewal; null where it does not
// column: direction | from, to, both or any, seen from the State aimed at
// column: binds | whether one of its paragraphs decides; else it only calls upon States
// column: provisions | paragraphs that make it so
// column: acts | what its duties demand
// column: threshold | condition or ceiling, in words
// column: unless | conditions under which it forbids nothing
// column: effect_of | id of the event that brought it about, where that is disputed
// column: affirmed | claims that this event had its effect
// column: denied | claims that it had none
// column: summary | what it demands, in our words
:param programme => 'un-iran';
:param on => '2025-10-01';
:param as_of => '2025-12-31';
MATCH (:Law {id: $programme})<-[:OF]-(m:Law:Measure)<-[:OF]-(s:Law:Scope)
WHERE s.since <= $on AND $on < s.until
MATCH (s)-[:BY]->(p:Law:Provision)
WITH m, s, p ORDER BY p.id
WITH m, s, collect(p.name) AS provisions, collect(p.force) AS forces
OPTIONAL MATCH (s)-[:DUTY]->(d:Law:Duty)
WITH m, s, provisions, forces, d ORDER BY d.act
WITH m, s, provisions, forces, collect(DISTINCT d.act) AS acts
OPTIONAL MATCH (m)<-[:RENEWS]-(n:Law:Renewal)
WITH m, s, provisions, forces, acts, max(n.until) AS renewed
OPTIONAL MATCH (s)-[:UNLESS]->(u:Law:Condition)
WITH m, s, provisions, forces, acts, renewed, u ORDER BY u.name
WITH m, s, provisions, forces, acts, renewed, collect(u.name) AS unless
OPTIONAL MATCH (s)-[:EFFECT_OF]->(e:Entity)
OPTIONAL MATCH (s)-[:EFFECT_OF]->(:Entity)<-[:ABOUT]-(c:Statement:Claim)
WHERE c.property = 'in-force' AND c.since <= $as_of AND $as_of < c.until
WITH m, s, provisions, forces, acts, renewed, unless, e, c ORDER BY c.id
WITH m, s, provisions, forces, acts, renewed, unless, e,
     collect(CASE WHEN c.stance IN ['asserts', 'suggests'] THEN c.id END) AS affirmed,
     collect(CASE WHEN c.stance IN ['denies', 'doubts'] THEN c.id END) AS denied
RETURN m.id AS measure, m.name AS name, s.since AS since, s.until AS until,
       CASE WHEN m.expires IS NULL THEN null WHEN renewed > m.expires THEN renewed ELSE m.expires END AS known_until,
       s.direction AS direction, 'decides' IN forces AS binds, provisions, acts,
       coalesce(s.threshold, 'more than ' + toString(toInteger(s.cap)) + ' ' + s.capUnit + ' in '
       + toString(s.capMonths) + ' months') AS threshold, unless, e.id AS effect_of, affirmed, denied, s.summary AS summary
ORDER BY measure, since;
