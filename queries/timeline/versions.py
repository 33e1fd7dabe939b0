"""Versions of a record: what a later one says otherwise, property by property; and the editions of data sets.

Parts (aliases, births, documents …) are compared as sets. Boilerplate does not count: the loader of a list leaves it
out by the rule that its module states, before versions are compared.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias, TypedDict, TypeVar

from ...graph.store import Graph
from ...graph.writing import batches
from ...schema.dates import days_between, long_form, not_withdrawn_in_cypher, shift, stood, today

#: Properties of the version itself and not of its subject.
_OF_VERSION = frozenset({"id", "since", "until", "digest", "locator", "dataset", "key", "originalIds"})
#: What a publisher notes of its own entries: numbers, and days of amendments. An entry in which nothing else differs is
#: amended, and marked.
BOOKKEEPING = frozenset({"dataId", "versionNum", "amendedOn"})
#: The newest edition of a list that is loaded speaks for so many days after its own: each of the large lists changes
#: several times a month, so what an older one has or lacks says nothing of the day that is asked about.
SPEAKS_FOR = 31
#: A value of a property, or a part of a record by its properties.
Value: TypeAlias = str | int | float | bool | Mapping[str, Any]


@dataclass(frozen=True)
class ListEdition:
    """One dated state of a data set; `unread` are keys of records in it that could not be read."""

    id: str
    dataset: str
    date: str
    name: str
    unread: Sequence[str]
    rejected: int
    guessed: bool = False

    def turns(self) -> set[str]:
        """Return the days on which what is known by it may change.

        The day after it may lie between two editions, and be less sure than the day of either.
        """
        return {self.date, shift(self.date, 1), shift(self.date, SPEAKS_FOR + 1)}


@dataclass(frozen=True)
class Version:
    """A record as it stood from `since` to `until` (half-open)."""

    id: str
    key: str
    since: str
    until: str
    digest: str
    name: str

    def stood(self, on: str) -> bool:
        """Whether it stood on a day."""
        return stood(self.since, self.until, on)


VersionT = TypeVar("VersionT", bound=Version)


@dataclass(frozen=True)
class Removal:
    """Between which editions a record was removed: the last that has it, and the first without it."""

    removed_after: str
    removed_before: str


@dataclass(frozen=True)
class Difference:
    """What a later version says otherwise: of one property (kind `value`), kind of part, or kind of link.

    A value that was replaced is in `removed` and in `added`. A part is a mapping of its properties, with a `name`.
    """

    property: str
    kind: str
    removed: tuple[Value, ...]
    added: tuple[Value, ...]

    def __str__(self) -> str:
        old, new = (", ".join(map(_value_text, values)) for values in (self.removed, self.added))
        if self.kind == "part" or not (old and new):
            sides = [f"{word} {text}" for word, text in (("removed", old), ("added", new)) if text]
            return f"{self.property}: {'; '.join(sides)}"
        return f"{self.property}: {old} → {new}"


@dataclass(frozen=True)
class RecordPart:
    """A part of a record: its kind (of a plain value, its property), and its properties."""

    kind: str
    properties: Mapping[str, Any]


@dataclass
class Content:
    """What a version says: properties, links to other things, and ids of its parts."""

    properties: Mapping[str, Any] = field(default_factory=dict)
    links: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    parts: set[str] = field(default_factory=set)


def editions(graph: Graph, as_of: str) -> dict[str, list[ListEdition]]:
    """Return the editions of each data set up to a day, oldest first, without those that were withdrawn by then."""
    by_dataset: dict[str, list[ListEdition]] = defaultdict(list)
    for edition in graph.read_as(ListEdition, _EDITIONS, as_of=as_of):
        by_dataset[edition.dataset].append(edition)
    return dict(by_dataset)


def around(
    editions: Iterable[ListEdition], on: str, key: str | None = None
) -> tuple[ListEdition | None, ListEdition | None]:
    """Return the edition that stood on a day and the next one, passing over those that could not read `key`."""
    before, after = None, None
    for edition in editions:
        if key in edition.unread:
            continue
        if edition.date <= on:
            before = edition
        elif after is None:
            after = edition
    return before, after


def why_silent(edition: ListEdition, later: ListEdition | None, on: str) -> str | None:
    """Return why an edition says nothing of a day on or after its own; None where it speaks for it.

    `later` is the next edition that is loaded: until then the edition speaks, else for `SPEAKS_FOR` days. A question
    about the present (`dates.LATEST`) is asked as of today.
    """
    if edition.guessed:
        return (
            f"the edition of {edition.date} is dated by the latest day in its file, and may be younger: "
            "load the file again with --edition"
        )
    asked = min(on, today()) if later is None else on
    if later or asked <= shift(edition.date, SPEAKS_FOR):
        return None
    age = _age(days_between(edition.date, asked))
    newest = f"the newest edition of {edition.dataset} here is of {long_form(edition.date)}"
    return f"{newest}, {age} before the day asked: load a later one (`sanctionsgraph fetch`, `load`)"


def _age(days: int) -> str:
    """Return a number of days in years and months, in months, or in days."""
    months = int(days / 30.44)
    if months < 2:
        return f"{days} days"
    parts = [(months // 12, "year"), (months % 12, "month")]
    return " ".join(f"{number} {unit}{'s' if number > 1 else ''}" for number, unit in parts if number)


def runs(versions: Iterable[VersionT]) -> list[list[VersionT]]:
    """Return the versions of one record, split where it was gone between two of them."""
    unbroken: list[list[VersionT]] = []
    for version in sorted(versions, key=lambda v: v.since):
        if unbroken and unbroken[-1][-1].until == version.since:
            unbroken[-1].append(version)
        else:
            unbroken.append([version])
    return unbroken


def bounds(editions: Sequence[ListEdition], last: Version) -> Removal:
    """Return the bounds of a removal, by the last version of the record before it."""
    has = [e.date for e in editions if e.date < last.until and last.key not in e.unread]
    return Removal(has[-1] if has else last.since, last.until)


def differences(graph: Graph, pairs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], list[Difference]]:
    """Return what the second version of each pair of record ids says otherwise than the first.

    A pair that differs in the order of its values alone has none.
    """
    pairs = list(dict.fromkeys(pairs))
    contents = _contents(graph, {id_ for pair in pairs for id_ in pair})
    changed_parts = [(contents[a].parts ^ contents[b].parts) for a, b in pairs]
    parts = _parts(graph, set().union(*changed_parts))
    return {(a, b): list(_differ(contents[a], contents[b], parts)) for a, b in pairs}


def _differ(a: Content, b: Content, parts: Mapping[str, RecordPart]) -> Iterator[Difference]:
    for name in sorted({*a.properties, *b.properties} - _OF_VERSION):
        old, new = _counted(a.properties.get(name)), _counted(b.properties.get(name))
        if old != new:
            yield Difference(name, "value", tuple((old - new).elements()), tuple((new - old).elements()))
    for type_ in sorted({*a.links, *b.links}):
        before, after = a.links.get(type_, set()), b.links.get(type_, set())
        if before != after:
            yield Difference(type_.lower(), "link", tuple(sorted(before - after)), tuple(sorted(after - before)))
    removed, added = (_by_kind(ids, parts) for ids in (a.parts - b.parts, b.parts - a.parts))
    for kind in sorted({*removed, *added}):
        yield Difference(kind, "part", tuple(removed.get(kind, ())), tuple(added.get(kind, ())))


def _by_kind(ids: Iterable[str], parts: Mapping[str, RecordPart]) -> dict[str, list[Mapping[str, Any]]]:
    by_kind: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for id_ in sorted(ids):
        by_kind[parts[id_].kind].append(parts[id_].properties)
    return {kind: sorted(of, key=lambda item: sorted(map(repr, item.items()))) for kind, of in by_kind.items()}


def _counted(value: Any) -> Counter[Value]:
    if value is None:
        return Counter()
    return Counter(value if isinstance(value, list) else [value])


def _contents(graph: Graph, ids: Iterable[str]) -> dict[str, Content]:
    contents: dict[str, Content] = {}
    for batch in batches(sorted(ids)):
        for statement in graph.read_as(_Statement, _STATEMENTS, ids=batch):
            contents[statement.id] = Content(_split(statement.node["properties"]))
        for link in graph.read_as(_LinksOfType, _LINKS, ids=batch):
            content = contents[link.id]
            (content.parts if link.type == "PART" else content.links[link.type]).update(link.ends)
    return contents


def _split(properties: Mapping[str, Any]) -> dict[str, Value | list[str]]:
    """Return the properties, with each of `values` (`property=value`) under its own name."""
    plain = {name: value for name, value in properties.items() if name != "values"}
    more: dict[str, list[str]] = defaultdict(list)
    for item in properties.get("values") or []:
        name, _, value = item.partition("=")
        more[f"values.{name}" if name in plain else name].append(value)
    return {**plain, **more}


def _parts(graph: Graph, ids: Iterable[str]) -> dict[str, RecordPart]:
    parts = {}
    for batch in batches(sorted(ids)):
        for statement in graph.read_as(_Statement, _STATEMENTS, ids=batch):
            properties = {name: value for name, value in statement.node["properties"].items() if name != "id"}
            kind = next(label for label in statement.node["labels"] if label not in ("Statement", "RecordPart"))
            parts[statement.id] = RecordPart(properties.pop("property") if kind == "Value" else kind, properties)
    return parts


def _value_text(value: Value) -> str:
    if not isinstance(value, Mapping):
        return str(value)
    quality = value.get("quality") or value.get("precision")
    name = value.get("name")
    return f"{name} ({quality})" if quality else str(name)


class _Node(TypedDict):
    """A node, as both engines give it."""

    labels: list[str]
    properties: dict[str, Any]


@dataclass(frozen=True)
class _Statement:
    id: str
    node: _Node


@dataclass(frozen=True)
class _LinksOfType:
    id: str
    type: str
    ends: Sequence[str]


_EDITIONS = (
    f"MATCH (e:Source:Edition) WHERE e.date <= $as_of AND {not_withdrawn_in_cypher('e')} "
    "RETURN e.id AS id, e.dataset AS dataset, e.date AS date, "
    "e.name AS name, coalesce(e.unread, []) AS unread, coalesce(e.rejected, 0) AS rejected, "
    "coalesce(e.dated, '') = 'guessed' AS guessed ORDER BY dataset, date"
)
_STATEMENTS = "UNWIND $ids AS id MATCH (s:Statement {id: id}) RETURN s.id AS id, s AS node"
#: To which States an entry or a profile leads follows from its parts and values, which are compared themselves.
_LINKS = (
    "UNWIND $ids AS id MATCH (s:Statement {id: id})-[r]->(o) WHERE type(r) <> 'IN' "
    "AND NOT (type(r) IN ['NATIONAL_OF', 'COUNTRY', 'FLAG_STATE'] AND (s:Listing OR s:Profile)) "
    "RETURN s.id AS id, type(r) AS type, collect(o.id) AS ends"
)
