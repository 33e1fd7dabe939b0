"""A server that is slow, is interrupted, or goes away while a graph is open."""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import neo4j
import pytest
import sanctionsgraph as sg
from sanctionsgraph.graph.direct_lines import removing
from sanctionsgraph.graph.engines.neo4j import ServerEngine
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.graph.transfer.copy import copy_graph
from sanctionsgraph.loaders.registry import load
from sanctionsgraph.schema.direct import LINES
from sanctionsgraph.schema.errors import GraphUnavailable

from helpers import ftm_file, un_file
from helpers.engines import empty_neo4j

pytestmark = pytest.mark.neo4j
#: Far longer than any test waits.
ENDLESS = "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b WITH a, b WHERE a = -b RETURN count(*) AS n"
TRANSACTIONS = "SHOW TRANSACTIONS YIELD currentQuery RETURN currentQuery AS query"


def write(graph: sg.Graph, name: str) -> None:
    with graph.writing() as tx:
        tx.run("MERGE (n:Entity {id: $id}) SET n.name = $name", {"id": f"x:{name}", "name": name})


@pytest.fixture
def graph(neo4j_uri: str) -> Iterator[sg.Graph]:
    with empty_neo4j(neo4j_uri) as graph:
        write(graph, "a")
        yield graph


def interrupt_while_it_reads(uri: str) -> None:
    """Send an interrupt once the server works on the endless statement, and so the reader waits for its answer.

    One that comes just before the wait begins is noticed by Python only when the wait ends.
    """
    auth = (os.environ.get("NEO4J_USER", "neo4j"), os.environ.get("NEO4J_PASSWORD", ""))
    with neo4j.GraphDatabase.driver(uri, auth=auth) as driver, driver.session() as session:
        while not any(ENDLESS in row["query"] for row in session.run(TRANSACTIONS)):
            time.sleep(0.1)
        time.sleep(0.5)
    os.kill(os.getpid(), signal.SIGINT)


@pytest.fixture
def interrupts() -> Iterator[None]:
    """Interrupts as in a session at a keyboard: a shell that runs tests in the background has them ignored."""
    usual = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, usual)


@pytest.mark.usefixtures("interrupts")
def test_one_interrupt_ends_a_read_and_the_graph_goes_on(graph: sg.Graph, neo4j_uri: str) -> None:
    before = signal.getsignal(signal.SIGINT)
    for _ in range(2):
        interrupting = threading.Thread(target=interrupt_while_it_reads, args=(neo4j_uri,))
        interrupting.start()
        with pytest.raises(KeyboardInterrupt):
            graph.read(ENDLESS)
        interrupting.join()
        assert signal.getsignal(signal.SIGINT) is before
        assert graph.entity("x:a").id == "x:a"
    write(graph, "b")
    assert graph.entity("x:b").id == "x:b"


@contextmanager
def door(address: tuple[str, int]) -> Iterator[tuple[int, threading.Event]]:
    """A port that leads to a server until the event is set; then all connections are cut, and it is closed."""
    shut, opened = threading.Event(), list[socket.socket]()

    def pump(source: socket.socket, sink: socket.socket) -> None:
        try:
            while data := source.recv(65536):
                sink.sendall(data)
        except OSError:
            pass

    def serve(listener: socket.socket) -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            upstream = socket.create_connection(address)
            opened.extend((client, upstream))
            for pair in ((client, upstream), (upstream, client)):
                threading.Thread(target=pump, args=pair, daemon=True).start()

    def close(listener: socket.socket) -> None:
        shut.wait()
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        for side in opened:
            # A close alone would wait for whoever reads from it.
            with suppress(OSError):
                side.shutdown(socket.SHUT_RDWR)
            side.close()

    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        threads = [threading.Thread(target=work, args=(listener,), daemon=True) for work in (serve, close)]
        for thread in threads:
            thread.start()
        yield listener.getsockname()[1], shut
        shut.set()
        for thread in threads:
            thread.join(10)


