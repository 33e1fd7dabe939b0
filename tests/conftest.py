"""Every test of the store and of the catalogue runs on the embedded engine and on a real Neo4j.

A module uses either `graph` (empty, one a test) or `case` (the shipped data, one a module): a Neo4j server
has one database. Where Java and Maven are there, a server is started when the first test asks for it; where
several processes run the tests, each has one to write to, and all read the case from one.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import sanctionsgraph as sg
from sanctionsgraph.graph.store import open_graph

import neo4j_server
from helpers import browser as browsers
from helpers.case_server import KEEP_PLANS, CaseServer, address, case_on_server
from helpers.engines import ENGINES, MUST, NO_SERVER, ROOT, SHARED, case_on_neo4j, empty_neo4j
from helpers.long_tests import is_long
from helpers.shipped import demo


def pytest_report_header() -> list[str]:
    """Say loudly what is not tested."""
    if NO_SERVER is None:
        return []
    bar = "=" * 78
    what = "FAILING, because CI=true" if MUST else "SKIPPED"
    return [bar, f"{what}: the Neo4j tests. {NO_SERVER}", "Set NEO4J_URI to use a server of yours.", bar]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs no server; skip the rest where there is none, but in CI let it fail, by its fixture.

    Modules that read the shipped case come first: a server keeps its copy from one such module to the next. Of these
    and of the others those come first that take long: no process ends with one of them alone.
    """
    reading = {item.path for item in items if "case" in getattr(item, "fixturenames", ())}
    long = {item.path for item in items if is_long(item.nodeid)}
    items.sort(key=lambda item: (item.path not in reading, item.path not in long))
    skip = pytest.mark.skip(reason=f"no Neo4j: {NO_SERVER}")
    for item in items:
        if is_long(item.nodeid):
            item.add_marker("long")
        if not item.get_closest_marker("neo4j"):
            item.add_marker("embedded")
        elif NO_SERVER is not None and not MUST:
            item.add_marker(skip)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The real input files; only where the project is developed."""
    if not SHARED.is_dir():
        pytest.skip("the real input files are not here (../shared/data)")
    return SHARED


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A headless Chromium. Without it the tests are skipped, in CI they fail."""
    with browsers.launched() as opened:
        yield opened


def pytest_collection_finish() -> None:
    """Keep the collected tests, tens of thousands of objects, out of what the garbage collector looks at."""
    gc.collect()
    gc.freeze()


class _Shared:
    """Where several processes run the tests, the first of them starts the server that has the case."""

    server: CaseServer | None = None


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes(config: pytest.Config) -> None:
    """Start a server for the shipped case beside the tests, unless none of them needs it."""
    if NO_SERVER is None and not os.environ.get("NEO4J_URI") and "neo4j" in (config.option.markexpr or "neo4j"):
        _Shared.server = CaseServer()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell each process where that server is."""
    if _Shared.server:
        node.workerinput["case_server"] = [_Shared.server.home, _Shared.server.password]


def pytest_unconfigure() -> None:
    """Stop it."""
    if _Shared.server:
        _Shared.server.end()
        _Shared.server = None


@pytest.fixture(scope="session")
def case_server(request: pytest.FixtureRequest) -> Iterator[list[str] | None]:
    """The folder and the password of the server that has the case; None where one process runs all tests.

    The password is that of the other servers too, and stays in the environment until the last test.
    """
    given: list[str] | None = getattr(request.config, "workerinput", {}).get("case_server")
    with pytest.MonkeyPatch.context() as patch:
        if given:
            patch.setenv("NEO4J_USER", neo4j_server.Server.user)
            patch.setenv("NEO4J_PASSWORD", given[1])
        yield given


@pytest.fixture(scope="session")
def neo4j_uri(case_server: list[str] | None) -> Iterator[str]:
    """The server of NEO4J_URI, else a throw-away one: each process of the tests has its own, with one database."""
    if given := os.environ.get("NEO4J_URI"):
        yield given
        return
    if NO_SERVER is not None:
        pytest.fail(f"CI=true, and an engine would be skipped: {NO_SERVER}")
    with (
        TemporaryDirectory(prefix="neo4j-") as home,
        neo4j_server.Server(
            Path(home), password=case_server[1] if case_server else "", settings=KEEP_PLANS, brief=False
        ) as server,
        pytest.MonkeyPatch.context() as patch,
    ):
        for name, value in server.environment().items():
            patch.setenv(name, value)
        yield server.uri


@pytest.fixture(params=ENGINES)
def graph(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[sg.Graph]:
    """An empty graph on each engine."""
    if request.param == "embedded":
        opened = open_graph(tmp_path / "graph.kgl")
    else:
        opened = empty_neo4j(request.getfixturevalue("neo4j_uri"))
    with opened:
        yield opened


@pytest.fixture(scope="module", params=ENGINES)
def case(request: pytest.FixtureRequest, embedded_case: sg.Graph) -> Iterator[sg.Graph]:
    """The shipped case on each engine, as a move brings it there: sooner than loading. Read it only."""
    if request.param == "embedded":
        yield embedded_case
        return
    if shared_server := request.getfixturevalue("case_server"):
        home = Path(shared_server[0])
        with case_on_server(address(home), home, embedded_case) as opened:
            yield opened
        return
    with case_on_neo4j(request.getfixturevalue("neo4j_uri"), embedded_case) as opened:
        yield opened


@pytest.fixture(scope="session")
def followthemoney() -> Callable[..., list[Any]]:
    """Asks followthemoney itself, in its environment of `make bench`: it needs a compiled ICU, which ours does not.

    Skips where pip cannot install it, such as without a compiler.
    """
    sys.path.insert(0, str(ROOT / "benchmarks"))
    try:
        from environments import SetupError, peer
    finally:
        sys.path.pop(0)
    (ROOT / ".benchmarks").mkdir(exist_ok=True)
    try:
        python = peer(ROOT / ".benchmarks").python
    except SetupError as error:
        pytest.skip(f"followthemoney cannot be installed here: {error}")

    def ask(*tasks: tuple[str, Path]) -> list[Any]:
        script = ROOT / "tests" / "helpers" / "check_ftm.py"
        done = subprocess.run([python, script, *(f"{t}={f}" for t, f in tasks)], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        answers: list[Any] = json.loads(done.stdout)
        return answers

    return ask


@pytest.fixture(scope="session")
def embedded_case() -> sg.Graph:
    """The shipped case on the embedded engine, for comparing. Read it only."""
    return demo()
