"""A folder of one's own questions: the same help, checks and functions as the catalogue's, on both engines."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
import sanctionsgraph as sg
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.graph.transfer.copy import copy_graph
from sanctionsgraph.queries.catalogue.question_methods import QuestionMethods
from sanctionsgraph.queries.catalogue.registry import catalogue, describe, named, query
from sanctionsgraph.schema.errors import InputError, NotFound, QueryError

from helpers.commands import run

GOOD = """\
// name: border-links
// question: Which rail links end at a station?
// param: place | entity | id of the station | sg:tumangang-station
// param: as_of | date | what was known on this day | 2023-10-06
// param: most | integer | so many rows at most | 5
// column: link | id of the statement
// column: other | the station at the other end
:param place => 'sg:tumangang-station';
:param as_of => '2023-10-06';
:param most => 5;
MATCH (:Entity {id: $place})<-[:ENDS_AT]-(l:Statement:RailLink)-[:ENDS_AT]->(b:Entity)
WHERE l.since <= $as_of AND $as_of < l.until AND l.name <> 'CREATE; // not written'
RETURN l.id AS link, b.name AS other
ORDER BY link, other
LIMIT $most;
"""
COLUMNS = "".join(line for line in GOOD.splitlines(keepends=True) if line.startswith("// column"))


def folder(tmp_path: Path, text: str = GOOD, name: str = "border-links") -> Path:
    (tmp_path / f"{name}.cypher").write_text(text, encoding="utf-8")
    return tmp_path


def test_it_is_asked_like_those_of_the_catalogue(case: sg.Graph, tmp_path: Path) -> None:
    mine = folder(tmp_path)
    rows = query(case, "border-links", place="Tumangang Station", most=5, queries=mine).rows
    assert any("Khasan" in row["other"] for row in rows)
    asked: Any = QuestionMethods(case, mine)
    assert asked.border_links(place="Tumangang Station", most=5).rows == rows
    assert asked.border_links(as_of="1999-01-01", place="Tumangang Station", most=5).rows == []
    assert asked.traffic(place="Tumangang").rows == query(case, "traffic", place="Tumangang").rows
    assert {"border_links", "traffic", "within_hops"} <= set(dir(asked))
    assert asked.border_links.__doc__ == describe(named("border-links", mine))
    with pytest.raises(AttributeError, match="no question 'border_link'"):
        asked.border_link  # noqa: B018


def test_the_one_in_the_guide_keeps_the_rules(case: sg.Graph, tmp_path: Path) -> None:
    guide = (Path(sg.__file__).parent / "docs" / "cypher.md").read_text(encoding="utf-8")
    text = next(block for block in guide.split("```cypher\n") if block.startswith("// name: ")).partition("```")[0]
    name = text.splitlines()[0].removeprefix("// name: ")
    mine = folder(tmp_path, text, name)
    assert query(case, name, queries=mine, **named(name, mine).example()).rows


def test_without_a_folder_there_are_the_shipped_ones_alone(embedded_case: sg.Graph, tmp_path: Path) -> None:
    folder(tmp_path)
    assert "border-links" not in catalogue()
    assert catalogue(tmp_path).keys() - catalogue().keys() == {"border-links"}
    with pytest.raises(NotFound, match="no question 'border-links'"):
        query(embedded_case, "border-links", place="Tumangang Station")


@pytest.mark.parametrize(
    ("old", "new", "where", "says", "remedy"),
    [
        ("// name: border-links", "// name: other", "", "the header needs `name: border-links`", "Header lines are"),
        ("// question: Which", "// query: Which", ":2", "not a header line", "Header lines are"),
        ("| entity |", "| thing |", ":3", "not a header line", "kinds: entity, source"),
        (
            "| date | what was known on this day | 2023-10-06",
            "| date | a day | 2023-02-30",
            ":4",
            "2023-02-30",
            "Correct",
        ),
        ("| integer | so many rows at most | 5", "| integer | rows | five", ":5", "not of the kind integer", "Correct"),
        ("so many rows at most | 5", "rows | 5 | many", ":5", "'many' is not of the kind integer", "Correct"),
        ("so many rows at most | 5", "rows | 5 | 6 | 7", ":5", "not a header line", "a default may follow"),
        (":param most => 5;", ":param most => 6;", ":10", "lack the example of most", "Write `:param most => 5;`"),
        (":param most => 5;\n", "", "", "lack the example of most", "Write `:param most => 5;`"),
        ("LIMIT $most;", "LIMIT $mots;", ":15", "the parameter mots is not described", "Add `// param: mots |"),
        ("\nLIMIT $most;", ";", "", "the parameter most is described and not used", "Remove"),
        ("ORDER BY link, other\n", "", "", "the rows have no order", "End it with ORDER BY"),
        (
            "RETURN l.id AS link, b.name AS other\nORDER BY link, other\n",
            "WITH l, b ORDER BY l.id\nRETURN l.id AS link, b.name AS other\n",
            "",
            "the rows have no order",
            "End it with ORDER BY",
        ),
        ("RETURN l.id", "SET l.name = 'x'\nRETURN l.id", ":13", "SET writes", "MATCH and RETURN"),
        ("MATCH (:Entity", "MERGE(x:Entity {id: 'x'})\nMATCH (:Entity", ":11", "MERGE writes", "MATCH and RETURN"),
        ("RETURN l.id", "CALL { LOAD CSV FROM 'f' AS x }\nRETURN l.id", ":13", "LOAD writes", "MATCH and RETURN"),
        ("RETURN l.id", "MATCH p = shortestPath((l)-[*]-(b))\nRETURN l.id", ":13", "shortest path", "hop by hop"),
        ("LIMIT $most;", "LIMIT $most;\nRETURN 1 AS one ORDER BY one;", "", "one statement", "a file of its own"),
        (
            "// column: link | id of the statement\n// column: other | the station at the other end\n",
            "",
            "",
            "no column",
            "",
        ),
        (":param most => 5;", ":param most => 5;\n:param x => 1;", ":11", "x, which is not described", "Describe it"),
        ("most", "queries", "", "must not be called queries", "another name"),
    ],
)
def test_what_is_wrong_is_said_with_file_line_and_remedy(
    tmp_path: Path, old: str, new: str, where: str, says: str, remedy: str
) -> None:
    assert old in GOOD
    path = folder(tmp_path, GOOD.replace(old, new)) / "border-links.cypher"
    with pytest.raises(InputError) as caught:
        catalogue(tmp_path)
    assert caught.value.place == f"{path}{where}"
    assert says in caught.value.problem
    assert remedy in caught.value.remedy
    assert "\n" not in str(caught.value)


def test_a_default_is_taken_where_none_is_given(case: sg.Graph, tmp_path: Path) -> None:
    mine = folder(tmp_path, GOOD.replace("so many rows at most | 5", "so many rows at most | 5 | 1"))
    assert len(query(case, "border-links", place="Khasan Station", queries=mine)) == 1
    assert len(query(case, "border-links", place="Khasan Station", most=2, queries=mine)) == 2
    assert "so many rows at most, for example 5; 1 if not given" in describe(named("border-links", mine))
    within = query(case, "near", place="sg:friendship-bridge")
    assert within.parameters["km"] == 50
    assert within.rows == query(case, "near", place="sg:friendship-bridge", km=50).rows


def test_columns_must_be_those_that_are_described(case: sg.Graph, tmp_path: Path) -> None:
    mine = folder(tmp_path, GOOD.replace("AS other\n", "AS another\n").replace("link, other", "link, another"))
    for most in (5, 0):
        with pytest.raises(InputError, match="returns link, another, and describes link, other"):
            query(case, "border-links", place="Tumangang Station", most=most, queries=mine)


def test_a_name_of_the_catalogue_cannot_be_taken(tmp_path: Path) -> None:
    mine = folder(tmp_path, GOOD.replace("border-links", "traffic"), "traffic")
    with pytest.raises(InputError, match="a question of that name is in the catalogue"):
        catalogue(mine)


def test_a_write_that_no_word_gives_away_is_refused_by_the_engine(
    case: sg.Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The words are looked for to name the line; what keeps a question from writing is the store."""
    monkeypatch.setattr("sanctionsgraph.queries.catalogue.registry.check", lambda _: None)
    mine = folder(tmp_path, GOOD.replace("RETURN l.id", "SET l.name = 'x'\nRETURN l.id"))
    names = "MATCH (l:Statement:RailLink) RETURN l.name AS name ORDER BY l.id"
    before = case.read(names).rows
    with pytest.raises(QueryError, match="read-only"):
        query(case, "border-links", place="Tumangang Station", most=5, queries=mine)
    assert case.read(names).rows == before


