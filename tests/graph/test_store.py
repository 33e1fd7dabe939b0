"""What a graph refuses: statements that reach beyond it, stores of other programs, and a case that is not whole."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import sanctionsgraph as sg
from sanctionsgraph.graph.cypher_text import reaches_outside
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.graph.transfer.copy import copy_graph
from sanctionsgraph.loaders.curated import shipped
from sanctionsgraph.loaders.curated.shipped import load_shipped
from sanctionsgraph.schema.errors import GraphError, GraphUnfinished, QueryError

from helpers.commands import run
from helpers.hostile import fill

FIRST = shipped.files()[:4]
OUTSIDE = {
    "LOAD CSV FROM 'file:///etc/hosts' AS row RETURN row": "LOAD CSV",
    "MATCH (n) CALL { load\n  csv WITH HEADERS FROM 'x' AS r RETURN r } RETURN n": "load csv",
    "LOAD /* a table */ CSV FROM 'x' AS row RETURN row": "LOAD CSV",
    "TERMINATE TRANSACTIONS 'neo4j-transaction-1'": "TERMINATE TRANSACTIONS",
    "CALL dbms.killConnection('bolt-3')": "the procedure dbms.killConnection",
    "CALL `dbms`.`killConnections`(['bolt-3'])": "the procedure dbms.killConnections",
    "CALL apoc . load . json('http://192.0.2.1/') YIELD value RETURN value": "the procedure apoc . load . json",
    "CALL dbms.listConfig() YIELD name, value RETURN name, value": "the procedure dbms.listConfig",
    "MATCH (n) CALL { CALL db.clearQueryCaches() YIELD value AS v RETURN v } RETURN n": (
        "the procedure db.clearQueryCaches"
    ),
    "SHOW SETTINGS YIELD name, value RETURN name, value": "SHOW SETTINGS",
    # Neo4j reads characters by their numbers anywhere in a statement.
    "LOAD\\u0020CSV FROM 'file:///etc/passwd' AS r RETURN r": "LOAD CSV",
    "C\\uu0041LL dbms.listConfig() YIELD name RETURN name": "the procedure dbms.listConfig",
    "RETURN genai.vector.encode('x', 'OpenAI', {token: 't'}) AS v": "the function genai.vector.encode",
    "USE system MATCH (n) RETURN n": "USE system",
}
#: What only writing, finding, dumping and showing need, and what no read does.
LATER = (
    *("direct_keeping", "direct_laying", "dump", "extensions", "info", "meant", "named_things", "near_things", "trial"),
    *("load_report", "projection"),
)
#: More than a minute on any machine.
ENDLESS = "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b WITH a, b WHERE a = -b RETURN count(*) AS n"


@pytest.mark.parametrize("statement", OUTSIDE)
def test_a_read_cannot_reach_beyond_the_graph(graph: sg.Graph, statement: str) -> None:
    assert reaches_outside(statement) == OUTSIDE[statement]
    with pytest.raises(QueryError, match="reads the graph alone"):
        graph.read(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "RETURN 'LOAD CSV' AS words",
        "RETURN 1 AS load // LOAD CSV",
        'MATCH (n:Entity) WHERE n.name = "TERMINATE TRANSACTIONS" RETURN n.id AS id',
        "RETURN 1 AS loadcsv",
        "CALL { MATCH (n:Entity) RETURN n LIMIT 1 } RETURN n.id AS id",
        "MATCH (n:Entity) CALL (n) { RETURN n.id AS id LIMIT 1 } RETURN id",
        "CALL db.labels() YIELD label RETURN label",
        "WITH 1 AS use RETURN use, date.truncate('month', date('2024-02-03')) AS day, 'c:\\u0041pps' AS path",
    ],
)
def test_words_in_texts_and_comments_are_read(graph: sg.Graph, statement: str) -> None:
    assert reaches_outside(statement) is None
    graph.read(statement)


def test_an_own_statement_ends_at_its_limits_and_ours_do_not(graph: sg.Graph) -> None:
    g = sg.Workspace(graph)
    g.limits = sg.ReadLimits(seconds=0.5, rows=3)
    assert len(g.cypher("UNWIND range(1, 3) AS n RETURN n")) == 3
    with pytest.raises(QueryError, match=r"more than 3 rows\. Add LIMIT"):
        g.cypher("UNWIND range(1, 4) AS n RETURN n")
    with pytest.raises(QueryError, match=r"ended after 0\.5 seconds"):
        g.cypher(ENDLESS)
    assert len(graph.read("UNWIND range(1, 4) AS n RETURN n").rows) == 4
    with pytest.raises(sg.SanctionsGraphError, match="seconds above 0"):
        sg.ReadLimits(seconds=0)


def test_a_store_of_another_program_is_refused_and_kept(graph: sg.Graph) -> None:
    with graph._engine.write(()) as tx:
        tx.run("MERGE (n:Source {id: 7}) SET n.name = 'a water source'")
    for act in (graph.info, graph.digest, lambda: fill(graph, ["a"])):
        with pytest.raises(GraphError, match="nodes labelled Source of another program"):
            act()
    mine = open_graph(":memory:")
    fill(mine, ["a"])
    for replace in (False, True):
        with pytest.raises(GraphError, match="of another program"):
            copy_graph(mine, graph, replace=replace)
    kept = graph._engine.read("MATCH (n:Source) RETURN n.name AS name", {}).rows
    assert kept == [{"name": "a water source"}]


def test_a_case_that_is_loaded_in_part_is_refused_until_it_is_whole(
    graph: sg.Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shipped, "files", lambda law_only: FIRST)
    loads = iter(load_shipped(graph))
    for _ in range(2):
        next(loads)
    del loads
    with open_graph(graph.uri) as other:
        with pytest.raises(GraphUnfinished, match=r"`sanctionsgraph init` .* Run it again"):
            other.info()
        with pytest.raises(GraphUnfinished), other.writing():
            pass
        assert [report.unchanged == report.read for report in load_shipped(other)][:2] == [True, True]
    with open_graph(graph.uri) as whole:
        assert whole.info().nodes
        with open_graph(":memory:") as other:
            list(load_shipped(other))
            assert whole.digest() == other.digest()


def test_the_command_says_so_and_makes_it_whole(embedded_case: sg.Graph, tmp_path: Path) -> None:
    path = tmp_path / "g.kgl"
    with open_graph(path) as graph:
        loads = iter(load_shipped(graph))
        next(loads)
        del loads
    refused = run("trace", "Tumangang", graph=path)
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)
    assert "`sanctionsgraph init` is under way there or was broken off" in refused.stderr
    assert run("init", graph=path).returncode == 0
    with open_graph(path) as whole:
        assert whole.digest() == embedded_case.digest()
    assert run("trace", "Tumangang", graph=path).returncode == 0


@pytest.mark.parametrize(
    ("read", "unused"),
    [
        ("g.graph.read('MATCH (e:Entity) RETURN e.id AS id')", ("logging", "html", "csv", "tempfile", "calendar")),
        ("g.cypher('MATCH (e:Entity) RETURN e.id AS id')", ("logging", "html", "csv", "tempfile", "calendar")),
    ],
)
def test_a_read_imports_no_more_than_it_needs(tmp_path: Path, read: str, unused: tuple[str, ...]) -> None:
    """What comes with opening a graph is paid by each process, also by one that asks one thing."""
    code = (
        "import sys, sanctionsgraph as sg\n"
        f"g = sg.open({str(tmp_path / 'new.kgl')!r}); {read}\n"
        f"later = [*{unused!r}, *(f'sanctionsgraph.graph.{{name}}' for name in {LATER!r})]\n"
        "print([name for name in later if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
