"""Our own YAML files: read with line numbers, sources and things in them, stored as documents.

The formats are described in docs/data-files.md. Every file may have `publishers`, `reports` and `things`
beside what it is about.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any, TypeVar

import yaml

from ...graph.editions.documents import missing_links, store, store_entities
from ...graph.identity.links import redirect_links
from ...graph.identity.naming import canonical_ids
from ...graph.load_report import LoadReport
from ...graph.protocols import Transaction
from ...graph.writing import flat
from ...schema.dates import HalfDate
from ...schema.entities import Entity
from ...schema.errors import InputError, ValueInvalid
from ...schema.ids import check_id
from ...schema.node import Node
from ...schema.sources import Publisher, Report
from ...schema.statements import Identity
from ..common.load import read_text, reason

LINE = "__line__"
CURATORS = Publisher(id="pub:curators", name="The curators of this graph")
T = TypeVar("T")
Mapping = dict[str, Any]
#: Nodes, each with the mapping that it was made of.
Nodes = list[tuple[Mapping, Node]]


class YamlFile:
    """A file of ours. `publishers`, `reports` and `things` are read at once; the rest by its loader."""

    def __init__(self, path: Path, source: str, sections: tuple[str, ...]) -> None:
        self.path = path
        self.account = LoadReport(source, str(path))
        self.content = _parse(path)
        known = {"publishers", "reports", "things", "decided", *sections, LINE}
        unknown = sorted(set(self.content) - known)
        if unknown or not any(section in self.content for section in (*sections, "things")):
            found = ", ".join(unknown) or "none of them"
            raise InputError(
                f"{path}:{self.content.get(LINE, 1)}",
                f"a {source} file has the sections {', '.join(sections)}; found {found}",
                "See docs/data-files.md, or load it as another source.",
            )
        self.publishers = [
            publisher for item in self.items("publishers") if (publisher := self.built(item, _publisher))
        ]
        self.reports: dict[str, tuple[Mapping, Report]] = {}
        for item in self.items("reports"):
            report = self.built(item, report_of)
            if report is not None:
                self.reports[report.id] = (item, report)
        self.things = [thing for item in self.items("things") if (thing := self.built(item, _thing))]

    def items(self, section: str) -> list[Mapping]:
        """The mappings of a section. Raises InputError where it is no list of mappings."""
        return self.listed(self.content, section)

    def listed(self, item: Mapping, key: str) -> list[Mapping]:
        """The mappings under a key of an item. Raises InputError where it is no list of mappings."""
        found = item.get(key) or []
        if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
            raise InputError(self.place(item), f"`{key}` is not a list of mappings", "Mend the file.")
        return found

    def place(self, item: Mapping) -> str:
        """`file:line` of a mapping."""
        return f"{self.path}:{item.get(LINE, 1)}"

    def built(self, item: Mapping, make: Callable[[Mapping], T]) -> T | None:
        """What `make` makes of a mapping; None, with a rejection, where it breaks a rule.

        Only failures count here; whoever stores the result counts it.
        """
        try:
            return make({k: v for k, v in item.items() if k != LINE})
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
            self.account.read += 1
            self.account.reject(self.place(item), reason(error), {k: v for k, v in item.items() if k != LINE})
            return None

    def keep(self, nodes: Nodes, wrong: Callable[[Node], str | None]) -> Nodes:
        """The nodes of which `wrong` says nothing. Each other one is rejected, with what it says; so are those that
        were made of the same mapping, because an entry is stored whole or not at all."""
        reasons: dict[int, str] = {}
        for item, node in nodes:
            why = wrong(node)
            if why is not None:
                reasons.setdefault(id(item), f"{node.id} {why}")
        kept = []
        for item, node in nodes:
            if id(item) in reasons:
                self.account.read += 1
                self.account.reject(self.place(item), reasons[id(item)], node.name)
            else:
                kept.append((item, node))
        return kept

    def without_circles(
        self,
        nodes: Nodes,
        leads_to: Callable[[Node], Iterable[str]],
        key: Callable[[Node], str] = lambda node: node.id,
        known: Iterable[tuple[str, str]] = (),
    ) -> Nodes:
        """The nodes without those that lead back to themselves, by what they lead to and what is `known` already."""
        leads: dict[str, set[str]] = defaultdict(set)
        for start, end in known:
            leads[start].add(end)
        for _, node in nodes:
            leads[key(node)].update(leads_to(node))
        circles: dict[str, str] = {}
        while True:
            try:
                TopologicalSorter(leads).prepare()
                break
            except CycleError as error:
                circle = sorted(set(error.args[1]))
                circles.update(dict.fromkeys(circle, f"leads back to itself, through {', '.join(circle)}"))
                leads = defaultdict(set, {id_: ends for id_, ends in leads.items() if id_ not in circles})
        return self.keep(nodes, lambda node: circles.get(key(node)))

    def cited(self, said: Mapping) -> Report:
        """The report that a statement cites by its `source`. Raises ValueInvalid where it or the locator is missing."""
        found = self.reports.get(str(said["source"]))
        if found is None:
            raise ValueInvalid(f"source {said['source']!r} is not among the reports of this file")
        if not said.get("locator"):
            raise ValueInvalid("no locator: say where in its source it stands")
        return found[1]

    def decided(self) -> str:
        """The day of the decisions in this file: as it says, else the last day its reports were read."""
        days = [str(day) for _, report in self.reports.values() if (day := report.accessed or report.published)]
        return HalfDate.parse(str(self.content.get("decided") or max(days, default="1970-01-01"))).latest

    def store_basics(self, tx: Transaction, reports: bool = True) -> dict[tuple[str, str], bool]:
        """Publishers, things and, unless the loader counts them itself, reports: what the rest points to.

        True for each (family, id) that changed.
        """
        store_entities(tx, self.things, decided=True)
        since = self.decided()
        names = [
            Identity(
                id=f"identity:{thing.id}",
                name=thing.name,
                dataset="identities",
                key=thing.id,
                since=since,
                about=thing.id,
                source=CURATORS.id,
            )
            for thing in self.things
        ]
        told = [report for _, report in self.reports.values()] if reports else []
        return store(tx, [CURATORS, *self.publishers, *told, *names])

    def store_counted(self, tx: Transaction, nodes: Nodes) -> None:
        """Store the file's own nodes and count each; one that points to nothing is rejected with its place."""
        same_as = canonical_ids(tx)
        while True:
            rows = {(row.family, row.id): row for row in flat(node for _, node in nodes)}
            redirect_links(rows.values(), same_as)
            missing = {key: f"points to {', '.join(ends)}{_NOWHERE}" for key, ends in missing_links(tx, rows).items()}
            kept = self.keep(nodes, lambda node, missing=missing: missing.get((node.family, node.id)))  # type: ignore[misc]
            if len(kept) == len(nodes):
                break
            nodes = kept
        first: dict[tuple[str, str], str] = {}
        for item, node in reversed(nodes):
            first[node.family, node.id] = self.place(item)
        seen: set[tuple[str, str]] = set()

        def twice(node: Node) -> str | None:
            key = (node.family, node.id)
            if key in seen:
                return f"is used twice, first at {first[key]}"
            seen.add(key)
            return None

        unique = [node for _, node in self.keep(nodes, twice)]
        changed = store(tx, unique)
        for node in unique:
            self.account.read += 1
            if changed[node.family, node.id]:
                self.account.written += 1
            else:
                self.account.unchanged += 1


