"""One thing through time: each version of each record of it, what that changed, and the claims about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from ...graph.protocols import Row
from ...graph.store import Graph
from ...graph.writing import batches
from ...schema.dates import FOREVER, LATEST, day, long_form
from ..results.citations import SOURCES
from ..results.dict_answer import Answer
from ..results.text_layout import Lines, cited, laid_out, source_lines
from .versions import Version, as_known, bounds, differences, editions, runs, shown


def through_time(graph: Graph, what: str, as_of: str | None = None) -> Answer:
    """Everything said of a thing (id or name), in time, as known on a day.

    Keys: what (id, kind, name), as_of, records, claims, sources. A record has dataset, key, kind, role (what the thing
    is in it), versions and gone. A version has record, since, until (9999-12-31 where no end was known), name,
    listed_on, locator, source, changes (from the version before; docs of `changes` have the form) and after_gap (the
    bounds of its absence before, or None). `gone` has removed_after and removed_before, or is None. A claim has since,
    until, id, role (ABOUT the thing, or naming it as its VALUE), about, property, stance, value, unit, hedge, basis,
    speaker, report, locator, source. Raises NotFound or Ambiguous for the name.
    """
    thing = graph.one(what)
    known = day(as_of) if as_of else LATEST
    cites = Cited(graph)
    rows = graph.read(_RECORDS, id=thing["id"], as_of=known).rows
    records = list(_records(graph, rows, known, cites))
    claims = [
        {**row, "until": as_known(row["until"], known), "source": cites.number(row["report"])}
        for row in graph.read(_CLAIMS, id=thing["id"], as_of=known).rows
    ]
    told = {"what": thing, "as_of": known, "records": records, "claims": claims, "sources": cites.sources()}
    return Answer(told, "history", HISTORY, history_rows, tell_history)


#: Columns of versions and claims as rows.
HISTORY = ("since", "until", "kind", "statement", "role", "says", "source")


class Cited:
    """Numbers reports and editions in the order in which they are first cited."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._numbers: dict[str, int] = {}

    def number(self, source: str) -> int:
        """The number of a source."""
        return self._numbers.setdefault(source, len(self._numbers) + 1)

    def sources(self) -> list[Row]:
        """What was cited: n, id, title, publisher, published, url, seen."""
        rows: dict[str, Row] = {}
        for batch in batches(list(self._numbers)):
            rows.update({row["id"]: row for row in self._graph.read(SOURCES, ids=batch).rows})
        return [{"n": n, **rows[source]} for source, n in self._numbers.items()]


def _records(graph: Graph, rows: list[Row], known: str, cites: Cited) -> Iterator[dict[str, Any]]:
    by_key: dict[tuple[str, str, str], dict[str, Row]] = defaultdict(dict)
    for row in rows:
        by_key[row["dataset"] or "", row["key"] or row["id"], row["role"]].setdefault(row["id"], row)
    sets = editions(graph, known)
    versions = {
        name: sorted((_version(row, known) for row in of.values()), key=lambda v: v.since)
        for name, of in by_key.items()
    }
    pairs = [(a.id, b.id) for of in versions.values() for a, b in pairwise(of)]
    said = differences(graph, pairs) if pairs else {}
    for name in sorted(versions, key=lambda name: (versions[name][0].since, name)):
        of, told = versions[name], by_key[name]
        parted = runs(of)
        after = {later[0].id: bounds(sets.get(name[0], []), run[-1]) for run, later in pairwise(parted)}
        before = {b.id: a.id for a, b in pairwise(of)}
        yield {
            "dataset": name[0],
            "key": name[1],
            "kind": told[of[0].id]["kind"],
            "role": name[2],
            "versions": [
                {
                    "record": v.id,
                    "since": v.since,
                    "until": v.until,
                    **{column: told[v.id][column] for column in ("name", "listed_on", "locator")},
                    "source": cites.number(told[v.id]["source"]),
                    "changes": said[before[v.id], v.id] if v.id in before else [],
                    "after_gap": after.get(v.id),
                }
                for v in of
            ],
            "gone": bounds(sets.get(name[0], []), of[-1]) if of[-1].until != FOREVER else None,
        }


def _version(row: Row, known: str) -> Version:
    until = as_known(row["until"], known)
    return Version(row["id"], row["key"] or "", row["since"], until, row["digest"] or "", row["name"])