def test_a_server_that_goes_away_is_said_in_one_line(
    graph: sg.Graph, neo4j_uri: str, capfd: pytest.CaptureFixture[str]
) -> None:
    host, _, port = neo4j_uri.partition("://")[2].partition(":")
    with door((host, int(port or 7687))) as (local, shut), open_graph(f"bolt://127.0.0.1:{local}") as through:
        assert through.entity("x:a").id == "x:a"
        shut.set()
        for act in (through.info, lambda: write(through, "c")):
            with pytest.raises(GraphUnavailable, match=rf"^bolt://127\.0\.0\.1:{local}: no Neo4j answers there"):
                act()
    assert capfd.readouterr().err == ""
    assert not graph.find("x:c")


def test_two_loads_at_once_are_as_one_after_the_other(graph: sg.Graph, neo4j_uri: str, tmp_path: Path) -> None:
    files = {
        "ftm": ftm_file.write(
            tmp_path / "entities.ftm.json", [ftm_file.entity(f"p{n}", name="Ann") for n in range(300)]
        ),
        "un-list": un_file.write(tmp_path / "un.xml", *(un_file.entry("", f"KPi.{n}") for n in range(200))),
    }
    broken: list[Exception] = []

    def loads(source: str) -> None:
        try:
            with open_graph(neo4j_uri) as own:
                load(own, source, files[source], edition="2024-01-01")
        except Exception as error:
            broken.append(error)

    threads = [threading.Thread(target=loads, args=(source,)) for source in files]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not broken
    with open_graph(":memory:") as other:
        write(other, "a")
        for source, file in files.items():
            load(other, source, file, edition="2024-01-01")
        assert graph.digest() == other.digest()


@pytest.mark.parametrize(("people", "forgotten"), [(3, False), (1_200, True)])
def test_plans_of_a_small_graph_are_forgotten_after_a_large_load_or_copy(
    graph: sg.Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, people: int, forgotten: bool
) -> None:
    """They would look through all relationships of the large one for each id of a digest."""
    asked: list[str] = []
    run = neo4j.Session.run

    def noted(self: neo4j.Session, query: str, *given: object, **named: object) -> neo4j.Result:
        asked.append(query)
        return run(self, query, *given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(neo4j.Session, "run", noted)
    file = ftm_file.write(tmp_path / "people.ftm.json", [ftm_file.entity(f"p{n}", name="Ann") for n in range(people)])
    load(graph, "ftm", file, edition="2024-01-01")
    assert ("CALL db.clearQueryCaches()" in asked) is forgotten
    asked.clear()
    with open_graph(":memory:") as source:
        load(source, "ftm", file, edition="2024-01-01")
        copy_graph(source, graph, replace=True)
    assert ("CALL db.clearQueryCaches()" in asked) is forgotten


def test_direct_relationships_are_removed_by_id_whatever_the_server_plans_for(graph: sg.Graph) -> None:
    """It plans as if the graph were empty: what a transaction writes is not counted in it."""
    assert isinstance(graph._engine, ServerEngine)
    ids, touched = [f"s{n}" for n in range(150)], dict[str, int]()
    with graph._engine._session(neo4j.WRITE_ACCESS) as session:
        for line in {(line.type, line.start, line.end): line for line in LINES if not line.meeting}.values():
            statement: Any = removing(line)
            made: Any = (
                f"CREATE (b:{line.family} {{id: 'z'}}) WITH b UNWIND $ids AS id CREATE (a:Entity {{id: 'a' + id}}) "
                f"CREATE (a)<-[:{line.start}]-(:Statement {{id: id}})-[:{line.end}]->(b) "
                f"CREATE (a)-[:{line.type} {{statement: id}}]->(b)"
            )
            with closing(session.begin_transaction()) as transaction:
                # Closing rolls back.
                transaction.run(made, {"ids": ids}).consume()
                plan = transaction.run("PROFILE " + statement, {"ids": ids}).consume().profile
                assert plan
                touched[statement] = hits(plan)
    assert {text: n for text, n in touched.items() if n > 60 * len(ids)} == {}


def hits(plan: dict[str, Any]) -> int:
    """What a plan and its parts touched of the store."""
    return int(plan.get("dbHits", 0)) + sum(map(hits, plan.get("children", ())))
