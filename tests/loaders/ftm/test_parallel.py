"""Large FollowTheMoney files, read by a second process: the outcome is that of the ordinary way, whatever the file."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import sanctionsgraph as sg
from sanctionsgraph.graph.engines import neo4j as server
from sanctionsgraph.graph.identity.decisions import decide
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.loaders.ftm import parallel as ahead
from sanctionsgraph.loaders.registry import load as load_file
from sanctionsgraph.schema.errors import InputError

from helpers.engines import ENGINES, empty_on

DAY = "2024-06-01"


def entity(id: str, schema: str = "Person", seen: str | None = f"{DAY}T00:00:00", **properties: Any) -> dict[str, Any]:
    listed = {key: value if isinstance(value, list) else [value] for key, value in properties.items()}
    return {"id": id, "schema": schema, "properties": listed, "datasets": ["made"], "last_seen": seen}


#: Ends that come later, never, or before; parts; a key used twice; lines that are no entities; what the table lacks.
MIXED: list[dict[str, Any] | str] = [
    entity("own", "Ownership", owner="a", asset="c", startDate="2020-01-01", percentage="50"),
    entity("away", "Ownership", owner="nobody", asset="c"),
    entity("a", name=["Anna", "Анна"], nationality="ru", addressEntity="home"),
    entity("b", "Vessel", name="MV B", imoNumber=["IMO9074729", "9074728"], seen="2024-05-01T00:00:00"),
    entity("c", "Company", name="C", registrationNumber=["1", "2"], jurisdiction="cy"),
    entity("a", name="Another"),
    '{"id": "cut", "schema": "Person", "properties": {"name": ["Cu',
    '{"id": "op", "op": "ADD", "entity": {}}',
    "[]",
    entity("Q7747", name="Vladimir Putin", seen=None, modifiedAt="2023-01-01"),
    entity("s", "Sanction", entity="a", authority="UN", program="X", listingDate="2017-06-02"),
    entity("u", "Unheard", name="U", novelty="n"),
    entity("no id", name="N"),
    entity("last", "Directorship", director="a", organization="c", role="head"),
]
FIRST = [
    entity("Q7747", name="Putin"),
    entity("ftm:Q7747", name="P."),
    entity("a", name="A. Else"),
    entity("x", name="X", seen="2024-01-02T00:00:00"),
]


def write(path: Path, rows: list[dict[str, Any] | str]) -> Path:
    path.write_text("".join((r if isinstance(r, str) else json.dumps(r)) + "\n" for r in rows), encoding="utf-8")
    return path


@pytest.fixture
def always(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file is large, and pieces are small."""
    monkeypatch.setattr(ahead, "LEAST", 1)
    monkeypatch.setattr(ahead, "PIECE", 3)


@pytest.fixture(params=ENGINES)
def opened(request: pytest.FixtureRequest, always: None, monkeypatch: pytest.MonkeyPatch) -> Callable[[], sg.Graph]:
    """An empty graph on each engine; on Neo4j all that is new is staged."""
    monkeypatch.setattr(server, "LEAST", 0)
    return lambda: empty_on(request)


def outcomes(
    monkeypatch: pytest.MonkeyPatch,
    opened: Callable[[], sg.Graph],
    path: Path,
    before: Callable[[sg.Graph], object],
    used: bool,
) -> None:
    """Load a file ahead, and in the ordinary way into an embedded graph, and compare all that can be seen.

    `used` is whether the second process served.
    """
    # Of a graph on a server, rejected records are kept in the working folder.
    monkeypatch.chdir(path.parent)
    found = []
    went: list[bool] = []
    load = ahead.load

    def watched(graph: sg.Graph, file: Path, *more: Any) -> sg.LoadReport | None:
        account = load(graph, file, *more)
        if file == path:
            went.append(account is not None)
        return account

    monkeypatch.setattr(ahead, "load", watched)
    for least, engine in ((1, opened), (1 << 40, partial(open_graph, ":memory:"))):
        monkeypatch.setattr(ahead, "LEAST", least)
        with engine() as graph:
            before(graph)
            try:
                said: object = told(load_file(graph, "ftm", path))
            except InputError as error:
                said = str(error)
            again = told(load_file(graph, "ftm", path)) if isinstance(said, dict) else None
            found.append((said, list(graph.dump()), again))
    assert went[0] is used
    assert not any(went[1:])
    assert found[0] == found[1]


def told(account: sg.LoadReport) -> dict[str, Any]:
    """What an account says, but for where it keeps what was rejected."""
    return {key: value for key, value in asdict(account).items() if key != "rejections_file"}


def nothing(graph: sg.Graph) -> None:
    """A new graph."""


def test_a_mixed_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, opened: Callable[[], sg.Graph]) -> None:
    outcomes(monkeypatch, opened, write(tmp_path / "mixed.json", MIXED), nothing, True)