def tell_history(answer: dict[str, Any], width: int = 100) -> str:
    """What was said of a thing through time, for a person at a terminal."""
    lines: list[tuple[str, str]] = [("", _heading(answer))]
    for record in answer["records"]:
        lines += [("", ""), *_record_lines(record)]
    if answer["claims"]:
        lines += [("", ""), ("CLAIMS", f"{len(answer['claims'])}, in the order in which they became known")]
        lines += [("", _claim_line(claim)) for claim in answer["claims"]]
    if len(lines) == 1:
        lines.append(("", "nothing was said of it"))
    lines += source_lines(answer, cited(lines))
    return laid_out(lines, width)


def history_rows(answer: dict[str, Any]) -> list[Row]:
    """A row for each version of a record and each claim, in the order of `since`."""
    named = {source["n"]: source["id"] for source in answer["sources"]}
    rows = [
        {
            **{"since": version["since"], "until": version["until"], "kind": record["kind"], "role": record["role"]},
            **{"statement": version["record"], "source": named[version["source"]]},
            "says": "; ".join([version["name"], *map(shown, version["changes"])]),
        }
        for record in answer["records"]
        for version in record["versions"]
    ]
    for claim in answer["claims"]:
        says = f"{claim['speaker']} {claim['stance']} {claim['property']}: {claim['value']}"
        rows.append({**claim, "kind": "Claim", "statement": claim["id"], "says": says, "source": claim["report"]})
    return sorted(rows, key=lambda row: (row["since"], row["statement"], row["role"]))


def _heading(answer: dict[str, Any]) -> str:
    what, known = answer["what"], answer["as_of"]
    when = f", as known on {long_form(known)}" if known != LATEST else ""
    return f"{what['name']} ({what['kind']} {what['id']}) through time{when}"


def _record_lines(record: dict[str, Any]) -> Lines:
    yield record["kind"].upper()[:10], f"{record['dataset']} {record['key']}, the thing is {record['role']}"
    for version in record["versions"]:
        still = version["until"] == FOREVER
        ends = "" if still else f" until {version['until']}"
        stated = f", which says listed on {version['listed_on']}" if version["listed_on"] else ""
        if version["after_gap"]:
            gap = version["after_gap"]
            yield "", f"  not there after {gap['removed_after']}, from {gap['removed_before']} at the latest"
        yield "", f"  since {version['since']}{ends}  {version['name']}{stated} [{version['source']}]"
        for change in version["changes"]:
            yield "", f"      {shown(change)}"
    if record["gone"]:
        yield "", f"  removed after {record['gone']['removed_after']}, before {record['gone']['removed_before']}"


def _claim_line(claim: dict[str, Any]) -> str:
    about = f" of {claim['about']}" if claim["role"] == "VALUE" else ""
    words = f" “{claim['hedge']}”" if claim["hedge"] else ""
    ends = "" if claim["until"] == FOREVER else f" (until {claim['until']})"
    value = f": {claim['value']} {claim['unit'] or ''}".rstrip() if claim["value"] is not None else ""
    said = f"{claim['speaker']} {claim['stance']} {claim['property']}{about}{value}{words}"
    return f"  {claim['since']}{ends}  {said} [{claim['source']}]"


#: A State is in the records of all that lies in it; those are no history of it. A part is not in a record of its own.
_RECORDS = (
    "MATCH (e:Entity {id: $id})<-[role]-(s:Statement:Record)-[:IN]->(r:Source) "
    "WHERE s.since <= $as_of AND NOT s:Identity AND type(role) <> 'COUNTRY' "
    "RETURN s.id AS id, s.dataset AS dataset, s.key AS key, s.since AS since, s.until AS until, s.digest AS digest, "
    "s.name AS name, s.listedOn AS listed_on, s.locator AS locator, type(role) AS role, r.id AS source, "
    "coalesce(head([l IN labels(s) WHERE NOT l IN ['Statement', 'Record', 'Relation']]), 'Relation') AS kind "
    "ORDER BY dataset, key, role, since, source"
)
_CLAIMS = (
    "MATCH (e:Entity {id: $id})<-[role]-(c:Statement:Claim)-[:IN]->(r:Source) "
    "WHERE c.since <= $as_of AND type(role) <> 'SAID_BY' "
    "MATCH (c)-[:ABOUT]->(a:Entity) MATCH (c)-[:SAID_BY]->(s:Entity) OPTIONAL MATCH (c)-[:VALUE]->(v:Entity) "
    "RETURN c.since AS since, c.until AS until, c.id AS id, type(role) AS role, a.id AS about, "
    "c.property AS property, c.stance AS stance, coalesce(v.id, c.value) AS value, c.unit AS unit, c.hedge AS hedge, "
    "c.basis AS basis, s.name AS speaker, r.id AS report, c.locator AS locator ORDER BY since, id, role"
)