def test_a_folder_that_is_not_there_and_a_file_that_is_no_text(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no such folder of questions"):
        catalogue(tmp_path / "nowhere")
    (tmp_path / "x.cypher").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="cannot be read as text"):
        catalogue(tmp_path)


def test_at_the_command_line(embedded_case: sg.Graph, tmp_path: Path) -> None:
    graph, mine = tmp_path / "case.kgl", tmp_path / "mine"
    mine.mkdir()
    folder(mine)
    with open_graph(graph) as made:
        copy_graph(embedded_case, made)
    ask = ("query", "border-links", "--queries", str(mine), "--format", "json")
    rows = json.loads(run(*ask, "--example", graph=graph).stdout)
    assert any("Khasan" in row["other"] for row in rows)
    told = json.loads(run(*ask, "--describe").stdout)
    assert [parameter["name"] for parameter in told["parameters"]] == ["place", "as_of", "most"]
    assert told["columns"][0] == {"name": "link", "meaning": "id of the statement"}
    env = {**os.environ, "SANCTIONSGRAPH_QUERIES": str(mine)}
    assert "border-links" in run("query", "--list", env=env).stdout
    shown = run("query", "--describe", "border-links", env=env).stdout
    assert "Which rail links end at a station?" in shown
    assert "-p place=sg:tumangang-station" in shown
    assert run("query", "border-links", "--cypher", env=env).stdout.rstrip() == GOOD.rstrip()
    wrong = run("query", "border-link", env=env)
    assert (wrong.returncode, "Did you mean border-links?" in wrong.stderr) == (1, True)
