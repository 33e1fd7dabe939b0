"""`forget` at the command line: what it prints, what it writes, and what it refuses."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import sanctionsgraph as sg
from click.testing import Result
from sanctionsgraph.cli import app
from typer.testing import CliRunner

from helpers import un_file

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    graph = tmp_path / "graph.kgl"
    entries = (un_file.entry("", "KPi.901", "RI ONE"), un_file.entry("", "KPi.902", "RI TWO"))
    with sg.open(graph) as g:
        g.load("un-list", un_file.write(tmp_path / "un-2024-01-15.xml", *entries, day="2024-01-15"))

    def invoke(*arguments: str) -> Result:
        return CliRunner().invoke(app, ["--graph", str(graph), "forget", *arguments])

    return invoke


def test_a_withdrawal_is_said_listed_and_undone(run: Run, tmp_path: Path) -> None:
    done = run("un", "--on", "2024-02-01", "--reason", "a test file")
    assert done.output == "data set un: withdrawn from 1 Feb 2024 on; 2 statements, 1 source\n"
    assert json.loads(run("--format", "json").stdout) == [
        {"target": "un", "since": "2024-02-01", "ended": 2, "reason": "a test file"}
    ]
    assert run("un", "--undo").output.startswith("data set un: the withdrawal is taken back; 2 statements")
    assert run("--list").stdout.split() == ["target", "since", "ended", "reason"]


def test_a_purge_accounts_for_what_went(run: Run, tmp_path: Path) -> None:
    ids = tmp_path / "ids.json"
    done = run("edition:un@2024-01-15", "--purge", "--ids", str(ids), "--format", "json")
    account = json.loads(done.stdout)
    assert (account["action"], account["entities"], account["on"]) == ("purged", 2, None)
    gone = json.loads(ids.read_text(encoding="utf-8"))
    assert {"un:KPi.901", "un:KPi.902", "edition:un@2024-01-15"} <= set(gone)
    assert len(gone) == account["statements"] + account["entities"] + account["sources"]
    assert run("un", "--purge").exception is not None


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("un", "--list"), "give an ID, or --list alone"),
        (("--purge",), "give the ID of what is meant"),
        (("un", "--purge", "--undo"), "give purge or undo, not both"),
        (("un", "--purge", "--reason", "x"), "a purge keeps neither"),
        (
            ("un-list",),
            "'un-list'. There are: edition:un@2024-01-15, pub:un-sc, un.",
        ),
        (("un", "--on", "2023-01-01"), "it cannot be withdrawn on 2023-01-01, which is before"),
        (("un", "--on", "yesterday"), "not a date: 'yesterday'"),
        (("un", "--undo"), "un is not withdrawn. `sanctionsgraph forget --list` lists what is."),
    ],
)
def test_what_is_refused(run: Run, arguments: tuple[str, ...], says: str) -> None:
    done = run(*arguments)
    assert says in done.output + str(done.exception)


def test_ids_replace_no_file_of_another_kind(run: Run, tmp_path: Path) -> None:
    graph = tmp_path / "graph.kgl"
    before = sg.open(graph).digest()
    done = run("un", "--purge", "--ids", str(graph))
    assert "is a graph, which is not replaced" in str(done.exception)
    assert sg.open(graph).digest() == before
