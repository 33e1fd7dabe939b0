"""What two graphs differ in, by their dumps: nodes that only one has, and nodes that say otherwise."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

from ...graph.store import Graph
from ...schema.errors import InputError
from ...schema.family import FAMILIES
from ...schema.vocabulary import kind_of, statement_kind
from ..results.answer import Answer

#: By family and kind, how many nodes.
Counts = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, order=True)
class DumpedLink:
    """A link from a node to another of a family."""

    type: str
    family: str
    id: str


@dataclass(frozen=True)
class DiffNode:
    """A node that only one of the graphs has."""

    family: str
    kind: str
    id: str
    name: str


@dataclass(frozen=True)
class PropertyChange:
    """A property that reads otherwise; None where a graph has it not."""

    property: str
    before: Any
    after: Any


@dataclass(frozen=True)
class LinkChanges:
    """The links from a node that only the second, and that only the first graph has."""

    added: tuple[DumpedLink, ...]
    removed: tuple[DumpedLink, ...]


@dataclass(frozen=True)
class ChangedNode(DiffNode):
    """A node that both have and that says otherwise. A link belongs to the node from which it leads."""

    properties: tuple[PropertyChange, ...]
    links: LinkChanges

    def says(self) -> Iterator[str]:
        """Yield each change in words."""
        for change in self.properties:
            yield f"{change.property}: {change.before} → {change.after}"
        for word, links in (("added", self.links.added), ("removed", self.links.removed)):
            for link in links:
                yield f"{word} {link.type} {link.id}"


@dataclass(frozen=True)
class DiffCounts:
    """How many nodes were added, removed and changed, by family and kind."""

    added: Counts
    removed: Counts
    changed: Counts


@dataclass(frozen=True, repr=False)
class GraphDiff(Answer):
    """What the second graph adds to, lacks of and says otherwise than the first. The log of loads is not compared."""

    name_of_result: ClassVar[str] = "diff"
    columns: ClassVar[Sequence[str]] = ("change", "family", "kind", "id", "name", "says")

    before: str
    after: str
    equal: bool
    counts: DiffCounts
    added: tuple[DiffNode, ...]
    removed: tuple[DiffNode, ...]
    changed: tuple[ChangedNode, ...]

    def rows(self) -> Sequence[Mapping[str, Any]]:
        """Return a row for each node that is added or removed, and for each property or link that is changed."""
        rows = [
            {"change": change, **vars(node), "says": ""}
            for change, nodes in (("added", self.added), ("removed", self.removed))
            for node in nodes
        ]
        return rows + [
            {"change": "changed", **vars(node), "says": says} for node in self.changed for says in node.says()
        ]

    def kind_rows(self) -> Sequence[Mapping[str, Any]]:
        """Return a row of counts for each kind."""
        by_change = vars(self.counts)
        kinds = sorted(
            {(family, kind) for counts in by_change.values() for family in counts for kind in counts[family]}
        )
        return [
            {
                "family": family,
                "kind": kind,
                **{change: counts.get(family, {}).get(kind, 0) for change, counts in by_change.items()},
            }
            for family, kind in kinds
        ]


def diff(before: Graph | Path, after: Graph | Path) -> GraphDiff:
    """Return what the second graph adds to, lacks of and says otherwise than the first; either may be a dump's file."""
    first, second = set(_lines(before)), set(_lines(after))
    old, new = _Dump(first - second), _Dump(second - first)
    unmoved = {key for key in {*old.links, *new.links} if key not in old.nodes and key not in new.nodes}
    # Nodes whose links alone differ stand in both dumps.
    common = _Dump(line for line in first & second if line.startswith("{")).nodes if unmoved else {}
    added = tuple(_node(key, new.nodes[key]) for key in sorted(new.nodes.keys() - old.nodes.keys()))
    removed = tuple(_node(key, old.nodes[key]) for key in sorted(old.nodes.keys() - new.nodes.keys()))
    changed = tuple(
        ChangedNode(
            **vars(_node(key, new.nodes.get(key) or common.get(key))),
            properties=tuple(_property_changes(old.nodes.get(key, {}), new.nodes.get(key, {}))),
            links=LinkChanges(tuple(sorted(new.links.get(key, ()))), tuple(sorted(old.links.get(key, ())))),
        )
        for key in sorted((old.nodes.keys() & new.nodes.keys()) | unmoved)
    )
    return GraphDiff(
        before=str(before) if isinstance(before, Path) else before.uri,
        after=str(after) if isinstance(after, Path) else after.uri,
        equal=first == second,
        counts=DiffCounts(_counts(added), _counts(removed), _counts(changed)),
        added=added,
        removed=removed,
        changed=changed,
    )


def _lines(dump: Graph | Path) -> Iterable[str]:
    if isinstance(dump, Graph):
        return dump.dump()
    try:
        return dump.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(dump), f"not a dump ({error})", "Make one with `sanctionsgraph dump`.") from error


class _NodeKey(NamedTuple):
    family: str
    id: str


class _Dump:
    """Nodes by family and id, and links by the node from which they lead."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.nodes: dict[_NodeKey, Mapping[str, Any]] = {}
        self.links: dict[_NodeKey, list[DumpedLink]] = defaultdict(list)
        for line in lines:
            try:
                content = json.loads(line)
                if isinstance(content, dict):
                    family = next(family for family in FAMILIES if family in content["labels"])
                    self.nodes[_NodeKey(family, content["id"])] = content
                else:
                    family, start, type_, end_family, end = content
                    self.links[_NodeKey(family, start)].append(DumpedLink(type_, end_family, end))
            except (ValueError, KeyError, TypeError, StopIteration) as error:
                raise InputError("dump", f"not a line of a dump: {line[:80]}", "Make it with `dump`.") from error


def _node(key: _NodeKey, content: Mapping[str, Any] | None) -> DiffNode:
    if content is None:
        raise InputError("dump", f"a link leads from {key.id}, of which it has no node", "Make it with `dump`.")
    labels = content["labels"]
    if key.family == "Entity":
        kind = kind_of(labels)
    elif key.family == "Statement":
        kind = statement_kind(labels)
    else:
        narrow = [label for label in labels if label != key.family]
        kind = max(narrow, key=lambda label: (len(label), label), default=key.family)
    return DiffNode(key.family, kind, key.id, content["name"])


def _property_changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[PropertyChange]:
    for name in sorted({*old, *new}):
        if old.get(name) != new.get(name):
            yield PropertyChange(name, old.get(name), new.get(name))


def _counts(nodes: Iterable[DiffNode]) -> Counts:
    by_family: dict[str, Counter[str]] = defaultdict(Counter)
    for node in nodes:
        by_family[node.family][node.kind] += 1
    return {family: dict(sorted(kinds.items())) for family, kinds in sorted(by_family.items())}
