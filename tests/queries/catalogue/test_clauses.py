"""Each clause of each question matters: it keeps a row out, or a value, in a small graph made for it.

A made graph answers its question with a row. Each of its changes takes the row away (`out`), or changes it (`other`),
or must leave it as it is (`same`). Then each condition, label, type of link and bound of the question is taken out in
turn: some of these graphs must give other rows, or the clause is listed as redundant, with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from sanctionsgraph.graph.store import Graph, open_graph
from sanctionsgraph.queries.catalogue.registry import catalogue
from sanctionsgraph.schema.errors import QueryError

from helpers.cypher_model import meaning
from helpers.cypher_mutants import Mutant, blanked, mutants
from helpers.engines import empty_neo4j
from helpers.made_graphs import AS_OF, Made, variant, without_parameters
from helpers.small_graph import lines_of, small_graph
from helpers.snapshots import filled

NAMES = sorted(catalogue())
#: So many changes in one graph: with more, what they share makes too many combinations.
TOGETHER = 12


def rows_of(graph: Graph, cypher: str, asked: Mapping[str, Any]) -> list[dict[str, Any]]:
    return graph.read(cypher, **asked).rows


def opened(made: Made, edits: str = "") -> tuple[Graph, dict[str, Any]]:
    """The made graph with some changes, and what is asked."""
    rows, asked = variant(made, edits)
    return filled(open_graph(":memory:"), rows), asked


@pytest.mark.parametrize("name", NAMES)
def test_the_made_graphs_answer_as_meant(name: str) -> None:
    made, cypher = Made.of(name), catalogue()[name].cypher

    def rows(edits: str) -> list[dict[str, Any]]:
        graph, asked = opened(made, edits)
        return rows_of(graph, cypher, asked)

    whole = rows("")
    assert whole
    assert {edits: answer for edits in made.out if (answer := rows(edits))} == {}
    assert [edits for edits in made.other if rows(edits) in ([], whole)] == []
    assert [edits for edits in made.same if rows(edits) != whole] == []


@pytest.mark.parametrize("name", NAMES)
def test_without_a_clause_rows_change(name: str) -> None:
    made, cypher = Made.of(name), catalogue()[name].cypher
    asking = [opened(made, edits) for edits in ("", *made.other, *made.out, *made.same)]
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
