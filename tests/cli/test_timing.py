"""The commands that ask of time, as a user meets them."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest
from sanctionsgraph.cli import timing as timing
from sanctionsgraph.cli.app import app
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.loaders.registry import load
from sanctionsgraph.schema.errors import SanctionsGraphError
from typer.testing import CliRunner, Result

from helpers.engines import UN_EDITIONS
from helpers.shipped import shipped_file

COMMANDS = ("changes", "history", "listed", "diff")


def run(graph: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["--graph", str(graph), *arguments], catch_exceptions=False)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copy(shipped_file(), tmp_path_factory.mktemp("timing") / "case.kgl"))


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example_and_a_format(tmp_path: Path, command: str) -> None:
    told = run(tmp_path / "none.kgl", command, "--help").output
    assert "Example:  sanctionsgraph" in told
    assert "--format" in told
    assert "JSON keys:" in told


def test_listed_in_every_form(made: Path) -> None:
    ask = ("listed", "Angara", "--on", "2024-09-01")
    as_json = json.loads(run(made, *ask, "--format", "json").stdout)
    rows = list(csv.DictReader(io.StringIO(run(made, *ask, "--format", "csv").stdout)))
    assert {row["list"]: row["answer"] for row in rows} == {
        one["list"]: one["answer"] for thing in as_json["things"] for one in thing["lists"]
    }
    assert "Council Regulation (EU) 2024/1745" in " ".join(run(made, *ask).stdout.split())


def test_history_in_every_form(made: Path) -> None:
    as_json = json.loads(run(made, "history", "Angara", "--format", "json").stdout)
    rows = list(csv.DictReader(io.StringIO(run(made, "history", "Angara", "--format", "csv").stdout)))
    assert len(rows) == len(as_json["claims"]) + sum(len(r["versions"]) for r in as_json["records"])
    assert "through time, as known on 1 Nov 2023" in run(made, "history", "Angara", "--as-of", "2023-11-01").stdout


def test_diff_of_a_graph_and_its_dump(made: Path, tmp_path: Path) -> None:
    with open_graph(made) as graph:
        lines = list(graph.dump())
    whole, part = tmp_path / "whole.jsonl", tmp_path / "part.jsonl"
    whole.write_text("\n".join(lines), encoding="utf-8")
    part.write_text("\n".join(line for line in lines if '"id":"sg:maria"' not in line), encoding="utf-8")
    assert run(made, "diff", str(whole)).stdout == "equal\n"
    answer = json.loads(run(made, "diff", str(part), "--summary", "--format", "json").stdout)
    assert answer["counts"]["removed"] == {"Entity": {"Vessel": 1}}
    assert "sg:maria" in run(made, "diff", str(part)).stdout
    with pytest.raises(SanctionsGraphError, match="no graph or dump"):
        run(made, "diff", str(tmp_path / "nowhere.kgl"))


@pytest.mark.usefixtures("shared")
def test_changes_in_every_form(tmp_path: Path) -> None:
    path = tmp_path / "un.kgl"
    with open_graph(path) as graph:
        for day in UN_EDITIONS:
            load(graph, "un-list", UN_EDITIONS[day])
    ask = ("changes", *sorted(UN_EDITIONS)[::2], "--list", "UN")
    told = json.loads(run(path, *ask, "--summary", "--format", "json").stdout)
    assert told["totals"]["added"] == 111
    assert "added" not in told["datasets"][0]
    (row,) = csv.DictReader(io.StringIO(run(path, *ask, "--summary", "--format", "csv").stdout))
    assert (row["added"], row["removed"], row["amended"]) == ("111", "201", "448")
    rows = list(csv.DictReader(io.StringIO(run(path, *ask, "--format", "csv").stdout)))
    assert sum(row["change"] == "removed" for row in rows) == 201
    early = run(path, "changes", "2010-01-01", "2026-03-01", "--summary")
    assert "nothing is compared" in early.stderr
