// name: lists-disagree
// question: What do two lists disagree on: listed by one of them and not by the other on a day?
// param: a | list | name of one list | US
// param: b | list | name of the other | EU
// param: as_of | date | the day | 2024-09-01
// column: thing | id of the thing
// column: name | its name
// column: listed_by | the list that has it
// column: not_by | the list that has no entry joined to this thing
// column: entries | the list's own numbers
// column: programmes | the list's own names of the programmes
// column: listed_on | first day of listing, as the list says it
// column: records | ids of the listings
:param a => 'US';
:param b => 'EU';
:param as_of => '2024-09-01';
MATCH (l:Statement:Listing)-[:ABOUT]->(e:Entity)
WHERE l.list IN [$a, $b] AND l.since <= $as_of AND $as_of < l.until AND coalesce(l.listedOn, '0000') <= $as_of
WITH e, l ORDER BY l.reference, l.id
WITH e, collect(DISTINCT l.list) AS lists, collect(DISTINCT l.reference) AS entries,
     collect(DISTINCT l.listType) AS programmes, min(l.listedOn) AS listed_on, collect(DISTINCT l.id) AS records
WHERE size(lists) = 1
RETURN e.id AS thing, e.name AS name, lists[0] AS listed_by, CASE WHEN lists[0] = $a THEN $b ELSE $a END AS not_by,
       entries, programmes, listed_on, records
ORDER BY listed_by, thing;
