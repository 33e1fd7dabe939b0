"""The made graphs of questions: small graphs, with changes of which each keeps out a row, or changes it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from sanctionsgraph.graph.node_row import NodeRow

from helpers.small_graph import lines_of, small_graph, stood, value_of

#: The day of knowledge: the day on which the statements of the made graphs begin to stand.
AS_OF = "2024-01-01"
DAY_BEFORE = "2023-12-31"
FOLDER = Path(__file__).parents[1] / "queries" / "catalogue" / "made"


@dataclass(frozen=True)
class Made:
    """A made graph of one question, with the changes that matter to it."""

    asked: Mapping[str, Any]
    #: The columns by which rows are sorted, as `number DESC`.
    order: tuple[str, ...]
    #: The columns whose lists are not sorted: in the order of a path, of a source, or of what is not shown.
    as_given: frozenset[str]
    text: str
    out: tuple[str, ...]
    other: tuple[str, ...]
    same: tuple[str, ...]
    #: Clauses that change nothing, by a part of the mutant's description, with the reason.
    redundant: Mapping[str, str]

    @classmethod
    @cache
    def of(cls, name: str) -> Made:
        """The made graph of a question, from its file.

        `stood` names the statements without which there is no row: not yet known, or standing until that day.
        """
        file = yaml.load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"), yaml.CBaseLoader)
        known = {"asked", "order", "as-given", "graph", "stood", "stood-other", "out", "other", "same", "redundant"}
        assert file.keys() <= known, name

        def changes(key: str, stood_key: str = "") -> tuple[str, ...]:
            return (*stood(*file.get(stood_key, ()), as_of=AS_OF), *file.get(key, "").splitlines())

        asked = {key: value_of(text) for key, text in file["asked"].items()}
        out, other = changes("out", "stood"), changes("other", "stood-other")
        order = tuple(file["order"].split(", "))
        as_given = frozenset(file.get("as-given", "").split(", "))
        return cls(asked, order, as_given, file["graph"], out, other, changes("same"), file.get("redundant", {}))


#: So many changes in one graph: with more, what they share makes too many combinations.
TOGETHER = 12


def side_by_side(made: Made) -> Iterator[list[NodeRow]]:
    """Graphs of many rows: all that is stated said three times; some changes at a time, each on a copy of the graph.

    What is asked about is there once.
    """
    yield thrice(small_graph(made.text))
    lines = {line.id for line in lines_of(made.text)}
    anchors = [str(value) for value in made.asked.values() if value in lines]
    changes = [*made.out, *made.other, *made.same]
    for first in range(0, len(changes), TOGETHER):
        rows = small_graph(made.text)
        for number, edits in enumerate(changes[first : first + TOGETHER]):
            changed = small_graph(made.text, without_parameters(edits), f"-{number}", anchors)
            rows += [row for row in changed if row.id not in anchors]
        yield rows


def thrice(rows: list[NodeRow]) -> list[NodeRow]:
    """The rows, each statement two times more: a day sooner in the same source, and in another source."""
    sources = {row.id for row in rows if row.family == "Source"}
    more = []
    for row in rows:
        if row.family == "Statement":
            sooner = {"id": f"{row.id}-sooner", "since": DAY_BEFORE}
            more.append(NodeRow(row.labels, row.properties | sooner, row.links))
        if row.family in ("Statement", "Source"):
            links = [(type_, family, f"{end}-other" if end in sources else end) for type_, family, end in row.links]
            more.append(NodeRow(row.labels, row.properties | {"id": f"{row.id}-other"}, links))
    return rows + more


def variant(made: Made, edits: str = "") -> tuple[list[NodeRow], dict[str, Any]]:
    """The rows of the made graph with some changes, and what is asked; `$name=value` changes a parameter."""
    asked = {"as_of": AS_OF} | dict(made.asked)
    parts = [part.strip() for part in edits.split(";")]
    asked |= {key[1:]: value_of(text) for key, _, text in (p.partition("=") for p in parts if p.startswith("$"))}
    return small_graph(made.text, without_parameters(edits)), asked


def without_parameters(edits: str) -> str:
    return "; ".join(part for part in edits.split(";") if not part.strip().startswith("$"))
