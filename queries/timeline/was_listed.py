"""Was a thing listed on a day, by whom and under what: yes, no or unknown for each list, with reasons and citations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from ...graph.protocols import Row
from ...graph.store import Graph
from ...schema.dates import LATEST, day, long_form
from ...schema.names import name_key
from ..results.dict_answer import Answer as Told
from ..results.text_layout import Lines, cited, laid_out, source_lines
from .history import Cited
from .listing_status import Judged, ListEntry, ListingStatus, judge
from .versions import ListEdition, around, as_known, editions

#: What is shown first, and what of several answers holds.
_RANK = {ListingStatus.YES: 0, ListingStatus.UNKNOWN: 1, ListingStatus.NO: 2}
#: Columns of entries as rows.
LISTED = (
    *("thing", "name", "list", "answer", "reference", "list_type", "listed_on", "by_editions", "by_statement"),
    *("removed_after", "removed_before", "entry_answer", "because"),
)
#: So many things of one name are answered for; of more, the name is too common to ask by.
MOST = 12


def was_listed(graph: Graph, what: str, on: str, as_of: str | None = None) -> Told:
    """Whether a thing (id or name) was listed on a day, as far as was known on another.

    Keys: what, on, as_of, things, sources. A thing has id, kind, name, answer (yes, no, unknown: that of the lists
    that have or had it, else of all) and lists; a list has list, answer, entries and reasons. An entry has record,
    dataset, reference, name, programme, programme_name, list_type, entry_type, measures, annex, reason, acts,
    comments, listed_on, since, until, locator, source, answer, by_editions (None where the list is not loaded whole),
    by_statement, removed_after, removed_before, in_force (measures of its programme that reached such a thing on that
    day), reasons. A reason has says and sources, numbers of `sources`. Where several things bear the name, each is
    answered for: equal names do not make them one. Raises NotFound, or Ambiguous where the name is a part of several.
    """
    on, known = day(on), day(as_of) if as_of else LATEST
    then = _Then(graph, on, known)
    things = [then.thing(thing) for thing in _things(graph, what)]
    things.sort(key=lambda thing: (_RANK[thing["answer"]], not any(one["entries"] for one in thing["lists"])))
    told = {"what": what, "on": on, "as_of": known, "things": things, "sources": then.cites.sources()}
    return Told(told, "listed", LISTED, listed_rows, tell_listed)


def _things(graph: Graph, what: str) -> list[Row]:
    """The one thing of an id or name, or all that bear the whole name."""
    found = [asdict(ref) for ref in graph.find(what)]
    whole = [row for row in found if len(found) <= MOST and name_key(what) and _bears(graph, row["id"], what)]
    return whole if len(whole) == len(found) > 1 else [graph.one(what)]


def _bears(graph: Graph, id_: str, name: str) -> bool:
    return bool(graph.read(_BEARS, id=id_, key=name_key(name)).rows)


class _Then:
    """The lists as they were known, on the day that is asked for."""

    def __init__(self, graph: Graph, on: str, known: str) -> None:
        self._graph, self._on, self._known = graph, on, known
        self.cites = Cited(graph)
        self._editions = editions(graph, known)
        self._lists: dict[str, list[str]] = defaultdict(list)
        for row in graph.read(_LISTS, as_of=known).rows:
            self._lists[row["list"]].append(row["dataset"])

    def thing(self, thing: Row) -> dict[str, Any]:
        """The answers for one thing: lists that have or had it first."""
        rows = self._graph.read(_ENTRIES, id=thing["id"], as_of=self._known).rows
        by_list: dict[str, dict[tuple[str, str], list[Row]]] = defaultdict(lambda: defaultdict(list))
        for row in rows:
            by_list[row["list"]][row["dataset"], row["key"]].append(row)
        own = [self._list(name, list(by_list[name].values())) for name in sorted(by_list)]
        others = [self._without(name) for name in sorted(self._lists) if name not in by_list]
        answer = _first_of(one["answer"] for one in own or others)
        return {**thing, "answer": answer, "lists": [*own, *others]}

    def _list(self, name: str, found: list[list[Row]]) -> dict[str, Any]:
        entries = [self._entry(rows) for rows in found]
        # What a whole list shows outweighs a single report of an entry.
        whole = [e for e in entries if e["by_editions"] not in (None, ListingStatus.UNKNOWN)]
        answer = _first_of(e["answer"] for e in whole or entries)
        return {"list": name, "answer": answer, "entries": entries, "reasons": []}

    def _entry(self, rows: list[Row]) -> dict[str, Any]:
        by_id = {row["record"]: row for row in rows}
        versions = [self._version(row) for row in by_id.values()]
        judged = judge(versions, self._editions.get(rows[0]["dataset"], []), self._on)
        row = by_id[judged.entry.id]
        told = {name: row[name] for name in _COPIED}
        return {
            **told,
            "acts": sorted({one["act"] for one in rows if one["record"] == judged.entry.id and one["act"]}),
            "since": versions[0].since,
            "until": versions[-1].until,
            "source": self.cites.number(row["source"]),
            **_outcome(judged),
            "in_force": self._in_force(row),
            "reasons": [self._reason(says, sources) for says, sources in judged.reasons],
        }

    def _version(self, row: Row) -> ListEntry:
        until = as_known(row["until"], self._known)
        return ListEntry(
            *(row["record"], row["key"], row["since"], until, "", row["name"]),
            listed_on=row["listed_on"],
            source=row["source"],
            title=row["title"],
        )

    def _reason(self, says: str, sources: Iterable[str]) -> Row:
        return {"says": says, "sources": [self.cites.number(source) for source in dict.fromkeys(sources)]}

    def _in_force(self, row: Row) -> list[Row]:
        if row["programme"] is None:
            return []
        found = self._graph.read(_IN_FORCE, programme=row["programme"], on=self._on).rows
        kinds = set(row["kinds"])
        return [
            {"measure": m["measure"], "name": m["name"], "provisions": m["provisions"]}
            for m in found
            if kinds & set(m["designated"])
        ]

    def _without(self, name: str) -> dict[str, Any]:
        """A list that has no entry of the thing: no, only where each of its data sets has an edition for the day."""
        told: dict[str, Any] = {"list": name, "answer": ListingStatus.UNKNOWN, "entries": [], "reasons": []}
        sets = {dataset: self._editions[dataset] for dataset in self._lists[name] if dataset in self._editions}
        covering: list[ListEdition] = []
        for dataset, known in sorted(sets.items()):
            before, after = around(known, self._on)
            if before is None:
                first = after or known[0]
                says = f"no edition of {dataset} in this graph covers that day; the first is of {first.date}"
                told["reasons"].append(self._reason(says, [first.id]))
            else:
                covering.append(before)
                says = f"no entry of {dataset} is joined to this thing, in the edition of {before.date} or any other"
                if before.rejected:
                    says += f"; {before.rejected} of its records could not be read"
                told["reasons"].append(self._reason(says, [before.id]))
        if not sets:
            told["reasons"].append(
                {"says": "no edition of this list is in this graph, only single entries", "sources": []}
            )
        elif len(covering) == len(sets):
            told["answer"] = ListingStatus.NO
        return told


def _outcome(judged: Judged) -> dict[str, Any]:
    return {
        "answer": judged.answer,
        "by_editions": judged.by_editions,
        "by_statement": judged.by_statement,
        "removed_after": judged.removed_after,
        "removed_before": judged.removed_before,
    }


def _first_of(answers: Iterable[ListingStatus]) -> ListingStatus:
    """Yes, if any says so; else unknown, if any is; else no."""
    given = set(answers) or {ListingStatus.UNKNOWN}
    return min(given, key=_RANK.__getitem__)


def listed_rows(answer: dict[str, Any]) -> list[Row]:
    """A row for each entry, and for each list without one."""
    rows = []
    for thing in answer["things"]:
        for one in thing["lists"]:
            row = {"thing": thing["id"], "name": thing["name"], "list": one["list"], "answer": one["answer"]}
            for entry in one["entries"] or [{"reasons": one["reasons"]}]:
                because = "; ".join(reason["says"] for reason in entry["reasons"])
                rows.append({**entry, **row, "entry_answer": entry.get("answer"), "because": because})
    return rows


def tell_listed(answer: dict[str, Any], width: int = 100) -> str:
    """Whether a thing was listed on a day, for a person at a terminal."""
    known = f", as known on {long_form(answer['as_of'])}" if answer["as_of"] != LATEST else ""
    several = len(answer["things"]) > 1
    head = f"{answer['what']}: listed on {long_form(answer['on'])}{known}?"
    lines = [("", f"{head} {len(answer['things'])} things bear that name" if several else head)]
    for thing in answer["things"]:
        lines += [("", ""), (thing["answer"].upper(), f"{thing['name']} ({thing['kind']} {thing['id']})")]
        open_ = [one["list"] for one in thing["lists"] if one["answer"] is ListingStatus.UNKNOWN]
        if thing["answer"] is ListingStatus.NO and open_:
            lines.append(("", f"no by the lists that have or had it; of {', '.join(open_)} it is not known"))
        for one in thing["lists"]:
            lines += _list_lines(one)
        if not thing["lists"]:
            lines.append(("", "no list was in this graph, as far as was known then"))
    lines += source_lines(answer, cited(lines))
    return laid_out(lines, width)


def _list_lines(one: dict[str, Any]) -> Lines:
    yield one["list"][:10], f"{one['answer']}{'' if one['entries'] else ': no entry of it'}"
    for reason in one["reasons"]:
        yield "", f"  {_with_sources(reason)}"
    for entry in one["entries"]:
        yield "", f"  {', '.join(_what(entry))} [{entry['source']}]"
        if entry["by_editions"]:
            how = f"by editions {entry['by_editions']}, by its own statement {entry['by_statement']}"
            yield "", f"    {entry['answer']}: {how}"
        for reason in entry["reasons"]:
            yield "", f"    {_with_sources(reason)}"
        if entry["in_force"] and entry["answer"] is not ListingStatus.NO:
            told = "; ".join(f"{m['name']} ({', '.join(m['provisions'])})" for m in entry["in_force"])
            yield "", f"    in force under that programme on that day: {told}"


def _what(entry: dict[str, Any]) -> Iterator[str]:
    """Under what it is listed."""
    yield f"entry {entry['reference']}"
    yield entry["programme_name"] or entry["list_type"]
    if entry["annex"]:
        yield entry["annex"]
    if entry["acts"]:
        yield f"by {' and '.join(entry['acts'])}"
    yield from entry["measures"]


def _with_sources(reason: Row) -> str:
    return " ".join([reason["says"], *(f"[{n}]" for n in reason["sources"])])


_COPIED = (
    *("record", "dataset", "reference", "name", "programme", "programme_name", "list_type", "entry_type", "measures"),
    *("annex", "reason", "comments", "listed_on", "locator"),
)
_BEARS = "MATCH (e:Entity {id: $id}) WHERE $key IN e.nameKeys RETURN e.id AS id"
_LISTS = (
    "MATCH (l:Statement:Listing) WHERE l.since <= $as_of "
    "RETURN DISTINCT l.list AS list, l.dataset AS dataset ORDER BY list, dataset"
)
_ENTRIES = (
    "MATCH (e:Entity {id: $id})<-[:ABOUT]-(l:Statement:Listing)-[:IN]->(r:Source) WHERE l.since <= $as_of "
    "OPTIONAL MATCH (l)-[:UNDER]->(p:Law) "
    "OPTIONAL MATCH (l)-[:PART]->(a:Statement:Value) WHERE a.property IN ['act', 'amending act'] "
    "RETURN l.id AS record, l.dataset AS dataset, l.key AS key, l.list AS list, l.reference AS reference, "
    "l.name AS name, p.id AS programme, p.name AS programme_name, l.listType AS list_type, l.entryType AS entry_type, "
    "coalesce(l.measures, []) AS measures, l.annex AS annex, l.reason AS reason, l.comments AS comments, "
    "l.listedOn AS listed_on, l.since AS since, l.until AS until, l.locator AS locator, r.id AS source, "
    "r.name AS title, labels(e) AS kinds, a.value AS act ORDER BY list, dataset, key, since, act"
)
_IN_FORCE = (
    "MATCH (:Law {id: $programme})<-[:OF]-(m:Law:Measure)<-[:OF]-(s:Law:Scope) "
    "WHERE s.since <= $on AND $on < s.until MATCH (s)-[:BY]->(p:Law:Provision) "
    "WITH m, s, p ORDER BY p.id RETURN m.id AS measure, m.name AS name, coalesce(s.designated, []) AS designated, "
    "collect(p.name) AS provisions ORDER BY measure"
)
