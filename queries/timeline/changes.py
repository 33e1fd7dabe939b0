"""What changed in data sets with editions between two days: added, amended property by property, removed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from ...graph.protocols import Row
from ...graph.store import Graph
from ...graph.writing import batches
from ...schema.dates import LATEST, day
from ...schema.errors import NotFound, SanctionsGraphError
from ..results.dict_answer import Answer
from .versions import BOOKKEEPING, ListEdition, Version, around, bounds, differences, editions, runs, shown

#: The counts of a data set, in the order in which they are shown.
COUNTS = ("before", "after", "added", "amended", "removed", "unchanged", "bookkeeping", "unknown")

#: Columns of entries as rows.
CHANGE = ("dataset", "change", "key", "name", "says")

_PARTS = ("added", "amended", "removed", "passing", "interrupted")


def changes(graph: Graph, since: str, until: str, list: str | None = None, as_of: str | None = None) -> Answer:
    """What changed between the editions that stood on two days (ISO), for each data set, or those of one list.

    `list` is the name of a list (UN, EU …) or of a data set. Keys: since, until, list, datasets, totals. A data set has
    dataset, lists, before and after (editions; None where none stood), editions (the dates from one to the other),
    counts, added, amended, removed, passing (there between the days alone), interrupted (on both days, and gone
    between), unknown (not read), notes. With an earlier `as_of` only the editions up to that day count, and `until` in
    the answer is that day. Raises NotFound for a list without editions.
    """
    since, until = day(since), min(day(until), day(as_of) if as_of else LATEST)
    if until < since:
        raise SanctionsGraphError(f"{until} is before {since}: give the earlier day first")
    known = editions(graph, until)
    lists = _lists(graph)
    wanted = [name for name in known if list is None or list == name or list in lists[name]]
    if list is not None and not wanted:
        have = sorted({*known, *(name for dataset in known for name in lists[dataset])})
        raise NotFound(f"no list or data set {list!r} with an edition up to {until}. There are: {', '.join(have)}.")
    found = [_compared(graph, known[name], lists[name], since, until) for name in wanted]
    totals = {name: sum(one["counts"][name] for one in found) for name in COUNTS}
    told = {"since": since, "until": until, "list": list, "datasets": found, "totals": totals}
    return Answer(told, "changes", CHANGE, change_rows)


def _lists(graph: Graph) -> dict[str, list[str]]:
    """The lists that the listings of each data set are of."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in graph.read(_LISTS).rows:
        found[row["dataset"]].append(row["list"])
    return found


def _compared(graph: Graph, known: list[ListEdition], lists: list[str], since: str, until: str) -> dict[str, Any]:
    before, after = around(known, since)[0], around(known, until)[0]
    dataset = known[0].dataset
    told: dict[str, Any] = {
        "dataset": dataset,
        "lists": lists,
        "before": before.to_dict() if before else None,
        "after": after.to_dict() if after else None,
        "editions": [e.date for e in known if before and e.date >= before.date],
        "counts": dict.fromkeys(COUNTS, 0),
        **{part: [] for part in ("added", "amended", "removed", "passing", "interrupted", "unknown", "notes")},
    }
    if after is None or before is None:
        first = known[0].date
        told["notes"].append(f"no edition in this graph stood on {since}; the first is of {first}: nothing is compared")
        return told
    told["notes"] += [
        f"{e.rejected} records of the edition of {e.date} could not be read" for e in (before, after) if e.rejected
    ]
    if before.date == after.date:
        told["notes"].append(f"one edition stood on both days, that of {after.date}")
    touched = _touched(graph, dataset, since, until)
    earlier = {row["key"] for row in graph.read(_EARLIER, dataset=dataset, since=since).rows}
    amended = []
    unknown = before.unread | after.unread
    for key in sorted(unknown):
        which = ", ".join(e.date for e in (before, after) if key in e.unread)
        told["unknown"].append({"key": key, "why": f"it could not be read in the edition of {which}"})
    for key in sorted(touched):
        versions = touched[key]
        old = next((v for v in versions if v.stood(since)), None)
        new = next((v for v in versions if v.stood(until)), None)
        if key in unknown:
            continue
        if old and new:
            told["interrupted"] += [_interrupted(known, a, b) for a, b in _gaps(versions)]
            if old.digest != new.digest:
                amended.append((old, new))
        elif new:
            told["added"].append(_added(known, versions, new, key in earlier))
        elif old:
            last = max(versions, key=lambda v: v.since)
            told["removed"].append({"key": key, "name": last.name, "record": last.id, **bounds(known, last)})
        else:
            last = max(versions, key=lambda v: v.since)
            told["passing"].append({**_added(known, versions, last, key in earlier), **bounds(known, last)})
    told["amended"] = _amended(graph, amended)
    _name_things(graph, told)
    _count(graph, told, since, until)
    return told


def _touched(graph: Graph, dataset: str, since: str, until: str) -> dict[str, list[Version]]:
    """The versions that begin or end between the days, by key: no other record can have changed."""
    found: dict[str, list[Version]] = defaultdict(list)
    for row in graph.read(_TOUCHED, dataset=dataset, since=since, until=until).rows:
        found[row["key"]].append(Version(**row))
    return found


def _gaps(versions: list[Version]) -> list[tuple[Version, Version]]:
    parted = runs(versions)
    return [(a[-1], b[0]) for a, b in pairwise(parted)]


def _interrupted(known: list[ListEdition], last: Version, back: Version) -> Row:
    return {"key": last.key, "name": back.name, "record": back.id, **bounds(known, last), "back": back.since}