_NOWHERE = (
    ", which is neither in the graph nor in this file"
    " (define it under `things`, correct the id, or load the file that has it first)"
)


def report_of(item: Mapping) -> Report:
    """A report from its mapping; who reads it needs title, publisher, date and address."""
    item = {k: v for k, v in item.items() if k not in ("claims", "note", "authors", "language")}
    read_at = item.pop("read_at", None) or []
    title = item.pop("title")
    for needed in ("id", "publisher", "url"):
        if not item.get(needed):
            raise ValueInvalid(f"report {item.get('id', title)!r} has no {needed}: every fact needs its source")
    dates = [str(item[key]) for key in ("published", "accessed") if item.get(key)]
    if not dates:
        raise ValueInvalid(f"report {item['id']!r} has neither published nor accessed: say from when it is known")
    for date in dates:
        HalfDate.parse(date)
    check_id(str(item["id"]))
    return Report(name=str(title), readAt=list(read_at), **_texts(item))


def only(item: Mapping, *keys: str) -> None:
    """Raises ValueInvalid where a mapping has other keys: a misspelt one would be lost without a word."""
    unknown = sorted(set(item) - {LINE, *keys})
    if unknown:
        raise ValueInvalid(f"unknown keys: {', '.join(unknown)} (there are {', '.join(keys)})")


def known_from(report: Report) -> str:
    """The day from which a report's statements are known: the last day that its date may mean, or the
    day on which an undated page was read."""
    return HalfDate.parse(report.published or report.accessed or "").latest


def _publisher(item: Mapping) -> Publisher:
    return Publisher(**item)


def _thing(item: Mapping) -> Entity:
    unknown = set(item) - {"id", "kind", "name"}
    if unknown:
        raise ValueInvalid(
            f"a thing holds an id, a kind and a name, nothing else (found {', '.join(sorted(unknown))}): "
            "say it in a claim or record, with its source"
        )
    return Entity.named(str(item["id"]), str(item["kind"]), str(item["name"]))


def _texts(item: Mapping) -> Mapping:
    """Without what is null, and with a year, which YAML reads as a number, as text."""
    return {k: str(v) if k == "published" else v for k, v in item.items() if v is not None}


class _Loader(yaml.CSafeLoader):
    """Safe, with line numbers; dates stay text; no aliases, which could expand without end."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        """A mapping with its line; a key that is used twice would silently lose the first."""
        keys = [str(key.value) for key, _ in node.value]
        twice = sorted({key for key in keys if keys.count(key) > 1})
        if twice:
            raise yaml.MarkedYAMLError(problem=f"key used twice: {', '.join(twice)}", problem_mark=_mark(node))
        mapping = super().construct_mapping(node, deep=deep)
        mapping[LINE] = node.start_mark.line + 1
        return mapping


def _mark(what: Any) -> Any:
    return what.start_mark


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def _parse(path: Path) -> Mapping:
    text = read_text(path)
    try:
        # The fast parser has no hook for aliases, so they are looked for before anything is built.
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            if isinstance(event, yaml.AliasEvent):
                raise yaml.MarkedYAMLError(problem="aliases are not allowed", problem_mark=_mark(event))
        content = yaml.load(text, Loader=_Loader)  # noqa: S506 - a safe loader
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise InputError(f"{path}:{line}", f"not YAML: {error.problem}", "Mend the file.") from error
    except yaml.YAMLError as error:
        raise InputError(str(path), f"not YAML: {' '.join(str(error).split())}", "Mend the file.") from error
    if not isinstance(content, dict):
        raise InputError(f"{path}:1", "not a mapping of sections", "See docs/data-files.md.")
    return content
