"""Small graphs written as text, and such a graph with a single change.

A line is a node: its id, its label, properties, and links to other nodes:

    c :Claim property=goods stance=asserts ABOUT>event VALUE>coal IN>r

A node gets its family and the wider labels from the model, `name` from its id, a statement `since` and `until`, a
claim its stance. A text
value with blanks is quoted; numbers, `true`, `false` and lists in brackets are such, and `~2019` is a text.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from functools import cache

from sanctionsgraph.graph.node_row import NodeRow
from sanctionsgraph.schema.dates import FOREVER
from sanctionsgraph.schema.family import Value
from sanctionsgraph.schema.further_records import MentionRecord  # noqa: F401  (its module adds classes to the model)
from sanctionsgraph.schema.law import Law
from sanctionsgraph.schema.node import concrete
from sanctionsgraph.schema.sources import Source
from sanctionsgraph.schema.statements import Statement
from sanctionsgraph.schema.vocabulary import KINDS

#: When a statement began to stand where its line does not say.
SINCE = "2024-01-01"


@cache
def labels_of(label: str) -> tuple[str, ...]:
    """All labels of a node, its family first."""
    if label in KINDS:
        return ("Entity", *KINDS[label], label)
    for base in (Statement, Law, Source):
        for model in concrete(base):
            if model.labels[-1] == label:
                return model.labels
    return (label,)


def value_of(text: str) -> Value:
    """A value as it is written on a line."""
    if text.startswith("~"):
        return text[1:]
    if text.startswith("["):
        return [str(value_of(item)) for item in text[1:-1].split(",") if item]
    if text in ("true", "false"):
        return text == "true"
    return float(text) if re.fullmatch(r"-?\d+\.\d+", text) else int(text) if re.fullmatch(r"-?\d+", text) else text


class Line:
    """A node of a small graph: links by type, to ids."""

    def __init__(self, text: str) -> None:
        self.id, self.label, *parts = shlex.split(text)
        self.label = self.label.removeprefix(":")
        self.properties: dict[str, Value] = {}
        self.links: list[tuple[str, str]] = []
        for part in parts:
            self.change(part)

    def change(self, edit: str) -> None:
        """Set a property (`a=1`), drop it (`a=`), add links (`IN>r,s`), drop them (`-IN`), or relabel (`:Port`)."""
        if edit.startswith(":"):
            self.label = edit[1:]
        elif edit.startswith("-"):
            self.links = [link for link in self.links if f"{link[0]}>{link[1]}" != edit[1:] and link[0] != edit[1:]]
        elif match := re.fullmatch(r"([A-Z_]+)>(.*)", edit):
            self.links += [(match[1], end) for end in match[2].split(",")]
        else:
            key, _, text = edit.partition("=")
            self.properties.pop(key, None)
            if text:
                self.properties[key] = value_of(text)

    def row(self, families: dict[str, str], called: dict[str, str]) -> NodeRow:
        """The node as it is written, ids as they are called there."""
        labels = labels_of(self.label)
        own = called[self.id]
        defaults: dict[str, Value] = {"name": own}
        if labels[0] == "Statement":
            defaults |= {"since": SINCE, "until": FOREVER}
        if self.label == "Claim":
            defaults |= {"stance": "asserts"}
        links = [(type_, families[end], called[end]) for type_, end in self.links]
        return NodeRow(labels, defaults | self.properties | {"id": own}, links)


def lines_of(text: str) -> list[Line]:
    """The nodes of a text."""
    return [Line(line) for line in text.strip().splitlines() if line.strip() and not line.strip().startswith("#")]


def edited(lines: list[Line], edits: str) -> list[Line]:
    """Lines with the changes of a variant: `c.stance=denies; c-IN; c:Listing`, each applied to the node of that id."""
    by_id = {line.id: line for line in lines}
    for edit in filter(None, map(str.strip, edits.split(";"))):
        if edit.startswith("+"):
            lines.append(Line(edit[1:]))
            by_id[lines[-1].id] = lines[-1]
            continue
        match = re.fullmatch(r"([\w]+)(?:\.([a-zA-Z_]+[=>].*)|([:-].*))", edit)
        assert match, edit
        by_id[match[1]].change(match[2] or match[3])
    return lines


def small_graph(text: str, edits: str = "", suffix: str = "", anchors: Sequence[str] = ()) -> list[NodeRow]:
    """The rows of a text with some changes; ids get a suffix, but those of anchors."""
    lines = edited(lines_of(text), edits)
    families = {line.id: labels_of(line.label)[0] for line in lines}
    called = {line.id: str(line.properties.get("id", line.id)) for line in lines}
    called = {key: id_ if key in anchors else id_ + suffix for key, id_ in called.items()}
    return [line.row(families, called) for line in lines]


def stood(*statements: str, as_of: str) -> list[str]:
    """The changes by which a statement was not yet known, or stood until that day and no longer."""
    return [f"{s}.{when}" for s in statements for when in ("since=9999-01-01", f"until={as_of}")]
