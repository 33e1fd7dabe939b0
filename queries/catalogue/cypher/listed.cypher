// name: listed
// question: What was on a list, as the edition of that day had it?
// param: list | list | name of the list: UN, US, EU | US
// param: as_of | date | the day | 2023-10-16
// column: reference | the list's own lasting number
// column: name | name as listed
// column: entity | id of the thing
// column: entry | what the list calls it: individual, entity, vessel, company
// column: programme | the list's own name of the programme
// column: listed_on | day of listing, as the list says it
// column: since | first edition that has the entry so
:param list => 'US';
:param as_of => '2023-10-16';
MATCH (l:Statement:Listing)-[:ABOUT]->(e:Entity)
WHERE l.list = $list AND l.since <= $as_of AND $as_of < l.until
RETURN l.reference AS reference, l.name AS name, e.id AS entity, l.entryType AS entry,
       l.listType AS programme, l.listedOn AS listed_on, l.since AS since
ORDER BY reference, since, entity, l.id;