def test_beside_other_data_sets_and_decisions(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, opened: Callable[[], sg.Graph]
) -> None:
    first = write(tmp_path / "another.json", [*FIRST])

    def before(graph: sg.Graph) -> None:
        load_file(graph, "ftm", first)
        decide(graph, "ftm:a", "ftm:x", "same", "Tester", DAY, "they say so")
        decide(graph, "ftm:ftm:Q7747", "wd:Q7747", "same", "Tester", DAY, "one person")

    outcomes(monkeypatch, opened, write(tmp_path / "mixed.json", MIXED), before, True)


def test_a_second_edition_goes_the_ordinary_way(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, opened: Callable[[], sg.Graph]
) -> None:
    first = write(tmp_path / "first.json", [*FIRST])
    mixed = write(tmp_path / "mixed.json", MIXED)
    outcomes(monkeypatch, opened, mixed, lambda graph: load_file(graph, "ftm", first, "mixed@2024-01-01"), False)


NEWER = (
    '{"id": "d", "schema": "Person", "properties": {"name": "D", "last_seen": "2031-01-01"}, "last_seen": "2024-06-01"}'
)


@pytest.mark.parametrize(
    ("rows", "used"),
    [
        pytest.param([*MIXED, entity("d", name="D", notes='"last_seen": "2031-01-01"')], True, id="a date in a text"),
        pytest.param([*MIXED, NEWER], False, id="a date in a property"),
        pytest.param([*MIXED, entity("not an id", seen="2031-01-01")], False, id="a date of what is rejected"),
        pytest.param([entity("a", seen=None, name="A", modifiedAt="2023-01-01")], False, id="no last_seen"),
        pytest.param([entity("a", seen=None, name="A")], False, id="no date"),
        pytest.param([entity("a", seen="soon", name="A")], False, id="no day"),
        pytest.param([entity("a", seen="2024-13-01", name="A")], False, id="no month"),
        pytest.param(["{", "[1]", '{"last_seen": "2024-01-01"}'], False, id="no entity"),
        pytest.param([entity("a", name="A"), '{"last_seen": "2021-01-01\x00', "[" * 100_000], True, id="cut off"),
    ],
)
def test_files_of_which_the_date_shows_late_or_never(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    opened: Callable[[], sg.Graph],
    rows: list[dict[str, Any] | str],
    used: bool,
) -> None:
    outcomes(monkeypatch, opened, write(tmp_path / "file.json", rows), nothing, used)


# -- stopped ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A file for which a second process is started, and the digest of its graph."""
    path = write(
        tmp_path_factory.mktemp("large") / "large.json",
        [entity(f"p{n}", name=f"Name {n}", notes="x" * 200, nationality="ru") for n in range(12_000)],
    )
    assert path.stat().st_size > ahead.LEAST
    with open_graph(":memory:") as graph:
        load_file(graph, "ftm", path)
        return path, graph.digest()


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def begun(graph: str, file: Path) -> tuple[subprocess.Popen[bytes], int]:
    """A load by the command in a session of its own, and its second process."""
    command = [Path(sys.executable).with_name("sanctionsgraph"), "--graph", graph, "load", "ftm", file]
    load = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
    while not (found := children(load.pid)):
        assert load.poll() is None
        time.sleep(0.005)
    return load, found[0]


def gone(pid: int) -> bool:
    """Whether a process ends within some seconds."""
    for _ in range(500):
        if not Path(f"/proc/{pid}").exists() or "\nState:\tZ" in Path(f"/proc/{pid}/status").read_text():
            return True
        time.sleep(0.01)
    return False


@pytest.mark.parametrize("after", [0, 0.3, 0.6, 1.2, 2])
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_a_load_that_is_stopped_leaves_no_process_and_can_be_run_again(
    graph: sg.Graph, large: tuple[Path, str], number: int, after: float
) -> None:
    file, digest = large
    load, second = begun(graph.uri, file)
    time.sleep(after)
    if number == signal.SIGINT:
        # As a terminal sends it: to both.
        os.killpg(load.pid, number)
    else:
        load.kill()
    _, err = load.communicate()
    assert gone(second)
    assert load.returncode in (0, 130 if number == signal.SIGINT else -number)
    assert len(err.splitlines()) == (load.returncode == 130)
    # A signal that comes after the commit is too late.
    assert graph.info().nodes == {} or graph.digest() == digest
    load_file(graph, "ftm", file)
    assert graph.digest() == digest
    assert graph.outsiders() == 0


@pytest.mark.parametrize("after", [0, 0.3])
def test_a_second_process_that_is_killed_is_made_up_for(graph: sg.Graph, large: tuple[Path, str], after: float) -> None:
    file, digest = large
    load, second = begun(graph.uri, file)
    time.sleep(after)
    if Path(f"/proc/{second}").exists():
        os.kill(second, signal.SIGKILL)
    _, err = load.communicate()
    assert (load.returncode, err) == (0, b"")
    assert graph.digest() == digest
