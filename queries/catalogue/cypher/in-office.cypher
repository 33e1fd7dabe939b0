// name: in-office
// question: Who held which post of a State on a day, by whom? A term without an end ends with the end that another entry gives.
// param: country | Country | id of the State | iso:KP
// param: on | date | the day | 2023-09-13
// param: as_of | date | what was known on this day | 2023-10-06
// column: holder | id of the person
// column: name | name of the person
// column: post | the post
// column: start | start, as stated; where none is, it counts from the day on which it was said
// column: end | end, as stated; empty where no end is stated
// column: source | who says so
:param country => 'iso:KP';
:param on => '2023-09-13';
:param as_of => '2023-10-06';
MATCH (h:Entity)<-[:HOLDER]-(o:Statement:Occupancy)-[:COUNTRY]->(:Entity {id: $country})
MATCH (o)-[:POST]->(p:Entity)
MATCH (o)-[:IN]->(r:Source)
WHERE o.since <= $as_of AND $as_of < o.until
  AND coalesce(o.earliest, o.since) <= $on AND coalesce(o.latest, '9999') >= $on
OPTIONAL MATCH (o)-[:POST]->(:Entity)<-[:POST]-(x:Statement:Occupancy)-[:HOLDER]->(h)
WHERE o.latest IS NULL AND x.since <= $as_of AND $as_of < x.until
  AND coalesce(o.earliest, o.since) <= x.latest AND x.latest < $on
WITH h, o, p, r, count(x) AS ended
WHERE ended = 0
RETURN h.id AS holder, h.name AS name, p.name AS post, o.startDate AS start, o.endDate AS end, r.id AS source
ORDER BY holder, post, source, o.id;
