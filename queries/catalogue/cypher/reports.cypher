// name: reports
// question: Which reports are in the graph, who published them when, and how were they read?
// param: as_of | date | published up to this day | 2023-10-06
// column: published | day of publication, as far as known
// column: report | id of the report
// column: publisher | who published it
// column: title | its title
// column: seen | primary, copy or secondary: how the curators read it
// column: claims | how many claims stand in it
// column: url | its address
:param as_of => '2023-10-06';
MATCH (c:Statement:Claim)-[:IN]->(r:Source:Report)-[:PUBLISHED_BY]->(p:Source:Publisher)
WHERE c.since <= $as_of AND $as_of < c.until
WITH r, p, count(DISTINCT c) AS claims
RETURN r.published AS published, r.id AS report, p.name AS publisher, r.name AS title, r.seen AS seen, claims,
       r.url AS url
ORDER BY published, report;
