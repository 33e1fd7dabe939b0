"""Every test of the store and of the catalogue runs on the embedded engine and on a real Neo4j.

A module uses either `graph` (empty, one a test) or `case` (the shipped data, one a module): the Neo4j
server has one database.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sanctionsgraph as sg
from sanctionsgraph.loaders.shipped import load_shipped

SHARED = Path(__file__).resolve().parent.parent.parent / "shared" / "data"
UN_EDITIONS = {day: SHARED / "un_list" / f"un_{day}.xml" for day in ("2018-10-29", "2021-01-18", "2026-02-27")}
ENGINES = ["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without a server the Neo4j tests are skipped; in CI they fail, by their fixture."""
    if os.environ.get("NEO4J_URI") or os.environ.get("CI") == "true":
        return
    skip = pytest.mark.skip(reason="no Neo4j: set NEO4J_URI, or install Java and Maven and use `make test`")
    for item in items:
        if item.get_closest_marker("neo4j"):
            item.add_marker(skip)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The real input files; only where the project is developed."""
    if not SHARED.is_dir():
        pytest.skip("the real input files are not here (../shared/data)")
    return SHARED


@pytest.fixture(scope="session")
def neo4j_uri() -> str:
    uri = os.environ.get("NEO4J_URI")
    if not uri:
        pytest.fail("CI=true and no NEO4J_URI: an engine would be skipped")
    return uri


def empty_neo4j(uri: str) -> sg.Graph:
    """The server's database, emptied."""
    import neo4j

    auth = (os.environ.get("NEO4J_USER", "neo4j"), os.environ.get("NEO4J_PASSWORD", ""))
    with neo4j.GraphDatabase.driver(uri, auth=auth) as driver, driver.session() as session:
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS").consume()
    return sg.open_graph(uri)


@pytest.fixture(params=ENGINES)
def graph(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[sg.Graph]:
    """An empty graph on each engine."""
    if request.param == "embedded":
        opened = sg.open_graph(tmp_path / "graph.kgl")
    else:
        opened = empty_neo4j(request.getfixturevalue("neo4j_uri"))
    with opened:
        yield opened


@pytest.fixture(scope="module", params=ENGINES)
def case(request: pytest.FixtureRequest) -> Iterator[sg.Graph]:
    """The shipped case on each engine. Read it only."""
    if request.param == "embedded":
        opened = sg.open_graph(":memory:")
    else:
        opened = empty_neo4j(request.getfixturevalue("neo4j_uri"))
    with opened:
        for account in load_shipped(opened):
            assert account.rejected == 0, account.rejections
        yield opened


@pytest.fixture(scope="session")
def followthemoney() -> Callable[..., list[Any]]:
    """Asks followthemoney itself, in its environment of `make bench`: it needs a compiled ICU, which ours does not.

    Skips where pip cannot install it, such as without a compiler.
    """
    import sys

    root = Path(__file__).resolve().parent.parent
    sys.path.insert(0, str(root / "benchmarks"))
    try:
        from environments import SetupError, peer
    finally:
        sys.path.pop(0)
    (root / ".benchmarks").mkdir(exist_ok=True)
    try:
        python = peer(root / ".benchmarks").python
    except SetupError as error:
        pytest.skip(f"followthemoney cannot be installed here: {error}")

    def ask(*tasks: tuple[str, Path]) -> list[Any]:
        script = root / "tests" / "peers" / "check_ftm.py"
        done = subprocess.run([python, script, *(f"{t}={f}" for t, f in tasks)], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        answers: list[Any] = json.loads(done.stdout)
        return answers

    return ask


@pytest.fixture(scope="session")
def embedded_case() -> sg.Graph:
    """The shipped case in memory, for comparing. Read it only."""
    return sg.demo()
