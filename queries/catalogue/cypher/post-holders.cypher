// name: post-holders
// question: Who held the posts of a State one after another, since when, until when, and who says so?
// param: country | Country | id of the State | iso:RU
// param: as_of | date | what was known on this day | 2024-12-31
// column: post | the post
// column: holder | id of the person
// column: name | name of the person
// column: start | start, as stated
// column: end | end, as stated; empty where no end is stated
// column: sources | who says so
:param country => 'iso:RU';
:param as_of => '2024-12-31';
MATCH (h:Entity)<-[:HOLDER]-(o:Statement:Occupancy)-[:COUNTRY]->(:Entity {id: $country})
MATCH (o)-[:POST]->(p:Entity)
MATCH (o)-[:IN]->(r:Source)
WHERE o.since <= $as_of AND $as_of < o.until
WITH h, p, o, r ORDER BY r.id
RETURN p.name AS post, h.id AS holder, h.name AS name, o.startDate AS start, o.endDate AS end,
       collect(DISTINCT r.id) AS sources
ORDER BY post, start, holder, `end`;
