"""Moving a whole graph: equal at both ends, whole or not at all, on both engines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import sanctionsgraph as sg
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sanctionsgraph.graph.editions.documents import store_entities
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.graph.transfer import copy as moves
from sanctionsgraph.graph.transfer.copy import copy_graph
from sanctionsgraph.queries.catalogue.registry import query
from sanctionsgraph.schema.entities import Entity
from sanctionsgraph.schema.errors import GraphError, GraphUnfinished
from sanctionsgraph.schema.generated import LABELS, RELATIONSHIPS

from helpers.commands import run
from helpers.engines import empty_neo4j
from helpers.hostile import fill


@pytest.fixture(scope="module")
def hostile() -> Iterator[sg.Graph]:
    with open_graph(":memory:") as made:
        fill(made)
        yield made


def test_there_and_back_the_case_is_the_same(graph: sg.Graph, embedded_case: sg.Graph) -> None:
    there = copy_graph(embedded_case, graph)
    lines = list(graph.dump())
    assert lines == list(embedded_case.dump())
    assert there.digest == embedded_case.digest()
    assert there.nodes == sum(1 for line in lines if line.startswith("{"))
    assert there.relationships == sum(1 for line in lines if line.startswith("["))
    assert there.loads == len(graph.info().loads) > 10
    with open_graph(":memory:") as copy:
        assert copy_graph(graph, copy).digest == there.digest
        assert copy.info().loads == embedded_case.info().loads
        assert query(copy, "traffic", place="Tumangang").rows == query(embedded_case, "traffic", place="Tumangang").rows


def test_what_is_hostile_comes_through(graph: sg.Graph, hostile: sg.Graph) -> None:
    copy_graph(hostile, graph)
    assert list(graph.dump()) == list(hostile.dump())
    with open_graph(":memory:") as back:
        copy_graph(graph, back)
        assert list(back.dump()) == list(hostile.dump())
        assert back.info().loads == hostile.info().loads


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), min_size=1, max_size=4))
def test_any_text_comes_through(texts: list[str]) -> None:
    with open_graph(":memory:") as made, open_graph(":memory:") as copy:
        fill(made, texts)
        copy_graph(made, copy)
        assert list(copy.dump()) == list(made.dump())


def test_what_is_there_is_deleted_only_when_that_is_asked(graph: sg.Graph, hostile: sg.Graph) -> None:
    with open_graph(":memory:") as other:
        fill(other, ["other"])
        copy_graph(other, graph)
    before = graph.digest()
    with pytest.raises(GraphError, match="already holds a graph"):
        copy_graph(hostile, graph)
    assert graph.digest() == before
    assert copy_graph(hostile, graph, replace=True).digest == graph.digest() == hostile.digest()


def test_a_broken_move_leaves_nothing_that_can_be_read(
    graph: sg.Graph, hostile: sg.Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the line is cut")

    with monkeypatch.context() as patched:
        patched.setattr(moves, "write_links", broken)
        with pytest.raises(RuntimeError):
            copy_graph(hostile, graph)
    if graph.uri.startswith("bolt"):
        with pytest.raises(GraphUnfinished, match="Run it again, with push or pull"):
            graph.read("MATCH (n) RETURN n")
        with pytest.raises(GraphUnfinished), graph.writing():
            pass
    else:
        assert list(graph.dump()) == []
    assert copy_graph(hostile, graph).digest == graph.digest() == hostile.digest()


def test_a_target_that_differs_is_not_taken_for_the_source(
    graph: sg.Graph, hostile: sg.Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moves, "write_links", lambda *_, **__: None)
    with pytest.raises(GraphError, match="does not equal"):
        copy_graph(hostile, graph)


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("CREATE (:Entity:Dragon {id: 'x:9', name: 'x'})", "x:9 has a label that the model lacks: Dragon"),
        ("MATCH (n:Entity {id: 'x:0'}) SET n.pagerank = 0.5", "x:0 has a property that the model lacks: pagerank"),
        ("MATCH (n:Entity {id: 'x:0'}) CREATE (n)-[:LIKES]->(n)", "x:0 has a relationship that the model lacks: LIKES"),
        ("CREATE (:Entity {name: 'x'})", "a node with the label Entity has no id"),
    ],
)
@pytest.mark.neo4j
def test_what_is_not_of_the_model_is_refused(neo4j_uri: str, statement: str, says: str) -> None:
    """Labels and types become part of statements, so none is taken from a graph as it comes."""
    with empty_neo4j(neo4j_uri) as strange, open_graph(":memory:") as copy:
        fill(strange, ["x"])
        with strange.writing() as tx:
            tx.run(statement)
        with pytest.raises(GraphError, match=says):
            copy_graph(strange, copy)
        assert list(copy.dump()) == []


@pytest.mark.neo4j
def test_another_programs_nodes_stay_where_they_are(neo4j_uri: str, hostile: sg.Graph) -> None:
    with empty_neo4j(neo4j_uri) as shared, open_graph(":memory:") as copy:
        fill(shared, ["x"])
        with shared.writing() as tx:
            tx.run("MATCH (n:Entity {id: 'x:0'}) CREATE (:Wine {name: 'Tokaj'})-[:BESIDE]->(n)")
        account = copy_graph(shared, copy)
        assert account.notes == [f"1 nodes are not of the model and were left in {shared.uri}"]
        assert copy_graph(hostile, shared, replace=True).digest == hostile.digest()
        assert shared.read("MATCH (w:Wine) RETURN w.name AS name").rows == [{"name": "Tokaj"}]


@pytest.mark.neo4j
def test_one_server_under_two_names_is_one_graph(neo4j_uri: str) -> None:
    with empty_neo4j(neo4j_uri) as one, open_graph(neo4j_uri.replace("127.0.0.1", "localhost")) as other:
        fill(one, ["x"])
        before = one.digest()
        with pytest.raises(GraphError, match="are the same graph"):
            copy_graph(one, other, replace=True)
        assert one.digest() == before


def test_nothing_cannot_be_moved_and_neither_can_a_file_onto_itself(tmp_path: Path, hostile: sg.Graph) -> None:
    with open_graph(tmp_path / "a.kgl") as one, open_graph(tmp_path / "a.kgl") as same:
        with pytest.raises(GraphError, match="holds no graph"):
            copy_graph(one, hostile, replace=True)
        fill(one, ["x"])
        with pytest.raises(GraphError, match="both source and target"):
            copy_graph(one, same, replace=True)


def test_the_model_names_all_labels_and_types_of_the_case(embedded_case: sg.Graph) -> None:
    info = embedded_case.info()
    assert set(info.nodes) <= set(LABELS)
    assert set(info.relationships) <= set(RELATIONSHIPS)


def test_push_and_pull(graph: sg.Graph, tmp_path: Path) -> None:
    made, copy = tmp_path / "made.kgl", tmp_path / "copy.kgl"
    with open_graph(made) as mine:
        fill(mine, ["x", "y"])
        digest = mine.digest()
    graph.close()
    pushed = run("push", graph.uri, "--format", "json", graph=made)
    assert pushed.returncode == 0, pushed.stderr
    account = json.loads(pushed.stdout)
    assert (account["nodes"], account["relationships"], account["digest"]) == (7, 6, digest)
    pulled = run("pull", graph.uri, graph=copy)
    assert pulled.returncode == 0, pulled.stderr
    with open_graph(copy) as made_there:
        assert made_there.digest() == digest
    again = run("pull", graph.uri, graph=copy)
    assert (again.returncode, "Use --replace" in again.stderr) == (1, True)


def test_what_was_worked_out_of_the_graph_before_is_not_used_after_a_copy(graph: sg.Graph) -> None:
    with open_graph(":memory:") as first, open_graph(":memory:") as second:
        for made, name in ((first, "Kim Jong Un"), (second, "Ri Won Ho")):
            with made.writing() as tx:
                store_entities(tx, [Entity.named("x:person", "Person", name)])
        for made, name in ((first, "Kim Jong Un"), (second, "Ri Won Ho")):
            copy_graph(made, graph, replace=True)
            assert [hit.name for hit in sg.Workspace(graph).screen(name).names[0].hits] == [name]
