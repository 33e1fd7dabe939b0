// name: came-back
// question: What came back after it was gone: entries of lists, and measures?
// param: as_of | date | what was known on this day | 2025-12-31
// column: what | entry: an edition between lacks it; dated-back: the list dates it before an edition that lacks it; measure
// column: id | id of the thing listed, or of the measure
// column: name | its name
// column: part_of | the list, or the programme
// column: stated | day of listing, as the list says it
// column: gone | first day on which it is shown to be gone
// column: back | first edition that has it again, or the day on which the measure stands again
// column: record | id of the record or step that shows it back
:param as_of => '2025-12-31';
CALL {
  MATCH (l:Statement:Listing)-[:ABOUT]->(e:Entity)
  WHERE l.since <= $as_of
  WITH e, l.dataset AS dataset, l.key AS key, l ORDER BY l.since, l.id
  WITH e, dataset, key, collect(l.since) AS begun, collect(l.until) AS ended, collect(l.id) AS ids,
       collect(l.list) AS lists, collect(coalesce(l.listedOn, '')) AS stated
  UNWIND range(1, size(begun)) AS n
  WITH e, begun, ended, ids, lists, stated, n
  WHERE n < size(begun) AND ended[n - 1] < begun[n]
  RETURN 'entry' AS what, e.id AS id, e.name AS name, lists[n] AS part_of,
         CASE WHEN stated[n] = '' THEN null ELSE stated[n] END AS stated, ended[n - 1] AS gone, begun[n] AS back,
         ids[n] AS record
  UNION
  MATCH (l:Statement:Listing)-[:ABOUT]->(e:Entity)
  WHERE l.since <= $as_of AND l.listedOn IS NOT NULL
  WITH e, l.dataset AS dataset, l.key AS key, l ORDER BY l.since, l.id
  WITH e, dataset, key, collect(l.since)[0] AS back, collect(l.id)[0] AS record, collect(l.list)[0] AS part_of,
       collect(l.listedOn)[0] AS stated
  WITH e, dataset, key, back, record, part_of, stated, CASE WHEN size(stated) = 4 THEN stated + '-12-31'
       WHEN size(stated) = 7 THEN stated + '-31' ELSE stated END AS latest
  WHERE latest < back
  MATCH (d:Source:Edition {dataset: dataset})
  WHERE d.date < back AND d.date > latest AND NOT key IN coalesce(d.unread, [])
  RETURN 'dated-back' AS what, e.id AS id, e.name AS name, part_of, stated, min(d.date) AS gone, back, record
  UNION
  MATCH (s:Law:Scope)-[:OF]->(m:Law:Measure)-[:OF]->(p:Law)
  WHERE s.since <= $as_of
  WITH m, p, s ORDER BY s.since, s.id
  WITH m, p, collect(s.since) AS begun, collect(s.until) AS ended, collect(s.id) AS ids
  UNWIND range(1, size(begun)) AS n
  WITH m, p, begun, ended, ids, n
  WHERE n < size(begun) AND ended[n - 1] < begun[n]
  RETURN 'measure' AS what, m.id AS id, m.name AS name, p.id AS part_of, null AS stated, ended[n - 1] AS gone,
         begun[n] AS back, ids[n] AS record
}
RETURN what, id, name, part_of, stated, gone, back, record
ORDER BY what, id, back, record;
