// name: amendments
// question: Which provisions extend, replace or end a provision, in how many steps?
// param: provision | provision | id of the provision | unscr:1718/8(a)(i)
// param: as_of | date | up to this day | 2024-12-31
// column: provision | id of the provision that amends
// column: paragraph | its name
// column: since | since when it stands
// column: steps | 1 where it amends this provision itself
// column: force | with what force the Council speaks
// column: checked | in how many public texts its substance was seen
// column: summary | what it says, in our words
:param provision => 'unscr:1718/8(a)(i)';
:param as_of => '2024-12-31';
MATCH path = (a:Law:Provision)-[:AMENDS*1..1000]->(:Law {id: $provision})
WHERE a.since <= $as_of
WITH a, min(length(path)) AS steps
RETURN a.id AS provision, a.name AS paragraph, a.since AS since, steps, a.force AS force, a.checked AS checked,
       a.summary AS summary
ORDER BY since, provision;
