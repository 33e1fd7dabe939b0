"""What two graphs differ in, by their dumps: nodes that only one has, and nodes that say otherwise."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from ...graph.store import Graph
from ...schema.errors import InputError
from ...schema.vocabulary import kind_of
from ..results.dict_answer import Answer

Key = tuple[str, str]
#: Columns of nodes as rows.
DIFFERENCE = ("change", "family", "kind", "id", "name", "says")
#: Labels of a statement that say nothing of its kind.
_WIDE = frozenset({"Record", "Part", "Relation", "Statement"})


def diff(before: Graph | Path, after: Graph | Path) -> Answer:
    """What the second graph adds to, lacks of and says otherwise than the first; either may be a file made by `dump`.

    Keys: before, after, equal, counts (added, removed and changed, by family and kind), added, removed, changed. Each
    node has family, kind, id, name; one that is changed also properties (property, before, after) and links, added and
    removed, each with type, family, id. A link belongs to the node from which it leads. The log of loads is not
    compared.
    """
    ours, theirs = set(_lines(before)), set(_lines(after))
    old_nodes, old_links = _parsed(ours - theirs)
    new_nodes, new_links = _parsed(theirs - ours)
    unmoved = {key for key in {*old_links, *new_links} if key not in old_nodes and key not in new_nodes}
    standing = _found(ours, unmoved) if unmoved else {}
    added = [_told(key, new_nodes[key]) for key in sorted(new_nodes.keys() - old_nodes.keys())]
    removed = [_told(key, old_nodes[key]) for key in sorted(old_nodes.keys() - new_nodes.keys())]
    changed = [
        {
            **_told(key, new_nodes.get(key) or standing[key]),
            "properties": _properties(old_nodes.get(key, {}), new_nodes.get(key, {})),
            "links": {
                "added": sorted(new_links[key], key=_order),
                "removed": sorted(old_links[key], key=_order),
            },
        }
        for key in sorted((old_nodes.keys() & new_nodes.keys()) | unmoved)
    ]
    told = {"added": added, "removed": removed, "changed": changed}
    answer = {
        "before": str(before) if isinstance(before, Path) else before.uri,
        "after": str(after) if isinstance(after, Path) else after.uri,
        "equal": ours == theirs,
        "counts": {what: _counts(nodes) for what, nodes in told.items()},
        **told,
    }
    return Answer(answer, "diff", DIFFERENCE, diff_rows)


def diff_rows(answer: dict[str, Any]) -> list[dict[str, Any]]:
    """A row for each node that is added or removed, and for each property or link that is changed."""
    rows = []
    for what in ("added", "removed", "changed"):
        for node in answer[what]:
            row = {"change": what, **{key: node[key] for key in ("family", "kind", "id", "name")}}
            rows += [{**row, "says": says} for says in (_says(node) if what == "changed" else [""])]
    return rows


def kind_rows(answer: dict[str, Any]) -> list[dict[str, Any]]:
    """A row of counts for each kind."""
    counts = answer["counts"]
    kinds = sorted({(family, kind) for by in counts.values() for family in by for kind in by[family]})
    return [
        {"family": family, "kind": kind, **{what: by.get(family, {}).get(kind, 0) for what, by in counts.items()}}
        for family, kind in kinds
    ]


def _says(node: dict[str, Any]) -> Iterator[str]:
    for change in node["properties"]:
        yield f"{change['property']}: {change['before']} → {change['after']}"
    for what, links in node["links"].items():
        for link in links:
            yield f"{what} {link['type']} {link['id']}"


def _lines(where: Graph | Path) -> Iterable[str]:
    if isinstance(where, Graph):
        return where.dump()
    try:
        return where.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(where), f"not a dump ({error})", "Make one with `sanctionsgraph dump`.") from error


def _parsed(lines: Iterable[str]) -> tuple[dict[Key, dict[str, Any]], dict[Key, list[dict[str, str]]]]:
    """Nodes by family and id, and links by the node from which they lead."""
    nodes: dict[Key, dict[str, Any]] = {}
    links: dict[Key, list[dict[str, str]]] = defaultdict(list)
    for line in lines:
        try:
            read = json.loads(line)
            if isinstance(read, dict):
                nodes[_family(read), read["id"]] = read
            else:
                family, start, type_, end_family, end = read
                links[family, start].append({"type": type_, "family": end_family, "id": end})
        except (ValueError, KeyError, TypeError) as error:
            raise InputError("dump", f"not a line of a dump: {line[:80]}", "Make it with `dump`.") from error
    return nodes, links


def _found(lines: Iterable[str], keys: set[Key]) -> dict[Key, dict[str, Any]]:
    """The nodes of these keys, which both graphs have."""
    found = {}
    for line in lines:
        if line.startswith("{"):
            node = json.loads(line)
            key = (_family(node), node["id"])
            if key in keys:
                found[key] = node
    return found


def _family(node: dict[str, Any]) -> str:
    return next(family for family in ("Entity", "Statement", "Source", "Law") if family in node["labels"])


def _told(key: Key, node: dict[str, Any]) -> dict[str, Any]:
    family, id_ = key
    labels = [label for label in node["labels"] if label != family and label not in _WIDE]
    wide = "Relation" if "Relation" in node["labels"] else family
    kind = kind_of(labels) if family == "Entity" else max(labels, key=lambda label: (len(label), label), default=wide)
    return {"family": family, "kind": kind, "id": id_, "name": node["name"]}


def _properties(old: dict[str, Any], new: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {"property": name, "before": old.get(name), "after": new.get(name)}
        for name in sorted({*old, *new})
        if old.get(name) != new.get(name)
    ]


def _counts(nodes: list[dict[str, Any]]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for node in nodes:
        kinds = found.setdefault(node["family"], {})
        kinds[node["kind"]] = kinds.get(node["kind"], 0) + 1
    return {family: dict(sorted(kinds.items())) for family, kinds in sorted(found.items())}


def _order(link: dict[str, str]) -> tuple[str, str, str]:
    return link["type"], link["family"], link["id"]
