"""Files for the importer of Neo4j: what they say, and that the real importer makes the same graph of them."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path

import pytest
import sanctionsgraph as sg
from sanctionsgraph.exporters import neo4j_admin as admin_files
from sanctionsgraph.graph.node_row import NodeRow
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.graph.transfer.copy import copy_graph
from sanctionsgraph.graph.writing import write_nodes
from sanctionsgraph.schema.errors import GraphError

import neo4j_server
from helpers.hostile import fill


@pytest.mark.neo4j
def test_the_real_importer_makes_the_same_graph(embedded_case: sg.Graph, tmp_path: Path) -> None:
    """The shipped case and hostile rows, by the command in README.txt; then its statements, in a server."""
    import neo4j

    tool = neo4j_server
    if tool.missing() and os.environ.get("CI") != "true":
        pytest.skip(tool.missing())
    home, folder = tmp_path / "home", tmp_path / "files"
    with open_graph(":memory:") as graph:
        copy_graph(embedded_case, graph)
        fill(graph)
        counts = admin_files.write(graph, folder)
        wanted, loads = list(graph.dump()), graph.info().loads
    readme = (folder / "README.txt").read_text(encoding="utf-8")
    command = shlex.split(readme[readme.index("neo4j-admin") : readme.index("2. Start")].replace("\\\n", " "))
    (home / "conf").mkdir(parents=True)
    (home / "conf" / "neo4j.conf").touch()
    done = subprocess.run(
        [tool.JAVA, *tool.QUICK, "-cp", f"{tool.fetch()}/*", "org.neo4j.cli.AdminTool", *command[1:]],
        cwd=folder,
        env={**os.environ, "NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    with tool.Server(home) as server:
        auth = (server.user, server.password)
        with neo4j.GraphDatabase.driver(server.uri, auth=auth) as driver, driver.session() as session:
            for statement in (folder / "after-import.cypher").read_text(encoding="utf-8").split(";\n"):
                if statement:
                    session.run(statement).consume()  # type: ignore[arg-type]
            constraints = session.run("SHOW CONSTRAINTS YIELD name RETURN count(*) AS n").single(strict=True)["n"]
            with open_graph(driver) as imported:
                assert list(imported.dump()) == wanted
                assert imported.info().loads == loads
    assert constraints == 5
    assert sum(counts.values()) == len(wanted) + len(loads) + 1


def test_rows_are_counted_and_headers_say_the_types(embedded_case: sg.Graph, tmp_path: Path) -> None:
    counts = admin_files.write(embedded_case, tmp_path / "new")
    entities = [n for name, n in counts.items() if name.startswith("nodes-Entity-")]
    assert sum(entities) == len(embedded_case.read("MATCH (n:Entity) RETURN n.id").rows)
    header = (tmp_path / "new" / "nodes-Statement-RailLink-Record.header.csv").read_text(encoding="utf-8").split(",")
    assert header[0] == "id:ID(Statement)"
    assert {"border:boolean", "km:double", "gauges:long[]", ":LABEL\n"} <= set(header)
    again = admin_files.write(embedded_case, tmp_path / "again")
    assert again == counts
    for path in sorted((tmp_path / "new").iterdir()):
        assert path.read_bytes() == (tmp_path / "again" / path.name).read_bytes(), path.name


def test_a_list_is_joined_by_what_no_list_holds(tmp_path: Path) -> None:
    with open_graph(":memory:") as graph:
        fill(graph, ["a\x1fb", "c\x1e"])
        admin_files.write(graph, tmp_path)
    assert "--array-delimiter=U+001D" in (tmp_path / "README.txt").read_text(encoding="utf-8")


def test_a_property_is_of_one_type_in_a_file_and_may_be_of_another_in_the_next(tmp_path: Path) -> None:
    with open_graph(":memory:") as graph, graph.writing() as tx:
        said = NodeRow(("Statement", "Claim"), {"id": "s:1", "name": "x", "number": 73.0})
        paper = NodeRow(("Statement", "Part", "Identification"), {"id": "s:2", "name": "x", "number": "0073"})
        write_nodes(tx, [said, paper])
    admin_files.write(graph, tmp_path)
    types = {path.name: path.read_text(encoding="utf-8").split(",") for path in tmp_path.glob("*.header.csv")}
    assert "number:double" in types["nodes-Statement-Claim.header.csv"]
    assert "number:string" in types["nodes-Statement-Identification-Part.header.csv"]


def test_a_property_of_two_types_is_refused_and_no_readme_left(tmp_path: Path) -> None:
    with open_graph(":memory:") as graph:
        fill(graph, ["x"])
        admin_files.write(graph, tmp_path)
        with graph.writing() as tx:
            more = {"id": "s:9", "name": "x", "border": "a word"}
            write_nodes(tx, [NodeRow(("Statement", "Record", "RailLink"), more)])
        with pytest.raises(GraphError, match=r"border is (string|boolean) here and (string|boolean) elsewhere"):
            admin_files.write(graph, tmp_path)
    assert not (tmp_path / "README.txt").exists()
