"""Each clause of each question matters: it keeps a row out, or a value, in a small graph made for it.

A made graph answers its question with a row. Each of its changes takes the row away (`out`), or changes it (`other`),
or must leave it as it is (`same`). Then each condition, label, type of link and bound of the question is taken out in
turn: some of these graphs must give other rows, or the clause is listed as redundant, with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest
from sanctionsgraph.graph.store import Graph, open_graph
from sanctionsgraph.queries.catalogue.registry import catalogue
from sanctionsgraph.schema.errors import QueryError

from helpers.cypher_model import meaning
from helpers.cypher_mutants import Mutant, blanked, mutants
from helpers.engines import empty_neo4j
from helpers.made_graphs import AS_OF, Made, side_by_side, variant
from helpers.snapshots import filled

NAMES = sorted(catalogue())


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


@pytest.mark.parametrize("name", NAMES)
def test_rows_are_sorted_whichever_was_written_first(embedded_case: Graph, name: str) -> None:
    made, question = Made.of(name), catalogue()[name]
    answers = [rows_of(embedded_case, question.cypher, question.example())]
    for rows in side_by_side(made):
        first, last = (
            rows_of(filled(open_graph(":memory:"), order), question.cypher, {"as_of": AS_OF} | dict(made.asked))
            for order in (rows, rows[::-1])
        )
        assert first == last
        answers.append(first)
    for answer in answers:
        assert answer == in_order(answer, made.order)
        lists = [value for row in answer for column, value in row.items() if column not in made.as_given]
        assert all(value == sorted(value) for value in lists if isinstance(value, list))


def in_order(rows: list[dict[str, Any]], order: Sequence[str]) -> list[dict[str, Any]]:
    """The rows sorted by some columns; null is the last."""
    for key in reversed(order):
        column, _, falling = key.partition(" ")
        rows = sorted(rows, key=lambda row: (row[column] is None, row[column]), reverse=bool(falling))
    return rows


@pytest.mark.neo4j
@pytest.mark.parametrize("name", NAMES)
def test_both_engines_answer_the_made_graphs_alike(neo4j_uri: str, name: str) -> None:
    made, cypher = Made.of(name), catalogue()[name].cypher
    asked = {"as_of": AS_OF} | dict(made.asked)
    for rows in side_by_side(made):
        expected = rows_of(filled(open_graph(":memory:"), rows), cypher, asked)
        with empty_neo4j(neo4j_uri) as server:
            assert rows_of(filled(server, rows), cypher, asked) == expected
