"""A Neo4j server with the shipped case, which all processes of the tests read and none writes to.

A server that is emptied plans each question anew, and a case is copied in seconds: one copy serves all.
"""

from __future__ import annotations

import fcntl
import json
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread

import sanctionsgraph as sg
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.graph.transfer.copy import copy_graph

import neo4j_server

#: A server of the tests keeps its plans. By default it plans a statement anew once its graph has grown or shrunk and
#: ten seconds are over; tests empty and fill it all the time, and planning took more of the processor than answering.
#: What our loads have a server forget, it still forgets.
KEEP_PLANS = ("dbms.cypher.min_replan_interval=1d",)
#: Fetching the server's jars can take minutes.
_PATIENCE = 900.0


class CaseServer:
    """The server, as the process that hands out the tests runs it: beside them, until they have ended."""

    def __init__(self) -> None:
        self._folder = TemporaryDirectory(prefix="neo4j-case-")
        self._ended = Event()
        #: Servers of one run have one password, which is in the environment.
        self.password = secrets.token_hex(16)
        self._thread = Thread(target=self._run)
        self._thread.start()

    @property
    def home(self) -> str:
        """Its folder, in which other processes find it."""
        return self._folder.name

    def end(self) -> None:
        """Stop it."""
        self._ended.set()
        self._thread.join()
        self._folder.cleanup()

    def _run(self) -> None:
        started = Path(self.home) / "started"
        try:
            # The server dies with the thread that starts it.
            with neo4j_server.Server(
                Path(self.home), password=self.password, settings=KEEP_PLANS, brief=False
            ) as server:
                started.write_text(server.uri)
                self._ended.wait()
        except neo4j_server.Neo4jError as error:
            started.write_text(f"no server: {error}")


def address(home: Path) -> str:
    """Wait until the server in a folder has started, and return where drivers connect."""
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        if (started := home / "started").exists() and (said := started.read_text()):
            if not said.startswith("bolt:"):
                raise neo4j_server.Neo4jError(said)
            return said
        time.sleep(0.1)
    raise neo4j_server.Neo4jError(f"no server in {home} after {_PATIENCE:.0f} s")


def case_on_server(uri: str, home: Path, case: sg.Graph) -> sg.Graph:
    """Return the graph of the server, into which the case is copied by whoever comes first."""
    opened = open_graph(uri)
    with _locked(home / "lock"):
        if (copied := home / "copied").exists():
            assert json.loads(copied.read_text()) == marks(opened), "a test has written to the case that all read"
        else:
            copy_graph(case, opened)
            copied.write_text(json.dumps(marks(opened)))
    return opened


def marks(graph: sg.Graph) -> list[object]:
    """Return what tells a graph from one that was written to."""
    counts = "MATCH (n) WITH count(n) AS nodes OPTIONAL MATCH ()-[r]->() RETURN nodes, count(r) AS links"
    return [graph.state(), *graph.run(counts)]


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
