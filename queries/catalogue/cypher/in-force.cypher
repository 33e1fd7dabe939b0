// name: in-force
// question: Which measures of a programme were in force on a date, by which paragraphs, and is that disputed?
// param: programme | programme | id of the programme | un-iran
// param: on | date | the day | 2025-10-01
// param: as_of | date | what was known on this day | 2025-12-31
// column: measure | id of the measure
// column: name | its name
// column: since | since when it reads as it did on that day
// column: until | until when
// column: direction | from, to or both, seen from the target State
// column: binds | whether one of its paragraphs decides; else it only calls upon States
// column: provisions | paragraphs that make it so
// column: acts | what its duties demand
// column: threshold | condition or ceiling, in words
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
OPTIONAL MATCH (s)-[:EFFECT_OF]->(e:Entity)
OPTIONAL MATCH (s)-[:EFFECT_OF]->(:Entity)<-[:ABOUT]-(c:Statement:Claim)
WHERE c.property = 'in-force' AND c.since <= $as_of AND $as_of < c.until
WITH m, s, provisions, forces, acts, e, c ORDER BY c.id
WITH m, s, provisions, forces, acts, e,
     collect(CASE WHEN c.stance IN ['asserts', 'suggests'] THEN c.id END) AS affirmed,
     collect(CASE WHEN c.stance IN ['denies', 'doubts'] THEN c.id END) AS denied
RETURN m.id AS measure, m.name AS name, s.since AS since, s.until AS until, s.direction AS direction,
       'decides' IN forces AS binds, provisions, acts, s.threshold AS threshold, e.id AS effect_of, affirmed, denied,
       s.summary AS summary
ORDER BY measure, since;
