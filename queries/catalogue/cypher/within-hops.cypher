// name: within-hops
// question: What is linked to a thing within one to three hops, and which statement carries each hop?
// param: id | entity | id of the thing | sg:tumangang-station
// param: hops | integer | how many hops at most, 1 to 3 | 2 | 2
// param: as_of | date | what was known on this day | 2023-10-06
// column: hops | how many hops away, by this way
// column: id | id of the thing found
// column: name | its name
// column: via | ids of the things on the way
// column: statements | ids of the statements that carry the hops, one a hop
:param id => 'sg:tumangang-station';
:param hops => 2;
:param as_of => '2023-10-06';
CALL {
  MATCH (a:Entity {id: $id})
  MATCH (a)<-[x1]-(s1:Statement)-[y1]->(b:Entity)
  WHERE type(x1) <> 'SAID_BY' AND type(y1) <> 'SAID_BY' AND NOT b:Country
    AND (s1:Record OR s1.stance IN ['asserts', 'suggests', 'justifies'])
    AND s1.since <= $as_of AND $as_of < s1.until AND b.id <> a.id
  RETURN 1 AS hops, b.id AS id, b.name AS name, [] AS via, [s1.id] AS statements
  UNION
  MATCH (a:Entity {id: $id})
  MATCH (a)<-[x1]-(s1:Statement)-[y1]->(m:Entity)
  WHERE type(x1) <> 'SAID_BY' AND type(y1) <> 'SAID_BY' AND NOT m:Country
    AND (s1:Record OR s1.stance IN ['asserts', 'suggests', 'justifies'])
    AND s1.since <= $as_of AND $as_of < s1.until AND m.id <> a.id AND $hops >= 2
  MATCH (m)<-[x2]-(s2:Statement)-[y2]->(b:Entity)
  WHERE type(x2) <> 'SAID_BY' AND type(y2) <> 'SAID_BY' AND NOT b:Country
    AND (s2:Record OR s2.stance IN ['asserts', 'suggests', 'justifies'])
    AND s2.since <= $as_of AND $as_of < s2.until
    AND NOT b.id IN [a.id, m.id] AND s2.id <> s1.id
  RETURN 2 AS hops, b.id AS id, b.name AS name, [m.id] AS via, [s1.id, s2.id] AS statements
  UNION
  MATCH (a:Entity {id: $id})
  MATCH (a)<-[x1]-(s1:Statement)-[y1]->(m:Entity)
  WHERE type(x1) <> 'SAID_BY' AND type(y1) <> 'SAID_BY' AND NOT m:Country
    AND (s1:Record OR s1.stance IN ['asserts', 'suggests', 'justifies'])
    AND s1.since <= $as_of AND $as_of < s1.until AND m.id <> a.id AND $hops >= 3
  MATCH (m)<-[x2]-(s2:Statement)-[y2]->(n:Entity)
  WHERE type(x2) <> 'SAID_BY' AND type(y2) <> 'SAID_BY' AND NOT n:Country
    AND (s2:Record OR s2.stance IN ['asserts', 'suggests', 'justifies'])
    AND s2.since <= $as_of AND $as_of < s2.until
    AND NOT n.id IN [a.id, m.id] AND s2.id <> s1.id
  MATCH (n)<-[x3]-(s3:Statement)-[y3]->(b:Entity)
  WHERE type(x3) <> 'SAID_BY' AND type(y3) <> 'SAID_BY' AND NOT b:Country
    AND (s3:Record OR s3.stance IN ['asserts', 'suggests', 'justifies'])
    AND s3.since <= $as_of AND $as_of < s3.until
    AND NOT b.id IN [a.id, m.id, n.id] AND NOT s3.id IN [s1.id, s2.id]
  RETURN 3 AS hops, b.id AS id, b.name AS name, [m.id, n.id] AS via, [s1.id, s2.id, s3.id] AS statements
}
RETURN hops, id, name, via, statements
ORDER BY hops, id, via, statements;