def _added(known: list[ListEdition], versions: list[Version], new: Version, earlier: bool) -> Row:
    """An entry that is new, with the last edition without it and the first with it."""
    parted = runs(versions)
    first = next(run for run in parted if new in run)[0]
    without = [e.date for e in known if e.date < first.since and new.key not in e.unread]
    return {
        "key": new.key,
        "name": new.name,
        "record": new.id,
        "added_after": without[-1] if without else None,
        "added_before": first.since,
        "came_back": earlier or parted[0][0] is not first,
    }


def _amended(graph: Graph, pairs: Iterable[tuple[Version, Version]]) -> list[Row]:
    pairs = tuple(pairs)
    said = differences(graph, ((old.id, new.id) for old, new in pairs))
    found = []
    for old, new in pairs:
        moved = said[old.id, new.id]
        if moved:
            kept = all(change["property"] in BOOKKEEPING for change in moved)
            ids = {"before": old.id, "after": new.id}
            found.append({"key": new.key, "name": new.name, **ids, "bookkeeping": kept, "changes": moved})
    return found


def _name_things(graph: Graph, told: dict[str, Any]) -> None:
    """To each entry, the id of the thing that it is about, and what the list says of its day."""
    entries = [entry for part in _PARTS for entry in told[part]]
    about: dict[str, Row] = {}
    for batch in batches(sorted({entry.get("record") or entry["after"] for entry in entries})):
        about.update({row["record"]: row for row in graph.read(_ABOUT, ids=batch).rows})
    for entry in entries:
        row = about.get(entry.get("record") or entry["after"], {})
        entry["id"], entry["listed_on"] = row.get("id"), row.get("listed_on")
    for entry in (*told["added"], *told["passing"]):
        stated, without = entry["listed_on"], entry["added_after"]
        entry["dated_back"] = bool(stated and without and stated < without[: len(stated)])


def _count(graph: Graph, told: dict[str, Any], since: str, until: str) -> None:
    counts = told["counts"]
    for name, on in (("before", since), ("after", until)):
        counts[name] = graph.read(_STANDING, dataset=told["dataset"], on=on).rows[0]["n"]
    for name in ("added", "amended", "removed", "unknown"):
        counts[name] = len(told[name])
    counts["bookkeeping"] = sum(entry["bookkeeping"] for entry in told["amended"])
    keys = [entry["key"] for entry in told["unknown"]]
    unread = graph.read(_UNREAD, dataset=told["dataset"], on=until, keys=keys).rows[0]["n"]
    counts["unchanged"] = counts["after"] - counts["added"] - counts["amended"] - unread


def change_rows(answer: dict[str, Any]) -> list[Row]:
    """A row for each entry added and removed, and for each property amended."""
    rows = []
    for told in answer["datasets"]:
        for what in _PARTS:
            for entry in told[what]:
                row = {"dataset": told["dataset"], "change": what, "key": entry["key"], "name": entry["name"]}
                rows += [{**row, "says": text} for text in _says(what, entry)]
    return rows


def _says(what: str, entry: Row) -> list[str]:
    if what == "amended":
        return [shown(change) for change in entry["changes"]]
    if what in ("added", "passing"):
        dated = f", and the list dates it {entry['listed_on']}" if entry["listed_on"] else ""
        again = " again" if entry["came_back"] else ""
        gone = (
            f", removed after {entry['removed_after']}, before {entry['removed_before']}" if what == "passing" else ""
        )
        return [f"not in {entry['added_after']}, in {entry['added_before']}{again}{dated}{gone}"]
    gone = f"removed after {entry['removed_after']}, before {entry['removed_before']}"
    return [f"{gone}; back in {entry['back']}" if what == "interrupted" else gone]


def count_rows(answer: dict[str, Any]) -> list[Row]:
    """A row of counts for each data set."""
    return [
        {
            "dataset": told["dataset"],
            "from": told["before"] and told["before"]["date"],
            "to": told["after"] and told["after"]["date"],
            **told["counts"],
        }
        for told in answer["datasets"]
    ]


_LISTS = "MATCH (l:Statement:Listing) RETURN DISTINCT l.dataset AS dataset, l.list AS list ORDER BY dataset, list"
_TOUCHED = (
    "MATCH (r:Statement {dataset: $dataset}) WHERE r:Record AND ((r.since > $since AND r.since <= $until) "
    "OR (r.until > $since AND r.until <= $until)) RETURN r.id AS id, r.key AS key, r.since AS since, "
    "r.until AS until, r.digest AS digest, r.name AS name ORDER BY key, since"
)
_EARLIER = "MATCH (r:Statement {dataset: $dataset}) WHERE r:Record AND r.until <= $since RETURN DISTINCT r.key AS key"
_STANDING = (
    "MATCH (r:Statement {dataset: $dataset}) WHERE r:Record AND r.since <= $on AND $on < r.until RETURN count(r) AS n"
)
_UNREAD = (
    "MATCH (r:Statement {dataset: $dataset}) WHERE r:Record AND r.key IN $keys AND r.since <= $on AND $on < r.until "
    "RETURN count(r) AS n"
)
_ABOUT = (
    "UNWIND $ids AS record MATCH (r:Statement {id: record})-[role]->(e:Entity) "
    "WHERE type(role) IN ['ABOUT', 'HOLDER', 'SUBJECT', 'MEMBER'] "
    "RETURN record, r.listedOn AS listed_on, min(e.id) AS id"
)
