"""What the embedded engine answers otherwise: the table is true, and nothing of it is answered without a word."""

from __future__ import annotations

from pathlib import Path

import pytest
import sanctionsgraph as sg
from sanctionsgraph.graph.engine_differences import DIFFERENCES, differences_table, refuse_different
from sanctionsgraph.graph.engines.kglite import EmbeddedEngine
from sanctionsgraph.schema.errors import QueryError

DOCS = Path(sg.__file__).parent / "docs"


def test_each_line_of_the_table_is_so(graph: sg.Graph) -> None:
    """Where an engine has changed, its line goes from the table, or the value in it."""
    with graph.writing() as tx:
        tx.run("MERGE (n:Source {id: 'x:source'}) SET n.name = 'its name'")
    embedded = isinstance(graph._engine, EmbeddedEngine)
    for difference in DIFFERENCES:
        if difference.example:
            values = [row["v"] for row in graph.read(difference.example).rows]
            assert values == [difference.embedded if embedded else difference.server], difference.written
            assert difference.embedded != difference.server


def test_own_statements_are_refused_or_noted_in_the_file_alone(graph: sg.Graph) -> None:
    embedded = isinstance(graph._engine, EmbeddedEngine)
    g = sg.Workspace(graph)
    between = "RETURN duration.between(date('2023-08-01'), date('2023-10-06')).days AS v"
    if embedded:
        with pytest.raises(QueryError, match=r"otherwise than Neo4j: write `duration\.inDays"):
            g.cypher(between)
    else:
        assert g.cypher(between).rows == [{"v": 5}]
    assert g.cypher("RETURN duration.inDays(date('2023-08-01'), date('2023-10-06')).days AS v").rows == [{"v": 66}]
    rounded = g.cypher("RETURN round(2.4) AS v")
    assert rounded.rows == [{"v": 2.0}]
    assert ("note: `round(x)`" in str(rounded)) is embedded


def test_days_and_moments_are_alike_on_both_engines(graph: sg.Graph) -> None:
    with graph.writing() as tx:
        tx.run("MERGE (n:Source {id: 'x:source'}) SET n.name = 'its name'")
    rows = sg.Workspace(graph).cypher(
        "MATCH (n:Source {id: 'x:source'}) RETURN date('2023-10-06') AS day, date('2023-01-31') + duration('P1M') AS "
        "later, datetime('2023-10-06T01:02:03.5Z') AS moment"
    )
    assert rows.rows == [{"day": "2023-10-06", "later": "2023-02-28", "moment": "2023-10-06T01:02:03.500000000+00:00"}]


@pytest.mark.parametrize(
    ("statement", "refused"),
    [
        ("MATCH (s:Statement) WHERE date(s.since) = '2023-10-06' RETURN s.id", True),
        ("MATCH (s:Statement) WHERE s.since < date('2023-10-06') RETURN s.id", True),
        ("MATCH (s:Statement) WHERE date(s.since) >= $day RETURN s.id", True),
        ("MATCH (s:Statement) WHERE s.since <= date(coalesce($day, '2023-10-06')) RETURN s.id", True),
        ("MATCH (n) RETURN head(labels(n)) AS kind", True),
        ("MATCH (n) RETURN labels(n)[0] AS kind", True),
        ("MATCH (s:Statement) WHERE date(s.since) <= date('2023-10-06') RETURN s.id", False),
        ("MATCH (s:Statement) WHERE date(s.since) < date(coalesce(s.until, '2023-10-06')) RETURN s.id", False),
        ("RETURN 'duration.between(a, b)' AS words, date('2023-10-06') AS day", False),
        ("MATCH (s:Statement)-[r]->() RETURN type(r) AS type, s.id AS id", False),
    ],
)
def test_what_is_refused(statement: str, refused: bool) -> None:
    if refused:
        with pytest.raises(QueryError, match=r"docs/cypher\.md has all differences"):
            refuse_different(statement)
    else:
        assert refuse_different(statement) == ()


def test_the_page_has_the_table() -> None:
    assert differences_table() in (DOCS / "cypher.md").read_text(encoding="utf-8")
