// name: shares
// question: What shares an owner, a director, an address, a paper or a number with a thing, by the words of its records?
// param: thing | entity | id of the thing | sg:angara
// param: as_of | date | what was known on this day | 2024-12-31
// column: what | what they share: address, paper, the property of a claim or value, or FollowTheMoney's name of the relation
// column: shared | the words, or the id of the owner, director or member
// column: other | id of what shares it
// column: name | its name
// column: statement | id of the statement on the thing
// column: other_statement | id of the statement on the other
:param thing => 'sg:angara';
:param as_of => '2024-12-31';
CALL {
  MATCH (:Entity {id: $thing})<-[:ABOUT]-(a:Statement:Claim)-[:VALUE]->(m:Entity)
        <-[:VALUE]-(b:Statement:Claim)-[:ABOUT]->(o:Entity)
  WHERE a.property IN ['owner', 'operator', 'manager'] AND b.property IN ['owner', 'operator', 'manager']
    AND a.stance IN ['asserts', 'suggests'] AND b.stance IN ['asserts', 'suggests'] AND o.id <> $thing
    AND a.since <= $as_of AND $as_of < a.until AND b.since <= $as_of AND $as_of < b.until
  RETURN a.property AS what, m.id AS shared, o.id AS other, o.name AS name, a.id AS statement, b.id AS other_statement
  UNION
  MATCH (:Entity {id: $thing})<-[:OBJECT]-(a:Statement:Relation)-[:SUBJECT]->(m:Entity)
        <-[:SUBJECT]-(b:Statement:Relation)-[:OBJECT]->(o:Entity)
  WHERE o.id <> $thing AND a.since <= $as_of AND $as_of < a.until AND b.since <= $as_of AND $as_of < b.until
  RETURN a.ftmSchema AS what, m.id AS shared, o.id AS other, o.name AS name, a.id AS statement, b.id AS other_statement
  UNION
  MATCH (:Entity {id: $thing})<-[:ABOUT]-(a:Statement:Record)-[:PART]->(p:Statement:Part)
  WHERE a.since <= $as_of AND $as_of < a.until
  WITH a, CASE WHEN p.number IS NOT NULL THEN 'paper' WHEN p.street IS NOT NULL THEN 'address' ELSE p.property END AS what,
       toLower(coalesce(p.number, p.value, p.name)) AS words
  WHERE what IN ['paper', 'address', 'registrationNumber', 'taxNumber', 'imoNumber', 'mmsi', 'phone', 'email', 'website',
                 'bicCode']
  WITH collect([what, words, a.id]) AS own, collect(words) AS all_words
  MATCH (q:Statement:Part)<-[:PART]-(b:Statement:Record)-[:ABOUT]->(o:Entity)
  WHERE toLower(coalesce(q.number, q.value, q.name)) IN all_words AND o.id <> $thing AND b.since <= $as_of AND $as_of < b.until
  UNWIND own AS stated
  WITH o, b, q, stated WHERE stated[1] = toLower(coalesce(q.number, q.value, q.name))
  RETURN stated[0] AS what, stated[1] AS shared, o.id AS other, o.name AS name, stated[2] AS statement, b.id AS other_statement
}
RETURN what, shared, other, name, statement, other_statement
ORDER BY what, shared, other, statement, other_statement;
