"""What the model lets a pattern match: which labels and types of links are there for its nodes and links.

A label or a type that a pattern names can be left out without another row exactly where the model leaves nothing else:
only claims are `SAID_BY` somebody, and from a claim to a source there is only `IN`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TypeAlias

from sanctionsgraph.schema.further_records import MentionRecord  # noqa: F401  (its module adds classes to the model)
from sanctionsgraph.schema.law import Law
from sanctionsgraph.schema.node import concrete, fields
from sanctionsgraph.schema.sources import Source
from sanctionsgraph.schema.statements import Statement
from sanctionsgraph.schema.vocabulary import KINDS

#: Labels of one kind of node.
Kind: TypeAlias = frozenset[str]

_NODE = r"\((?P<name>\w*)(?P<labels>(?::\w+)*)\s*(?:\{[^{}]*\})?\)"
_LINK = r"(?P<left><?)-(?:\[(?P<bound>\w*)(?P<types>(?::\w+(?:\|\w+)*)?)(?P<far>\*[\d.]*)?\])?-(?P<right>>?)"


@cache
def kinds() -> frozenset[Kind]:
    """Every kind of node that the model has."""
    things = [frozenset({"Entity", *wider, kind}) for kind, wider in KINDS.items()]
    models = [frozenset(model.labels) for base in (Statement, Law, Source) for model in concrete(base)]
    return frozenset([frozenset({"Entity"}), *things, *models])


@cache
def links() -> dict[tuple[Kind, str], frozenset[str]]:
    """By kind and family, the types of links that lead from the one to the other."""
    found: dict[tuple[Kind, str], set[str]] = {}
    for base in (Statement, Law, Source):
        for model in concrete(base):
            for rel in fields(model).relationships.values():
                found.setdefault((frozenset(model.labels), rel.family), set()).add(rel.type)
    return {key: frozenset(types) for key, types in found.items()}


def types_between(start: Kind, end: Kind) -> frozenset[str]:
    """The types of links that may lead from a node of one kind to one of another."""
    family = next(f for f in ("Entity", "Statement", "Law", "Source") if f in end)
    return links().get((start, family), frozenset())


class _Node:
    def __init__(self, text: str) -> None:
        match = re.fullmatch(_NODE, text)
        assert match, text
        self.name = match["name"]
        labels = {label for label in match["labels"].split(":") if label}
        self.kinds = frozenset(kind for kind in kinds() if labels <= kind)


class _Link:
    def __init__(self, text: str) -> None:
        match = re.fullmatch(_LINK, text)
        assert match, text
        self.types = frozenset(re.findall(r"\w+", match["types"] or ""))
        self.far = match["far"] is not None
        #: With no hop at all the two ends are one.
        self.unbound = (match["far"] or "").startswith("*0")
        self.backwards, self.forwards = bool(match["left"]), bool(match["right"])

    def between(self, left: Kind, right: Kind) -> frozenset[str]:
        """The types that this link may be of, between nodes of two kinds."""
        start, end = (right, left) if self.backwards else (left, right)
        if self.far:  # any number of hops: what such a link may lead from, and to
            return self._far(start, end)
        types = types_between(start, end)
        return types & self.types if self.types else types

    def _far(self, start: Kind, end: Kind) -> frozenset[str]:
        if self.unbound:
            return self.types
        family = next(f for f in ("Entity", "Statement", "Law", "Source") if f in end)
        out = {type_ for (kind, _), types in links().items() if kind == start for type_ in types}
        into = {type_ for (_, to), types in links().items() if to == family for type_ in types}
        return self.types & out & into


class _Chain:
    """One pattern: nodes with a link between each two. What is optional narrows no node that is bound elsewhere."""

    def __init__(self, text: str, optional: bool) -> None:
        pieces = re.findall(rf"({_plain(_NODE)})|({_plain(_LINK)})", text)
        self.nodes = [_Node(node) for node, _ in pieces if node]
        self.links = [_Link(link) for _, link in pieces if link]
        self.optional = optional

    def narrow(self, bound: dict[str, frozenset[Kind]]) -> dict[str, frozenset[Kind]]:
        """The kinds of the named nodes, as far as this pattern lets them be."""
        for node in self.nodes:
            node.kinds &= bound.get(node.name, node.kinds)
        settled = False
        while not settled:
            settled = True
            for left, link, right in zip(self.nodes, self.links, self.nodes[1:], strict=False):
                if link.unbound:
                    continue
                pairs = {(a, b) for a in left.kinds for b in right.kinds if link.between(a, b)}
                narrowed = frozenset(a for a, _ in pairs), frozenset(b for _, b in pairs)
                settled = settled and narrowed == (left.kinds, right.kinds)
                left.kinds, right.kinds = narrowed
        return {node.name: node.kinds for node in self.nodes if node.name}

    def types(self) -> list[frozenset[str]]:
        """The types that each link may be of."""
        return [
            link.types
            if link.unbound
            else frozenset().union(*(link.between(a, b) for a in left.kinds for b in right.kinds))
            for left, link, right in zip(self.nodes, self.links, self.nodes[1:], strict=False)
        ]


def meaning(code: str) -> list[object]:
    """For each pattern of a statement, in order: the kinds its nodes may be of, and the types its links may be of."""
    meant: list[object] = []
    for part in re.split(r"\bUNION\b", code):
        found = [_Chain(m[0], _optional(part[: m.start()])) for m in re.finditer(_pattern(), part)]
        bound: dict[str, frozenset[Kind]] = {}
        before = None
        while before != bound:
            before = dict(bound)
            for chain in found:
                if not chain.optional:
                    bound |= chain.narrow(bound)
        for chain in found:
            bound = chain.narrow(bound) | bound
        meant += [([node.kinds for node in chain.nodes], chain.types()) for chain in found]
    return meant


def _optional(before: str) -> bool:
    """Whether the last MATCH of a text is optional, or asks whether there is such a pattern at all."""
    return (
        re.search(r"(OPTIONAL MATCH|EXISTS \{ MATCH|NOT)\s*$|OPTIONAL MATCH(?!.*MATCH)", before, re.DOTALL) is not None
    )


def _plain(pattern: str) -> str:
    """A pattern without names for its groups."""
    return re.sub(r"\?P<\w+>", "?:", pattern)


def _pattern() -> str:
    return rf"{_plain(_NODE)}(?:\s*{_plain(_LINK)}\s*{_plain(_NODE)})+|(?<=MATCH ){_plain(_NODE)}"
