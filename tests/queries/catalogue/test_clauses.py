"""Each clause of each question matters: it keeps a row out, or a value, in a small graph made for it.

A made graph answers its question with a row. Each of its changes takes the row away (`out`), or changes it (`other`),
or must leave it as it is (`same`). Then each condition, label, type of link and bound of the question is taken out in
turn: some of these graphs must give other rows, or the clause is listed as redundant, with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from sanctionsgraph.graph.store import Graph, open_graph
from sanctionsgraph.queries.catalogue.registry import catalogue
from sanctionsgraph.schema.errors import QueryError

from helpers.cypher_model import meaning
from helpers.cypher_mutants import Mutant, blanked, mutants
from helpers.engines import empty_neo4j
from helpers.small_graph import lines_of, small_graph, stood, value_of
from helpers.snapshots import filled

#: The day of knowledge: the day on which the statements of the made graphs begin to stand.
AS_OF = "2024-01-01"
NAMES = sorted(catalogue())
#: So many changes in one graph: with more, what they share makes too many combinations.
TOGETHER = 12
FOLDER = Path(__file__).parent / "made"


@dataclass(frozen=True)
class Made:
    """A made graph of one question, with the changes that matter to it."""

    asked: Mapping[str, Any]
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
        file = yaml.load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
        assert file.keys() <= {"asked", "graph", "stood", "stood-other", "out", "other", "same", "redundant"}, name

        def changes(key: str, stood_key: str = "") -> tuple[str, ...]:
            return (*stood(*file.get(stood_key, ()), as_of=AS_OF), *file.get(key, "").splitlines())

        asked = {key: value_of(text) for key, text in file["asked"].items()}
        out, other = changes("out", "stood"), changes("other", "stood-other")
        return cls(asked, file["graph"], out, other, changes("same"), file.get("redundant", {}))


def rows_of(graph: Graph, cypher: str, asked: Mapping[str, Any]) -> list[dict[str, Any]]:
    return graph.read(cypher, **asked).rows


def variant(made: Made, edits: str = "") -> tuple[Graph, dict[str, Any]]:
    """The made graph with some changes, and what is asked; `$name=value` changes a parameter."""
    asked = {"as_of": AS_OF} | dict(made.asked)
    parts = [part.strip() for part in edits.split(";")]
    asked |= {key[1:]: value_of(text) for key, _, text in (p.partition("=") for p in parts if p.startswith("$"))}
    return filled(open_graph(":memory:"), small_graph(made.text, without_parameters(edits))), asked


def without_parameters(edits: str) -> str:
    return "; ".join(part for part in edits.split(";") if not part.strip().startswith("$"))


@pytest.mark.parametrize("name", NAMES)
def test_the_made_graphs_answer_as_meant(name: str) -> None:
    made, cypher = Made.of(name), catalogue()[name].cypher

    def rows(edits: str) -> list[dict[str, Any]]:
        graph, asked = variant(made, edits)
        return rows_of(graph, cypher, asked)

    whole = rows("")
    assert whole
    assert {edits: answer for edits in made.out if (answer := rows(edits))} == {}
    assert [edits for edits in made.other if rows(edits) in ([], whole)] == []
    assert [edits for edits in made.same if rows(edits) != whole] == []


@pytest.mark.parametrize("name", NAMES)
def test_without_a_clause_rows_change(name: str) -> None:
    made, cypher = Made.of(name), catalogue()[name].cypher
    asking = [variant(made, edits) for edits in ("", *made.other, *made.out, *made.same)]
    expected = [(graph, asked, rows_of(graph, cypher, asked)) for graph, asked in asking]
    survivors = [m.change for m in needed(cypher) if all(answers_alike(m.cypher, *each) for each in expected)]
    assert [change for change in survivors if not any(part in change for part in made.redundant)] == []
    assert [part for part in made.redundant if not any(part in change for change in survivors)] == []


def needed(cypher: str) -> Iterator[Mutant]:
    """The mutants, but those that leave out what the model implies."""
    meant = meaning(blanked(cypher))
    for mutant in mutants(cypher):
        if not (mutant.drops_pattern and meaning(blanked(mutant.cypher)) == meant):
            yield mutant


def answers_alike(cypher: str, graph: Graph, asked: Mapping[str, Any], rows: list[dict[str, Any]]) -> bool:
    try:
        return rows_of(graph, cypher, asked) == rows
    except QueryError:
        return False


@pytest.mark.neo4j
@pytest.mark.parametrize("name", NAMES)
def test_both_engines_answer_the_made_graphs_alike(neo4j_uri: str, name: str) -> None:
    """Some changes of a question at a time side by side in one graph; what is asked about is there once."""
    made, cypher = Made.of(name), catalogue()[name].cypher
    lines = {line.id for line in lines_of(made.text)}
    anchors = [str(value) for value in made.asked.values() if value in lines]
    changes = [*made.out, *made.other, *made.same]
    asked = {"as_of": AS_OF} | dict(made.asked)
    for first in range(0, len(changes), TOGETHER):
        rows = small_graph(made.text)
        for number, edits in enumerate(changes[first : first + TOGETHER]):
            changed = small_graph(made.text, without_parameters(edits), f"-{number}", anchors)
            rows += [row for row in changed if row.id not in anchors]
        expected = rows_of(filled(open_graph(":memory:"), rows), cypher, asked)
        with empty_neo4j(neo4j_uri) as server:
            assert rows_of(filled(server, rows), cypher, asked) == expected
