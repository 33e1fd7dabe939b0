"""Versions of a record: what a later one says otherwise, property by property; and the editions of data sets.

Parts (aliases, births, documents …) are compared as sets. Boilerplate is no matter here: the loader of a list leaves it
out by the rule that its module states, before versions are told apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ...graph.protocols import Row
from ...graph.store import Graph
from ...graph.writing import batches
from ...schema.dates import FOREVER

#: What tells of the version itself and not of its subject.
_OWN = frozenset({"id", "since", "until", "digest", "locator", "dataset", "key", "originalIds"})
#: What a publisher notes of its own entries: numbers, and days of amendments. An entry in which nothing else differs is
#: amended, and marked.
BOOKKEEPING = frozenset({"dataId", "versionNum", "amendedOn"})


@dataclass(frozen=True)
class ListEdition:
    """One dated state of a data set; `unread` are keys of records in it that could not be read."""

    id: str
    dataset: str
    date: str
    name: str
    unread: frozenset[str]
    rejected: int

    def to_dict(self) -> dict[str, Any]:
        """What tells it from others."""
        return {"id": self.id, "date": self.date, "name": self.name, "rejected": self.rejected}


@dataclass(frozen=True)
class Version:
    """A record as it stood from `since` to `until` (half-open)."""

    id: str
    key: str
    since: str
    until: str
    digest: str
    name: str

    def stood(self, day: str) -> bool:
        """Whether it stood on a day."""
        return self.since <= day < self.until


@dataclass
class Content:
    """What a version says: properties, links to other things, and ids of its parts."""

    properties: dict[str, Any] = field(default_factory=dict)
    links: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    parts: set[str] = field(default_factory=set)


def editions(graph: Graph, as_of: str) -> dict[str, list[ListEdition]]:
    """The editions of each data set up to a day, oldest first."""
    found: dict[str, list[ListEdition]] = defaultdict(list)
    for row in graph.read(_EDITIONS, as_of=as_of).rows:
        unread = frozenset(row["unread"])
        made = ListEdition(row["id"], row["dataset"], row["date"], row["name"], unread, row["rejected"])
        found[made.dataset].append(made)
    return dict(found)


def around(
    known: Iterable[ListEdition], day: str, key: str | None = None
) -> tuple[ListEdition | None, ListEdition | None]:
    """The edition that stood on a day, and the next one; without those in which the record of `key` was not read."""
    before, after = None, None
    for edition in known:
        if key in edition.unread:
            continue
        if edition.date <= day:
            before = edition
        elif after is None:
            after = edition
    return before, after


def runs(versions: Iterable[Version]) -> list[list[Version]]:
    """Versions of one record, parted where it was gone between two of them."""
    found: list[list[Version]] = []
    for version in sorted(versions, key=lambda v: v.since):
        if found and found[-1][-1].until == version.since:
            found[-1].append(version)
        else:
            found.append([version])
    return found


def bounds(known: list[ListEdition], last: Version) -> dict[str, str | None]:
    """Between which editions a record was removed: the last that has it, and the first without it."""
    has = [e.date for e in known if e.date < last.until and last.key not in e.unread]
    return {"removed_after": has[-1] if has else last.since, "removed_before": last.until}


def as_known(until: str, as_of: str) -> str:
    """The end of a statement as it was known on a day: that it would end later was not."""
    return until if until <= as_of else FOREVER


def differences(graph: Graph, pairs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], list[dict[str, Any]]]:
    """What the second version of each pair of record ids says otherwise than the first.

    Each difference has `property`, `kind` (value, part or link), `removed` and `added`; a value that was replaced is in
    both. Parts are mappings with a `name`. A pair that differs in the order of its values alone has none.
    """
    wanted = list(dict.fromkeys(pairs))
    said = _contents(graph, {id_ for pair in wanted for id_ in pair})
    moved = [(said[a].parts ^ said[b].parts) for a, b in wanted]
    parts = _parts(graph, set().union(*moved))
    return {(a, b): list(_differ(said[a], said[b], parts)) for a, b in wanted}


def _differ(a: Content, b: Content, parts: dict[str, Row]) -> Iterator[dict[str, Any]]:
    for name in sorted({*a.properties, *b.properties} - _OWN):
        old, new = _counted(a.properties.get(name)), _counted(b.properties.get(name))
        if old != new:
            yield _difference(name, "value", (old - new).elements(), (new - old).elements())
    for type_ in sorted({*a.links, *b.links}):
        before, after = a.links.get(type_, set()), b.links.get(type_, set())
        if before != after:
            yield _difference(type_.lower(), "link", sorted(before - after), sorted(after - before))
    by_kind: dict[str, tuple[list[Row], list[Row]]] = defaultdict(lambda: ([], []))
    for side, ids in enumerate((a.parts - b.parts, b.parts - a.parts)):
        for id_ in sorted(ids):
            by_kind[parts[id_]["kind"]][side].append(parts[id_]["said"])
    for kind in sorted(by_kind):
        gone, come = (sorted(rows, key=lambda row: sorted(map(repr, row.items()))) for rows in by_kind[kind])
        yield _difference(kind, "part", gone, come)


def _difference(name: str, kind: str, removed: Iterable[Any], added: Iterable[Any]) -> dict[str, Any]:
    return {"property": name, "kind": kind, "removed": list(removed), "added": list(added)}


def _counted(value: Any) -> Counter[Any]:
    if value is None:
        return Counter()
    return Counter(value if isinstance(value, list) else [value])


def _contents(graph: Graph, ids: Iterable[str]) -> dict[str, Content]:
    said: dict[str, Content] = {}
    for batch in batches(sorted(ids)):
        for row in graph.read(_SAID, ids=batch).rows:
            said[row["id"]] = Content(_split(row["s"]["properties"]))
        for row in graph.read(_LINKS, ids=batch).rows:
            if row["type"] == "PART":
                said[row["id"]].parts.update(row["others"])
            else:
                said[row["id"]].links[row["type"]].update(row["others"])
    return said


def _split(properties: dict[str, Any]) -> dict[str, Any]:
    """The properties, with each of `values` (`property=value`) under its own name."""
    found = {name: value for name, value in properties.items() if name != "values"}
    more: dict[str, list[str]] = defaultdict(list)
    for item in properties.get("values") or []:
        name, _, value = item.partition("=")
        more[f"values.{name}" if name in found else name].append(value)
    return {**found, **more}


def _parts(graph: Graph, ids: Iterable[str]) -> dict[str, Row]:
    """Parts by id: their kind (of a plain value, its property), and what they say."""
    found = {}
    for batch in batches(sorted(ids)):
        for row in graph.read(_SAID, ids=batch).rows:
            said = {k: v for k, v in row["s"]["properties"].items() if k != "id"}
            kind = next(label for label in row["s"]["labels"] if label not in ("Statement", "Part"))
            named = said.pop("property") if kind == "Value" else kind
            found[row["id"]] = {"kind": named, "said": said}
    return found


def shown(difference: dict[str, Any]) -> str:
    """A difference in a line: what was, and what is."""
    old, new = (", ".join(map(_shown, difference[side])) for side in ("removed", "added"))
    if difference["kind"] == "part" or not (old and new):
        told = [f"{word} {text}" for word, text in (("removed", old), ("added", new)) if text]
        return f"{difference['property']}: {'; '.join(told)}"
    return f"{difference['property']}: {old} → {new}"


def _shown(value: Any) -> str:
    if not isinstance(value, dict):
        return str(value)
    quality = value.get("quality") or value.get("precision")
    return f"{value['name']} ({quality})" if quality else str(value["name"])


_EDITIONS = (
    "MATCH (e:Source:Edition) WHERE e.date <= $as_of RETURN e.id AS id, e.dataset AS dataset, e.date AS date, "
    "e.name AS name, coalesce(e.unread, []) AS unread, coalesce(e.rejected, 0) AS rejected ORDER BY dataset, date"
)
_SAID = "UNWIND $ids AS id MATCH (s:Statement {id: id}) RETURN s.id AS id, s"
_LINKS = (
    "UNWIND $ids AS id MATCH (s:Statement {id: id})-[r]->(o) WHERE type(r) <> 'IN' "
    "RETURN s.id AS id, type(r) AS type, collect(o.id) AS others"
)
